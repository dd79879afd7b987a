"""Country and nearest city of today: rows, page, search, formats, ledger and past states."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from archive.addresses import RecordKey
from archive.editions.ledger_records import make_record
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import Edition
from archive.versions.edition_state import EditionState
from archive.versions.record_state import load_record_state
from camps.models import Place
from camps.past_representations import represent_past_place
from camps.records import PlaceRecord
from camps.representations import represent_place
from tests.support.commands import publish_and_load
from tests.support.databases import load_into_copy, use_and_roll_back
from tests.support.invented_places import BARN, SUBCAMP, VILLAGE, add_invented_places

pytestmark = pytest.mark.django_db

REFERENCE = '  reference: {ar: "مرجع مختلق", en: "An invented reference"}\n  recorded: 2026-11-29\n'
TODAY = {
    VILLAGE: 'today:\n  country: PL\n  city: {ar: "المدينة المختلقة", en: "Invented City", latitude: 51.0, longitude: 15.6}\n',
    SUBCAMP: 'today:\n  city: {ar: "المدينة المختلقة", en: "Invented City", distance: 7}\n',
    BARN: "today:\n  country: CZ\n",
}


def publish_places(folder: Path) -> None:
    """Publish and load the invented places with their countries and cities of today."""
    root = add_invented_places(folder)
    for name, text in TODAY.items():
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text + REFERENCE)
    assert publish_and_load(root)[0] == 0


@pytest.fixture(scope="module")
def places(published_database, django_db_blocker, tmp_path_factory):
    """Return a database with the places, and the folder of their fixtures."""
    folder = tmp_path_factory.mktemp("today")
    with load_into_copy(published_database, folder, "today", publish_places, django_db_blocker) as loaded:
        yield loaded, folder


@pytest.fixture(autouse=True)
def root(places, db):
    loaded, folder = places
    with use_and_roll_back(loaded):
        yield folder / "fixtures"


def fetch(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content


def list_facts(address: str) -> dict[str, str]:
    page = html.document_fromstring(fetch(address).decode())
    rows = page.xpath("//dl[contains(@class, 'names')]/div")
    return {row.find("dt").text_content().strip(): " ".join(row.find("dd").text_content().split()) for row in rows}


def test_rows_are_those_of_the_records():
    places = {name: Place.objects.get(subject__identifier=f"invented-{name}") for name in ("village", "subcamp", "barn")}
    rows = {name: (row.country, row.city_en or "", row.city_distance, row.city_distance_by) for name, row in places.items()}
    assert rows == {
        "village": ("PL", "Invented City", 11, "computed"),
        "subcamp": ("", "Invented City", 7, "stated"),
        "barn": ("CZ", "", None, ""),
    }
    assert {row.today_reference_en for row in places.values()} == {"An invented reference"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/en/places/invented-village/",
            {"Country today": "Poland", "Nearest city today": "Invented City (about 11 km, computed from both positions)"},
        ),
        (
            "/ar/places/invented-village/",
            {"البلد اليوم": "بولندا", "أقرب مدينة اليوم": "المدينة المختلقة (نحو 11 كم، محسوبة من إحداثيات الموضعين)"},
        ),
        ("/en/camps/invented-subcamp/", {"Nearest city today": "Invented City (7 km, by the reference)"}),
        ("/ar/camps/invented-subcamp/", {"أقرب مدينة اليوم": "المدينة المختلقة (7 كم بحسب المرجع)"}),
        ("/en/places/invented-barn/", {"Country today": "Czechia"}),
    ],
)
def test_page_shows_them_as_facts_of_the_gazetteer(address, expected):
    facts = list_facts(address)
    assert {name: facts.get(name) for name in expected} == expected
    assert len([name for name in facts if name.endswith(("today", "اليوم"))]) == len(expected)
    page = html.document_fromstring(fetch(address).decode())
    notes = [" ".join(note.text_content().split()) for note in page.xpath("//dl/following-sibling::*[@data-gazetteer]")]
    (note,) = notes
    assert ("An invented reference" if "/en/" in address else "مرجع مختلق") in note
    assert ("Not from the source." if "/en/" in address else "وليست من المصدر.") in note


def test_place_without_them_says_nothing_of_them():
    texts = dict.fromkeys(["country", "city_ar", "city_en", "city_distance_by", "today_reference_ar", "today_reference_en"], "")
    Place.objects.update(city_distance=None, today_recorded=None, **texts)
    assert "Country today" not in list_facts("/en/places/invented-barn/")
    assert "data-gazetteer" in fetch("/en/places/invented-barn/").decode()
    assert "today" not in json.loads(fetch("/id/place/invented-barn.geojson"))["properties"]


def test_distance_under_half_a_kilometre_has_no_number():
    Place.objects.filter(subject__identifier="invented-village").update(city_distance=0)
    assert list_facts("/en/places/invented-village/")["Nearest city today"].endswith(
        "(less than 1 km, computed from both positions)"
    )


@pytest.mark.parametrize("query", ["Invented City", "المدينة المختلقة"])
def test_search_for_the_city_finds_the_place_but_names_it_otherwise(query):
    data = json.loads(Client().get("/en/search.json", {"q": query}).content)
    assert {"invented-village", "invented-subcamp"} <= {hit["identifier"] for hit in data["hits"]}
    assert [place["identifier"] for place in data["named"] if place["name"] == query] == []


def test_formats_have_country_and_city():
    today = json.loads(fetch("/id/place/invented-village.geojson"))["properties"]["today"]
    assert today == {
        "country": {"code": "PL", "name": {"ar": "بولندا", "en": "Poland"}},
        "city": {"name": {"ar": "المدينة المختلقة", "en": "Invented City"}, "distance": 11, "distance_by": "computed"},
        "reference": {"ar": "مرجع مختلق", "en": "An invented reference"},
        "recorded": "2026-11-29",
    }
    (feature,) = json.loads(fetch("/id/place/invented-barn.jsonld"))["features"]
    assert feature["properties"]["ccodes"] == ["CZ"]
    assert all("Invented City" not in name["toponym"] for name in feature["names"])
    rows = {row["identifier"]: row for row in csv.DictReader(io.StringIO(fetch("/id/places.csv").decode()))}
    columns = ("country", "city_ar", "city_en", "city_distance", "city_distance_by", "today_reference_en", "today_recorded")
    village = ["PL", "المدينة المختلقة", "Invented City", "11", "computed", "An invented reference", "2026-11-29"]
    assert [rows["invented-village"][name] for name in columns] == village
    assert [rows["invented-barn"][name] for name in columns] == ["CZ", "", "", "", "", "An invented reference", "2026-11-29"]
    page = html.document_fromstring(fetch("/en/places/invented-village/").decode())
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["address"] == {"@type": "PostalAddress", "addressCountry": "PL"}


@pytest.mark.parametrize("name", ["place:invented-village", "camp:invented-subcamp", "place:invented-barn"])
def test_state_in_the_edition_has_the_same(name):
    key = RecordKey.parse(name)
    state = EditionState(Edition.objects.latest("pk"))
    state.load([key])
    past = represent_past_place(load_record_state(state, state.find_line(key)))
    assert past["today"] == represent_place(Place.objects.get(subject__identifier=key.identifier))["today"]


def test_record_without_them_keeps_its_version(root):
    published = read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER).last_lines[RecordKey("place", "baltic-sea")].version
    last_line = read_ledger(root / LEDGER_FOLDER).last_lines[RecordKey("place", "baltic-sea")]
    assert last_line.version == published


def test_record_in_the_ledger_leads_back_to_the_fixture(root):
    village = read_ledger(root / LEDGER_FOLDER).last_lines[RecordKey("place", "invented-village")]
    with (root / LEDGER_FOLDER / f"{village.edition:04}.jsonl").open("rb") as file:
        file.seek(village.offset)
        record = json.loads(file.read(village.length))["record"]
    assert record["today"]["city"] == {
        "ar": "المدينة المختلقة",
        "en": "Invented City",
        "latitude": "51",
        "longitude": "15.6",
        "distance": None,
    }
    place = make_record(PlaceRecord, record)
    assert (place.today.country, place.today.city.latitude) == ("PL", 51)
