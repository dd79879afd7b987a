"""Words that mean the same with or without article, number and gender share a stem; names keep theirs."""

import pytest

from archive.search.words import stem_word
from archive.text.folding import fold_text


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
    assert len({stem_word(fold_text(word)).stem for word in alike}) == 1


@pytest.mark.parametrize("name", ["بوخنفالد", "أوشفيتز", "ماوتهاوزن", "Flossenbürg", "Бухенвальд", "1945"])
def test_a_name_is_its_own_stem(name):
    assert stem_word(fold_text(name)).stem == fold_text(name)


@pytest.mark.parametrize("word", ["من", "ولم", "وهم", "الى", "في", "هي"])
def test_a_short_word_loses_nothing(word):
    assert stem_word(fold_text(word)).stem == fold_text(word)


def test_what_was_taken_off_is_told():
    assert stem_word("المسيرات") == ("مسير", "ال", "ات")
