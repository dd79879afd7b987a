"""A misspelt word is near to the word that is meant, and far from others."""

import pytest

from archive.searching.near import distance, nearest, trigrams


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("dachau", "dachau", 0),
        ("dachau", "dahcau", 1),
        ("dachau", "dacha", 1),
        ("داخاو", "داخو", 1),
        ("abc", "xyz", 3),
        ("a", "abcdef", 4),
    ],
)
def test_letters_between_two_words(one, other, steps):
    assert distance(one, other, 3) == distance(other, one, 3) == steps


def test_the_nearest_come_first_and_of_equals_the_more_frequent():
    assert nearest("marchs", [("march", 2), ("marches", 5), ("larch", 9), ("winter", 50)]) == ["marches", "march", "larch"]


def test_pieces_know_the_ends_of_a_word():
    assert trigrams("abc") == ["  a", " ab", "abc", "bc "]
