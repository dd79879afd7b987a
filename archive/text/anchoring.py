"""Exact anchoring: a quotation matches one place of a text or none. Never fuzzy, never repaired.

Spans are half-open; their unit is the Unicode code point, as in the W3C Web Annotation model's TextPositionSelector.
Prefix and suffix are those of its TextQuoteSelector.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, zip_longest
from typing import NamedTuple

CONTEXT_LENGTH = 32
# Code points of a text after which its bytes are counted, once for all spans
BYTE_BLOCK = 1024


class Span(NamedTuple):
    """Code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Return True if every character of this span is in ``other`` too."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Return True if the two spans share a character."""
        return self.start < other.end and other.start < self.end


class QuoteNotFound(ValueError):
    """The quotation does not occur in the text."""


class QuoteAmbiguous(ValueError):
    """The quotation occurs ``count`` times, more than once."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def find_occurrences(text: str, exact: str) -> list[int]:
    """Return the code points at which ``exact`` begins, overlapping occurrences included."""
    starts, start = [], text.find(exact)
    while exact and start != -1:
        starts.append(start)
        start = text.find(exact, start + 1)
    return starts


def locate_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span:
    """Return the only span of ``text`` that reads ``exact`` between ``prefix`` and ``suffix``.

    Raises QuoteNotFound if there is none, QuoteAmbiguous if there are several.
    """
    starts = find_occurrences(text, prefix + exact + suffix) if exact else []
    if not starts:
        raise QuoteNotFound(exact)
    if len(starts) > 1:
        raise QuoteAmbiguous(len(starts))
    start = starts[0] + len(prefix)
    return Span(start, start + len(exact))


def extract_context(text: str, span: Span, length: int = CONTEXT_LENGTH) -> tuple[str, str]:
    """Return up to ``length`` code points before and after the span, for a TextQuoteSelector."""
    return text[max(0, span.start - length) : span.start], text[span.end : span.end + length]


def compute_byte_span(text: str, span: Span) -> Span:
    """Return the same span counted in bytes of the text's UTF-8 form; the time does not grow with the text."""
    block = span.start // BYTE_BLOCK
    before = _count_bytes_before(text)[block] if block else 0
    start = before + len(text[block * BYTE_BLOCK : span.start].encode())
    return Span(start, start + len(span.of(text).encode()))


@lru_cache(maxsize=8)
def _count_bytes_before(text: str) -> list[int]:
    """Return the number of bytes before each block of BYTE_BLOCK code points, and of all."""
    return [0, *accumulate(len(text[at : at + BYTE_BLOCK].encode()) for at in range(0, len(text), BYTE_BLOCK))]


def find_first_difference(left: str, right: str) -> int | None:
    """Return the code point at which two texts begin to differ, None if they are equal."""
    if left == right:
        return None
    return next((at for at, (a, b) in enumerate(zip_longest(left, right)) if a != b), None)


WORD_OR_SPACE = re.compile(r"\s+|\S+")


def find_unique_context(passage: str, span: Span) -> tuple[str, str]:
    """Return the shortest prefix and suffix, in whole words, that make the quotation unique; empty where none is needed."""
    prefix = suffix = ""
    while True:
        try:
            locate_quote(passage, span.of(passage), prefix, suffix)
        except QuoteAmbiguous:
            start, end = span.start - len(prefix), span.end + len(suffix)
            if start > 0:
                prefix = re.findall(r"\S*\s*\Z", passage[:start])[0] + prefix
            else:
                suffix += next(WORD_OR_SPACE.finditer(passage, end))[0]
        else:
            return prefix, suffix
