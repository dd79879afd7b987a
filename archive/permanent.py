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

from archive.formats import TYPES
from archive.kinds import HTML, Kind
from archive.models import Retired
from archive.negotiation import preferred
from archive.record_keys import PassageKey
from archive.refs import BadRef
from archive.views import no_such_passage

View = Callable[..., HttpResponse]


class SeeOther(HttpResponse):
    """303: what the address names is not a page; the page about it is elsewhere (RFC 9110, 15.4.4)."""

    status_code = 303

    def __init__(self, address: str) -> None:
        super().__init__(headers={"Location": address})


@dataclass(frozen=True, eq=False)
class RecordView:
    """The view of every permanent address of a kind."""

    kind: Kind

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the media types that an address leads to, by ``Accept``."""
        return self.kind.media_types

    def __call__(self, request: HttpRequest, identifier: str, suffix: str = "") -> HttpResponse:
        try:
            found = self.kind.find(identifier)
        except BadRef as error:
            source, ref = PassageKey.parse(identifier)
            return no_such_passage(request, source, ref, error.reason)
        except ObjectDoesNotExist as error:
            return _retired(request, self.kind, identifier, suffix, error)
        if suffix:
            return representation(request, self.kind, found, suffix, identifier)
        return _negotiated(request, self.kind, found, identifier)


def record(kind: Kind) -> View:
    """The view of every permanent address of a kind."""
    return RecordView(kind)


def every(kind: Kind) -> View:
    """The view of the list of all records of a kind, in one of its formats."""

    def view(request: HttpRequest, suffix: str = "") -> HttpResponse:
        if not suffix:
            return SeeOther(reverse(kind.list_page))
        if suffix not in kind.lists:
            return _no_format(request, suffix, kind.offered_lists())
        rows = map(kind.in_list or kind.represent, kind.every())
        return _written(kind.lists[suffix](rows), suffix, f"{kind.name}s")

    return view


def representation(request: HttpRequest, kind: Kind, found: object, suffix: str, identifier: str) -> HttpResponse:
    """A record in a format; 404 with the formats there are, if it has not that one."""
    if suffix not in kind.formats:
        return _no_format(request, suffix, kind.offered(identifier))
    return _written(kind.formats[suffix](kind.represent(found)), suffix, identifier.replace(":", "-"))


def _written(text: str, suffix: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.{suffix}"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(text.encode(), content_type=TYPES[suffix], headers=headers)


def _negotiated(request: HttpRequest, kind: Kind, found: object, identifier: str) -> HttpResponse:
    wanted = preferred(request.headers.get("Accept", ""), kind.media_types)
    if wanted is None:
        response = render(request, "archive/not_acceptable.html", {"formats": kind.offered(identifier)}, status=406)
    elif wanted == HTML:
        response = SeeOther(kind.page(found))
    else:
        response = SeeOther(f"{request.path}.{kind.of_type(wanted)}")
    patch_vary_headers(response, ("Accept",))
    return response


def _retired(request: HttpRequest, kind: Kind, identifier: str, suffix: str, error: Exception) -> HttpResponse:
    """301 to where a renamed record is now, 410 with the reason for one that is withdrawn, 404 for what never was."""
    whole, colon, ref = identifier.partition(":")
    gone = Retired.objects.filter(kind="source" if colon else kind.name, identifier=whole).first()
    if gone is None:
        raise Http404 from error
    if gone.renamed:
        address = f"/id/{kind.name}/{gone.renamed}{colon}{ref}{'.' if suffix else ''}{suffix}"
        return HttpResponse(status=301, headers={"Location": address})
    return render(request, "archive/gone.html", {"gone": gone}, status=410)


def _no_format(request: HttpRequest, suffix: str, offered: list[dict[str, str]]) -> HttpResponse:
    return render(request, "archive/no_such_format.html", {"suffix": suffix, "formats": offered}, status=404)
