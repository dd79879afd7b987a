"""Quotations for other sites: oEmbed 1.0 (JSON) for passages and claims, and the page that it frames, which carries its citation.

The frame of a claim is that of its version, so that what another site quotes does not change there.

Only these pages may be shown in a frame; every other response forbids it.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from archive.addresses import PassageKey, RecordKey
from archive.citations import cite
from archive.formats import ARCHIVE_NAME, csl
from archive.formats.cited_states import describe_cited_version
from archive.formats.past_representations import represent_past_claim
from archive.models import RecordVersion
from archive.text.references import InvalidReference
from archive.versions.edition_state import EditionState
from archive.versions.history import VERSION_DIGITS, AmbiguousVersion, UnknownVersion, find_version
from archive.versions.record_state import RecordState
from archive.web import record_kinds
from archive.web.cited_state import add_cited_state
from archive.web.tombstones import render_page_tombstone

EMBEDDABLE_KINDS: dict[str, record_kinds.RecordKind] = {"passage": record_kinds.PASSAGE_KIND, "claim": record_kinds.CLAIM_KIND}
MAX_WIDTH, MAX_HEIGHT = 640, 320
MAX_URL_LENGTH = 500
NOT_FOUND = (ObjectDoesNotExist, InvalidReference, UnknownVersion, AmbiguousVersion)


def oembed(request: HttpRequest) -> HttpResponse:
    """Return the oEmbed data of ``url``: a permanent address or a page of a passage, a claim or a version of a claim.

    ``maxwidth``, ``maxheight``: CSS pixels.
    """
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "This provider answers in JSON only."}, status=501)
    resolved = _resolve_record(request.GET.get("url", "")[:MAX_URL_LENGTH])
    if resolved is None:
        return JsonResponse({"error": "No passage and no claim of the archive has this address."}, status=404)
    record, language = resolved
    with override(language or get_language()):
        return JsonResponse(_oembed_data(record, request), json_dumps_params={"ensure_ascii": False})


def _oembed_data(record: dict, request: HttpRequest) -> dict[str, object]:
    width, height = _limit_size(request, "maxwidth", MAX_WIDTH), _limit_size(request, "maxheight", MAX_HEIGHT)
    title = csl.build_item(record, get_language())["title"]
    version = (record.get("cited") or {}).get("version", "")[:VERSION_DIGITS]
    arguments = [record["kind"], record["identifier"], *([version] if version else [])]
    address = settings.CANONICAL_ORIGIN + reverse("embed-version" if version else "embed", args=arguments)
    frame = '<iframe src="{}" width="{}" height="{}" title="{}" style="border:0" loading="lazy"></iframe>'
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": _("Shawahid"),
        "provider_url": settings.CANONICAL_ORIGIN + "/",
        "title": title,
        "html": format_html(frame, address, width, height, title),
        "width": width,
        "height": height,
    }


def _limit_size(request: HttpRequest, name: str, limit: int) -> int:
    value = request.GET.get(name, "")[:6]
    return min(int(value), limit) if value.isascii() and value.isdigit() and int(value) > 0 else limit


def _local_path(url: str) -> str:
    """Return the path of an address of this site; empty for other sites."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(parts.path) if (parts.scheme, parts.netloc) == urlsplit(settings.CANONICAL_ORIGIN)[:2] else ""


def _resolve_record(url: str) -> tuple[dict, str] | None:
    """Return the record at an address of this site and the language of the address, or ""; None if there is none."""
    path = _local_path(url)
    language = next((code for code in ARCHIVE_NAME if path.startswith(f"/{code}/")), "")
    try:
        with override(language or get_language()):
            match = resolve(path)
    except Resolver404:
        return None
    identifier, version = match.kwargs.get("identifier", ""), match.kwargs.get("version", "")
    if match.url_name == "passage":
        identifier = str(PassageKey(identifier, match.kwargs["ref"]))
    kind = (match.url_name or "").removeprefix("id-")
    if version:
        kind = str(match.kwargs.get("kind") or getattr(match.func, "name", ""))
    if kind not in EMBEDDABLE_KINDS or match.kwargs.get("suffix"):
        return None
    try:
        return _represent_record(kind, identifier, version), language
    except NOT_FOUND:
        return None


def _represent_record(kind: str, identifier: str, version: str = "") -> dict:
    """Return a record, or a version of a claim, as it is cited. Raises one of NOT_FOUND."""
    if version and kind == "claim":
        line = find_version(RecordKey(kind, identifier), version.lower())
        if line.outcome != RecordVersion.Outcome.RECORD:
            raise UnknownVersion(version)
        claim = represent_past_claim(RecordState(EditionState(line.edition), line.key, line))
        return {**claim, "cited": describe_cited_version(line)}
    if version:
        raise UnknownVersion(version)
    return add_cited_state(EMBEDDABLE_KINDS[kind].represent(EMBEDDABLE_KINDS[kind].find(identifier)))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # django-csp knows only views without arguments
def embed(request: HttpRequest, kind: str, identifier: str, version: str = "") -> HttpResponse:
    """Render a quotation with its citation, for a frame of another site. ``version``: of a claim; its present one if empty."""
    try:
        record = _represent_record(kind, identifier, version)
    except NOT_FOUND as error:
        if tombstone := render_page_tombstone(request):
            return tombstone
        raise Http404 from error
    language = get_language()
    citation = cite(csl.build_item(record, language), "arabic" if language == "ar" else "chicago-bibliography", language)
    address = record["cited"]["permanent"] if version else record["permanent"]
    return render(request, "web/embed.html", {"record": record, "citation": citation, "address": address})
