"""The nearest good reference is always one that leads somewhere."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.references import find_nearest_reference, parse_reference

LENGTHS = {"1": 100, "1.1": 40, "1.2": 59, "2": 30, "2.1": 30}


@given(st.text(alphabet="0123456789٣٥.,-@:x ", max_size=30) | st.text(max_size=80))
def test_whatever_is_asked_the_nearest_is_there(text):
    found = find_nearest_reference(text, LENGTHS)
    if found is not None:
        assert parse_reference(str(found)) == found
        assert found.first in LENGTHS
        assert found.last in LENGTHS
        assert found.characters is None or found.characters.end <= LENGTHS[found.first]


def test_a_good_reference_is_its_own_nearest():
    for ref in ("1", "1.2", "1.1-1.2", "1-2", "1.2@3-9"):
        assert str(find_nearest_reference(ref, LENGTHS)) == ref


def test_without_numbers_nothing_is_near():
    assert find_nearest_reference("chapter", LENGTHS) is None
