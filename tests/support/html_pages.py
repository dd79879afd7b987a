"""Parts of the site's pages, read from their HTML."""

from __future__ import annotations

from django.test import Client
from lxml import html

from tests.support.crawler import Page

HEADINGS = {"en": "What the sources say differently", "ar": "ما تختلف فيه المصادر"}


def read_page(address: str):
    """Return the document at an address, which must answer with status 200."""
    response = Client().get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content.decode())


def read_main(address: str):
    """Return the main element of a page."""
    return read_page(address).get_element_by_id("main")


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def language_of(element) -> str:
    """Return the language of an element: its own, or that of the nearest element around it that states one."""
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def disagreements_section(address: str):
    """Return the section of disagreements of a page, or None."""
    language = address.split("/")[1]
    return next(
        (section for section in read_main(address).iterfind(".//section") if text_of(section.find("h2")) == HEADINGS[language]),
        None,
    )


def search_page(language: str, status: int = 200, **query):
    response = Client().get(f"/{language}/search/", query)
    assert response.status_code == status
    return html.document_fromstring(response.content.decode())


def cited_words(link) -> str:
    """Return the words of a source that the link of a reference names."""
    return link.xpath("string(.//@title)")


def texts_at(tree, path: str) -> list[str]:
    return [text_of(element) for element in tree.xpath(path)]


def marked_words(page: Page) -> list[str]:
    """Return the highlighted words of a passage page, with adjacent marks joined."""
    stretches = []
    for line in page.tree.xpath("//*[@data-verbatim]"):
        stretch = ""
        for node in line.xpath(".//text()"):
            inside = node.getparent().xpath("boolean(ancestor-or-self::mark)") and not (
                node.is_tail and node.getparent().tag == "mark"
            )
            if inside:
                stretch += node
            elif stretch:
                stretches.append(stretch)
                stretch = ""
        stretches += [stretch] if stretch else []
    return stretches
