"""Exact anchoring: a quotation is found at one place of a text or not at all. Never fuzzy, never repaired.

Spans are half-open; their unit is the Unicode code point, as in the W3C Web Annotation model's TextPositionSelector.
Prefix and suffix are those of its TextQuoteSelector.
"""

from __future__ import annotations

import re
from typing import NamedTuple

CONTEXT_LENGTH = 32


class Span(NamedTuple):
    """Code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether no character of this span lies outside ``other``."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class QuoteNotFound(ValueError):
    """The quotation does not stand in the text."""


class QuoteAmbiguous(ValueError):
    """The quotation stands more than once; ``count`` tells how often."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def find_occurrences(text: str, exact: str) -> list[int]:
    """Where ``exact`` begins in ``text``, overlapping places included, in code points."""
    starts, start = [], text.find(exact)
    while exact and start != -1:
        starts.append(start)
        start = text.find(exact, start + 1)
    return starts


def locate_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span:
    """The one span of ``text`` that reads ``exact`` right after ``prefix`` and right before ``suffix``.

    Raises NotFound if there is none, Ambiguous if there are several.
    """
    starts = [at + len(prefix) for at in find_occurrences(text, prefix + exact + suffix)] if exact else []
    if not starts:
        raise QuoteNotFound(exact)
    if len(starts) > 1:
        raise QuoteAmbiguous(len(starts))
    return Span(starts[0], starts[0] + len(exact))


def extract_context(text: str, span: Span, length: int = CONTEXT_LENGTH) -> tuple[str, str]:
    """Up to ``length`` code points before and after the span, for a TextQuoteSelector."""
    return text[max(0, span.start - length) : span.start], text[span.end : span.end + length]


def compute_byte_span(text: str, span: Span) -> Span:
    """The same span counted in bytes of the text's UTF-8 form."""
    start = len(text[: span.start].encode())
    return Span(start, start + len(span.of(text).encode()))


def find_first_difference(given: str, stands: str) -> int | None:
    """The code point offset at which two texts part, or None if they are the same."""
    if given == stands:
        return None
    pairs = zip(given, stands, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(given), len(stands)))


WORD_OR_SPACE = re.compile(r"\s+|\S+")


def find_unique_context(passage: str, span: Span) -> tuple[str, str]:
    """The least prefix and suffix, in whole words and signs, by which ``span`` alone is meant in ``passage``; empty where it need none."""
    prefix = suffix = ""
    while True:
        try:
            locate_quote(passage, span.of(passage), prefix, suffix)
        except QuoteAmbiguous:
            start, end = span.start - len(prefix), span.end + len(suffix)
            if start > 0:
                prefix = _find_last_word(passage[:start]) + prefix
            else:
                suffix += next(WORD_OR_SPACE.finditer(passage, end))[0]
        else:
            return prefix, suffix


def _find_last_word(before: str) -> str:
    """The last word of what stands before, with the white space after it."""
    return next(re.finditer(r"\S*\s*\Z", before))[0]
