"""The state by which a page and its downloads cite their record: see ``archive.formats.cited_states``."""

from __future__ import annotations

from archive.addresses import RecordKey
from archive.formats.cited_states import CITED_KINDS, EDITION_KINDS, choose_cited_state
from archive.models import RecordVersion
from archive.versions.history import find_last_line, get_current_edition
from archive.web.preview_state import PREVIEW_STATE


def add_cited_state(record: dict, last: RecordVersion | None = None) -> dict:
    """Return a record with the state that is cited, if any. One query, none for a passage or if its ``last`` line is passed."""
    if record["kind"] not in CITED_KINDS:
        return record
    last = last or find_last_line(RecordKey(record["kind"], record["identifier"]))
    preview = PREVIEW_STATE.state
    current = get_current_edition() if record["kind"] in EDITION_KINDS else None
    cited = choose_cited_state(last, current, preview.published if preview else None)
    return {**record, "cited": cited} if cited else record
