"""Light stems of Arabic and English words."""

import pytest

from archive.search.words import stem_word
from archive.text.folding import fold_text


@pytest.mark.parametrize(
    "words",
    [
        ("مسيرة", "المسيرة", "مسيرات", "المسيرات", "والمسيرات", "مسيره"),
        ("عملية", "عمليات", "العمليات"),
        ("معسكر", "معسكرات", "المعسكر", "للمعسكر", "بالمعسكر"),
        ("داخاو", "وداخاو"),
        ("march", "marches", "marching", "Marched"),
        ("evacuation", "evacuations", "evacuate"),
    ],
)
def test_words_share_a_stem(words):
    assert len({stem_word(fold_text(word)).stem for word in words}) == 1


@pytest.mark.parametrize("name", ["بوخنفالد", "أوشفيتز", "ماوتهاوزن", "Flossenbürg", "Бухенвальд", "1945"])
def test_name_is_its_own_stem(name):
    assert stem_word(fold_text(name)).stem == fold_text(name)


@pytest.mark.parametrize("word", ["من", "ولم", "وهم", "الى", "في", "هي"])
def test_short_word_is_its_own_stem(word):
    assert stem_word(fold_text(word)).stem == fold_text(word)


@pytest.mark.parametrize(
    ("word", "parts"), [("المسيرات", ("مسير", "ال", "ات")), ("البحر", ("بحر", "ال", "")), ("كتبها", ("كتب", "", "ها"))]
)
def test_stem_of_three_letters_at_least_has_the_removed_affixes(word, parts):
    assert stem_word(word) == parts
