"""Keys and permanent addresses of records.

A key is ``kind:identifier``; an address is ``/id/<kind>/<identifier>`` after the archive's origin.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from django.conf import settings

# Kinds of record that have a permanent address and a file of their own.
RecordKind = Literal["source", "claim", "camp", "place", "route", "movement"]
RECORD_KINDS: tuple[str, ...] = get_args(RecordKind)
# Kinds of record whose identifiers are given up through the register only.
RegisteredKind = Literal["source", "claim", "camp", "place", "route", "movement", "question", "term", "story", "authority"]


def build_permanent_url(kind: str, identifier: str, suffix: str = "") -> str:
    """Return the permanent address of a record.

    ``suffix``: the representation that the address leads to, such as ``jsonld``; by default none in particular.
    """
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}/{identifier}{'.' if suffix else ''}{suffix}"


def build_list_url(kind: str, suffix: str = "") -> str:
    """Return the permanent address of the list of all records of a kind."""
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}s{'.' if suffix else ''}{suffix}"


class RecordKey(NamedTuple):
    """A record's kind and identifier; written ``kind:identifier``."""

    kind: str
    identifier: str

    @classmethod
    def parse(cls, text: str) -> RecordKey:
        """Return the key written as ``text``.

        Its identifier is empty if there is no colon.
        """
        kind, _colon, identifier = text.partition(":")
        return cls(kind, identifier)

    def __str__(self) -> str:
        return f"{self.kind}:{self.identifier}"


class PassageKey(NamedTuple):
    """A passage's source and its reference there, such as 3.5; written ``source:ref``."""

    source: str
    ref: str

    @classmethod
    def parse(cls, text: str) -> PassageKey:
        """Return the key written as ``text``; its reference is empty if there is no colon."""
        source, _colon, ref = text.partition(":")
        return cls(source, ref)

    def __str__(self) -> str:
        return f"{self.source}:{self.ref}"
