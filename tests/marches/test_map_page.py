"""The page of the map: all times, or a period that the sources state; the text says what is shown and what is not."""

import pytest
from django.test import Client
from lxml import html

from marches.models import Route
from tests.support.example_fixtures import AUTUMN_ROUTE, load_example

pytestmark = pytest.mark.django_db

PERIODS = ["1944-summer", "1944-12/1945-02", "1945-spring", "1945-04/1945-05-09"]
ROUTES = {
    "1944-summer": [],
    "1944-12/1945-02": ["winter-1944-1945-westward"],
    "1945-spring": ["spring-1945-to-mauthausen", "last-weeks-1945-to-baltic"],
    "1945-04/1945-05-09": ["spring-1945-to-mauthausen", "last-weeks-1945-to-baltic"],
}
LANGUAGES = ["ar", "en"]


def page(language: str, query: str = ""):
    answer = Client().get(f"/{language}/map/{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def drawn_routes(tree) -> list[str]:
    return [
        href.split("/")[-2] for href in tree.xpath("//svg[contains(@class, 'map-wide')]//a[contains(@class, 'map-flow')]/@href")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_stated_of_a_place_or_a_route_can_be_chosen_and_is_cited(language):
    choices = page(language).xpath("//nav[contains(@class, 'map-times')]//li")
    addresses = [choice.xpath(".//a[not(@class)]/@href")[0] for choice in choices]
    assert addresses == [f"/{language}/map/", *(f"/{language}/map/?time={name}" for name in PERIODS)]
    assert [len(choice.xpath(".//*[@data-fact='date']//a[@class='ref']")) for choice in choices] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PERIODS)
def test_a_time_narrows_the_map_and_says_what_is_left_out(language, name):
    tree = page(language, f"?time={name}")
    assert drawn_routes(tree) == ROUTES[name]
    (said,) = tree.xpath("//p[contains(@class, 'map-shown')]")
    assert {href.split("/")[-2] for href in said.xpath("./a/@href")} == {route.subject.identifier for route in Route.objects.all()}
    assert [one.get("href") for one in tree.xpath("//nav[contains(@class, 'map-times')]//a[@aria-current]")] == [
        f"/{language}/map/?time={name}"
    ]
    table = tree.xpath("//table[contains(@class, 'routes')]//tbody/tr/th/a/@href")
    assert [href.split("/")[-2] for href in table] == ROUTES[name]


def test_all_times_show_all():
    tree = page("en")
    assert len(drawn_routes(tree)) == 3
    assert not tree.xpath("//*[contains(@class, 'is-hollow')]")
    assert tree.xpath("//nav[contains(@class, 'map-times')]//a[@aria-current]/@href") == ["/en/map/"]


def test_a_camp_that_no_claim_of_the_time_names_has_a_hollow_mark():
    tree = page("en", "?time=1944-summer")
    marks = tree.xpath("//svg[contains(@class, 'map-wide')]//a[circle]")
    full = [one.get("href") for one in marks if "is-hollow" not in one.find("circle").get("class")]
    assert full == ["/en/camps/majdanek/"]
    assert len(marks) == 10


def test_claims_of_the_period_are_listed_with_their_words():
    said = page("en", "?time=1944-summer").xpath("//ul[@class='ruled']/li")
    assert len(said) == 2
    assert all(one.xpath(".//*[@data-fact='statement']//a[@class='ref']") for one in said)
    assert "Majdanek" in said[1].text_content()


def test_the_canonical_address_is_the_whole_map_and_the_other_language_keeps_the_time():
    tree = page("en", "?time=1945-spring")
    assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith("/en/map/")
    assert tree.xpath("//a[@class='other-language']/@href") == ["/ar/map/?time=1945-spring"]
    assert "spring 1945" in tree.findtext(".//title")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["1944-sommer", "1944-22", "<b>", "%00", "x" * 3000])
def test_a_time_that_is_not_stated_is_a_404_that_offers_those_that_are(language, name):
    answer = Client().get(f"/{language}/map/", {"time": name})
    assert answer.status_code == 404
    tree = html.fromstring(answer.content)
    assert len(tree.xpath("//main//nav[contains(@class, 'map-times')]//a[contains(@href, '?time=')]")) == len(PERIODS)
    assert len(tree.xpath("//main//bdi[@class='hash']")[0].text_content()) <= 80


def test_an_empty_time_is_all_times():
    assert len(drawn_routes(page("en", "?time="))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_route_in_the_legend_has_an_address_and_is_cited(language):
    entries = page(language).xpath("//ul[contains(@class, 'map-legend')]/li")
    assert [entry.get("id") for entry in entries] == [f"route-{route.subject.identifier}" for route in Route.objects.all()]
    assert all(entry.xpath(".//*[@data-fact='statement']//a[@class='ref']") for entry in entries)
    spring = html.fromstring(Client().get(f"/{language}/routes/spring-1945-to-mauthausen/").content)
    assert f"/{language}/map/#route-spring-1945-to-mauthausen" in spring.xpath("//figure//a/@href")


def test_a_route_keeps_its_line_whatever_is_shown():
    tree = page("en", "?time=1945-spring")
    classes = tree.xpath("//svg[contains(@class, 'map-wide')]//a[contains(@class, 'map-flow')]/@class")
    assert classes == ["map-flow map-dash-2", "map-flow map-dash-3"]


def test_another_source_brings_its_own_times(tmp_path):
    load_example(tmp_path)
    assert AUTUMN_ROUTE in drawn_routes(page("en", "?time=1944-autumn"))
    assert len(drawn_routes(page("en"))) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tools_are_hidden_without_the_script(language):
    (tools,) = page(language).xpath("//*[contains(@class, 'map-tools')]")
    assert tools.get("hidden") is not None
    assert all(button.get("aria-label") or button.text.strip() for button in tools.xpath(".//button"))
