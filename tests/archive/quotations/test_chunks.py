"""Chunks are the text, and neighbouring words are together in one of them."""

from hypothesis import given
from hypothesis import strategies as st

from archive.quotations.chunks import CHUNK_SIZE, OVERLAP_WORDS, list_offsets, split_chunks
from archive.quotations.postings import FINGERPRINT_BITS
from archive.quotations.tokens import WORD, fold_word, hash_word, list_fingerprints, tokenize_text

PIECES = st.sampled_from(["على", "Ravensbrück", "x" * 1500, " ", "، ", "\n", "ـــ", "…", "7", "汉字", "مَوْت", "\u200f", "." * 700])
TEXTS = st.lists(PIECES, min_size=1, max_size=400).map("".join)


def fingerprints(words: list[str]) -> set[int]:
    return {hash_word(word) for word in words}


@given(TEXTS)
def test_chunks_joined_are_the_text(text):
    chunks = list(split_chunks(text))
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(text.startswith(chunk.text, chunk.start) and 0 < len(chunk.text) <= CHUNK_SIZE for chunk in chunks)


@given(TEXTS, st.integers(1, OVERLAP_WORDS))
def test_neighbouring_words_are_in_the_chunk_of_the_first(text, length):
    chunks, tokens = list(split_chunks(text)), tokenize_text(text)
    for start in range(len(tokens)):
        run = tokens[start : start + length]
        if all(token.end - token.start <= CHUNK_SIZE // 2 for token in run):
            chunk = next(chunk for chunk in reversed(chunks) if chunk.start <= run[0].start)
            assert {hash_word(token.folded) for token in run} <= chunk.words


def test_an_empty_text_has_no_chunks():
    assert list(split_chunks("")) == []


def test_a_text_of_the_maximum_length_is_one_chunk():
    assert [chunk.text for chunk in split_chunks("a " * (CHUNK_SIZE // 2))] == ["a " * (CHUNK_SIZE // 2)]
    assert [len(chunk.text) for chunk in split_chunks("." * (CHUNK_SIZE + 1))] == [CHUNK_SIZE, 1]


def test_a_word_is_not_cut_unless_it_is_longer_than_a_chunk():
    before, word = "." * (CHUNK_SIZE - 2), "abcd"
    assert [chunk.start for chunk in split_chunks(before + word)] == [0, CHUNK_SIZE - 2]
    assert [chunk.start for chunk in split_chunks("x" * (CHUNK_SIZE + 5))] == [0, CHUNK_SIZE]
    assert [chunk.start for chunk in split_chunks("." * (CHUNK_SIZE - 4) + word + " end")] == [0, CHUNK_SIZE]


def test_the_words_of_a_chunk_are_its_own_and_sixteen_that_follow():
    words = [f"w{number}" for number in range(700)]
    chunks = list(split_chunks(" ".join(words)))
    assert len(chunks) > 3
    first = tokenize_text(chunks[0].text)
    assert chunks[0].words == fingerprints(words[: len(first) + OVERLAP_WORDS])
    assert chunks[-1].words == {hash_word(token.folded) for token in tokenize_text(chunks[-1].text)}


def test_the_words_that_follow_may_be_in_several_chunks():
    few = "." * (CHUNK_SIZE - 3)
    chunks = list(split_chunks(f"{few} a.{few} b.{few} c."))
    assert chunks[0].words == fingerprints(["a", "b", "c"])
    assert chunks[1].words == fingerprints(["b", "c"])


def test_folding_makes_fingerprints_equal():
    assert list_fingerprints("أُمِرَ، ٧ مـايو") == list_fingerprints("امر 7 مايو")
    assert all(0 <= fingerprint < 1 << FINGERPRINT_BITS for fingerprint in list_fingerprints("Sachsenhausen ساكسنهاوزن"))


@given(TEXTS)
def test_fingerprints_are_those_of_the_words_in_order(text):
    folded = map(fold_word, WORD.findall(text))
    assert list_fingerprints(text) == [hash_word(word) for word in folded if word]


def test_offsets_of_texts_joined_by_spaces():
    assert list_offsets(["ab", "c", ""]) == [0, 3, 5]
    assert list_offsets([]) == []
