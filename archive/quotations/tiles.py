"""Which stretches of a quotation stand in one of several texts, word for word, and which of its words do not.

Words are the same if they are so when folded; whether their letters are too is told of each stretch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from archive.anchoring import Span
from archive.quotations.words import Word, words

# Words that a stretch has at least, unless it is half of the quotation; and those of one that soon follows another in the same text.
LEAST, LEAST_NEARBY = 4, 2
NEARBY = 12


class Tile(NamedTuple):
    """``span`` of the quotation stands as ``stands`` of the text with the number ``text``, all in code points; or nowhere, then None."""

    span: Span
    text: int | None = None
    stands: Span | None = None


class _Run(NamedTuple):
    """``length`` words from word ``at`` of a text on; ``exact``: letter for letter; ``follows``: soon after the stretch before."""

    length: int
    exact: bool
    follows: bool
    text: int
    at: int


def tiles(quotation: str, texts: Sequence[str]) -> list[Tile]:
    """The quotation from its first word to its last, as stretches that stand and stretches that do not, in order; the longest first found."""
    own, others = words(quotation), [words(text) for text in texts]
    where = _index(others, {one.folded for one in own})
    least = max(2, min(LEAST, -(-len(own) // 2)))
    found: list[Tile] = []
    lost, at, last = [], 0, None
    while at < len(own):
        runs = [_run(quotation, own, at, texts, others, place, last) for place in where.get(own[at].folded, ())]
        long = [run for run in runs if run.length >= (LEAST_NEARBY if run.follows else least)]
        best = max(long, default=None, key=lambda run: (run[:3], -run.text, -run.at))
        if best is None:
            lost.append(own[at])
            at += 1
            continue
        found += _lost(lost)
        lost = []
        found.append(Tile(_span(own, at, best.length), best.text, _span(others[best.text], best.at, best.length)))
        at, last = at + best.length, best
    return [*found, *_lost(lost)]


def _index(texts: Sequence[list[Word]], wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    where = defaultdict(list)
    for number, known in enumerate(texts):
        for at, word in enumerate(known):
            if word.folded in wanted:
                where[word.folded].append((number, at))
    return where


def _run(
    quotation: str,
    own: list[Word],
    begin: int,
    texts: Sequence[str],
    others: Sequence[list[Word]],
    place: tuple[int, int],
    last: _Run | None,
) -> _Run:
    number, at = place
    other, length = others[number], 0
    while begin + length < len(own) and at + length < len(other) and own[begin + length].folded == other[at + length].folded:
        length += 1
    exact = _span(own, begin, length).of(quotation) == _span(other, at, length).of(texts[number])
    follows = last is not None and number == last.text and 0 <= at - last.at - last.length <= NEARBY
    return _Run(length, exact, follows, number, at)


def _span(known: list[Word], at: int, length: int) -> Span:
    return Span(known[at].start, known[at + length - 1].end)


def _lost(lost: list[Word]) -> list[Tile]:
    return [Tile(Span(lost[0].start, lost[-1].end))] if lost else []
