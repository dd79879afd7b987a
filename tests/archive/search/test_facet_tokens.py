"""A document is found under every time that it may tell of, and no other."""

from datetime import date

import pytest

from archive.dates.edtf import parse_date
from archive.search.documents import has_common_day, list_date_marks, list_query_date_marks

DAYS = ["1944", "1945-01", "1945-05-07", "1944-12/1945-02", "1944-06/..", "/1945-05-09", "1930/1950", "1890", "2020"]


@pytest.mark.parametrize("one", DAYS)
@pytest.mark.parametrize("other", DAYS)
def test_what_touches_shares_a_mark(one, other):
    days, wanted = parse_date(one).bounds(), parse_date(other).bounds()
    if has_common_day(days, wanted):
        assert set(list_date_marks(days)) & set(list_query_date_marks(wanted))


def test_a_month_apart_shares_no_mark():
    assert not set(list_date_marks((date(1945, 1, 1), date(1945, 1, 31)))) & set(
        list_query_date_marks((date(1945, 2, 1), date(1945, 2, 28)))
    )


def test_a_time_without_end_has_few_marks():
    assert len(list_date_marks((None, None))) < 80
