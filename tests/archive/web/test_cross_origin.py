"""Scripts of other sites may read every response of a published archive, and none of a preview."""

import pytest

from archive.web.cache import limits
from archive.web.cross_origin import PREFLIGHT_HEADERS
from tests.support.deploy_files import DEPLOY
from tests.support.invented_editions import OLD_CAMP, REWORDED, WITHDRAWN

ORIGIN = "http://127.0.0.1:8000"
# Address, request headers, status
RESPONSES = [
    ("/id/camp/dachau", {"accept": "application/ld+json"}, 303),
    ("/id/camp/dachau", {"accept": "text/html"}, 303),
    ("/id/camp/dachau", {"accept": "image/png"}, 406),
    ("/id/camp/dachau.jsonld", {}, 200),
    ("/id/camp/dachau.doc", {}, 404),
    ("/id/camp/nowhere", {}, 404),
    ("/id/passage/ushmm-death-marches:9.9", {}, 404),
    ("/id/claims", {}, 303),
    ("/id/claims.csv", {}, 200),
    ("/id/editions.atom", {}, 200),
    ("/id/edition/99.json", {}, 404),
    (f"/id/claim/{REWORDED}/versions.link", {}, 200),
    (f"/id/claim/{REWORDED}/versions.atom", {}, 200),
    (f"/id/claim/{REWORDED}/timegate", {}, 302),
    (f"/id/claim/{REWORDED}/timegate", {"accept_datetime": "yesterday"}, 400),
    (f"/id/claim/{REWORDED}/0", {}, 404),
    (f"/id/claim/{WITHDRAWN}", {}, 410),
    (f"/en/claims/{WITHDRAWN}/", {}, 410),
    (f"/id/camp/{OLD_CAMP}", {}, 301),
    ("/", {}, 302),
    ("/en/camps/dachau/", {}, 200),
    ("/en/camps", {}, 301),
    ("/en/search.json?q=Dachau", {}, 200),
    ("/en/search.json?q=date:never", {}, 400),
    ("/en/search.atom?q=Dachau", {}, 200),
    ("/en/verify.json", {}, 400),
    ("/suggest?q=Da", {}, 200),
    ("/en/opensearch.xml", {}, 200),
    (f"/oembed?url={ORIGIN}/id/claim/thousands-died", {}, 200),
    ("/oembed?url=x", {}, 404),
    ("/about/data/claim.schema.json", {}, 200),
    ("/robots.txt", {}, 200),
]


@pytest.mark.parametrize(("address", "headers", "status"), RESPONSES)
def test_scripts_of_other_sites_may_read_every_response(cached_client, invented_editions, address, headers, status):
    response = cached_client.get(address, **headers)
    assert response.status == status
    assert response.headers["access-control-allow-origin"] == "*"
    exposed = {name.strip().lower() for name in response.headers["access-control-expose-headers"].split(",")}
    assert exposed >= {"etag", "link", "location", "memento-datetime", "content-location", "retry-after", "vary"}
    assert "access-control-allow-credentials" not in response.headers


def test_refusals_may_be_read(cached_client):
    for method, address, status in (("GET", "/" + "a" * limits.MAX_PATH_LENGTH, 414), ("POST", "/en/", 405)):
        response = cached_client.get(address, method)
        assert (response.status, response.headers["access-control-allow-origin"]) == (status, "*")


def test_response_without_cache_may_be_read(cached_client, settings):
    settings.RESPONSE_CACHE_MB = 0
    assert cached_client.get("/id/camp/dachau").headers["access-control-allow-origin"] == "*"


def test_redirect_to_https_may_be_followed(cached_client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = type(cached_client)().get("/id/camp/dachau")
    assert (response.status, response.headers["access-control-allow-origin"]) == (301, "*")


def test_not_modified_may_be_read(cached_client):
    tag = cached_client.get("/id/camp/dachau.jsonld").headers["etag"]
    response = cached_client.get("/id/camp/dachau.jsonld", if_none_match=tag)
    assert (response.status, response.headers["access-control-allow-origin"]) == (304, "*")
    assert "ETag" in response.headers["access-control-expose-headers"]


@pytest.mark.parametrize("address", ["/id/camp/dachau", "/id/claim/thousands-died/timegate", "/en/search.json?q=x", "/nothing"])
def test_script_may_send_any_header_with_a_request_that_reads(cached_client, address):
    response = cached_client.get(address, "OPTIONS", origin="http://other.example", access_control_request_method="GET")
    assert (response.status, response.body) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD"
    assert {"Accept-Datetime", "If-None-Match", "*"} <= set(response.headers["access-control-allow-headers"].split(", "))


def test_only_a_preflight_is_answered(cached_client):
    for headers in ({}, {"origin": "http://other.example"}, {"access_control_request_method": "GET"}):
        assert cached_client.get("/id/camp/dachau", "OPTIONS", **headers).status == 405


def test_preview_may_not_be_read(cached_client, settings):
    settings.PREVIEW, settings.RESPONSE_CACHE_MB = True, 0
    for address in ("/en/", "/id/camp/dachau", "/id/camp/dachau.jsonld", "/en/search.json?q=Dachau", "/nothing"):
        response = cached_client.get(address)
        assert "access-control-allow-origin" not in response.headers, address
        assert response.headers["cross-origin-resource-policy"] == "same-origin", address
    preflight = cached_client.get("/id/camp/dachau", "OPTIONS", origin="http://x.example", access_control_request_method="GET")
    assert preflight.status == 405


def test_proxy_answers_preflights_as_the_archive_does():
    template = (DEPLOY / "nginx" / "site.conf.template").read_text(encoding="utf-8")
    for name, value in PREFLIGHT_HEADERS:
        assert f"add_header {name} {value};" in template or f'add_header {name} "{value}";' in template
