"""The whole site baked into a folder: which addresses there are, what is written, and what is told of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

from archive.addresses import PassageKey, build_list_url, build_permanent_url
from archive.editions.bake import links, site
from archive.editions.bake.links import described, follow, is_html, leading, within
from archive.editions.bake.nginx_config import render_configuration
from archive.editions.bake.site import REDIRECT_STATUSES, Redirect, fetch_redirect, make_response_name
from archive.formats import MEDIA_TYPES
from archive.models import Claim, Passage, Retired
from archive.vocabulary import LANGUAGES
from archive.web.cache.edition import get_loaded_edition
from archive.web.record_kinds import RecordKind
from archive.web.wsgi_client import WsgiApplication, WsgiResponse, fetch_response

# Answered from what a reader types, or about the running site: no file can.
DYNAMIC_PREFIXES = (
    "/static/",
    "/oembed",
    *(f"/{language}/{page}" for language in LANGUAGES for page in ("search", "verify", "opensearch")),
)
HTTP_GONE = 410
MISSING_PAGE = "/{}/-/"
FRONT_PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>شواهد — Shawahid</title><meta name="color-scheme" content="light dark"></head>
<body><p><a href="ar/index.html">شواهد</a></p><p lang="en" dir="ltr"><a href="en/index.html">Shawahid</a></p></body></html>
"""


class BrokenLink(Exception):
    """An address that the site itself leads to and does not answer; carries address and status."""


class EditionChanged(Exception):
    """Another edition was loaded while this one was baked."""


class SiteBaker:
    """One baking into ``root``, a folder that is empty or not there, of the site that ``application`` is."""

    def __init__(self, application: WsgiApplication, root: Path) -> None:
        self.root, self.origin = root, settings.CANONICAL_ORIGIN
        self.ask = partial(fetch_response, application, self.origin)
        self.pages: dict[str, WsgiResponse] = {}
        self.files: dict[str, str] = {}
        self.redirects: dict[str, Redirect] = {}
        self.edition = get_loaded_edition()

    def bake(self) -> Iterator[str]:
        """Writes every answer, and gives its address; Unbaked at the first that the site leads to and does not have."""
        shutil.copytree(settings.STATIC_ROOT, self.root / "static", dirs_exist_ok=True)
        for address, answer in follow(list_start_addresses(), self.ask, self._links):
            if answer.status in REDIRECT_STATUSES or answer.status == HTTP_GONE:
                self.redirects[address] = fetch_redirect(self.ask, address)
            elif answer.status == 200:
                self._write_page(address, make_response_name(address, answer), answer)
            else:
                raise BrokenLink(address, answer.status)
            yield address
        self._write_error_pages()

    def _links(self, address: str, answer: WsgiResponse) -> Iterator[str]:
        links = within(self.origin, address, [*described(answer), *leading(answer)])
        return (link for link in links if not link.startswith(DYNAMIC_PREFIXES))

    def _write_page(self, address: str, name: str, answer: WsgiResponse) -> None:
        site.write_compressed(self.root, name, answer.body)
        self.files[address], self.pages[address] = name, answer._replace(body=b"")

    def _write_error_pages(self) -> None:
        for language in LANGUAGES:
            site.write_compressed(self.root, f"{language}/404.html", self.ask(MISSING_PAGE.format(language)).body)
            for address in (one for one, found in self.redirects.items() if found.status == HTTP_GONE):
                answer = self.ask(address, HTTP_ACCEPT_LANGUAGE=language)
                site.write_compressed(self.root, f"gone{address}.{language}.html", answer.body)

    def make_relative(self) -> None:
        """Makes every page lead from file to file and draw its maps itself, and puts a page at the top that leads to both languages."""
        static = {f"/{path.relative_to(self.root).as_posix()}" for path in (self.root / "static").rglob("*")}
        drawings = {one: (self.root / one.lstrip("/")).read_text("utf-8") for one in static if one.endswith(".svg")}
        files = {**{one: one.lstrip("/") for one in static}, **self.files}
        for name in {self.files[address] for address, answer in self.pages.items() if is_html(answer)}:
            page = links.inline_drawings((self.root / name).read_text("utf-8"), drawings)
            site.write_compressed(self.root, name, links.make_links_relative(page, name, files, self.origin).encode())
        (self.root / "index.html").write_text(FRONT_PAGE, encoding="utf-8")

    def write_manifests(self, listen: str, root: str) -> None:
        """Writes the configuration of nginx, what is kept in which file, and the digests of all files; Changed if they are of two editions."""
        if get_loaded_edition() != self.edition:
            raise EditionChanged
        text = render_configuration(root, listen, urlsplit(self.origin).hostname or "", self.pages, self.redirects, MEDIA_TYPES)
        (self.root / "nginx.conf").write_text(text, encoding="utf-8")
        told = {
            "edition": self.edition,
            "origin": self.origin,
            "files": dict(sorted(self.files.items())),
            "leads": {address: {"status": one.status, "to": one.targets} for address, one in sorted(self.redirects.items())},
        }
        (self.root / "addresses.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (self.root / site.CHECKSUM_FILE).write_text(site.list_checksums(self.root), encoding="utf-8")


def list_start_addresses() -> Iterator[str]:
    """Where the following begins: the front page, and every address that is promised for ever, whether a page leads to it or not."""
    yield from ("/", *(f"/{language}/" for language in LANGUAGES))
    for kind in import_string(f"{settings.ROOT_URLCONF}.RECORD_KINDS"):
        yield from (_strip_origin(build_permanent_url(kind.name, identifier)) for identifier in _list_identifiers(kind))
        yield from (_strip_origin(build_list_url(kind.name, one)) for one in ([""] if kind.list_page else []) + list(kind.lists))
    for retired in Retired.objects.iterator():
        yield _strip_origin(build_permanent_url(retired.kind, retired.identifier))
    for language in LANGUAGES:
        with override(language):
            yield from (reverse("embed", args=["claim", one]) for one in Claim.objects.values_list("identifier", flat=True))
            yield from (reverse("embed", args=["passage", one]) for one in _list_passages())


def _list_identifiers(kind: RecordKind) -> Iterator[str]:
    if kind.name == "passage":
        return _list_passages()
    return (getattr(row, "identifier", None) or row.subject.identifier for row in kind.load_all())


def _list_passages() -> Iterator[str]:
    for source, ref in Passage.objects.values_list("source__identifier", "ref"):
        yield str(PassageKey(source, ref))


def _strip_origin(address: str) -> str:
    return address.removeprefix(settings.CANONICAL_ORIGIN)
