"""A subcamp without a position, a village, and a barn without a name: pages, lists, maps, search and formats."""

import csv
import io
import json

import pytest
from django.test import Client
from lxml import html

from archive.models import Subject
from camps.models import Place, PlaceName
from marches.map_data import build_overview
from marches.models import Route
from tests.support.databases import load_into_copy, use_and_roll_back
from tests.support.invented_places import load_invented_places

pytestmark = pytest.mark.django_db

SUBCAMP = "camps/invented-subcamp"
VILLAGE = "places/invented-village"
BARN = "places/invented-barn"
NO_POSITION = {"latitude": None, "longitude": None, "recorded": None, "confidence": "", "reference_ar": "", "reference_en": ""}
PAGES = {
    ("en", SUBCAMP): [
        "Subcamp",
        "Invented Subcamp",
        "Part of",
        "Vymyšlený tábor",
        "Erfundenes Lager (official name, ",
        "EHRI",
        "Its position is not known.",
    ],
    ("ar", SUBCAMP): [
        "معسكر فرعي",
        "المعسكر المختلق",
        "جزء من",
        "Vymyšlený tábor",
        "Erfundenes Lager (تسمية رسمية، ",
        "EHRI",
        "إحداثياته غير معروفة.",
    ],
    ("en", VILLAGE): ["Village", "Invented Village", "50.9", "to within 3 km", "An invented position"],
    ("ar", VILLAGE): ["قرية", "القرية المختلقة", "50.9", "في حدود 3 كم", "موضع مختلق"],
    ("en", BARN): ["Site", "A barn near Invented Village", "Without a name", "no name", "Its position is not known."],
    ("ar", BARN): ["موقع", "حظيرة قرب القرية المختلقة", "بلا اسم", "إحداثياته غير معروفة."],
}


@pytest.fixture(scope="module")
def places_database(published_database, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    with load_into_copy(published_database, folder, "places", load_invented_places, django_db_blocker) as loaded:
        yield loaded


@pytest.fixture(autouse=True)
def loaded(places_database, db):
    with use_and_roll_back(places_database):
        yield


def fetch(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def main(address: str) -> html.HtmlElement:
    return html.document_fromstring(fetch(address).decode()).find(".//main")


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_page_shows_what_is_known(language, page):
    text = text_of(main(f"/{language}/{page}/"))
    assert [words for words in PAGES[language, page] if words not in text] == []
    assert "None" not in text


def test_part_is_linked_to_the_larger_place():
    assert main(f"/en/{SUBCAMP}/").xpath(".//dl[contains(@class, 'names')]//a/@href")[0] == "/en/camps/gross-rosen/"
    assert main(f"/en/{BARN}/").xpath(".//dl[contains(@class, 'names')]//a/@href") == ["/en/places/invented-village/"]


def test_questions_about_camps_are_asked_of_a_subcamp():
    question = "How many prisoners were held in it."
    assert question in text_of(main(f"/en/{SUBCAMP}/"))
    assert question not in text_of(main(f"/en/{VILLAGE}/"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            {
                "Invented Subcamp Subcamp, Gross-Rosen": "not known",
                "A barn near Invented Village Site, Invented Village": "not known",
            },
        ),
        (
            "ar",
            {
                "المعسكر المختلق معسكر فرعي، جروس روزين": "غير معروفة",
                "حظيرة قرب القرية المختلقة موقع، القرية المختلقة": "غير معروفة",
            },
        ),
    ],
)
def test_list_has_places_without_a_position(language, expected, monkeypatch):
    monkeypatch.setattr("camps.place_list.PLACES_PER_PAGE", 25)
    rows = main(f"/{language}/camps/").xpath(".//table[not(contains(@class, 'routes'))]/tbody/tr")
    cells = {text_of(row.find("th")): text_of(row.findall("td")[-1]) for row in rows}
    assert len(cells) == Place.objects.count()
    assert {name: position for name, position in cells.items() if position in expected.values()} == expected


@pytest.mark.parametrize("address", ["/en/camps/", "/en/map/", "/ar/map/"])
def test_place_without_a_position_is_listed_under_the_map(address):
    page = main(address)
    marks = set(page.xpath(".//svg[contains(@class, 'map-sheet')]//@href"))
    language = address[:4]
    unplaced = page.xpath(".//*[@class='map-unplaced']//a/@href")
    assert unplaced == [f"{language}{SUBCAMP}/", f"{language}{BARN}/"]
    assert not marks & set(unplaced)
    assert f"{language}{VILLAGE}/" in marks


def test_page_names_only_its_own_place_beside_the_map():
    assert main(f"/en/{BARN}/").xpath(".//*[@class='map-unplaced']//a/@href") == [f"/en/{BARN}/"]
    assert main(f"/en/{VILLAGE}/").xpath(".//*[@class='map-unplaced']") == []


def test_route_is_drawn_between_the_places_with_a_position():
    route = Route.objects.get(subject__identifier="winter-1944-1945-westward")
    origins = [stop.place for stop in route.origins]
    Place.objects.filter(pk=origins[0].pk).update(**NO_POSITION)
    context = build_overview(route.subject)
    assert [place.pk for place in context["unplaced"]] == [origins[0].pk]
    assert (context["undrawn"], len(context["map"].flows)) == ([], Route.objects.count())
    Place.objects.filter(pk__in=[place.pk for place in origins]).update(**NO_POSITION)
    context = build_overview(route.subject)
    assert context["undrawn"] == [route]
    assert route.subject.identifier not in {flow.identifier for flow in context["map"].flows}
    page = main(f"/en/routes/{route.subject.identifier}/")
    unplaced = [text_of(part) for part in page.xpath(".//*[@class='map-unplaced']")]
    assert unplaced[1] == f"Without a line, because too few positions are known: {route.subject.name_en}."
    samples = page.xpath(".//ul[contains(@class, 'map-legend')]/li/svg")
    assert len(samples) == Route.objects.count() - 1
    geometry = json.loads(fetch(f"/id/route/{route.subject.identifier}.geojson"))["geometry"]
    assert geometry["geometries"][0]["coordinates"] == []


@pytest.mark.parametrize(
    ("query", "kind", "identifier"),
    [
        ("Vymyšlený tábor", "camp", "invented-subcamp"),
        ("Erfundenes Lager", "camp", "invented-subcamp"),
        ("القرية المختلقة", "place", "invented-village"),
        ("a barn near", "place", "invented-barn"),
        ("حظيرة", "place", "invented-barn"),
    ],
)
def test_search_finds_names_in_any_language_and_descriptions(query, kind, identifier):
    hits = json.loads(Client().get("/en/search.json", {"q": query}).content)["hits"]
    assert (kind, identifier) in {(hit["kind"], hit["identifier"]) for hit in hits}


def test_geojson_of_a_place_without_a_position_has_no_geometry():
    subcamp = json.loads(fetch("/id/camp/invented-subcamp.geojson"))
    assert subcamp["geometry"] is None
    assert subcamp["properties"]["part_of"].endswith("/id/camp/gross-rosen")
    assert {"confidence", "reference", "recorded"}.isdisjoint(subcamp["properties"])
    village = json.loads(fetch("/id/place/invented-village.geojson"))
    assert (village["geometry"]["coordinates"], village["properties"]["precision"]) == ([15.6, 50.9], 3)
    rows = {
        row["identifier"]: row
        for name in ("camps", "places")
        for row in csv.DictReader(fetch(f"/id/{name}.csv").decode().splitlines())
    }
    assert rows["invented-village"]["precision"] == "3"
    assert rows["invented-subcamp"]["part_of"].endswith("/id/camp/gross-rosen")
    assert rows["invented-barn"]["part_of"].endswith("/id/place/invented-village")
    barn = json.loads(fetch("/id/place/invented-barn.geojson"))["properties"]
    assert (barn["description"]["en"], "name" in barn) == ("A barn near Invented Village", False)
    features = json.loads(fetch("/id/places.geojson"))["features"]
    assert sum(feature["geometry"] is None for feature in features) == 1


def test_linked_places_have_kind_larger_place_and_description():
    (subcamp,) = json.loads(fetch("/id/camp/invented-subcamp.jsonld"))["features"]
    assert (subcamp["geometry"], subcamp["types"]) == (None, [{"label": "subcamp of a concentration camp"}])
    assert {"toponym": "Vymyšlený tábor", "lang": "cs"} in subcamp["names"]
    assert subcamp["links"] == [{"type": "closeMatch", "identifier": "https://portal.ehri-project.eu/keywords/ehri_camps-999999"}]
    (relation,) = subcamp["relations"]
    assert (relation["relationType"], relation["label"]) == ("gvp:broaderPartitive", "Gross-Rosen")
    (barn,) = json.loads(fetch("/id/place/invented-barn.jsonld"))["features"]
    assert {"toponym": "A barn near Invented Village", "lang": "en"} in barn["names"]
    assert [text["lang"] for text in barn["descriptions"]] == ["ar", "en"]


def test_csv_leaves_an_unknown_position_empty():
    rows = {row["identifier"]: row for row in csv.DictReader(io.StringIO(fetch("/id/places.csv").decode()))}
    barn, village = rows["invented-barn"], rows["invented-village"]
    assert [barn[name] for name in ("latitude", "longitude", "confidence", "reference_en", "recorded")] == [""] * 5
    assert (barn["name_en"], barn["type"]) == ("A barn near Invented Village", "site")
    assert (village["latitude"], village["recorded"]) == ("50.9", "2026-11-29")


def test_structured_data_says_what_is_known():
    data = {
        page: json.loads(
            html.document_fromstring(fetch(f"/en/{page}/").decode()).xpath("//script[@type='application/ld+json']/text()")[0]
        )
        for page in (SUBCAMP, VILLAGE, BARN)
    }
    assert ("geo" in data[SUBCAMP], "geo" in data[VILLAGE]) == (False, True)
    assert data[SUBCAMP]["containedInPlace"]["@id"].endswith("/id/camp/gross-rosen")
    assert ("name" in data[BARN], data[BARN]["description"][1]["@value"]) == (False, "A barn near Invented Village")


def test_rows_are_those_of_the_records():
    subcamp = Place.objects.get(subject__identifier="invented-subcamp")
    assert (subcamp.kind, subcamp.part_of.subject.identifier, subcamp.is_named) == ("subcamp", "gross-rosen", True)
    assert [name.language for name in subcamp.labels] == ["ar", "en", "cs", "zh-Hant"]
    (variant,) = PlaceName.objects.filter(place=subcamp, kind=PlaceName.Kind.VARIANT)
    assert (variant.usage, variant.time) == ("official", "1944/1945")
    assert not Place.objects.get(subject__identifier="invented-barn").is_named
    assert Subject.objects.get(identifier="invented-barn").kind == "place"
