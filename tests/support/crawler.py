"""Crawl of the loaded archive: every page that links from the front pages lead to."""

from __future__ import annotations

import re
from functools import cache, cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from lxml import html

START = ("/ar/", "/en/")
HISTORY = re.compile(r"/(editions|versions)/")


class Page:
    """A response: its parsed HTML and its links."""

    def __init__(self, address: str, response) -> None:
        self.address = address
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.is_page = response.headers.get("Content-Type", "").startswith("text/html") and self.status == 200
        self.tree = html.document_fromstring(response.content.decode()) if self.is_page else None
        self.language = self.tree.get("lang") if self.is_page else None

    @cached_property
    def links(self) -> list[str]:
        """Return the internal addresses that the page links to, with query and fragment."""
        links = [urljoin(self.address, href) for href in self.tree.xpath("//a/@href")] if self.is_page else []
        links += [urljoin(self.address, self.location)] if self.location else []
        links = [link.removeprefix(settings.CANONICAL_ORIGIN) for link in links]
        return [link for link in links if not urlsplit(link).scheme and not link.startswith(settings.STATIC_URL)]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return the ids of the page's elements, to which fragments lead."""
        return frozenset(self.tree.xpath("//@id"))

    def main(self):
        """Return the element of the main content."""
        return self.tree.get_element_by_id("main")


@cache
def fetch(address: str) -> Page:
    """Return the page at an address without fragment; requested once a session, with the values of the edition that were made for others."""
    with override_settings(RESPONSE_CACHE_MB=1):
        return Page(address, Client().get(address))


@cache
def crawl() -> dict[str, Page]:
    """Return all pages by address, breadth first."""
    seen: dict[str, Page] = {}
    waiting = list(START)
    while waiting:
        address = waiting.pop(0)
        if address not in seen:
            seen[address] = fetch(address)
            waiting += [urldefrag(link).url for link in seen[address].links]
    return seen


def html_pages() -> list[Page]:
    """Return the crawled HTML pages in Arabic and English; those at permanent addresses are in the language of the request."""
    return [page for page in crawl().values() if page.is_page and page.address.startswith(START)]


def living_pages() -> list[Page]:
    """Return those that show the current state; editions, histories and versions show records as they once were."""
    return [page for page in html_pages() if not HISTORY.search(page.address)]
