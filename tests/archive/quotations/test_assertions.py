"""Runs of words that state something by themselves, and those that do not."""

import pytest

from archive.quotations.assertions import list_content_words, states_something
from archive.quotations.tokens import tokenize_text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hundreds of thousands of", False),
        ("hundreds of thousands of concentration camp prisoners", False),
        ("thousands of prisoners died", True),
        ("prisoners died", False),
        ("in the last weeks of the war", False),
        ("the SS did not have time", True),
        ("مئات الآلاف من السجناء في معسكرات الاعتقال", False),
        ("مات الآلاف من السجناء", True),
        ("استسلمت القوات المسلحة في الغرب", True),
        ("في ربيع عام 1945", False),
        ("أطلقوا النار على السجناء", True),
        ("die Häftlinge wurden nach Dachau getrieben", True),
        ("die Häftlinge der Lager im Osten", False),
        ("więźniowie obozu zostali ewakuowani w styczniu", True),
        ("w styczniu 1945", False),
        ("", False),
        ("وكان السجناء في المعسكر", True),
        ("فمات السجناء في المعسكر", True),
        ("من السجناء وفي المعسكر ومن الحراس", False),
        ("السجناء ومئات فآلاف من الحراس", False),
        ("السجناء المتعبات في المعسكر", False),
        ("في معسكرات وزنزانات وعربات", False),
        ("السلطات في المعسكر الرئيسي", False),
        ("they marched to the camp", True),
        ("the red sky of camps", False),
        ("wed men of the camp", False),
        ("prisoners marched on", False),
    ],
)
def test_a_statement_has_a_verb_or_is_long(words, expected):
    assert states_something([token.folded for token in tokenize_text(words)]) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the prisoners of 12 camps", ["prisoners", "camps"]),
        ("hundreds of prisoners", ["prisoners"]),
        ("ومن السجناء فآلاف", ["السجناء"]),
        ("وجبات فجر", ["وجبات", "فجر"]),
    ],
)
def test_content_words_are_no_function_words_quantities_or_figures(words, expected):
    assert list_content_words(token.folded for token in tokenize_text(words)) == expected
