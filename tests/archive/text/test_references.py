"""References that can be written by hand, each with one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchoring import Span
from archive.text.references import MAX_REFERENCE_LENGTH, InvalidReference, Reference, parse_reference, split_numbers

NUMBER = st.integers(1, 9999)
REASONS = {"syntax", "mixed", "backwards", "empty"}


@st.composite
def reference_texts(draw):
    depth = draw(st.integers(1, 2))
    ends = sorted(draw(st.lists(st.tuples(*[NUMBER] * depth), min_size=2, max_size=2)))
    characters = draw(
        st.none() | st.lists(st.integers(0, 9999), min_size=2, max_size=2, unique=True).map(lambda pair: Span(*sorted(pair)))
    )
    return Reference(*(".".join(map(str, end)) for end in ends), characters)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("3", Reference("3", "3")),
        ("3.5", Reference("3.5", "3.5")),
        ("3.4-3.5", Reference("3.4", "3.5")),
        ("2-4", Reference("2", "4")),
        ("3.9-3.10", Reference("3.9", "3.10")),
        ("3.5@12-40", Reference("3.5", "3.5", Span(12, 40))),
        ("3.4-3.5@0-1", Reference("3.4", "3.5", Span(0, 1))),
    ],
)
def test_reference_is_parsed(text, ref):
    assert parse_reference(text) == ref
    assert str(ref) == text


@pytest.mark.parametrize(("text", "canonical"), [("03.05", "3.5"), ("3.5-3.5", "3.5"), ("3@007-9", "3@7-9"), ("1-01", "1")])
def test_every_way_of_writing_it_has_one_canonical_form(text, canonical):
    assert str(parse_reference(text)) == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "syntax"),
        ("0", "syntax"),
        ("3.0", "syntax"),
        ("3.5.1", "syntax"),
        ("-3", "syntax"),
        ("3.5 ", "syntax"),
        ("3.5\n", "syntax"),
        ("٣.٥", "syntax"),
        ("3.5@", "syntax"),
        ("3.5@4", "syntax"),
        ("3.5@-4", "syntax"),
        ("1" * (MAX_REFERENCE_LENGTH + 1), "syntax"),
        ("3-3.5", "mixed"),
        ("3.5-4", "mixed"),
        ("3.10-3.9", "backwards"),
        ("4-2", "backwards"),
        ("3.5@4-4", "empty"),
        ("3.5@40-12", "empty"),
    ],
)
def test_invalid_reference_has_a_reason(text, reason):
    with pytest.raises(InvalidReference) as refusal:
        parse_reference(text)
    assert (refusal.value.reason, refusal.value.args) == (reason, (reason,))


@given(reference_texts())
def test_reference_is_parsed_as_it_is_written(ref):
    assert parse_reference(str(ref)) == ref


@given(st.text(max_size=MAX_REFERENCE_LENGTH + 5) | st.text(alphabet="0123456789.-@٣²", max_size=MAX_REFERENCE_LENGTH + 5))
def test_any_text_is_parsed_or_refused(text):
    try:
        ref = parse_reference(text)
    except InvalidReference as refusal:
        assert refusal.reason in REASONS
    else:
        assert parse_reference(str(ref)) == ref


def test_passages_are_in_the_order_of_their_numbers_not_of_their_digits():
    assert sorted(["3.10", "3.9", "12.1", "2.2"], key=split_numbers) == ["2.2", "3.9", "3.10", "12.1"]


def test_reference_of_the_maximum_length_is_parsed():
    number = "1" * MAX_REFERENCE_LENGTH
    assert parse_reference(number) == Reference(number, number)
