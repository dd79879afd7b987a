"""A text cut into stretches, as much as is looked at in one piece.

A stretch knows its own words and some that follow, so that words that stand together in the text, up to so many, stand
together in one stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from archive.quotations.tokens import WORD, list_fingerprints

# Code points of a stretch, at most.
CHUNK_SIZE = 1000
# How many of the words that follow a stretch it knows.
OVERLAP_WORDS = 16


@dataclass
class Chunk:
    """``text`` stands at ``start`` of the whole, in code points; ``words``: fingerprints; ``lacking``: words that follow, still to come."""

    start: int
    text: str
    words: set[int]
    missing_words: int = OVERLAP_WORDS


def split_chunks(text: str) -> Iterator[Chunk]:
    """The stretches of a text; joined, they are the text. A word is cut only if it is longer than a stretch."""
    waiting: list[Chunk] = []
    for start, piece in _split_text(text):
        own = list(list_fingerprints(piece))
        for one in waiting:
            one.words.update(own[: one.missing_words])
            one.missing_words -= min(len(own), one.missing_words)
        yield from (one for one in waiting if not one.missing_words)
        waiting = [*(one for one in waiting if one.missing_words), Chunk(start, piece, set(own))]
    yield from waiting


def _split_text(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + CHUNK_SIZE
        if end < len(text):
            last = max((match.span() for match in WORD.finditer(text, start, end + 1)), default=(end, end))
            end = last[0] if start < last[0] and last[1] > end else end
        yield start, text[start:end]
        start += len(text[start:end])


def list_offsets(readings: Iterable[str]) -> list[int]:
    """Where each of several texts begins when they are joined by single spaces."""
    return [0, *accumulate(len(one) + 1 for one in readings)][:-1]
