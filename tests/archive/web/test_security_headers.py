"""Headers that restrict browsers and other sites."""

import re

import pytest

from tests.support.wsgi_client import WSGIClient

PAGES = ["/ar/", "/en/camps/dachau/", "/en/sources/ushmm-death-marches/3.5/", "/nothing", "/en/about/citing/"]
DOWNLOADS = ["/id/camp/dachau.geojson", "/id/source/ushmm-death-marches.txt", "/about/data/claim.schema.json"]
EMBED = "/en/embed/claim/thousands-died/"


def parse_policy(response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize("address", [*PAGES, *DOWNLOADS, EMBED])
def test_every_response_has_restrictive_headers(cached_client, address):
    response = cached_client.get(address)
    policy = parse_policy(response)
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in response.headers["content-security-policy"]
    assert not re.search(r"https?:|\*", response.headers["content-security-policy"].replace("frame-ancestors *", ""))
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in response.headers["permissions-policy"]
    assert not {"set-cookie", "server", "x-powered-by"} & response.headers.keys()


@pytest.mark.parametrize("address", PAGES)
def test_page_may_not_be_framed_and_has_no_inline_code(cached_client, address):
    response = cached_client.get(address)
    assert (parse_policy(response)["frame-ancestors"], response.headers["x-frame-options"]) == ("'none'", "DENY")
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert all("src=" in script or 'type="application/ld+json"' in script for script in scripts), "only data is inline"
    assert not re.search(r"<style|\sstyle=|\son\w+=", re.sub(r"<script.*?</script>", "", response.text, flags=re.DOTALL))


def test_embedded_page_may_be_framed(cached_client):
    response = cached_client.get(EMBED)
    assert parse_policy(response)["frame-ancestors"] == "*"
    assert "x-frame-options" not in response.headers
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("address", DOWNLOADS)
def test_other_sites_may_read_downloads(cached_client, address):
    response = cached_client.get(address)
    assert (response.headers["cross-origin-resource-policy"], response.headers["access-control-allow-origin"]) == (
        "cross-origin",
        "*",
    )


def test_page_loads_nothing_from_other_hosts(cached_client):
    for address in (*PAGES, EMBED):
        addresses = re.findall(
            r"<(?:script|img|iframe|source|link rel=\"(?:stylesheet|icon|preload)\")[^>]*(?:src|href)=\"([^\"]+)",
            cached_client.get(address).text,
        )
        assert addresses
        assert all(loaded.startswith(("/", "data:")) and not loaded.startswith("//") for loaded in addresses), address


def test_http_redirects_to_https_behind_tls(cached_client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    cached_client = WSGIClient()
    for _time in range(2):
        redirect = cached_client.get("/en/")
        assert (redirect.status, redirect.headers["location"]) == (301, "https://127.0.0.1:8000/en/")
        response = cached_client.get("/en/", x_forwarded_proto="https")
        assert (response.status, response.headers["strict-transport-security"]) == (200, "max-age=31536000")
