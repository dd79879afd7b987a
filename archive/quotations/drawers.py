"""In which stretches of a shelf each word stands, packed: a shelf is so many stretches in a row, and its words lie in drawers by their fingerprints.

A drawer holds, little-endian, the number of its words, the rest of each fingerprint in order, where the places of each end, and the places:
16-bit integers while they are few, else a bitmap of the shelf. Words that share a fingerprint share their places;
whoever looks for words compares the texts.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

# Stretches of a shelf; what its words need in memory while texts are loaded grows with it. A place must fit 16 bits.
SHELF = 32_768
# Drawers of a shelf, and bits of the rest of a fingerprint.
DRAWERS, REST = 16_384, 32
# Places that are kept as numbers. A bitmap of a few more is longer, but is read at once.
FEW = 512
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
    return struct.pack(f"<{len(numbers)}H", *numbers) if len(numbers) <= FEW else bytes(_bitmap(numbers))


def _bitmap(numbers: Iterable[int]) -> bytearray:
    bitmap = bytearray(SHELF // 8)
    for one in numbers:
        bitmap[one >> 3] |= 1 << (one & 7)
    return bitmap


def unpack(packed: bytes, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of the wanted fingerprints, all of one drawer's number, those that lie in it, each with its places: an integer in which the bit of each place is set."""
    (count,) = struct.unpack_from("<I", packed)
    rests = struct.unpack_from(f"<{count}I", packed, 4)
    ends = (0, *struct.unpack_from(f"<{count}I", packed, 4 + 4 * count))
    for fingerprint in wanted:
        at = bisect_left(rests, fingerprint & (1 << REST) - 1)
        if at < count and rests[at] == fingerprint & (1 << REST) - 1:
            yield fingerprint, _bits(packed[4 + 8 * count + ends[at] : 4 + 8 * count + ends[at + 1]])


def _bits(places: bytes) -> int:
    few = len(places) <= 2 * FEW
    return int.from_bytes(_bitmap(struct.unpack(f"<{len(places) // 2}H", places)) if few else places, "little")
