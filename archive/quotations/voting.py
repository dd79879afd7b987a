"""Which stretches hold certain words: of each shelf the places of each word are a bitmap, an integer with a bit for each stretch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archive.quotations.drawers import SHELF

# By shelf, by fingerprint of a word, in which of the shelf's stretches it stands.
Shelves = Mapping[int, Mapping[int, int]]


class Chosen(NamedTuple):
    """Numbers of stretches, and whether there were more."""

    numbers: list[int]
    more: bool


def holding(shelves: Shelves, words: Sequence[int], most: int) -> Chosen:
    """The first ``most`` stretches that hold all of ``words``."""
    found = sorted((shelf, places) for shelf, known in shelves.items() if (places := _all(known, words)))
    numbers = []
    for shelf, places in found:
        for number in _numbers(shelf, places):
            if len(numbers) == most:
                return Chosen(numbers, more=True)
            numbers.append(number)
    return Chosen(numbers, more=False)


def likeliest(shelves: Shelves, words: Sequence[int], least: int, most: int, must: Sequence[int] = ()) -> list[int]:
    """The ``most`` stretches that hold the most of ``words``, at least ``least``, and all of ``must``; of equals the first."""
    counted = sorted((shelf, _counted(known, words, must)) for shelf, known in shelves.items())
    numbers: dict[int, None] = {}
    for level in range(len(words), max(least, 0) - 1, -1):
        for shelf, at_least in counted:
            for number in _numbers(shelf, at_least[level]):
                if len(numbers) == most:
                    return list(numbers)
                numbers[number] = None
    return list(numbers)


def _all(known: Mapping[int, int], words: Sequence[int]) -> int:
    places = -1
    for word in words:
        places &= known.get(word, 0)
        if not places:
            return 0
    return places


def _counted(known: Mapping[int, int], words: Sequence[int], must: Sequence[int]) -> list[int]:
    """For each number from 0 to that of the words, the stretches that hold at least so many of them."""
    at_least = [_all(known, must) if must else (1 << SHELF) - 1] + [0] * len(words)
    for seen, word in enumerate(words, 1):
        places = known.get(word, 0)
        for level in range(seen, 0, -1) if places else ():
            at_least[level] |= at_least[level - 1] & places
    return at_least


def _numbers(shelf: int, places: int) -> Iterator[int]:
    """The numbers of the stretches whose bits are set, in their order."""
    while places:
        lowest = places & -places
        yield shelf * SHELF + lowest.bit_length() - 1
        places ^= lowest
