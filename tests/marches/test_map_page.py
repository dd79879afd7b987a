"""The page of the map: all routes, or those of a stated period; the text names what is shown and what is not."""

import pytest
from django.test import Client
from lxml import html

from archive.models import Subject
from marches.map_periods import build_period_map, load_periods, select_located_claims
from marches.models import Route
from tests.support.example_fixtures import AUTUMN_ROUTE

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]

PERIODS = ["1944-summer", "1944-12/1945-02", "1945-spring", "1945-04/1945-05-09"]
ROUTES = {
    "1944-summer": [],
    "1944-12/1945-02": ["winter-1944-1945-westward"],
    "1945-spring": ["spring-1945-to-mauthausen", "last-weeks-1945-to-baltic"],
    "1945-04/1945-05-09": ["spring-1945-to-mauthausen", "last-weeks-1945-to-baltic"],
}
LANGUAGES = ["ar", "en"]


def page(language: str, query: str = ""):
    response = Client().get(f"/{language}/map/{query}")
    assert response.status_code == 200
    return html.fromstring(response.content)


def drawn_routes(tree) -> list[str]:
    return [
        href.split("/")[-2] for href in tree.xpath("//svg[contains(@class, 'map-wide')]//a[contains(@class, 'map-flow')]/@href")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stated_period_can_be_chosen_and_is_cited(language):
    choices = page(language).xpath("//nav[contains(@class, 'map-times')]//li")
    addresses = [choice.xpath(".//a[not(@class)]/@href")[0] for choice in choices]
    assert addresses == [f"/{language}/map/", *(f"/{language}/map/?time={name}" for name in PERIODS)]
    assert [len(choice.xpath(".//*[@data-fact='date']//a[@class='ref']")) for choice in choices] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PERIODS)
def test_period_filters_the_map_and_names_the_other_routes(language, name):
    tree = page(language, f"?time={name}")
    assert drawn_routes(tree) == ROUTES[name]
    (note,) = tree.xpath("//p[contains(@class, 'map-shown')]")
    assert {href.split("/")[-2] for href in note.xpath("./a/@href")} == {route.subject.identifier for route in Route.objects.all()}
    assert [link.get("href") for link in tree.xpath("//nav[contains(@class, 'map-times')]//a[@aria-current]")] == [
        f"/{language}/map/?time={name}"
    ]
    table = tree.xpath("//table[contains(@class, 'routes')]//tbody/tr/th/a/@href")
    assert [href.split("/")[-2] for href in table] == ROUTES[name]


def test_all_periods_show_all_routes():
    tree = page("en")
    assert len(drawn_routes(tree)) == 3
    assert not tree.xpath("//*[contains(@class, 'is-hollow')]")
    assert tree.xpath("//nav[contains(@class, 'map-times')]//a[@aria-current]/@href") == ["/en/map/"]


def test_camp_not_named_in_the_period_has_a_hollow_mark():
    tree = page("en", "?time=1944-summer")
    marks = tree.xpath("//svg[contains(@class, 'map-wide')]//a[circle]")
    full = [mark.get("href") for mark in marks if "is-hollow" not in mark.find("circle").get("class", "")]
    assert full == ["/en/camps/majdanek/"]
    assert len(marks) == 10


def test_claims_of_the_period_are_listed_with_their_words():
    claims = page("en", "?time=1944-summer").xpath("//ul[@class='ruled']/li")
    assert len(claims) == 2
    assert all(claim.xpath(".//*[@data-fact='statement']//a[@class='ref']") for claim in claims)
    assert "Majdanek" in claims[1].text_content()


def test_canonical_address_has_no_period_and_the_other_language_has_it():
    tree = page("en", "?time=1945-spring")
    assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith("/en/map/")
    assert tree.xpath("//a[@class='other-language']/@href") == ["/ar/map/?time=1945-spring"]
    assert "spring 1945" in tree.findtext(".//title")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["1944-sommer", "1944-22", "<b>", "%00", "x" * 3000])
def test_unknown_period_is_404_with_the_stated_ones(language, name):
    response = Client().get(f"/{language}/map/", {"time": name})
    assert response.status_code == 404
    tree = html.fromstring(response.content)
    assert len(tree.xpath("//main//nav[contains(@class, 'map-times')]//a[contains(@href, '?time=')]")) == len(PERIODS)
    assert len(tree.xpath("//main//bdi[@class='hash']")[0].text_content()) <= 80


def test_of_many_periods_months_or_years_are_offered_and_each_stated_one_still_has_its_map(monkeypatch):
    monkeypatch.setattr("marches.map_periods.MAX_PERIODS", 2)
    links = page("en").xpath("//nav[contains(@class, 'map-times')]//a/@href")
    assert links == ["/en/map/", "/en/map/?time=1944", "/en/map/?time=1945"]
    year = page("en", "?time=1945")
    assert drawn_routes(year) == ["winter-1944-1945-westward", "spring-1945-to-mauthausen", "last-weeks-1945-to-baltic"]
    assert year.findtext(".//title").startswith("Map, 1945")
    assert drawn_routes(page("en", "?time=1945-spring")) == ROUTES["1945-spring"]


def test_empty_period_shows_all_routes():
    assert len(drawn_routes(page("en", "?time="))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_route_in_the_legend_has_a_fragment_and_is_cited(language):
    entries = page(language).xpath("//ul[contains(@class, 'map-legend')]/li")
    assert [entry.get("id") for entry in entries] == [f"route-{route.subject.identifier}" for route in Route.objects.all()]
    assert all(entry.xpath(".//*[@data-fact='statement']//a[@class='ref']") for entry in entries)
    spring = html.fromstring(Client().get(f"/{language}/routes/spring-1945-to-mauthausen/").content)
    assert f"/{language}/map/#route-spring-1945-to-mauthausen" in spring.xpath("//figure//a/@href")


def test_route_has_the_same_dash_in_every_period():
    tree = page("en", "?time=1945-spring")
    classes = tree.xpath("//svg[contains(@class, 'map-wide')]//a[contains(@class, 'map-flow')]/@class")
    assert classes == ["map-flow map-dash-2", "map-flow map-dash-3"]


def test_period_of_another_source_can_be_chosen(example_archive):
    assert AUTUMN_ROUTE in drawn_routes(page("en", "?time=1944-autumn"))
    assert len(drawn_routes(page("en"))) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_zoom_controls_are_hidden_without_script(language):
    (tools,) = page(language).xpath("//*[contains(@class, 'map-tools')]")
    assert tools.get("hidden") is not None
    assert all(button.get("aria-label") or button.text.strip() for button in tools.xpath(".//button"))


def test_map_of_a_time_counts_and_marks_what_its_claims_are_about():
    for period in load_periods():
        context = build_period_map(period.name)
        claims = select_located_claims().in_period(period.earliest, period.latest)
        assert len(context["said"]) == claims.count()
        assert [claim.pk for claim in context["said"][:5]] == [claim.pk for claim in claims[:5]]
        about = set(Subject.objects.filter(claims__in=claims).values_list("pk", flat=True))
        assert {route.pk for route in context["routes"]} == about & set(Route.objects.values_list("pk", flat=True))
