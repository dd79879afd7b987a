"""Permanent addresses, ``/id/…``: without language. What they name is no page, so they lead on (303) or answer in a format.

``/id/<kind>/<identifier>`` leads to the page in the reader's language, or, by Accept, to a representation (RFC 9110, 12 and
15.4.4); ``/id/<kind>/<identifier>.<format>`` is that representation; ``/id/<kind>s.<format>`` is all records of a kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from archive.addresses import PassageKey
from archive.formats import MEDIA_TYPES
from archive.models import Retired
from archive.text.references import InvalidReference
from archive.web.headers import preferred_media_type
from archive.web.record_kinds import HTML, RecordKind
from archive.web.views.sources import passage_not_found

View = Callable[..., HttpResponse]


class SeeOtherResponse(HttpResponse):
    """303: what the address names is not a page; the page about it is elsewhere (RFC 9110, 15.4.4)."""

    status_code = 303

    def __init__(self, address: str) -> None:
        super().__init__(headers={"Location": address})


@dataclass(frozen=True, eq=False)
class RecordView:
    """The view of every permanent address of a kind."""

    kind: RecordKind

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the media types that an address leads to, by ``Accept``."""
        return self.kind.media_types

    def __call__(self, request: HttpRequest, identifier: str, suffix: str = "") -> HttpResponse:
        try:
            found = self.kind.find(identifier)
        except InvalidReference as error:
            source, ref = PassageKey.parse(identifier)
            return passage_not_found(request, source, ref, error.reason)
        except ObjectDoesNotExist as error:
            return _render_retired(request, self.kind, identifier, suffix, error)
        if suffix:
            return render_representation(request, self.kind, found, suffix, identifier)
        return _negotiate(request, self.kind, found, identifier)


def make_record_view(kind: RecordKind) -> View:
    """The view of every permanent address of a kind."""
    return RecordView(kind)


def make_list_view(kind: RecordKind) -> View:
    """The view of the list of all records of a kind, in one of its formats."""

    def view(request: HttpRequest, suffix: str = "") -> HttpResponse:
        if not suffix:
            return SeeOtherResponse(reverse(kind.list_page))
        if suffix not in kind.lists:
            return _render_unknown_format(request, suffix, kind.list_collections())
        rows = map(kind.represent_in_list or kind.represent, kind.load_all())
        return _download_response(kind.lists[suffix](rows), suffix, f"{kind.name}s")

    return view


def render_representation(request: HttpRequest, kind: RecordKind, found: object, suffix: str, identifier: str) -> HttpResponse:
    """A record in a format; 404 with the formats there are, if it has not that one."""
    if suffix not in kind.formats:
        return _render_unknown_format(request, suffix, kind.list_formats(identifier))
    return _download_response(kind.formats[suffix](kind.represent(found)), suffix, identifier.replace(":", "-"))


def _download_response(text: str, suffix: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.{suffix}"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(text.encode(), content_type=MEDIA_TYPES[suffix], headers=headers)


def _negotiate(request: HttpRequest, kind: RecordKind, found: object, identifier: str) -> HttpResponse:
    wanted = preferred_media_type(request.headers.get("Accept", ""), kind.media_types)
    if wanted is None:
        response = render(request, "web/not_acceptable.html", {"formats": kind.list_formats(identifier)}, status=406)
    elif wanted == HTML:
        response = SeeOtherResponse(kind.page(found))
    else:
        response = SeeOtherResponse(f"{request.path}.{kind.format_of(wanted)}")
    patch_vary_headers(response, ("Accept",))
    return response


def _render_retired(request: HttpRequest, kind: RecordKind, identifier: str, suffix: str, error: Exception) -> HttpResponse:
    """301 to where a renamed record is now, 410 with the reason for one that is withdrawn, 404 for what never was."""
    whole, colon, ref = identifier.partition(":")
    gone = Retired.objects.filter(kind="source" if colon else kind.name, identifier=whole).first()
    if gone is None:
        raise Http404 from error
    if gone.renamed:
        address = f"/id/{kind.name}/{gone.renamed}{colon}{ref}{'.' if suffix else ''}{suffix}"
        return HttpResponse(status=301, headers={"Location": address})
    return render(request, "web/gone.html", {"gone": gone}, status=410)


def _render_unknown_format(request: HttpRequest, suffix: str, offered: list[dict[str, str]]) -> HttpResponse:
    return render(request, "web/no_such_format.html", {"suffix": suffix, "formats": offered}, status=404)
