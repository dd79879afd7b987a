"""Permanent addresses as text: ``/id/<kind>/<identifier>``, with the archive's origin before them.

What names a record among all records of the archive: its kind and its identifier.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from django.conf import settings


def build_permanent_url(kind: str, identifier: str, suffix: str = "") -> str:
    """The permanent address of a record, or with ``suffix`` (such as ``jsonld``) of one of its representations."""
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}/{identifier}{'.' if suffix else ''}{suffix}"


def build_list_url(kind: str, suffix: str = "") -> str:
    """The permanent address of the list of all records of a kind."""
    return f"{settings.CANONICAL_ORIGIN}/id/{kind}s{'.' if suffix else ''}{suffix}"


# Kinds of record that have a permanent address and a file of their own.
RecordKind = Literal["source", "claim", "camp", "place", "route"]
RECORD_KINDS: tuple[str, ...] = get_args(RecordKind)


class RecordKey(NamedTuple):
    """A record's kind and identifier; written ``kind:identifier``."""

    kind: str
    identifier: str

    @classmethod
    def parse(cls, text: str) -> RecordKey:
        """Return the key that ``text`` writes."""
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
        """Return the key that ``text`` writes."""
        source, _colon, ref = text.partition(":")
        return cls(source, ref)

    def __str__(self) -> str:
        return f"{self.source}:{self.ref}"
