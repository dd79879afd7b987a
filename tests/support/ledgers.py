"""Small ledgers for tests, written line by line without fixtures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from archive.addresses import RecordKey
from archive.ledger.chain import LEDGER_FOLDER, Ledger, LedgerFault, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.lines import RECORD, RENAMED, WITHDRAWN, VersionLine
from archive.ledger.planned_lines import PlannedLines
from archive.ledger.writing import compose_header, write_edition

NOTE, REASON = {"ar": "ملاحظة", "en": "A note"}, {"ar": "سبب", "en": "A reason"}
FIRST_INSTANT = datetime(2026, 11, 29, 12, tzinfo=UTC)
DEPARTURE, ARRIVAL, RETURN = (RecordKey("claim", name) for name in ("departure", "arrival", "return"))
LETTER = RecordKey("source", "letter")
TEXT = "غادر القطار.\n".encode()
TEXT_DIGEST = sha256(TEXT).hexdigest()


def find_last_edition(root: Path | None = None) -> int:
    """Return the number of the last edition published in a fixtures folder, by default the published one."""
    return read_ledger((root or settings.FIXTURES_ROOT) / LEDGER_FOLDER).number


def count_published_records() -> Counter[str]:
    """Return the numbers of records in the last published edition by kind."""
    return Counter(key.kind for key, _version in read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER).iterate_in_force())


def record_line(ledger: Ledger, key: RecordKey, record: dict, *, previous: str | None = None) -> VersionLine:
    """Return the line of the next version of a record; ``previous`` is that of its last line by default."""
    last = ledger.last_lines.get(key)
    return VersionLine(*key, previous or (last.version if last else None), RECORD, record)


def withdrawn_line(ledger: Ledger, key: RecordKey) -> VersionLine:
    """Return the line that withdraws a record."""
    return VersionLine(*key, ledger.last_lines[key].version, WITHDRAWN, "2026-11-28", REASON)


def renamed_line(ledger: Ledger, key: RecordKey, target: RecordKey) -> VersionLine:
    """Return the line that renames a record."""
    return VersionLine(*key, ledger.last_lines[key].version, RENAMED, str(target))


def publish_lines(folder: Path, *lines: VersionLine, texts: Mapping[str, bytes] | None = None) -> Ledger:
    """Write the next edition, an hour after the last one, and return the ledger."""
    ledger = read_ledger(folder)
    instant = FIRST_INSTANT + timedelta(hours=ledger.number)
    planned = PlannedLines(*lines)
    write_edition(folder, compose_header(ledger, planned, instant, NOTE), planned, texts or {})
    return read_ledger(folder)


def write_example(folder: Path) -> Ledger:
    """Write a ledger of three editions: a source, and claims that are changed, withdrawn and renamed."""
    ledger = Ledger(folder)
    source = {"source": "letter", "text": {"sha256": TEXT_DIGEST}}
    first = [
        record_line(ledger, LETTER, source),
        *(record_line(ledger, key, {"words": key.identifier}) for key in (DEPARTURE, ARRIVAL)),
    ]
    ledger = publish_lines(folder, *first, texts={TEXT_DIGEST: TEXT})
    ledger = publish_lines(folder, record_line(ledger, DEPARTURE, {"words": "changed"}), withdrawn_line(ledger, ARRIVAL))
    renaming = renamed_line(ledger, DEPARTURE, RETURN)
    renamed = record_line(ledger, RETURN, {"words": "changed"}, previous=sha256(renaming.encode()[:-1]).hexdigest())
    return publish_lines(folder, renaming, renamed)


def find_fault(folder: Path) -> tuple[str, str, int] | None:
    """Return id, file and line of the first fault of a ledger and its texts; None if there is none."""
    try:
        verify_texts(read_ledger(folder))
    except LedgerFault as fault:
        return fault.id, fault.file, fault.line
    return None
