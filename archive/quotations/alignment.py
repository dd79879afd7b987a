"""Which stretches of a quotation stand in one of several texts, word for word, and which of its words do not.

Words are the same if they are so when folded; whether their letters are too is told of each stretch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from archive.quotations.tokens import Token, tokenize_text
from archive.text.anchoring import Span

# Words that a stretch has at least, unless it is half of the quotation; and those of one that soon follows another in the same text.
MIN_WORDS, MIN_WORDS_NEARBY = 4, 2
MAX_GAP = 12


class AlignedSpan(NamedTuple):
    """``span`` of the quotation stands as ``stands`` of the text with the number ``text``, all in code points; or nowhere, then None."""

    span: Span
    text: int | None = None
    matched_span: Span | None = None


class _WordRun(NamedTuple):
    """``length`` words from word ``at`` of a text on; ``exact``: letter for letter; ``follows``: soon after the stretch before."""

    length: int
    exact: bool
    follows: bool
    text: int
    word_index: int


def align_quotation(quotation: str, texts: Sequence[str]) -> list[AlignedSpan]:
    """The quotation from its first word to its last, as stretches that stand and stretches that do not, in order; the longest first found."""
    own, others = tokenize_text(quotation), [tokenize_text(text) for text in texts]
    where = _index_words(others, {one.folded for one in own})
    least = max(2, min(MIN_WORDS, -(-len(own) // 2)))
    found: list[AlignedSpan] = []
    lost, at, last = [], 0, None
    while at < len(own):
        runs = [_match_run(quotation, own, at, texts, others, place, last) for place in where.get(own[at].folded, ())]
        long = [run for run in runs if run.length >= (MIN_WORDS_NEARBY if run.follows else least)]
        best = max(long, default=None, key=lambda run: (run[:3], -run.text, -run.word_index))
        if best is None:
            lost.append(own[at])
            at += 1
            continue
        found += _unmatched_span(lost)
        lost = []
        found.append(
            AlignedSpan(_words_span(own, at, best.length), best.text, _words_span(others[best.text], best.word_index, best.length))
        )
        at, last = at + best.length, best
    return [*found, *_unmatched_span(lost)]


def _index_words(texts: Sequence[list[Token]], wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    where = defaultdict(list)
    for number, known in enumerate(texts):
        for at, word in enumerate(known):
            if word.folded in wanted:
                where[word.folded].append((number, at))
    return where


def _match_run(
    quotation: str,
    own: list[Token],
    begin: int,
    texts: Sequence[str],
    others: Sequence[list[Token]],
    place: tuple[int, int],
    last: _WordRun | None,
) -> _WordRun:
    number, at = place
    other, length = others[number], 0
    while begin + length < len(own) and at + length < len(other) and own[begin + length].folded == other[at + length].folded:
        length += 1
    exact = _words_span(own, begin, length).of(quotation) == _words_span(other, at, length).of(texts[number])
    follows = last is not None and number == last.text and 0 <= at - last.word_index - last.length <= MAX_GAP
    return _WordRun(length, exact, follows, number, at)


def _words_span(known: list[Token], at: int, length: int) -> Span:
    return Span(known[at].start, known[at + length - 1].end)


def _unmatched_span(lost: list[Token]) -> list[AlignedSpan]:
    return [AlignedSpan(Span(lost[0].start, lost[-1].end))] if lost else []
