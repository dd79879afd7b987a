"""Long lists are paginated; each member is on one page, and other page numbers are 404."""

from itertools import chain

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from lxml import html

from archive.claims.timeline import sort_dated_claims
from archive.models import Claim
from archive.web.paging import paginate
from archive.web.views import claims as claim_views
from archive.web.views import home as home_views
from marches import views as march_views
from marches.models import Route

pytestmark = pytest.mark.django_db
SIZE = 5


def get_page(number: str):
    return paginate(Claim.objects.all(), RequestFactory().get("/", {"page": number} if number else {}), "page", SIZE)


def fetch_main(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content.decode()).find(".//main")


def list_claims(address: str, within: str = ".//ol|.//ul|.//table") -> list[str]:
    """Return the claims that the lists of a page link to, in order."""
    links = [href for element in fetch_main(address).xpath(within) for href in element.xpath(".//a[@class='claim']/@href")]
    return [href.split("/")[-2] for href in links]


def test_every_row_is_on_one_page_in_order():
    last = get_page("").paginator.num_pages
    assert [claim.pk for number in range(1, last + 1) for claim in get_page(str(number))] == list(
        Claim.objects.values_list("pk", flat=True)
    )
    assert list(get_page("")) == list(get_page("1"))


@pytest.mark.parametrize("number", ["0", "-1", "7", "x", "1.5", "9" * 400])
def test_other_page_numbers_are_404(number):
    with pytest.raises(Http404):
        get_page(number)


def test_list_that_fits_on_one_page_is_not_counted(django_assert_num_queries):
    with django_assert_num_queries(1):
        page = paginate(Claim.objects.all(), RequestFactory().get("/"), "page", 100)
        assert not page.has_other_pages()


def test_list_of_claims_is_paginated(monkeypatch):
    monkeypatch.setattr(claim_views, "CLAIMS_PER_PAGE", 10)
    pages = [list_claims(f"/en/claims/?page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 7]
    assert list(chain(*pages)) == list(Claim.objects.values_list("identifier", flat=True))
    second = fetch_main("/ar/claims/?page=2")
    assert second.find(".//ol").get("start") == "11"
    assert second.xpath(".//nav[@class='pager']/a/@href") == ["?page=1", "?page=3"]
    assert "صفحة 2 من 3" in second.find(".//nav").text_content()


def test_timeline_is_paginated_with_dated_claims_first(monkeypatch):
    monkeypatch.setattr(claim_views, "DATED_CLAIMS_PER_PAGE", 9)
    pages = [list_claims(f"/en/timeline/?page={number}") for number in (1, 2, 3)]
    dated, undated = sort_dated_claims(Claim.objects.all()), Claim.objects.filter(edtf="")
    assert list(chain(*pages)) == [claim.identifier for claim in (*dated, *undated)]
    chart_counts = [
        len(fetch_main(f"/en/timeline/?page={number}").xpath(".//*[contains(@class, 'time-sheet')]")) for number in (1, 2, 3)
    ]
    assert chart_counts == [1, 1, 0]


def test_home_page_draws_only_routes_if_there_are_many_dated_claims(monkeypatch):
    assert "Drawn here are" not in fetch_main("/en/").text_content()
    monkeypatch.setattr(home_views, "MAX_HOME_CLAIMS", 5)
    home = fetch_main("/en/")
    drawn = {href.split("/")[-2] for href in home.xpath(".//svg//a/@href") if "/claims/" in href}
    assert drawn == set(Route.objects.values_list("claim__identifier", flat=True))
    assert "Drawn here are the evacuations of which there is a route." in home.text_content()


def test_claims_of_a_period_on_the_map_are_paginated(monkeypatch):
    monkeypatch.setattr(march_views, "CLAIMS_PER_PAGE", 1)
    first, second = (fetch_main(f"/en/map/?time=1944-summer&page={number}").find(".//section[@id='said']") for number in (1, 2))
    assert [section.xpath("count(.//ul/li)") for section in (first, second)] == [1, 1]
    assert first.xpath(".//nav/a/@href") == ["?time=1944-summer&page=2#said"]
    assert first.xpath(".//ul//a[@class='claim']/@href") != second.xpath(".//ul//a[@class='claim']/@href")
    assert Client().get("/en/map/?time=1944-summer&page=3").status_code == 404
