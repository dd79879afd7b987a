"""Malformed addresses and headers get a helpful response, never a server error."""

import os

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]

# Random requests, and those for the reading room, which is slow to render. ``make test-random`` sends ten times as many.
THROWN = int(os.environ.get("RANDOM_REQUESTS", "1000"))
ROOMS = THROWN // 20
SOURCE = "ushmm-death-marches"
ALLOWED = {200, 301, 302, 303, 304, 400, 404, 406, 410}
number = st.integers(min_value=0, max_value=10**18).map(str) | st.sampled_from(
    ["0", "1", "3", "3.5", "٣", "³", "-1", "1e9", "0x1", "", "NaN"]
)
sign = st.sampled_from(
    ["", ".", "..", "-", "–", "@", "@@", ":", "%00", "%2F", "%", "%ff", "؟", "/", "//", "#", "?", " ", "\u202e", "😀"]
)
pieces = st.lists(number | sign | st.text(max_size=8), max_size=10).map("".join)
refs = pieces | st.tuples(number, number, number, number).map(lambda n: f"{n[0]}.{n[1]}@{n[2]}-{n[3]}") | st.just("9" * 5000)
suffixes = st.sampled_from(
    ["", ".txt", ".jsonld", ".tei.xml", ".bib", ".ris", ".csl.json", ".csv", ".geojson", ".pdf", ".", ".txt.txt"]
)
kinds = st.sampled_from(["source", "passage", "claim", "camp", "place", "route", "sources", "passages", "claims", "people", ""])
identifiers = pieces | st.sampled_from([SOURCE, "dachau", "baltic-sea", "thousands-died", "winter-1944-1945-westward"])
addresses = st.one_of(
    st.builds("/id/passage/{}:{}{}".format, st.just(SOURCE) | pieces, refs, suffixes),
    st.builds("/id/{}/{}{}".format, kinds, identifiers, suffixes),
    st.builds("/id/{}{}".format, kinds, suffixes),
    st.builds("/{}/sources/{}/{}/".format, st.sampled_from(["ar", "en", "de", ""]), st.just(SOURCE) | pieces, refs),
    st.builds("/{}/embed/{}/{}/".format, st.sampled_from(["ar", "en"]), kinds, identifiers | refs),
    st.builds("/oembed?url={}&maxwidth={}&format={}".format, pieces, number, st.sampled_from(["json", "xml", ""])),
    st.builds("/oembed?url=http://127.0.0.1:8000/id/{}/{}&maxwidth={}".format, kinds, identifiers, number),
)
rooms = st.builds(
    "/{}/sources/{}/?{}".format,
    st.sampled_from(["ar", "en"]),
    st.just(SOURCE),
    st.builds("ref={}".format, refs) | st.builds("text={}&claims={}&claim={}".format, pieces, pieces, identifiers),
)
accepts = st.sampled_from(
    [
        "",
        "*/*",
        "text/html",
        "application/ld+json",
        "text/plain;q=0.1,*/*;q=0",
        "image/png",
        ";;;",
        "a/b/c",
        "text/html;q=x",
        "*",
        "é/ü",
        "text/*",
        "x" * 9000,
    ]
)
tongues = st.sampled_from(["", "ar", "en-GB", "de", "*", "ar;q=0", "zz-" * 200, "en;q=abc", "،", "\x00"])
methods = st.sampled_from(["get", "get", "get", "head"])


@settings(max_examples=THROWN, suppress_health_check=list(HealthCheck))
@given(address=addresses, accept=accepts, tongue=tongues, method=methods)
def test_random_address_has_an_allowed_status(address, accept, tongue, method):
    _assert_allowed_status(address, accept, tongue, method)


@settings(max_examples=ROOMS, suppress_health_check=list(HealthCheck))
@given(address=rooms, accept=accepts, tongue=tongues, method=methods)
def test_random_view_of_the_reading_room_has_an_allowed_status(address, accept, tongue, method):
    _assert_allowed_status(address, accept, tongue, method)


def _assert_allowed_status(address: str, accept: str, tongue: str, method: str) -> None:
    response = getattr(Client(), method)(address, headers={"accept": accept, "accept-language": tongue})
    assert response.status_code in ALLOWED | ({501} if address.startswith("/oembed") else set()), (address, accept, tongue)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("ref", "nearest"),
    [
        ("9.9", "4.4"),
        ("3.9", "3.5"),
        ("3.5@12-9000", "3.5@12-281"),
        ("3.5-3.4", "3.4-3.5"),
        ("٣.٥", "3.5"),
        ("3,5", "3.5"),
        ("0", "1"),
        ("3-3.5", "3"),
    ],
)
def test_invalid_reference_links_to_the_nearest_valid_one(language, ref, nearest):
    response = Client().get(f"/{language}/sources/{SOURCE}/{ref}/")
    assert response.status_code == 404
    page = html.document_fromstring(response.content.decode())
    assert page.get("lang") == language
    assert f"/{language}/sources/{SOURCE}/{nearest}/" in page.xpath("//main//a/@href")


@pytest.mark.parametrize(
    "path", ["/en/no%01thing%1b%0a%7f/", "/ar/%C2%85%E2%80%AE/", "/id/claim/%00%09x", "/en/camps/%0d%0aSet-Cookie:x/"]
)
def test_address_with_control_characters_is_not_repeated_raw(path):
    response = Client().get(path)
    assert response.status_code == 404
    links = html.fromstring(response.content.decode()).xpath("//@href | //@src | //@action")
    assert links
    assert [link for link in links if not link.isascii() or not link.isprintable()] == []
