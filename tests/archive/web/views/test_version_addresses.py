"""Permanent addresses of versions."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest

from archive.addresses import RecordKey
from archive.formats.version_relations import HAS_VERSION, IS_VERSION_OF
from archive.models import RecordVersion, Source
from archive.versions.history import find_version
from archive.versions.lookup import NamedLine, find_named_lines
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, REWORDED, WITHDRAWN
from tests.support.version_addresses import CLAIM, ORIGIN, PASSAGE, SOURCE, fetch, find_address, list_versions

pytestmark = pytest.mark.django_db

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
    assert "of being starved, and of exhaustion" in response.content.decode()


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
def test_records_that_have_no_address_of_their_own_have_versions():
    for kind in ("question", "term", "story"):
        version = RecordVersion.objects.filter(kind=kind).first()
        address = f"/id/{kind}/{version.identifier}"
        assert fetch(f"{address}/{version.version[:16]}").status_code == 200
        assert fetch(f"{address}/edition/1.json").json()["version"] == version.version
        assert fetch(f"{address}/edition/1").status_code == 200
        assert fetch(f"{address}/{version.version[:16]}.bib").status_code == 404


@pytest.mark.usefixtures("joined_claims")
def test_versions_of_a_record_that_became_an_existing_one_stay_readable():
    lines = list_versions("claim", WITHDRAWN)
    first, renamed = lines[0], lines[-1]
    for line in lines:
        page = fetch(f"/id/claim/{WITHDRAWN}/{line.version[:16]}")
        assert page.status_code == fetch(f"/en/claims/{WITHDRAWN}/versions/{line.version[:16]}/").status_code == 200
    page = fetch(f"/id/claim/{WITHDRAWN}/{first.version[:16]}")
    assert f"joined with another one in edition {renamed.edition_id}" in page.content.decode()
    assert 'rel="canonical"' not in page.headers["Link"]
    history = json.loads(fetch(f"/id/claim/{WITHDRAWN}/versions.json").content)
    assert [line["version"] for line in history["versions"]] == [line.version for line in lines]


@pytest.mark.usefixtures("joined_claims")
def test_search_for_a_version_of_a_record_that_became_an_existing_one_leads_to_it():
    first = list_versions("claim", WITHDRAWN)[0]
    assert find_named_lines(f"/id/claim/{WITHDRAWN}/{first.version[:16]}") == [NamedLine(first, is_version=True)]


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
