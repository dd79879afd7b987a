"""The part of a text that claims quote, by sentence and in total.

*Letters* are letters and digits (``str.isalnum``); shares count them alone, so that white space, punctuation and vowel signs change
no share. *Characters* are all code points. Characters that several claims quote count once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from archive.text.anchoring import Span

# Runs of characters that are neither letters nor digits
OTHER_CHARACTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class TextExtent:
    """Counts of letters and digits, and of all code points."""

    letters: int = 0
    characters: int = 0

    @classmethod
    def of(cls, text: str) -> TextExtent:
        """Count the characters of ``text``."""
        return cls(len(text) - sum(map(len, OTHER_CHARACTERS.findall(text))), len(text))

    def __add__(self, other: TextExtent) -> TextExtent:
        return TextExtent(self.letters + other.letters, self.characters + other.characters)


@dataclass(frozen=True)
class SentenceCoverage:
    """Coverage of the sentence ``ref``, which reads ``text``, by ``claims`` claims that quote ``spans`` of it."""

    ref: str
    claims: int
    covered: TextExtent
    whole: TextExtent
    text: str
    spans: tuple[Span, ...]

    @cached_property
    def uncovered(self) -> tuple[Span, ...]:
        """Spans in code points of the sentence."""
        return find_gaps(self.text, self.spans)

    @property
    def percent(self) -> int:
        """Share of the letters that claims quote."""
        return compute_percent(self.covered.letters, self.whole.letters)


@dataclass(frozen=True)
class TotalCoverage:
    """Coverage of several sentences; ``sentences_with_claims``: how many of them a claim quotes."""

    sentences: int = 0
    sentences_with_claims: int = 0
    covered: TextExtent = TextExtent()
    whole: TextExtent = TextExtent()

    @classmethod
    def of(cls, sentences: Iterable[SentenceCoverage]) -> TotalCoverage:
        """Add up the coverage of ``sentences``."""
        number = with_claims = covered_letters = covered_characters = letters = characters = 0
        for sentence in sentences:
            number += 1
            with_claims += sentence.claims > 0
            covered_letters += sentence.covered.letters
            covered_characters += sentence.covered.characters
            letters += sentence.whole.letters
            characters += sentence.whole.characters
        return cls(number, with_claims, TextExtent(covered_letters, covered_characters), TextExtent(letters, characters))

    def __add__(self, other: TotalCoverage) -> TotalCoverage:
        return TotalCoverage(
            self.sentences + other.sentences,
            self.sentences_with_claims + other.sentences_with_claims,
            self.covered + other.covered,
            self.whole + other.whole,
        )

    @property
    def percent(self) -> int:
        """Share of the letters that claims quote."""
        return compute_percent(self.covered.letters, self.whole.letters)

    @property
    def is_complete(self) -> bool:
        """True if claims quote every letter."""
        return self.covered.letters == self.whole.letters


@dataclass
class CoverageBuilder:
    """Coverage of one sentence, collected claim by claim; ``spans`` are sorted and do not touch."""

    claims: int = 0
    spans: list[Span] = field(default_factory=list)

    def add(self, spans: Iterable[Span]) -> None:
        """Add a claim that quotes ``spans``, in code points of the sentence."""
        self.claims += 1
        self.spans = merge_spans([*self.spans, *spans])

    def measure(self, ref: str, text: str) -> SentenceCoverage:
        """Return the coverage of the sentence ``ref`` with the characters ``text``."""
        covered = sum((TextExtent.of(span.of(text)) for span in self.spans), TextExtent())
        return SentenceCoverage(ref, self.claims, covered, TextExtent.of(text), text, tuple(self.spans))


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the same characters in the fewest spans, sorted; those that overlap or touch are joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def find_gaps(text: str, covered: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans between the ``covered`` ones, which are merged, each from its first letter to its last.

    A span without a letter or digit is left out.
    """
    edges = [0, *(edge for span in covered for edge in span), len(text)]
    gaps = (_trim_to_letters(text, Span(*edges[at : at + 2])) for at in range(0, len(edges), 2))
    return tuple(gap for gap in gaps if gap)


def _trim_to_letters(text: str, span: Span) -> Span | None:
    """Return the span from its first letter or digit to its last with its marks; None if it has none."""
    start = next((at for at in range(span.start, span.end) if text[at].isalnum()), None)
    if start is None:
        return None
    end = next(at for at in range(span.end - 1, start - 1, -1) if text[at].isalnum()) + 1
    while end < span.end and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return Span(start, end)


def compute_percent(part: int, whole: int) -> int:
    """Return a share in per cent, halves rounded up; 0 only for nothing, 100 only for everything."""
    if part in (0, whole):
        return 100 if part else 0
    return min(99, max(1, (200 * part + whole) // (2 * whole)))
