"""Long lists are paginated; each member is on one page, and other page numbers are 404."""

from datetime import date
from itertools import chain

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from lxml import html

from archive.claims.time_index import JoinedOrder, TimeOrder, build_time_index, count_days, order_by_time
from archive.claims.timeline import sort_dated_claims
from archive.models import Claim
from archive.web.paging import list_jumps, paginate
from archive.web.views import claims as claim_views
from archive.web.views import home as home_views
from marches import views as march_views
from marches.models import Route
from tests.support.html_pages import read_main

pytestmark = pytest.mark.django_db
SIZE = 5


def get_page(number: str):
    return paginate(Claim.objects.all(), RequestFactory().get("/", {"page": number} if number else {}), "page", SIZE)


def list_claims(address: str, within: str = ".//ol|.//ul|.//table") -> list[str]:
    """Return the claims that the lists of a page link to, in order."""
    links = [
        href
        for element in read_main(address).xpath(within)
        for href in element.xpath(".//*[@data-fact='statement']/a[not(@class)]/@href")
    ]
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
    second = read_main("/ar/claims/?page=2")
    assert second.find(".//ol").get("start") == "11"
    assert second.xpath(".//nav[@class='pager']/a/@href") == ["?page=1", "?page=3"]
    assert "صفحة 2 من 3" in second.find(".//nav").text_content()


def test_timeline_is_paginated_with_dated_claims_first(monkeypatch):
    monkeypatch.setattr(claim_views, "DATED_CLAIMS_PER_PAGE", 9)
    pages = [list_claims(f"/en/timeline/?page={number}") for number in (1, 2, 3)]
    dated, undated = sort_dated_claims(Claim.objects.all()), Claim.objects.filter(edtf="")
    assert list(chain(*pages)) == [claim.identifier for claim in (*dated, *undated)]
    chart_counts = [
        len(read_main(f"/en/timeline/?page={number}").xpath(".//*[contains(@class, 'time-sheet')]")) for number in (1, 2, 3)
    ]
    assert chart_counts == [1, 1, 0]


def test_home_page_draws_only_routes_if_there_are_many_dated_claims(monkeypatch):
    assert "Drawn here are" not in read_main("/en/").text_content()
    monkeypatch.setattr(home_views, "MAX_HOME_CLAIMS", 5)
    home = read_main("/en/")
    drawn = {href.split("/")[-2] for href in home.xpath(".//svg//a/@href") if "/claims/" in href}
    assert drawn == set(Route.objects.values_list("claim__identifier", flat=True))
    assert "Drawn here are the evacuations of which there is a route." in home.text_content()


def test_claims_of_a_period_on_the_map_are_paginated(monkeypatch):
    monkeypatch.setattr(march_views, "PERIOD_CLAIMS_PER_PAGE", 1)
    first, second = (read_main(f"/en/map/?time=1944-summer&page={number}").find(".//section[@id='said']") for number in (1, 2))
    assert [section.xpath("count(.//ul/li)") for section in (first, second)] == [1, 1]
    assert first.xpath(".//nav/a/@href") == ["?time=1944-summer&page=2#said"]
    assert first.xpath(".//ul//*[@data-fact='statement']/a[not(@class)]/@href") != second.xpath(
        ".//ul//*[@data-fact='statement']/a[not(@class)]/@href"
    )
    assert Client().get("/en/map/?time=1944-summer&page=3").status_code == 404


def test_unknown_page_is_404_and_leads_to_the_nearest(monkeypatch):
    monkeypatch.setattr(claim_views, "CLAIMS_PER_PAGE", 10)
    for number, nearest in (("9", "?page=3"), ("-4", ""), ("x", ""), ("9" * 400, "")):
        response = Client().get(f"/en/claims/?page={number}")
        assert response.status_code == 404
        links = html.document_fromstring(response.content.decode()).xpath("//main//a/@href")
        assert links[0] == f"/en/claims/{nearest}"


def test_page_of_a_list_is_named_in_its_head(monkeypatch):
    monkeypatch.setattr(claim_views, "CLAIMS_PER_PAGE", 10)
    heads = [html.document_fromstring(Client().get(f"/en/claims/{query}").content.decode()) for query in ("", "?page=2")]
    origin = "http://127.0.0.1:8000"
    first, second = ({link.get("rel"): link.get("href") for link in head.xpath("//link[@rel]")} for head in heads)
    assert first["canonical"] == f"{origin}/en/claims/"
    assert "prev" not in first
    assert second["canonical"] == f"{origin}/en/claims/?page=2"
    assert (second["prev"], second["next"]) == (f"{origin}/en/claims/", f"{origin}/en/claims/?page=3")
    assert heads[1].xpath("//link[@hreflang='ar']/@href") == [f"{origin}/ar/claims/?page=2"]
    assert heads[1].findtext(".//title").startswith("Claims, page 2 of 3")
    assert "page" not in html.document_fromstring(Client().get("/en/timeline/").content.decode()).findtext(".//title")


@pytest.mark.parametrize("count", [1, 2, 57, 2500, 100_000])
def test_jumps_reach_every_page_in_few_steps(count):
    reached, last, steps = {1}, {1}, 0
    while len(reached) < count and steps < 45:
        near = {at + step for at in last for step in (-1, 1) if 1 <= at + step <= count}
        last = near.union(*(list_jumps(at, count) for at in last)) - reached
        reached |= last
        steps += 1
    assert len(reached) == count
    assert all(1 <= jump <= count and jump != 1 for jump in list_jumps(1, count))


@pytest.mark.parametrize("size", [1, 4, 7])
def test_slices_of_the_order_of_time_are_those_of_one_query(size):
    whole = list(Claim.objects.in_order_of_time())
    rows = TimeOrder(Claim.objects.all(), count_days(Claim.objects.all()))
    assert len(rows) == len(whole)
    assert list(chain(*(rows[start : start + size] for start in range(0, len(whole), size)))) == whole


@pytest.mark.parametrize("size", [1, 4, 7])
def test_rows_of_several_tables_are_in_the_order_of_time_each_table_in_its_own(size):
    tables = [Claim.objects.filter(pk__lt=12), Claim.objects.none(), Claim.objects.filter(pk__gte=12)]
    rows = JoinedOrder([TimeOrder(table, count_days(table)) for table in tables])
    orders = [list(order_by_time(table)) for table in tables]
    key = {claim.pk: (claim.earliest or claim.latest or date.max, at) for at, order in enumerate(orders) for claim in order}
    whole = sorted(chain(*orders), key=lambda claim: key[claim.pk])
    assert len(rows) == len(whole) == sum(count for _day, count in rows.days)
    assert list(chain(*(rows[start : start + size] for start in range(0, len(whole), size)))) == whole == rows[:]


@pytest.mark.parametrize("size", [3, 9])
def test_time_index_leads_to_the_page_on_which_a_time_begins(monkeypatch, size):
    monkeypatch.setattr(claim_views, "DATED_CLAIMS_PER_PAGE", size)
    whole = list(Claim.objects.in_order_of_time())
    entries = build_time_index(count_days(Claim.objects.all()), size)
    assert sum(entry.rows for entry in entries) == len(whole)
    for entry in entries:
        days = [str(claim.earliest or claim.latest or "") for claim in whole]
        first = next(at for at, day in enumerate(days) if (day.startswith(entry.edtf) if entry.edtf else not day))
        assert entry.page == first // size + 1
    links = read_main("/en/timeline/").xpath(".//nav[@class='page-index']//a")
    assert [link.get("href") for link in links] == [
        "/en/timeline/" + (f"?page={entry.page}" if entry.page > 1 else "") for entry in entries
    ]
    assert links[-1].text == "without a date"


def test_routes_are_paginated_in_the_order_of_time(monkeypatch):
    monkeypatch.setattr(march_views, "ROUTES_PER_PAGE", 2)
    count = Route.objects.count()
    found = []
    for number in range(1, -(-count // 2) + 1):
        main = read_main(f"/en/routes/?page={number}")
        found += [href.split("/")[-2] for href in main.xpath(".//table[contains(@class, 'routes')][1]/tbody/tr/th/a/@href")[:2]]
    routes = order_by_time(Route.objects.all(), "claim__").values_list("subject__identifier", flat=True)
    assert found == list(routes)
    assert read_main("/ar/routes/").xpath(".//nav[@class='page-index']//a")
    assert Client().get(f"/en/routes/?page={count}").status_code == 404


def test_routes_of_a_place_are_paginated(monkeypatch):
    address = "/en/camps/sachsenhausen/"
    whole = read_main(address).xpath(".//dl[contains(@class, 'evacuation')]//dt[.='Route']/../dd/a/@href")
    assert len(whole) > 1
    monkeypatch.setattr("camps.views.ROUTES_PER_PAGE", 1)
    pages = [
        read_main(f"{address}?routes={number}").xpath(".//dl[contains(@class, 'evacuation')]//dt[.='Route']/../dd/a/@href")
        for number in range(1, len(whole) + 1)
    ]
    assert all(len(page) == 1 for page in pages)
    assert sorted(chain(*pages)) == sorted(whole)


def test_home_page_lists_the_first_routes_and_leads_to_all(monkeypatch):
    assert "All routes" not in read_main("/en/").text_content()
    monkeypatch.setattr("marches.place_routes.MAX_HOME_ROUTES", 2)
    section = read_main("/en/").xpath(".//section[@aria-labelledby='routes-head']")[0]
    assert section.xpath("count(.//tbody/tr)") == 2
    assert section.xpath("./p/a/@href") == ["/en/routes/"]
