"""A document is found under every time that it may tell of, and no other."""

from datetime import date

import pytest

from archive.dates import parse
from archive.searching.marks import asked, filed, touch

DAYS = ["1944", "1945-01", "1945-05-07", "1944-12/1945-02", "1944-06/..", "/1945-05-09", "1930/1950", "1890", "2020"]


@pytest.mark.parametrize("one", DAYS)
@pytest.mark.parametrize("other", DAYS)
def test_what_touches_shares_a_mark(one, other):
    days, wanted = parse(one).bounds(), parse(other).bounds()
    if touch(days, wanted):
        assert set(filed(days)) & set(asked(wanted))


def test_a_month_apart_shares_no_mark():
    assert not set(filed((date(1945, 1, 1), date(1945, 1, 31)))) & set(asked((date(1945, 2, 1), date(1945, 2, 28))))


def test_a_time_without_end_has_few_marks():
    assert len(filed((None, None))) < 80
