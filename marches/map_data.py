"""The map of places and routes, and the rows for the tables under it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import get_language

from archive.dates import edtf, words
from archive.edition_cache import cached_per_edition
from archive.maps.figure import MapFigure, MapFlow, MapPlace, compose_map
from archive.models import Claim, Role, Subject
from camps.models import Place
from marches.models import Route

DASH_STYLES = ("1", "2", "3", "4", "5", "6", "7", "8")


class Drawn(TypedDict):
    """What a page shows of a map: ``map``, in the first of its sizes; ``narrow``, in the second, or None; ``places`` and ``routes``."""

    map: MapFigure
    narrow: MapFigure | None
    places: list[Place]
    routes: list[Route]


class Overview(Drawn):
    """A map of everything, with ``focus``, a place or a route, and the routes ``concerned`` with it."""

    focus: Subject | None
    concerned: list[Route]


def build_overview(focus: Subject | None = None) -> Overview:
    """Return the map of all places and routes.

    Without a focus all routes are concerned, and the map is drawn in two sizes; with one it stands in a margin and is drawn for little
    room alone. A fixed number of queries, however many places and routes.
    """
    places, routes = load_map_records()
    for route in routes:
        route.current = focus is None or _is_concerned(route, focus)
    for place in places:
        place.current = True
    spot = focus.identifier if focus and focus.kind != Subject.Kind.ROUTE else None
    sizes = ("wide", "narrow") if focus is None else ("narrow",)
    concerned = [route for route in routes if route.current]
    return {**draw_map(places, routes, sizes, spot), "focus": focus, "concerned": concerned}


def load_map_records() -> tuple[list[Place], list[Route]]:
    """All places, and all routes, each with the ``dash`` of its line, which is the same on every map."""
    routes = [copy(route) for route in load_routes()]
    for number, route in enumerate(routes):
        route.dash = DASH_STYLES[number % len(DASH_STYLES)]
    return [copy(place) for place in load_places()], routes


def draw_map(places: list[Place], routes: list[Route], sizes: Iterable[str], spot: str | None = None) -> Drawn:
    """Return the map of places and routes in one or two ``sizes``.

    Each place and route says whether it is ``current``; ``spot`` is the identifier of the place that the page is about.
    """
    inputs = tuple(map(_map_place, places)), tuple(map(_map_flow, routes)), get_language()
    first, *others = (compose_map(*inputs, focus=spot, size=size) for size in sizes)
    return {"map": first, "narrow": others[0] if others else None, "places": places, "routes": routes}


def load_route_claims() -> set[int]:
    """The keys of the claims that routes rest on."""
    return set(Route.objects.values_list("claim_id", flat=True))


@cached_per_edition
def load_routes() -> list[Route]:
    """All routes, with what lists tell of them."""
    return list(Route.objects.with_stops())


@cached_per_edition
def load_places() -> list[Place]:
    """All places, with what lists tell of them."""
    return list(Place.objects.with_first_mentions())


def _is_concerned(route: Route, focus: Subject) -> bool:
    return focus.pk in {route.pk, *(stop.place_id for stop in route.stops.all())}


def _map_place(place: Place) -> MapPlace:
    subject = place.subject
    return MapPlace(
        identifier=subject.identifier,
        kind=place.kind,
        latitude=float(place.latitude),
        longitude=float(place.longitude),
        label=subject.name,
        href=reverse(subject.kind, args=[subject.identifier]),
        current=place.current,
    )


def _map_flow(route: Route) -> MapFlow:
    """Its label is its time, and leads to the words that state it."""
    when = next((anchor for anchor in route.claim.anchors.all() if anchor.role == Role.DATE), None)
    subject = route.subject
    return MapFlow(
        identifier=subject.identifier,
        origins=tuple(stop.place.subject.identifier for stop in route.origins),
        destinations=tuple(stop.place.subject.identifier for stop in route.destinations),
        label=_time_label(route.claim) if when else "",
        href=reverse("passage", args=[when.passage.source.identifier, when.ref]) + "#words" if when else "",
        name=subject.name,
        page=reverse("route", args=[subject.identifier]),
        current=route.current,
        dash=route.dash,
    )


def _time_label(claim: Claim) -> str:
    return claim.date_words or words.describe_date(edtf.parse_date(claim.edtf), claim.sense or None, get_language())
