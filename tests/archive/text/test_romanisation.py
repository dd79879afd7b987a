"""Coarse Latin spelling of names in other scripts, and the distance of their sounds."""

import pytest

from archive.text.folding import fold_text
from archive.text.romanisation import get_sound_distance, list_consonants, romanise, spell_abbreviation


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Treblinka", "Треблинка"),
        ("Treblinka", "Τρεμπλίνκα"),
        ("Sobibor", "Собибор"),
        ("Warschau", "Warshau"),
        ("Goetz", "Götz"),
        ("Sachsen", "Saxen"),
        ("Hamburg", "Hammburg"),
    ],
)
def test_spellings_of_one_sound_are_equal(first, second):
    assert romanise(fold_text(first)) == romanise(fold_text(second))


@pytest.mark.parametrize(
    ("first", "second", "most"),
    [("Treblinka", "تريبلينكا", 0.75), ("Treblinka", "טרבלינקה", 1.0), ("Łódź", "لودز", 0.5)],
)
def test_sounds_of_a_name_are_near_across_scripts(first, second, most):
    assert get_sound_distance(romanise(fold_text(first)), romanise(fold_text(second))) <= most


def test_vowels_cost_less_than_consonants():
    assert get_sound_distance("lodz", "ladz") < get_sound_distance("lodz", "lotz") < get_sound_distance("lodz", "lorz")


def test_exchanged_neighbours_are_one_edit():
    assert get_sound_distance("abcd", "abdc") < get_sound_distance("abcd", "abxy")


def test_consonants_are_without_vowels_and_h():
    assert list_consonants("mauthausen") == "mtsn"


@pytest.mark.parametrize(("words", "abbreviation"), [("اس اس", "ss"), ("بي بي سي", "bbc"), ("اس", ""), ("اس كلمه", "")])
def test_names_of_letters_are_an_abbreviation(words, abbreviation):
    assert spell_abbreviation(words.split()) == abbreviation
