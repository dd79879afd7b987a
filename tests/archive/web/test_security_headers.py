"""What every answer forbids the browser, and what other sites may do with it."""

import re

import pytest

from tests.support.wsgi_client import WSGIClient

PAGES = ["/ar/", "/en/camps/dachau/", "/en/sources/ushmm-death-marches/3.5/", "/nothing", "/en/about/citing/"]
DOWNLOADS = ["/id/camp/dachau.geojson", "/id/source/ushmm-death-marches.txt", "/about/data/claim.schema.json"]
EMBED = "/en/embed/claim/thousands-died/"


def policy(got) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in got.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize("address", [*PAGES, *DOWNLOADS, EMBED])
def test_every_answer_is_closed_to_all_that_it_does_not_need(served, address):
    got = served.get(address)
    said = policy(got)
    assert said["default-src"] == "'none'"
    assert "unsafe" not in got.headers["content-security-policy"]
    assert not re.search(r"https?:|\*", got.headers["content-security-policy"].replace("frame-ancestors *", ""))
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert got.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in got.headers["permissions-policy"]
    assert not {"set-cookie", "server", "x-powered-by"} & got.headers.keys()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_in_no_frame_and_nothing_inline_runs(served, address):
    got = served.get(address)
    assert (policy(got)["frame-ancestors"], got.headers["x-frame-options"]) == ("'none'", "DENY")
    assert got.headers["cross-origin-resource-policy"] == "same-origin"
    scripts = re.findall(r"<script([^>]*)>", got.text)
    assert all("src=" in one or 'type="application/ld+json"' in one for one in scripts), "data alone stands inline"
    assert not re.search(r"<style|\sstyle=|\son\w+=", re.sub(r"<script.*?</script>", "", got.text, flags=re.DOTALL))


def test_an_embed_may_stand_in_any_frame(served):
    got = served.get(EMBED)
    assert policy(got)["frame-ancestors"] == "*"
    assert "x-frame-options" not in got.headers
    assert got.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("address", DOWNLOADS)
def test_other_sites_may_read_downloads(served, address):
    got = served.get(address)
    assert (got.headers["cross-origin-resource-policy"], got.headers["access-control-allow-origin"]) == ("cross-origin", "*")


def test_a_page_asks_no_other_host_for_anything(served):
    for address in (*PAGES, EMBED):
        asked = re.findall(
            r"<(?:script|img|iframe|source|link rel=\"(?:stylesheet|icon|preload)\")[^>]*(?:src|href)=\"([^\"]+)",
            served.get(address).text,
        )
        assert asked
        assert all(one.startswith(("/", "data:")) and not one.startswith("//") for one in asked), address


def test_behind_tls_it_is_asked_for_by_tls_alone(served, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    served = WSGIClient()
    for _time in range(2):
        led = served.get("/en/")
        assert (led.status, led.headers["location"]) == (301, "https://127.0.0.1:8000/en/")
        got = served.get("/en/", x_forwarded_proto="https")
        assert (got.status, got.headers["strict-transport-security"]) == (200, "max-age=31536000")
