"""How much of a text the claims rest on, sentence by sentence and in total. Pure: texts and spans in, numbers out.

Two units are counted. *Letters* are letters and digits, code points of the Unicode general categories L and N: they carry the words,
and shares are of them, so that white space, punctuation and vowel signs change no share. *Characters* are all code points.
Words that several claims rest on count once. Words that no claim rests on are not refuted: no claim was drawn from them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.text.anchoring import Span


@dataclass(frozen=True)
class TextExtent:
    """The extent of a text: letters and digits, and all code points."""

    letters: int = 0
    characters: int = 0

    @classmethod
    def of(cls, text: str) -> TextExtent:
        """The extent of ``text``."""
        return cls(sum(map(str.isalnum, text)), len(text))

    def __add__(self, other: TextExtent) -> TextExtent:
        return TextExtent(self.letters + other.letters, self.characters + other.characters)


@dataclass(frozen=True)
class SentenceCoverage:
    """One sentence: how many claims rest on it, on how much of it, and on which stretches, in code points of the sentence, none."""

    ref: str
    claims: int
    covered: TextExtent
    whole: TextExtent
    uncovered: tuple[Span, ...]

    @property
    def percent(self) -> int:
        """The share of its letters that claims rest on."""
        return compute_percent(self.covered.letters, self.whole.letters)


@dataclass(frozen=True)
class TotalCoverage:
    """Of many sentences: how many there are, on how many of them claims rest, and on how much of their text."""

    sentences: int = 0
    sentences_with_claims: int = 0
    covered: TextExtent = TextExtent()
    whole: TextExtent = TextExtent()

    @classmethod
    def of(cls, sentences: Iterable[SentenceCoverage]) -> TotalCoverage:
        """The total of ``sentences``."""
        return sum((cls(1, int(one.claims > 0), one.covered, one.whole) for one in sentences), cls())

    def __add__(self, other: TotalCoverage) -> TotalCoverage:
        return TotalCoverage(
            self.sentences + other.sentences,
            self.sentences_with_claims + other.sentences_with_claims,
            self.covered + other.covered,
            self.whole + other.whole,
        )

    @property
    def percent(self) -> int:
        """The share of the letters that claims rest on."""
        return compute_percent(self.covered.letters, self.whole.letters)

    @property
    def is_complete(self) -> bool:
        """Whether claims rest on every letter."""
        return self.covered.letters == self.whole.letters


@dataclass
class CoverageBuilder:
    """What claims rest on in one sentence, told claim by claim: how many they are, and their words, in order and apart."""

    claims: int = 0
    spans: list[Span] = field(default_factory=list)

    def add(self, spans: Iterable[Span]) -> None:
        """One more claim, which rests on ``spans``, in code points of the sentence."""
        self.claims += 1
        self.spans = merge_spans([*self.spans, *spans])

    def measure(self, ref: str, text: str) -> SentenceCoverage:
        """The coverage of the sentence ``ref``, which reads ``text``."""
        covered = sum((TextExtent.of(span.of(text)) for span in self.spans), TextExtent())
        return SentenceCoverage(ref, self.claims, covered, TextExtent.of(text), find_gaps(text, self.spans))


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """The same characters in the fewest spans, in order; those that overlap or touch become one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def find_gaps(text: str, covered: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches of ``text`` between the ``covered`` spans, which are in order and apart, each from its first letter to its last.

    What holds no letter or digit, as a full stop, is no stretch.
    """
    edges = [0, *(edge for span in covered for edge in span), len(text)]
    stretches = (_trim_to_letters(text, Span(start, end)) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return tuple(stretch for stretch in stretches if stretch)


def _trim_to_letters(text: str, span: Span) -> Span | None:
    """The span from its first letter or digit to its last, with the marks upon that; None if it has none."""
    letters = [at for at in range(*span) if text[at].isalnum()]
    if not letters:
        return None
    end = letters[-1] + 1
    while end < span.end and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return Span(letters[0], end)


def compute_percent(part: int, whole: int) -> int:
    """A share in whole per cent, halves up; 0 for nothing alone and 100 for all alone."""
    if part in (0, whole):
        return 100 if part else 0
    return min(99, max(1, (200 * part + whole) // (2 * whole)))
