"""Measure the rendering of each kind of page in grown archives: ``python -m tests.bench.pages [SENTENCES]``.

Two archives are compared with the founding one: one with added sources only, and, a hundred times smaller, one with mentions in a tenth of
the sentences and a claim for every tenth. Each page is rendered by Django TIMES times for each archive, in one process and run: compare
the ratios. Search and the check of quotations have their own benchmarks.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.load import ENGINES, set_up

SIZE, RECORDED = 1_000_000, 100
TIMES = 15
HEAD = "| page | engine | founding ms | {:,} sentences | {:,}, with mentions and claims |\n|---|---|---|---|---|"


def main(size: int, engine: str) -> None:
    """Print a line for each kind of page."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    from tests.bench.searchsteps import fill
    from tests.bench.steps import migrate

    migrate(None)
    call_command("load_fixtures", verbosity=0)
    settings.RESPONSE_CACHE_MB = 1  # values cached per edition are used; the response cache is in front of Django
    founding = measure_pages("founding")
    with transaction.atomic():
        fill(size // RECORDED)
        recorded = measure_pages("recorded")
        transaction.set_rollback(True)
    with transaction.atomic():
        fill(size, records=False)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    grown = measure_pages("grown")
    for kind, (median, worst) in founding.items():
        ratios = (f"{times[kind][0] / median:.2f} / {times[kind][1] / worst:.2f}" for times in (grown, recorded))
        print(f"| {kind} | {engine} | {median:.1f} / {worst:.1f} | {' | '.join(ratios)} |", flush=True)


def measure_pages(edition: str) -> dict[str, tuple[float, float]]:
    """Return median and worst milliseconds of each kind of page, in English; ``edition`` names the present state."""
    from django.test import Client

    from archive.models import LoadedState
    from tests.support.page_kinds import PUBLISHED

    LoadedState.objects.update(digest=edition)
    client, results = Client(HTTP_HOST="127.0.0.1"), {}
    for kind in PUBLISHED:
        if not kind.path.startswith(("search", "verify")):
            times = []
            for _time in range(TIMES + 1):
                begun = time.perf_counter()
                client.get(kind.address("en"))
                times.append((time.perf_counter() - begun) * 1000)
            results[kind.name] = statistics.median(times[1:]), max(times[1:])
    return results


if __name__ == "__main__":
    size = int(sys.argv[1].replace("_", "")) if sys.argv[1:] else SIZE
    if sys.argv[2:]:
        set_up(Path(sys.argv[3]), sys.argv[2])
        main(size, sys.argv[2])
    else:
        import subprocess

        print(HEAD.format(size, size // RECORDED), flush=True)
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([sys.executable, "-m", "tests.bench.pages", str(size), engine, folder], check=True)
