"""Quotations for other sites: oEmbed 1.0 (JSON) for passages and claims, and the page that it frames, which carries its citation.

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

from archive.addresses import PassageKey
from archive.citations import cite
from archive.formats import ARCHIVE_NAME, csl
from archive.text.references import InvalidReference
from archive.web import record_kinds
from archive.web.tombstones import render_page_tombstone

EMBEDDABLE_KINDS: dict[str, record_kinds.RecordKind] = {"passage": record_kinds.PASSAGE_KIND, "claim": record_kinds.CLAIM_KIND}
MAX_WIDTH, MAX_HEIGHT = 640, 320
MAX_URL_LENGTH = 500


def oembed(request: HttpRequest) -> HttpResponse:
    """Return the oEmbed data of ``url``: a permanent address or a page of a passage or a claim.

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
    address = settings.CANONICAL_ORIGIN + reverse("embed", args=[record["kind"], record["identifier"]])
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
    identifier = match.kwargs.get("identifier", "")
    if match.url_name == "passage":
        identifier = str(PassageKey(identifier, match.kwargs["ref"]))
    kind = (match.url_name or "").removeprefix("id-")
    if kind not in EMBEDDABLE_KINDS or match.kwargs.get("suffix"):
        return None
    try:
        return _represent_record(kind, identifier), language
    except (ObjectDoesNotExist, InvalidReference):
        return None


def _represent_record(kind: str, identifier: str) -> dict:
    return EMBEDDABLE_KINDS[kind].represent(EMBEDDABLE_KINDS[kind].find(identifier))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # django-csp knows only views without arguments
def embed(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """Render a quotation with its citation, for a frame of another site."""
    try:
        record = _represent_record(kind, identifier)
    except (ObjectDoesNotExist, InvalidReference) as error:
        if tombstone := render_page_tombstone(request):
            return tombstone
        raise Http404 from error
    language = get_language()
    citation = cite(csl.build_item(record, language), "arabic" if language == "ar" else "chicago-bibliography", language)
    return render(request, "web/embed.html", {"record": record, "citation": citation})
