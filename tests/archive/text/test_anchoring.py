"""A quotation matches one place exactly or none."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.text.anchoring import (
    BYTE_BLOCK,
    QuoteAmbiguous,
    QuoteNotFound,
    Span,
    compute_byte_span,
    extract_context,
    find_first_difference,
    find_occurrences,
    find_unique_context,
    locate_quote,
)

TEXT = "من داخاو 😀 إلى داخاو\nمن بعيد"
TEXTS = st.text(alphabet="اب 😀\u0301\n", max_size=30)


@st.composite
def texts_and_spans(draw):
    text = draw(TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def test_unique_words_are_located():
    span = locate_quote(TEXT, "إلى")
    assert (span, span.of(TEXT)) == (Span(11, 14), "إلى")


@pytest.mark.parametrize("words", ["الى", "داخاو من", "إلى  داخاو", "إلى داخاو من", "", "D"])
def test_words_that_differ_by_a_letter_are_not_located(words):
    with pytest.raises(QuoteNotFound) as refusal:
        locate_quote(TEXT, words)
    assert refusal.value.args == (words,)


def test_repeated_words_are_ambiguous_without_context():
    with pytest.raises(QuoteAmbiguous) as refusal:
        locate_quote(TEXT, "داخاو")
    assert (refusal.value.count, refusal.value.args) == (2, (2,))
    assert locate_quote(TEXT, "داخاو", prefix="إلى ") == Span(15, 20)
    assert locate_quote(TEXT, "داخاو", suffix=" 😀") == Span(3, 8)
    with pytest.raises(QuoteNotFound):
        locate_quote(TEXT, "داخاو", prefix="إلى ", suffix=" 😀")


def test_overlapping_places_are_all_counted():
    assert find_occurrences("ببب", "بب") == [0, 1]
    with pytest.raises(QuoteAmbiguous):
        locate_quote("ببب", "بب")


def test_letters_that_only_look_alike_are_not_the_same():
    with pytest.raises(QuoteNotFound):
        locate_quote("e\u0301", "\u00e9")


@given(texts_and_spans())
def test_span_is_located_again_by_its_words_and_full_context(case):
    text, span = case
    before, after = extract_context(text, span, len(text))
    assert before + span.of(text) + after == text
    assert locate_quote(text, span.of(text), before, after) == span


@given(texts_and_spans(), TEXTS)
def test_located_span_reads_as_the_quotation(case, exact):
    text, _ = case
    try:
        span = locate_quote(text, exact)
    except (QuoteNotFound, QuoteAmbiguous):
        assert text.count(exact) != 1 or not exact or len(find_occurrences(text, exact)) > 1
    else:
        assert span.of(text) == exact


@given(texts_and_spans(), st.integers(0, 5))
def test_the_context_is_short_and_touches_the_words(case, length):
    text, span = case
    before, after = extract_context(text, span, length)
    assert max(len(before), len(after)) <= length
    assert before + span.of(text) + after in text


@given(texts_and_spans(), st.integers(0, 3 * BYTE_BLOCK))
def test_bytes_and_code_points_mean_the_same_characters(case, distance):
    text, span = f"{'ب' * distance}{case[0]}", Span(case[1].start + distance, case[1].end + distance)
    assert compute_byte_span(text, sha256(text.encode()).hexdigest(), span).of(text.encode()).decode() == span.of(text)


@given(TEXTS, TEXTS)
def test_texts_are_the_same_up_to_their_first_difference_and_not_beyond(one, other):
    assume(one != other)
    at = find_first_difference(one, other)
    assert one[:at] == other[:at]
    assert one[at : at + 1] != other[at : at + 1]


def test_equal_texts_do_not_differ():
    assert find_first_difference(TEXT, TEXT) is None


def test_span_is_within_itself_and_within_a_wider_one_only():
    assert Span(2, 4).within(Span(2, 4))
    assert Span(2, 4).within(Span(1, 4))
    assert not Span(2, 4).within(Span(3, 9))
    assert not Span(2, 4).within(Span(0, 3))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Span(0, 3), Span(3, 5), False),
        (Span(3, 5), Span(0, 3), False),
        (Span(0, 3), Span(2, 5), True),
        (Span(2, 5), Span(0, 3), True),
        (Span(0, 5), Span(2, 3), True),
        (Span(2, 3), Span(2, 3), True),
        (Span(0, 1), Span(4, 5), False),
    ],
)
def test_touching_spans_share_no_character(one, other, shared):
    assert one.overlaps(other) is shared


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        (Span(2, 3), Span(2, 3), True),
        (Span(2, 4), Span(2, 3), False),
        (Span(1, 3), Span(2, 3), False),
        (Span(3, 5), Span(2, 6), True),
    ],
)
def test_span_is_within_another_up_to_its_ends(one, other, inside):
    assert one.within(other) is inside


def test_occurrences_are_all_places_in_order():
    assert find_occurrences("banana ana", "ana") == [1, 3, 7]
    assert find_occurrences("banana", "x") == []


def test_empty_quotation_is_not_located_whatever_its_context():
    with pytest.raises(QuoteNotFound):
        locate_quote(TEXT, "", prefix="إلى")


@given(texts_and_spans())
def test_unique_context_locates_the_span(case):
    text, span = case
    assert locate_quote(text, span.of(text), *find_unique_context(text, span)) == span


@pytest.mark.parametrize(
    ("passage", "span", "context"),
    [
        ("one two", Span(4, 7), ("", "")),
        ("a  b a c", Span(5, 6), ("b ", "")),
        ("a b a c", Span(0, 1), ("", " b")),
        ("a b a b a", Span(4, 5), ("a b ", " ")),
    ],
)
def test_unique_context_is_short_and_of_complete_words(passage, span, context):
    assert find_unique_context(passage, span) == context


@pytest.mark.parametrize(
    ("left", "right", "at"), [("abc", "abd", 2), ("ab", "abc", 2), ("abc", "ab", 2), ("", "a", 0), ("", "", None)]
)
def test_first_difference_is_an_offset(left, right, at):
    assert find_first_difference(left, right) == at
