"""Packed postings of the quotation index, and set operations on them.

Chunks are grouped into blocks of ``BLOCK_SIZE``, and the words of a block into buckets by the high bits of their fingerprints.
A bucket holds, little-endian, the number of its words, the low bits of each fingerprint in ascending order, the end of each word's
positions, and the positions: 16-bit integers while they are few, else a bitmap of the block. Words that share a fingerprint
share their positions; whoever looks words up compares the texts.

Unpacked, the positions of a word in a block are a bitmap: an integer with a bit for each chunk.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice
from typing import NamedTuple

# Chunks of a block; the memory that its words need while texts are loaded grows with it. A position must fit 16 bits.
BLOCK_SIZE = 32_768
# Buckets of a block, and low bits of a fingerprint that are stored.
BUCKETS_PER_BLOCK, LOW_BITS = 16_384, 32
LOW_BITS_MASK = (1 << LOW_BITS) - 1
# Positions up to which they are stored as numbers. A bitmap of a few more is longer, but is read at once.
MAX_LISTED_POSITIONS = 512
FINGERPRINT_BITS = BUCKETS_PER_BLOCK.bit_length() - 1 + LOW_BITS

# By block and fingerprint: the bitmap of the word's positions.
BlockBitmaps = Mapping[int, Mapping[int, int]]


def select_bucket(fingerprint: int) -> int:
    """Return the number of the bucket that holds a word."""
    return fingerprint >> LOW_BITS


def pack_buckets(words: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, bytes]]:
    """Yield the buckets of a block with their numbers; ``words``: positions in the block, ascending, by fingerprint."""
    for number, bucket in groupby(sorted(words), key=select_bucket):
        fingerprints = list(bucket)
        positions = [_pack_positions(words[fingerprint]) for fingerprint in fingerprints]
        count = len(fingerprints)
        low_bits = (fingerprint & LOW_BITS_MASK for fingerprint in fingerprints)
        header = struct.pack(f"<I{count}I{count}I", count, *low_bits, *accumulate(map(len, positions)))
        yield number, header + b"".join(positions)


def _pack_positions(positions: Sequence[int]) -> bytes:
    if len(positions) <= MAX_LISTED_POSITIONS:
        return struct.pack(f"<{len(positions)}H", *positions)
    return bytes(_build_bitmap(positions))


def _build_bitmap(positions: Iterable[int]) -> bytearray:
    bitmap = bytearray(BLOCK_SIZE // 8)
    for position in positions:
        bitmap[position >> 3] |= 1 << (position & 7)
    return bitmap


def unpack_bucket(packed: bytes, fingerprints: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield those of the fingerprints that a bucket holds, with the bitmaps of their positions; all must be of its number."""
    (count,) = struct.unpack_from("<I", packed)
    low_bits = struct.unpack_from(f"<{count}I", packed, 4)
    ends = (0, *struct.unpack_from(f"<{count}I", packed, 4 + 4 * count))
    for fingerprint in fingerprints:
        index = bisect_left(low_bits, fingerprint & LOW_BITS_MASK)
        if index < count and low_bits[index] == fingerprint & LOW_BITS_MASK:
            yield fingerprint, _unpack_positions(packed[4 + 8 * count + ends[index] : 4 + 8 * count + ends[index + 1]])


def _unpack_positions(packed: bytes) -> int:
    is_list = len(packed) <= 2 * MAX_LISTED_POSITIONS
    return int.from_bytes(_build_bitmap(struct.unpack(f"<{len(packed) // 2}H", packed)) if is_list else packed, "little")


class ChunkSelection(NamedTuple):
    """Numbers of chunks, and whether more were left out."""

    numbers: list[int]
    has_more: bool


def find_containing(blocks: BlockBitmaps, words: Sequence[int], limit: int) -> ChunkSelection:
    """Return the first ``limit`` chunks that hold all of ``words``."""
    numbers = (number for block in sorted(blocks) for number in _list_chunks(block, _intersect(blocks[block], words)))
    first = list(islice(numbers, limit + 1))
    return ChunkSelection(first[:limit], len(first) > limit)


def count_containing(blocks: BlockBitmaps, words: Sequence[int]) -> int:
    """Return how many chunks hold all of ``words``, of which there must be one at least."""
    return sum(_intersect(bitmaps, words).bit_count() for bitmaps in blocks.values())


def rank_candidates(
    blocks: BlockBitmaps, words: Sequence[int], min_words: int, limit: int, required: Sequence[int] = ()
) -> list[int]:
    """Return the ``limit`` chunks that hold the most of ``words``, at least ``min_words``, and all of ``required``.

    Of chunks that hold as many the first come first.
    """
    within = ((block, _intersect(blocks[block], required)) for block in sorted(blocks))
    counted = [(block, chunks, _count_words(blocks[block], words, chunks)) for block, chunks in within if chunks]
    ranked = (
        number
        for level in range(len(words), max(min_words, 0) - 1, -1)
        for block, chunks, digits in counted
        for number in _list_chunks(block, _select_count(digits, chunks, level))
    )
    return list(islice(ranked, limit))


def divide_fairly(total: int, requests: Sequence[int]) -> list[int]:
    """Divide a total: the smallest requests first, each in full if it is no more than an equal share of what is left."""
    shares, left = [0] * len(requests), total
    for served, index in enumerate(sorted(range(len(requests)), key=requests.__getitem__)):
        shares[index] = min(requests[index], left // (len(requests) - served))
        left -= shares[index]
    return shares


def _intersect(bitmaps: Mapping[int, int], words: Sequence[int]) -> int:
    """Return the bitmap of the chunks of a block that hold all of ``words``; of all its chunks if there are none."""
    chunks = (1 << BLOCK_SIZE) - 1
    for word in words:
        chunks &= bitmaps.get(word, 0)
        if not chunks:
            break
    return chunks


def _count_words(bitmaps: Mapping[int, int], words: Sequence[int], within: int) -> list[int]:
    """Return for each chunk ``within`` how many of the words it holds: a binary number, its digits in as many bitmaps, the lowest first."""
    digits: list[int] = []
    for word in words:
        carry = bitmaps.get(word, 0) & within
        for index, digit in enumerate(digits):
            if not carry:
                break
            digits[index], carry = digit ^ carry, digit & carry
        if carry:
            digits.append(carry)
    return digits


def _select_count(digits: Sequence[int], within: int, level: int) -> int:
    """Return the bitmap of the chunks ``within`` that hold exactly ``level`` of the words."""
    chunks = 0 if level >> len(digits) else within
    for index, digit in enumerate(digits):
        if not chunks:
            break
        chunks &= digit if level >> index & 1 else ~digit
    return chunks


def _list_chunks(block: int, chunks: int) -> Iterator[int]:
    """Yield the numbers of the chunks whose bits are set, in order."""
    while chunks:
        lowest = chunks & -chunks
        yield block * BLOCK_SIZE + lowest.bit_length() - 1
        chunks ^= lowest
