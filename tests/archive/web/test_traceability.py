"""The promise: nothing is shown that cannot be traced to the exact characters of a verbatim source."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

import pytest
from django.utils.translation import override

from archive.models import Anchor, Claim, Mention, Passage, Source
from archive.templatetags.words import claim_date, claim_edtf_words
from tests.support.crawler import Page, crawl, fetch, html_pages
from tests.support.html_pages import marked_words, text_of

# One worker walks through all pages, and keeps them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walk")]

KINDS = {"statement", "date", "name", "origin", "destination", "direction", "means"}
LATIN, ARABIC = re.compile(r"[A-Za-zÀ-ɏ]{2,}"), re.compile(r"[\u0621-\u064a]{2,}")


def test_no_link_is_dead():
    dead = {address: page.status for address, page in crawl().items() if page.status >= 400}
    assert not dead


def test_every_fragment_is_there():
    lost = []
    for page in html_pages():
        for link in page.links:
            address, fragment = urldefrag(link)
            target = fetch(address)
            if fragment and target.is_page and not target.tree.xpath("//*[@id=$name]", name=fragment):
                lost.append((page.address, link))
    assert not lost


def test_every_kind_of_fact_is_shown_somewhere():
    shown = {kind for page in html_pages() for kind in page.tree.xpath("//@data-fact")}
    assert shown == KINDS - {"means"}, "no route of the founding source states its means"


def test_every_fact_links_to_its_words():
    """Each reference leads to a page that highlights exactly the words it names."""
    checked = 0
    for page in html_pages():
        for fact in page.tree.xpath("//*[@data-fact]"):
            links = fact.xpath(".//a[@class='ref']")
            assert links, (page.address, text_of(fact))
            for link in links:
                target = fetch(urldefrag(urljoin(page.address, link.get("href"))).url)
                marked = marked_words(target)
                expected = link.get("title").split(" … ")
                assert all(any(words in stretch for stretch in marked) for words in expected), (page.address, link.get("href"))
                checked += 1
    assert checked > 500


def shown_outside_facts(page: Page):
    """Text nodes of the page that stand in no fact, and are no words of the source in their place, their reading, or a note on them.

    A label of the map that is itself a link to exact characters needs no other.
    """
    linked = "ancestor::a[@class='map-link'][contains(@href, '@')]"
    quoted = f"{linked} or ancestor::*[@data-fact or @data-verbatim or @class='reading'] or (ancestor::*[@class='source-words'] and ancestor::*[@class='note'])"
    for node in page.main().xpath(f".//text()[normalize-space()][not({quoted})]"):
        if not (node.getparent().get("data-fact") and not node.is_tail):
            yield " ".join(node.split())


def test_no_statement_or_date_stands_without_its_words():
    for language in ("ar", "en"):
        with override(language):
            dated = {text for claim in Claim.objects.dated() for text in (claim_date(claim),)}
            said = {claim.statement for claim in Claim.objects.all()} | dated
        for page in html_pages():
            if page.language == language:
                bare = [text for text in shown_outside_facts(page) if text in said]
                assert not bare, page.address


def test_every_name_spelled_as_in_the_source_stands_in_a_link_to_it():
    spelled = set(Mention.objects.values_list("exact", flat=True))
    for page in html_pages():
        for element in page.main().xpath(".//*[@lang='ar'][contains(@class, 'source-words')]"):
            if element.text in spelled and not element.xpath("ancestor::*[contains(@class, 'note')]"):
                assert element.xpath("ancestor::*[@data-fact]"), (page.address, element.text)


def test_the_verbatim_text_shown_is_the_source_to_the_character():
    seen = set()
    by_ref = {(one.source.identifier, one.ref): one.text for one in Passage.objects.sentences().select_related("source")}
    only = Source.objects.get().identifier
    for page in html_pages():
        for element in page.tree.xpath("//*[@data-verbatim]"):
            ref = element.get("data-verbatim")
            assert "".join(element.itertext()) == by_ref[only, ref], (page.address, ref)
            seen.add(ref)
    assert len(seen) == len(by_ref)


def test_the_reading_room_gives_back_the_whole_text():
    source = Source.objects.get()
    page = fetch(f"/ar/sources/{source.identifier}/")
    shown = ["".join(element.itertext()) for element in page.tree.xpath("//*[@data-verbatim]")]
    at, rest = 0, []
    for sentence in shown:
        found = source.text.index(sentence, at)
        rest.append(source.text[at:found])
        at = found + len(sentence)
    assert not "".join([*rest, source.text[at:]]).strip()


def test_every_page_has_its_language_and_direction():
    for page in html_pages():
        assert (page.tree.get("lang"), page.tree.get("dir")) in {("ar", "rtl"), ("en", "ltr")}
        assert page.address.startswith(f"/{page.language}/")


def foreign_words(page: Page):
    """Words in the other script that stand in an element not marked as of another language."""
    pattern = LATIN if page.language == "ar" else ARABIC
    body = page.tree.find("body")
    for node in body.xpath(".//text()[normalize-space()]"):
        holder = node.getparent().getparent() if node.is_tail else node.getparent()
        language = holder.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        technical = holder.xpath("boolean(ancestor-or-self::*[contains(concat(' ', @class, ' '), ' hash ') or @data-verbatim])")
        technical = technical or holder.xpath("boolean(ancestor-or-self::*[@class='source-words' or @class='kwic'])")
        technical = technical or holder.xpath(
            "boolean(ancestor-or-self::*[contains(@class, 'address') or contains(@class, 'outside')])"
        )
        if language == page.language and not technical and pattern.search(node):
            yield node.strip()


def test_no_string_is_left_in_the_other_language():
    assert not {(page.address, words) for page in html_pages() for words in foreign_words(page)}


def test_both_languages_have_the_same_pages():
    addresses = {page.address for page in html_pages()}
    assert {address.replace("/ar/", "/en/", 1) for address in addresses} == {
        address.replace("/ar/", "/en/", 1) for address in addresses if address.startswith("/en/")
    }


def test_every_page_names_itself_in_both_languages():
    for page in html_pages():
        alternates = {link.get("hreflang"): link.get("href") for link in page.tree.xpath("//link[@rel='alternate'][@hreflang]")}
        assert set(alternates) == {"ar", "en"}
        canonical = page.tree.xpath("string(//link[@rel='canonical']/@href)")
        assert canonical == alternates[page.language]
        other = page.tree.xpath("//a[@class='other-language']")[0]
        assert fetch(other.get("href")).status == 200


def test_gazetteer_facts_show_their_own_reference():
    for page in html_pages():
        for position in page.tree.xpath("//*[contains(@class, 'position')]"):
            around = position.xpath("ancestor::*[self::p or self::td][1]")[0]
            assert len(text_of(around)) > len(text_of(position)) + 20, page.address


def test_camp_pages_say_what_the_sources_do_not():
    camps = [page for page in html_pages() if re.fullmatch(r"/(ar|en)/camps/[a-z-]+/", page.address)]
    assert len(camps) == 20
    for page in camps:
        assert len(page.tree.xpath("//section[contains(@class, 'silences')]//li")) >= 2, page.address


def test_every_anchor_is_linked_from_some_page():
    linked = {link for page in html_pages() for link in page.links if "@" in link or "claim=" in link}
    for anchor in Anchor.objects.select_related("passage__source", "claim"):
        own = f"/en/sources/{anchor.passage.source.identifier}/{anchor.ref}/#words"
        whole = f"/en/sources/{anchor.passage.source.identifier}/{anchor.passage.ref}/?claim={anchor.claim.identifier}#words"
        assert own in linked or whole in linked, anchor


def test_encoded_dates_are_worded_in_both_languages():
    for claim in Claim.objects.dated():
        words = set()
        for language in ("ar", "en"):
            with override(language):
                words.add(claim_edtf_words(claim))
        assert len(words - {""}) == 2
