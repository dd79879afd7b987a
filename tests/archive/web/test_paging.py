"""A long list is told a page at a time; each of its members stands on one page, and a page that there is not is not found."""

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


def asked(number: str):
    return paginate(Claim.objects.all(), RequestFactory().get("/", {"page": number} if number else {}), "page", SIZE)


def main(address: str):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return html.document_fromstring(answer.content.decode()).find(".//main")


def claims(address: str, within: str = ".//ol|.//ul|.//table") -> list[str]:
    """The claims that the lists of a page link to, in their order."""
    links = [href for one in main(address).xpath(within) for href in one.xpath(".//a[@class='claim']/@href")]
    return [href.split("/")[-2] for href in links]


def test_every_row_stands_on_one_page_in_order():
    last = asked("").paginator.num_pages
    assert [one.pk for number in range(1, last + 1) for one in asked(str(number))] == list(
        Claim.objects.values_list("pk", flat=True)
    )
    assert list(asked("")) == list(asked("1"))


@pytest.mark.parametrize("number", ["0", "-1", "7", "x", "1.5", "9" * 400])
def test_a_page_that_there_is_not_is_not_found(number):
    with pytest.raises(Http404):
        asked(number)


def test_what_one_page_holds_is_not_counted(django_assert_num_queries):
    with django_assert_num_queries(1):
        few = paginate(Claim.objects.all(), RequestFactory().get("/"), "page", 100)
        assert not few.has_other_pages()


def test_the_list_of_claims_has_pages(monkeypatch):
    monkeypatch.setattr(claim_views, "CLAIMS_PER_PAGE", 10)
    pages = [claims(f"/en/claims/?page={number}") for number in (1, 2, 3)]
    assert [len(one) for one in pages] == [10, 10, 7]
    assert list(chain(*pages)) == list(Claim.objects.values_list("identifier", flat=True))
    second = main("/ar/claims/?page=2")
    assert second.find(".//ol").get("start") == "11"
    assert second.xpath(".//nav[@class='pager']/a/@href") == ["?page=1", "?page=3"]
    assert "صفحة 2 من 3" in second.find(".//nav").text_content()


def test_the_timeline_has_pages_the_dated_claims_before_the_others(monkeypatch):
    monkeypatch.setattr(claim_views, "DATED_CLAIMS_PER_PAGE", 9)
    pages = [claims(f"/en/timeline/?page={number}") for number in (1, 2, 3)]
    dated, undated = sort_dated_claims(Claim.objects.all()), Claim.objects.filter(edtf="")
    assert list(chain(*pages)) == [one.identifier for one in (*dated, *undated)]
    drawn = [len(main(f"/en/timeline/?page={number}").xpath(".//*[contains(@class, 'time-sheet')]")) for number in (1, 2, 3)]
    assert drawn == [2, 2, 0]


def test_many_dated_claims_are_left_to_the_timeline_by_the_home_page(monkeypatch):
    assert "Drawn here are" not in main("/en/").text_content()
    monkeypatch.setattr(home_views, "MAX_HOME_CLAIMS", 5)
    home = main("/en/")
    drawn = {href.split("/")[-2] for href in home.xpath(".//svg//a/@href") if "/claims/" in href}
    assert drawn == set(Route.objects.values_list("claim__identifier", flat=True))
    assert "Drawn here are the evacuations of which there is a route." in home.text_content()


def test_what_is_said_of_a_time_on_the_map_has_pages(monkeypatch):
    monkeypatch.setattr(march_views, "CLAIMS_PER_PAGE", 1)
    first, second = (main(f"/en/map/?time=1944-summer&page={number}").find(".//section[@id='said']") for number in (1, 2))
    assert [one.xpath("count(.//ul/li)") for one in (first, second)] == [1, 1]
    assert first.xpath(".//nav/a/@href") == ["?time=1944-summer&page=2#said"]
    assert first.xpath(".//ul//a[@class='claim']/@href") != second.xpath(".//ul//a[@class='claim']/@href")
    assert Client().get("/en/map/?time=1944-summer&page=3").status_code == 404
