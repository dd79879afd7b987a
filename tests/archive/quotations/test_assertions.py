"""Runs of words that state something by themselves, and those that do not."""

import pytest

from archive.quotations.assertions import states_something
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
    ],
)
def test_a_statement_has_a_verb_or_is_long(words, expected):
    assert states_something([token.folded for token in tokenize_text(words)]) is expected
