"""The static edition behind nginx responds to every address as the site does. Needs nginx."""

from __future__ import annotations

import http.client
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from archive.editions.bake.site import remove_timegate
from archive.web.wsgi_client import WsgiResponse
from tests.support.invented_editions import OLD_CAMP, REWORDED, ROUTE, WITHDRAWN

# Headers that depend on the server, the time or the file, not on the content
SERVER_HEADERS = {
    "date",
    "server",
    "etag",
    "connection",
    "last-modified",
    "content-length",
    "accept-ranges",
    "transfer-encoding",
    "vary",
}


def request(port: int, address: str, host: str, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": host, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_every_address_has_the_same_response(sites):
    site, baked, host, out = sites
    addresses = json.loads((out / "addresses.json").read_text())["files"]
    assert len(addresses) > 1000
    differing = []
    with ThreadPoolExecutor(2) as readers:
        answers = [list(readers.map(lambda address, port=port: request(port, address, host), addresses)) for port in (site, baked)]
    for address, answer, (baked_status, baked_headers, baked_body) in zip(addresses, *answers, strict=True):
        response = remove_timegate(WsgiResponse(answer[0], tuple(answer[1].items()), answer[2]))
        status, headers, body = response.status, dict(response.headers), response.body
        compared = [
            {name: value for name, value in fields.items() if name not in SERVER_HEADERS} for fields in (headers, baked_headers)
        ]
        if (status, body, compared[0]) != (baked_status, baked_body, compared[1]):
            differing.append(
                (address, status, baked_status, body == baked_body, set(compared[0].items()) ^ set(compared[1].items()))
            )
    assert differing == []


@pytest.mark.parametrize("language", ["ar", "en", "de, en;q=0.5", "en-GB,ar;q=0.3", ""])
def test_every_redirect_is_the_same(sites, language):
    site, baked, host, out = sites
    for address in json.loads((out / "addresses.json").read_text())["leads"]:
        responses = [request(port, address, host, **{"Accept-Language": language}) for port in (site, baked)]
        redirect, baked_redirect = [(status, headers.get("location")) for status, headers, _body in responses]
        assert redirect == baked_redirect, address


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/id/camp/dachau", {"Accept": "application/ld+json"}),
        ("/id/camp/dachau", {"Accept": "application/geo+json"}),
        ("/id/passage/ushmm-death-marches:3.5", {"Accept": "application/ld+json"}),
        ("/en/camps", {}),
        ("/ar/?from=a-friend", {}),
        ("/id/camp/nowhere", {}),
        ("/en/nowhere/", {}),
        ("/static/nowhere.css", {}),
    ],
)
def test_other_requests_have_the_same_response(sites, address, headers):
    site, baked, host, _out = sites
    (status, sent, _body), (baked_status, baked_sent, _baked_body) = (
        request(site, address, host, **headers),
        request(baked, address, host, **headers),
    )
    assert (status, sent.get("location")) == (baked_status, baked_sent.get("location"))


def test_line_of_every_version_is_at_its_address(sites):
    site, baked, host, _out = sites
    history = json.loads(request(baked, f"/id/claim/{REWORDED}/versions.json", host)[2])
    assert len(history["versions"]) == 3
    for version in history["versions"]:
        address = version["address"].partition(host)[2]
        for form in (address, f"{address}.json"):
            status, headers, body = request(baked, form, host)
            assert (status, headers["content-type"], sha256(body).hexdigest()) == (200, "application/json", version["version"])
        status, headers, _body = request(baked, f"{address}{version['version'][16:]}.json", host)
        assert (status, headers["location"]) == (301, f"{address}.json")
    for address in (
        "/id/passage/ushmm-death-marches:3.5/versions.link",
        "/id/camp/dachau/edition/3",
        "/id/edition/1.jsonl",
        "/id/edition/1",
    ):
        assert request(baked, address, host)[0] == 200, address
    assert b"timegate" not in request(baked, f"/id/claim/{REWORDED}/versions.link", host)[2]
    assert request(baked, "/id/edition/2.jsonl", host)[2] == request(site, "/id/edition/2.jsonl", host)[2]


def test_static_edition_says_that_it_has_no_timegate_and_no_pages_of_histories(sites):
    _site, baked, host, _out = sites
    for address in (f"/id/claim/{REWORDED}/timegate", f"/en/claims/{REWORDED}/versions/", "/ar/editions/1/"):
        status, headers, body = request(baked, address, host)
        assert (status, headers["content-type"]) == (501, "text/plain; charset=utf-8")
        assert "This copy is static" in body.decode()
        assert "هذه نسخة ثابتة" in body.decode()


def test_tombstones_are_those_of_the_site(sites):
    site, baked, host, _out = sites
    for address in (f"/id/claim/{WITHDRAWN}", f"/en/claims/{WITHDRAWN}/", f"/ar/routes/{ROUTE}/"):
        responses = [request(port, address, host, **{"Accept-Language": "en", "Accept": "text/html"}) for port in (site, baked)]
        assert [status for status, _headers, _body in responses] == [410, 410]
        assert responses[0][2] == responses[1][2]
    for address in (f"/id/camp/{OLD_CAMP}", f"/en/camps/{OLD_CAMP}/"):
        responses = [request(port, address, host) for port in (site, baked)]
        assert {(status, headers["location"]) for status, headers, _body in responses} == {
            (301, address.replace(OLD_CAMP, f"lublin-{OLD_CAMP}"))
        }


def test_unlinked_spans_redirect_to_their_passage(sites):
    _site, baked, host, _out = sites
    status, headers, _body = request(baked, "/en/sources/ushmm-death-marches/3.5@1-2/", host)
    assert (status, headers["location"]) == (302, "/en/sources/ushmm-death-marches/3.5/")


def test_other_methods_are_refused(sites):
    _site, baked, host, _out = sites
    connection = http.client.HTTPConnection("127.0.0.1", baked, timeout=10)
    connection.request("POST", "/ar/", headers={"Host": host})
    assert connection.getresponse().status == 405
    connection.close()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/camp/dachau", 303),
        ("/id/camp/dachau.jsonld", 200),
        ("/id/camp/nowhere", 404),
        ("/id/camp/dachau/edition/3", 200),
        (f"/id/camp/{OLD_CAMP}", 301),
        (f"/id/claim/{WITHDRAWN}", 410),
        (f"/id/claim/{REWORDED}/timegate", 501),
        ("/en/camps/dachau/", 200),
        ("/static/staticfiles.json", 200),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/favicon.ico", 200),
        ("/.well-known/security.txt", 200),
    ],
)
def test_scripts_of_other_sites_may_read_the_static_edition(sites, address, status):
    _site, baked, host, _out = sites
    answered, headers, _body = request(baked, address, host)
    assert (answered, headers["access-control-allow-origin"]) == (status, "*")
    assert "ETag" in headers["access-control-expose-headers"]
    assert "default-src 'none'" in headers["content-security-policy"]


def test_preflight_is_answered_as_by_the_site(sites):
    answers = []
    for port in sites[:2]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked = {"Host": sites[2], "Origin": "http://other.example", "Access-Control-Request-Method": "GET"}
        connection.request("OPTIONS", "/id/camp/dachau.jsonld", headers=asked)
        response = connection.getresponse()
        response.read()
        answers.append((response.status, {name: value for name, value in response.getheaders() if name.startswith("Access-")}))
        connection.request("OPTIONS", "/id/camp/dachau.jsonld", headers={"Host": sites[2]})
        assert connection.getresponse().status == 405
        connection.close()
    assert answers[0] == answers[1]
    assert answers[0][0] == 204


def test_checksums_are_correct(sites):
    result = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=sites[3], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "")
