"""A text is indexed whole: its stretches are the text, and words that stand together are known to one stretch together."""

from hypothesis import given
from hypothesis import strategies as some

from archive.quotations.chunks import CHUNK_SIZE, OVERLAP_WORDS, list_offsets, split_chunks
from archive.quotations.postings import (
    BLOCK_SIZE,
    FINGERPRINT_BITS,
    REST_BITS,
    count_containing,
    divide_fairly,
    find_containing,
    pack_buckets,
    rank_candidates,
    select_bucket,
    unpack_bucket,
)
from archive.quotations.tokens import hash_word, list_fingerprints, tokenize_text

PIECES = some.sampled_from(["على", "Ravensbrück", "x" * 1500, " ", "، ", "\n", "ـــ", "…", "7", "汉字", "مَوْت", "\u200f", "." * 700])
TEXTS = some.lists(PIECES, min_size=1, max_size=400).map("".join)
PLACES = some.sets(some.integers(0, BLOCK_SIZE - 1), min_size=1, max_size=3000).map(sorted)


@given(TEXTS)
def test_the_stretches_are_the_text(text):
    stretches = list(split_chunks(text))
    assert "".join(one.text for one in stretches) == text
    assert all(text.startswith(one.text, one.start) and 0 < len(one.text) <= CHUNK_SIZE for one in stretches)


@given(TEXTS, some.integers(1, OVERLAP_WORDS))
def test_words_that_follow_one_another_are_known_to_the_stretch_of_the_first(text, length):
    stretches, known = list(split_chunks(text)), tokenize_text(text)
    for at in range(len(known)):
        run = known[at : at + length]
        if all(one.end - one.start <= CHUNK_SIZE // 2 for one in run):
            around = next(one for one in reversed(stretches) if one.start <= run[0].start)
            assert {hash_word(one.folded) for one in run} <= around.words


def test_a_fingerprint_is_the_same_for_all_that_folding_makes_the_same():
    assert list(list_fingerprints("أُمِرَ، ٧ مـايو")) == list(list_fingerprints("امر 7 مايو"))
    assert all(0 <= one < 1 << FINGERPRINT_BITS for one in list_fingerprints("Sachsenhausen ساكسنهاوزن"))


@given(some.dictionaries(some.integers(0, (1 << FINGERPRINT_BITS) - 1), PLACES, max_size=6))
def test_what_is_packed_is_what_was_put_in(given_words):
    found = {}
    for number, packed in pack_buckets(given_words):
        assert list(unpack_bucket(packed, [])) == []
        found |= dict(unpack_bucket(packed, [one for one in given_words if select_bucket(one) == number]))
        assert not dict(
            unpack_bucket(packed, [one for one in range(number << REST_BITS, (number << REST_BITS) + 9) if one not in given_words])
        )
    assert found == {word: sum(1 << at for at in places) for word, places in given_words.items()}
    assert {select_bucket(word) for word in found} == {number for number, _packed in pack_buckets(given_words)}


def test_texts_are_joined_by_one_space():
    assert list_offsets(["ab", "c", ""]) == [0, 3, 5]


def shelves(*stretches: set[int]) -> dict[int, dict[int, int]]:
    """The index of stretches that know these words, each on a shelf of its own."""
    return {shelf: dict.fromkeys(known, 1) for shelf, known in enumerate(stretches)}


def test_stretches_that_hold_all_words_are_given_in_order_up_to_a_number():
    index = shelves({1, 2}, {1}, {1, 2, 3})
    assert find_containing(index, [1, 2], 5) == ([0, 2 * BLOCK_SIZE], False)
    assert find_containing(index, [1], 2) == ([0, BLOCK_SIZE], True)
    assert find_containing(index, [1, 4], 5) == ([], False)


def test_the_likeliest_stretches_hold_the_most_words():
    index = shelves({1}, {1, 2, 3}, {1, 2}, {4})
    assert rank_candidates(index, [1, 2, 3], 1, 9) == [BLOCK_SIZE, 2 * BLOCK_SIZE, 0]
    assert rank_candidates(index, [1, 2, 3], 2, 9) == [BLOCK_SIZE, 2 * BLOCK_SIZE]
    assert rank_candidates(index, [1, 2, 3], 0, 9, must=[4]) == [3 * BLOCK_SIZE]
    assert rank_candidates(index, [1, 2, 3], 1, 1) == [BLOCK_SIZE]


WORDS = some.integers(1, 6)


@given(
    some.dictionaries(some.integers(0, 2), some.dictionaries(WORDS, some.integers(0, 255), max_size=6), max_size=3),
    some.lists(WORDS, max_size=6, unique=True),
    some.integers(0, 4),
    some.integers(0, 30),
    some.lists(WORDS, min_size=1, max_size=2),
)
def test_votes_are_counted_as_by_hand(index, asked, least, most, must):
    holds = {
        shelf * BLOCK_SIZE + at: {word for word in known if known[word] >> at & 1}
        for shelf, known in index.items()
        for at in range(8)
    }
    able = [number for number in sorted(holds) if holds[number] >= {*must}]
    best = sorted(
        (number for number in able if len(holds[number] & {*asked}) >= least), key=lambda one: -len(holds[one] & {*asked})
    )
    assert rank_candidates(index, asked, least, most, must) == best[:most]
    assert count_containing(index, must) == len(able)
    assert find_containing(index, must, most) == (able[:most], len(able) > most)


@given(some.integers(0, 50), some.lists(some.integers(0, 40), max_size=8))
def test_a_total_is_shared_out_and_nobody_waits_while_others_have_more(total, wanted):
    shares = divide_fairly(total, wanted)
    assert all(0 <= share <= want for share, want in zip(shares, wanted, strict=True))
    assert sum(shares) == min(total, sum(wanted)) or sum(shares) > total - len(wanted)
    lacking = [share for share, want in zip(shares, wanted, strict=True) if share < want]
    assert all(share <= min(lacking) + 1 for share in shares if lacking)
