"""Matched and unmatched spans of a quotation."""

from collections.abc import Sequence

import pytest

from archive.quotations.alignment import MAX_GAP, AlignedSpan, align_tokens, compute_min_words
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span


def align_quotation(quotation: str, texts: Sequence[str]) -> list[AlignedSpan]:
    """Return all words of a quotation as matched and unmatched spans."""
    tokens = tokenize_text(quotation)
    return align_tokens(quotation, tokens, texts, [tokenize_text(text) for text in texts], compute_min_words(len(tokens)))


def align(quotation: str, *texts: str) -> list[tuple]:
    """Return each span of the quotation with the words that it matches, or None."""
    return [
        (piece.span.of(quotation), None if piece.text is None else piece.matched_span.of(texts[piece.text]))
        for piece in align_quotation(quotation, texts)
    ]


def test_matched_and_unmatched_spans_are_in_order():
    assert align("a b c d x y e f g h.", "… a b c d, e f g h …") == [("a b c d", "a b c d"), ("x y", None), ("e f g h", "e f g h")]


def test_spans_are_code_points_of_both_sides():
    assert align_quotation("x a b c d", ["…", "y, a b c d"]) == [AlignedSpan(Span(0, 1)), AlignedSpan(Span(2, 9), 1, Span(3, 10))]


def test_unmatched_words_at_both_ends():
    assert align("x y a b c d z", "a b c d") == [("x y", None), ("a b c d", "a b c d"), ("z", None)]


def test_a_quotation_without_a_match_or_a_word():
    assert align("a b c d e", "f g", "") == [("a b c d e", None)]
    assert align("a b c d e") == [("a b c d e", None)]
    assert align("…", "a b c d") == []


@pytest.mark.parametrize(
    ("quotation", "text", "is_matched"),
    [
        ("a b", "a b", True),
        ("a b", "a c", False),
        ("a b c", "a b d", True),
        ("a b c d e", "a b c f", True),
        ("a b c d e", "a b f", False),
        ("a b c d q r s t u", "a b c d f", True),
        ("a b c q r s t u", "a b c and more", False),
    ],
)
def test_a_run_has_four_words_or_half_of_the_quotation_and_two_at_least(quotation, text, is_matched):
    assert (align(quotation, text)[0][1] is not None) == is_matched


def test_words_written_together_or_apart_are_in_one_run():
    assert align("a bc d e", "x a b c d e y") == [("a bc d e", "a b c d e")]
    assert align("a b c d e", "x a bc d e y") == [("a b c d e", "a bc d e")]


def test_two_words_match_where_they_follow_another_run():
    expected = [("a b c d", "a b c d"), ("x", None), ("e f", "e f")]
    assert align("a b c d x e f", "a b c d y e f") == expected
    assert align("a b c d x e f", "z " * MAX_GAP + "a b c d y e f") == expected


def test_one_word_after_another_run_does_not_match():
    assert align("a b c d x e", "a b c d y e") == [("a b c d", "a b c d"), ("x e", None)]


@pytest.mark.parametrize(("gap", "is_matched"), [(0, True), (MAX_GAP, True), (MAX_GAP + 1, False)])
def test_a_short_run_follows_within_the_maximum_gap(gap, is_matched):
    text = " ".join(["a b c d", *["z"] * gap, "e f"])
    assert align("a b c d x e f", text)[-1] == (("e f", "e f") if is_matched else ("x e f", None))


def test_a_short_run_before_the_other_or_in_another_text_does_not_match():
    assert align("a b c d x e f", "e f a b c d")[-1] == ("x e f", None)
    assert align("a b c d x e f", "a b c d", "q q q q e f")[-1] == ("x e f", None)


def test_the_longest_run_is_preferred():
    assert align("a b c d e", "a b c d", "a b c d e") == [("a b c d e", "a b c d e")]


def test_of_equal_runs_exact_letters_are_preferred():
    assert align("أ ب ج د ه", "ا ب ج د ه", "أ ب ج د ه") == [("أ ب ج د ه", "أ ب ج د ه")]


def test_of_equal_runs_the_one_that_follows_is_preferred_then_the_first():
    quotation, texts = "a b c d x e f g h", ("e f g h", "a b c d y e f g h e f g h")
    assert align_quotation(quotation, texts)[-1] == AlignedSpan(Span(10, 17), 1, Span(10, 17))
    assert align_quotation("a b c d", ["a b c d a b c d", "a b c d"]) == [AlignedSpan(Span(0, 7), 0, Span(0, 7))]


def test_words_of_one_letter_match_without_spaces():
    assert align("死亡行军一九四五", "他们死亡行军一九四五年") == [("死亡行军一九四五", "死亡行军一九四五")]
