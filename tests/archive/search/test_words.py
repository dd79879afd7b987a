"""Words are found in any script, and each knows where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.engine_query import list_tokens, to_tsvector
from archive.search.words import WordSpelling, split_spellings, split_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gross-Rosen, 1944–1945", ["gross", "rosen", "1944", "1945"]),
        ("وداخاو وساكسنهاوزن ؛", ["وداخاو", "وساكسنهاوزن"]),
        ("أُوشفيتزَ", ["اوشفيتز"]),
        ("عام ١٩٤٥", ["عام", "1945"]),
        ("भाषा किताब", ["भाषा", "किताब"]),
        ("Бухенвальд", ["бухенвальд"]),
        ("snake_case ' \" \\ *", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_folded(text, found):
    assert [word.folded for word in split_words(text)] == found


TRICKY = ("ﷺ", "æther", "ŁÓDŹ", "\u200fكلمة\u200d", "ـــ", "e\u0301,\u0301x", "ー", "½a", "_a_", "Straße", "مَـدْرَسَة", "x" * 99)


@given(some.lists(some.one_of(some.text(), some.sampled_from([*TRICKY, " ", "، ", "«", "…", "\n"]))).map("".join))
def test_words_without_their_places_are_the_same_words(text):
    assert split_spellings(text) == [WordSpelling(word.folded, word.form, word.span.of(text)) for word in split_words(text)]


def test_a_word_covers_its_letters_with_their_marks():
    text = "في دَاخَـاوُ غدا"
    assert split_words(text)[1].span.of(text) == "دَاخَـاوُ"


@given(some.text())
def test_words_stand_in_order_and_no_token_can_break_out_of_a_question(text):
    found = split_words(text)
    assert all(one.span.start < one.span.end <= len(text) for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    ordered, rest = list_tokens([split_spellings(text)], [])
    assert not any(sign in one for one in [*ordered, *rest] for sign in "'\"\\ \t\n\0")
    assert to_tsvector(ordered, rest).count("'") == 2 * (len(set(ordered)) + len(rest))
