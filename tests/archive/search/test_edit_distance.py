"""Similarity of folded words."""

import pytest

from archive.search.edit_distance import get_max_distance, list_trigrams, rank_near_words


@pytest.mark.parametrize("typed", ["dahcau", "dacha", "dachauu", "dakhau"])
def test_word_with_one_edit_is_near(typed):
    assert rank_near_words(typed, [("dachau", 1)]) == ["dachau"]


def test_word_with_too_many_edits_is_not_near():
    assert rank_near_words("abcdef", [("abcxyz", 1), ("a", 1)]) == []


def test_nearest_word_is_first_then_the_most_frequent():
    assert rank_near_words("marchs", [("march", 2), ("marches", 5), ("larch", 9), ("winter", 50)]) == ["marches", "march", "larch"]


def test_trigrams_mark_the_ends_of_a_word():
    assert list_trigrams("abc") == ["  a", " ab", "abc", "bc "]


@pytest.mark.parametrize(
    ("word", "distance"), [("ab", 1), ("abcde", 1), ("abcdef", 2), ("x" * 12, 3), ("x" * 30, 3), ("المعسكرات", 2)]
)
def test_allowed_distance_is_a_third_of_the_letters_without_prefix(word, distance):
    assert get_max_distance(word) == distance
