"""Packed postings are read back as they were, and chunks are counted and ranked as by hand."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotations.postings import (
    BLOCK_SIZE,
    FINGERPRINT_BITS,
    LOW_BITS,
    MAX_LISTED_POSITIONS,
    count_containing,
    divide_fairly,
    find_containing,
    pack_buckets,
    rank_candidates,
    select_bucket,
    unpack_bucket,
)

POSITIONS = st.sets(st.integers(0, BLOCK_SIZE - 1), min_size=1, max_size=3000).map(sorted)
WORDS = st.integers(1, 6)


@given(st.dictionaries(st.integers(0, (1 << FINGERPRINT_BITS) - 1), POSITIONS, max_size=6))
def test_packed_positions_are_read_back(words):
    unpacked = {}
    for number, packed in pack_buckets(words):
        assert list(unpack_bucket(packed, [])) == []
        unpacked |= dict(unpack_bucket(packed, [word for word in words if select_bucket(word) == number]))
        first = number << LOW_BITS
        assert not dict(unpack_bucket(packed, [word for word in range(first, first + 9) if word not in words]))
    assert unpacked == {word: sum(1 << position for position in positions) for word, positions in words.items()}
    assert {select_bucket(word) for word in unpacked} == {number for number, _packed in pack_buckets(words)}


def test_the_packed_form_of_a_bucket():
    bucket = 3 << LOW_BITS
    expected = struct.pack("<5I", 2, 7, 9, 4, 6) + struct.pack("<3H", 1, BLOCK_SIZE - 1, 2)
    assert list(pack_buckets({bucket + 9: [2], bucket + 7: [1, BLOCK_SIZE - 1]})) == [(3, expected)]


@pytest.mark.parametrize(
    ("count", "size"), [(MAX_LISTED_POSITIONS, 2 * MAX_LISTED_POSITIONS), (MAX_LISTED_POSITIONS + 1, BLOCK_SIZE // 8)]
)
def test_many_positions_are_a_bitmap(count, size):
    ((_number, packed),) = pack_buckets({5: list(range(count))})
    assert len(packed) == 12 + size
    assert dict(unpack_bucket(packed, [5])) == {5: (1 << count) - 1}


def test_a_word_above_all_of_a_bucket_is_not_in_it():
    ((_number, packed),) = pack_buckets({5: [1], 7: [2]})
    assert dict(unpack_bucket(packed, [4, 6, 8])) == {}
    assert dict(unpack_bucket(packed, [8, 7, 5])) == {7: 4, 5: 2}


def build_blocks(*chunks: set[int]) -> dict[int, dict[int, int]]:
    """Return an index in which each chunk, by its words, is the first of a block."""
    return {block: dict.fromkeys(words, 1) for block, words in enumerate(chunks)}


def test_chunks_with_all_words_are_listed_in_order_up_to_a_limit():
    blocks = build_blocks({1, 2}, {1}, {1, 2, 3})
    assert find_containing(blocks, [1, 2], 5) == ([0, 2 * BLOCK_SIZE], False)
    assert find_containing(blocks, [1, 2], 2) == ([0, 2 * BLOCK_SIZE], False)
    assert find_containing(blocks, [1], 2) == ([0, BLOCK_SIZE], True)
    assert find_containing(blocks, [1, 4], 5) == ([], False)
    assert find_containing(blocks, [1], 0) == ([], True)


def test_without_words_every_chunk_of_a_block_counts():
    assert count_containing({0: {}}, []) == BLOCK_SIZE


def test_chunks_with_the_most_words_are_first():
    blocks = build_blocks({1}, {1, 2, 3}, {1, 2}, {4})
    assert rank_candidates(blocks, [1, 2, 3], 1, 9) == [BLOCK_SIZE, 2 * BLOCK_SIZE, 0]
    assert rank_candidates(blocks, [1, 2, 3], 2, 9) == [BLOCK_SIZE, 2 * BLOCK_SIZE]
    assert rank_candidates(blocks, [1, 2, 3], 0, 9, required=[4]) == [3 * BLOCK_SIZE]
    assert rank_candidates(blocks, [1, 2, 3], -1, 9, required=[4]) == [3 * BLOCK_SIZE]
    assert rank_candidates(blocks, [1, 2, 3], 1, 1) == [BLOCK_SIZE]


@given(
    st.dictionaries(st.integers(0, 2), st.dictionaries(WORDS, st.integers(0, 255), max_size=6), max_size=3),
    st.lists(WORDS, max_size=6, unique=True),
    st.integers(0, 4),
    st.integers(0, 30),
    st.lists(WORDS, min_size=1, max_size=2),
)
def test_words_are_counted_as_by_hand(blocks, words, min_words, limit, required):
    chunks = {
        block * BLOCK_SIZE + position: {word for word in bitmaps if bitmaps[word] >> position & 1}
        for block, bitmaps in blocks.items()
        for position in range(8)
    }
    with_required = [number for number in sorted(chunks) if chunks[number] >= {*required}]
    ranked = sorted(
        (number for number in with_required if len(chunks[number] & {*words}) >= min_words),
        key=lambda number: -len(chunks[number] & {*words}),
    )
    assert rank_candidates(blocks, words, min_words, limit, required) == ranked[:limit]
    assert count_containing(blocks, required) == len(with_required)
    assert find_containing(blocks, required, limit) == (with_required[:limit], len(with_required) > limit)


@pytest.mark.parametrize(
    ("total", "requests", "shares"),
    [(10, [3, 3], [3, 3]), (10, [20, 2, 9], [4, 2, 4]), (7, [9, 9], [3, 4]), (0, [1], [0]), (5, [], [])],
)
def test_small_requests_are_served_in_full(total, requests, shares):
    assert divide_fairly(total, requests) == shares


@given(st.integers(0, 50), st.lists(st.integers(0, 40), max_size=8))
def test_a_total_is_divided_fairly(total, requests):
    shares = divide_fairly(total, requests)
    assert all(0 <= share <= request for share, request in zip(shares, requests, strict=True))
    assert sum(shares) == min(total, sum(requests)) or sum(shares) > total - len(requests)
    cut = [share for share, request in zip(shares, requests, strict=True) if share < request]
    assert all(share <= min(cut) + 1 for share in shares if cut)
