"""Every sentence of the checker speaks both languages and names the same things in both."""

import re

import pytest
from django.utils.translation import gettext, override

from archive.catalogue import CATALOGUE
from archive.problems import Problem, Spot
from archive.refusals import REFUSALS

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
SPOT = Spot("claims/one.yaml", 2, 3)
ALL = CATALOGUE | REFUSALS


@pytest.mark.parametrize("id_", ALL)
def test_it_speaks_arabic(id_):
    values = dict.fromkeys({name for sentence in ALL[id_] for name in PLACEHOLDER.findall(sentence)}, "X")
    assert [words for words in Problem(id_, SPOT, values).words("ar") if not ARABIC.search(words)] == []


@pytest.mark.parametrize("id_", ALL)
def test_the_arabic_names_what_the_english_names(id_):
    with override("ar"):
        for sentence in ALL[id_]:
            assert set(PLACEHOLDER.findall(gettext(sentence))) == set(PLACEHOLDER.findall(sentence)), sentence


@pytest.mark.parametrize("id_", ALL)
def test_it_says_what_is_wrong_what_was_expected_and_what_to_try(id_):
    wrong, expected, remedy = ALL[id_]
    assert not wrong.startswith(("Expected", "Try"))
    assert expected.startswith("Expected: ")
    assert remedy.startswith("Try: ")


def test_a_problem_without_a_message_cannot_be_made():
    with pytest.raises(KeyError):
        Problem("claim.no-such-fault", SPOT)
