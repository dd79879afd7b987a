"""A text cut into stretches, as much as is looked at in one piece, and which stretches of a shelf a word stands in.

A stretch knows its own words and some that follow, so that words that stand together in the text, up to so many, stand
together in one stretch. Stretches are numbered; a shelf is so many of them in a row.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from archive.quotations.words import WORD, fingerprints

# Code points of a stretch, at most.
SIZE = 1000
# How many of the words that follow a stretch it knows.
FOLLOWING = 16
# Stretches of a shelf; what a shelf's words need in memory while a text is loaded grows with it.
SHELF = 4096
LIST, BITMAP = b"L", b"B"


@dataclass
class Stretch:
    """``text`` stands at ``start`` of the whole, in code points; ``words``: fingerprints; ``lacking``: words that follow, still to come."""

    start: int
    text: str
    words: set[int]
    lacking: int = FOLLOWING


def cut(text: str) -> Iterator[Stretch]:
    """The stretches of a text; joined, they are the text. A word is cut only if it is longer than a stretch."""
    waiting: list[Stretch] = []
    for start, piece in _pieces(text):
        own = list(fingerprints(piece))
        for one in waiting:
            one.words.update(own[: one.lacking])
            one.lacking -= min(len(own), one.lacking)
        yield from (one for one in waiting if not one.lacking)
        waiting = [*(one for one in waiting if one.lacking), Stretch(start, piece, set(own))]
    yield from waiting


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + SIZE
        if end < len(text):
            last = max((match.span() for match in WORD.finditer(text, start, end + 1)), default=(end, end))
            end = last[0] if start < last[0] and last[1] > end else end
        yield start, text[start:end]
        start += len(text[start:end])


def joined(readings: Iterable[str]) -> list[int]:
    """Where each of several texts begins when they are joined by single spaces."""
    return [0, *accumulate(len(one) + 1 for one in readings)][:-1]


def pack(numbers: Iterable[int]) -> bytes:
    """Places on a shelf, from 0 up to SHELF, given in order: as 16-bit integers while they are few, else as a bitmap; little-endian."""
    numbers = list(numbers)
    if len(numbers) * 16 < SHELF:
        return LIST + struct.pack(f"<{len(numbers)}H", *numbers)
    return BITMAP + sum(1 << one for one in numbers).to_bytes(SHELF // 8, "little")


def unpack(packed: bytes) -> int:
    """The same as an integer in which the bit of each place is set."""
    kind, body = packed[:1], packed[1:]
    if kind == BITMAP:
        return int.from_bytes(body, "little")
    return sum(1 << one for (one,) in struct.iter_unpack("<H", body))
