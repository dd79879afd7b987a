"""Measure the rendering of each kind of page in grown archives: ``python -m tests.bench.pages [ENGINE …] [STEP …]``.

A step is the number of places, routes, sentences and claims, as ``1000,500,100000,100000``. The steps are three of the combinations of {10, 100,
1,000} places, {3, 50, 500} routes, {20, 100,000} sentences and {20, 100,000} claims: all kinds of records grow together, as in a collection,
because a page costs most where all are many; an archive of few sentences and many claims would have thousands of claims a sentence, which
no collection has. Each step has a process and a database of its own, into which the fixtures are loaded and the rows inserted.

Each page is rendered by Django TIMES times in one process, and the least processor time counts, with that of the PostgreSQL process that
serves it: other work on the machine hardly changes it. Files are written once. *Anew*: without the rows, the parts of templates and the
maps that a worker keeps in memory; what it reads once for an edition, such as the routes of the whole map, stays. *Again*: with them.
*Prepared*: the stored response, read from memory. The size is that of the larger of both languages. The growth is that of pages made anew
from the step before the last to the last. The last lines name the pages that miss an aim. Search and the check of quotations have their own
benchmarks; ``tests/archive/maps/test_random_maps.py`` looks for names that overlap or are lost.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.bench.load import ENGINES, set_up

STEPS = ("10,3,20,20", "100,50,10000,10000", "1000,500,100000,100000")
TIMES = 2
# Aims: milliseconds made anew, KiB of HTML, and growth at most
AIMS = (100, 60, 1.5)
# Times that a stored response is read; milliseconds from which a page is rendered once only.
PREPARED_TIMES, SLOW = 20, 1_000
# More pages of an archive that is grown: name and path
GROWN = (
    ("camp, grown", "camps/invented-10000/"),
    ("subcamp, grown", "camps/invented-10001/"),
    ("route by stops, grown", "routes/invented-route-1/"),
    ("movement of four accounts", "movements/invented-movement-0/"),
    ("movement of two, grown", "movements/invented-movement-1/"),
    ("claim, grown", "claims/invented-10001/"),
    ("claim of fifty sentences", "claims/invented-route-1/"),
    ("camps, page 2", "camps/?page=2"),
    ("routes, page 2", "routes/?page=2"),
    ("claims, page 2", "claims/?page=2"),
    ("numbers, page 2", "numbers/?page=2"),
    ("timeline, page 2", "timeline/?page=2"),
    ("timeline, page 900", "timeline/?page=900"),
    ("large source", "sources/invented-10000/"),
    ("large source, page 2", "sources/invented-10000/?page=2"),
    ("large source, coverage", "sources/invented-10000/coverage/"),
    ("sentence of it", "sources/invented-10000/1.1/"),
    ("paragraph of it", "sources/invented-10000/1/"),
    ("forty paragraphs of it", "sources/invented-10000/1-40/"),
    ("claims.csv", "/id/claims.csv"),
    ("camps.csv", "/id/camps.csv"),
    ("camps.geojson", "/id/camps.geojson"),
    ("routes.csv", "/id/routes.csv"),
    ("routes.stops.csv", "/id/routes.stops.csv"),
    ("routes.geojson", "/id/routes.geojson"),
    ("sources.csv", "/id/sources.csv"),
)


class Figures(NamedTuple):
    """Of a kind of page: milliseconds of processor time made anew, again and prepared, and kibibytes."""

    anew: float
    again: float
    prepared: float
    size: float


# By step, and by the name of the kind of page.
Columns = dict[str, dict[str, Figures]]


def main(step: str) -> dict[str, Figures]:
    """Return the figures of each kind of page in an archive of some size."""
    from django.conf import settings
    from django.core.management import call_command

    from tests.bench.growth import Size, grow
    from tests.bench.steps import migrate

    migrate(None)
    call_command("load_fixtures", verbosity=0)
    settings.RESPONSE_CACHE_MB = 32
    tell(f"{step}: inserting rows")
    grow(Size(*map(int, step.split(","))))
    return measure_pages(step)


def print_table(engines: dict[str, Columns], steps: list[str]) -> None:
    """Print the figures of each kind of page in all archives, on all engines."""
    titles = " | ".join(f"{engine}: anew, ms | growth | again | prepared" for engine in engines)
    print(f"Steps, in places, routes, sentences and claims: {' → '.join(steps)}\n\n| page | KiB | {titles} |")
    print(f"|---|---|{'---|' * 4 * len(engines)}")
    first = next(iter(engines.values()))
    for kind in dict.fromkeys(kind for column in first.values() for kind in column):
        cells = [_join(first, kind, lambda figures: f"{figures.size:,.0f}")]
        for columns in engines.values():
            cells += [_join(columns, kind, lambda figures: f"{figures.anew:,.0f}"), _describe_growth(columns, kind)]
            cells.append(_join(columns, kind, lambda figures: f"{figures.again:,.0f}"))
            cells.append(_join(columns, kind, lambda figures: f"{figures.prepared:.2f}"))
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)

    _print_missed(engines)


def _print_missed(engines: dict[str, Columns]) -> None:
    """Print the pages of the last step that miss an aim."""
    most_ms, most_kib, most_growth = AIMS
    for engine, columns in engines.items():
        last = {kind: figures for kind, figures in [*columns.values()][-1].items() if not kind.endswith((".csv", ".geojson"))}
        growths = {kind: _compute_growth(columns, kind) for kind in last}
        for aim, missed in (
            (f"{most_kib} KiB", [kind for kind, figures in last.items() if figures.size > most_kib]),
            (f"{most_ms} ms anew", [kind for kind, figures in last.items() if figures.anew > most_ms]),
            (f"growth of {most_growth}", [kind for kind, growth in growths.items() if growth and growth > most_growth]),
        ):
            print(f"\n{engine}, above {aim}: {', '.join(missed) or 'none'}")


def _join(columns: Columns, kind: str, describe: Callable[[Figures], str]) -> str:
    return " → ".join(describe(column[kind]) if kind in column else "–" for column in columns.values())


def _compute_growth(columns: Columns, kind: str) -> float | None:
    *_earlier, before, last = [None, *(column.get(kind) for column in columns.values())]
    return last.anew / before.anew if before and last else None


def _describe_growth(columns: Columns, kind: str) -> str:
    growth = _compute_growth(columns, kind)
    return f"{growth:.1f}" if growth else "–"


def measure_pages(edition: str) -> dict[str, Figures]:
    """Return the figures of each kind of page, in English; ``edition`` names the present state."""
    from django.test import Client

    from archive.models import LoadedState
    from tests.support.page_kinds import PUBLISHED

    LoadedState.objects.update(digest=edition)
    client, results = Client(HTTP_HOST="127.0.0.1"), {}
    addresses = [(kind.name, kind.address("en")) for kind in PUBLISHED if not kind.path.startswith(("search", "verify"))]
    addresses += [(name, path if path.startswith("/") else f"/en/{path}") for name, path in GROWN]
    for _name, address in addresses:
        if not address.startswith("/id/"):
            client.get(address)  # what is read once per edition is in memory
    gc.collect()
    gc.disable()  # a collection would take longer than a page
    for name, address in addresses:
        gc.collect(1)
        if figures := measure_page(client, address):
            results[name] = figures
            tell(f"{name}: {figures.size:.0f} KiB, {figures.anew:.0f} ms anew")
    return results


def tell(words: str) -> None:
    """Write what is being done to the standard error."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def measure_page(client, address: str) -> Figures | None:
    """Return the figures of a page; None if the archive has no such page."""
    forget_pages()
    response, took = _time(lambda: _read(client.get(address)))
    status, size = response
    if status == 404 and any(address.endswith(path) for _name, path in GROWN):
        return None
    is_file, anew, again = address.startswith("/id/"), [took], list[float]()
    if not is_file:
        other = "/ar/" + address.removeprefix("/en/")
        size = max(size, _read(client.get(other))[1])
    while len(again) < TIMES and took < SLOW and not is_file:
        again.append(_time(lambda: _read(client.get(address)))[1])
        forget_pages()
        anew.append(_time(lambda: _read(client.get(address)))[1])
    prepared = 0.0 if is_file else _measure_prepared(address)
    return Figures(min(anew), min(again, default=took), prepared, size / 1024)


def _read(response) -> tuple[int, int]:
    """Return the status of a response and its number of bytes."""
    return response.status_code, sum(map(len, response)) if response.streaming else len(response.content)


def _measure_prepared(address: str) -> float:
    from django.core.handlers.wsgi import WSGIHandler

    from archive.web.cache.wsgi_cache import CachingApplication
    from archive.web.wsgi_client import build_environ, run

    application, origin = CachingApplication(WSGIHandler()), "http://127.0.0.1"
    run(application, build_environ(origin, address))
    environs = [build_environ(origin, address) for _time in range(PREPARED_TIMES)]
    return min(_time(lambda environ=environ: run(application, environ))[1] for environ in environs)


def forget_pages() -> None:
    """Forget the rows, the parts of templates and the maps that a worker keeps; what is read once per edition stays."""
    from archive.edition_cache import EditionValues
    from archive.maps.figure import compose_map

    compose_map.cache_clear()
    for values in find_caches():
        values._cached = EditionValues("")


@cache
def find_caches() -> list:
    """Return the caches of several values of an edition, which are there once all kinds of pages have been rendered."""
    from tests.support.edition_caches import find_edition_caches

    return [found for found in find_edition_caches() if found.maxsize > 1]


def _time(call: Callable[[], object]) -> tuple[object, float]:
    """Return what a call returns, and the milliseconds of processor time that it took."""
    begun = time.process_time(), measure_backend()
    result = call()
    return result, (time.process_time() - begun[0] + measure_backend() - begun[1]) * 1000


def measure_backend() -> float:
    """Return the seconds of processor time of the PostgreSQL process that serves the open connection; 0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    nanoseconds = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return int(nanoseconds) / 1e9


def run_step(engine: str, step: str) -> dict[str, Figures]:
    """Return the figures of a step on an engine, measured in a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.pages", "--folder", engine, folder, step]
        result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures = json.loads(result.stdout.splitlines()[-1])
    return {kind: Figures(*row) for kind, row in figures.items()}


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    steps = [word for word in words if "," in word] or list(STEPS)
    if "--folder" in sys.argv:
        engine, folder = words[:2]
        set_up(Path(folder), engine)
        print(json.dumps(main(steps[0])))
    else:
        engines = [word for word in words if word in ENGINES] or ENGINES
        print_table({engine: {step: run_step(engine, step) for step in steps} for engine in engines}, steps)
