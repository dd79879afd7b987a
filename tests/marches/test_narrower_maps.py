"""Maps of a large archive: what they name, count and list; narrower maps, and areas that are refused."""

import secrets
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from lxml import html

from archive.maps.areas import parse_area
from archive.models import LoadedState, Subject
from archive.web.cache.cache_key import drop_unread_parameters
from marches.map_data import build_overview
from marches.map_periods import build_period_map
from marches.map_records import MAX_ROUTES
from marches.models import Route
from tests.support.many_places import add_places, add_routes

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]
AREA = "16,50,20,52.5"


@pytest.fixture
def large(settings):
    """Add many places and routes, as an edition of its own, so that pages keep values for it."""
    LoadedState.objects.update(digest=secrets.token_hex(32))
    settings.RESPONSE_CACHE_MB = 1
    places = add_places(160)
    add_routes(12, places)
    return places


def fetch(address: str, status: int = 200):
    response = Client().get(address)
    assert response.status_code == status
    return html.fromstring(response.content)


def links_of_clusters(page, size: str = "wide") -> list[str]:
    return page.xpath(f"//svg[contains(@class, 'map-{size}')]//*[@class='map-clusters']/a/@href")


@pytest.mark.parametrize("language", LANGUAGES)
def test_clusters_are_links_with_their_number_and_a_name(large, language):
    page = fetch(f"/{language}/map/")
    clusters = page.xpath("//svg[contains(@class, 'map-wide')]//*[@class='map-clusters']/a")
    assert len(clusters) >= 5
    for cluster in clusters:
        label, number = cluster.get("aria-label"), cluster.findtext("text")
        assert number in label or int(number) < 3
        assert {"ar": "خريطة أضيق", "en": "a narrower map"}[language] in label
        assert cluster.get("href").startswith(f"/{language}/map/?area=")


@pytest.mark.parametrize("language", LANGUAGES)
def test_narrower_map_leads_back_is_not_indexed_and_has_the_other_language(large, language):
    page = fetch(f"/{language}/map/")
    address = links_of_clusters(page)[0]
    narrower = fetch(address)
    back = narrower.xpath("//nav[@class='map-area']//a/@href")
    assert back[-1] == f"/{language}/map/"
    assert narrower.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//meta[@name='robots']") == []
    assert narrower.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/{language}/map/")
    other = narrower.xpath("//a[@class='other-language']/@href")[0]
    assert unquote(other) == unquote(address).replace(f"/{language}/", f"/{'en' if language == 'ar' else 'ar'}/")
    assert "map-x" in narrower.xpath("//*[contains(@class, 'map-base')]/@class")[0]


def test_every_place_is_reached_by_links_alone(large):
    waiting, seen, reached = ["/en/map/"], set(), set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        page = fetch(address)
        reached |= {link.split("/")[-2] for link in page.xpath("//main//a/@href") if "/camps/" in link}
        waiting += links_of_clusters(page)
        waiting += page.xpath("//svg//a[contains(@href, 'area=')]/@href")
    assert {place.subject.identifier for place in large} <= reached
    assert 5 < len(seen) < 100


def test_places_that_the_map_does_not_name_are_listed_below_it_on_pages(large):
    listed, number = set(), 1
    with override("en"):
        named = {place.subject.identifier for place in build_period_map()["places"]}
    while True:
        page = fetch(f"/en/map/?places={number}")
        listed |= {link.split("/")[-2] for link in page.xpath("//*[@id='unnamed']//li/a/@href")}
        if not page.xpath("//*[@id='unnamed']//a[@rel='next']"):
            break
        number += 1
    assert number > 1
    assert not listed & named
    assert listed | named >= {place.subject.identifier for place in large}


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_camp_stays_small_and_names_its_own_place(large, language):
    camp = large[7]
    address = f"/{language}/camps/{camp.subject.identifier}/"
    response = Client().get(address)
    assert len(response.content) < 60 * 1024
    page = html.fromstring(response.content)
    focus = page.xpath("//svg[contains(@class, 'map-sheet')]//a[*[contains(@class, 'is-focus')]]/@href")
    assert set(focus) == {address}
    assert page.xpath("//*[@class='map-unnamed']//a[contains(@href, '/map/')]")
    assert page.xpath("//*[@class='map-more']/a/@href") == [f"/{language}/routes/"]


def test_map_has_few_routes_each_with_its_own_dash(large):
    with override("en"):
        context = build_overview()
    assert len(context["map"].flows) == MAX_ROUTES
    assert context["more_routes"] == Route.objects.count() - MAX_ROUTES
    assert len({flow.dash for flow in context["map"].flows}) == MAX_ROUTES


def test_routes_of_the_page_are_drawn_first(large):
    route = Route.objects.get(subject__identifier="march-11")
    with override("en"):
        context = build_overview(route.subject)
    flows = {flow.identifier: flow.current for flow in context["map"].flows}
    assert flows.pop("march-11") is True
    assert not any(flows.values())


def test_number_of_queries_does_not_grow_with_the_archive():
    counts = []
    for more in (150, 200):
        add_routes(5, add_places(more, seed=more)) if not counts else None
        with override("en"), CaptureQueriesContext(connection) as queries:
            build_overview()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_narrower_map_keeps_the_period(large):
    page = fetch("/en/map/?time=1944-12/1945-02")
    address = links_of_clusters(page)[0]
    assert address.startswith("/en/map/?time=1944-12/1945-02&area=")
    narrower = fetch(address)
    assert narrower.xpath("//nav[@class='map-area']//a/@href")[-1] == "/en/map/?time=1944-12/1945-02"
    times = narrower.xpath("//nav[contains(@class, 'map-times')]//a[not(@class)]/@href")
    assert all("area=" in address for address in times)


def test_only_routes_of_the_area_are_drawn():
    shown = build_period_map(area=parse_area("16,50,20,52.5"))
    routes = [route.subject.identifier for route in shown["routes"]]
    assert routes == ["winter-1944-1945-westward"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("area", "value"),
    [
        ("16,50,20", "16,50,20"),
        ("west,50,20,52", "west"),
        ("20,50,16,52", "20, 16"),
        ("16,50,20,99", "16,50,20,99"),
        ("16,50,16.01,50.01", "16,50,16.01,50.01"),
        ("<b>", "<b>"),
        ("x" * 3000, "x" * 80),
    ],
)
def test_text_that_is_no_area_is_400_with_what_to_try(language, area, value):
    response = Client().get(f"/{language}/map/", {"area": area})
    assert response.status_code == 400
    page = html.fromstring(response.content)
    assert page.xpath("//main//p/bdi[@class='hash']/text()")[0] == value
    examples = page.xpath("//main//a[contains(@href, 'area=')]/@href")
    assert len(examples) == 2
    assert all(Client().get(example).status_code == 200 for example in examples)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_area_is_redirected_to_its_spelling_and_an_empty_one_is_the_whole_map():
    response = Client().get("/en/map/?area=16.00,50,20,52.4999&time=1945-spring")
    assert (response.status_code, response.headers["Location"]) == (301, f"/en/map/?time=1945-spring&area={AREA}")
    assert Client().get(f"/en/map/?area={AREA}").status_code == 200
    assert fetch("/en/map/?area=").xpath("//nav[@class='map-area']") == []


def test_cache_key_has_the_area_and_nothing_unread():
    assert drop_unread_parameters("/en/map/", f"x=1&area={AREA}&time=1945-spring&y=2") == f"area={AREA}&time=1945-spring"


def test_coarse_base_map_is_mentioned():
    note = "enlarged beyond its scale"
    assert note in fetch("/en/map/?area=10.4,50.5,11.2,51").text_content()
    assert note not in fetch(f"/en/map/?area={AREA}").text_content()
    assert note not in fetch("/en/map/").text_content()


def test_founding_maps_count_nothing():
    for focus in (None, *Subject.objects.all()):
        with override("en"):
            context = build_overview(focus)
        assert (context["unnamed"], context["more_routes"]) == ([], 0)
        assert (context["map"].clusters, context["map"].plain_marks) == ((), ())
