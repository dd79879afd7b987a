"""Names that words are near to, by their sounds or by their letters."""

import pytest

from archive.search.matching import PlaceName
from archive.search.similar_names import NameIndex
from archive.search.words import split_words

NAMES = {"treblinka": "Treblinka", "belzec": "Bełżec", "chelmno": "Chełmno", "black-sea": "Schwarzes Meer Murmansk"}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    folded = {key: " ".join(word.folded for word in split_words(name)) for key, name in NAMES.items()}
    return NameIndex(PlaceName(folded[key], name, "camp", key) for key, name in NAMES.items())


@pytest.mark.parametrize(
    "typed",
    [
        "treblinca",
        "trebinka",
        "treblnika",
        "تريبلينكا",
        "треблинка",
        "טרבלינקה",
        "בטרבלינקה",
        "ומטרבלינקה",
        "Τρεμπλινκα".lower(),
        "treblinkaa",
    ],
)
def test_spelling_error_and_other_script_are_near(index, typed):
    assert index.find_similar(typed).identifier == "treblinka"


@pytest.mark.parametrize("typed", ["trouble", "turbine", "table", "ترتيب", "طريق", "belt", "bells", "children", "x", ""])
def test_ordinary_word_is_near_to_no_name(index, typed):
    assert index.find_similar(typed) is None


def test_name_may_be_of_one_kind(index):
    assert index.find_similar("treblinca", "camp")
    assert index.find_similar("treblinca", "place") is None


def test_word_of_a_longer_name_is_near_only_in_another_script(index):
    assert index.find_similar("مورمانسك").identifier == "black-sea"
    assert index.find_similar("murmansc") is None


def test_words_as_near_to_two_places_name_neither():
    names = [PlaceName("barten", "Barten", "camp", "first"), PlaceName("bartan", "Bartan", "camp", "second")]
    assert NameIndex(names).find_similar("bartin") is None
    assert NameIndex(names[:1]).find_similar("bartin").identifier == "first"


def test_name_in_the_script_of_the_word_is_preferred():
    names = [PlaceName("سوبيبور", "سوبيبور", "camp", "sobibor"), PlaceName("sobibor", "Sobibor", "camp", "sobibor")]
    index = NameIndex(names)
    assert [index.find_similar(typed).spelling for typed in ("sobibur", "Собибур".lower(), "سوبيبر")] == [
        "Sobibor",
        "Sobibor",
        "سوبيبور",
    ]
