"""What the static edition responds about the past: as the site does, or that it does not have it. Needs nginx."""

from __future__ import annotations

import http.client
import json

import pytest
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import transaction
from django.test import Client

from archive.editions.bake import baker
from archive.ledger.chain import LEDGER_FOLDER
from archive.models import RecordVersion
from archive.urls import RECORD_KINDS
from tests.support.baked_site import UnlinkedBaker, serve_files
from tests.support.commands import run_command
from tests.support.invented_editions import (
    NEW_CAMP,
    OLD_CAMP,
    REWORDED,
    ROUTE,
    WITHDRAWN,
    load_invented_editions,
    publish_invented_editions,
)
from tests.support.ports import free_ports

# The pages are those of either engine (tests/archive/editions/test_version_bytes.py), and requests through WSGI would close PostgreSQL's connection inside the
# transaction.
pytestmark = pytest.mark.one_engine

HEADERS = ("Content-Type", "Content-Language", "Link", "X-Robots-Tag", "Memento-Datetime", "Access-Control-Allow-Origin")


@pytest.fixture(scope="module")
def port(tmp_path_factory, django_db_setup, django_db_blocker):
    """Load three editions, of which a version is suppressed, and serve what a copy has of the past; yield its port."""
    work = tmp_path_factory.mktemp("past")
    root = publish_invented_editions(work)
    [port] = free_ports(1)
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        (root / LEDGER_FOLDER / "0002.sig").write_text("A signature\n", "utf-8")
        (root / LEDGER_FOLDER / "0002.tsr").write_bytes(b"\x30\x80")
        load_invented_editions(root)
        first = RecordVersion.objects.filter(kind="claim", identifier=REWORDED).earliest("pk").version
        reasons = {"reason_ar": "اسم إنسان", "reason_en": "The name of a person"}
        assert run_command("suppress", root, "en", version=first, **reasons)[0] == 0
        assert run_command("load_fixtures", root, "en")[0] == 0
        patch.setattr(baker, "list_start_addresses", list_past_addresses)
        patch.setattr("django.conf.settings.STATIC_ROOT", str(root / "places"))
        baked = UnlinkedBaker(get_internal_wsgi_application(), RECORD_KINDS, work / "out")
        assert list(baked.bake())
        baked.write_manifests(f"127.0.0.1:{port}", str(work / "out"))
        with serve_files(work, work / "out", port):
            yield port
        transaction.set_rollback(True)


def list_past_addresses(kinds):
    yield from baker.list_given_up_addresses(kinds)
    yield from baker.list_history_addresses()


def request(port: int, address: str, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": "127.0.0.1:8000", "Accept": "text/html", **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def assert_same(port: int, address: str, language: str = "en") -> int:
    """Assert that the copy responds as the site does, and return the status."""
    response, body = request(port, address, **{"Accept-Language": language})
    expected = Client().get(address, headers={"accept-language": language, "accept": "text/html"})
    assert response.status == expected.status_code, address
    if response.status == 301:
        assert response.headers["Location"] == expected.headers["Location"]
        return 301
    assert body == expected.content, address
    for name in HEADERS:
        links = (expected.headers.get(name) or "").split(", ")
        assert (response.headers.get(name) or "") == ", ".join(link for link in links if "timegate" not in link), (address, name)
    return response.status


def name_first(kind: str, identifier: str) -> str:
    version = RecordVersion.objects.filter(kind=kind, identifier=identifier).earliest("pk")
    return f"/id/{kind}/{identifier}/{version.version[:16]}"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_suppressed_version_is_refused_as_on_the_site(port, language):
    address = name_first("claim", REWORDED)
    assert assert_same(port, f"{address}.json", language) == 451
    assert assert_same(port, address, language) == 451
    history = json.loads(request(port, f"/id/claim/{REWORDED}/versions.json")[1])["versions"]
    assert [version["outcome"] for version in history] == ["suppressed", "record", "record"]
    assert set(history[0]) == {
        "version", "address", "edition", "published", "outcome", "kind", "identifier", "previous", "reason"
    }  # fmt: skip
    assert address not in request(port, f"/id/claim/{REWORDED}/versions.link")[1].decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("suffix", ["", ".jsonld", ".bib", ".ris", ".csl.json"])
def test_withdrawn_record_is_gone_in_all_its_formats(port, language, suffix):
    assert assert_same(port, f"/id/claim/{WITHDRAWN}{suffix}", language) == 410


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/{{}}/claims/{WITHDRAWN}/", f"/{{}}/embed/claim/{WITHDRAWN}/", f"/{{}}/routes/{ROUTE}/"])
def test_pages_of_a_withdrawn_record_are_gone(port, address):
    assert {assert_same(port, address.format(language), language) for language in ("ar", "en")} == {410}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/id/camp/{}", "/id/camp/{}.geojson", "/id/camp/{}.bib", "/en/camps/{}/", "/id/camp/{}/versions.json"]
)
def test_renamed_record_leads_on_in_all_its_formats(port, address):
    assert assert_same(port, address.format(OLD_CAMP)) == 301


@pytest.mark.django_db
def test_line_of_a_sentence_is_there_with_and_without_its_suffix(port):
    sentence = RecordVersion.objects.filter(kind="sentence", identifier="ushmm-death-marches:3.5").earliest("pk")
    for suffix in ("", ".json"):
        response, body = request(port, f"/id/passage/{sentence.identifier}/{sentence.version[:16]}{suffix}")
        assert (response.status, body.decode()) == (200, sentence.line)
        own = response.headers.get("Content-Location", "")
        assert own == ("" if suffix else f"/id/passage/{sentence.identifier}/{sentence.version[:16]}.json")


@pytest.mark.django_db
def test_cited_states_are_there_in_every_edition(port):
    for number in (1, 2, 3):
        for suffix in ("", ".json"):
            response, body = request(port, f"/id/camp/dachau/edition/{number}{suffix}", Accept="application/json")
            assert (response.status, json.loads(body)["edition"]["number"]) == (200, number)
            assert response.headers["Memento-Datetime"]
            assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert assert_same(port, f"/id/camp/{OLD_CAMP}/edition/1.json") == 200
    assert assert_same(port, f"/id/camp/{OLD_CAMP}/edition/3.json") == 301
    assert assert_same(port, f"/id/camp/{NEW_CAMP}/edition/3.json") == 200
    assert assert_same(port, f"/id/route/{ROUTE}/edition/2.json") == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/claim/thousands-died/edition/2.json", 501),
        ("/id/claim/thousands-died/versions.atom", 501),
        ("/id/edition/1/SHA256SUMS", 501),
        ("/id/passage/ushmm-death-marches:3/edition/1", 501),
        ("/id/passage/ushmm-death-marches:3.5/versions.atom", 501),
        ("/id/claim/thousands-died/edition/4.json", 404),
        ("/id/claim/none/versions.atom", 404),
        ("/id/claim/thousands-died/0000000000000000.json", 404),
        ("/id/edition/4.jsonl", 404),
        ("/id/edition/4/SHA256SUMS", 404),
    ],
)
def test_copy_says_what_it_lacks_and_what_there_is_not(port, address, status):
    response, body = request(port, address)
    assert response.status == status
    assert status == 404 or "This copy is static" in body.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["sig", "tsr"])
def test_signature_and_time_stamp_are_there(port, suffix):
    assert assert_same(port, f"/id/edition/2.{suffix}") == 200
    assert request(port, f"/id/edition/1.{suffix}")[0].status == 404
