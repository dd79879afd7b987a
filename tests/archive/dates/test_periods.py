"""Dates as periods to choose from: their names in addresses, their order, and which have a day in common."""

from datetime import date
from types import SimpleNamespace

import pytest

from archive.dates.edtf import parse_date
from archive.dates.periods import collect_periods, make_period_name, shorten_periods
from archive.models import Claim
from archive.search.documents import DayRange, has_common_day


def days(record) -> DayRange:
    return record.earliest, record.latest


def claim(edtf: str) -> SimpleNamespace:
    parsed = parse_date(edtf)
    return SimpleNamespace(edtf=edtf, earliest=parsed.earliest, latest=parsed.latest)


@pytest.mark.parametrize(
    ("edtf", "name"),
    [
        ("1944-22", "1944-summer"),
        ("1944-24", "1944-winter"),
        ("1944-12~/1945-02~", "1944-12/1945-02"),
        ("1945-05-22", "1945-05-22"),
        ("1922-23", "1922-autumn"),
        ("/1945-05-09~", "/1945-05-09"),
        ("1944-11?/", "1944-11/"),
    ],
)
def test_a_period_is_named_as_people_name_it(edtf, name):
    assert make_period_name(edtf) == name


def test_each_period_is_listed_once_in_chronological_order():
    claims = [claim(edtf) for edtf in ("1945-21", "1944-22", "1945-21", "/1945-05-09", "1944-11~/")]
    periods = collect_periods(claims)
    assert [period.name for period in periods] == ["/1945-05-09", "1944-summer", "1944-11/", "1945-spring"]
    assert periods[-1].claim is claims[0]


STATED = ("1944-22", "1944-10", "1944-10-05/1944-11", "1944-11-02", "/1945-01-20", "1945-03-01")


def test_many_periods_are_offered_as_the_months_or_years_in_which_they_begin():
    claims = [claim(edtf) for edtf in STATED]
    periods = collect_periods(claims)
    assert shorten_periods(periods, 6) == periods
    months = shorten_periods(periods, 5)
    assert [month.name for month in months] == ["1944-06", "1944-10", "1944-11", "1945-01", "1945-03"]
    assert [month.claim for month in months] == [None, claims[1], None, None, None]
    assert (months[0].earliest, months[0].latest) == (date(1944, 6, 1), date(1944, 6, 30))
    assert [year.name for year in shorten_periods(periods, 4)] == ["1944", "1945"]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("1945-21", "1945-04~/1945-05-09", True),
        ("1945-21", "1944-12~/1945-02~", False),
        ("1945-02-28", "1944-12/1945-02", True),
        ("1945-03-01", "1944-12/1945-02", False),
        ("1944-11~/", "1945-05-09", True),
        ("/1945-01", "1945-02", False),
    ],
)
def test_periods_touch_where_they_share_a_day(one, other, together):
    first, second = (collect_periods([claim(edtf)])[0] for edtf in (one, other))
    assert has_common_day(days(first), days(second)) is has_common_day(days(second), days(first)) is together


def test_bounds_are_days():
    (summer,) = collect_periods([claim("1944-22")])
    assert (summer.earliest, summer.latest) == (date(1944, 6, 1), date(1944, 8, 31))


@pytest.mark.django_db
@pytest.mark.parametrize("edtf", ["1944-22", "1944-11~/", "/1945-01", "1945-21", "1945-05-09", "1944-12/1945-02", "1939"])
def test_the_database_finds_the_same_claims_that_touch(edtf):
    (period,) = collect_periods([claim(edtf)])
    touching = [claim.identifier for claim in Claim.objects.dated() if has_common_day(days(period), days(claim))]
    assert [claim.identifier for claim in Claim.objects.in_period(period.earliest, period.latest)] == touching
