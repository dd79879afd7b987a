"""Kept answers are the same answers, known again by their tags, and are let go with the edition they were made of."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Claim, Edition
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


def asked(served, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        got = served.get(address, **headers)
    return got, len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_an_answer_is_made_once_and_is_the_same_again(served, address, coding):
    first, many = asked(served, address, accept_encoding=coding)
    again, few = asked(served, address, accept_encoding=coding)
    assert again == first
    assert few <= 1 < many, "only the edition is looked up"
    assert first.text == Client(headers={"host": "127.0.0.1"}).get(address).content.decode(), "what Django says"


@pytest.mark.parametrize("codings", [("br", "gzip", ""), ("", "br", "gzip"), ("gzip", "", "br")])
def test_one_coding_is_made_of_another_without_asking_again(served, codings):
    first = asked(served, PAGE, accept_encoding=codings[0])[0]
    for coding in codings[1:]:
        other, few = asked(served, PAGE, accept_encoding=coding)
        assert few == 1
        assert other.text == first.text
        assert other.headers.get("content-encoding", "") == coding
        assert int(other.headers["content-length"]) == len(other.body)
        assert other.headers["etag"] != first.headers["etag"], "a strong tag names bytes"


@pytest.mark.parametrize("address", ADDRESSES[:5])
def test_who_has_it_already_is_told_so_before_anything_is_made(served, address):
    tag = served.get(address, accept_encoding="br").headers.get("etag")
    fresh = type(served)()
    assert bool(tag) == (address != "/id/camp/dachau"), "an answer that leads on has no bytes to know again"
    if tag:
        got, few = asked(fresh, address, accept_encoding="br", if_none_match=f'"other", W/{tag}')
        assert (got.status, got.body, got.headers["etag"], few) == (304, b"", tag, 1)
        whole = served.get(address, accept_encoding="br").headers
        assert {name: whole[name] for name in got.headers} == got.headers
        assert {"etag", "cache-control", "vary"} <= got.headers.keys()
        assert served.get(address, accept_encoding="gzip", if_none_match=tag).status == 200
        assert served.get(address, if_none_match="*").status == 304


def test_a_new_edition_lets_all_go(served):
    tag = served.get(PAGE).headers["etag"]
    Claim.objects.filter(identifier="thousands-died").update(statement_en="Something else.")
    assert "Something else." not in served.get(PAGE).text
    Edition.objects.update(digest="0" * 64)
    got = served.get(PAGE, if_none_match=tag)
    assert (got.status, "Something else." in got.text) == (200, True)
    assert got.headers["etag"] != tag


def test_head_is_get_without_the_body(served):
    head, got = served.get(PAGE, "HEAD", accept_encoding="br"), served.get(PAGE, accept_encoding="br")
    assert (head.status, head.body, head.headers) == (200, b"", got.headers)
    assert served.get(PAGE, "HEAD", if_none_match=served.get(PAGE).headers["etag"]).status == 304


@pytest.mark.parametrize("address", ["/static/nothing.css", "/nothing", "/id/camp/dachau"])
def test_head_has_no_body_whatever_is_answered(served, address):
    head, got = served.get(address, "HEAD"), served.get(address)
    assert (head.status, head.body, head.headers) == (got.status, b"", got.headers)


def test_each_reader_is_answered_as_asked(served):
    for _time in range(2):
        for language, target in (("ar", "/ar/camps/dachau/"), ("en-GB, de;q=0.3", "/en/camps/dachau/")):
            assert served.get("/id/camp/dachau", accept_language=language).headers["location"] == target
        got = served.get("/id/camp/dachau", accept="text/html;q=0.1, application/ld+json")
        assert got.headers["location"] == "/id/camp/dachau.jsonld"
        assert served.get("/id/camp/dachau", accept="image/png").status == 406
        for text, words in (("ar", "arabic-only"), ("en", "english-only")):
            assert words in served.get(f"/en/sources/ushmm-death-marches/?text={text}").text


def test_varying_headers_do_not_fill_the_memory(served):
    for number in range(60):
        headers = {"accept_language": f"en;q=0.{number}1", "accept": f"text/html, x/{number}", "user_agent": str(number)}
        served.get("/id/camp/dachau", accept_encoding=f"br, x{number}", referer=str(number), **headers)
        served.get(PAGE, accept_encoding="br", **headers)
    assert len(served.application.responses.memory) == 2


def test_what_is_framed_stays_what_may_be_framed(served):
    for _time in range(2):
        assert "frame-ancestors *" in served.get("/en/embed/claim/thousands-died/").headers["content-security-policy"]
        assert "frame-ancestors 'none'" in served.get(PAGE).headers["content-security-policy"]


def test_another_host_and_what_says_itself_how_long_it_holds_are_not_kept(served):
    assert served.get(PAGE, host="elsewhere.example").status == 400
    assert served.get("/en/", host="localhost").text == served.get("/en/").text
    assert len(served.application.responses.memory) == 1


def test_while_the_database_does_not_answer_what_is_kept_is_served(served, monkeypatch):
    from django.db import OperationalError

    from archive.web.cache import edition as editions

    first = served.get(PAGE)

    def gone():
        raise OperationalError

    monkeypatch.setattr(editions, "get_loaded_edition", gone)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert served.get(PAGE) == first


def test_a_database_that_hangs_delays_one_reader_in_a_while_and_not_all(served, monkeypatch):
    """As when its machine is gone without a word: a question ends when a connection is given up, after seconds."""
    from django.db import OperationalError

    from archive.web.cache import edition as editions

    first, clock, asked = served.get(PAGE), [editions.time.monotonic() + 1], []

    def hang():
        asked.append(clock[0])
        clock[0] += 4.0
        raise OperationalError

    monkeypatch.setattr(editions, "get_loaded_edition", hang)
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(editions.time, "monotonic", lambda: clock[0])
    for _time in range(200):
        clock[0] += 0.2
        assert served.get(PAGE) == first
    assert 1 <= len(asked) <= 3


def test_whoever_counts_is_told_whether_an_answer_was_kept(served):
    told, tag = [], ""
    for address in (PAGE, PAGE, PAGE, "/static/nothing"):
        environ = build_environ("http://127.0.0.1:8000", address, HTTP_IF_NONE_MATCH=tag)
        b"".join(served.application(environ, lambda _status, _headers, _error=None: None))
        told.append(environ.get(CACHE_STATUS))
        tag = served.get(PAGE).headers["etag"] if len(told) == 2 else ""
    assert told == ["miss", "hit", "hit", None]
