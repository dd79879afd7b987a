"""The records that a record refers to: places, routes, claims, questions, and the sources and paragraphs that it quotes or is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archive.addresses import PassageKey, RecordKey

# Kinds whose records are shown on the pages of what they refer to
REFERRING_KINDS = ("claim", "route", "movement", "source", "sentence")
SUBJECT_KEY = re.compile(r"(?:camp|place|route):[a-z0-9-]+")


def list_references(key: RecordKey, record: Mapping[str, object]) -> list[str]:
    """Return the keys of the records that a record in the current format refers to, each once, sorted.

    A paragraph is a passage: ``passage:letter:3``; a sentence refers to its own alone.
    """
    if key.kind not in REFERRING_KINDS:
        return []
    if key.kind == "sentence":
        return [name_paragraph(key.identifier)]
    return sorted({reference for reference in _iterate(record, "") if reference != str(key)})


def name_paragraph(passage: str) -> str:
    """Return the key of the paragraph in which a passage begins, which is named by its source and reference."""
    return str(RecordKey("passage", passage.partition(".")[0]))


def _iterate(value: object, field: str) -> Iterator[str]:
    """Yield the references in the value of a field."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _iterate(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _iterate(item, field)
    elif isinstance(value, str):
        if field == "claim":
            yield str(RecordKey("claim", value))
        elif field == "routes":
            yield str(RecordKey("route", value))
        elif field == "answers":
            yield str(RecordKey("question", value))
        elif field == "passage":
            yield from (str(RecordKey("source", PassageKey.parse(value).source)), name_paragraph(value))
        elif SUBJECT_KEY.fullmatch(value):
            yield value
