"""Permanent addresses of versions, of records in an edition, of histories and of editions."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.addresses import RecordKey
from archive.editions.pipeline import load_edition
from archive.formats.version_relations import HAS_VERSION, IS_VERSION_OF
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import Claim, Edition, RecordVersion, Source
from archive.versions.edition_state import EditionState
from archive.versions.history import find_version
from archive.versions.lookup import NamedLine, find_named_lines
from tests.support.commands import publish
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, RETURNED, REWORDED, ROUTE, WITHDRAWN, replace

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
SOURCE = "ushmm-death-marches"
CLAIM = f"/id/claim/{REWORDED}"
PASSAGE = f"/id/passage/{SOURCE}"
ATOM = "{http://www.w3.org/2005/Atom}"


def fetch(address: str, language: str = "en", accept: str = "text/html"):
    return Client().get(address, headers={"accept-language": language, "accept": accept})


def list_versions(kind: str, identifier: str) -> list[RecordVersion]:
    return list(RecordVersion.objects.filter(kind=kind, identifier=identifier).order_by("pk"))


def find_address(kind: str, identifier: str, edition: int) -> str:
    version = EditionState(Edition.objects.get(number=edition)).find_line(RecordKey(kind, identifier))
    return f"/id/{'passage' if kind == 'sentence' else kind}/{identifier}/{version.version[:16]}"


@pytest.mark.usefixtures("invented_editions")
def test_line_of_every_version_has_the_digest_that_names_it():
    for version in RecordVersion.objects.all():
        kind = {"sentence": "passage"}.get(version.kind, version.kind)
        response = fetch(f"/id/{kind}/{version.identifier}/{version.version[:16]}.json")
        assert (response.status_code, sha256(response.content).hexdigest()) == (200, version.version)
        assert response.headers["Content-Type"] == "application/json"


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_of_a_version_is_at_its_own_address(language):
    response = fetch(find_address("claim", REWORDED, 1), language)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert f'<{ORIGIN}{CLAIM}>; rel="canonical"' in response.headers["Link"]
    assert "exposure, starvation and exhaustion" in response.content.decode()


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize(
    ("kind", "identifier", "formats"),
    [
        ("claim", REWORDED, {"jsonld", "bib", "ris", "csl.json"}),
        ("camp", NEW_CAMP, {"jsonld", "bib", "ris", "csl.json"}),
        ("place", "baltic-sea", {"jsonld", "bib", "ris", "csl.json"}),
        ("route", "winter-1944-1945-westward", {"jsonld", "bib", "ris", "csl.json"}),
        ("source", SOURCE, {"jsonld", "bib", "ris", "csl.json", "txt"}),
        ("passage", f"{SOURCE}:3.5", {"jsonld", "bib", "ris", "csl.json", "txt"}),
    ],
)
def test_version_and_state_have_the_formats_of_their_kind(kind, identifier, formats):
    ledger_kind = {"passage": "sentence"}.get(kind, kind)
    for address in (find_address(ledger_kind, identifier, 3), f"/id/{kind}/{identifier}/edition/2"):
        for format_ in formats:
            response = fetch(f"{address}.{format_}")
            text = response.content.decode()
            assert response.status_code == 200, (address, format_)
            assert format_ == "txt" or "which alone is frozen" in text
            assert format_ == "txt" or f"{ORIGIN}{address}" in text
        assert fetch(f"{address}.tei.xml").status_code == 404
        assert fetch(address, accept="application/json").headers["Content-Location"] == f"{address}.json"


@pytest.mark.usefixtures("invented_editions")
def test_formats_are_those_of_the_living_record_as_long_as_it_reads_so():
    for kind, identifier in (
        ("claim", "evacuation-winter-1944-1945"),
        ("camp", "dachau"),
        ("source", SOURCE),
        ("route", "winter-1944-1945-westward"),
    ):
        for format_ in ("jsonld", "csl.json"):
            living = json.loads(fetch(f"/id/{kind}/{identifier}.{format_}").content)
            past = json.loads(fetch(f"/id/{kind}/{identifier}/edition/3.{format_}").content)
            assert strip(past) == strip(living)


CITED_STATE = re.compile(r" \((?:(?:version|النسخة) [0-9a-f]{16}[,،] )?(?:edition|الطبعة) \d+\)")


def strip(value):
    """Return data without the fields that only a prior state or only the current record has."""
    if isinstance(value, dict):
        return {
            name: strip(item)
            for name, item in sorted(value.items())
            if name not in ("https://schema.org/isBasedOn", "https://schema.org/comment", "note", "URL", HAS_VERSION, IS_VERSION_OF)
        }
    if isinstance(value, list):
        return sorted(map(strip, value), key=str)
    return CITED_STATE.sub("", value.replace("/edition/3", "")) if isinstance(value, str) else value


@pytest.mark.usefixtures("invented_editions")
def test_text_of_a_passage_is_that_of_its_source():
    text = Source.objects.get().text
    assert fetch(f"{PASSAGE}:3.3@0-21/edition/1.txt").content.decode() == "مات الآلاف من السجناء"
    assert fetch(find_address("sentence", f"{SOURCE}:1.1", 1) + ".txt").content.decode() == text[:146]


@pytest.mark.usefixtures("invented_editions")
def test_other_names_of_a_version_lead_to_it():
    [first, *_others] = list_versions("claim", REWORDED)
    address = f"{CLAIM}/{first.version[:16]}"
    for name in (first.version, first.version[:8], first.version[:17], first.version[:16].upper()):
        response = fetch(f"{CLAIM}/{name}.bib")
        assert (response.status_code, response.headers["Location"]) == (301, f"{address}.bib")
        assert fetch(f"{CLAIM}/{name}").headers["Location"] == address
    camp = list_versions("camp", OLD_CAMP)[0].version[:16]
    assert fetch(f"/id/camp/{NEW_CAMP}/{camp}.json").headers["Location"] == f"/id/camp/{OLD_CAMP}/{camp}.json"


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_unknown_version_is_not_found(language):
    camp = list_versions("camp", "dachau")[0]
    unknown = f"{CLAIM}/{'0' * 16}"
    wrong_address = f"{CLAIM}/{camp.version[:16]}"
    for address in (unknown, wrong_address, f"{CLAIM}/abc", f"/id/claim/none/{'0' * 16}"):
        page = fetch(address, language)
        assert (page.status_code, page.headers["Content-Language"]) == (404, language)
        problem = fetch(f"{address}.json", language)
        assert (problem.status_code, problem.headers["Content-Type"]) == (404, "application/problem+json")
        assert problem.json()["status"] == 404
        assert fetch(address, language, "application/json").headers["Content-Type"] == "application/problem+json"
    assert fetch(f"{wrong_address}.json").json()["links"][0]["href"] == f"{ORIGIN}/id/camp/dachau/{camp.version[:16]}"
    assert f"/camps/dachau/versions/{camp.version[:16]}/" in fetch(wrong_address, language).content.decode()
    assert fetch(f"{PASSAGE}:3/{'0' * 16}.json").status_code == 404


@pytest.mark.usefixtures("invented_editions")
def test_ambiguous_name_lists_the_versions():
    first, second, *_others = list_versions("claim", REWORDED)
    for version in (first, second):
        version.version = "abcdef01" + version.version[8:]
        version.save()
    response = fetch(f"{CLAIM}/abcdef01.json")
    assert (response.status_code, response.headers["Content-Type"]) == (300, "application/problem+json")
    assert [link["href"] for link in response.json()["links"]] == [
        f"{ORIGIN}{CLAIM}/{version.version[:16]}" for version in (first, second)
    ]
    page = fetch(f"{CLAIM}/abcdef01")
    assert page.status_code == 300
    assert second.version[:16] in page.content.decode()


@pytest.mark.usefixtures("invented_editions")
def test_suppressed_version_is_unavailable_for_legal_reasons():
    [first, *_others] = list_versions("claim", REWORDED)
    line = {"kind": "claim", "identifier": REWORDED, "suppressed": first.version, "reason": {"ar": "اسم شخص", "en": "A name"}}
    RecordVersion.objects.filter(pk=first.pk).update(outcome="suppressed", line=json.dumps(line))
    for address in (f"{CLAIM}/{first.version[:16]}", f"{CLAIM}/edition/1"):
        assert fetch(address).status_code == 451
        problem = fetch(f"{address}.json")
        assert (problem.status_code, problem.json()["version"]) == (451, first.version)
        assert "A name" in problem.json()["detail"]
        assert "exposure" not in fetch(address).content.decode() + problem.content.decode()
    assert first.version[:16] not in fetch(f"{CLAIM}/versions.link").content.decode()
    assert fetch(f"{CLAIM}/versions.json").json()["versions"][0]["outcome"] == "suppressed"


@pytest.mark.usefixtures("invented_editions")
def test_line_of_a_withdrawal_has_no_other_format():
    gone = list_versions("claim", WITHDRAWN)[-1]
    address = f"/id/claim/{WITHDRAWN}/{gone.version[:16]}"
    assert fetch(f"{address}.json").json()["withdrawn"] == "2026-11-28"
    response = fetch(f"{address}.bib")
    assert (response.status_code, response.headers["Content-Type"]) == (410, "application/problem+json")


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


@pytest.mark.usefixtures("invented_editions")
def test_history_shows_the_outcome_of_the_record():
    history = fetch(f"/id/claim/{RETURNED}/versions.json").json()["versions"]
    assert [entry["outcome"] for entry in history] == ["record", "withdrawn", "record"]
    assert history[1]["reason"]["en"] == "It confused two dates."
    assert history[2]["previous"] == history[1]["version"]
    feed = etree.fromstring(fetch(f"/id/claim/{RETURNED}/versions.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 3
    assert feed.find(f"{ATOM}entry/{ATOM}updated").text == Edition.objects.get(number=3).published
    page = fetch(f"/id/claim/{RETURNED}/versions")
    assert (page.status_code, page.headers["Location"]) == (303, f"/en/claims/{RETURNED}/versions/")
    assert fetch("/id/claim/none/versions.json").status_code == 404


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize("format_", ["json", "link", "atom"])
def test_history_reads_no_line_of_a_version_that_states_no_reason(format_):
    with CaptureQueriesContext(connection) as queries:
        assert fetch(f"{CLAIM}/versions.{format_}").status_code == 200
    assert not [query for query in queries if '."line"' in query["sql"]]


@pytest.mark.usefixtures("invented_editions")
def test_history_of_a_passage_has_the_editions_of_its_sentences():
    history = fetch(f"{PASSAGE}:3/versions.json").json()
    assert [state["address"] for state in history["states"]] == [f"{ORIGIN}{PASSAGE}:3/edition/1"]
    assert fetch(f"{PASSAGE}:3/versions").headers["Location"] == f"/en/sources/{SOURCE}/versions/"
    assert fetch(f"{PASSAGE}:3.5@1-2/versions").headers["Location"] == f"/en/sources/{SOURCE}/3.5/versions/"


@pytest.mark.usefixtures("invented_editions")
def test_ledger_file_and_checksums_are_those_of_the_ledger(invented_fixtures):
    ledger = read_ledger(invented_fixtures / LEDGER_FOLDER)
    for number, edition in enumerate(ledger.editions, 1):
        response = fetch(f"/id/edition/{number}.jsonl")
        assert b"".join(response.streaming_content) == edition.path.read_bytes()
        again = Client().get(f"/id/edition/{number}.jsonl", headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.headers["ETag"]) == (304, f'"{edition.file_digest}"')
        assert sha256(fetch(f"/id/edition/{number}.json").content).hexdigest() == edition.digest
        sums = fetch(f"/id/edition/{number}/SHA256SUMS")
        assert sha256(sums.content).hexdigest() == edition.header.state
        assert sums.headers["Content-Type"].startswith("text/plain")
    assert fetch("/id/edition/2").headers["Location"] == "/en/editions/2/"
    assert fetch("/id/edition/9/SHA256SUMS").status_code == 404


@pytest.mark.usefixtures("invented_editions")
def test_ledger_file_has_the_line_of_a_suppression():
    version = list_versions("claim", REWORDED)[0]
    line = json.dumps({"identifier": REWORDED, "kind": "claim", "suppressed": version.version}, separators=(",", ":"))
    before = fetch("/id/edition/1/SHA256SUMS").content
    RecordVersion.objects.filter(pk=version.pk).update(outcome="suppressed", line=line)
    assert line.encode() in b"".join(fetch("/id/edition/1.jsonl").streaming_content).splitlines()
    assert fetch("/id/edition/1/SHA256SUMS").content == before


@pytest.mark.usefixtures("invented_editions")
def test_editions_are_listed_as_json_and_as_a_feed():
    listed = fetch("/id/editions.json").json()["editions"]
    assert [edition["edition"] for edition in listed] == [3, 2, 1]
    feed = etree.fromstring(fetch("/id/editions.atom", "ar").content)
    assert feed.find(f"{ATOM}entry/{ATOM}summary").text == "عودة مستخلَص مسحوب."
    assert fetch("/id/editions").headers["Location"] == "/en/editions/"


@pytest.mark.usefixtures("invented_editions")
def test_records_that_have_no_address_of_their_own_have_versions():
    for kind in ("question", "term", "story"):
        version = RecordVersion.objects.filter(kind=kind).first()
        address = f"/id/{kind}/{version.identifier}"
        assert fetch(f"{address}/{version.version[:16]}").status_code == 200
        assert fetch(f"{address}/edition/1.json").json()["version"] == version.version
        assert fetch(f"{address}/edition/1").status_code == 200
        assert fetch(f"{address}/{version.version[:16]}.bib").status_code == 404


@pytest.fixture
def joined_claims(tmp_path):
    """Load a second edition, in which a claim became one that existed already."""
    root = copy_fixtures(tmp_path)
    (root / "claims" / f"{WITHDRAWN}.yaml").unlink()
    replace(root / "primer.yaml", f"[{WITHDRAWN}]", f"[{REWORDED}]")
    replace(root / "register.yaml", "[]", f"[{{kind: claim, identifier: {WITHDRAWN}, renamed: {REWORDED}}}]")
    assert publish(root, note_ar="ضمّ مستخلَصين.", note_en="Two claims are joined.")[0] == 0
    load_edition(read_ledger(root / LEDGER_FOLDER))


@pytest.mark.usefixtures("joined_claims")
def test_versions_of_a_record_that_became_an_existing_one_stay_readable():
    first, renamed = list_versions("claim", WITHDRAWN)
    for line in (first, renamed):
        page = fetch(f"/id/claim/{WITHDRAWN}/{line.version[:16]}")
        assert page.status_code == fetch(f"/en/claims/{WITHDRAWN}/versions/{line.version[:16]}/").status_code == 200
    page = fetch(f"/id/claim/{WITHDRAWN}/{first.version[:16]}")
    assert "joined with another one in edition 2" in page.content.decode()
    assert 'rel="canonical"' not in page.headers["Link"]
    history = json.loads(fetch(f"/id/claim/{WITHDRAWN}/versions.json").content)
    assert [line["version"] for line in history["versions"]] == [first.version, renamed.version]


@pytest.mark.usefixtures("joined_claims")
def test_search_for_a_version_of_a_record_that_became_an_existing_one_leads_to_it():
    first = list_versions("claim", WITHDRAWN)[0]
    assert find_named_lines(f"/id/claim/{WITHDRAWN}/{first.version[:16]}") == [NamedLine(first, is_version=True)]


@pytest.mark.usefixtures("joined_claims")
def test_state_of_a_record_that_became_an_existing_one_is_its_own_until_then():
    state = json.loads(fetch(f"/id/claim/{WITHDRAWN}/edition/1.json").content)
    assert state["record"]["claim"] == WITHDRAWN
    response = fetch(f"/id/claim/{WITHDRAWN}/edition/2.json")
    assert (response.status_code, response.headers["Location"]) == (301, f"{CLAIM}/edition/2.json")


@pytest.mark.usefixtures("invented_editions")
def test_version_is_found_without_reading_the_lines_of_the_others():
    first = list_versions("claim", REWORDED)[0]
    version = find_version(RecordKey("claim", REWORDED), first.version[:16])
    assert "line" in version.get_deferred_fields()
    assert version.line == first.line


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_version_under_a_former_name_leads_to_its_own(suffix):
    version = list_versions("camp", NEW_CAMP)[0].version[:16]
    response = fetch(f"/id/camp/{OLD_CAMP}/{version}{suffix}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/id/camp/{NEW_CAMP}/{version}{suffix}")
