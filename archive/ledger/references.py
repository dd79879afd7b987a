"""The records that a record refers to: places, routes, claims, questions, and the sources and paragraphs that it quotes or is part of."""

from __future__ import annotations

import re

from archive.addresses import PassageKey, RecordKey

# Kinds whose records are shown on the pages of what they refer to
REFERRING_KINDS = ("claim", "route", "movement", "source", "sentence")
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
    _collect(record, "", references)
    references.discard(str(key))
    return sorted(references)


def name_paragraph(passage: str) -> str:
    """Return the key of the paragraph in which a passage begins, which is named by its source and reference."""
    return str(RecordKey("passage", passage.partition(".")[0]))


def _collect(value: dict | list, field: str, references: set[str]) -> None:
    """Add the references in a mapping, or in the list that is the value of a field."""
    items = value.items() if isinstance(value, dict) else ((field, item) for item in value)
    for name, item in items:
        if isinstance(item, str):
            if name == "claim":
                references.add(str(RecordKey("claim", item)))
            elif name == "routes":
                references.add(str(RecordKey("route", item)))
            elif name == "answers":
                references.add(str(RecordKey("question", item)))
            elif name == "passage":
                references |= {str(RecordKey("source", PassageKey.parse(item).source)), name_paragraph(item)}
            elif item.startswith(SUBJECT_PREFIXES) and SUBJECT_KEY.fullmatch(item):
                references.add(item)
        elif isinstance(item, (dict, list)):
            _collect(item, name, references)
