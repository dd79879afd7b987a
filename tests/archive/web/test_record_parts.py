"""Pages of records, whose parts a process keeps for the edition: they show what their own address asks for, whatever was shown before."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.templatetags.fragments import PAGE_PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]

SENTENCE = "/en/sources/ushmm-death-marches/3.5/"
CLAIM = "evacuation-winter-1944-1945"
PAGES = [
    "/en/camps/sachsenhausen/",
    "/ar/places/baltic-sea/",
    "/en/routes/spring-1945-to-mauthausen/",
    SENTENCE,
    "/ar/claims/majdanek-first-major-camp-overrun/",
]


def get_page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.text


def get_margin(page: str) -> str:
    return page.partition('<ul aria-labelledby="claims">')[2].partition("</ul>")[0]


@pytest.mark.parametrize("address", PAGES)
def test_repeated_page_is_the_same_and_reads_only_the_edition(address):
    first = get_page(address)
    with CaptureQueriesContext(connection) as queries:
        assert get_page(address) == first
    assert len(queries) == 1


@pytest.mark.parametrize("address", PAGES)
def test_words_of_a_search_are_framed_on_the_page_of_that_search_alone(address):
    plain = get_page(address)
    found = get_page(f"{address}?found=Sachsenhausen+Majdanek+Mauthausen+Baltic+%D8%A7%D9%84%D9%85%D8%B3%D9%8A%D8%B1%D8%A7%D8%AA")
    assert found.count('class="found"') > plain.count('class="found"') == 0
    assert get_page(address) == plain


def test_switches_in_another_order_take_no_memory():
    address = "/en/sources/ushmm-death-marches/"
    page = get_page(f"{address}?coverage=shown&text=source")
    kept = set(PAGE_PARTS._cached.values)
    assert page.count("coverage=shown&amp;text=source") + page.count("text=source&amp;coverage=shown") > 0
    get_page(f"{address}?text=source&coverage=shown")
    assert set(PAGE_PARTS._cached.values) == kept


def test_passage_marks_the_claim_of_its_own_address():
    plain, marked = get_page(SENTENCE), get_page(f"{SENTENCE}?claim={CLAIM}")
    assert ("current" in get_margin(plain), "current" in get_margin(marked)) == (False, True)
    assert [get_page(SENTENCE), get_page(f"{SENTENCE}?claim={CLAIM}")] == [plain, marked]


def test_name_that_is_no_claim_on_a_passage_takes_no_memory():
    """Readers choose it: with keys of their own, such pages would drive all others out of the memory."""
    get_page(SENTENCE)
    kept = set(PAGE_PARTS._cached.values)
    for name in ("nonsense", "thousands-died"):
        get_page(f"{SENTENCE}?claim={name}")
    assert set(PAGE_PARTS._cached.values) == kept


@pytest.mark.parametrize("query", ["coverage=shown", "text=source", "reading=ar", "text=nonsense", "claim=thousands-died"])
def test_reading_room_is_shown_as_its_own_address_asks(query):
    address = "/en/sources/ushmm-death-marches/"
    plain, switched = get_page(address), get_page(f"{address}?{query}")
    assert plain != switched
    assert [get_page(address), get_page(f"{address}?{query}")] == [plain, switched]
