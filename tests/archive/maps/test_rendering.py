"""The printed map: well-formed, described, in its language, every name a link, nothing by colour alone."""

from collections import Counter

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.test import Client
from django.utils.translation import override
from lxml import etree, html

from archive.maps.basemap import DRAWING_FILE, DRAWING_NAME, LAYER_NAMES, read_drawing
from archive.models import Subject
from marches.map_data import build_overview
from tests.support.map_figures import LANGUAGES

pytestmark = pytest.mark.django_db
DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def printed(language: str, focus: str = "") -> etree._Element:
    with override(language):
        subject = Subject.objects.get(identifier=focus) if focus else None
        return etree.fromstring(render_to_string("maps/_map_with_legend.html", build_overview(subject)))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


def sheets(figure: etree._Element) -> list[etree._Element]:
    return figure.xpath(".//svg[contains(@class, 'map-sheet')]")


def texts(sheet: etree._Element) -> list[etree._Element]:
    return sheet.xpath(".//text")


def test_the_map_is_well_formed_in_two_sizes(language):
    assert [sheet.get("class").split()[1:] for sheet in sheets(printed(language))] == [["map-wide"], ["map-narrow"]]


@pytest.mark.parametrize("focus", ["sachsenhausen", "baltic-sea", "eastern-belarus", "winter-1944-1945-westward"])
def test_in_a_margin_it_is_well_formed_in_one(language, focus):
    figure = printed(language, focus)
    assert [sheet.get("class").split()[1:] for sheet in sheets(figure)] == [["map-narrow", "map-only"]]
    with override(language):
        assert Subject.objects.get(identifier=focus).name in sheets(figure)[0].find("title").text


def test_the_base_map_is_a_file_of_its_own_and_every_layer_used_is_in_it(language):
    figure = printed(language)
    assert len(etree.tostring(figure)) < 25_000
    used = [use.get("href").split("#") for use in sheets(figure)[0].xpath(".//use")]
    assert {address for address, _ in used} == {static(DRAWING_NAME)}
    assert [layer for _, layer in used] == list(LAYER_NAMES)
    assert finders.find(DRAWING_NAME) == str(DRAWING_FILE)
    assert set(LAYER_NAMES) == set(read_drawing())


def test_each_size_is_titled_described_and_in_its_language(language):
    figure = printed(language)
    for sheet in sheets(figure):
        assert sheet.get("lang") == language
        assert sheet.get("direction") == DIRECTIONS[language]
        assert sheet.get("role") == "group"
        title, about = sheet.find("title"), sheet.find("desc")
        assert title.text.strip()
        assert about.text.strip()
        assert sheet.get("aria-labelledby") == title.get("id")
        assert sheet.get("aria-describedby") == about.get("id")


def test_every_reference_has_its_target(language):
    figure = printed(language)
    ids = set(figure.xpath("//@id"))
    used = [value[len("url(#") : -1] for value in figure.xpath("//@fill") if value.startswith("url(")]
    used += figure.xpath("//@aria-labelledby | //@aria-describedby")
    assert len(used) >= 5
    assert set(used) <= ids


@pytest.mark.parametrize("path", ["", "map/", "camps/", "routes/", "camps/dachau/", "places/baltic-sea/"])
def test_no_page_gives_an_id_twice(language, path):
    page = html.fromstring(Client().get(f"/{language}/{path}").content)
    assert not [identifier for identifier, times in Counter(page.xpath("//@id")).items() if times > 1]
    assert page.xpath("//figure//svg")


def place_names(language: str) -> set[str]:
    with override(language):
        return {one.name for one in Subject.objects.exclude(kind="route")}


def test_all_names_of_places_and_times_lead_to_pages(language):
    for sheet in sheets(printed(language)):
        linked = {text.text: text.getparent().get("href") for text in texts(sheet) if text.getparent().tag == "a"}
        assert place_names(language) <= set(linked)
        bare = [text for text in texts(sheet) if text.getparent().tag != "a"]
        assert {text.get("class") for text in bare} <= {"map-river-name", "map-water-name"}
        for address in linked.values():
            assert Client().get(address).status_code == 200


def test_a_times_link_leads_to_its_words(language):
    for sheet in sheets(printed(language)):
        addresses = sheet.xpath(".//a[text[contains(@class, 'map-time')]]/@href")
        assert len(addresses) == 3
        assert all(address.endswith("#words") and "@" in address for address in addresses)


def test_the_legend_shows_each_dash_with_its_route(language):
    figure = printed(language)
    entries = figure.xpath(".//ul[@class='map-legend']/li")
    assert [entry.get("class") for entry in entries] == [f"map-flow map-dash-{dash}" for dash in "123"]
    with override(language):
        expected = [route.subject.name for route in build_overview()["routes"]]
    assert [entry.find("a").text for entry in entries] == expected
    assert all(Client().get(entry.find("a").get("href")).status_code == 200 for entry in entries)
    assert all(entry.find("svg").get("aria-hidden") == "true" for entry in entries)
    assert [flow.get("class") for flow in sheets(figure)[0].xpath(".//a[contains(@class, 'map-flow ')]")] == [
        entry.get("class") for entry in entries
    ]


def test_each_line_is_a_link_to_its_route_under_its_name(language):
    for sheet in sheets(printed(language)):
        lines = sheet.xpath(".//a[contains(@class, 'map-flow ')]")
        with override(language):
            assert [line.get("aria-label") for line in lines] == [route.subject.name for route in build_overview()["routes"]]
        assert all(Client().get(line.get("href")).status_code == 200 for line in lines)


@pytest.mark.parametrize(
    "path", ["", "camps/", "routes/", "camps/dachau/", "places/baltic-sea/", "routes/spring-1945-to-mauthausen/", "map/"]
)
def test_tables_have_the_same_data(language, path):
    page = html.fromstring(Client().get(f"/{language}/{path}").content)
    shown = " ".join(" ".join(table.text_content() for table in page.xpath("//table")).split())
    with override(language):
        names = [one.name for one in Subject.objects.all()]
    assert not [name for name in names if name not in shown]


def test_routes_not_of_the_page_are_grey_on_map_and_in_legend(language):
    figure = printed(language, "sachsenhausen")
    for part in (*sheets(figure), figure.find(".//ul")):
        grey = part.xpath(".//*[contains(@class, 'map-flow ') and contains(@class, 'is-other')]/@class")
        assert grey == ["map-flow map-dash-2 is-other"]


def test_the_caption_says_what_is_grey(language):
    said = {focus: "".join(printed(language, focus).find("figcaption").itertext()) for focus in ("", "dachau", "majdanek")}
    assert len(said[""]) < len(said["dachau"])
    assert said["dachau"] != said["majdanek"]


def test_the_place_of_the_page_is_larger_and_marked(language):
    for sheet in sheets(printed(language, "dachau")):
        (mark,) = sheet.xpath(".//circle[contains(@class, 'is-focus')]")
        (name,) = sheet.xpath(".//text[contains(@class, 'is-focus')]")
        assert mark.getparent() is name.getparent()
        assert name.getparent().get("href").endswith("/camps/dachau/")
        assert float(mark.get("r")) > float(sheet.xpath(".//circle[not(contains(@class, 'is-focus'))]/@r")[0])


def test_a_route_marks_no_place(language):
    assert not printed(language, "winter-1944-1945-westward").xpath("//*[contains(@class, 'is-focus')]")


def test_anchors_follow_the_direction():
    placed = {}
    for language in LANGUAGES:
        sheet = sheets(printed(language))[0]
        pointer = sheet.xpath(".//a[contains(@href, 'eastern-belarus')]/text")[0]
        placed[language] = pointer.get("text-anchor")
    assert placed == {"en": "end", "ar": "start"}


def test_numbers_are_plain_in_every_locale(language):
    for sheet in sheets(printed(language)):
        for text in texts(sheet):
            assert text.get("x").isascii()
            assert "," not in text.get("x") + text.get("y")


def test_one_size_alone_needs_no_other():
    with override("en"):
        context = {**build_overview(), "narrow": None}
        figure = etree.fromstring(render_to_string("maps/_map_with_legend.html", context))
    (sheet,) = sheets(figure)
    assert "map-only" in sheet.get("class")
