"""Routes by stops in the machine formats, and as they were in an edition."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from shapely.geometry import shape

from archive.addresses import RecordKey
from archive.models import Anchor, Claim, Edition, LoadedState, RecordVersion
from archive.versions.edition_state import EditionState
from archive.versions.record_state import load_record_state
from marches.models import MarchStop, Means, Route
from marches.past_representations import represent_past_route
from marches.representations import represent_route
from tests.support.march_example import MARCH_M, MARCH_S, MOVEMENT

pytestmark = pytest.mark.usefixtures("march_archive")
UNPLACED = ("barn", "wood", "upper-ford")


def fetch(address: str) -> str:
    """Return the text at an address."""
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_geojson_has_the_stops_in_order_and_the_legs_between_known_positions():
    collection = json.loads(fetch(f"/id/route/{MARCH_M}.geojson"))
    route, *features = collection["features"]
    assert route["geometry"] is None
    assert route["properties"]["form"] == "stops"
    stops = [feature for feature in features if feature["properties"]["kind"] == "stop"]
    assert [stop["properties"]["order"] for stop in stops] == list(range(1, 13))
    assert [stop["id"].partition("#stop-")[2] for stop in stops if stop["geometry"] is None] == list(UNPLACED)
    assert all(shape(stop["geometry"]).is_valid for stop in stops if stop["geometry"])
    legs = {
        (leg["properties"]["from"].partition("#stop-")[2], leg["properties"]["to"].partition("#stop-")[2]): leg["properties"][
            "omission"
        ]
        for leg in features
        if leg["properties"]["kind"] == "leg"
    }
    assert legs == {
        ("lower-ford-killing", "lower-ford-burial"): False,
        ("lower-ford-burial", "milltown"): False,
        ("brickworks-camp", "milltown"): False,
        ("milltown", "oakmere"): True,
        ("oakmere", "sandhill-station"): False,
        ("harbour-town", "freed"): False,
    }


def test_list_of_routes_as_geojson_holds_features_of_both_forms():
    features = json.loads(fetch("/id/routes.geojson"))["features"]
    assert [feature["properties"]["kind"] for feature in features].count("route") == 5
    assert [feature["properties"]["kind"] for feature in features].count("stop") == 19
    assert all(feature["type"] == "Feature" for feature in features)


def test_linked_places_has_a_relation_of_each_stop_with_its_time():
    (feature,) = json.loads(fetch(f"/id/route/{MARCH_M}.jsonld"))["features"]
    *relations, account_of = feature["relations"]
    assert (account_of["relationTo"].rpartition("/")[2], account_of["certainty"]) == (MOVEMENT, "less-certain")
    assert [relation["label"] for relation in relations][:2] == [
        "Quarry Camp (invented) (departure)",
        "A barn near Lower Ford (invented) (night)",
    ]
    assert len(relations) == 12
    assert sum("when" in relation for relation in relations) == 5
    assert relations[0]["when"]["timespans"] == [{"start": {"earliest": "1945-01-18"}, "end": {"latest": "1945-01-18"}}]
    assert relations[8]["relationTo"].endswith(f"/id/route/{MARCH_M}#stop-wood")
    assert relations[8]["certainty"] == "uncertain"
    assert all(relation["citations"] for relation in relations)


def test_linked_places_does_not_call_a_date_certain_that_is_about_a_day():
    (feature,) = json.loads(fetch(f"/id/route/{MARCH_M}.jsonld"))["features"]
    certainties = {
        relation["when"]["label"]: relation["when"]["certainty"] for relation in feature["relations"] if "when" in relation
    }
    assert certainties["1945-01-30~"] == "less-certain"
    assert certainties["1945-05-03"] == "certain"


def test_stops_say_which_words_date_them_and_how_certain_their_position_is():
    features = {
        feature["id"]: feature["properties"]
        for feature in json.loads(fetch(f"/id/route/{MARCH_M}.geojson"))["features"]
        if "id" in feature
    }
    rows = {row["permanent"]: row for row in csv.DictReader(io.StringIO(fetch("/id/routes.stops.csv"), newline=""))}
    (arrival,) = (address for address in rows if address.endswith(f"{MARCH_M}#stop-harbour-town"))
    for values in (features[arrival], rows[arrival]):
        assert values["date_words"] == "About 30 January 1945"
        assert "/id/passage/invented-account-m-en:3.5@" in values["date_evidence"]
    assert features[arrival]["confidence"] == "symbolic"
    (burial,) = (address for address in rows if address.endswith(f"{MARCH_M}#stop-lower-ford-burial"))
    assert rows[burial]["date_evidence"] == rows[burial]["date_words"] == ""
    assert "date_words" not in features[burial]


def test_table_of_stops_has_a_row_of_each():
    rows = list(csv.DictReader(io.StringIO(fetch("/id/routes.stops.csv"), newline="")))
    assert len(rows) == 19 == len({row["permanent"] for row in rows})
    by_stop = {row["identifier"]: row for row in rows}
    assert by_stop[f"{MARCH_M}#harbour-town"]["after"] == "9 | 10"
    assert by_stop[f"{MARCH_M}#brickworks-camp"]["after"] == ""
    assert by_stop[f"{MARCH_M}#oakmere"]["omission"] == "true"
    assert by_stop[f"{MARCH_S}#barn"]["place"] == ""
    assert by_stop[f"{MARCH_S}#barn"]["name_ar"] == "حظيرة لا يُعرف مكانها"
    assert [row["form"] for row in read_table("routes")].count("stops") == 2


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a list as CSV."""
    return list(csv.DictReader(io.StringIO(fetch(f"/id/{name}.csv"), newline="")))


def test_table_of_routes_says_how_they_travelled_and_in_which_words():
    rows = {row["identifier"]: row for row in read_table("routes")}
    march, sets = rows[MARCH_M], rows["winter-1944-1945-westward"]
    assert march["stop_means"] == "on-foot | rail"
    assert march["movement"].endswith(f"/id/movement/{MOVEMENT}")
    assert sets["movement"] == sets["stop_means"] == ""
    assert (sets["direction_words"], sets["date_words"]) == ("غربا", "فصل الشتاء 1944-1945")
    assert len(sets["origin_words"].split(" | ")) == len(sets["origins"].split(" | "))


def test_every_route_has_its_travel_date_words_and_movement_in_each_format():
    westward = Route.objects.get(subject__identifier="winter-1944-1945-westward")
    means = Means.objects.create(route=westward, kind="ship", anchor=westward.claim.anchors.filter(role="statement").first())
    rows = {row["identifier"]: row for row in read_table("routes")}
    for route in Route.objects.with_texts():
        record, name = represent_route(route), route.subject.identifier
        anchors = [means["anchor"] for means in record["means"]] + [
            record[part]["anchor"] for part in ("direction",) if record[part]
        ]
        movement = [record["movement"]["permanent"]] if record["movement"] else []
        formats = {suffix: fetch(f"/id/route/{name}.{suffix}") for suffix in ("geojson", "jsonld")}
        for text in (" ".join(rows[name].values()), *formats.values()):
            for words in [anchor["exact"] for anchor in anchors] + movement:
                assert words in text, (name, words)
            assert ("ship" in text) is (name == westward.subject.identifier), name
        dating = [anchor["exact"] for anchor in record["claim"]["anchors"] if anchor["role"] == "date"]
        assert rows[name]["date_words"] == " | ".join(dating)
    assert rows[westward.subject.identifier]["means"] == "ship"
    assert rows[westward.subject.identifier]["means_words"] == means.anchor.exact


def test_table_of_stops_says_which_words_state_means_and_direction():
    stops = {row["permanent"]: row for row in read_table("routes.stops")}
    for feature in json.loads(fetch("/id/routes.geojson"))["features"]:
        if feature["properties"]["kind"] == "stop":
            row, properties = stops[feature["id"]], feature["properties"]
            for column in (
                "means_words",
                "means_evidence",
                "direction_words",
                "direction_evidence",
                "confidence",
                "precision",
                "sense",
            ):
                assert row[column] == str(properties.get(column, "")), (feature["id"], column)
    assert {row["means"] for row in stops.values() if row["means_words"]} == {"on-foot", "rail"}


def test_schema_org_has_each_place_once_and_a_short_list_of_numbers_with_their_words():
    page = fetch(f"/en/routes/{MARCH_M}/")
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert len(data["location"]) == len({place["@id"] for place in data["location"]}) == 9
    march = Route.objects.with_texts().get(subject__identifier=MARCH_M)
    words = [quantity.anchor.exact for stop in march.itinerary.all() for quantity in stop.quantities]
    assert [number["subjectOf"]["text"] for number in data["mentions"]] == words != []


@pytest.mark.parametrize("name", [MARCH_M, MARCH_S])
def test_stops_of_an_edition_are_represented_like_those_of_today(name):
    today = represent_route(Route.objects.with_texts().get(subject__identifier=name))
    version = RecordVersion.objects.get(kind="route", identifier=name)
    past = represent_past_route(load_record_state(EditionState(Edition.objects.latest("pk")), version))
    for field in ("form", "name", "origins", "destinations", "direction", "means", "stops"):
        assert without_roles(past[field]) == without_roles(today[field]), field


def without_roles(value: object) -> object:
    """Return plain data without the roles of anchors, which most of those of an edition do not have."""
    if isinstance(value, dict):
        return {key: without_roles(item) for key, item in value.items() if key != "role"}
    return [without_roles(item) for item in value] if isinstance(value, list) else value


def test_claim_of_a_march_has_the_same_words_in_an_edition_and_today():
    number = LoadedState.objects.get().edition_id
    today, past = (json.loads(fetch(f"/id/claim/invented-march-by-m{rest}.jsonld")) for rest in ("", f"/edition/{number}"))
    assert past["target"] == today["target"]
    assert [target["role"] for target in today["target"]].count("stop") > 12


def test_words_that_two_stops_share_are_one_anchor():
    claim = Claim.objects.get(identifier="invented-march-by-m")
    spans = list(Anchor.objects.filter(claim=claim, role="stop").values_list("passage", "start", "end"))
    assert len(spans) == len({*spans})
    assert MarchStop.objects.filter(route__subject__identifier=MARCH_M).count() == 12
    assert {str(RecordKey(subject.kind, subject.identifier)) for subject in claim.subjects.all()} >= {
        "route:invented-march-m",
        "camp:invented-brickworks-camp",
        "place:invented-barn",
    }
