"""In which stretches of a shelf each word stands, packed: a shelf is so many stretches in a row, and its words lie in drawers by their fingerprints.

A drawer holds, little-endian, the number of its words, the rest of each fingerprint in order, where the places of each end, and the places:
16-bit integers while they are few, else a bitmap of the shelf. Words that share a fingerprint share their places;
whoever looks for words compares the texts.

Which stretches hold certain words: of each shelf the places of each word are a bitmap, an integer with a bit for each stretch.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

# Stretches of a shelf; what its words need in memory while texts are loaded grows with it. A place must fit 16 bits.
BLOCK_SIZE = 32_768
# Drawers of a shelf, and bits of the rest of a fingerprint.
BUCKETS_PER_BLOCK, REST_BITS = 16_384, 32
# Places that are kept as numbers. A bitmap of a few more is longer, but is read at once.
MAX_LISTED_POSITIONS = 512
FINGERPRINT_BITS = BUCKETS_PER_BLOCK.bit_length() - 1 + REST_BITS


def select_bucket(fingerprint: int) -> int:
    """The drawer in which a word lies."""
    return fingerprint >> REST_BITS


def pack_buckets(words: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, bytes]]:
    """The drawers of a shelf, with their numbers: by fingerprint, the places of each word from 0 up to SHELF, in order."""
    for number, few in groupby(sorted(words), key=select_bucket):
        fingerprints = list(few)
        places = [_pack_positions(words[one]) for one in fingerprints]
        count = len(fingerprints)
        ends = accumulate(map(len, places))
        head = struct.pack(f"<I{count}I{count}I", count, *(one & (1 << REST_BITS) - 1 for one in fingerprints), *ends)
        yield number, head + b"".join(places)


def _pack_positions(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}H", *numbers) if len(numbers) <= MAX_LISTED_POSITIONS else bytes(_build_bitmap(numbers))


def _build_bitmap(numbers: Iterable[int]) -> bytearray:
    bitmap = bytearray(BLOCK_SIZE // 8)
    for one in numbers:
        bitmap[one >> 3] |= 1 << (one & 7)
    return bitmap


def unpack_bucket(packed: bytes, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of the wanted fingerprints, all of one drawer's number, those that lie in it, each with its places: an integer in which the bit of each place is set."""
    (count,) = struct.unpack_from("<I", packed)
    rests = struct.unpack_from(f"<{count}I", packed, 4)
    ends = (0, *struct.unpack_from(f"<{count}I", packed, 4 + 4 * count))
    for fingerprint in wanted:
        at = bisect_left(rests, fingerprint & (1 << REST_BITS) - 1)
        if at < count and rests[at] == fingerprint & (1 << REST_BITS) - 1:
            yield fingerprint, _unpack_bitmap(packed[4 + 8 * count + ends[at] : 4 + 8 * count + ends[at + 1]])


def _unpack_bitmap(places: bytes) -> int:
    few = len(places) <= 2 * MAX_LISTED_POSITIONS
    return int.from_bytes(_build_bitmap(struct.unpack(f"<{len(places) // 2}H", places)) if few else places, "little")


# By shelf, by fingerprint of a word, in which of the shelf's stretches it stands.
BlockBitmaps = Mapping[int, Mapping[int, int]]


class ChunkSelection(NamedTuple):
    """Numbers of stretches, and whether there were more."""

    numbers: list[int]
    has_more: bool


def find_containing(shelves: BlockBitmaps, words: Sequence[int], most: int) -> ChunkSelection:
    """The first ``most`` stretches that hold all of ``words``."""
    found = sorted((shelf, places) for shelf, known in shelves.items() if (places := _intersect(known, words)))
    numbers: list[int] = []
    for shelf, places in found:
        for number in _chunk_numbers(shelf, places):
            if len(numbers) == most:
                return ChunkSelection(numbers, has_more=True)
            numbers.append(number)
    return ChunkSelection(numbers, has_more=False)


def count_containing(shelves: BlockBitmaps, words: Sequence[int]) -> int:
    """How many stretches hold all of ``words``, of which there is one at least."""
    return sum(_intersect(known, words).bit_count() for known in shelves.values())


def rank_candidates(shelves: BlockBitmaps, words: Sequence[int], least: int, most: int, must: Sequence[int] = ()) -> list[int]:
    """The ``most`` stretches that hold the most of ``words``, at least ``least``, and all of ``must``; of equals the first."""
    within = sorted((shelf, _intersect(known, must)) for shelf, known in shelves.items())
    counted = [(shelf, places, _count_words(shelves[shelf], words, places)) for shelf, places in within if places]
    numbers: list[int] = []
    for level in range(len(words), max(least, 0) - 1, -1):
        for shelf, places, sums in counted:
            for number in _chunk_numbers(shelf, _select_count(sums, places, level)):
                if len(numbers) == most:
                    return numbers
                numbers.append(number)
    return numbers


def divide_fairly(total: int, wanted: Sequence[int]) -> list[int]:
    """What each gets of a total: all it wants if that is no more than an equal share of what is left, those that want least first."""
    shares, left = [0] * len(wanted), total
    for rest, at in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[at] = min(wanted[at], left // (len(wanted) - rest))
        left -= shares[at]
    return shares


def _intersect(known: Mapping[int, int], words: Sequence[int]) -> int:
    places = (1 << BLOCK_SIZE) - 1
    for word in words:
        places &= known.get(word, 0)
        if not places:
            return 0
    return places


def _count_words(known: Mapping[int, int], words: Sequence[int], within: int) -> list[int]:
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


def _select_count(sums: Sequence[int], within: int, level: int) -> int:
    """The stretches within that hold so many of the words and no more."""
    places = 0 if level >> len(sums) else within
    for at, digit in enumerate(sums):
        if not places:
            break
        places &= digit if level >> at & 1 else ~digit
    return places


def _chunk_numbers(shelf: int, places: int) -> Iterator[int]:
    """The numbers of the stretches whose bits are set, in their order."""
    while places:
        lowest = places & -places
        yield shelf * BLOCK_SIZE + lowest.bit_length() - 1
        places ^= lowest
