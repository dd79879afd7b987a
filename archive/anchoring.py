"""Exact anchoring: a quotation is found at one place of a text or not at all. Never fuzzy, never repaired.

Spans are half-open; their unit is the Unicode code point, as in the W3C Web Annotation model's TextPositionSelector.
Prefix and suffix are those of its TextQuoteSelector.
"""

from __future__ import annotations

from typing import NamedTuple

CONTEXT = 32


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


class NotFound(ValueError):
    """The quotation does not stand in the text."""


class Ambiguous(ValueError):
    """The quotation stands more than once; ``count`` tells how often."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def occurrences(text: str, exact: str) -> list[int]:
    """Where ``exact`` begins in ``text``, overlapping places included, in code points."""
    starts, start = [], text.find(exact)
    while exact and start != -1:
        starts.append(start)
        start = text.find(exact, start + 1)
    return starts


def locate(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span:
    """The one span of ``text`` that reads ``exact`` right after ``prefix`` and right before ``suffix``.

    Raises NotFound if there is none, Ambiguous if there are several.
    """
    starts = [at + len(prefix) for at in occurrences(text, prefix + exact + suffix)] if exact else []
    if not starts:
        raise NotFound(exact)
    if len(starts) > 1:
        raise Ambiguous(len(starts))
    return Span(starts[0], starts[0] + len(exact))


def context(text: str, span: Span, length: int = CONTEXT) -> tuple[str, str]:
    """Up to ``length`` code points before and after the span, for a TextQuoteSelector."""
    return text[max(0, span.start - length) : span.start], text[span.end : span.end + length]


def byte_span(text: str, span: Span) -> Span:
    """The same span counted in bytes of the text's UTF-8 form."""
    start = len(text[: span.start].encode())
    return Span(start, start + len(span.of(text).encode()))


def first_difference(given: str, stands: str) -> int | None:
    """The code point offset at which two texts part, or None if they are the same."""
    if given == stands:
        return None
    pairs = zip(given, stands, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(given), len(stands)))
