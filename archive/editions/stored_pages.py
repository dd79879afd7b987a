"""The pages that go into the warm file: the main ones after a load, every reachable one with ``manage.py warm``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.wsgi import get_wsgi_application
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import override

from archive.editions.bake.links import follow, is_of_history, leading, within
from archive.fixity.file_digests import is_changed
from archive.models import Source, Subject
from archive.web.cache import stores
from archive.web.cache.cache_key import CacheKey, build_cache_key
from archive.web.cache.code_version import code_version
from archive.web.cache.edition import get_loaded_edition
from archive.web.cache.responses import RenderedResponse
from archive.web.cache.wsgi_cache import is_cacheable, render_response
from archive.web.wsgi_client import WsgiApplication, WsgiResponse, build_environ
from marches.place_routes import list_movement_names

StoredResponse = tuple[CacheKey, RenderedResponse]
MAIN_VIEWS = ("home", "start", "camps", "routes", "sources", "claims", "timeline", "map", "glossary", "numbers")
START_ADDRESSES = ("/ar/", "/en/", "/")


def store_main_pages() -> bool:
    """Write the main pages of the loaded edition to its warm file.

    An edition that has a sound file keeps it. Returns False if the pages cannot be rendered because no static files were collected. Raises
    DatabaseError; OSError or sqlite3.Error if the file cannot be written.
    """
    edition = get_loaded_edition()
    file = stores.get_warm_file_path(edition, code_version())
    if not settings.RESPONSE_CACHE_MB or not settings.MAIN_PAGES or (file.is_file() and not is_changed(file)):
        return True
    if not getattr(staticfiles_storage, "hashed_files", True):
        return False
    application, addresses = get_wsgi_application(), list(list_main_addresses())  # a list: a response may end with its connection
    stores.write_warm_file(file, chain.from_iterable(render_address(application, edition, address) for address in addresses))
    return True


def list_main_addresses() -> Iterator[str]:
    """Yield the most used pages, each in both languages: at most ``MAIN_PAGES``, each language counted."""
    pages = chain(((name,) for name in MAIN_VIEWS), _list_main_records())
    return islice((_localize(language, *page) for page in pages for language, _name in settings.LANGUAGES), settings.MAIN_PAGES)


def _list_main_records() -> Iterator[tuple[str, str]]:
    """Yield records of each kind by turns, so that a limit leaves no kind out; of camps, places and routes those with most claims first."""
    most_claimed = Subject.objects.annotate(claim_count=Count("claims")).order_by("-claim_count", "pk")
    by_kind = [[(kind, name) for name in _list_first_names(most_claimed.filter(kind=kind))] for kind in Subject.Kind.values]
    by_kind.append([("movement", name) for name in list_movement_names()])
    by_kind.append([("source", name) for name in _list_first_names(Source.objects.order_by("pk"))])
    for turn in zip_longest(*by_kind):
        yield from filter(None, turn)


def _list_first_names(rows: QuerySet) -> QuerySet:
    return rows.values_list("identifier", flat=True)[: settings.MAIN_PAGES]


def _localize(language: str, name: str, *identifiers: str) -> str:
    with override(language):
        return reverse(name, args=identifiers)


def crawl_edition(application: WsgiApplication, edition: str) -> Iterator[StoredResponse]:
    """Yield the responses of an edition at every address that links lead to, breadth first from the first pages; histories are skipped."""
    for _address, responses in follow(START_ADDRESSES, lambda address: render_address(application, edition, address), _list_links):
        yield from responses


def render_address(application: WsgiApplication, edition: str, address: str) -> list[StoredResponse]:
    """Return the cacheable responses of an edition at an address: one for each language where the address names none.

    Of media types that are negotiated it is the first.
    """
    environs = [build_environ(settings.CANONICAL_ORIGIN, address, HTTP_ACCEPT_LANGUAGE=code) for code, _name in settings.LANGUAGES]
    responses = []
    for key, environ in {build_cache_key(environ): environ for environ in environs}.items():
        rendered, rendered_edition = render_response(application, key.normalize_environ(environ))
        if rendered_edition == edition and is_cacheable(rendered, key):
            responses.append((key, rendered.without_own_headers))
    return responses


def _list_links(address: str, responses: list[StoredResponse]) -> Iterator[str]:
    for _key, rendered in responses:
        links = within(settings.CANONICAL_ORIGIN, address, leading(WsgiResponse.of(*rendered)))
        yield from (link for link in links if not link.startswith(settings.STATIC_URL) and not is_of_history(link))
