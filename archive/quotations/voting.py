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
    numbers: list[int] = []
    for shelf, places in found:
        for number in _numbers(shelf, places):
            if len(numbers) == most:
                return Chosen(numbers, more=True)
            numbers.append(number)
    return Chosen(numbers, more=False)


def count(shelves: Shelves, words: Sequence[int]) -> int:
    """How many stretches hold all of ``words``, of which there is one at least."""
    return sum(_all(known, words).bit_count() for known in shelves.values())


def likeliest(shelves: Shelves, words: Sequence[int], least: int, most: int, must: Sequence[int] = ()) -> list[int]:
    """The ``most`` stretches that hold the most of ``words``, at least ``least``, and all of ``must``; of equals the first."""
    within = sorted((shelf, _all(known, must)) for shelf, known in shelves.items())
    counted = [(shelf, places, _sums(shelves[shelf], words, places)) for shelf, places in within if places]
    numbers: list[int] = []
    for level in range(len(words), max(least, 0) - 1, -1):
        for shelf, places, sums in counted:
            for number in _numbers(shelf, _having(sums, places, level)):
                if len(numbers) == most:
                    return numbers
                numbers.append(number)
    return numbers


def shared_out(total: int, wanted: Sequence[int]) -> list[int]:
    """What each gets of a total: all it wants if that is no more than an equal share of what is left, those that want least first."""
    shares, left = [0] * len(wanted), total
    for rest, at in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[at] = min(wanted[at], left // (len(wanted) - rest))
        left -= shares[at]
    return shares


def _all(known: Mapping[int, int], words: Sequence[int]) -> int:
    places = (1 << SHELF) - 1
    for word in words:
        places &= known.get(word, 0)
        if not places:
            return 0
    return places


def _sums(known: Mapping[int, int], words: Sequence[int], within: int) -> list[int]:
    """Of each stretch within, how many of the words it holds, as a binary number whose digits lie in as many bitmaps, the lowest first."""
    digits: list[int] = []
    for word in words:
        carried = known.get(word, 0) & within
        for at, digit in enumerate(digits):
            if not carried:
                break
            digits[at], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    return digits


def _having(sums: Sequence[int], within: int, level: int) -> int:
    """The stretches within that hold so many of the words and no more."""
    places = 0 if level >> len(sums) else within
    for at, digit in enumerate(sums):
        if not places:
            break
        places &= digit if level >> at & 1 else ~digit
    return places


def _numbers(shelf: int, places: int) -> Iterator[int]:
    """The numbers of the stretches whose bits are set, in their order."""
    while places:
        lowest = places & -places
        yield shelf * SHELF + lowest.bit_length() - 1
        places ^= lowest
