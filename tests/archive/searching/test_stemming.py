"""Words that mean the same with or without article, number and gender share a stem; names keep theirs."""

import pytest

from archive.folding import folded
from archive.searching.stemming import stem, stemmed


@pytest.mark.parametrize(
    "alike",
    [
        ("مسيرة", "المسيرة", "مسيرات", "المسيرات", "والمسيرات", "مسيره"),
        ("عملية", "عمليات", "العمليات"),
        ("معسكر", "معسكرات", "المعسكر", "للمعسكر", "بالمعسكر"),
        ("داخاو", "وداخاو"),
        ("march", "marches", "marching", "Marched"),
        ("evacuation", "evacuations", "evacuate"),
    ],
)
def test_words_of_one_stem(alike):
    assert len({stem(folded(word)) for word in alike}) == 1


@pytest.mark.parametrize("name", ["بوخنفالد", "أوشفيتز", "ماوتهاوزن", "Flossenbürg", "Бухенвальд", "1945"])
def test_a_name_is_its_own_stem(name):
    assert stem(folded(name)) == folded(name)


@pytest.mark.parametrize("word", ["من", "ولم", "وهم", "الى", "في", "هي"])
def test_a_short_word_loses_nothing(word):
    assert stem(folded(word)) == folded(word)


def test_what_was_taken_off_is_told():
    assert stemmed("المسيرات") == ("مسير", "ال", "ات")
