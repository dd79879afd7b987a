"""Write the whole site into a folder as files, and the manifests of what was written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from archive.addresses import RECORD_KINDS, PassageKey, RecordKey, build_list_url, build_permanent_url
from archive.editions.bake import links, site
from archive.editions.bake.links import described, follow, is_html, is_of_history, leading, make_file_name, within
from archive.editions.bake.nginx_config import render_configuration
from archive.editions.bake.site import REDIRECT_STATUSES, Redirect, fetch_redirect
from archive.formats import MEDIA_TYPES
from archive.formats.cited_states import EDITION_KINDS
from archive.models import Claim, Edition, Passage, RecordVersion
from archive.versions import permanent_urls
from archive.versions.history import VERSION_DIGITS, get_current_edition, list_retired_keys, list_versions_in
from archive.vocabulary import LANGUAGES
from archive.web.cache.edition import get_loaded_edition
from archive.web.record_kinds import RecordKind
from archive.web.views.crawlers import count_sitemaps
from archive.web.wsgi_client import WsgiApplication, WsgiResponse, fetch_response

# Responses to what a reader types, or about the running site: no file can hold them.
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
    """An address that the site links to and has no page for: its address and status."""


class EditionChanged(Exception):
    """Another edition was loaded during baking."""


class SiteBaker:
    """Bakes the site of ``application``, with records of ``kinds``, into ``root``: a folder that is empty or does not exist."""

    def __init__(self, application: WsgiApplication, kinds: Iterable[RecordKind], root: Path) -> None:
        self.root, self.kinds, self.origin = root, kinds, settings.CANONICAL_ORIGIN
        self.fetch = partial(fetch_response, application, self.origin)
        self.pages: dict[str, WsgiResponse] = {}
        self.files: dict[str, str] = {}
        self.redirects: dict[str, Redirect] = {}
        self.edition = get_loaded_edition()

    def bake(self) -> Iterator[str]:
        """Write every response and yield its address. Raises BrokenLink at the first address without a page."""
        shutil.copytree(settings.STATIC_ROOT, self.root / "static", dirs_exist_ok=True)
        for address, response in follow(list_start_addresses(self.kinds), self.fetch, self._links):
            if response.status in (*REDIRECT_STATUSES, HTTP_GONE):
                self.redirects[address] = fetch_redirect(self.fetch, address)
            elif response.status == 200:
                name = make_file_name(address, response.header("Content-Type"))
                self._write_page(address, name, site.remove_timegate(response))
            else:
                raise BrokenLink(address, response.status)
            yield address
        self._write_error_pages()

    def _links(self, address: str, response: WsgiResponse) -> Iterator[str]:
        local_links = within(self.origin, address, [*described(response), *leading(response)])
        return (link for link in local_links if not link.startswith(DYNAMIC_PREFIXES) and not is_of_history(link))

    def _write_page(self, address: str, name: str, response: WsgiResponse) -> None:
        site.write_compressed(self.root, name, response.body)
        self.files[address], self.pages[address] = name, response._replace(body=b"")

    def _write_error_pages(self) -> None:
        for language in LANGUAGES:
            site.write_compressed(self.root, f"{language}/404.html", self.fetch(MISSING_PAGE.format(language)).body)
            for address in (address for address, redirect in self.redirects.items() if redirect.status == HTTP_GONE):
                response = self.fetch(address, HTTP_ACCEPT_LANGUAGE=language)
                name = f"gone{address}{'index' if address.endswith('/') else ''}.{language}.html"
                site.write_compressed(self.root, name, response.body)

    def make_relative(self) -> None:
        """Make all links lead from file to file, draw maps in each page, and write a front page that links to both languages."""
        static = {f"/{path.relative_to(self.root).as_posix()}" for path in (self.root / "static").rglob("*")}
        drawings = {address: (self.root / address.lstrip("/")).read_text("utf-8") for address in static if address.endswith(".svg")}
        files = {**{address: address.lstrip("/") for address in static}, **self.files}
        for name in {self.files[address] for address, response in self.pages.items() if is_html(response)}:
            page = links.inline_drawings((self.root / name).read_text("utf-8"), drawings)
            site.write_compressed(self.root, name, links.make_links_relative(page, name, files, self.origin).encode())
        (self.root / "index.html").write_text(FRONT_PAGE, encoding="utf-8")

    def write_manifests(self, listen: str, root: str) -> None:
        """Write the nginx configuration, the file of each address, and all digests. Raises EditionChanged."""
        if get_loaded_edition() != self.edition:
            raise EditionChanged
        text = render_configuration(root, listen, urlsplit(self.origin).hostname or "", self.pages, self.redirects, MEDIA_TYPES)
        (self.root / "nginx.conf").write_text(text, encoding="utf-8")
        manifest = {
            "edition": self.edition,
            "origin": self.origin,
            "files": dict(sorted(self.files.items())),
            "leads": {
                address: {"status": redirect.status, "to": redirect.targets} for address, redirect in sorted(self.redirects.items())
            },
        }
        (self.root / "addresses.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (self.root / site.CHECKSUM_FILE).write_text(site.list_checksums(self.root), encoding="utf-8")


def list_start_addresses(kinds: Iterable[RecordKind]) -> Iterator[str]:
    """Yield the front pages and every permanent address, whether a page links to it or not."""
    yield from ("/", *(f"/{language}/" for language in LANGUAGES))
    yield from (reverse(name) for name in ("robots", "favicon", "security", "sitemap"))
    yield from (reverse("sitemap-page", args=[page]) for page in range(1, count_sitemaps() + 1))
    for kind in kinds:
        yield from (_strip_origin(build_permanent_url(kind.name, identifier)) for identifier in _list_identifiers(kind))
        yield from (
            _strip_origin(build_list_url(kind.name, suffix)) for suffix in ([""] if kind.list_page else []) + list(kind.lists)
        )
    for key in list_retired_keys():
        if key.kind in RECORD_KINDS:
            yield _strip_origin(build_permanent_url(*key))
            yield from _localize(key.kind, key.identifier)
    yield from _list_history_addresses()
    for language in LANGUAGES:
        with override(language):
            yield from (
                reverse("embed", args=["claim", identifier]) for identifier in Claim.objects.values_list("identifier", flat=True)
            )
            yield from (reverse("embed", args=["passage", identifier]) for identifier in _list_passages())
            versions = RecordVersion.objects.filter(kind="claim", outcome=RecordVersion.Outcome.RECORD).order_by("pk")
            for identifier, version in versions.values_list("identifier", "version").iterator():
                yield reverse("embed-version", args=["claim", identifier, version[:VERSION_DIGITS]])


def _list_history_addresses() -> Iterator[str]:
    """Yield the lines of all versions, the histories of all records, the files of all editions, and the records of the current one."""
    versions = RecordVersion.objects.exclude(outcome=RecordVersion.Outcome.SUPPRESSED).only("kind", "identifier", "version")
    yield from (_strip_origin(permanent_urls.build_version_url(version, "json")) for version in versions.order_by("pk").iterator())
    for key in RecordVersion.objects.order_by("kind", "identifier").values_list("kind", "identifier").distinct().iterator():
        yield from (_strip_origin(permanent_urls.build_history_url(RecordKey(*key), suffix)) for suffix in ("json", "link"))
    for number in Edition.objects.values_list("number", flat=True):
        yield from (_strip_origin(permanent_urls.build_archive_edition_url(number, suffix)) for suffix in ("json", "jsonl"))
    yield from (_strip_origin(permanent_urls.build_editions_url(suffix)) for suffix in ("", "json"))
    if current := get_current_edition():
        address = _strip_origin(permanent_urls.build_archive_edition_url(current.number))
        yield from (address, f"{address}/SHA256SUMS", *_localize("edition", current.number))
        for kind in EDITION_KINDS:
            identifiers = list_versions_in(current.number, kind).filter(outcome=RecordVersion.Outcome.RECORD)
            for identifier in identifiers.values_list("identifier", flat=True).iterator():
                yield _strip_origin(permanent_urls.build_edition_url(RecordKey(kind, identifier), current.number, "json"))


def _localize(name: str, *arguments: str | int) -> Iterator[str]:
    """Yield the address of a page in each language."""
    for language in LANGUAGES:
        with override(language):
            yield reverse(name, args=arguments)


def _list_identifiers(kind: RecordKind) -> Iterator[str]:
    if kind.name == "passage":
        return _list_passages()
    return (getattr(row, "identifier", None) or row.subject.identifier for row in kind.load_all())


def _list_passages() -> Iterator[str]:
    for source, ref in Passage.objects.values_list("source__identifier", "ref"):
        yield str(PassageKey(source, ref))


def _strip_origin(address: str) -> str:
    return address.removeprefix(settings.CANONICAL_ORIGIN)
