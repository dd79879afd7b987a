"""EDTF dates are read as the standard says, and what is no date, or none the archive can word, is refused."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates.edtf import MAX_EDTF_LENGTH, OPEN, UNKNOWN, Edtf, InvalidEdtf, parse_date

VERDICTS = json.loads((Path(__file__).parent / "edtf_js" / "verdicts.json").read_text(encoding="utf-8"))
SEASONS = ("1944-21", "1944-22", "1944-23", "1944-24")
STRICTER = {"45", "1945-02-29", "0000", "/", "1945?-05~"}  # a decade, no such day, no such year, nothing stated, level 2


def reason(text: str) -> str:
    with pytest.raises(InvalidEdtf) as refused:
        parse_date(text)
    return refused.value.reason


@pytest.mark.parametrize("text", [text for text, verdict in VERDICTS.items() if not verdict["valid"]])
def test_what_another_reader_of_edtf_refuses_is_refused(text):
    assert reason(text)


@pytest.mark.parametrize("text", [text for text, verdict in VERDICTS.items() if verdict["valid"] and text not in SEASONS])
def test_what_another_reader_of_edtf_accepts_means_the_same_or_is_said_to_be_unsupported(text):
    try:
        found = parse_date(text)
    except InvalidEdtf as error:
        assert error.reason == ("not-edtf" if text in STRICTER else "unsupported")
        return
    expected = [date.fromisoformat(day) if day else None for day in (VERDICTS[text]["earliest"], VERDICTS[text]["latest"])]
    assert [found.earliest, found.latest] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1944-21", date(1944, 3, 1), date(1944, 5, 31)),
        ("1944-22", date(1944, 6, 1), date(1944, 8, 31)),
        ("1944-23", date(1944, 9, 1), date(1944, 11, 30)),
        ("1944-24", date(1944, 12, 1), date(1945, 2, 28)),
        ("1943-24", date(1943, 12, 1), date(1944, 2, 29)),
    ],
)
def test_seasons_are_three_months_and_winter_runs_into_the_next_year(text, first, last):
    assert (parse_date(text).earliest, parse_date(text).latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1944-22/1944-23", "season-in-interval"),
        ("1945/1944", "backwards"),
        ("1944-13", "not-edtf"),
        ("7 May 1945", "not-edtf"),
        ("1945-05-07\n", "not-edtf"),
        ("1" * (MAX_EDTF_LENGTH + 1), "not-edtf"),
        ("1984-1X", "unsupported"),
        ("1944-XX-01", "unsupported"),
        ("[1944,1945]", "unsupported"),
        ("1944-22-01", "not-edtf"),
        ("../", "unsupported"),
        ("194X/..", "unsupported"),
        ("194X/1950~", "unsupported"),
        ("1900-XX/1945", "unsupported"),
    ],
)
def test_the_reason_of_a_refusal_is_told(text, expected):
    assert reason(text) == expected


def test_what_no_end_is_stated_has_no_end():
    assert parse_date("1944-06~/").latest is None
    assert parse_date("1944-06~/").end == UNKNOWN
    assert parse_date("1944-06/..").end == OPEN
    assert parse_date("/1945-05-09~").earliest is None


@pytest.mark.parametrize(
    ("text", "sense", "bounds"),
    [
        ("1945-01", "", (date(1945, 1, 1), date(1945, 1, 31))),
        ("1945-01", "by", (None, date(1945, 1, 31))),
        ("1945-01", "until", (None, date(1945, 1, 31))),
        ("1945-01", "not-before", (date(1945, 1, 1), None)),
    ],
)
def test_a_sense_takes_away_the_bound_that_it_does_not_state(text, sense, bounds):
    assert parse_date(text).bounds(sense) == bounds


@given(st.text(alphabet="0123456789X-/.~?%[]{},SYT ", max_size=24) | st.text(max_size=80))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        assert isinstance(parse_date(text), Edtf)
    except InvalidEdtf as error:
        assert error.reason in {"not-edtf", "season-in-interval", "backwards", "unsupported"}


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_itself(day):
    assert (parse_date(day.isoformat()).earliest, parse_date(day.isoformat()).latest) == (day, day)
