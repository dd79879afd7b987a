"""Every address that can be reached by links, the most important first: breadth first, from the first pages on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings

from archive.baking.asking import environment
from archive.baking.following import linked
from archive.serving.answers import Made
from archive.serving.asked import Asked, offers
from archive.serving.outermost import lasts, made_by

START = ("/ar/", "/en/", "/")


def crawl(application: Callable, edition: str) -> Iterator[tuple[Asked, Made]]:
    """What is asked and what a WSGI application answers of an edition, for every address within reach; in both languages where it names none."""
    waiting, seen = deque(START), set(START)
    while waiting:
        address = waiting.popleft()
        path, _mark, query = address.partition("?")
        for asked in _ways(unquote(path).encode().decode("latin-1"), query):
            made, of = made_by(application, asked.settle(environment(settings.CANONICAL_ORIGIN, address)))
            if of != edition or not lasts(made, asked):
                continue
            yield asked, made.bare
            for link in _links(address, made):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)


def _ways(path: str, query: str) -> Iterator[Asked]:
    """The address as readers of either language ask for it; of what is negotiated, the page."""
    named = path.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES))
    for language in [""] if named else [code for code, _name in settings.LANGUAGES]:
        yield Asked(path, query, language, next(iter(offers(path)), "") if language else "")


def _links(address: str, made: Made) -> Iterator[str]:
    headers = {name.lower(): value for name, value in made.headers}
    found = [headers["location"]] if "location" in headers else []
    if headers.get("content-type", "").startswith("text/html"):
        found += linked(made.body.decode())
    for link in found:
        link = urldefrag(urljoin(address, link)).url.removeprefix(settings.CANONICAL_ORIGIN)
        if not urlsplit(link).scheme and link.startswith("/") and not link.startswith(("//", settings.STATIC_URL)):
            yield link
