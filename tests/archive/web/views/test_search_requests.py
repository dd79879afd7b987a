"""Requests to search: refusals, JSON, Atom, OpenSearch, suggestions, and arbitrary input."""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree, html

from archive.search import find
from tests.support.html_pages import search_page, texts_at

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "parameters",
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
def test_refusal_is_explained_in_the_language_of_the_page(language, parameters):
    tree = search_page(language, 400, **parameters)
    assert tree.get("lang") == language
    assert texts_at(tree, "//h1") == [{"ar": "لا يمكن البحث عن هذا", "en": "This cannot be searched for"}[language]]


def test_refusal_of_json_is_json():
    response = Client().get("/en/search.json", {"q": "date:never"})
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/json")
    data = response.json()
    assert (data["error"], data["value"]) == ("date", "never")
    assert all(data["told"])


@pytest.mark.parametrize("query", ["q=%FF%FE", "q=%ED%A0%80", "q=%00", "&".join(["a=b"] * 3000)])
@pytest.mark.parametrize("form", ["search/", "search.json", "search.atom"])
def test_invalid_text_and_too_many_fields_are_refused(query, form):
    assert Client().get(f"/en/{form}?{query}").status_code == 400


def test_atom_feed_has_the_hits_of_json():
    response = Client().get("/ar/search.atom", {"q": "بوخنفالد"})
    feed = etree.fromstring(response.content)
    ids = [element.text for element in feed.findall("a:entry/a:id", ATOM)]
    data = Client().get("/ar/search.json", {"q": "بوخنفالد"}).json()
    assert ids == [hit["permanent"] for hit in data["hits"]]
    assert int(feed.findtext("o:totalResults", namespaces=ATOM)) == data["total"] == len(ids)


def test_offsets_in_json_are_code_points():
    data = Client().get("/en/search.json", {"q": "شتوتهوف"}).json()
    texts = [text for hit in data["hits"] if hit["kind"] == "passage" for text in hit["texts"] if text["role"] == "verbatim"]
    assert [text["text"][slice(*span)] for text in texts for span in text["found"]] == ["شتوتهوف"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_links_to_the_opensearch_description(language):
    head = html.document_fromstring(Client().get(f"/{language}/").content.decode())
    address = head.xpath("string(//link[@rel='search']/@href)")
    description = etree.fromstring(Client().get(address).content)
    templates = [url.get("template") for url in description.findall("o:Url", ATOM)]
    assert f"http://127.0.0.1:8000/{language}/search/?q={{searchTerms}}&page={{startPage?}}" in templates
    assert f"http://127.0.0.1:8000/{language}/search.json?q={{searchTerms}}&page={{startPage?}}" in templates
    texts = {"ar": "ابحث في مصادر الأرشيف ومستخلَصاته", "en": "Search the sources and claims of the archive"}
    assert description.findtext("o:Description", namespaces=ATOM) == texts[language]
    for template in templates:
        assert Client().get(template.replace("{searchTerms}", "death").replace("{startPage?}", "")).status_code == 200, template
    assert head.xpath("//header//form[@role='search']//input[@name='q']")


@pytest.mark.parametrize(
    ("typed", "completed"), [("buch", "Buchenwald"), ("بوخ", "بوخنفالد"), ("death mar", "death marches"), ("Бу", "Бухенвальд")]
)
def test_unfinished_query_is_completed(typed, completed):
    repeated, completions, _descriptions, urls = json.loads(Client().get("/en/suggest", {"q": typed}).content)
    assert repeated == typed
    assert completed in completions
    assert urls[completions.index(completed)].endswith(quote(completed).replace("%20", "+"))


@pytest.mark.parametrize(
    ("typed", "completed"),
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
def test_filter_is_completed_by_names_of_its_kind(typed, completed):
    completions = json.loads(Client().get("/en/suggest", {"q": typed}).content)[1]
    assert completions[: len(completed)] == completed
    assert bool(completions) == bool(completed)


signs = some.sampled_from([*"\"'*-():^&|!\\%_{«\u202e\u200f", "NEAR", "AND", "OR", "NOT", "<->", ";--", "camp:", "date:"])
queries = some.text(max_size=80) | some.lists(
    signs | some.text(max_size=6) | some.sampled_from(["الموت", "camp", "1945"]), max_size=14
).map(" ".join)


# Most filters are valid, so that most queries reach the engine; pages, which cost most, are rendered by the test of bytes.
@pytest.mark.read_only
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(
    q=queries,
    exact=some.sampled_from(["", "on"]),
    kind=some.sampled_from(["", "", "claim", "x"]),
    date=some.sampled_from(["", "", "1945", "1945-13", ".."]) | some.text(max_size=12),
    camp=some.sampled_from(["", "", "dachau"]) | queries,
)
def test_any_query_is_answered_or_explained(q, exact, kind, date, camp):
    for address in ("/en/search.json", "/ar/suggest"):
        response = Client().get(address, {"q": q, "exact": exact, "kind": kind, "date": date, "camp": camp})
        assert response.status_code in (200, 400)
        content = response.content.lower()
        assert not any(
            word in content for word in (b"fts5", b"tsquery", b"tsvector", b"sqlite", b"psycopg", b"syntax error", b"traceback")
        )


@pytest.mark.read_only
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(raw=some.binary(max_size=60))
def test_any_bytes_are_answered_or_explained(raw):
    for address in ("/en/search/", "/en/suggest"):
        assert Client().get(f"{address}?q={quote(raw)}").status_code in (200, 400)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_empty_query_has_links_to_its_first_page(language):
    atom = Client().get(f"/{language}/search.atom")
    assert atom.status_code == 200
    assert {"self", "first", "last"} <= Client().get(f"/{language}/search.json").json()["links"].keys()


@pytest.mark.parametrize("query", ["مسيرات الموت", '"Gross-Rosen" & <x>', "100 % + 5"])
def test_query_in_the_feed_is_encoded(query):
    feed = etree.fromstring(Client().get("/ar/search.atom", {"q": query}).content)
    terms = feed.find("o:Query", ATOM).get("searchTerms")
    assert terms.isascii()
    assert unquote(terms) == query
    assert not set(terms) & set(' "<>&+')


@pytest.mark.parametrize(
    "typed", ["marches f", "death ma", "Himmler ", "Himmler or", "prisoners in Dach", "مسيرات ال", "معسكر ش", "open", "ed", "json"]
)
def test_every_completion_finds_something(typed):
    for text in json.loads(Client().get("/en/suggest", {"q": typed}).content)[1]:
        data = Client().get("/en/search.json", {"q": text}).json()
        assert data["hits"], text
        assert not data["partial"], text


def test_last_word_is_completed_with_names_first():
    completions = json.loads(Client().get("/en/suggest", {"q": "evacuations from Bu"}).content)[1]
    assert completions[0] == "evacuations from Buchenwald"


def test_repeated_beginnings_cost_the_database_no_more_than_one():
    def list_statements(query: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get("/ar/search/", {"q": query}).status_code == 200
        return [statement["sql"] for statement in captured]

    list_statements("ال*")
    once = list_statements("ال*")
    for query in (" ".join(["ال*"] * 31), "السجناء " + " ".join(["-ال*"] * 30)):
        repeated = list_statements(query)
        assert len(repeated) <= len(once) + 6
        assert max(map(len, repeated)) <= 1.5 * max(map(len, once))


def test_beginnings_of_a_query_share_the_words_that_they_match(monkeypatch):
    limits = []
    monkeypatch.setattr(find.engine, "find_prefix_words", lambda _prefix, limit: limits.append(limit) or [])
    Client().get("/ar/search.json", {"q": "-ال*"})
    Client().get("/ar/search.json", {"q": " ".join(f"ا{letter}*" for letter in "بتثجحخدذرزسشصضطظعغفقكلم")})
    assert sum(limits) <= find.MAX_EXPANDED_WORDS
