"""The nearest reference is always a valid one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.references import find_nearest_reference, parse_reference

LENGTHS = {"1": 100, "1.1": 40, "1.2": 59, "2": 30, "2.1": 30}


@given(st.text(alphabet="0123456789٣٥.,-@:x ", max_size=30) | st.text(max_size=80))
def test_nearest_reference_is_valid_for_any_text(text):
    nearest = find_nearest_reference(text, LENGTHS)
    if nearest is not None:
        assert parse_reference(str(nearest)) == nearest
        assert nearest.first in LENGTHS
        assert nearest.last in LENGTHS
        assert nearest.characters is None or nearest.characters.end <= LENGTHS[nearest.first]


def test_valid_reference_is_its_own_nearest():
    for ref in ("1", "1.2", "1.1-1.2", "1-2", "1.2@3-9"):
        assert str(find_nearest_reference(ref, LENGTHS)) == ref


def test_text_without_numbers_has_no_nearest():
    assert find_nearest_reference("chapter", LENGTHS) is None


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("2-1", "1-2"),
        ("1 1 2", "1"),
        ("1.2-2", "1.2"),
        ("1-2@3-9", "1-2"),
        ("1.2@9-3", "1.2@3-9"),
        ("1.2@3-9-1", "1.2@3-9"),
        ("1.2@3-999", "1.2@3-59"),
        ("1.2@70-90", "1.2"),
        ("1.2@3", "1.2"),
    ],
)
def test_wrong_reference_is_corrected(text, nearest):
    assert str(find_nearest_reference(text, LENGTHS)) == nearest


def test_passages_are_compared_by_number_and_by_paragraph_without_sentences():
    assert str(find_nearest_reference("10-9", {"9": 1, "10": 1})) == "9-10"
    assert str(find_nearest_reference("2.7", {"1": 1, "2": 1})) == "2"
