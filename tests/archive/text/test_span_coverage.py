"""Coverage is what can be counted by hand: letter by letter, each once, whatever the number and order of the claims."""

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
    """A text, and by claim the spans of it that the claim rests on."""
    text = draw(TEXTS)
    edges = st.integers(0, len(text))
    span = st.tuples(edges, edges).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
    return text, draw(st.lists(st.lists(span, min_size=1, max_size=3), max_size=4)) if text else []


def measured(text: str, claims: list[list[Span]]) -> SentenceCoverage:
    cover = CoverageBuilder()
    for spans in claims:
        cover.add(spans)
    return cover.measure("1.1", text)


def resting(text: str, *claims: list[str]) -> SentenceCoverage:
    """The coverage of a text by claims that quote words of it."""
    return measured(text, [[locate_quote(text, words) for words in quoted] for quoted in claims])


@given(texts_with_claims())
def test_each_character_counts_once_if_any_claim_rests_on_it(case):
    text, claims = case
    under = {at for spans in claims for span in spans for at in range(*span)}
    found = measured(text, claims)
    assert found.claims == len(claims)
    assert found.covered.characters == len(under)
    assert found.covered.letters == sum(unicodedata.category(text[at])[0] in "LN" for at in under)
    assert found.whole == TextExtent.of(text)


@given(texts_with_claims())
def test_every_letter_lies_under_a_claim_or_in_a_stretch_without_one(case):
    text, claims = case
    under = {at for spans in claims for span in spans for at in range(*span)}
    without = {at for span in measured(text, claims).uncovered for at in range(*span)}
    assert not under & without
    assert {at for at, letter in enumerate(text) if letter.isalnum()} <= under | without


@given(texts_with_claims())
def test_a_stretch_begins_with_a_letter_and_ends_with_one_or_with_its_marks(case):
    text, claims = case
    for span in measured(text, claims).uncovered:
        assert text[span.start].isalnum()
        assert unicodedata.category(text[span.end - 1])[0] in "LNM"


@given(texts_with_claims())
def test_the_order_of_claims_changes_nothing(case):
    text, claims = case
    assert measured(text, claims) == measured(text, claims[::-1])


@given(st.lists(texts_with_claims(), max_size=5))
def test_totals_add_up_however_they_are_grouped(cases):
    sentences = [measured(*case) for case in cases]
    whole = TotalCoverage.of(sentences)
    assert whole == TotalCoverage.of(sentences[:2]) + TotalCoverage.of(sentences[2:])
    assert (whole.sentences, whole.sentences_with_claims) == (len(cases), sum(bool(claims) for _text, claims in cases))
    assert whole.whole == TextExtent.of("".join(text for text, _claims in cases))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_all_and_nothing_are_said_of_nothing_less(part, whole):
    part, whole = sorted((part, whole))
    shown = compute_percent(part, whole)
    assert (shown == 0) == (part == 0)
    assert (shown == 100) == (0 < part == whole)
    assert shown in (1, 99) or 2 * abs(100 * part - shown * whole) <= whole


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 1000, 1), (999, 1000, 99), (0, 0, 0)]
)
def test_a_share_is_rounded(part, whole, shown):
    assert compute_percent(part, whole) == shown


def test_spans_that_overlap_or_touch_are_one():
    assert merge_spans([Span(8, 9), Span(2, 5), Span(0, 3), Span(5, 6)]) == [Span(0, 6), Span(8, 9)]


def test_punctuation_alone_is_no_stretch():
    assert find_gaps("one, two.", [Span(0, 3), Span(5, 8)]) == ()


def test_a_stretch_keeps_its_vowel_signs_and_loses_the_signs_around_it():
    text = "قول ، كَتَبَ ؛ قول"
    found = find_gaps(text, [Span(0, 3), Span(len(text) - 3, len(text))])
    assert [span.of(text) for span in found] == ["كَتَبَ"]


# Sentences of the founding source, counted by hand


def test_a_sentence_of_the_founding_source_is_counted_by_hand():
    """3.3, eight words: 3 + 6 + 2 + 7 + 2 + 6 + 8 + 8 letters; 7 spaces between them, 2 commas, 2 spaces before these, 1 full stop."""
    text = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق."
    whole = resting(text, ["مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"])
    assert whole == SentenceCoverage("1.1", 1, TextExtent(42, 53), TextExtent(42, 54), ())
    part = resting(text, ["الآلاف من السجناء"], ["السجناء من التعرض"])
    assert part.covered == TextExtent(6 + 2 + 7 + 2 + 6, 6 + 2 + 7 + 2 + 6 + 4)
    assert (part.claims, part.percent) == (2, 55)
    assert [span.of(text) for span in part.uncovered] == ["مات", "والتجويع ، والإرهاق"]


def test_words_that_two_claims_share_count_once():
    """4.3, the year stands once for two claims. 54 letters to the first “مايو”, 15 in the next five words, 4 digits of the year."""
    text = "استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو وفي الشرق في 9 مايو 1945."
    west = ["استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو", "1945"]
    east = ["استسلمت القوات المسلحة الألمانية دون قيد أو شرط", "وفي الشرق في 9 مايو 1945"]
    found = resting(text, west, east)
    assert found.covered == TextExtent(54 + 15 + 4, 92 - 2)
    assert found.whole == TextExtent(54 + 15 + 4, 92)
    assert (found.claims, found.uncovered) == (2, ())
