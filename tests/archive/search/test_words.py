"""Words of a text in any script, with their spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.engine_query import list_tokens, to_tsvector
from archive.search.words import split_spellings, split_words


@pytest.mark.parametrize(
    ("text", "words"),
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
def test_words_are_folded(text, words):
    assert [word.folded for word in split_words(text)] == words


def test_word_has_its_spelling_in_lower_case_and_composed_form():
    (word,) = split_words("\u0141o\u0301DZ\u0301")
    assert (word.folded, word.form) == ("lodz", "\u0142\u00f3d\u017a")


TRICKY = ("ﷺ", "æther", "ŁÓDŹ", "\u200fكلمة\u200d", "ـــ", "e\u0301,\u0301x", "ー", "½a", "_a_", "Straße", "مَـدْرَسَة", "x" * 99)


@given(some.lists(some.one_of(some.text(), some.sampled_from([*TRICKY, " ", "، ", "«", "…", "\n"]))).map("".join))
def test_spellings_are_those_of_the_words(text):
    spellings = [(word.folded, word.form, word.spelling) for word in split_spellings(text)]
    assert spellings == [(word.folded, word.form, word.span.of(text)) for word in split_words(text)]


def test_word_covers_its_letters_with_their_marks():
    text = "في دَاخَـاوُ غدا"
    assert split_words(text)[1].span.of(text) == "دَاخَـاوُ"


@given(some.text())
def test_words_are_in_order_and_tokens_need_no_escape(text):
    spans = [word.span for word in split_words(text)]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    ordered, unordered = list_tokens([split_spellings(text)], [])
    assert not any(sign in token for token in [*ordered, *unordered] for sign in "'\"\\ \t\n\0")
    assert to_tsvector(ordered, unordered).count("'") == 2 * (len(set(ordered)) + len(unordered))
