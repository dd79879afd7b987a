"""Addresses of withdrawn records answer 410, those of renamed records 301: permanent addresses and pages, in both languages."""

import json

import pytest
from django.test import Client
from lxml import html

from archive.addresses import RecordKey
from archive.citations import STYLES
from archive.models import RecordVersion
from archive.versions.history import find_final_version
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, RETURNED, ROUTE, WITHDRAWN

pytestmark = [pytest.mark.usefixtures("invented_editions"), pytest.mark.django_db]

REASONS = {"en": "The sentence does not say that these were the first.", "ar": "لا تقول الجملة إنها الأولى."}
DAYS = {"en": "28 November 2026", "ar": "28 نوفمبر (تشرين الثاني) 2026"}
PAGES = {"claim": "claims", "camp": "camps", "route": "routes"}


def get(address, **headers):
    return Client().get(address, headers={"accept-language": "en", **headers})


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "address", ["/{}/claims/" + WITHDRAWN + "/", "/id/claim/" + WITHDRAWN, "/{}/embed/claim/" + WITHDRAWN + "/"]
)
def test_tombstone_shows_the_last_statement_and_the_reason_of_withdrawal(address, language):
    response = get(address.format(language), **{"accept-language": language})
    assert (response.status_code, response.headers["Content-Language"]) == (410, language)
    text = " ".join(html.document_fromstring(response.content.decode()).text_content().split())
    final = find_final_version(RecordKey("claim", WITHDRAWN))
    assert final.record["statement"][language] in text
    assert REASONS[language] in text
    assert DAYS[language] in text
    assert "سيرا على الأقدام" in text
    assert f"/id/claim/{WITHDRAWN}/{final.version[:16]}" in text


def test_tombstone_may_be_framed_where_the_quotation_was():
    response = get(f"/en/embed/claim/{WITHDRAWN}/")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize("suffix", ["jsonld", "csl.json"])
def test_withdrawn_record_is_a_problem_in_json(suffix):
    response = get(f"/id/claim/{WITHDRAWN}.{suffix}")
    assert (response.status_code, response.headers["Content-Type"]) == (410, "application/problem+json")
    problem = json.loads(response.content)
    final = find_final_version(RecordKey("claim", WITHDRAWN))
    assert (problem["status"], problem["withdrawn"], problem["edition"]) == (410, "2026-11-28", 2)
    assert problem["reason"] == REASONS
    assert problem["last_version"]["sha256"] == final.version
    assert "@type" not in problem


@pytest.mark.parametrize("suffix", ["bib", "ris", "pdf"])
def test_withdrawn_record_is_plain_text_in_other_formats(suffix):
    response = get(f"/id/claim/{WITHDRAWN}.{suffix}")
    assert (response.status_code, response.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert all(reason in response.content.decode() for reason in REASONS.values())


@pytest.mark.parametrize(
    ("accept", "type_"), [("application/ld+json", "application/problem+json"), ("text/html", "text/html; charset=utf-8")]
)
def test_form_of_a_tombstone_is_negotiated(accept, type_):
    response = get(f"/id/route/{ROUTE}", accept=accept)
    assert (response.status_code, response.headers["Content-Type"]) == (410, type_)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/id/camp/{}", "/id/camp/{}"),
        ("/id/camp/{}.geojson", "/id/camp/{}.geojson"),
        ("/en/camps/{}/", "/en/camps/{}/"),
        ("/ar/camps/{}/?mentions=2", "/ar/camps/{}/?mentions=2"),
        ("/ar/camps/{}/versions/", "/ar/camps/{}/versions/"),
    ],
)
def test_renamed_record_redirects(address, target):
    response = get(address.format(OLD_CAMP))
    assert (response.status_code, response.headers["Location"]) == (301, target.format(NEW_CAMP))


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/id/source/old", "/id/source/new"),
        ("/id/passage/old:3.5@1-4.txt", "/id/passage/new:3.5@1-4.txt"),
        ("/en/sources/old/", "/en/sources/new/"),
        ("/en/sources/old/coverage/", "/en/sources/new/coverage/"),
        ("/ar/sources/old/3.5@1-4/", "/ar/sources/new/3.5@1-4/"),
        ("/ar/sources/old/٣/", "/ar/sources/new/%D9%A3/"),
        ("/en/embed/passage/old:3.5/", "/en/embed/passage/new:3.5/"),
        ("/id/camp/lake", "/id/place/lake"),
        ("/id/camp/lake.jsonld", "/id/place/lake.jsonld"),
        ("/ar/camps/lake/", "/ar/places/lake/"),
    ],
)
def test_all_addresses_of_a_renamed_record_redirect(address, target):
    for pk, (kind, identifier, renamed) in enumerate([("source", "old", "source:new"), ("camp", "lake", "place:lake")], 9_000):
        key = RecordKey.parse(renamed)
        add_line(pk, RecordKey(kind, identifier), "renamed", f'{{"renamed":"{renamed}"}}')
        add_line(pk + 10, key, "record", '{"record":{}}')
    response = get(address)
    assert (response.status_code, response.headers["Location"]) == (301, target)


@pytest.mark.parametrize(
    "address",
    ["/id/source/lost", "/id/passage/lost:3.5", "/en/sources/lost/", "/ar/sources/lost/coverage/", "/ar/sources/lost/3.5/"],
)
def test_all_addresses_of_a_withdrawn_source_are_gone(address):
    record = RecordVersion.objects.filter(kind="source").latest("pk").line
    add_line(9_000, RecordKey("source", "lost"), "record", record, edition=2)
    add_line(9_001, RecordKey("source", "lost"), "withdrawn", '{"reason":{"ar":"سبب","en":"A reason."},"withdrawn":"2026-11-28"}')
    assert get(address).status_code == 410


def add_line(pk: int, key: RecordKey, outcome: str, line: str, edition: int = 3) -> None:
    """Add a line to an edition."""
    RecordVersion.objects.create(
        pk=pk, edition_id=edition, kind=key.kind, identifier=key.identifier, version=f"{pk:064x}", outcome=outcome, line=line
    )


def test_returned_record_has_its_page_again():
    assert get(f"/en/claims/{RETURNED}/").status_code == 200
    assert get(f"/id/claim/{RETURNED}.bib").status_code == 200


def test_address_that_never_was_is_not_found():
    assert get("/en/claims/never-was/").status_code == 404
    assert get("/id/claim/never-was").status_code == 404
    assert get(f"/en/claims/{RETURNED}/versions/never/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", [f"/{{}}/claims/{WITHDRAWN}/", f"/{{}}/routes/{ROUTE}/"])
def test_last_version_is_cited_in_all_styles(address, language):
    tree = html.document_fromstring(get(address.format(language)).content.decode())
    kind, identifier = ("claim", WITHDRAWN) if "claims" in address else ("route", ROUTE)
    version = find_final_version(RecordKey(kind, identifier)).version[:16]
    citations = {one.get("data-citation"): one.text_content() for one in tree.xpath("//*[@data-citation]")}
    assert sorted(citations) == sorted(STYLES)
    assert all(f"/id/{kind}/{identifier}/{version}" in text for text in citations.values())
    assert version in citations["arabic"].replace(f"/{version}", "")


def test_day_in_plain_arabic_text_keeps_its_order():
    assert "سُحب في \u200e2026-11-28\u200e، في الطبعة 2" in get(f"/id/claim/{WITHDRAWN}.bib").content.decode()
