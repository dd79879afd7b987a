"""What a page says to those who listen to it: names of links, languages of tooltips, headings, few landmarks."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.test import Client
from lxml import html

from archive.models import Source, Term
from archive.text.languages import find_locale
from tests.support.html_pages import text_of
from tests.support.page_kinds import LANGUAGES, SOURCE, select_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]

KINDS = select_kinds(
    "home",
    "camp",
    "reading room",
    "sentence",
    "claim",
    "start",
    "glossary",
    "timeline",
    "search, found",
    "verify, exact",
    "method",
    "history",
)
REF_NAMES = {"ar": "النص", "en": "the text"}


@cache
def load(kind, language: str):
    """Return the parsed page; the tests read the same."""
    return html.document_fromstring(Client().get(kind.address(language)).content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_link_of_a_number_says_what_it_leads_to(kind, language):
    for link in load(kind, language).xpath("//main//a[@href]"):
        shown = "".join(link.itertext()).strip()
        if re.fullmatch(r"\d+\.\d[\d.@-]*", shown):
            name = link.get("aria-label", "")
            assert shown in name, (kind.name, link.get("href"))
            assert name != shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_is_named_in_the_language_of_the_page(language):
    links = load(*select_kinds("claim"), language).xpath("//a[@class='ref']")
    assert links
    assert {link.get("aria-label") for link in links} == {f"{text_of(link)}: {REF_NAMES[language]}" for link in links}
    assert not any(link.get("lang") for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_tooltip_is_in_the_language_of_its_element(kind, language):
    source = Source.objects.get()
    for element in load(kind, language).xpath("//main//*[@title]"):
        assert (element.get("lang") or language) == source.language, (kind.name, element.get("title"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_page_has_no_complementary_landmarks(kind):
    assert load(kind, "en").xpath("//aside") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_of_the_reading_room_has_a_heading_that_is_not_copied(language):
    tree = load(*select_kinds("reading room"), language)
    heads = tree.xpath("//h2[@class='paragraph-head']")
    assert [text_of(head).split()[-1] for head in heads] == list(
        Source.objects.get(identifier=SOURCE).passages.paragraphs().values_list("ref", flat=True)
    )
    for head in heads:
        assert head.getnext().get("id").startswith(f"s{text_of(head).split()[-1]}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_the_glossary_has_a_heading(language):
    tree = load(*select_kinds("glossary"), language)
    assert {text_of(head) for head in tree.xpath("//div[@class='glossary']/div/h2")} == {
        getattr(term, f"name_{language}") for term in Term.objects.all()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_term_is_beside_the_first_sentence_that_has_it(language):
    tree = load(*select_kinds("glossary"), language)
    for term in Term.objects.prefetch_related("standing__source"):
        shown = tree.xpath(f"//div[@id='{term.identifier}']//*[@data-verbatim]")
        first = term.standing.order_by("source_id", "start").first()
        assert [words.text_content() for words in shown] == ([first.text] if first else [])
        assert all(words.getparent().get("dir") == find_locale(first.source.language).text_direction for words in shown)


@pytest.mark.parametrize(("language", "style"), [("ar", "arabic"), ("en", "chicago-bibliography")])
def test_one_citation_is_shown_and_the_others_are_on_demand(language, style):
    tree = load(*select_kinds("claim"), language)
    shown = tree.xpath("//*[@data-citation][not(ancestor::details)]/@data-citation")
    assert shown == [style]
    assert len(tree.xpath("//details[@class='other-styles']//*[@data-citation]")) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_the_file_are_folded_before_the_first_sentence(language):
    tree = load(*select_kinds("reading room"), language)
    (digest,) = tree.xpath(f"//dl//*[text()='{Source.objects.get().sha256}']")
    assert digest.xpath("ancestor::details[not(@open)]")


def test_views_are_unfolded_once_one_is_chosen():
    for query, is_open in (("", False), ("?text=source", True), ("?claim=thousands-died", False)):
        tree = html.document_fromstring(Client().get(f"/en/sources/{SOURCE}/{query}").content.decode())
        assert bool(tree.xpath("//details[@class='room-views'][@open]")) == is_open


def test_page_without_a_citation_has_its_address_for_print():
    (address,) = load(*select_kinds("start"), "en").xpath("//p[@class='page-address']")
    assert address.text.endswith("/en/start/")
