"""Responses to the addresses of records that were withdrawn (410) or renamed (301), for readers and for machines."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from archive.addresses import RECORD_KINDS, RecordKey, build_permanent_url
from archive.formats import MEDIA_TYPES, write_json
from archive.formats.cited_states import describe_cited_version
from archive.models import RecordVersion
from archive.versions import permanent_urls
from archive.versions.edition_state import EditionState
from archive.versions.history import find_final_version, follow_renames
from archive.versions.record_state import load_record_state
from archive.versions.record_titles import get_title
from archive.web.headers import preferred_media_type
from archive.web.page_urls import build_history_url, build_version_url
from archive.web.record_fields import load_quotation_views
from archive.web.record_kinds import HTML, RecordKind
from archive.web.record_page import list_citations

# Mark around a day in figures, which Arabic would turn round
LEFT_TO_RIGHT = "\u200e"
PLAIN_TEXT, PROBLEM = "text/plain; charset=utf-8", "application/problem+json"
# Pages below the page of a source
SOURCE_PAGES = ("source", "coverage", "passage")


def render_page_tombstone(request: HttpRequest) -> HttpResponse | None:
    """Return the response to a page's address whose record is withdrawn or renamed; None if it is neither."""
    match = request.resolver_match
    if match is None or "identifier" not in match.kwargs:
        return None
    name, identifier = match.url_name or "", match.kwargs["identifier"]
    kind = match.kwargs["kind"] if name == "embed" else "source" if name in SOURCE_PAGES else name
    source, colon, ref = identifier.partition(":")
    key = RecordKey("source" if kind == "passage" else kind, source)
    if key.kind not in RECORD_KINDS:
        return None
    current, last = follow_renames(key)
    if last is None:
        return None
    if current != key:
        target = current.kind if name == key.kind else name
        arguments = {
            **match.captured_kwargs,  # type: ignore[attr-defined]  # unknown to django-stubs
            "identifier": f"{current.identifier}{colon}{ref}",
        }
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return _redirect(reverse(target, kwargs=arguments) + query)
    return _render_tombstone(request, last, HTML) if last.outcome == RecordVersion.Outcome.WITHDRAWN else None


def render_permanent_tombstone(
    request: HttpRequest, kind: str, identifier: str, suffix: str, media_types: tuple[str, ...]
) -> HttpResponse | None:
    """Return the response to a permanent address whose record is withdrawn or renamed; None if it is neither.

    ``media_types``: those between which ``Accept`` chooses where the address has no suffix.
    """
    source, colon, ref = identifier.partition(":")
    key = RecordKey("source" if kind == "passage" else kind, source)
    current, last = follow_renames(key)
    if last is None:
        return None
    if current != key:
        name = kind if current.kind == key.kind else current.kind
        return _redirect(f"/id/{name}/{current.identifier}{colon}{ref}{'.' if suffix else ''}{suffix}")
    if last.outcome != RecordVersion.Outcome.WITHDRAWN:
        return None
    if suffix:
        return _render_tombstone(request, last, MEDIA_TYPES.get(suffix, PLAIN_TEXT))
    media_type = preferred_media_type(request.headers.get("Accept", ""), media_types)
    response = _render_tombstone(request, last, media_type or PLAIN_TEXT)
    patch_vary_headers(response, ("Accept",))
    return response


def _redirect(address: str) -> HttpResponse:
    return HttpResponse(status=301, headers={"Location": iri_to_uri(address)})


def _render_tombstone(request: HttpRequest, last: RecordVersion, media_type: str) -> HttpResponse:
    """Return 410 with what is known of a withdrawn record: a page, or a form that nobody takes for the record."""
    final = find_final_version(last.key)
    if media_type == HTML:
        record = final.record if final else None
        context = {
            "last": last,
            "final": final,
            "day": date.fromisoformat(last.fields["withdrawn"]),
            "reason": (last.reason or {}).get(get_language(), ""),
            "statement": get_title(last.key, record)[get_language()] if record else "",
            "quotations": load_quotation_views(record) if record and last.kind != "source" else [],
            "final_address": build_version_url(last.key, final.version) if final else "",
            "history_address": build_history_url(last.key),
            "permanent": permanent_urls.build_version_url(final) if final else "",
            "citations": _cite(final) if final and record else [],
        }
        return render(request, "versions/gone.html", context, status=410)
    if "json" in media_type:
        text, media_type = write_json(_describe_withdrawal(last, final)), PROBLEM
    else:
        text, media_type = _format_withdrawal(last, final), PLAIN_TEXT
    return HttpResponse(text.encode(), content_type=media_type, status=410)


def _cite(final: RecordVersion) -> list[tuple[str, list]]:
    """Return the citations of the last version of a record."""
    view = resolve(urlsplit(build_permanent_url(*final.key)).path).func
    kind: RecordKind = view.kind  # type: ignore[attr-defined]  # a RecordView, above this module
    record = kind.represent_past(load_record_state(EditionState(final.edition), final))
    return list_citations({**record, "cited": describe_cited_version(final)})


def _describe_withdrawal(last: RecordVersion, final: RecordVersion | None) -> dict[str, object]:
    """Return the problem (RFC 9457) of a withdrawn record."""
    reason = last.reason or {}
    return {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": reason.get("en", ""),
        "instance": build_permanent_url(*last.key),
        "withdrawn": last.fields["withdrawn"],
        "edition": last.edition_id,
        "reason": reason,
        "last_version": final
        and {"sha256": final.version, "edition": final.edition_id, "address": permanent_urls.build_version_url(final)},
    }


def _format_withdrawal(last: RecordVersion, final: RecordVersion | None) -> str:
    """Return the same as plain text, in both languages."""
    reason, day = last.reason or {}, last.fields["withdrawn"]
    lines = [
        f"410. Withdrawn on {day}, in edition {last.edition_id}: {reason.get('en', '')}",
        f"410. سُحب في {LEFT_TO_RIGHT}{day}{LEFT_TO_RIGHT}، في الطبعة {last.edition_id}: {reason.get('ar', '')}",
        build_permanent_url(*last.key),
        *([f"Last version / النسخة الأخيرة: {permanent_urls.build_version_url(final)}"] if final else []),
    ]
    return "\n".join(lines) + "\n"
