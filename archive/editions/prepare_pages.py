"""The pages that most readers come to, made when the archive is loaded and kept in the database, for every process and replica."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from archive.models import PreparedPage, Source, Subject, bulk
from archive.web.cache.code_version import code_version
from archive.web.cache.edition import get_loaded_edition
from archive.web.wsgi_client import fetch_response

FIRST_PAGES = ("home", "start", "camps", "routes", "sources", "claims", "timeline", "map", "glossary")


def delete_prepared_pages() -> None:
    """Takes all prepared pages away: what they say is no longer what is loaded."""
    bulk.clear_tables(PreparedPage)


def prepare_pages() -> bool:
    """Makes the pages of what is loaded, at most PREPARED_PAGES, unless this code has made them already. Raises DatabaseError.

    False if none can be made, because the static files that they name were not collected.
    """
    code, edition = code_version(), get_loaded_edition()
    if settings.PREVIEW or not settings.PREPARED_PAGES or PreparedPage.objects.filter(code=code, edition=edition).exists():
        return True
    if not has_static_names():
        return False
    rows = list(render_pages(code, edition))
    if get_loaded_edition() == edition:  # else some may show the edition that another process has loaded meanwhile
        with transaction.atomic():
            delete_prepared_pages()
            bulk.insert_rows(PreparedPage, rows)
    return True


def has_static_names() -> bool:
    """Whether the static files that pages name have been collected, so that they have the names by which they are asked for."""
    return bool(getattr(staticfiles_storage, "hashed_files", True))


def render_pages(code: str, edition: str) -> Iterator[dict[str, str]]:
    """The rows of the pages that can be made; one that cannot is left to whoever asks for it, and to the log."""
    application = get_wsgi_application()
    for address in list(islice(_list_addresses(), settings.PREPARED_PAGES)):  # all at first: an answer may end with its connection
        answer = fetch_response(application, settings.CANONICAL_ORIGIN, address)
        if answer.status == 200:
            yield {
                "address": address,
                "code": code,
                "edition": edition,
                "html": answer.body.decode(),
                "link": answer.header("Link"),
            }


def _list_addresses() -> Iterator[str]:
    """Pages in the order of their use, each in both languages: the first ones, then those of camps, places and routes, then the reading rooms."""
    records = Subject.objects.order_by("pk").values_list("kind", "identifier")[: settings.PREPARED_PAGES]
    sources = (
        ("source", one) for one in Source.objects.order_by("pk").values_list("identifier", flat=True)[: settings.PREPARED_PAGES]
    )
    for name, *identifiers in chain(((name,) for name in FIRST_PAGES), records, sources):
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield reverse(name, args=identifiers)
