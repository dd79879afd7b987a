"""References into a source: “3”, “3.5”, “3.4-3.5”, “3.5@12-40”. Characters are code points of the passage, half-open."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.anchoring import Span

LONGEST = 60
GRAMMAR = re.compile(r"(?P<first>\d+(\.\d+)?)(-(?P<last>\d+(\.\d+)?))?(@(?P<start>\d+)-(?P<end>\d+))?", re.ASCII)


class BadRef(ValueError):
    """Not a reference, ``reason``: syntax, mixed, backwards or empty; or one to what is not there: unknown or too-far."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Ref(NamedTuple):
    """From passage ``first`` to passage ``last``, both included, narrowed to ``characters`` if given."""

    first: str
    last: str
    characters: Span | None = None

    def __str__(self) -> str:
        passages = self.first if self.first == self.last else f"{self.first}-{self.last}"
        return passages if self.characters is None else f"{passages}@{self.characters.start}-{self.characters.end}"


def order(ref: str) -> tuple[int, ...]:
    """The reference of one passage as numbers: “3.5” as (3, 5)."""
    return tuple(int(number) for number in ref.split("."))


def parse(text: str) -> Ref:
    """The reference that ``text`` writes, in its one canonical form; BadRef if it writes none."""
    match = GRAMMAR.fullmatch(text) if len(text) <= LONGEST else None
    if not match:
        raise BadRef("syntax")
    first, last = (_canonical(match[name] or match["first"]) for name in ("first", "last"))
    if len(order(first)) != len(order(last)):
        raise BadRef("mixed")
    if order(last) < order(first):
        raise BadRef("backwards")
    return Ref(first, last, _characters(match))


def _canonical(text: str) -> str:
    numbers = order(text)
    if 0 in numbers:
        raise BadRef("syntax")
    return ".".join(map(str, numbers))


def _characters(match: re.Match) -> Span | None:
    if match["start"] is None:
        return None
    span = Span(int(match["start"]), int(match["end"]))
    if span.start >= span.end:
        raise BadRef("empty")
    return span
