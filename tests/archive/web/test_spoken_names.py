"""Pages of every kind as they are heard: names of links, headings, figures, tables, languages. Read from parsed HTML, without a browser."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html

from tests.support.page_kinds import LANGUAGES, PUBLISHED, PageKind

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages, pytest.mark.parametrize("language", LANGUAGES)]

ARABIC, LATIN = re.compile(r"[\u0621-\u064a]"), re.compile(r"[A-Za-z]{2}")


@cache
def load_page(kind: PageKind, language: str):
    """Return the parsed page; every test reads the same."""
    response = Client().get(kind.address(language), headers={"Accept-Language": language})
    return html.document_fromstring(response.content.decode())


def check_pages(language: str, find_faults) -> None:
    """Assert that no page has faults: ``find_faults(tree, address)`` returns them."""
    faults = {kind.name: find_faults(load_page(kind, language), kind.address(language)) for kind in PUBLISHED}
    assert {name: found for name, found in faults.items() if found} == {}


def read_name(element) -> str:
    """Return the accessible name of a link or a button, without what is hidden from listeners."""
    if name := element.get("aria-label"):
        return name
    return " ".join("".join(element.xpath(".//text()[not(ancestor::*[@aria-hidden='true'])]")).split())


def heard(tree, path: str) -> list:
    """Return the elements of a path that are not hidden from listeners."""
    return [element for element in tree.xpath(path) if not element.xpath("ancestor-or-self::*[@aria-hidden='true']")]


def test_links_of_one_name_lead_to_one_address(language):
    def find_faults(tree, address):
        addresses = defaultdict(set)
        for link in heard(tree, "//a[@href]"):
            parts = urlsplit(urljoin(address, link.get("href")))
            # A page is the same whatever words are marked on it: characters of a sentence, words of a search.
            path, query = re.sub(r"@[\d-]+/$", "/", parts.path), re.sub(r"found=[^&]*", "", parts.query)
            addresses[read_name(link)].add(path if "/sources/" in path else f"{path}?{query}#{parts.fragment}")
        return {name: found for name, found in addresses.items() if len(found) > 1}

    check_pages(language, find_faults)


def test_no_link_or_button_is_named_by_a_number_alone(language):
    def find_faults(tree, address):
        elements = heard(tree, "//a[@href][not(ancestor::*[@hidden])] | //button[not(ancestor::*[@hidden])]")
        unnamed = [element for element in elements if re.fullmatch(r"[\d.@-]*", read_name(element))]
        return [html.tostring(element, encoding="unicode")[:120] for element in unnamed]

    check_pages(language, find_faults)


def test_visible_words_of_a_link_are_in_its_name(language):
    def find_faults(tree, address):
        labelled = heard(tree, "//a[@aria-label]")
        shown = {link: " ".join("".join(link.itertext()).split()) for link in labelled}
        return [(words, link.get("aria-label")) for link, words in shown.items() if words not in link.get("aria-label")]

    check_pages(language, find_faults)


def test_headings_descend_by_one_level_and_have_words(language):
    def find_faults(tree, address):
        headings = tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        levels = [int(heading.tag[1]) for heading in headings]
        jumps = [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
        return jumps + [heading.tag for heading in headings if not read_name(heading)] + ([] if levels.count(1) == 1 else [levels])

    check_pages(language, find_faults)


def test_skip_links_lead_past_every_map_and_long_timeline(language):
    def find_faults(tree, address):
        skips = [link.get("href")[1:] for link in tree.xpath("//a[@class='skip' or @class='skip-over']")]
        missing = [name for name in skips if not tree.xpath("//*[@id=$name]", name=name)]
        maps = tree.xpath("//figure[contains(@class, 'map-figure')]")
        return missing + [figure for figure in maps if not figure.xpath(".//a[@class='skip-over']")]

    check_pages(language, find_faults)


def test_drawings_are_named_or_silent_and_tables_have_headers(language):
    def find_faults(tree, address):
        drawings = [svg for svg in heard(tree, "//svg[not(ancestor::svg)]") if not svg.get("aria-labelledby")]
        tables = [table for table in tree.xpath("//table") if not table.xpath(".//th[@scope]") or not table.xpath("./caption")]
        lists = [listed for listed in tree.xpath("//ul | //ol | //dl") if not listed.xpath("./li | ./div | ./dt")]
        return [html.tostring(element, encoding="unicode")[:120] for element in drawings + tables + lists]

    check_pages(language, find_faults)


def test_names_are_in_the_language_of_their_element(language):
    """An ``aria-label`` or ``title`` with letters of the other script alone is in an element of that language (WCAG 3.1.2)."""

    def find_faults(tree, address):
        faults = []
        for element in tree.xpath("//*[@aria-label or @title]"):
            spoken = element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0]
            words = element.get("aria-label") or element.get("title")
            alone, other = (LATIN, ARABIC) if spoken == "ar" else (ARABIC, LATIN)
            if alone.search(words) and not other.search(words):
                faults.append((element.tag, spoken, words))
        return faults

    check_pages(language, find_faults)
