"""``python -m tests.bench.editions [EDITIONS [RECORDS …]]``: what many editions cost against the newest state alone.

The records are those of edition 1 of the archive, with the founding source, its claims and its routes again and again under other
names. Each further edition changes ten claims, one of them in every edition. Every step runs in a process of its own; times are of one
machine and one run.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from tests.bench.load import set_up

EDITIONS, SIZES, ENGINES = 1_000, (10_000, 100_000), ("sqlite", "postgresql")
CHANGES = 10
SOURCE = "ushmm-death-marches"
# Kinds of which each copy of the founding source has its own records
COPIED = ("source", "sentence", "claim", "route")
# By the name of a ledger: all editions; all but the last; the newest state as a single edition
GROWN, FORMER, NEWEST = "grown", "former", "newest"
NOTE = {"ar": "قياس", "en": "Measurement"}


def main(editions: int = EDITIONS, *sizes: int) -> None:
    """Print a table for each number of records."""
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{size:,} records, {editions:,} editions\n\n| step | newest state alone | all editions |\n|---|---|---|")
            run_step("write", folder, size, editions)
            for step, engine in [("ledger", "sqlite"), *(("load", engine) for engine in ENGINES)]:
                for row in run_step(step, folder, size, editions, engine):
                    print(f"| {' | '.join(row)} |", flush=True)


def run_step(step: str, folder: str, size: int, editions: int, engine: str = "sqlite") -> list[list[str]]:
    """Run a step in its own process and return its rows."""
    command = [sys.executable, "-m", "tests.bench.editions", "--step", step, folder, str(size), str(editions), engine]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return json.loads(done.stdout.splitlines()[-1])


def measure(function: Callable[[], object]) -> str:
    """Return the seconds that a call takes, and in parentheses those of the processor, the database server left out."""
    start, processor = time.perf_counter(), time.process_time()
    function()
    return f"{time.perf_counter() - start:.2f} s ({time.process_time() - processor:.2f} s)"


def measure_often(function: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes, the median of eleven."""
    times = []
    for _ in range(11):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return sorted(times)[5] * 1000


def generate_records(size: int) -> Iterator[tuple]:
    """Yield keys and records, ``size`` of them or a few more."""
    from django.conf import settings

    from archive.addresses import RecordKey
    from archive.ledger.chain import LEDGER_FOLDER, read_ledger

    ledger = read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER)
    records = {key: ledger.read_record(version) for key, version in ledger.iterate_in_force()}
    shared = {key: record for key, record in records.items() if key.kind not in COPIED}
    copied = {key: json.dumps(record) for key, record in records.items() if key.kind in COPIED}
    names = sorted({key.identifier for key in copied if key.kind != "sentence"}, key=len, reverse=True)
    named = re.compile(rf"(?<![\w-])({'|'.join(names)})(?![\w-])")
    story = [key for key in shared if key.kind == "story"]
    for key in story:  # a sentence of the story names claims
        shared[key] = json.loads(named.sub(r"\1-0", json.dumps(shared[key])))
    yield from shared.items()
    for number in range(-(-(size - len(shared)) // len(copied))):
        for key, text in copied.items():
            yield RecordKey(key.kind, named.sub(rf"\1-{number}", key.identifier)), json.loads(named.sub(rf"\1-{number}", text))


def write(folder: Path, size: int, editions: int) -> list[list[str]]:
    """Write the ledgers."""
    from archive.ledger import chain
    from archive.ledger.lines import RECORD, VersionLine, parse_instant
    from archive.ledger.planned_lines import PlannedLines
    from archive.ledger.writing import compose_header

    records = dict(generate_records(size))
    claims = sorted(key for key in records if key.kind == "claim")
    texts = {record["text"]["sha256"] for key, record in records.items() if key.kind == "source"}
    for name in (GROWN, FORMER, NEWEST):
        (folder / name / chain.TEXTS_FOLDER).mkdir(parents=True)
        for digest in texts:
            (folder / name / chain.TEXTS_FOLDER / digest).write_bytes(read_text(digest))
    ledger, instant = chain.Ledger(folder / GROWN), parse_instant("2026-11-29T12:00:00Z")

    def append(ledger: chain.Ledger, keys: list) -> None:
        lines = PlannedLines()
        for key in keys:
            last = ledger.last_lines.get(key)
            lines.append(VersionLine(*key, last.version if last else None, RECORD, records[key]))
        path = ledger.folder / chain.name_file(ledger.number + 1)
        header = compose_header(ledger, lines, instant + timedelta(hours=ledger.number), NOTE)
        path.write_bytes(header.encode() + b"".join(line + b"\n" for line in lines))
        chain._read_file(ledger, path)

    append(ledger, list(records))
    for edition in range(2, editions + 1):
        changed = [claims[0], *(claims[(edition * (CHANGES - 1) + at) % len(claims)] for at in range(CHANGES - 1))]
        for key in changed:
            records[key]["statement"]["en"] = f"{records[key]['statement']['en'].split(' (')[0]} (edition {edition})"
        append(ledger, sorted(set(changed)))
    append(chain.Ledger(folder / NEWEST), list(records))
    for path in (folder / GROWN).glob("*.jsonl"):
        if path.name != chain.name_file(editions):
            (folder / FORMER / path.name).symlink_to(path)
    return []


def read_text(digest: str) -> bytes:
    """Return a text of the archive's own ledger."""
    from django.conf import settings

    return (settings.FIXTURES_ROOT / "editions" / "texts" / digest).read_bytes()


def measure_ledger(folder: Path, size: int, editions: int) -> list[list[str]]:
    """Measure what needs no database: size, verification, and publication of one more edition."""
    columns = [measure_publication(folder / name) for name in (NEWEST, GROWN)]
    rows = [[label, columns[0][label], columns[1][label]] for label in columns[0]]
    return [*rows, ["peak memory", "", describe_peak()]]


def measure_publication(root: Path) -> dict[str, str]:
    """Return the figures of one ledger by their names."""
    from archive.editions import publication
    from archive.ledger.chain import read_ledger
    from archive.ledger.faults import verify_texts
    from archive.ledger.writing import compose_header, write_edition

    figures = {"ledger on disk": f"{sum(path.stat().st_size for path in root.rglob('*') if path.is_file()) / 1e6:.2f} MB"}
    figures["verify ledger and texts"] = measure(lambda: verify_texts(read_ledger(root)))
    ledger = read_ledger(root)
    working_copy = [(key, ledger.read_record(version)) for key, version in sorted(ledger.iterate_in_force())]
    for _key, record in [pair for pair in working_copy if pair[0].kind == "claim"][:CHANGES]:
        record["statement"]["en"] += " Changed."
    fixtures = SimpleNamespace(archive=SimpleNamespace(retired=[], sources=[]))
    made: dict[str, list] = {}

    def compose() -> None:
        instant = publication.choose_instant(ledger, ledger.editions[-1].header.instant)
        made["header"] = compose_header(ledger, made["lines"], instant, NOTE)

    with patch.object(publication, "list_ledger_records", lambda _fixtures: iter(working_copy)):
        figures["publish: plan"] = measure(lambda: made.update(lines=publication.plan_publication(fixtures, ledger).lines))
    figures["publish: compose"] = measure(compose)
    figures["publish: write"] = measure(lambda: write_edition(root, made["header"], made["lines"], {}))
    (root / f"{ledger.number + 1:04}.jsonl").unlink()
    return figures


def describe_peak() -> str:
    """Return the peak memory of the process."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def measure_load(folder: Path, size: int, editions: int, engine: str) -> list[list[str]]:
    """Measure loading into an empty database, and queries."""
    from archive.addresses import RecordKey
    from archive.editions.edition_load import load_edition
    from archive.ledger.chain import read_ledger
    from archive.ledger.lines import VERSION_OUTCOMES
    from archive.models import Edition, RecordVersion
    from archive.versions import history
    from archive.versions.edition_state import EditionState
    from tests.bench.steps import migrate

    def load(name: str) -> str:
        return measure(lambda: load_edition(read_ledger(folder / name)))

    migrate(None)
    fresh_newest, newest_size = load(NEWEST), measure_database(folder)
    clear_database(folder)
    migrate(None)
    fresh_grown = load(FORMER)
    one_more, grown_size = load(GROWN), measure_database(folder)
    rows = [
        ["load into an empty database", fresh_newest, fresh_grown],
        ["load one new edition", "", one_more],
        ["database", f"{newest_size / 1e6:.1f} MB", f"{grown_size / 1e6:.1f} MB"],
    ]
    claims = RecordVersion.objects.filter(kind="claim").order_by("-pk")
    often = RecordKey("claim", RecordVersion.objects.filter(kind="claim").order_by("identifier").first().identifier)
    seldom = next(version.key for version in claims if version.key != often)
    for label, key in (("a claim", seldom), (f"a claim with {editions:,} versions", often)):
        version = RecordVersion.objects.of(key).first().version[:16]
        queries = {
            "find version": lambda key=key, version=version: history.find_version(key, version),
            "history": lambda key=key: history.list_history(key),
            "version in an edition": lambda key=key: EditionState(Edition.objects.get(number=editions // 2)).find_line(key),
        }
        rows += [[f"{name} of {label}", "", f"{measure_often(query):.1f} ms"] for name, query in queries.items()]
    lines = RecordVersion.objects.filter(kind="claim").last_until(editions // 2).filter(outcome__in=VERSION_OUTCOMES)
    listing = measure_often(lambda: list(lines.order_by("identifier")[:50]))
    rows.append(["first 50 claims of an edition", "", f"{listing:.1f} ms"])
    clear_database(folder)
    return [[f"{engine}: {row[0]}", *row[1:]] for row in [*rows, ["peak memory", "", describe_peak()]]]


def measure_database(folder: Path) -> int:
    """Return the size of the database, in bytes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in folder.glob("bench.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def clear_database(folder: Path) -> None:
    """Delete SQLite's file, or disconnect from PostgreSQL, where ``migrate`` drops the database."""
    from django.db import connections

    connections.close_all()
    for path in folder.glob("bench.sqlite3*"):
        path.unlink()


STEPS = {"write": write, "ledger": measure_ledger, "load": measure_load}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step, folder, size, editions, engine = sys.argv[2:]
        set_up(Path(folder), engine)
        arguments = (Path(folder), int(size), int(editions), *([engine] if step == "load" else []))
        print(json.dumps(STEPS[step](*arguments)))
    else:
        main(*(int(number.replace("_", "")) for number in sys.argv[1:]))
