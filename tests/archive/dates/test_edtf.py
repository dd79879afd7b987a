"""EDTF dates are parsed as the standard says; dates that the archive cannot word are refused."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates.edtf import MAX_EDTF_LENGTH, OPEN, UNKNOWN, Edtf, EdtfDate, InvalidEdtf, is_edtf, parse_date

VERDICTS = json.loads((Path(__file__).parent / "edtf_js" / "verdicts.json").read_text(encoding="utf-8"))
SEASONS = ("1944-21", "1944-22", "1944-23", "1944-24")
STRICTER = {"45", "1945-02-29", "0000", "/", "1945?-05~"}  # a decade, no such day, no such year, nothing stated, level 2


def reason(text: str) -> str:
    with pytest.raises(InvalidEdtf) as refused:
        parse_date(text)
    assert str(refused.value) == f"{text[:MAX_EDTF_LENGTH]!r}: {refused.value.reason}"
    return refused.value.reason


@pytest.mark.parametrize("text", [text for text, verdict in VERDICTS.items() if not verdict["valid"]])
def test_dates_that_edtf_js_refuses_are_refused(text):
    assert reason(text)


@pytest.mark.parametrize("text", [text for text, verdict in VERDICTS.items() if verdict["valid"] and text not in SEASONS])
def test_dates_that_edtf_js_accepts_have_the_same_bounds_or_are_unsupported(text):
    try:
        parsed = parse_date(text)
    except InvalidEdtf as error:
        assert error.reason == ("not-edtf" if text in STRICTER else "unsupported")
        return
    expected = [date.fromisoformat(day) if day else None for day in (VERDICTS[text]["earliest"], VERDICTS[text]["latest"])]
    assert [parsed.earliest, parsed.latest] == expected


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
        ("Y1945", "not-edtf"),
        ("Y17E7", "unsupported"),
        ("1945-01-18T25:00:00", "not-edtf"),
        ("1944-22-01", "not-edtf"),
        ("1944-22?", "unsupported"),
        ("1944-24~", "unsupported"),
        ("1944-24%", "unsupported"),
        ("?1944-24", "unsupported"),
        ("1944-~24", "unsupported"),
        ("1944~-24", "unsupported"),
        ("1944-31?", "unsupported"),
        ("1944-42~", "not-edtf"),
        ("1944-24!", "not-edtf"),
        ("1945-01-17/1945-01", "unsupported"),
        ("1945/1945", "unsupported"),
        ("1945-01/1945", "unsupported"),
        ("1945-02/1945-01", "backwards"),
        ("1946/1945-12-31", "backwards"),
        ("1944-22?/1945", "season-in-interval"),
        ("19XX-05", "unsupported"),
        ("194X-22", "unsupported"),
        ("1945-02-29", "not-edtf"),
        ("0000", "not-edtf"),
        ("../", "unsupported"),
        ("194X/..", "unsupported"),
        ("194X/1950~", "unsupported"),
        ("1900-XX/1945", "unsupported"),
    ],
)
def test_refusal_has_a_reason(text, expected):
    assert reason(text) == expected


@pytest.mark.parametrize(
    ("text", "sense", "expressed"),
    [
        ("1945-01", "", "1945-01"),
        ("1945-01", "by", "../1945-01"),
        ("1945-01~", "until", "../1945-01~"),
        ("1945-01", "not-before", "1945-01/.."),
        ("1944-24", "by", "../1945-02-28"),
        ("1944-22", "not-before", "1944-06-01/.."),
        ("194X", "until", "../1949-12-31"),
        ("1944-11-XX", "not-before", "1944-11-01/.."),
        ("1944-12/1945-02", "by", "../1945-02-28"),
        ("1944-12/1945-02", "not-before", "1944-12-01/.."),
        ("1944-12/1945-02", "", "1944-12/1945-02"),
        ("/1945-05-09~", "until", "/1945-05-09~"),
        ("1944-06~/", "not-before", "1944-06~/"),
        ("1944-06/..", "not-before", "1944-06/.."),
    ],
)
def test_sense_is_expressed_as_an_interval(text, sense, expressed):
    date = parse_date(text)
    assert date.express_sense(sense) == expressed
    assert parse_date(expressed).earliest == date.bounds(sense)[0]
    assert parse_date(expressed).latest == date.bounds(sense)[1]


def test_unstated_end_has_no_day():
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


def test_parts_and_qualifiers_are_parsed():
    assert parse_date("1944-11-XX%").start == EdtfDate("1944", 11, 0, "", uncertain=True, approximate=True)
    assert parse_date("1944-22").start == EdtfDate("1944", None, None, "summer")
    assert parse_date("194X?").start == EdtfDate("194X", uncertain=True)
    assert parse_date("1944-XX-XX~") == Edtf("1944-XX-XX~", EdtfDate("1944", 0, 0, approximate=True))


def test_bounds_without_a_sense_are_both():
    assert parse_date("1945").bounds() == (date(1945, 1, 1), date(1945, 12, 31))


def test_is_edtf_accepts_what_is_parsed():
    assert is_edtf("1945-05-07")
    assert not is_edtf("7 May 1945")
