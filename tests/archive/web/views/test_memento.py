"""The requirements of RFC 7089 one by one, on a server that caches; and a client of the protocol, where it is installed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st
from memento_client import MementoClient

from archive.models import Edition, RecordVersion
from archive.versions.timegate import find_edition, list_instants, parse_accept_datetime
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, RETURNED, REWORDED, WITHDRAWN
from tests.support.threaded_server import serve_in_thread
from tests.support.wsgi_client import WSGIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_editions")]

ORIGIN = "http://127.0.0.1:8000"
SOURCE = "ushmm-death-marches"
CLAIM = f"/id/claim/{REWORDED}"
TIMEGATE = f"{CLAIM}/timegate"
LINK = re.compile(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)')
BEFORE, GARBAGE = (
    "Thu, 01 Jan 1970 00:00:00 GMT",
    ("x", "2026-11-29", "Sun, 29 Nov 2026 04:00:00 +0000", "sun, 29 nov 2026 04:00:00 GMT", "Mon, 29 Nov 2026 04:00:00 GMT", "٢٩"),
)


@pytest.fixture(autouse=True)
def forget_instants():
    """Forget the editions of other modules."""
    list_instants.cache_clear()


def date_of(edition: int, seconds: int = 0) -> str:
    return http_date((Edition.objects.get(number=edition).instant + timedelta(seconds=seconds)).timestamp())


def list_addresses() -> list[str]:
    versions = RecordVersion.objects.filter(kind="claim", identifier=REWORDED).order_by("pk")
    return [f"{CLAIM}/{version.version[:16]}" for version in versions]


def parse_links(header: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the links of a header by each of their relations: address and parameters."""
    links = {}
    for address, parameters in LINK.findall(header):
        values = dict(re.findall(r'([a-z]+)="([^"]*)"', parameters))
        links |= dict.fromkeys(values["rel"].split(), (address, values))
    return links


def test_original_resource_links_to_its_timegate(cached_client):
    """2.2.2: on the record, on its page, on its formats, and on a withdrawn record (4.5.2)."""
    for address in (CLAIM, f"{CLAIM}.jsonld", f"/en/claims/{REWORDED}/"):
        links = parse_links(cached_client.get(address).headers["link"])
        assert links["timegate"][0] == f"{ORIGIN}{TIMEGATE}"
        assert links["timemap"] == (f"{ORIGIN}{CLAIM}/versions.link", {"rel": "timemap", "type": "application/link-format"})
    response = cached_client.get(f"/id/claim/{WITHDRAWN}")
    assert response.status == 410
    assert parse_links(response.headers["link"])["timegate"][0] == f"{ORIGIN}/id/claim/{WITHDRAWN}/timegate"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_of_a_version_is_a_memento_as_at_its_permanent_address(cached_client, language):
    first = list_addresses()[0]
    page = cached_client.get(f"/{language}/claims/{REWORDED}/versions/{first.rpartition('/')[2]}/")
    permanent = cached_client.get(first, accept_language=language)
    assert page.status == 200
    for name in ("memento-datetime", "link", "x-robots-tag"):
        assert page.headers[name] == permanent.headers[name]
    assert page.headers["memento-datetime"] == date_of(1)
    assert parse_links(page.headers["link"])["original"][0] == f"{ORIGIN}{CLAIM}"


def test_page_of_a_suppressed_version_is_no_memento(cached_client):
    first = list_addresses()[0]
    RecordVersion.objects.filter(kind="claim", identifier=REWORDED, edition=1).update(outcome="suppressed", line="{}")
    for address in (first, f"/en/claims/{REWORDED}/versions/{first.rpartition('/')[2]}/"):
        page = cached_client.get(address)
        assert (page.status, "memento-datetime" in page.headers) == (451, False)
        assert parse_links(page.headers["link"])["timemap"][1]["from"] == date_of(2)


@pytest.mark.parametrize("address", [TIMEGATE, f"/id/passage/{SOURCE}:3.3/timegate"])
def test_timegate_of_a_record_whose_versions_are_all_suppressed_leads_nowhere(cached_client, address):
    RecordVersion.objects.filter(identifier__in=(REWORDED, f"{SOURCE}:3.3")).update(outcome="suppressed", line="{}")
    response = cached_client.get(address)
    assert (response.status, response.headers["content-type"]) == (451, "application/problem+json")
    assert "accept-datetime" in response.headers["vary"].split(", ")


@pytest.mark.parametrize(("edition", "seconds", "expected"), [(1, 0, 1), (2, 0, 2), (2, -1, 1), (3, 0, 3), (3, 99, 3), (1, -1, 1)])
def test_timegate_leads_to_the_version_in_force(cached_client, edition, seconds, expected):
    """4.1: 302, ``Vary``, ``Location``, the original, the TimeMap, no ``Memento-Datetime``."""
    response = cached_client.get(TIMEGATE, accept_datetime=date_of(edition, seconds))
    assert (response.status, response.headers["location"]) == (302, list_addresses()[expected - 1])
    assert "accept-datetime" in response.headers["vary"].split(", ")
    assert "memento-datetime" not in response.headers
    links = parse_links(response.headers["link"])
    assert links["original"][0] == f"{ORIGIN}{CLAIM}"
    assert links["timemap"][1]["from"] == date_of(1)
    assert links["timemap"][1]["until"] == date_of(3)
    assert links["timegate"][0] == f"{ORIGIN}{TIMEGATE}"
    assert response.body == b""


def test_without_a_date_it_is_the_most_recent(cached_client):
    """4.5.3."""
    assert cached_client.get(TIMEGATE).headers["location"] == list_addresses()[-1]


def test_before_the_first_edition_it_is_the_first_memento(cached_client):
    """4.5.3."""
    assert cached_client.get(TIMEGATE, accept_datetime=BEFORE).headers["location"] == list_addresses()[0]


@pytest.mark.parametrize("header", GARBAGE)
def test_invalid_date_is_a_bad_request(cached_client, header):
    """4.5.3."""
    response = cached_client.get(TIMEGATE, accept_datetime=header)
    assert (response.status, response.headers["content-type"]) == (400, "application/problem+json")
    assert "accept-datetime" in response.headers["vary"].lower()


def test_unknown_record_has_no_timegate(cached_client):
    for address in ("/id/claim/none/timegate", f"/id/passage/{SOURCE}:9.9/timegate", f"/id/passage/{SOURCE}:9/timegate"):
        response = cached_client.get(address, accept_datetime=date_of(1))
        assert response.status == 404
        assert "memento-datetime" not in response.headers


@pytest.mark.parametrize("edition", [1, 2, 3])
@pytest.mark.parametrize("suffix", ["", ".json", ".jsonld", ".bib"])
def test_memento_says_when_it_was_and_what_it_is_of(cached_client, edition, suffix):
    """4.2: its own instant, whatever was asked (pywb 549); the original; no negotiation by date."""
    response = cached_client.get(list_addresses()[edition - 1] + suffix, accept_datetime=BEFORE, accept="text/html")
    assert response.status == 200
    assert response.headers["memento-datetime"] == date_of(edition)
    assert "accept-datetime" not in response.headers["vary"].lower()
    links = parse_links(response.headers["link"])
    assert links["original"][0] == f"{ORIGIN}{CLAIM}"
    assert links["timegate"][0] == f"{ORIGIN}{TIMEGATE}"
    assert links["timemap"][0] == f"{ORIGIN}{CLAIM}/versions.link"


@pytest.mark.parametrize("edition", [1, 2, 3])
def test_memento_and_timegate_link_to_first_prev_next_and_last(cached_client, edition):
    """2.2.4, and pywb 555."""
    expected = (
        {"first": 1, "last": 3} | ({"prev": edition - 1} if edition > 1 else {}) | ({"next": edition + 1} if edition < 3 else {})
    )
    for response in (
        cached_client.get(list_addresses()[edition - 1]),
        cached_client.get(TIMEGATE, accept_datetime=date_of(edition)),
    ):
        links = parse_links(response.headers["link"])
        assert {name: links[name][0] for name in ("first", "prev", "next", "last") if name in links} == {
            name: ORIGIN + list_addresses()[number - 1] for name, number in expected.items()
        }
        for name, number in expected.items():
            assert links[name][1]["datetime"] == date_of(number)


def test_unknown_memento_is_not_found(cached_client):
    """pywb 549: no memento is answered for a name that none has."""
    response = cached_client.get(f"{CLAIM}/{'0' * 16}", accept_datetime=BEFORE)
    assert response.status == 404
    assert "memento-datetime" not in response.headers


def test_timemap_lists_every_memento(cached_client):
    """5: the original, itself with its range, the TimeGate, all mementos with their instants, in the link format of RFC 6690."""
    response = cached_client.get(f"{CLAIM}/versions.link", accept_datetime=BEFORE)
    assert response.headers["content-type"] == "application/link-format"
    links = LINK.findall(response.text)
    relations = [dict(re.findall(r'([a-z]+)="([^"]*)"', parameters)) for _address, parameters in links]
    assert [values["rel"] for values in relations] == ["original", "timegate", "self", "first memento", "memento", "last memento"]
    assert [address for address, _parameters in links] == [
        ORIGIN + address for address in (CLAIM, TIMEGATE, f"{CLAIM}/versions.link", *list_addresses())
    ]
    assert [values["datetime"] for values in relations[3:]] == [date_of(number) for number in (1, 2, 3)]
    assert (relations[2]["from"], relations[2]["until"]) == (date_of(1), date_of(3))
    assert response.text.count("\n") == len(links)


def test_timemap_is_not_negotiated_by_date(cached_client):
    """pywb 551."""
    for suffix in ("", ".link", ".json", ".atom"):
        response = cached_client.get(f"{CLAIM}/versions{suffix}", accept_datetime=BEFORE, accept="application/link-format")
        assert "accept-datetime" not in response.headers["vary"].lower()
        assert "memento-datetime" not in response.headers
        assert response.status == 200


def test_responses_that_differ_in_the_date_alone_are_shared_by_edition(cached_client):
    cached_client.get(TIMEGATE, accept_datetime=date_of(2))
    with CaptureQueriesContext(connection) as queries:
        repeated = cached_client.get(TIMEGATE, accept_datetime=date_of(2))
        other = cached_client.get(TIMEGATE, accept_datetime=date_of(3, 99))
    assert repeated.headers["location"] == list_addresses()[1]
    with CaptureQueriesContext(connection) as queries:
        for seconds in range(50):
            assert cached_client.get(TIMEGATE, accept_datetime=date_of(3, seconds)).headers["location"] == other.headers["location"]
        assert cached_client.get(TIMEGATE).headers["location"] == other.headers["location"]
    assert not [query for query in queries if "recordversion" in query["sql"]]


def test_withdrawn_and_renamed_records_have_a_timegate(cached_client):
    response = cached_client.get(f"/id/claim/{WITHDRAWN}/timegate", accept_datetime=date_of(3))
    version = RecordVersion.objects.get(kind="claim", identifier=WITHDRAWN, outcome="record")
    assert response.headers["location"] == f"/id/claim/{WITHDRAWN}/{version.version[:16]}"
    assert cached_client.get(f"/id/claim/{RETURNED}/timegate", accept_datetime=date_of(2)).status == 302
    for name in (OLD_CAMP, NEW_CAMP):
        for edition, expected in ((1, OLD_CAMP), (2, NEW_CAMP), (3, NEW_CAMP)):
            response = cached_client.get(f"/id/camp/{name}/timegate", accept_datetime=date_of(edition))
            assert response.headers["location"].startswith(f"/id/camp/{expected}/")
            assert parse_links(response.headers["link"])["original"][0] == f"{ORIGIN}/id/camp/{NEW_CAMP}"


def test_passages_have_timegates(cached_client):
    single = cached_client.get(f"/id/passage/{SOURCE}:3.5/timegate", accept_datetime=date_of(2))
    version = RecordVersion.objects.get(kind="sentence", identifier=f"{SOURCE}:3.5")
    assert single.headers["location"] == f"/id/passage/{SOURCE}:3.5/{version.version[:16]}"
    response = cached_client.get(f"/id/passage/{SOURCE}:3.4-3.5/timegate", accept_datetime=date_of(2))
    assert response.headers["location"] == f"/id/passage/{SOURCE}:3.4-3.5/edition/1"
    memento = cached_client.get(response.headers["location"])
    assert memento.headers["memento-datetime"] == date_of(1)


def test_state_in_an_edition_is_a_memento_of_that_edition(cached_client):
    response = cached_client.get("/id/camp/dachau/edition/2", accept_language="en")
    assert response.headers["memento-datetime"] == date_of(2)
    assert response.headers["x-robots-tag"] == "noindex"
    links = parse_links(response.headers["link"])
    assert links["original"][0] == links["canonical"][0] == f"{ORIGIN}/id/camp/dachau"


@given(st.text(max_size=40) | st.datetimes().map(lambda instant: instant.strftime("%a, %d %b %Y %H:%M:%S GMT")))
def test_any_header_is_a_date_or_refused(header):
    try:
        parse_accept_datetime(header)
    except ValueError:
        return
    assert find_edition(header, list_instants("")) in (1, 2, 3)


def test_memento_client_finds_the_versions(one_connection):
    client = MementoClient()
    instants = {number: Edition.objects.get(number=number).instant.replace(tzinfo=None) for number in (1, 2, 3)}
    with serve_in_thread(WSGIClient().application) as origin, override_settings(CANONICAL_ORIGIN=origin):
        for start in (CLAIM, f"/en/claims/{REWORDED}/", list_addresses()[0]):
            for number, instant in instants.items():
                response = client.get_memento_info(origin + start, instant)
                closest = response["mementos"]["closest"]
                assert response["timegate_uri"] == origin + TIMEGATE
                assert (closest["uri"], closest["datetime"]) == ([origin + list_addresses()[number - 1]], instant)
                assert closest["http_status_code"] == 200
                assert response["mementos"]["first"]["uri"] == [origin + list_addresses()[0]]
                assert response["mementos"]["last"]["datetime"] == instants[3]
        assert client.is_timegate(origin + TIMEGATE, accept_datetime=date_of(2))
        assert client.is_memento(origin + list_addresses()[1])
        assert not client.is_memento(origin + CLAIM)
