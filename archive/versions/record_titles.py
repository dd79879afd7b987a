"""Titles of records of the ledger: by what a reader knows a record in a list."""

from __future__ import annotations

from collections.abc import Mapping

from archive.addresses import RecordKey
from archive.vocabulary import LANGUAGES

# By the kind of record, the field with its title in both languages
TITLE_FIELDS = {
    "claim": "statement",
    "route": "name",
    "movement": "name",
    "question": "text",
    "term": "name",
    "story": "text",
    "authority": "name",
}


def get_title(key: RecordKey, record: Mapping | None) -> dict[str, str]:
    """Return the title of a record in both languages; its identifier if it has no record or no title."""
    title = _find_title(key, record) if record else None
    return {language: str((title or {}).get(language) or key.identifier) for language in LANGUAGES}


def _find_title(key: RecordKey, record: Mapping) -> Mapping | None:
    if key.kind in ("camp", "place"):
        return record.get("names") or record.get("description")
    if key.kind == "sentence":
        return dict.fromkeys(LANGUAGES, record["exact"])
    field = record.get(TITLE_FIELDS.get(key.kind, "title"))
    return field if isinstance(field, Mapping) else None
