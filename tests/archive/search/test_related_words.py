"""Candidates for words that a word of a query stands for as well."""

import pytest

from archive.search.related_words import list_related_candidates
from archive.search.words import split_words


def candidates(text: str) -> dict[str, str]:
    (word,) = split_words(text)
    return list_related_candidates(word)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("وبالسجناء", "سجناء"),
        ("سبب", "بسبب"),
        ("حراسهم", "حراس"),
        ("حراس", "وحراسها"),
        ("مدينتهم", "مدينه"),
        ("مدينة", "مدينتنا"),
        ("مات", "ماتوا"),
        ("ماتوا", "مات"),
    ],
)
def test_arabic_word_stands_for_itself_with_other_letters_attached(typed, other):
    assert candidates(typed)[other] == "attached"


def test_no_pronoun_follows_an_article():
    assert "السببهم" not in candidates("سبب")


def test_short_rest_is_no_candidate():
    assert not any(len(other) < 3 for other in candidates("بيت"))


@pytest.mark.parametrize(
    ("typed", "other"), [("مسؤول", "مسيول"), ("مسئول", "مسوول"), ("شئ", "شيء"), ("شيء", "شي"), ("قراءة", "قراه")]
)
def test_hamza_may_be_on_another_seat(typed, other):
    assert candidates(typed)[other] == "hamza"


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("labour", "labor"),
        ("centre", "center"),
        ("organise", "organize"),
        ("organisation", "organization"),
        ("defence", "defense"),
        ("travelled", "traveled"),
        ("programme", "program"),
        ("grey", "gray"),
    ],
)
def test_british_and_american_spelling_stand_for_each_other(british, american):
    assert candidates(british)[american] == "spelling"
    assert candidates(american)[british] == "spelling"
