"""Measure speed and memory of checking and loading fixtures: ``python -m tests.bench.load [SENTENCES …]``.

Every step runs in a separate process. Times are of one machine and one run: compare the ratios; *by processor time* counts sentences per
second of the process's own time and that of the PostgreSQL process that serves it, which other work affects less. The baseline is a bulk
insert of the same rows by the engine (executemany on SQLite, COPY on PostgreSQL) in one transaction; the steps after it load a second
edition with a small change over the first, each over a copy of the database (``tests.bench.changes``).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
ENGINES = ("sqlite", "postgresql")
# Steps that load a small change; those of large archives take minutes.
MAX_SIZE_OF_ALL_CHANGES = 10_000
CHANGED_AT_ANY_SIZE = ("load-one-changed", "load-source-before-all")
CHANGED = (
    "load-one-changed",
    "load-reading-changed",
    "load-claim-before-all",
    "load-source-before-all",
    "load-50-claims-added",
    "load-50-sentences-changed",
)


def main(sizes: list[int]) -> None:
    """Print a table with lines for each size and engine."""
    print(
        "| sentences | engine | step | seconds | sentences/s | by processor time | peak MB | ratio to bulk insert | by processor time |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            _step("generate", folder, size)
            time.sleep(2.5)  # until files do not count as recently changed
            for name in ("check-cold", "check-unchanged", "check-one-changed"):
                _print_line(size, "–", name, _step(name, folder, size))
            _print_line(size, "–", "publish", _step("publish", folder, size))
            for engine in ENGINES:
                _step("migrate", folder, size, engine)
                load = _step("load", folder, size, engine)
                names = CHANGED if size <= MAX_SIZE_OF_ALL_CHANGES else CHANGED_AT_ANY_SIZE
                changed = {name: _step(name, folder, size, engine) for name in names}
                baseline = _step("bulk", folder, size, engine)
                _print_line(size, engine, "load", load, baseline)
                _print_line(size, engine, "bulk insert of the same rows", baseline, baseline)
                for name, result in changed.items():
                    _print_line(size, engine, name, result, baseline)


def _print_line(size: int, engine: str, name: str, result: dict, baseline: dict | None = None) -> None:
    speeds = [f"{size / result[clock]:,.0f}" for clock in ("seconds", "cpu")]
    ratios = [f"{result[clock] / baseline[clock]:.2f}" if baseline else "–" for clock in ("seconds", "cpu")]
    cells = [f"{size:,}", engine, name, f"{result['seconds']:.2f}", *speeds, f"{result['peak']:.0f}", *ratios]
    print(f"| {' | '.join(cells)} |", flush=True)


def _step(name: str, folder: Path, size: int, engine: str = "sqlite") -> dict:
    words = [sys.executable, "-m", "tests.bench.load", "--step", name, str(folder), str(size), engine]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return json.loads(result.stdout.splitlines()[-1])


def step(name: str, folder: Path, size: int, engine: str) -> None:
    """Run a step in this process; print its seconds and the peak memory in MB as JSON."""
    set_up(folder, engine)
    from tests.bench import steps

    prepare, run = steps.STEPS[name]
    prepared = prepare(folder, size)
    backend, begun, worked = steps.measure_backend(), time.perf_counter(), time.process_time()
    run(prepared)
    seconds, own = time.perf_counter() - begun, time.process_time() - worked
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu": own + sum((steps.measure_backend() - backend).values()),
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def set_up(folder: Path, engine: str, database: str = "bench") -> None:
    """Set Django up with a separate database; ``database`` is its name on PostgreSQL."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings" if engine == "sqlite" else "tests.settings_postgres"
    os.environ["VAR_ROOT"] = str(folder / "var")
    import django
    from django.conf import settings

    from archive.environment.databases import configure_writing

    name = {"NAME": str(folder / "bench.sqlite3") if engine == "sqlite" else database}
    settings.DATABASES["default"] = configure_writing({**settings.DATABASES["default"], **name})
    django.setup()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        main([int(size.replace("_", "")) for size in sys.argv[1:]] or list(SIZES))
