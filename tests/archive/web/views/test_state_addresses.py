"""Permanent addresses of records in an edition."""

from __future__ import annotations

import json

import pytest

from archive.models import Claim, Edition, RecordVersion, Source
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, RETURNED, REWORDED, ROUTE, WITHDRAWN
from tests.support.version_addresses import CLAIM, ORIGIN, PASSAGE, SOURCE, fetch, list_versions

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("invented_editions")
def test_claim_in_an_edition_has_what_its_page_showed():
    state = fetch(f"{CLAIM}/edition/2.json").json()
    assert state["edition"]["number"] == 2
    assert state["version"] == list_versions("claim", REWORDED)[1].version
    assert state["record"]["statement"]["en"] == "Thousands of prisoners died of cold, hunger and exhaustion."
    assert [sentence["identifier"] for sentence in state["sentences"]] == [f"{SOURCE}:3.3"]
    assert state["sources"][0]["identifier"] == SOURCE
    page = fetch(f"{CLAIM}/edition/2").content.decode()
    assert "cold, hunger and exhaustion" in page
    assert state["version"][:16] in page


@pytest.mark.usefixtures("invented_editions")
def test_camp_in_an_edition_has_the_claims_about_it():
    first, last = (fetch(f"/id/camp/dachau/edition/{number}.json").json() for number in (1, 3))
    living = Claim.objects.filter(subjects__kind="camp", subjects__identifier="dachau").values_list("identifier", flat=True)
    assert [claim["identifier"] for claim in last["claims"]] == sorted(living)
    assert {claim["version"] for claim in first["claims"]} <= set(RecordVersion.objects.values_list("version", flat=True))
    assert {route["identifier"] for route in first["routes"]} == {"winter-1944-1945-westward", ROUTE}
    assert {route["identifier"] for route in last["routes"]} == {"winter-1944-1945-westward"}
    assert {mention["place"] for mention in first["mentions"]} == {"camp:dachau"}
    for claim in first["claims"]:
        assert fetch(claim["address"].removeprefix(ORIGIN) + ".json").status_code == 200


@pytest.mark.usefixtures("invented_editions")
def test_route_that_was_withdrawn_later_is_in_the_earlier_edition():
    state = fetch(f"/id/route/{ROUTE}/edition/1.json").json()
    assert state["claims"]
    assert state["places"]
    gone = fetch(f"/id/route/{ROUTE}/edition/2.json")
    assert (gone.status_code, gone.headers["Content-Type"]) == (410, "application/problem+json")
    assert "not one route" in gone.json()["detail"]
    assert fetch(f"/id/route/{ROUTE}/edition/2").status_code == 410
    assert fetch(f"/id/claim/{RETURNED}/edition/2.json").status_code == 410
    assert fetch(f"/id/claim/{RETURNED}/edition/3.json").status_code == 200


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize(
    ("ref", "sentences"), [("3", 5), ("3.4-3.5", 2), ("3.5@12-40", 1), ("3.5", 1), ("1-2", None), ("2.1-3.1", None)]
)
def test_passage_in_an_edition_has_its_readings(ref, sentences):
    response = fetch(f"{PASSAGE}:{ref}/edition/3.json")
    state = response.json()
    text = Source.objects.get().text
    assert state["text"] == text[state["start"] : state["end"]]
    assert sentences in (None, len(state["sentences"]))
    assert all(sentence["record"]["readings"] for sentence in state["sentences"])
    assert state["claims"]
    living = fetch(f"{PASSAGE}:{ref}.jsonld").json()
    assert sorted(claim["address"].rpartition("/")[0] for claim in state["claims"]) == sorted(
        claim["@id"] for claim in living["subjectOf"]
    )
    page = fetch(f"{PASSAGE}:{ref}/edition/3").content.decode()
    assert state["sentences"][0]["record"]["readings"][0]["text"][:20] in page


@pytest.mark.usefixtures("invented_editions")
def test_wrong_passage_or_edition_is_not_found():
    for address in (
        f"{PASSAGE}:9/edition/1",
        f"{PASSAGE}:3.5@0-9999/edition/1",
        f"{PASSAGE}:x/edition/1",
        f"{CLAIM}/edition/0",
        f"{CLAIM}/edition/4",
        "/id/claim/none/edition/1",
        "/id/edition/4",
        "/id/edition/0",
    ):
        assert fetch(address).status_code == 404, address
        problem = fetch(f"{address}.json")
        assert (problem.status_code, problem.headers["Content-Type"]) == (404, "application/problem+json"), address
    assert fetch(f"{CLAIM}/edition/01.json").headers["Location"] == f"{CLAIM}/edition/1.json"
    assert fetch(f"{PASSAGE}:03.05/edition/1").headers["Location"] == f"{PASSAGE}:3.5/edition/1"


@pytest.mark.usefixtures("invented_editions")
def test_renamed_record_has_the_name_of_the_edition():
    assert fetch(f"/id/camp/{NEW_CAMP}/edition/1.json").headers["Location"] == f"/id/camp/{OLD_CAMP}/edition/1.json"
    assert fetch(f"/id/camp/{OLD_CAMP}/edition/3").headers["Location"] == f"/id/camp/{NEW_CAMP}/edition/3"
    assert fetch(f"/id/camp/{OLD_CAMP}/edition/1").status_code == 200
    assert fetch(f"/id/camp/{OLD_CAMP}/versions.json").headers["Location"] == f"/id/camp/{NEW_CAMP}/versions.json"
    history = fetch(f"/id/camp/{NEW_CAMP}/versions.json").json()["versions"]
    assert [(entry["identifier"], entry["outcome"]) for entry in history] == [
        (OLD_CAMP, "record"),
        (OLD_CAMP, "renamed"),
        (NEW_CAMP, "record"),
    ]


@pytest.mark.usefixtures("invented_editions")
def test_record_that_came_later_says_when():
    RecordVersion.objects.filter(kind="claim", identifier=REWORDED, edition=1).delete()
    RecordVersion.objects.filter(kind="claim", identifier=REWORDED, edition=2).update(previous="")
    response = fetch(f"{CLAIM}/edition/1.json")
    assert response.status_code == 404
    assert "first published in edition 2" in response.json()["detail"]
    assert response.json()["links"][0]["href"] == f"{ORIGIN}{CLAIM}/edition/2"


@pytest.mark.usefixtures("joined_claims")
def test_state_of_a_record_that_became_an_existing_one_is_its_own_until_then():
    state = json.loads(fetch(f"/id/claim/{WITHDRAWN}/edition/1.json").content)
    assert state["record"]["claim"] == WITHDRAWN
    newest = Edition.objects.latest("number").number
    response = fetch(f"/id/claim/{WITHDRAWN}/edition/{newest}.json")
    assert (response.status_code, response.headers["Location"]) == (301, f"{CLAIM}/edition/{newest}.json")
