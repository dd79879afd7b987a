"""Measure the rendering of each kind of page in grown archives: ``python -m tests.bench.pages [ENGINE …] [STEP …]``.

A step is the number of places, routes, sentences and claims, as ``1000,500,100000,100000``. Each page is rendered by Django TIMES times,
and the least processor time counts, in one process: other work on the machine hardly changes it, and PostgreSQL's is not included. The
growth is that from the step before the last to the last.
Search and the check of quotations have their own benchmarks.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.load import ENGINES, set_up

STEPS = ("10,3,20,20", "100,50,10000,10000", "1000,500,100000,100000")
TIMES = 3
# Milliseconds from which a page is rendered once only
SLOW = 1_000
# More pages of an archive that is grown: name and path
GROWN = (
    ("camp, grown", "camps/invented-10000/"),
    ("subcamp, grown", "camps/invented-10001/"),
    ("route, grown", "routes/invented-route-1/"),
    ("claim, grown", "claims/invented-10001/"),
    ("claims, page 2", "claims/?page=2"),
    ("timeline, page 2", "timeline/?page=2"),
    ("large source", "sources/invented-10000/"),
    ("large source, page 2", "sources/invented-10000/?page=2"),
    ("large source, coverage", "sources/invented-10000/coverage/"),
    ("sentence of it", "sources/invented-10000/1.1/"),
    ("paragraph of it", "sources/invented-10000/1/"),
    ("claims.csv", "/id/claims.csv"),
    ("camps.csv", "/id/camps.csv"),
    ("camps.geojson", "/id/camps.geojson"),
    ("routes.csv", "/id/routes.csv"),
    ("routes.geojson", "/id/routes.geojson"),
    ("sources.csv", "/id/sources.csv"),
)


class Figures(NamedTuple):
    """Of a kind of page: milliseconds of processor time, kibibytes."""

    milliseconds: float
    size: float


def main(engine: str, steps: list[str]) -> None:
    """Print a line for each kind of page."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from tests.bench.growth import Size, grow
    from tests.bench.steps import migrate

    migrate(None)
    call_command("load_fixtures", verbosity=0)
    settings.RESPONSE_CACHE_MB = 1  # values cached per edition are used; the response cache is in front of Django
    columns = []
    for step in steps:
        with transaction.atomic():
            grow(Size(*map(int, step.split(","))))
            columns.append(measure_pages(step))
            transaction.set_rollback(True)
    print_lines(engine, columns)


def print_lines(engine: str, columns: list[dict[str, Figures]]) -> None:
    """Print the figures of each kind of page in all archives."""
    for kind, last in columns[-1].items():
        cells = [f"{column[kind].milliseconds:,.0f} / {column[kind].size:,.0f}" if kind in column else "–" for column in columns]
        before = columns[-2].get(kind) if columns[:-1] else None
        growth = f"{last.milliseconds / before.milliseconds:.1f}" if before and before.milliseconds else "–"
        print(f"| {kind} | {engine} | {' | '.join(cells)} | {growth} |", flush=True)


def measure_pages(edition: str) -> dict[str, Figures]:
    """Return the figures of each kind of page, in English; ``edition`` names the present state."""
    from django.test import Client

    from archive.models import LoadedState
    from tests.support.page_kinds import PUBLISHED

    LoadedState.objects.update(digest=edition)
    client, results = Client(HTTP_HOST="127.0.0.1"), {}
    addresses = [(kind.name, kind.address("en")) for kind in PUBLISHED if not kind.path.startswith(("search", "verify"))]
    addresses += [(name, path if path.startswith("/") else f"/en/{path}") for name, path in GROWN]
    for name, address in addresses:
        figures = [measure_page(client, address)]
        if figures[0] and figures[0].milliseconds < SLOW:
            figures += [measure_page(client, address) for _time in range(TIMES - 1)]
        if None not in figures:
            results[name] = min(filter(None, figures))
    return results


def measure_page(client, address: str) -> Figures | None:
    """Return the figures of one response; None if the archive has no such page."""
    begun = time.process_time()
    response = client.get(address)
    size = sum(map(len, response)) if response.streaming else len(response.content)
    took = (time.process_time() - begun) * 1000
    is_missing = response.status_code == 404 and any(address.endswith(path) for _name, path in GROWN)
    return None if is_missing else Figures(took, size / 1024)


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    steps = [word for word in words if "," in word] or list(STEPS)
    if "--folder" in sys.argv:
        engine, folder = words[:2]
        set_up(Path(folder), engine)
        main(engine, steps)
    else:
        print(f"| page, ms / KiB | engine | {' | '.join(steps)} | growth |\n|---|---|{'---|' * (len(steps) + 1)}", flush=True)
        for engine in [word for word in words if word in ENGINES] or ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "tests.bench.pages", "--folder", engine, folder, *steps]
                subprocess.run(command, check=True)
