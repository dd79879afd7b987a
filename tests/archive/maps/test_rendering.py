"""Rendered maps: well-formed, described, in their language, with links, nothing distinguished by colour alone."""

from collections import Counter
from functools import cache

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

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]
DIRECTIONS = {"ar": "rtl", "en": "ltr"}


@cache
def render_map(language: str, focus: str = "") -> etree._Element:
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


def test_each_route_is_drawn_from_a_shape_that_the_page_has_once(language):
    figure = render_map(language)
    shapes = figure.xpath(".//svg[@class='map-defs']//path[starts-with(@id, 'shape-')]")
    assert len({shape.get("d") for shape in shapes}) == len(shapes)
    identifiers = {f"#{shape.get('id')}" for shape in shapes}
    for sheet in sheets(figure):
        used = [[use.get("href") for use in route.xpath("./use")] for route in sheet.xpath(".//a[contains(@class, 'map-flow')]")]
        assert len(used) == 3
        assert all(reach == branch and reach in identifiers for reach, branch in used)


def test_map_is_well_formed_in_two_sizes(language):
    assert [sheet.get("class").split()[1:] for sheet in sheets(render_map(language))] == [["map-wide"], ["map-narrow"]]


@pytest.mark.parametrize("focus", ["sachsenhausen", "baltic-sea", "eastern-belarus", "winter-1944-1945-westward"])
def test_map_of_a_record_is_well_formed_in_one_size(language, focus):
    figure = render_map(language, focus)
    assert [sheet.get("class").split()[1:] for sheet in sheets(figure)] == [["map-narrow", "map-only"]]
    with override(language):
        assert Subject.objects.get(identifier=focus).name in sheets(figure)[0].find("title").text


def test_base_map_is_a_separate_file_with_every_used_layer(language):
    figure = render_map(language)
    assert len(etree.tostring(figure)) < 26_000
    used = [use.get("href").split("#") for use in sheets(figure)[0].xpath(".//g[starts-with(@class, 'map-base')]/use")]
    assert {address for address, _ in used} == {static(DRAWING_NAME)}
    assert [layer for _, layer in used] == list(LAYER_NAMES)
    assert finders.find(DRAWING_NAME) == str(DRAWING_FILE)
    assert set(LAYER_NAMES) == set(read_drawing())


def test_each_size_has_title_description_and_language(language):
    figure = render_map(language)
    for sheet in sheets(figure):
        assert sheet.get("lang") == language
        assert sheet.get("direction") == DIRECTIONS[language]
        assert sheet.get("role") == "group"
        title, about = sheet.find("title"), sheet.find("desc")
        assert title.text.strip()
        assert about.text.strip()
        assert sheet.get("aria-labelledby") == title.get("id")
        assert sheet.get("aria-describedby") == about.get("id")


def test_every_internal_reference_has_its_target(language):
    figure = render_map(language)
    ids = set(figure.xpath("//@id"))
    used = [value[len("url(#") : -1] for value in figure.xpath("//@fill") if value.startswith("url(")]
    used += figure.xpath("//@aria-labelledby | //@aria-describedby")
    assert len(used) >= 5
    assert set(used) <= ids


@pytest.mark.parametrize("path", ["", "map/", "camps/", "routes/", "camps/dachau/", "places/baltic-sea/"])
def test_ids_are_unique_on_a_page(language, path):
    page = html.fromstring(Client().get(f"/{language}/{path}").content)
    assert not [identifier for identifier, times in Counter(page.xpath("//@id")).items() if times > 1]
    assert page.xpath("//figure//svg")


def place_names(language: str) -> set[str]:
    with override(language):
        return {subject.name for subject in Subject.objects.exclude(kind="route")}


def test_names_of_places_and_periods_link_to_pages(language):
    for sheet in sheets(render_map(language)):
        linked = {text.text: text.getparent().get("href") for text in texts(sheet) if text.getparent().tag == "a"}
        assert place_names(language) <= set(linked)
        unlinked = [text for text in texts(sheet) if text.getparent().tag != "a"]
        kinds = {text.get("class", text.getparent().get("class")) for text in unlinked}
        assert kinds <= {"map-river-name", "map-water-name", "map-cities"}
        for address in linked.values():
            assert Client().get(address).status_code == 200


def test_link_of_a_period_targets_its_words(language):
    for sheet in sheets(render_map(language)):
        addresses = sheet.xpath(".//a[text[contains(@class, 'map-time')]]/@href")
        assert len(addresses) == 3
        assert all(address.endswith("#words") and "@" in address for address in addresses)


def test_legend_has_each_dash_with_its_route(language):
    figure = render_map(language)
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


def test_each_line_links_to_its_route_and_has_its_name(language):
    for sheet in sheets(render_map(language)):
        lines = sheet.xpath(".//a[contains(@class, 'map-flow ')]")
        with override(language):
            assert [line.get("aria-label") for line in lines] == [route.subject.name for route in build_overview()["routes"]]
        assert all(Client().get(line.get("href")).status_code == 200 for line in lines)


@pytest.mark.parametrize(
    "path", ["", "camps/", "routes/", "camps/dachau/", "places/baltic-sea/", "routes/spring-1945-to-mauthausen/", "map/"]
)
def test_tables_have_the_same_data(language, path):
    page = html.fromstring(Client().get(f"/{language}/{path}").content)
    table_text = " ".join(" ".join(table.text_content() for table in page.xpath("//table")).split())
    with override(language):
        names = [subject.name for subject in Subject.objects.all()]
    assert not [name for name in names if name not in table_text]


def test_routes_not_of_the_page_are_grey_on_map_and_in_legend(language):
    figure = render_map(language, "sachsenhausen")
    for part in (*sheets(figure), figure.find(".//ul")):
        grey = part.xpath(".//*[contains(@class, 'map-flow ') and contains(@class, 'is-other')]/@class")
        assert grey == ["map-flow map-dash-2 is-other"]


def test_caption_depends_on_the_focus(language):
    captions = {focus: "".join(render_map(language, focus).find("figcaption").itertext()) for focus in ("", "dachau", "majdanek")}
    assert len(captions[""]) < len(captions["dachau"])
    assert captions["dachau"] != captions["majdanek"]


def test_place_of_the_page_has_a_larger_mark(language):
    for sheet in sheets(render_map(language, "dachau")):
        (mark,) = sheet.xpath(".//circle[contains(@class, 'is-focus')]")
        (name,) = sheet.xpath(".//text[contains(@class, 'is-focus')]")
        assert mark.getparent() is name.getparent()
        assert name.getparent().get("href").endswith("/camps/dachau/")
        assert float(mark.get("r")) > float(sheet.xpath(".//circle[not(contains(@class, 'is-focus'))]/@r")[0])


def test_route_of_the_page_marks_no_place(language):
    assert not render_map(language, "winter-1944-1945-westward").xpath("//*[contains(@class, 'is-focus')]")


def test_anchors_follow_the_direction():
    placed = {}
    for language in LANGUAGES:
        sheet = sheets(render_map(language))[0]
        pointer = sheet.xpath(".//a[contains(@href, 'eastern-belarus')]/text")[0]
        placed[language] = pointer.get("text-anchor", "start")
    assert placed == {"en": "end", "ar": "start"}


def test_coordinates_are_not_localized(language):
    for sheet in sheets(render_map(language)):
        for text in texts(sheet):
            assert text.get("x").isascii()
            assert "," not in text.get("x") + text.get("y")


def test_single_size_has_its_class():
    with override("en"):
        context = {**build_overview(), "narrow": None}
        figure = etree.fromstring(render_to_string("maps/_map_with_legend.html", context))
    (sheet,) = sheets(figure)
    assert "map-only" in sheet.get("class")
