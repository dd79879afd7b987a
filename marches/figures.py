"""The map of all places and routes, and the rows for the table under it."""

from __future__ import annotations

from copy import copy

from django.urls import reverse
from django.utils.translation import get_language

from archive import dates, datewords
from archive.maps.figure import MapFlow, MapPlace, compose
from archive.memory import once_an_edition
from archive.models import Claim, Role, Subject
from camps.models import Place
from marches.models import Route

DASHES = ("1", "2", "3")


def overview(focus: Subject | None = None) -> dict[str, object]:
    """For a page: ``map`` and ``narrow``, the same map for a phone; ``places``; ``routes``, each with the ``dash`` of its line.

    The routes of ``focus``, a place or a route, are picked out as ``concerned``; without it, all are. A fixed number of queries,
    however many places and routes.
    """
    routes = [copy(route) for route in all_routes()]
    places = list(Place.objects.listed()) if focus is None else marked()
    for number, route in enumerate(routes):
        route.dash = DASHES[number % len(DASHES)]
        route.current = focus is None or _concerns(route, focus)
    inputs = tuple(_mark(place) for place in places), tuple(_flow(route) for route in routes), get_language()
    spot = focus.identifier if focus and focus.kind != Subject.Kind.ROUTE else None
    wide, narrow = (compose(*inputs, focus=spot, size=size) for size in ("wide", "narrow"))
    concerned = [route for route in routes if route.current]
    return {"map": wide, "narrow": narrow, "places": places, "routes": routes, "focus": focus, "concerned": concerned}


def routed() -> set[int]:
    """The keys of the claims that routes rest on."""
    return set(Route.objects.values_list("claim_id", flat=True))


@once_an_edition
def all_routes() -> list[Route]:
    """All routes, whole."""
    return list(Route.objects.whole())


@once_an_edition
def marked() -> list[Place]:
    """All places, with no more than their marks on a map need."""
    return list(Place.objects.select_related("subject"))


def _concerns(route: Route, focus: Subject) -> bool:
    return focus.pk in {route.pk, *(stop.place_id for stop in route.stops.all())}


def _mark(place: Place) -> MapPlace:
    subject = place.subject
    return MapPlace(
        identifier=subject.identifier,
        kind=place.kind,
        latitude=float(place.latitude),
        longitude=float(place.longitude),
        label=subject.name,
        href=reverse(subject.kind, args=[subject.identifier]),
    )


def _flow(route: Route) -> MapFlow:
    """Its label is its time, and leads to the words that state it."""
    when = next((anchor for anchor in route.claim.anchors.all() if anchor.role == Role.DATE), None)
    return MapFlow(
        identifier=route.subject.identifier,
        origins=tuple(stop.place.subject.identifier for stop in route.origins),
        destinations=tuple(stop.place.subject.identifier for stop in route.destinations),
        label=_time(route.claim) if when else "",
        href=reverse("passage", args=[when.passage.source.identifier, when.ref]) + "#words" if when else "",
        current=route.current,
        dash=route.dash,
    )


def _time(claim: Claim) -> str:
    return claim.date_words or datewords.words(dates.parse(claim.edtf), claim.sense or None, get_language())
