"""In which stretches of a shelf each word stands, packed: a shelf is so many stretches in a row, and its words lie in drawers by their fingerprints.

A drawer holds, little-endian, the number of its words, the rest of each fingerprint in order, where the places of each end, and the places:
16-bit integers while they are few, else a bitmap of the shelf. Words that share a fingerprint share their places; whoever looks
for words compares the texts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise

# Stretches of a shelf; what its words need in memory while texts are loaded grows with it. A place must fit 16 bits.
SHELF = 16_384
# Drawers of a shelf, and bits of the rest of a fingerprint.
DRAWERS, REST = 4096, 32
BITS = DRAWERS.bit_length() - 1 + REST


def drawer(fingerprint: int) -> int:
    """The drawer in which a word lies."""
    return fingerprint >> REST


def pack(words: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, bytes]]:
    """The drawers of a shelf, with their numbers: by fingerprint, the places of each word from 0 up to SHELF, in order."""
    for number, few in groupby(sorted(words), key=drawer):
        fingerprints = list(few)
        places = [_places(words[one]) for one in fingerprints]
        count = len(fingerprints)
        ends = accumulate(map(len, places))
        head = struct.pack(f"<I{count}I{count}I", count, *(one & (1 << REST) - 1 for one in fingerprints), *ends)
        yield number, head + b"".join(places)


def _places(numbers: Sequence[int]) -> bytes:
    if len(numbers) * 16 < SHELF:
        return struct.pack(f"<{len(numbers)}H", *numbers)
    return sum(1 << one for one in numbers).to_bytes(SHELF // 8, "little")


def unpack(number: int, packed: bytes, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of the wanted fingerprints those that lie in a drawer, each with its places: an integer in which the bit of each place is set."""
    (count,) = struct.unpack_from("<I", packed)
    rests = struct.unpack_from(f"<{count}I", packed, 4)
    known = dict(zip(rests, pairwise((0, *struct.unpack_from(f"<{count}I", packed, 4 + 4 * count))), strict=True))
    body = packed[4 + 8 * count :]
    for fingerprint in wanted:
        ends = known.get(fingerprint & (1 << REST) - 1)
        if drawer(fingerprint) == number and ends:
            yield fingerprint, _bits(body[slice(*ends)])


def _bits(places: bytes) -> int:
    if len(places) == SHELF // 8:
        return int.from_bytes(places, "little")
    return sum(1 << one for (one,) in struct.iter_unpack("<H", places))
