"""Responses while parts of production fail, or fixtures are loaded: ``make test-faults``.

``python -m tests.production.faults SECONDS``: each fault lasts that long under constant traffic. Prints a table; the exit status is 1
after a wrong response, after a failure on a cached page, and after any failure while a server and a database were running, but for
requests that were under way at two parts that were killed at once.
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
from tests.production.traffic import ENCODINGS, Results, Traffic, ask
from tests.support.processes import wait_for

HEAD = "| fault | s | cached: requests | failed | fresh: requests | failed | wrong |\n|---|---|---|---|---|---|---|\n"
# Seconds until every process has seen a new edition, for which each looks once a second
SETTLED = 2.5
CHANGES = (
    ("claims/*.yaml", re.compile(r"^(statement:\n(?:.*\n)*?  en: >-\n    )", re.MULTILINE)),
    ("places/*.yaml", re.compile(r'^(names:\n(?:.*\n)*?  en: ")', re.MULTILINE)),
    ("routes/*.yaml", re.compile(r'^(name:\n(?:.*\n)*?  en: ")', re.MULTILINE)),
    ("questions.yaml", re.compile(r'^(      en: "?)', re.MULTILINE)),
)


def do_nothing(production: Topology) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Fault:
    """A fault, its repair, and whether fresh pages can be answered meanwhile.

    ``may_lose``: how many fresh requests may fail that were under way when it began.
    """

    name: str
    begin: Callable[[Topology], None]
    repair: Callable[[Topology], None] = do_nothing
    answerable: bool = True
    may_lose: int = 0


def kill_parts(name: str, *parts: str, answerable: bool = True, may_lose: int = 0) -> Fault:
    """Return the fault of parts that are killed, and started as its repair."""

    def repair(production: Topology) -> None:
        for part in parts:
            production.start(part)

    return Fault(name, lambda production: production.kill(*parts), repair, answerable, may_lose)


def reload_parts(*parts: str) -> Callable[[Topology], None]:
    """Return a function that reloads parts by SIGHUP."""

    def begin(production: Topology) -> None:
        for part in parts:
            production.processes.send(part, signal.SIGHUP)

    return begin


FAULTS = (
    Fault("none", do_nothing),
    Fault("a worker killed", lambda production: production.processes.kill_worker("app-a")),
    kill_parts("one gunicorn killed", "app-a"),
    Fault("both gunicorns reloaded (SIGHUP)", reload_parts(*APPS)),
    Fault("nginx reloaded (SIGHUP)", reload_parts("nginx")),
    kill_parts("the replica killed", "replica"),
    kill_parts("the primary killed", "primary"),
    # nginx asks three processes at most: the connections of one are broken, the other is down, and a thread of the first may not know yet.
    kill_parts("the replica and one gunicorn killed", "replica", "app-b", may_lose=1),
    kill_parts("both databases killed", "primary", "replica", answerable=False),
    kill_parts("both gunicorns killed", *APPS, answerable=False),
)


def write_other_edition(folder: Path) -> Path:
    """Copy the published fixtures with other English names and statements."""
    root = folder / "fixtures"
    shutil.copytree(REPOSITORY / "fixtures", root)
    for pattern, place in CHANGES:
        for path in root.glob(pattern):
            text, changed = place.subn(r"\1Second edition, ", path.read_text(encoding="utf-8"))
            assert changed, path
            path.write_bytes(text.encode())
    return root


# Numbers of the editions, by their names here: the newest published one, and another after it
PUBLISHED = len(list((REPOSITORY / "fixtures" / "editions").glob("*.jsonl")))
EDITIONS = {"first": PUBLISHED, "second": PUBLISHED + 1}


class Run:
    """Faults one after the other under constant traffic."""

    def __init__(self, production: Topology, seconds: float, write=sys.stdout.write):
        self.production, self.seconds, self.write = production, seconds, write
        self.traffic = Traffic(production.ports["nginx"])
        self.errors: list[str] = []

    def run_all(self, other: Path) -> list[str]:
        """Run all faults, load another edition and the first again; return what went wrong."""
        self.production.manage("publish", "--fixtures", str(other), "--note-ar", "طبعة ثانية", "--note-en", "Second edition")
        for name in ("second", "first"):
            self.learn(name, other)
        for address, encoding in product(self.traffic.known["first"], ENCODINGS):
            ask(self.production.ports["nginx"], address, {"Accept-Encoding": encoding})
        self.write(HEAD)
        with self.traffic:
            for fault in FAULTS:
                self.run_fault(fault)
            self.load("second", other)
            self.load("first", other)
        return self.errors

    def learn(self, name: str, fixtures: Path) -> None:
        """Load an edition without traffic, and store its responses without caches."""
        before = self.production.edition()
        self.production.load(fixtures, EDITIONS[name])
        if name != "first":
            wait_for("another edition", lambda: self.production.edition() != before)
        time.sleep(SETTLED)
        self.traffic.learn(name, self.production.ports["app-a"])

    def run_fault(self, fault: Fault) -> None:
        """Run a fault and its repair; report the responses of both."""
        self.traffic.since()
        start = time.monotonic()
        fault.begin(self.production)
        time.sleep(self.seconds)
        self.report(fault.name, time.monotonic() - start, self.traffic.since(), fault.answerable, may_lose=fault.may_lose)
        fault.repair(self.production)
        time.sleep(min(self.seconds, 4.0))  # nginx retries a failed server after three seconds
        if fault.answerable:
            self.report(f"… repaired: {fault.name}", 0, self.traffic.since(), True, always=False)

    def load(self, name: str, fixtures: Path) -> None:
        """Load an edition under traffic: responses of both are correct until every cache has the new one."""
        self.traffic.since()
        start = time.monotonic()
        self.traffic.editions = set(self.traffic.known)
        self.production.load(fixtures, EDITIONS[name])
        wait_for(f"all of edition {name}", lambda: self.count_stale(name) == 0, 120)
        time.sleep(SETTLED)
        self.traffic.editions = {name}
        time.sleep(self.seconds)
        self.report(f"loading the {name} edition", time.monotonic() - start, self.traffic.since(), True)

    def count_stale(self, name: str) -> int:
        """Return the number of cached responses that are not of an edition."""
        port = self.production.ports["nginx"]
        pages = self.traffic.known[name].items()
        return sum(
            ask(port, address, {"Accept-Encoding": encoding})[2] != body for address, body in pages for encoding in ENCODINGS
        )

    def report(self, name: str, seconds: float, results: Results, answerable: bool, always: bool = True, may_lose: int = 0) -> None:
        """Print a line of the table, and record its errors."""
        failed = results.failed["cached"] + (max(0, results.failed["fresh"] - may_lose) if answerable else 0)
        if failed or results.wrong:
            self.errors.append(f"{name}: {failed} failed, wrong: {results.wrong[:3]}")
        if always or failed or results.wrong:
            counts = f"{results.requests['cached']} | {results.failed['cached']} | {results.requests['fresh']} | {results.failed['fresh']}"
            self.write(f"| {name} | {seconds:.0f} | {counts} | {len(results.wrong)} |\n")


def main() -> int:
    """Run everything; return the exit status."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    with tempfile.TemporaryDirectory() as folder, Topology() as production:
        errors = Run(production, seconds).run_all(write_other_edition(Path(folder)))
    sys.stdout.write("".join(f"wrong: {line}\n" for line in errors))
    return int(bool(errors))


if __name__ == "__main__":
    raise SystemExit(main())
