"""The records that a record refers to: places, routes, claims, questions, and the sources and paragraphs that it quotes or is part of.

They are found in the bytes of its line, which need not be parsed: in the canonical form of JSON (RFC 8785) nothing is between a field and
its value, identifiers have no escaped characters, and in any other text each quotation mark is escaped, so that none is taken for a field or key.
"""

from __future__ import annotations

import re
from functools import lru_cache

from archive.addresses import PassageKey, RecordKey

# Kinds whose records are shown on the pages of what they refer to
REFERRING_KINDS = ("claim", "route", "movement", "source", "sentence")
# Fields whose values are identifiers of records, with the kind of these
IDENTIFIER_FIELDS = {b"claim": "claim", b"routes": "route", b"answers": "question"}
# Such a field with its value, or with the list of its values; any text that is the key of a place or a route
REFERENCE = re.compile(
    rb'"(?=[cpra])(?:(claim|passage)":"([^"\\]+)"|(routes|answers)":\[([^\]]+)\]|((?<!\\")(?:camp|place|route):[a-z0-9-]+)")'
)
IDENTIFIER = re.compile(rb'"([^"\\]+)"')


def list_references(key: RecordKey, line: bytes) -> list[str]:
    """Return the keys of the records to which the record on a line of the ledger refers, each once, sorted.

    A paragraph is a passage: ``passage:letter:3``; a sentence refers to its own alone.
    """
    if key.kind not in REFERRING_KINDS:
        return []
    if key.kind == "sentence":
        return [name_paragraph(key.identifier)]
    references = {target for found in {*REFERENCE.findall(line)} for target in _list_targets(*found)}
    references.discard(str(key))
    return sorted(references)


def name_paragraph(passage: str) -> str:
    """Return the key of the paragraph in which a passage begins, which is named by its source and reference."""
    return str(RecordKey("passage", passage.partition(".")[0]))


@lru_cache(1024)
def _list_targets(field: bytes, value: bytes, list_field: bytes, values: bytes, key: bytes) -> tuple[str, ...]:
    """Return the keys of records to which a match of REFERENCE refers."""
    if key:
        return (key.decode(),)
    if field == b"passage":
        passage = value.decode()
        return str(RecordKey("source", PassageKey.parse(passage).source)), name_paragraph(passage)
    kind = IDENTIFIER_FIELDS[field or list_field]
    return tuple(str(RecordKey(kind, identifier.decode())) for identifier in [value] * bool(field) + IDENTIFIER.findall(values))
