"""Coverage counts each letter once, whatever the number and order of the claims."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchoring import Span, locate_quote
from archive.text.span_coverage import (
    CoverageBuilder,
    SentenceCoverage,
    TextExtent,
    TotalCoverage,
    compute_percent,
    find_gaps,
    merge_spans,
)

TEXTS = st.text(alphabet="اب1 ،.\u064eA", max_size=25)


@st.composite
def texts_with_claims(draw):
    """Draw a text, and for each claim the spans that it quotes."""
    text = draw(TEXTS)
    edges = st.integers(0, len(text))
    span = st.tuples(edges, edges).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
    return text, draw(st.lists(st.lists(span, min_size=1, max_size=3), max_size=4)) if text else []


def measure_claims(text: str, claims: list[list[Span]]) -> SentenceCoverage:
    cover = CoverageBuilder()
    for spans in claims:
        cover.add(spans)
    return cover.measure("1.1", text)


def measure_quotes(text: str, *claims: list[str]) -> SentenceCoverage:
    """Return the coverage of a text by claims that quote words of it."""
    return measure_claims(text, [[locate_quote(text, words) for words in quoted] for quoted in claims])


@given(texts_with_claims())
def test_each_quoted_character_counts_once(case):
    text, claims = case
    under = {at for spans in claims for span in spans for at in range(*span)}
    result = measure_claims(text, claims)
    assert result.claims == len(claims)
    assert result.covered.characters == len(under)
    assert result.covered.letters == sum(unicodedata.category(text[at])[0] in "LN" for at in under)
    assert result.whole == TextExtent.of(text)


@given(texts_with_claims())
def test_every_letter_is_either_covered_or_in_a_gap(case):
    text, claims = case
    under = {at for spans in claims for span in spans for at in range(*span)}
    without = {at for span in measure_claims(text, claims).uncovered for at in range(*span)}
    assert not under & without
    assert {at for at, letter in enumerate(text) if letter.isalnum()} <= under | without


@given(texts_with_claims())
def test_gap_begins_with_a_letter_and_ends_with_one_or_its_marks(case):
    text, claims = case
    for span in measure_claims(text, claims).uncovered:
        assert text[span.start].isalnum()
        assert unicodedata.category(text[span.end - 1])[0] in "LNM"


@given(texts_with_claims())
def test_order_of_claims_does_not_matter(case):
    text, claims = case
    assert measure_claims(text, claims) == measure_claims(text, claims[::-1])


@given(st.lists(texts_with_claims(), max_size=5))
def test_totals_of_groups_add_up(cases):
    sentences = [measure_claims(*case) for case in cases]
    total = TotalCoverage.of(sentences)
    assert total == TotalCoverage.of(sentences[:2]) + TotalCoverage.of(sentences[2:])
    assert (total.sentences, total.sentences_with_claims) == (len(cases), sum(bool(claims) for _text, claims in cases))
    assert total.whole == TextExtent.of("".join(text for text, _claims in cases))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_percent_is_0_or_100_only_for_none_or_all(part, whole):
    part, whole = sorted((part, whole))
    percent = compute_percent(part, whole)
    assert (percent == 0) == (part == 0)
    assert (percent == 100) == (0 < part == whole)
    assert percent in (1, 99) or 2 * abs(100 * part - percent * whole) <= whole


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 1000, 1), (999, 1000, 99), (0, 0, 0)]
)
def test_percent_is_rounded(part, whole, percent):
    assert compute_percent(part, whole) == percent


def test_overlapping_and_touching_spans_are_merged():
    assert merge_spans([Span(8, 9), Span(2, 5), Span(0, 3), Span(5, 6)]) == [Span(0, 6), Span(8, 9)]


def test_punctuation_alone_is_no_gap():
    assert find_gaps("one, two.", [Span(0, 3), Span(5, 8)]) == ()


def test_gap_has_its_vowel_marks_and_no_punctuation_around_it():
    text = "قول ، كَتَبَ ؛ قول"
    gaps = find_gaps(text, [Span(0, 3), Span(len(text) - 3, len(text))])
    assert [span.of(text) for span in gaps] == ["كَتَبَ"]


# Sentences of the founding source, counted by hand


def test_coverage_of_a_sentence_equals_manual_count():
    """3.3, eight words: 3 + 6 + 2 + 7 + 2 + 6 + 8 + 8 letters; 7 spaces between them, 2 commas, 2 spaces before these, 1 full stop."""
    text = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق."
    complete = measure_quotes(text, ["مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"])
    assert (complete.claims, complete.covered, complete.whole) == (1, TextExtent(42, 53), TextExtent(42, 54))
    assert complete.uncovered == ()
    part = measure_quotes(text, ["الآلاف من السجناء"], ["السجناء من التعرض"])
    assert part.covered == TextExtent(6 + 2 + 7 + 2 + 6, 6 + 2 + 7 + 2 + 6 + 4)
    assert (part.claims, part.percent) == (2, 55)
    assert [span.of(text) for span in part.uncovered] == ["مات", "والتجويع ، والإرهاق"]


def test_words_quoted_by_two_claims_count_once():
    """4.3, the year is quoted by both claims. 54 letters to the first “مايو”, 15 in the next five words, 4 digits of the year."""
    text = "استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو وفي الشرق في 9 مايو 1945."
    west = ["استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو", "1945"]
    east = ["استسلمت القوات المسلحة الألمانية دون قيد أو شرط", "وفي الشرق في 9 مايو 1945"]
    result = measure_quotes(text, west, east)
    assert result.covered == TextExtent(54 + 15 + 4, 92 - 2)
    assert result.whole == TextExtent(54 + 15 + 4, 92)
    assert (result.claims, result.uncovered) == (2, ())
