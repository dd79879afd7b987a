"""Permanent addresses, ``/id/…``: without language. They name records, not pages, so they redirect (303) or return a format.

``/id/<kind>/<identifier>`` redirects to the page in the reader's language, or, by Accept, to a representation (RFC 9110, 12 and
15.4.4); ``/id/<kind>/<identifier>.<format>`` is that representation; ``/id/<kind>s.<format>`` is all records of a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from archive.addresses import PassageKey, build_list_url, build_permanent_url
from archive.formats import MEDIA_TYPES
from archive.formats.cited_states import VERSION_KINDS
from archive.text.references import InvalidReference
from archive.web.cited_state import add_cited_state, add_cited_states
from archive.web.headers import format_links, list_history_links, preferred_media_type
from archive.web.record_kinds import HTML, LINKSET, RecordKind, make_json_writer
from archive.web.signposting import describe_linkset, format_file_links
from archive.web.streaming import respond_in_pieces
from archive.web.tombstones import render_permanent_tombstone
from archive.web.views.sources import passage_not_found

View = Callable[..., HttpResponseBase]


class SeeOtherResponse(HttpResponse):
    """Redirect with 303 from a record to the page about it (RFC 9110, 15.4.4)."""

    status_code = 303

    def __init__(self, address: str) -> None:
        super().__init__(headers={"Location": address})


@dataclass(frozen=True, eq=False)
class RecordView:
    """View of the permanent addresses of a kind."""

    kind: RecordKind

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the media types that an address leads to, by ``Accept``."""
        return self.kind.media_types

    def __call__(self, request: HttpRequest, identifier: str, suffix: str = "") -> HttpResponse:
        try:
            record = self.kind.find(identifier)
        except InvalidReference as error:
            source, ref = PassageKey.parse(identifier)
            return passage_not_found(request, source, ref, error.reason)
        except ObjectDoesNotExist as error:
            response = _render_retired(request, self.kind, identifier, suffix, error)
            return self.add_links(response, identifier) if response.status_code == HTTPStatus.GONE else response
        if suffix:
            response = render_representation(request, self.kind, record, suffix, identifier)
            return response if "Link" in response.headers else self.add_links(response, identifier)
        return self.add_links(_negotiate(request, self.kind, record, identifier), identifier)

    def add_links(self, response: HttpResponse, identifier: str) -> HttpResponse:
        """Add the links to the TimeGate and the TimeMap of a record to a response, and return it."""
        response.headers["Link"] = format_links(list_history_links(build_permanent_url(self.kind.name, identifier)))
        return response


def make_record_view(kind: RecordKind) -> View:
    """Return the view of the permanent addresses of a kind."""
    return RecordView(kind)


def make_list_view(kind: RecordKind) -> View:
    """Return the view of the list of all records of a kind, in one of its formats."""

    def view(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
        if not suffix:
            return SeeOtherResponse(reverse(kind.list_page))
        if suffix not in kind.lists:
            return render_unknown_format(request, suffix, kind.list_collections())
        response = respond_in_pieces(request, partial(_write_list, kind, suffix), MEDIA_TYPES[suffix])
        response.headers["Content-Disposition"] = f'inline; filename="{kind.name}s.{suffix}"'
        response.headers["Link"] = format_links([(build_list_url(kind.name), "describes")])
        return response

    return view


def _write_list(kind: RecordKind, suffix: str) -> Iterator[str]:
    rows = kind.iterate_records(suffix)
    return kind.lists[suffix](add_cited_states(kind.name, rows) if kind.name in VERSION_KINDS else rows)


def render_representation(request: HttpRequest, kind: RecordKind, row: object, suffix: str, identifier: str) -> HttpResponse:
    """Return a record in a format; 404 with the available formats if it has no such format."""
    if suffix not in (*kind.formats, LINKSET):
        return render_unknown_format(request, suffix, kind.list_formats(identifier))
    record = add_cited_state(kind.represent(row))
    text = make_json_writer(partial(describe_linkset, kind, row))(record) if suffix == LINKSET else kind.formats[suffix](record)
    response = _download_response(text, suffix, identifier.replace(":", "-"))
    response.headers["Link"] = format_file_links(kind, record["identifier"], suffix)
    return response


def _download_response(text: str, suffix: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.{suffix}"'}
    return HttpResponse(text.encode(), content_type=MEDIA_TYPES[suffix], headers=headers)


def _negotiate(request: HttpRequest, kind: RecordKind, row: object, identifier: str) -> HttpResponse:
    media_type = preferred_media_type(request.headers.get("Accept", ""), kind.media_types)
    if media_type is None:
        response = render(request, "web/not_acceptable.html", {"formats": kind.list_formats(identifier)}, status=406)
    elif media_type == HTML:
        response = SeeOtherResponse(kind.page(row))
    else:
        response = SeeOtherResponse(f"{request.path}.{kind.format_of(media_type)}")
    patch_vary_headers(response, ("Accept",))
    return response


def _render_retired(request: HttpRequest, kind: RecordKind, identifier: str, suffix: str, error: Exception) -> HttpResponse:
    """Return 301 for a renamed record, 410 with the reason for a withdrawn one. Raises Http404 for an unknown one."""
    response = render_permanent_tombstone(request, kind.name, identifier, suffix, kind.media_types)
    if response is None:
        raise Http404 from error
    return response


def render_unknown_format(request: HttpRequest, suffix: str, offered: list[dict[str, str]]) -> HttpResponse:
    """Return 404 with the formats that an address has."""
    return render(request, "web/no_such_format.html", {"suffix": suffix, "formats": offered}, status=404)
