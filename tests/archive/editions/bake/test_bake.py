"""A site as files: every linked address is found, its file name is valid on any file system, and it is served unchanged."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from archive.editions.bake.baker import EditionChanged, SiteBaker
from archive.editions.bake.links import (
    described,
    follow,
    inline_drawings,
    is_of_history,
    leading,
    make_file_name,
    make_links_relative,
    within,
)
from archive.editions.bake.nginx_config import TokenTooLong, render_configuration
from archive.editions.bake.site import Redirect, Refusal, fetch_redirect, list_checksums, remove_timegate, write_compressed
from archive.maps.basemap import DRAWING_NAME
from archive.models import LoadedState
from archive.web.wsgi_client import WsgiResponse, fetch_response

ORIGIN = "http://127.0.0.1:8000"
HTML = "text/html; charset=utf-8"
SITE = {
    "/": (302, [("Location", "/ar/")], ""),
    "/ar/": (
        200,
        [("Link", f'<{ORIGIN}/id/a.bib>; rel="describedby", <https://schema.org/Thing>; rel="type"')],
        '<a href="b/?x=1&amp;y=2#z">',
    ),
    "/ar/b/": (200, [], '<a href="https://elsewhere.example/"><a href="/static/x.css"><img src="/ar/">'),
    "/id/a.bib": (200, [("Content-Type", "application/x-bibtex")], "@a"),
}


def site(environ, start_response):
    """Four addresses; a request in English is redirected to English."""
    status, headers, body = SITE[environ["PATH_INFO"]]
    if environ.get("HTTP_ACCEPT_LANGUAGE") == "en":
        headers = [("Location", "/en/")]
    start_response(f"{status} Said", [("Content-Type", HTML), *headers] if "Content-Type" not in dict(headers) else headers)
    return [body.encode()]


def fetch(address: str, **headers: str) -> WsgiResponse:
    return fetch_response(site, ORIGIN, address, **headers)


def test_every_linked_address_is_followed_once():
    def links(address, answer):
        return (link for link in within(ORIGIN, address, [*described(answer), *leading(answer)]) if not link.startswith("/static/"))

    assert [address for address, _answer in follow(["/", "/ar/"], fetch, links)] == ["/", "/ar/", "/id/a.bib", "/ar/b/?x=1&y=2"]


def test_redirect_depends_on_the_language_of_the_reader():
    assert fetch_redirect(fetch, "/") == Redirect(302, {"ar": "/ar/", "en": "/en/"})


@pytest.mark.parametrize(
    ("address", "media_type", "name"),
    [
        ("/ar/", HTML, "ar/index.html"),
        ("/en/map/?time=1945", HTML, "en/map/index@time=1945.html"),
        ("/en/map/?time=1945-04/1945-05-09", HTML, "en/map/index@time=1945-04%2F1945-05-09.html"),
        ("/en/sources/s/3.5@12-40/", HTML, "en/sources/s/3.5@12-40/index.html"),
        ("/id/passage/s:3.5.txt", "text/plain", "id/passage/s/3.5.txt"),
        ("/id/camps.csv", "text/csv", "id/camps.csv"),
        ("/ar/embed/passage/s:3.5/", HTML, "ar/embed/passage/s/3.5/index.html"),
        ("/x.json?u=http%3A%2F%2Fa", "application/json", "x.json@u=http%3A%2F%2Fa.json"),
    ],
)
def test_the_file_of_an_address_has_a_name_that_fat_takes(address, media_type, name):
    assert make_file_name(address, media_type) == name
    assert not set(name) & set('\\:*?"<>|')


@pytest.mark.parametrize("address", ["/a/../b", "/%2e%2e/b", "/a%00b", "/a%5Cb", '/a"b', "/" + "a" * 300, "/ar/%D8%B4/"])
def test_no_address_becomes_a_name_that_climbs_or_breaks(address):
    with pytest.raises(ValueError, match=r"."):
        make_file_name(address, HTML)


def test_links_of_a_page_lead_from_file_to_file_and_whole_addresses_stay():
    names = {"/en/": "en/index.html", "/en/b/": "en/b/index.html", "/en/b/?x=1&y=2": "en/b/index@x=1&y=2.html"}
    files = {**names, "/static/a.css": "static/a.css"}
    page = '<link href="/static/a.css"><a href="/en/b/?x=1&amp;y=2#z"><a href="/en/search/"><a href="http://127.0.0.1:8000/id/x">'
    turned = make_links_relative(page, "/en/b/", files, ORIGIN)
    assert make_links_relative('<form action="/en/search/">', "/en/b/", files, ORIGIN) == f'<form action="{ORIGIN}/en/search/">'
    assert re.findall('href="([^"]*)"', turned) == [
        "../../static/a.css",
        "index@x=1&amp;y=2.html#z",
        f"{ORIGIN}/en/search/",
        f"{ORIGIN}/id/x",
    ]


def test_links_to_other_parts_of_a_list_lead_from_file_to_file():
    files = {"/en/b/": "en/b/index.html", "/en/b/?page=2": "en/b/index@page=2.html"}
    page = '<a href="?page=2#list"><a href="?#first"><a href="?page=3">'
    for address in files:
        assert re.findall('href="([^"]*)"', make_links_relative(page, address, files, ORIGIN)) == [
            "index@page=2.html#list",
            "index.html#first",
            f"{ORIGIN}/en/b/?page=3",
        ]


def test_links_below_the_address_of_a_page_lead_to_their_files():
    files = {"/en/b/": "en/b/index.html", "/en/b/?page=2": "en/b/index@page=2.html", "/en/b/1.1/": "en/b/1.1/index.html"}
    page = '<a href="1.1/"><a href="1.1/?claim=x#words"><a href="#main"><a href="mailto:a@example.org">'
    for address in ("/en/b/", "/en/b/?page=2"):
        assert re.findall('href="([^"]*)"', make_links_relative(page, address, files, ORIGIN)) == [
            "1.1/index.html",
            f"{ORIGIN}/en/b/1.1/?claim=x#words",
            "#main",
            "mailto:a@example.org",
        ]


def test_symbols_of_other_files_are_inlined_and_missing_ones_reported():
    base = '<svg><path id="coast" d="M1 2"/><path id="lakes" d="M3 4"/></svg>'
    page = '<use class="map-coast" href="/static/base.svg#coast"/><a href="#coast">'
    assert inline_drawings(page, {"/static/base.svg": base}) == '<path class="map-coast" d="M1 2"/><a href="#coast">'
    with pytest.raises(KeyError):
        inline_drawings(page.replace("#coast", "#hills"), {"/static/base.svg": base})


@pytest.mark.django_db
def test_no_map_of_the_archive_needs_another_file_when_it_is_drawn_in_its_page(client):
    page = client.get("/en/map/").content.decode()
    base = static(DRAWING_NAME)
    assert f'href="{base}#coast"' in page
    within = inline_drawings(page, {base: Path(finders.find(DRAWING_NAME)).read_text("utf-8")})
    assert re.findall(r'<use [^>]*href="(?!#)', within) == []
    assert within.count('<path class="map-coast" d="M') == page.count("#coast")


def test_compressed_files_have_the_same_bytes_and_all_digests_are_listed(tmp_path):
    body = "شواهد ".encode() * 200
    write_compressed(tmp_path, "ar/index.html", body)
    write_compressed(tmp_path, "a.txt", b"a")
    assert brotli.decompress((tmp_path / "ar/index.html.br").read_bytes()) == body
    assert gzip.decompress((tmp_path / "ar/index.html.gz").read_bytes()) == body
    assert not (tmp_path / "a.txt.br").exists()
    digests = dict(reversed(line.split("  ")) for line in list_checksums(tmp_path).splitlines())
    assert set(digests) == {"a.txt", "ar/index.html", "ar/index.html.br", "ar/index.html.gz"}
    assert digests["ar/index.html"] == sha256(body).hexdigest()


def test_configuration_has_every_redirect_and_every_header_that_differs():
    pages = {
        "/ar/": WsgiResponse(200, (("X-A", "1"), ("Link", '<a>; rel="b"')), b""),
        "/en/": WsgiResponse(200, (("X-A", "1"),), b""),
    }
    pages["/id/k/a.bib"] = WsgiResponse(200, (("X-A", "1"),), b"")
    redirects = {
        "/id/k/a": Redirect(303, {"ar": "/ar/ks/a/"}),
        "/id/k/b": Redirect(301, {"ar": "/id/k/a"}),
        "/id/k/d/versions.json": Redirect(301, {"ar": "/id/k/a/versions.json"}),
    }
    refusals = {
        "/id/k/c": Refusal("/gone/id/k/c.$reader.html", WsgiResponse(410, (("X-A", "1"), ("Content-Language", "$reader")), b"")),
        "/id/k/a/edition/2.json": Refusal("/gone/id/k/a/edition/2.json.json", WsgiResponse(451, (("X-A", "1"),), b"")),
    }
    text = render_configuration("/srv/a", "127.0.0.1:1", "a.example", pages, redirects, refusals, {"bib": "application/x-bibtex"})
    for line in (
        '"/id/k/a" "/ks/a/";',
        '".bib /id/k/a" "/id/k/a.bib";',
        '"/id/k/b" "/id/k/a";',
        '"/id/k/d/versions" "/id/k/a/versions";',
        '"/id/k/c" "/gone/id/k/c.$reader.html";',
        '"/id/k/c" "$reader";',
        '"/id/k/a/edition/2" "/gone/id/k/a/edition/2.json.json";',
        '"/ar/" "<a>; rel=\\"b\\"";',
        "add_header X-A $sent_x_a always;",
    ):
        assert line in text
    assert "%%" not in text


@pytest.mark.django_db
def test_files_of_two_editions_are_never_one_baking(tmp_path):
    baker = SiteBaker(site, (), tmp_path)
    LoadedState.objects.update(digest="0" * 64)
    with pytest.raises(EditionChanged):
        baker.write_manifests("127.0.0.1:1", str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_header_too_long_for_nginx_is_reported_with_its_address():
    with pytest.raises(TokenTooLong, match="/ar/"):
        render_configuration(
            "/",
            "1",
            "",
            {"/ar/": WsgiResponse(200, (("Link", "<a>" * 2000),), b""), "/en/": WsgiResponse(200, (), b"")},
            {},
            {},
            {},
        )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/id/claim/a", False),
        ("/id/claim/a.jsonld", False),
        ("/id/claim/a/0123456789abcdef", True),
        ("/id/passage/a:3.5/versions.link", True),
        ("/id/claim/a/timegate", True),
        ("/id/edition/3.jsonl", False),
        ("/en/claims/a/", False),
        ("/en/claims/a/versions/", True),
        ("/ar/sources/a/3.5/versions/0123456789abcdef/", True),
        ("/ar/editions/", False),
        ("/ar/editions/3/?page=2", True),
    ],
)
def test_histories_are_not_followed(address, expected):
    assert is_of_history(address) is expected


def test_files_have_no_link_to_a_timegate():
    link = '<http://a/id/k/a>; rel="original", <http://a/id/k/a/timegate>; rel="timegate", <http://a/id/k/a/versions.link>; rel="timemap"'
    timemap = WsgiResponse(200, (("Content-Type", "application/link-format"), ("Link", link)), link.replace(", ", ",\n").encode())
    removed = remove_timegate(timemap)
    assert "timegate" not in removed.header("Link") + removed.body.decode()
    assert removed.body.decode().count("rel=") == removed.header("Link").count("rel=") == 2
