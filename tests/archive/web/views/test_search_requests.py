"""What a search answers to what cannot be asked, to any bytes, and to machines: refusals, JSON, Atom, OpenSearch, suggestions."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree, html

from tests.support.html_pages import search_page, texts_at

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 10_000_000},
        {"q": "a\0"},
        {"q": "-a"},
        {"q": "marches -camp:dachau"},
        {"q": "mar*es"},
        {"q": "camp:"},
        {"q": "date:soon"},
        {"camp": "nowhere"},
        {"kind": "street"},
        {"page": "x"},
    ],
)
def test_what_cannot_be_asked_is_explained_in_the_reader_s_language(language, asked):
    tree = search_page(language, 400, **asked)
    assert tree.get("lang") == language
    assert texts_at(tree, "//h1") == [{"ar": "لا يمكن البحث عن هذا", "en": "This cannot be searched for"}[language]]


def test_what_cannot_be_searched_for_is_told_as_data_to_who_asks_for_data():
    answer = Client().get("/en/search.json", {"q": "date:never"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    told = answer.json()
    assert (told["error"], told["value"]) == ("date", "never")
    assert all(told["told"])


@pytest.mark.parametrize("query", ["q=%FF%FE", "q=%ED%A0%80", "q=%00", "&".join(["a=b"] * 3000)])
@pytest.mark.parametrize("form", ["search/", "search.json", "search.atom"])
def test_bytes_that_are_no_text_are_refused(query, form):
    assert Client().get(f"/en/{form}?{query}").status_code == 400


def test_atom_is_a_feed_with_the_same_hits():
    response = Client().get("/ar/search.atom", {"q": "بوخنفالد"})
    feed = etree.fromstring(response.content)
    ids = [one.text for one in feed.findall("a:entry/a:id", ATOM)]
    data = Client().get("/ar/search.json", {"q": "بوخنفالد"}).json()
    assert ids == [one["permanent"] for one in data["hits"]]
    assert int(feed.findtext("o:totalResults", namespaces=ATOM)) == data["total"] == len(ids)


def test_offsets_for_machines_are_those_of_the_text():
    data = Client().get("/en/search.json", {"q": "شتوتهوف"}).json()
    texts = [text for hit in data["hits"] if hit["kind"] == "passage" for text in hit["texts"] if text["role"] == "verbatim"]
    assert [text["text"][slice(*span)] for text in texts for span in text["found"]] == ["شتوتهوف"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_browser_can_take_the_search_up(language):
    head = html.document_fromstring(Client().get(f"/{language}/").content.decode())
    address = head.xpath("string(//link[@rel='search']/@href)")
    described = etree.fromstring(Client().get(address).content)
    templates = [one.get("template") for one in described.findall("o:Url", ATOM)]
    assert f"http://127.0.0.1:8000/{language}/search/?q={{searchTerms}}&page={{startPage?}}" in templates
    assert f"http://127.0.0.1:8000/{language}/search.json?q={{searchTerms}}&page={{startPage?}}" in templates
    said = {"ar": "ابحث في مصادر الأرشيف وأقواله", "en": "Search the sources and claims of the archive"}
    assert described.findtext("o:Description", namespaces=ATOM) == said[language]
    for one in templates:
        asked = one.partition("?")
        assert Client().get(one.replace("{searchTerms}", "death").replace("{startPage?}", "")).status_code == 200, asked
    assert head.xpath("//header//form[@role='search']//input[@name='q']")


@pytest.mark.parametrize(
    ("typed", "offered"), [("buch", "Buchenwald"), ("بوخ", "بوخنفالد"), ("death mar", "death marches"), ("Бу", "Бухенвальд")]
)
def test_what_is_begun_is_made_whole(typed, offered):
    again, found, _why, addresses = json.loads(Client().get("/en/suggest", {"q": typed}).content)
    assert again == typed
    assert offered in found
    assert addresses[found.index(offered)].endswith(quote(offered).replace("%20", "+"))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("camp:da", ["camp:Dachau"]),
        ("death Camp: gro", ["death Camp: Gross-Rosen"]),
        ("place:east", ['place:"Eastern Belarus"']),
        ("معسكر:دا", ["معسكر:داخاو", "معسكر:داخو"]),
        ("place:da", []),
        ("date:19", []),
        ("source:us", []),
    ],
)
def test_a_filter_is_made_whole_by_the_names_of_its_kind_alone(typed, offered):
    found = json.loads(Client().get("/en/suggest", {"q": typed}).content)[1]
    assert found[: len(offered)] == offered
    assert bool(found) == bool(offered)


signs = some.sampled_from(
    [
        '"',
        "'",
        "*",
        "-",
        "(",
        ")",
        ":",
        "^",
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "&",
        "|",
        "!",
        "<->",
        "\\",
        "%",
        "_",
        ";--",
        "{",
        "\u202e",
        "\u200f",
        "camp:",
        "date:",
        "«",
    ]
)
queries = some.text(max_size=80) | some.lists(
    signs | some.text(max_size=6) | some.sampled_from(["الموت", "camp", "1945"]), max_size=14
).map(" ".join)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    q=queries,
    exact=some.sampled_from(["", "on"]),
    kind=some.sampled_from(["", "claim", "x"]),
    date=some.sampled_from(["", "1945", "1945-13", "..", "x"]) | some.text(max_size=12),
    camp=some.sampled_from(["", "dachau"]) | queries,
    page=some.sampled_from(["", "1", "2", "x"]),
)
def test_any_query_is_answered_or_explained(q, exact, kind, date, camp, page):
    for address in ("/en/search/", "/ar/search.atom", "/en/search.json", "/ar/suggest"):
        response = Client().get(address, {"q": q, "exact": exact, "kind": kind, "date": date, "camp": camp, "page": page})
        assert response.status_code in (200, 400)
        told = response.content.lower()
        assert not any(
            word in told for word in (b"fts5", b"tsquery", b"tsvector", b"sqlite", b"psycopg", b"syntax error", b"traceback")
        )


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(raw=some.binary(max_size=60))
def test_any_bytes_are_answered_or_explained(raw):
    for address in ("/en/search/", "/en/suggest"):
        assert Client().get(f"{address}?q={quote(raw)}").status_code in (200, 400)
