"""A script on another origin follows every permanent and machine address, and reads its headers."""

import http.server
from threading import Thread

import pytest

from tests.support.page_kinds import SOURCE, find_first_version, find_last_version

CLAIM = "/id/claim/thousands-died"
VERSION, NEWEST_VERSION = (find("claim", "thousands-died") for find in (find_first_version, find_last_version))
# Address, request headers, status, and path of the response after all redirects
REQUESTS = [
    ("/id/camp/auschwitz", {}, 200, "/en/camps/auschwitz/"),
    ("/id/camp/auschwitz", {"Accept": "application/ld+json"}, 200, "/id/camp/auschwitz.jsonld"),
    ("/id/camp/auschwitz", {"Accept": "image/png"}, 406, "/id/camp/auschwitz"),
    ("/id/camp/auschwitz.jsonld", {"If-None-Match": '"x"'}, 200, "/id/camp/auschwitz.jsonld"),
    ("/id/camp/nowhere.jsonld", {}, 404, "/id/camp/nowhere.jsonld"),
    ("/id/camps.geojson", {}, 200, "/id/camps.geojson"),
    (f"/id/source/{SOURCE}", {"Accept": "text/plain"}, 200, f"/id/source/{SOURCE}.txt"),
    (f"/id/source/{SOURCE}.txt", {"Range": "bytes=0-9"}, 200, f"/id/source/{SOURCE}.txt"),
    (
        f"{CLAIM}/timegate",
        {"Accept-Datetime": "Thu, 31 Dec 2099 00:00:00 GMT"},
        200,
        f"{CLAIM}/{NEWEST_VERSION}",
    ),
    (f"{CLAIM}/{VERSION[:8]}", {"Accept": "application/json"}, 200, f"{CLAIM}/{VERSION}"),
    (f"{CLAIM}/versions.link", {}, 200, f"{CLAIM}/versions.link"),
    (f"{CLAIM}/versions.atom", {}, 200, f"{CLAIM}/versions.atom"),
    ("/id/editions", {"Accept": "application/json"}, 200, "/id/editions"),
    ("/en/search.json?q=Dachau", {}, 200, "/en/search.json"),
    ("/en/search.json?q=date:never", {}, 400, "/en/search.json"),
    ("/en/search.atom?q=Dachau", {}, 200, "/en/search.atom"),
    ("/oembed?url={origin}" + CLAIM, {}, 200, "/oembed"),
    ("/suggest?q=Da", {}, 200, "/suggest"),
    ("/en/verify.json", {}, 400, "/en/verify.json"),
    ("/robots.txt", {"X-Anything": "x"}, 200, "/robots.txt"),
]
FETCH = """async ([address, headers]) => {
    const response = await fetch(address, {headers});
    await response.text();
    return [response.status, new URL(response.url).pathname, Object.fromEntries(response.headers)];
}"""


class EmptyPage(http.server.BaseHTTPRequestHandler):
    """Answers every request with an empty page."""

    def do_GET(self):
        """Send the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_arguments):
        """Write nothing."""


@pytest.fixture(scope="module")
def foreign_page(browser):
    """Open an empty page of another origin, on a second port of 127.0.0.1."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), EmptyPage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        context.close()
        server.shutdown()


@pytest.mark.parametrize(("address", "headers", "status", "path"), REQUESTS)
def test_script_on_another_origin_reads_the_response(origin, foreign_page, address, headers, status, path):
    answered, followed, sent = foreign_page.evaluate(FETCH, [origin + address.format(origin=origin), headers])
    assert (answered, followed) == (status, path)
    assert "content-type" in sent
    if status == 200 and path.startswith("/id/"):
        assert sent["etag"]
    is_version = any(version in path for version in (VERSION, NEWEST_VERSION))
    if path == "/id/camp/auschwitz.jsonld" or is_version:
        assert "timemap" in sent["link"]
    assert ("memento-datetime" in sent) == is_version


def test_script_on_another_origin_may_not_write(origin, foreign_page):
    attempt = "async (address) => { try { await fetch(address, {method: 'PUT'}); } catch (error) { return error.name; } }"
    assert foreign_page.evaluate(attempt, f"{origin}/id/camp/auschwitz") == "TypeError"
