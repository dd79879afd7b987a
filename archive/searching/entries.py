"""What is put into the index: anything that can be found, in one shape, whatever app it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from archive.searching.marks import Days


class Field(NamedTuple):
    """A text of a document: what it is of it (such as title, name, verbatim, reading, statement), its language, its characters."""

    role: str
    language: str
    text: str


@dataclass
class Entry:
    """``record``: the key of a passage’s or claim’s own row, of a route that of the claim that states it; ``days``: every stretch it tells of."""

    kind: str
    identifier: str
    fields: list[Field]
    marks: list[str] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)
    record: int | None = None


@dataclass
class NameEntry:
    """A name of a place, and where it was met: in both languages."""

    kind: str
    identifier: str
    spelling: str
    language: str
    met: str
    where: tuple[str, str] = ("", "")
