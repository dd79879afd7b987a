"""``python -m tests.production.faults [SECONDS]``: what readers notice when parts of production fail, or fixtures are loaded. ``make faults``

Each fault lasts some seconds under constant traffic; prints a table, and ends with 1 if one answer was wrong, if a page that a cache
keeps was not answered, or if anything failed although something could answer.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.production.topology import APPS, REPOSITORY, Topology
from tests.production.traffic import ENCODINGS, Told, Traffic, ask
from tests.support.processes import wait_for

HEAD = "| fault | s | kept: asked | failed | fresh: asked | failed | wrong |\n|---|---|---|---|---|---|---|\n"
# Processes look for another edition once a second.
SETTLED = 2.5
CHANGES = (
    ("claims/*.yaml", re.compile(r"^(statement:\n(?:.*\n)*?  en: >-\n    )", re.MULTILINE)),
    ("places/*.yaml", re.compile(r'^(names:\n(?:.*\n)*?  en: ")', re.MULTILINE)),
    ("routes/*.yaml", re.compile(r'^(name:\n(?:.*\n)*?  en: ")', re.MULTILINE)),
    ("questions.yaml", re.compile(r"^(      en: )", re.MULTILINE)),
)


def nothing(production: Topology) -> None:
    """No fault, and nothing to mend."""


@dataclass(frozen=True)
class Fault:
    """What is done to production, what is left then to answer afresh, and how it is mended."""

    name: str
    begin: Callable[[Topology], None]
    mend: Callable[[Topology], None] = nothing
    answerable: bool = True


def killed(name: str, *parts: str, answerable: bool = True) -> Fault:
    """Parts taken away at once, and started again afterwards."""

    def mend(production: Topology) -> None:
        for part in parts:
            production.start(part)

    return Fault(name, lambda production: production.kill(*parts), mend, answerable)


def reloaded(*parts: str) -> Callable[[Topology], None]:
    """SIGHUP: a graceful reload."""

    def begin(production: Topology) -> None:
        for part in parts:
            production.processes.send(part, signal.SIGHUP)

    return begin


FAULTS = (
    Fault("none", nothing),
    Fault("a worker killed", lambda production: production.processes.kill_worker("app-a")),
    killed("one gunicorn killed", "app-a"),
    Fault("both gunicorns reloaded (SIGHUP)", reloaded(*APPS)),
    Fault("nginx reloaded (SIGHUP)", reloaded("nginx")),
    killed("the replica killed", "replica"),
    killed("the primary killed", "primary"),
    killed("the replica and one gunicorn killed", "replica", "app-b"),
    killed("both databases killed", "primary", "replica", answerable=False),
    killed("both gunicorns killed", *APPS, answerable=False),
)


def other_edition(folder: Path) -> Path:
    """A copy of the published fixtures in which every English name and statement is another."""
    root = folder / "fixtures"
    shutil.copytree(REPOSITORY / "fixtures", root)
    for pattern, place in CHANGES:
        for path in root.glob(pattern):
            text, changed = place.subn(r"\1Second edition, ", path.read_text(encoding="utf-8"))
            assert changed, path
            path.write_bytes(text.encode())
    return root


class Run:
    """Faults one after the other under one traffic; keeps what came of each."""

    def __init__(self, production: Topology, seconds: float, write=sys.stdout.write):
        self.production, self.seconds, self.write = production, seconds, write
        self.traffic = Traffic(production.ports["nginx"])
        self.bad: list[str] = []

    def all(self, other: Path) -> list[str]:
        """Every fault, and the loading of another edition and of the first again; gives what should not have been."""
        first = REPOSITORY / "fixtures"
        for name, fixtures in (("second", other), ("first", first)):
            self.learn(name, fixtures)
        for address, how in product(self.traffic.known["first"], ENCODINGS):
            ask(self.production.ports["nginx"], address, {"Accept-Encoding": how})
        self.write(HEAD)
        with self.traffic:
            for fault in FAULTS:
                self.one(fault)
            self.load("second", other)
            self.load("first", first)
        return self.bad

    def learn(self, name: str, fixtures: Path) -> None:
        """Loads an edition while nobody reads, and reads it from behind the caches."""
        before = self.production.edition()
        self.production.load(fixtures)
        if name != "first":
            wait_for("another edition", lambda: self.production.edition() != before)
        time.sleep(SETTLED)
        self.traffic.learn(name, self.production.ports["app-a"])

    def one(self, fault: Fault) -> None:
        """One fault, and its mending, as far as traffic notices."""
        self.traffic.since()
        begun = time.monotonic()
        fault.begin(self.production)
        time.sleep(self.seconds)
        told = self.traffic.since()
        self.tell(fault.name, time.monotonic() - begun, told, fault.answerable)
        fault.mend(self.production)
        time.sleep(min(self.seconds, 4.0))  # nginx asks a server again three seconds after it failed
        if fault.answerable:
            self.tell(f"… mended: {fault.name}", 0, self.traffic.since(), True, always=False)

    def load(self, name: str, fixtures: Path) -> None:
        """Loads an edition under traffic: both may be read until every cache has the new one."""
        self.traffic.since()
        begun = time.monotonic()
        self.traffic.editions = set(self.traffic.known)
        self.production.load(fixtures)
        wait_for(f"all of edition {name}", lambda: self.stale(name) == 0, 120)
        time.sleep(SETTLED)
        self.traffic.editions = {name}
        time.sleep(self.seconds)
        self.tell(f"loading the {name} edition", time.monotonic() - begun, self.traffic.since(), True)

    def stale(self, name: str) -> int:
        """How many kept answers are not yet those of an edition."""
        port = self.production.ports["nginx"]
        pages = self.traffic.known[name].items()
        return sum(ask(port, address, {"Accept-Encoding": how})[2] != body for address, body in pages for how in ENCODINGS)

    def tell(self, name: str, seconds: float, told: Told, answerable: bool, always: bool = True) -> None:
        """A line of the table, and what of it should not be."""
        failed = told.failed["kept"] + (told.failed["fresh"] if answerable else 0)
        if failed or told.wrong:
            self.bad.append(f"{name}: {failed} failed, wrong: {told.wrong[:3]}")
        if always or failed or told.wrong:
            asked = f"{told.asked['kept']} | {told.failed['kept']} | {told.asked['fresh']} | {told.failed['fresh']}"
            self.write(f"| {name} | {seconds:.0f} | {asked} | {len(told.wrong)} |\n")


def main() -> int:
    """The whole run; its exit status."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    with tempfile.TemporaryDirectory() as folder, Topology() as production:
        bad = Run(production, seconds).all(other_edition(Path(folder)))
    sys.stdout.write("".join(f"not as it should be: {line}\n" for line in bad))
    return int(bool(bad))


if __name__ == "__main__":
    raise SystemExit(main())
