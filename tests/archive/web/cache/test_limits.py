"""Requests that are refused before they are routed, and the messages."""

import pytest

from archive.web.cache.limits import MAX_PATH_LENGTH, MAX_QUERY_LENGTH, MAX_QUOTATION_QUERY, MAX_SEARCH_QUERY

ADDRESSES = ["/", "/ar/", "/en/claims/", "/id/camp/dachau", "/en/nothing/", "/static/nothing.css"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", ""])
def test_only_get_and_head_are_allowed(cached_client, method):
    for address in ADDRESSES:
        response = cached_client.get(address, method, accept_language="en")
        assert (response.status, response.headers["allow"]) == (405, "GET, HEAD"), address
        assert ("للقراءة وحدها" if address == "/ar/" else "read and never written") in response.text


def test_requests_are_refused_also_without_cache(cached_client, settings):
    settings.RESPONSE_CACHE_MB = 0
    assert cached_client.get("/en/", "POST").status == 405
    assert cached_client.get("/en/").status == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/" + "a" * MAX_PATH_LENGTH, 414),
        ("/en/?q=" + "a" * MAX_QUERY_LENGTH, 414),
        ("/en/verify/?quotation=" + "%D8%A7" * 1_300, 200),
        ("/en/verify/?quotation=" + "a" * MAX_QUOTATION_QUERY, 414),
        ("/en/verify/?q=" + "a" * 5_001, 400),
        ("/ar/search/?q=" + "%D8%A7" * 400, 200),
        ("/ar/search/?q=" + "%D8%A7" * 401, 400),
        ("/ar/search/?q=" + "a" * MAX_SEARCH_QUERY, 414),
    ],
)
def test_maximum_length_depends_on_the_path(cached_client, address, status):
    assert cached_client.get(address).status == status


def test_long_paths_and_headers_are_refused_with_a_message(cached_client):
    environment = {"accept_language": "ar"}
    assert cached_client.get("/" + "x" * 10, x="a" * 20_000, **environment).status == 431
    response = cached_client.get("/" + "a" * 3_000, **environment)
    assert "العنوان" in response.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_refusal_is_in_the_language_of_the_path(cached_client):
    for language, word in (("ar", "العنوان"), ("en", "too long")):
        for accepted in ("ar", "en"):
            assert word in cached_client.get(f"/{language}/claims/?q=" + "a" * MAX_QUERY_LENGTH, accept_language=accepted).text


@pytest.mark.parametrize(("language", "advice"), [("ar", "على أجزاء"), ("en", "Check it in parts")])
def test_too_long_quotation_gets_the_page_with_advice(cached_client, language, advice):
    response = cached_client.get(f"/{language}/verify/?q=" + "a" * (MAX_QUOTATION_QUERY - 40))
    assert response.status == 414
    assert advice in response.text
    assert 'id="verify"' in response.text
