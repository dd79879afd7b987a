"""``python -m tests.bench.load [SENTENCES …]``: how fast fixtures are checked and loaded, and how much memory that takes.

Every step runs in a process of its own. Times are of one machine and one run: compare the ratios; *by processor time* counts sentences for each
second of the process's own, which other work hardly touches (PostgreSQL's own is not in it). The yardstick is the same rows,
read back and put in again by the engine's own bulk insert (executemany on SQLite, COPY on PostgreSQL) in one transaction.
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
    """Prints a table, a line a size and engine."""
    print(
        "| sentences | engine | step | seconds | sentences/s | by processor time | peak MB | ratio to bulk insert |\n|---|---|---|---|---|---|---|---|"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            _step("generate", folder, size)
            time.sleep(2.5)  # only then are the files known not to have changed of late
            for name in ("check-cold", "check-unchanged", "check-one-changed"):
                _tell(size, "–", name, _step(name, folder, size))
            _tell(size, "–", "publish", _step("publish", folder, size))
            for engine in ENGINES:
                _step("migrate", folder, size, engine)
                load, bulk = _step("load", folder, size, engine), _step("bulk", folder, size, engine)
                _tell(size, engine, "load", load, load["seconds"] / bulk["seconds"])
                _tell(size, engine, "bulk insert of the same rows", bulk, 1)


def _tell(size: int, engine: str, name: str, found: dict, ratio: float | None = None) -> None:
    speed, worked = (f"{size / found[one]:,.0f}" for one in ("seconds", "cpu"))
    last = f"{ratio:.2f}" if ratio else "–"
    print(
        f"| {size:,} | {engine} | {name} | {found['seconds']:.2f} | {speed} | {worked} | {found['peak']:.0f} | {last} |", flush=True
    )


def _step(name: str, folder: Path, size: int, engine: str = "sqlite") -> dict:
    words = [sys.executable, "-m", "tests.bench.load", "--step", name, str(folder), str(size), engine]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return json.loads(done.stdout.splitlines()[-1])


def step(name: str, folder: Path, size: int, engine: str) -> None:
    """One step, in this process; prints its seconds and the process's peak memory in MB as JSON."""
    set_up(folder, engine)
    from tests.bench import steps

    prepare, run = steps.STEPS[name]
    given = prepare(folder, size)
    begun, worked = time.perf_counter(), time.process_time()
    run(given)
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


def set_up(folder: Path, engine: str) -> None:
    """Django on a database of the bench's own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings" if engine == "sqlite" else "tests.settings_postgres"
    os.environ["VAR_ROOT"] = str(folder / "var")
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = str(folder / "bench.sqlite3") if engine == "sqlite" else "bench"
    django.setup()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        main([int(one.replace("_", "")) for one in sys.argv[1:]] or list(SIZES))
