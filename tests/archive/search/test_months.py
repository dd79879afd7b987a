"""The months of the results: each leads to as many results as it names."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from lxml import html

from archive.search.months import MAX_MONTHS, count_months
from tests.support.html_pages import search_page, texts_at

MONTHS = "//ol[@class='months']/li"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_month_narrows_to_as_many_results_as_it_names(language):
    rows = search_page(language, q="camps").xpath(MONTHS)
    assert len(rows) > 2
    for row in rows:
        narrowed = Client().get(f"/{language}/search/{row.find('a').get('href')}").content.decode()
        counts = html.document_fromstring(narrowed).xpath("//section[@class='facets']/div[1]//span[@class='count']/text()")
        assert sum(map(int, counts)) == int(row.findtext("span[@class='count']"))


@pytest.mark.django_db
def test_months_are_named_in_the_language_of_the_page():
    assert any("يناير (كانون الثاني) 1945" in label for label in texts_at(search_page("ar", q="camps"), f"{MONTHS}/a"))


def test_open_ranges_are_counted_but_list_no_month():
    days = [(date(1945, 1, 17), date(1945, 2, 3)), (None, date(1945, 1, 1)), (date(1945, 2, 1), None)]
    assert dict(count_months(days)) == {"1945-01": 2, "1945-02": 2}


def test_long_ranges_list_one_month_too_many_at_most():
    assert len(dict(count_months([(date(1933, 3, 1), date(1945, 5, 9))]))) == MAX_MONTHS + 1
