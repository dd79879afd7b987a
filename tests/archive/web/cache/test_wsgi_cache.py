"""Cached responses are the same responses, have entity tags, and are dropped with their edition."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Claim, Edition, LoadedState
from archive.web.monitoring.metrics import CACHE_STATUS
from archive.web.wsgi_client import build_environ

PAGE = "/en/claims/thousands-died/"
ADDRESSES = [
    PAGE,
    "/ar/",
    "/ar/camps/dachau/",
    "/id/camp/dachau",
    "/id/camp/dachau.jsonld",
    "/id/claims.csv",
    "/oembed?url=x",
    "/nothing",
]


def get_with_queries(cached_client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = cached_client.get(address, **headers)
    return response, len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_response_is_rendered_once(cached_client, address, coding):
    first, first_queries = get_with_queries(cached_client, address, accept_encoding=coding)
    repeated, repeated_queries = get_with_queries(cached_client, address, accept_encoding=coding)
    assert repeated == first
    assert repeated_queries <= 1 < first_queries, "only the edition is looked up"
    assert first.text == Client(headers={"host": "127.0.0.1"}).get(address).content.decode(), "Django's own response"


@pytest.mark.parametrize("codings", [("br", "gzip", ""), ("", "br", "gzip"), ("gzip", "", "br")])
def test_other_coding_is_converted_without_rendering(cached_client, codings):
    first = get_with_queries(cached_client, PAGE, accept_encoding=codings[0])[0]
    for coding in codings[1:]:
        other, repeated_queries = get_with_queries(cached_client, PAGE, accept_encoding=coding)
        assert repeated_queries == 1
        assert other.text == first.text
        assert other.headers.get("content-encoding", "") == coding
        assert int(other.headers["content-length"]) == len(other.body)
        assert other.headers["etag"] != first.headers["etag"], "a strong tag names bytes"


@pytest.mark.parametrize("address", ADDRESSES[:5])
def test_not_modified_is_answered_without_rendering(cached_client, address):
    tag = cached_client.get(address, accept_encoding="br").headers.get("etag")
    fresh = type(cached_client)()
    assert bool(tag) == (address != "/id/camp/dachau"), "redirects have no tag"
    if tag:
        response, repeated_queries = get_with_queries(fresh, address, accept_encoding="br", if_none_match=f'"other", W/{tag}')
        assert (response.status, response.body, response.headers["etag"], repeated_queries) == (304, b"", tag, 1)
        headers = cached_client.get(address, accept_encoding="br").headers
        assert {name: headers[name] for name in response.headers} == response.headers
        assert {"etag", "cache-control", "vary"} <= response.headers.keys()
        assert cached_client.get(address, accept_encoding="gzip", if_none_match=tag).status == 200
        assert cached_client.get(address, if_none_match="*").status == 304


def test_response_that_is_not_stored_is_encoded_too(cached_client):
    refused = "/ar/search/?q=date%3Anever"
    plain, encoded = cached_client.get(refused), cached_client.get(refused, accept_encoding="br")
    assert (plain.status, encoded.status) == (400, 400)
    assert encoded.text == plain.text
    assert encoded.headers["content-encoding"] == "br"
    assert "Accept-Encoding" in encoded.headers["vary"]
    assert int(encoded.headers["content-length"]) == len(encoded.body) < len(plain.body) / 2


def test_new_edition_drops_cached_responses(cached_client):
    tag = cached_client.get(PAGE).headers["etag"]
    Claim.objects.filter(identifier="thousands-died").update(statement_en="Something else.")
    assert "Something else." not in cached_client.get(PAGE).text
    LoadedState.objects.update(digest="0" * 64)
    response = cached_client.get(PAGE, if_none_match=tag)
    assert (response.status, "Something else." in response.text) == (200, True)
    assert response.headers["etag"] != tag


def test_head_is_get_without_the_body(cached_client):
    head, response = cached_client.get(PAGE, "HEAD", accept_encoding="br"), cached_client.get(PAGE, accept_encoding="br")
    assert (head.status, head.body, head.headers) == (200, b"", response.headers)
    assert cached_client.get(PAGE, "HEAD", if_none_match=cached_client.get(PAGE).headers["etag"]).status == 304


@pytest.mark.parametrize("address", ["/static/nothing.css", "/nothing", "/id/camp/dachau"])
def test_head_has_no_body_with_any_status(cached_client, address):
    head, response = cached_client.get(address, "HEAD"), cached_client.get(address)
    assert (head.status, head.body, head.headers) == (response.status, b"", response.headers)


def test_response_depends_on_language_format_and_query(cached_client):
    for _time in range(2):
        for language, target in (("ar", "/ar/camps/dachau/"), ("en-GB, de;q=0.3", "/en/camps/dachau/")):
            assert cached_client.get("/id/camp/dachau", accept_language=language).headers["location"] == target
        response = cached_client.get("/id/camp/dachau", accept="text/html;q=0.1, application/ld+json")
        assert response.headers["location"] == "/id/camp/dachau.jsonld"
        assert cached_client.get("/id/camp/dachau", accept="image/png").status == 406
        for text, words in (("ar", "source-only"), ("en", "reading-only")):
            assert words in cached_client.get(f"/en/sources/ushmm-death-marches/?text={text}").text


def test_irrelevant_headers_do_not_add_entries(cached_client):
    for number in range(60):
        headers = {"accept_language": f"en;q=0.{number}1", "accept": f"text/html, x/{number}", "user_agent": str(number)}
        cached_client.get("/id/camp/dachau", accept_encoding=f"br, x{number}", referer=str(number), **headers)
        cached_client.get(PAGE, accept_encoding="br", **headers)
    assert len(cached_client.application.responses.memory) == 2


def test_cached_responses_keep_their_frame_policy(cached_client):
    for _time in range(2):
        assert "frame-ancestors *" in cached_client.get("/en/embed/claim/thousands-died/").headers["content-security-policy"]
        assert "frame-ancestors 'none'" in cached_client.get(PAGE).headers["content-security-policy"]


def test_other_hosts_are_not_cached(cached_client):
    assert cached_client.get(PAGE, host="elsewhere.example").status == 400
    assert cached_client.get("/en/", host="localhost").text == cached_client.get("/en/").text
    assert len(cached_client.application.responses.memory) == 1


def test_cached_response_is_served_while_the_database_is_down(cached_client, monkeypatch):
    from django.db import OperationalError

    from archive.web.cache import edition as editions

    first = cached_client.get(PAGE)

    def gone():
        raise OperationalError

    monkeypatch.setattr(editions, "get_loaded_edition", gone)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert cached_client.get(PAGE) == first


def test_hanging_database_delays_few_requests(cached_client, monkeypatch):
    """Each look-up of the edition fails after four seconds, as when the database's machine is unreachable."""
    from django.db import OperationalError

    from archive.web.cache import edition as editions

    first, clock, lookups = cached_client.get(PAGE), [editions.time.monotonic() + 1], []

    def hang():
        lookups.append(clock[0])
        clock[0] += 4.0
        raise OperationalError

    monkeypatch.setattr(editions, "get_loaded_edition", hang)
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(editions.time, "monotonic", lambda: clock[0])
    for _time in range(200):
        clock[0] += 0.2
        assert cached_client.get(PAGE) == first
    assert 1 <= len(lookups) <= 3


def test_environ_has_the_cache_status(cached_client):
    statuses, tag = [], ""
    for address in (PAGE, PAGE, PAGE, "/static/nothing"):
        environ = build_environ("http://127.0.0.1:8000", address, HTTP_IF_NONE_MATCH=tag)
        b"".join(cached_client.application(environ, lambda _status, _headers, _error=None: None))
        statuses.append(environ.get(CACHE_STATUS))
        tag = cached_client.get(PAGE).headers["etag"] if len(statuses) == 2 else ""
    assert statuses == ["miss", "hit", "hit", None]


def test_ledger_file_is_sent_line_by_line_and_not_stored(cached_client):
    response = cached_client.get("/id/edition/1.jsonl", accept_encoding="gzip")
    assert response.status == 200
    assert response.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "content-encoding" not in response.headers
    assert len(response.body.splitlines()) == 1 + Edition.objects.get(number=1).versions.count()
    assert cached_client.get("/id/edition/1.jsonl", if_none_match=response.headers["etag"]).status == 304
    assert cached_client.get("/id/edition/1.jsonl", "HEAD").body == b""
