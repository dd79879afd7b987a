"""Marks of days: a document and a query that share a day share a mark."""

from datetime import date

import pytest

from archive.dates.edtf import parse_date
from archive.search.documents import has_common_day, list_date_marks, list_query_date_marks

DAYS = ["1944", "1945-01", "1945-05-07", "1944-12/1945-02", "1944-06/..", "/1945-05-09", "1930/1950", "1890", "2020"]


@pytest.mark.parametrize("document", DAYS)
@pytest.mark.parametrize("query", DAYS)
def test_common_day_means_a_common_mark(document, query):
    days, query_days = parse_date(document).bounds(), parse_date(query).bounds()
    if has_common_day(days, query_days):
        assert set(list_date_marks(days)) & set(list_query_date_marks(query_days))


def test_neighbouring_months_share_no_mark():
    assert not set(list_date_marks((date(1945, 1, 1), date(1945, 1, 31)))) & set(
        list_query_date_marks((date(1945, 2, 1), date(1945, 2, 28)))
    )


def test_open_time_has_few_marks():
    assert len(list_date_marks((None, None))) < 80
