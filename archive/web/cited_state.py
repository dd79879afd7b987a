"""The state by which a page and its downloads cite their record: see ``archive.formats.cited_states``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.addresses import RecordKey
from archive.formats.cited_states import CITED_KINDS, EDITION_KINDS, choose_cited_state
from archive.models import RecordVersion, bulk
from archive.versions.history import find_last_line, find_last_lines, get_current_edition
from archive.web.preview_state import PREVIEW_STATE


def add_cited_states(kind: str, records: Iterable[dict]) -> Iterator[dict]:
    """Yield the records of a kind that is cited by version, each with the state that is cited, if any. One query for each chunk."""
    current, preview = get_current_edition(), PREVIEW_STATE.state
    for chunk in bulk.iterate_batches(records):
        identifiers = [record["identifier"] for record in chunk]
        last = find_last_lines(kind, identifiers, current.number) if current else {}
        for record in chunk:
            cited = choose_cited_state(last.get(record["identifier"]), current, preview.published if preview else None)
            yield {**record, "cited": cited} if cited else record


def add_cited_state(record: dict) -> dict:
    """Return a record with the state that is cited, if any. One query, none for a passage."""
    if record["kind"] not in CITED_KINDS:
        return record
    return cite_state(record, find_last_line(RecordKey(record["kind"], record["identifier"])))


def cite_state(record: dict, last: RecordVersion | None) -> dict:
    """Return a record with the state that is cited, if any, by its ``last`` line, None if it has none; a passage as it is."""
    if record["kind"] not in CITED_KINDS:
        return record
    preview = PREVIEW_STATE.state
    current = get_current_edition() if record["kind"] in EDITION_KINDS else None
    cited = choose_cited_state(last, current, preview.published if preview else None)
    return {**record, "cited": cited} if cited else record
