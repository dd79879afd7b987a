"""What is refused before anything looks at it, and how that is said."""

import pytest

from archive.web.cache.limits import MAX_PATH_LENGTH, MAX_QUERY_LENGTH, MAX_QUOTATION_QUERY, MAX_SEARCH_QUERY

ADDRESSES = ["/", "/ar/", "/en/claims/", "/id/camp/dachau", "/en/nothing/", "/static/nothing.css"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", ""])
def test_every_method_that_does_not_read_is_refused(served, method):
    for address in ADDRESSES:
        got = served.get(address, method, accept_language="en")
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD"), address
        assert ("للقراءة وحدها" if address == "/ar/" else "read and never written") in got.text


def test_it_refuses_also_where_nothing_is_kept(served, settings):
    settings.RESPONSE_CACHE_MB = 0
    assert served.get("/en/", "POST").status == 405
    assert served.get("/en/").status == 200


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
def test_an_address_is_as_long_as_it_needs_to_be(served, address, status):
    assert served.get(address).status == status


def test_a_path_that_is_no_text_and_headers_without_end_are_refused_in_words(served):
    environment = {"accept_language": "ar"}
    assert served.get("/" + "x" * 10, x="a" * 20_000, **environment).status == 431
    got = served.get("/" + "a" * 3_000, **environment)
    assert "العنوان" in got.text
    assert got.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_refusal_is_in_the_language_of_its_address(served):
    for language, word in (("ar", "العنوان"), ("en", "too long")):
        for accepted in ("ar", "en"):
            assert word in served.get(f"/{language}/claims/?q=" + "a" * MAX_QUERY_LENGTH, accept_language=accepted).text


@pytest.mark.parametrize(("language", "told"), [("ar", "على أجزاء"), ("en", "Check it in parts")])
def test_a_quotation_that_a_server_still_reads_is_told_by_its_page_how_to_be_checked(served, language, told):
    got = served.get(f"/{language}/verify/?q=" + "a" * (MAX_QUOTATION_QUERY - 40))
    assert got.status == 414
    assert told in got.text
    assert 'id="verify"' in got.text
