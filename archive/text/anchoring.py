"""Exact anchoring: a quotation matches one place of a text or none. Never fuzzy, never repaired.

Spans are half-open; their unit is the Unicode code point, as in the W3C Web Annotation model's TextPositionSelector.
Prefix and suffix are those of its TextQuoteSelector.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate, zip_longest
from typing import NamedTuple

CONTEXT_LENGTH = 32
# Code points of a text after which its bytes are counted, once for all spans
BYTE_BLOCK = 1024
# Texts of which these counts stay in memory; a text of 5 MB has 40 KB of them at most
MAX_COUNTED_TEXTS = 100


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

    def moved(self, by: int) -> Span:
        """Return the span of the same characters in a text that has ``by`` more code points before them, or fewer."""
        return Span(self.start + by, self.end + by)


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
    words = prefix + exact + suffix
    at = text.find(words) if exact else -1
    if at < 0:
        raise QuoteNotFound(exact)
    if text.find(words, at + 1) >= 0:
        raise QuoteAmbiguous(len(find_occurrences(text, words)))
    start = at + len(prefix)
    return Span(start, start + len(exact))


def extract_context(text: str, span: Span, length: int = CONTEXT_LENGTH) -> tuple[str, str]:
    """Return up to ``length`` code points before and after the span, for a TextQuoteSelector."""
    return text[max(0, span.start - length) : span.start], text[span.end : span.end + length]


def compute_byte_span(text: str, sha256: str, span: Span) -> Span:
    """Return the same span counted in bytes of the text's UTF-8 form.

    All of a text is read for its first span, at most BYTE_BLOCK code points before it for any other: the counts are cached by the digest, so
    that a text which was read anew from the database is neither compared nor kept.
    """
    block = span.start // BYTE_BLOCK
    before = _count_bytes_before(text, sha256)[block] if block else 0
    start = before + len(text[block * BYTE_BLOCK : span.start].encode())
    return Span(start, start + len(span.of(text).encode()))


_BYTE_COUNTS: dict[str, array[int]] = {}


def _count_bytes_before(text: str, sha256: str) -> array[int]:
    """Return the number of bytes before each block of BYTE_BLOCK code points, and of all; eight bytes for each block stay in memory."""
    counts = _BYTE_COUNTS.get(sha256)
    if counts is None:
        blocks = (len(text[at : at + BYTE_BLOCK].encode()) for at in range(0, len(text), BYTE_BLOCK))
        if len(_BYTE_COUNTS) >= MAX_COUNTED_TEXTS:
            _BYTE_COUNTS.clear()
        counts = _BYTE_COUNTS[sha256] = array("Q", accumulate(blocks, initial=0))
    return counts


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
