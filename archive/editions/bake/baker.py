"""Write the whole site into a folder as files, and the manifests of what was written."""

from __future__ import annotations

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
from archive.editions.bake.site import REDIRECT_STATUSES, REFUSAL_STATUSES, Redirect, Refusal, fetch_redirect
from archive.formats import MEDIA_TYPES, strip_parameters, write_json
from archive.formats.cited_states import EDITION_KINDS
from archive.models import Claim, Edition, EditionSeal, Passage, RecordVersion
from archive.versions import permanent_urls
from archive.versions.history import VERSION_DIGITS, find_final_version, get_current_edition, list_retired_keys
from archive.vocabulary import LANGUAGES
from archive.web.cache.edition import get_loaded_edition
from archive.web.record_kinds import RecordKind
from archive.web.views.crawlers import count_sitemaps
from archive.web.wsgi_client import WsgiApplication, WsgiResponse, fetch_response
from marches.place_routes import list_movement_names

# Responses to what a reader types, or about the running site: no file can hold them.
DYNAMIC_PREFIXES = (
    "/static/",
    "/oembed",
    *(f"/{language}/{page}" for language in LANGUAGES for page in ("search", "verify", "opensearch")),
)
# Endings of the files with the reasons of a refusal, by media type
REFUSAL_ENDINGS = {"text/html": "html", "application/problem+json": "json", "text/plain": "txt"}
# Maximum states of records in older editions: they are as many as records times editions.
MAX_OLD_STATES = 20_000
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
        self.refusals: dict[str, Refusal] = {}
        self.edition = get_loaded_edition()

    def bake(self) -> Iterator[str]:
        """Write every response and yield its address. Raises BrokenLink at the first address without a page."""
        shutil.copytree(settings.STATIC_ROOT, self.root / "static", dirs_exist_ok=True)
        for address, response in follow(list_start_addresses(self.kinds), self.fetch, self._links):
            if response.status in REDIRECT_STATUSES:
                self.redirects[address] = fetch_redirect(self.fetch, address)
            elif response.status in REFUSAL_STATUSES:
                self._write_refusal(address)
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

    def _write_refusal(self, address: str) -> None:
        """Write the reasons for readers of each language, once if they are the same."""
        responses = {language: self.fetch(address, HTTP_ACCEPT_LANGUAGE=language) for language in LANGUAGES}
        merged = site.merge_by_reader({language: site.remove_timegate(response) for language, response in responses.items()})
        media_type = merged.header("Content-Type")
        ending = REFUSAL_ENDINGS[strip_parameters(media_type)]
        name = f"gone/{make_file_name(address, media_type)}"
        if len({response.body for response in responses.values()}) == 1:
            file = f"{name}.{ending}"
            site.write_compressed(self.root, file, merged.body)
        else:
            file = f"{name}.$reader.{ending}"
            for language, response in responses.items():
                site.write_compressed(self.root, f"{name}.{language}.{ending}", response.body)
        self.refusals[address] = Refusal(f"/{file}", merged._replace(body=b""))

    def _write_error_pages(self) -> None:
        for language in LANGUAGES:
            site.write_compressed(self.root, f"{language}/404.html", self.fetch(MISSING_PAGE.format(language)).body)

    def make_relative(self) -> None:
        """Make all links lead from file to file, draw maps in each page, and write a front page that links to both languages."""
        static = {f"/{path.relative_to(self.root).as_posix()}" for path in (self.root / "static").rglob("*")}
        drawings = {address: (self.root / address.lstrip("/")).read_text("utf-8") for address in static if address.endswith(".svg")}
        files = {**{address: address.lstrip("/") for address in static}, **self.files}
        for name, address in {
            self.files[address]: address for address, response in self.pages.items() if is_html(response)
        }.items():
            page = links.inline_drawings((self.root / name).read_text("utf-8"), drawings)
            site.write_compressed(self.root, name, links.make_links_relative(page, address, files, self.origin).encode())
        (self.root / "index.html").write_text(FRONT_PAGE, encoding="utf-8")

    def write_manifests(self, listen: str, root: str) -> None:
        """Write the nginx configuration, the file of each address, and all digests. Raises EditionChanged."""
        if get_loaded_edition() != self.edition:
            raise EditionChanged
        server_name = urlsplit(self.origin).hostname or ""
        text = render_configuration(root, listen, server_name, self.pages, self.redirects, self.refusals, MEDIA_TYPES)
        (self.root / "nginx.conf").write_text(text, encoding="utf-8")
        manifest = {
            "edition": self.edition,
            "origin": self.origin,
            "files": dict(sorted(self.files.items())),
            "leads": {
                address: {"status": redirect.status, "to": redirect.targets} for address, redirect in sorted(self.redirects.items())
            },
            "refused": {address: refusal.response.status for address, refusal in sorted(self.refusals.items())},
        }
        (self.root / "addresses.json").write_text(write_json(manifest), encoding="utf-8")
        (self.root / site.CHECKSUM_FILE).write_text(site.list_checksums(self.root), encoding="utf-8")


def list_start_addresses(kinds: Iterable[RecordKind]) -> Iterator[str]:
    """Yield the front pages and every permanent address, whether a page links to it or not."""
    yield from ("/", *(f"/{language}/" for language in LANGUAGES))
    yield from (reverse(name) for name in ("robots", "favicon", "security", "sitemap"))
    yield from (reverse("sitemap-page", args=[page]) for page in range(1, count_sitemaps(list_movement_names) + 1))
    for kind in kinds:
        yield from (_strip_origin(build_permanent_url(kind.name, identifier)) for identifier in _list_identifiers(kind))
        yield from (
            _strip_origin(build_list_url(kind.name, suffix)) for suffix in ([""] if kind.list_page else []) + list(kind.lists)
        )
    yield from list_given_up_addresses(kinds)
    yield from list_history_addresses()
    for language in LANGUAGES:
        with override(language):
            yield from (
                reverse("embed", args=["claim", identifier]) for identifier in Claim.objects.values_list("identifier", flat=True)
            )
            yield from (reverse("embed", args=["passage", identifier]) for identifier in _list_passages())
            versions = RecordVersion.objects.filter(kind="claim", outcome=RecordVersion.Outcome.RECORD).order_by("pk")
            for identifier, version in versions.values_list("identifier", "version").iterator():
                yield reverse("embed-version", args=["claim", identifier, version[:VERSION_DIGITS]])


def list_given_up_addresses(kinds: Iterable[RecordKind]) -> Iterator[str]:
    """Yield the addresses that withdrawn and renamed records had: permanent ones in each format, and pages."""
    formats = {kind.name: ("", *kind.formats) for kind in kinds}
    for key in list_retired_keys():
        if key.kind not in RECORD_KINDS:
            continue
        yield from (_strip_origin(build_permanent_url(*key, suffix)) for suffix in formats[key.kind])
        yield from _localize(key.kind, key.identifier)
        if key.kind == "claim":
            yield from _localize("embed", *key)
        if key.kind == "source":
            yield from _localize("coverage", key.identifier)
            for ref in _list_former_refs(key):
                passage = str(PassageKey(key.identifier, ref))
                yield from (_strip_origin(build_permanent_url("passage", passage, suffix)) for suffix in formats["passage"])
                yield from _localize("passage", key.identifier, ref)
                yield from _localize("embed", "passage", passage)


def _list_former_refs(source: RecordKey) -> Iterator[str]:
    """Yield the references of the paragraphs and sentences of a source that was given up."""
    final = find_final_version(source)
    yield from (paragraph["ref"] for paragraph in (final.record or {} if final else {}).get("paragraphs", ()))
    sentences = RecordVersion.objects.filter(kind="sentence", identifier__startswith=f"{source.identifier}:").order_by("identifier")
    for identifier in sentences.values_list("identifier", flat=True).distinct().iterator():
        yield PassageKey.parse(identifier).ref


def list_history_addresses() -> Iterator[str]:
    """Yield the lines of all versions, the histories of all records, the files of all editions, and cited states."""
    for version in RecordVersion.objects.only("kind", "identifier", "version", "outcome").order_by("pk").iterator():
        if version.outcome == RecordVersion.Outcome.SUPPRESSED:
            yield _strip_origin(permanent_urls.build_version_url(version))
        yield _strip_origin(permanent_urls.build_version_url(version, "json"))
    for key in RecordVersion.objects.order_by("kind", "identifier").values_list("kind", "identifier").distinct().iterator():
        yield from (_strip_origin(permanent_urls.build_history_url(RecordKey(*key), suffix)) for suffix in ("json", "link"))
    for number in Edition.objects.values_list("number", flat=True):
        yield from (_strip_origin(permanent_urls.build_archive_edition_url(number, suffix)) for suffix in ("json", "jsonl"))
    for number, suffix in EditionSeal.objects.order_by("pk").values_list("edition", "suffix"):
        yield _strip_origin(permanent_urls.build_archive_edition_url(number, suffix))
    yield from (_strip_origin(permanent_urls.build_editions_url(suffix)) for suffix in ("", "json"))
    if current := get_current_edition():
        address = _strip_origin(permanent_urls.build_archive_edition_url(current.number))
        yield from (address, f"{address}/SHA256SUMS", *_localize("edition", current.number))
        yield from _list_states(current.number)


def _list_states(current: int) -> Iterator[str]:
    """Yield the states of cited kinds in the current edition, and in as many older ones, the newest first, as there is room for."""
    count = 0
    for number in range(current, 0, -1):
        lines = RecordVersion.objects.filter(kind__in=EDITION_KINDS).last_until(number).order_by("pk")
        count += lines.count() if number < current else 0
        if count > MAX_OLD_STATES:
            break
        for key in lines.values_list("kind", "identifier").iterator():
            yield _strip_origin(permanent_urls.build_edition_url(RecordKey(*key), number, "json"))


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
