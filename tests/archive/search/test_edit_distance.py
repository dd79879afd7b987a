"""A misspelt word is near to the word that is meant, and far from others."""

import pytest

from archive.search.edit_distance import list_trigrams, rank_near_words


@pytest.mark.parametrize("typed", ["dahcau", "dacha", "dachauu", "dakhau"])
def test_letters_exchanged_left_out_added_or_changed_are_one_letter_each(typed):
    assert rank_near_words(typed, [("dachau", 1)]) == ["dachau"]


def test_a_word_that_differs_in_too_many_letters_is_not_near():
    assert rank_near_words("abcdef", [("abcxyz", 1), ("a", 1)]) == []


def test_the_nearest_come_first_and_of_equals_the_more_frequent():
    assert rank_near_words("marchs", [("march", 2), ("marches", 5), ("larch", 9), ("winter", 50)]) == ["marches", "march", "larch"]


def test_pieces_know_the_ends_of_a_word():
    assert list_trigrams("abc") == ["  a", " ab", "abc", "bc "]
