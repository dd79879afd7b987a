"""Permanent addresses, ``/id/…``: without language, answered with the page in the reader's language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from archive.models import Claim, Source, Subject
from archive.passages import PassageView
from archive.refs import BadRef, parse


class SeeOther(HttpResponse):
    """303: what the address names is not a page; the page about it is elsewhere (RFC 9110, 15.4.4)."""

    status_code = 303

    def __init__(self, address: str) -> None:
        super().__init__(headers={"Location": address})


def source(request: HttpRequest, identifier: str) -> HttpResponse:
    """A source."""
    get_object_or_404(Source, identifier=identifier)
    return SeeOther(reverse("source", args=[identifier]))


def passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    """A passage of a source."""
    try:
        wanted = parse(ref)
        PassageView.of(get_object_or_404(Source, identifier=identifier), wanted)
    except BadRef as error:
        raise Http404 from error
    return SeeOther(reverse("passage", args=[identifier, str(wanted)]))


def claim(request: HttpRequest, identifier: str) -> HttpResponse:
    """A claim."""
    get_object_or_404(Claim, identifier=identifier)
    return SeeOther(reverse("claim", args=[identifier]))


def subject(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """A camp, a place or a route."""
    get_object_or_404(Subject, kind=kind, identifier=identifier)
    return SeeOther(reverse(kind, args=[identifier]))
