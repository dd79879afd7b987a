"""Every address that can be reached by links, the most important first: breadth first, from the first pages on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.conf import settings

from archive.baking.asking import Answer, environment
from archive.baking.following import follow, leading, within
from archive.serving.answers import Made
from archive.serving.asked import Asked, offers
from archive.serving.outermost import lasts, made_by

START = ("/ar/", "/en/", "/")


def crawl(application: Callable, edition: str) -> Iterator[tuple[Asked, Made]]:
    """What is asked and what a WSGI application answers of an edition, for every address within reach; in both languages where it names none."""

    def answers(address: str) -> list[tuple[Asked, Made]]:
        path, _mark, query = address.partition("?")
        pairs = []
        for asked in _ways(unquote(path).encode().decode("latin-1"), query):
            made, of = made_by(application, asked.settle(environment(settings.CANONICAL_ORIGIN, address)))
            if of == edition and lasts(made, asked):
                pairs.append((asked, made))
        return pairs

    for _address, pairs in follow(START, answers, _links):
        yield from ((asked, made.bare) for asked, made in pairs)


def _ways(path: str, query: str) -> Iterator[Asked]:
    """The address as readers of either language ask for it; of what is negotiated, the page."""
    named = path.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES))
    for language in [""] if named else [code for code, _name in settings.LANGUAGES]:
        yield Asked(path, query, language, next(iter(offers(path)), "") if language else "")


def _links(address: str, pairs: list[tuple[Asked, Made]]) -> Iterator[str]:
    for _asked, made in pairs:
        links = within(settings.CANONICAL_ORIGIN, address, leading(Answer.of(*made)))
        yield from (link for link in links if not link.startswith(settings.STATIC_URL))
