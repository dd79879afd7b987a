"""The records that a record refers to: places, routes, claims, questions, and the sources and paragraphs that it quotes or is part of."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.addresses import PassageKey, RecordKey

# Kinds whose records are shown on the pages of what they refer to
REFERRING_KINDS = ("claim", "route", "movement", "source", "sentence")
# Fields whose texts are identifiers of records, with the kind of these; and all whose texts refer to records whatever they are
IDENTIFIER_FIELDS = {"claim": "claim", "routes": "route", "answers": "question"}
REFERRING_FIELDS = {*IDENTIFIER_FIELDS, "passage"}
SUBJECT_PREFIXES = ("camp:", "place:", "route:")
SUBJECT_KEY = re.compile(r"(?:camp|place|route):[a-z0-9-]+")


def list_references(key: RecordKey, record: dict) -> list[str]:
    """Return the keys of the records that a record in the current format refers to, each once, sorted.

    A paragraph is a passage: ``passage:letter:3``; a sentence refers to its own alone.
    """
    if key.kind not in REFERRING_KINDS:
        return []
    if key.kind == "sentence":
        return [name_paragraph(key.identifier)]
    references: set[str] = set()
    _collect(record, references)
    references.discard(str(key))
    return sorted(references)


def name_paragraph(passage: str) -> str:
    """Return the key of the paragraph in which a passage begins, which is named by its source and reference."""
    return str(RecordKey("passage", passage.partition(".")[0]))


def _collect(fields: dict, references: set[str]) -> None:
    """Add the references in a mapping. It is called for every part of every record, so most texts are passed over at once."""
    for name, item in fields.items():
        kind = type(item)
        if kind is str:
            if name in REFERRING_FIELDS or item.startswith(SUBJECT_PREFIXES):
                references.update(_list_targets(name, item))
        elif kind is dict:
            _collect(item, references)
        elif kind is list:
            _collect_from_list(item, name, references)


def _collect_from_list(items: list, name: str, references: set[str]) -> None:
    """Add the references in the list that is the value of a field."""
    for item in items:
        if isinstance(item, str):
            references.update(_list_targets(name, item))
        elif isinstance(item, dict):
            _collect(item, references)
        elif isinstance(item, list):
            _collect_from_list(item, name, references)


@lru_cache(1024)
def _list_targets(name: str, text: str) -> tuple[str, ...]:
    """Return the keys of the records to which a text refers that is the value of a field, or is in it."""
    if name == "passage":
        return str(RecordKey("source", PassageKey.parse(text).source)), name_paragraph(text)
    if name in IDENTIFIER_FIELDS:
        return (str(RecordKey(IDENTIFIER_FIELDS[name], text)),)
    return (text,) if SUBJECT_KEY.fullmatch(text) else ()
