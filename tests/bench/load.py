"""Measure speed and memory of checking and loading fixtures: ``python -m tests.bench.load [SENTENCES …]``.

Every step runs in a separate process. Times are of one machine and one run: compare the ratios; *by processor time* counts sentences per
second of the process's own time, which other work hardly affects (PostgreSQL's is not included). The baseline is a bulk insert of the same
rows by the engine (executemany on SQLite, COPY on PostgreSQL) in one transaction.
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


def main(sizes: list[int]) -> None:
    """Print a table with lines for each size and engine."""
    print(
        "| sentences | engine | step | seconds | sentences/s | by processor time | peak MB | ratio to bulk insert |\n|---|---|---|---|---|---|---|---|"
    )
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
                load, bulk = _step("load", folder, size, engine), _step("bulk", folder, size, engine)
                _print_line(size, engine, "load", load, load["seconds"] / bulk["seconds"])
                _print_line(size, engine, "bulk insert of the same rows", bulk, 1)


def _print_line(size: int, engine: str, name: str, result: dict, ratio: float | None = None) -> None:
    speed, worked = (f"{size / result[clock]:,.0f}" for clock in ("seconds", "cpu"))
    last = f"{ratio:.2f}" if ratio else "–"
    print(
        f"| {size:,} | {engine} | {name} | {result['seconds']:.2f} | {speed} | {worked} | {result['peak']:.0f} | {last} |",
        flush=True,
    )


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
    begun, worked = time.perf_counter(), time.process_time()
    run(prepared)
    seconds = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu": time.process_time() - worked,
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

    settings.DATABASES["default"]["NAME"] = str(folder / "bench.sqlite3") if engine == "sqlite" else database
    django.setup()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        main([int(size.replace("_", "")) for size in sys.argv[1:]] or list(SIZES))
