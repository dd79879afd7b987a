"""Nothing is shown that cannot be traced to the exact characters of a verbatim source."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import product
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.utils.translation import override

from archive.models import Anchor, Claim, Mention, Passage, Source
from archive.templatetags.words import claim_date, claim_edtf_words
from archive.vocabulary import find_least_certain
from tests.support.crawler import HISTORY, Page, crawl, fetch, html_pages, living_pages
from tests.support.html_pages import cited_words, marked_words, text_of

# One worker crawls all pages and caches them.
pytestmark = [pytest.mark.django_db, pytest.mark.published_pages, pytest.mark.xdist_group("walk")]

KINDS = {"statement", "date", "name", "origin", "destination", "direction", "means", "quantity"}
LATIN, ARABIC = re.compile(r"[A-Za-zÀ-ɏ]{2,}"), re.compile(r"[\u0621-\u064a]{2,}")


def test_no_link_is_broken():
    dead = {address: page.status for address, page in crawl().items() if page.status >= 400}
    assert not dead


def test_every_fragment_exists():
    missing = []
    for page in html_pages():
        for link in page.links:
            address, fragment = urldefrag(link)
            target = fetch(address)
            if fragment and target.is_page and fragment not in target.ids:
                missing.append((page.address, link))
    assert not missing


def test_every_kind_of_fact_is_shown():
    texts = {kind for page in html_pages() for kind in page.tree.xpath("//@data-fact")}
    assert texts == KINDS - {"means"}, "no route of the founding source states its means"


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
                expected = cited_words(link).split(" … ")
                assert all(any(words in stretch for stretch in marked) for words in expected), (page.address, link.get("href"))
                checked += 1
    assert checked > 500


def list_texts_outside_facts(page: Page):
    """Yield text nodes that are not in a fact, in the verbatim text, in a reading, in a note, or in a text to copy with its citation.

    Labels of the map that link to exact characters are not yielded.
    """
    linked = "ancestor::a[ancestor::svg[contains(@class, 'map-sheet')]][contains(@href, '@')]"
    quoted = f"{linked} or ancestor::*[@data-fact or @data-verbatim or @data-citation or @class='reading'] or (ancestor::i and ancestor::*[@class='note'])"
    for node in page.main().xpath(f".//text()[normalize-space()][not({quoted})]"):
        if not (node.getparent().get("data-fact") and not node.is_tail):
            yield " ".join(node.split())


def test_statements_and_dates_are_only_in_facts():
    for language in ("ar", "en"):
        with override(language):
            dated = {text for claim in Claim.objects.dated() for text in (claim_date(claim),)}
            stated = {claim.statement for claim in Claim.objects.all()} | dated
        for page in living_pages():
            if page.language == language:
                outside = [text for text in list_texts_outside_facts(page) if text in stated]
                assert not outside, page.address


def find_anchors(page: Page, link) -> list[Anchor]:
    """Return the anchors whose words a link of a fact leads to."""
    parts = urlsplit(urljoin(page.address, link.get("href")))
    source, ref = parts.path.rstrip("/").split("/")[-2:]
    claim = parse_qs(parts.query).get("claim")
    if claim:
        return [anchor for anchor in list_anchors() if anchor.claim.identifier == claim[0] and anchor.passage.ref == ref]
    return [anchor for anchor in list_anchors() if (anchor.passage.source.identifier, anchor.ref) == (source, ref)]


@cache
def list_anchors() -> list[Anchor]:
    return list(Anchor.objects.select_related("claim", "passage__source"))


def test_every_fact_shows_the_status_of_its_words():
    checked = Counter()
    for page in html_pages():
        for fact in page.tree.xpath("//*[@data-fact and not(@data-fact='name')]"):
            links = fact.xpath(".//a[@class='ref']")
            shown = fact.xpath(".//@data-status")
            if fact.xpath("ancestor::article[contains(@class, 'start')]"):
                continue  # a sentence of the story has several claims: see the next test
            possible = [{anchor.status for anchor in find_anchors(page, link)} for link in links]
            expected = {find_least_certain(statuses) for statuses in product(*possible)}
            assert (shown[0] if shown else "") in expected, (page.address, text_of(fact))
            checked[bool(shown)] += 1
    assert min(checked.values()) > 100


def test_every_sentence_of_the_story_shows_the_status_of_its_words():
    for page in html_pages():
        for link in page.tree.xpath("//article[contains(@class, 'start')]//a[@class='ref']"):
            statuses = {anchor.status for anchor in list_anchors() if anchor.exact in cited_words(link)}
            following = link.getnext()
            shown = following.get("data-status") or "" if following is not None else ""
            assert shown in statuses or (not shown and "plain" in statuses), (page.address, cited_words(link))


def test_no_statement_is_shown_without_its_status():
    """On the page and in frames of other sites, wherever the words of a statement stand, in either language."""
    claims = list(Claim.objects.with_evidence())
    statuses = {
        " ".join(statement.split()): find_least_certain(anchor.status for anchor in claim.anchors.all())
        for claim in claims
        for statement in (claim.statement_ar, claim.statement_en)
    }
    embeds = [fetch(f"/{language}/embed/claim/{claim.identifier}/") for language in ("ar", "en") for claim in claims]
    shown = 0
    for page in [*living_pages(), *embeds]:
        for element in page.main().iter("a", "h1", "p", "li", "span"):
            words = text_of(element)
            for mark in element.xpath("./*[@data-status]"):
                words = words.removesuffix(text_of(mark)).strip()
            if statuses.get(words) and element.get("class") != "reading":  # a reading has its status in its note
                block = element.xpath("ancestor-or-self::*[self::h1 or self::p or self::li or self::td][1]")[0]
                near = block.xpath("descendant::*/@data-status | parent::header/descendant::*/@data-status")
                assert near, (page.address, words)
                shown += 1
    assert shown > 100


def test_every_name_spelled_as_in_the_source_is_in_a_fact():
    spelled = set(Mention.objects.values_list("exact", flat=True))
    for page in living_pages():
        for element in page.main().xpath(".//*[ancestor-or-self::*[@lang][1][@lang='ar']][contains(@class, 'source-words')]"):
            if element.text in spelled and not element.xpath("ancestor::*[contains(@class, 'note')]"):
                assert element.xpath("ancestor::*[@data-fact]"), (page.address, element.text)


def test_verbatim_text_equals_the_source():
    shown_refs = set()
    by_ref = {
        (passage.source.identifier, passage.ref): passage.text for passage in Passage.objects.sentences().select_related("source")
    }
    only = Source.objects.get().identifier
    for page in html_pages():
        for element in page.tree.xpath("//*[@data-verbatim]"):
            ref = element.get("data-verbatim")
            assert "".join(element.itertext()) == by_ref[only, ref], (page.address, ref)
            shown_refs.add(ref)
    assert len(shown_refs) == len(by_ref)


def test_reading_room_shows_the_whole_text():
    source = Source.objects.get()
    page = fetch(f"/ar/sources/{source.identifier}/")
    texts = ["".join(element.itertext()) for element in page.tree.xpath("//*[@data-verbatim]")]
    end, between = 0, []
    for sentence in texts:
        start = source.text.index(sentence, end)
        between.append(source.text[end:start])
        end = start + len(sentence)
    assert not "".join([*between, source.text[end:]]).strip()


def test_every_page_has_its_language_and_direction():
    for page in html_pages():
        assert (page.tree.get("lang"), page.tree.get("dir")) in {("ar", "rtl"), ("en", "ltr")}
        assert page.address.startswith(f"/{page.language}/")


def foreign_words(page: Page):
    """Yield words in the other script in elements that are not marked as of another language."""
    pattern = LATIN if page.language == "ar" else ARABIC
    body = page.tree.find("body")
    for node in body.xpath(".//text()[normalize-space()]"):
        holder = node.getparent().getparent() if node.is_tail else node.getparent()
        language = holder.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        technical = holder.xpath("boolean(ancestor-or-self::*[contains(concat(' ', @class, ' '), ' hash ') or @data-verbatim])")
        technical = technical or holder.xpath("boolean(ancestor-or-self::*[self::i or @class='source-words' or @class='kwic'])")
        technical = technical or holder.xpath(
            "boolean(ancestor-or-self::*[contains(@class, 'address') or contains(@class, 'outside')])"
        )
        if language == page.language and not technical and pattern.search(node):
            yield node.strip()


def test_no_string_is_left_in_the_other_language():
    # Histories show records as the ledger has them, in every language.
    assert not {(page.address, words) for page in living_pages() for words in foreign_words(page)}


def test_both_languages_have_the_same_pages():
    addresses = {page.address for page in html_pages()}
    assert {address.replace("/ar/", "/en/", 1) for address in addresses} == {
        address.replace("/ar/", "/en/", 1) for address in addresses if address.startswith("/en/")
    }


def test_every_page_links_to_both_languages():
    for page in html_pages():
        alternates = {link.get("hreflang"): link.get("href") for link in page.tree.xpath("//link[@rel='alternate'][@hreflang]")}
        assert set(alternates) == {"ar", "en"}
        canonical = page.tree.xpath("string(//link[@rel='canonical']/@href)")
        if re.search(r"/versions/[0-9a-f]{16}/$", page.address):  # the living record, or the page that it is on
            path = urlsplit(canonical).path
            assert fetch(path).is_page, page.address
            assert path == page.address or not HISTORY.search(path), page.address
        else:
            assert canonical == alternates[page.language]
        other = page.tree.xpath("//a[@class='other-language']")[0]
        assert fetch(other.get("href")).status == 200


def test_gazetteer_facts_show_their_own_reference():
    """Beside the fact, or, in a table of places, on the page of the place, to which its row leads."""
    referenced, linked = set(), set()
    for page in html_pages():
        for position in page.tree.xpath("//*[@class='position'] | //td[@data-label='Position' or @data-label='الإحداثيات']/bdi"):
            around = position.xpath("ancestor::*[self::p or self::td][1]")[0]
            if around.tag == "td":
                linked.add((around.xpath("string(../th//a/@href)"), text_of(position)))
            else:
                assert len(text_of(around)) > len(text_of(position)) + 20, page.address
                referenced.add((page.address, text_of(position)))
    assert linked
    assert linked <= referenced


def test_camp_pages_list_unanswered_questions():
    camps = [page for page in html_pages() if re.fullmatch(r"/(ar|en)/camps/[a-z-]+/", page.address)]
    assert len(camps) == 20
    for page in camps:
        assert len(page.tree.xpath("//section[contains(@class, 'silences')]//li")) >= 2, page.address


def test_every_anchor_is_linked_from_some_page():
    linked = {link for page in html_pages() for link in page.links if "@" in link or "claim=" in link}
    for anchor in Anchor.objects.select_related("passage__source", "claim"):
        own = f"/en/sources/{anchor.passage.source.identifier}/{anchor.ref}/#words"
        embedded = f"/en/sources/{anchor.passage.source.identifier}/{anchor.passage.ref}/?claim={anchor.claim.identifier}#words"
        assert own in linked or embedded in linked, anchor


def test_encoded_dates_are_worded_in_both_languages():
    for claim in Claim.objects.dated():
        words = set()
        for language in ("ar", "en"):
            with override(language):
                words.add(claim_edtf_words(claim))
        assert len(words - {""}) == 2
