"""Runs of a marked text: together they are the text, and each has the marks that cover it."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchoring import Span
from archive.text.runs import Mark, Run, split_runs

TEXTS = st.text(alphabet="اب 😀\u0301\n", max_size=20)
SPANS = st.lists(st.builds(Span, st.integers(-3, 25), st.integers(-3, 25)), max_size=6)
MARKS = SPANS.map(lambda spans: [Mark(span, number) for number, span in enumerate(spans)])


@given(TEXTS, MARKS)
def test_the_runs_joined_are_the_text(text, marks):
    assert "".join(run.text for run in split_runs(text, marks)) == text


@given(TEXTS, MARKS)
def test_no_run_is_empty(text, marks):
    assert all(run.text for run in split_runs(text, marks))


@given(TEXTS, MARKS)
def test_each_character_has_the_marks_that_cover_it_and_no_others(text, marks):
    covering = [[mark.meaning for mark in run.marks] for run in split_runs(text, marks) for _ in run.text]
    for at, meanings in enumerate(covering):
        assert meanings == [mark.meaning for mark in marks if mark.span.start <= at < mark.span.end]


@given(TEXTS, MARKS)
def test_the_runs_under_a_mark_are_its_characters(text, marks):
    runs = split_runs(text, marks)
    for mark in {mark for run in runs for mark in run.marks}:
        under = [run for run in runs if mark in run.marks]
        assert "".join(run.text for run in under) == mark.span.of(text)


def test_overlapping_marks_share_a_run():
    first, second = Mark(Span(0, 3), "first"), Mark(Span(2, 5), "second")
    assert [(run.text, run.marks) for run in split_runs("abcdef", [first, second])] == [
        ("ab", (first,)),
        ("c", (first, second)),
        ("de", (second,)),
        ("f", ()),
    ]


def test_a_text_without_marks_is_one_run():
    assert [run.text for run in split_runs("نص", [])] == ["نص"]
    assert split_runs("", [Mark(Span(0, 3), "none")]) == []


def test_empty_mark_divides_nothing():
    assert split_runs("abcd", [Mark(Span(2, 2), "empty"), Mark(Span(9, 12), "outside")]) == [Run("abcd", ())]
