"""Every address that can be reached by links, the most important first: breadth first, from the first pages on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.conf import settings

from archive.editions.bake.links import follow, leading, within
from archive.web.cache.cache_key import CacheKey, find_offered_types
from archive.web.cache.responses import RenderedResponse
from archive.web.cache.wsgi_cache import is_cacheable, render_response
from archive.web.wsgi_client import WsgiResponse, build_environ

START_ADDRESSES = ("/ar/", "/en/", "/")


def crawl_edition(application: Callable, edition: str) -> Iterator[tuple[CacheKey, RenderedResponse]]:
    """What is asked and what a WSGI application answers of an edition, for every address within reach; in both languages where it names none."""

    def answers(address: str) -> list[tuple[CacheKey, RenderedResponse]]:
        path, _mark, query = address.partition("?")
        pairs = []
        for asked in _list_cache_keys(unquote(path).encode().decode("latin-1"), query):
            made, of = render_response(application, asked.normalize_environ(build_environ(settings.CANONICAL_ORIGIN, address)))
            if of == edition and is_cacheable(made, asked):
                pairs.append((asked, made))
        return pairs

    for _address, pairs in follow(START_ADDRESSES, answers, _list_links):
        yield from ((asked, made.without_own_headers) for asked, made in pairs)


def _list_cache_keys(path: str, query: str) -> Iterator[CacheKey]:
    """The address as readers of either language ask for it; of what is negotiated, the page."""
    named = path.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES))
    for language in [""] if named else [code for code, _name in settings.LANGUAGES]:
        yield CacheKey(path, query, language, next(iter(find_offered_types(path)), "") if language else "")


def _list_links(address: str, pairs: list[tuple[CacheKey, RenderedResponse]]) -> Iterator[str]:
    for _asked, made in pairs:
        links = within(settings.CANONICAL_ORIGIN, address, leading(WsgiResponse.of(*made)))
        yield from (link for link in links if not link.startswith(settings.STATIC_URL))
