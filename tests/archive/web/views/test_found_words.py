"""The words of a search, marked on the page that a hit leads to."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim, Passage
from archive.search.found_words import MAX_FOUND_LENGTH, build_found_query
from archive.search.query import parse_query
from archive.web.cache.cache_key import drop_unread_parameters
from tests.support.html_pages import search_page, texts_at

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]

PASSAGE, CLAIM, GLOSSARY = (
    "/{}/sources/ushmm-death-marches/3.5/",
    "/{}/claims/evacuation-last-weeks-baltic/",
    "/{}/glossary/",
)
SOURCE, CAMP, PLACE = "/{}/sources/ushmm-death-marches/", "/{}/camps/buchenwald/", "/{}/places/eastern-belarus/"
ROUTE = "/{}/routes/last-weeks-1945-to-baltic/"
ADDRESSES = (PASSAGE, CLAIM, GLOSSARY, SOURCE, CAMP, PLACE, ROUTE)
FOUND = "//mark[contains(concat(' ', @class, ' '), ' found ')]"


def load_page(address: str, **parameters: str) -> html.HtmlElement:
    response = Client().get(address, parameters)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", ["passage", "claim"])
@pytest.mark.parametrize("text", ["Stutthof", "الرايخ", "death march", "زاكسنهاوزن", "What is a death march?"])
def test_links_of_hits_lead_to_marked_words(language, text, kind):
    assert_links_lead_to_marks(language, text, kind)


@pytest.mark.parametrize(("language", "text"), [("ar", "الرايخ"), ("en", "Reich")])
def test_links_to_glossary_entries_lead_to_marked_words(language, text):
    assert_links_lead_to_marks(language, text, "term")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("kind", "text"), [("camp", "Бухенвальд"), ("place", "Belarus"), ("route", "Stutthof"), ("source", "الموت")]
)
def test_links_to_sources_places_and_routes_lead_to_marked_words(language, text, kind):
    assert_links_lead_to_marks(language, text, kind)


@pytest.mark.parametrize(("language", "text"), [("en", "الرايخ"), ("ar", "Reich")])
def test_entry_found_by_a_form_of_the_other_language_is_marked(language, text):
    assert_links_lead_to_marks(language, text, "term")
    tree = load_page(GLOSSARY.format(language), found=text)
    assert len(tree.xpath("//h2[mark[@class='found']]")) == 1


def assert_links_lead_to_marks(language: str, text: str, kind: str) -> None:
    links = search_page(language, q=text, kind=kind).xpath("//li[contains(@class, 'hit')]/p[1]//a[contains(@href, 'found=')]/@href")
    for link in links:
        tree = html.document_fromstring(Client().get(link).content.decode())
        assert tree.xpath(f"//main{FOUND}"), link
    assert links


def test_very_long_query_is_not_in_links():
    tree = search_page("ar", q="الموت " * 30 + "ا" * 200, kind="passage")
    assert not tree.xpath("//a[contains(@href, 'found=')]")
    words = ["الموت"] * 32
    query = parse_query(" ".join(words))
    assert 0 < len(build_found_query(query)) <= MAX_FOUND_LENGTH
    assert build_found_query(parse_query("ا" * 400)) == ""


def test_kinds_whose_pages_mark_nothing_have_plain_links():
    tree = search_page("en", q="claims", kind="page")
    links = tree.xpath("//li[contains(@class, 'hit')]//a/@href")
    assert links
    assert not [link for link in links if "found=" in link]


def test_addresses_for_machines_are_plain():
    hits = Client().get("/en/search.json", {"q": "Buchenwald"}).json()["hits"]
    assert not [hit for hit in hits if "found=" in hit["address"] or "found=" in hit["permanent"]]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", ["prisoners", "السجناء", "Dachau Buchenwald Stutthof", "Gross-Rosen", "SS", "march*"])
def test_marks_add_no_character_and_change_nothing_else(language, address, text):
    plain, marked = (load_page(address.format(language), **parameters) for parameters in ({}, {"found": text}))
    note = marked.xpath("//p[contains(., '«') or contains(., '“')][a[@href=$address]]", address=address.format(language))
    assert len(note) == 1
    note[0].drop_tree()
    for name in ("canonical", "cite-as"):
        assert plain.xpath("//link[@rel=$name]/@href", name=name) == marked.xpath("//link[@rel=$name]/@href", name=name)
    assert plain.xpath("//link[@hreflang]/@href") == marked.xpath("//link[@hreflang]/@href")
    for tree in (plain, marked):
        for other in tree.xpath("//a[contains(@class, 'other-language')]"):
            other.drop_tree()
        for mark in tree.xpath("//mark[@class='found']"):
            mark.drop_tag()
        for mark in tree.xpath("//mark[contains(@class, ' found')]"):
            mark.set("class", mark.get("class").removesuffix(" found"))
    words = [" ".join("".join(tree.itertext()).split()) for tree in (plain, marked)]
    assert words[0] == words[1]


def test_verbatim_text_is_exact_with_marks_in_it():
    sentence = load_page(PASSAGE.format("ar"), found="Buchenwald معسكر").xpath("//*[@data-verbatim='3.5']")[0]
    assert "".join(sentence.itertext()) == Passage.objects.get(ref="3.5").text
    assert texts_at(sentence, f".{FOUND}")


def test_words_in_a_span_keep_the_mark_of_the_span():
    start = Passage.objects.get(ref="3.5").text.index("بوخنفالد")
    tree = load_page(f"/en/sources/ushmm-death-marches/3.5@{start}-{start + 8}/", found="Buchenwald")
    assert texts_at(tree, "//mark[@class='evidence found']") == ["بوخنفالد"]


def test_statement_of_a_claim_is_marked_in_both_languages():
    claim = Claim.objects.filter(statement_en__contains="Stutthof").first()
    tree = load_page(f"/en/claims/{claim.identifier}/", found="Stutthof")
    assert "Stutthof" in texts_at(tree, f"//h1{FOUND}")
    assert texts_at(tree, f"//p[@class='other-name']{FOUND}")
    assert tree.xpath("string(//title)").startswith(claim.statement_en)


def test_exact_spelling_marks_only_what_is_spelt_so():
    loose, exact = (load_page(PASSAGE.format("en"), found="الى", exact=switch) for switch in ("", "on"))
    assert texts_at(loose, FOUND)
    assert not texts_at(exact, FOUND)


@pytest.mark.parametrize("text", ["", " ", "…", "-Dachau", "a" * 401, "\0", "\ufffd", "x " * 40, '<b>"'])
@pytest.mark.parametrize("address", ADDRESSES)
def test_query_that_is_refused_or_finds_nothing_marks_nothing(address, text):
    response = Client().get(address.format("en"), {"found": text})
    assert response.status_code in (200, 400)
    assert b'found">' not in response.content
    assert b'<b>"' not in response.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_cache_keeps_the_query_and_drops_unread_parameters(address):
    assert drop_unread_parameters(address.format("en"), "n=1&found=SS&exact=on&q=2") == "found=SS&exact=on"
