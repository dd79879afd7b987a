"""The map of places and routes, the rows of the tables below it, and the routes that pages of other apps show."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy

from archive.dates import edtf, words
from archive.edition_cache import cached_per_edition
from archive.maps.figure import compose_map
from archive.maps.parts import CAMP, REGION, SEA, MapFigure, MapFlow, MapPlace
from archive.models import Role, Subject
from archive.vocabulary import find_least_certain
from camps.models import Place
from marches.models import MarchStop, Route, Stop

# Kinds of place that a map shows by name only; all others have a mark.
NAME_KINDS = {"region": REGION, "sea": SEA, "river": REGION}
# Dash patterns of routes in ``map.css``.
# On maps, where the words of a status would take the room of names; the legend says what each mark means.
STATUS_MARKS = {"emended": "*", "supplied": "*", "uncertain": pgettext_lazy("mark of an uncertain reading", "?")}
DASH_STYLES = ("1", "2", "3", "4", "5", "6", "7", "8")


class MapContext(TypedDict):
    """Context of a map: ``map`` in its first size, ``narrow`` in its second or None, and the ``places`` and ``routes`` of its tables.

    Not on the map are the ``unplaced`` places, which have no position, the ``undrawn`` routes, which have none at one end, and the
    ``stopwise`` ones, which are told stop by stop.
    ``marks_other_places``: whether there are marks that are no camps.
    """

    map: MapFigure
    narrow: MapFigure | None
    places: list[Place]
    routes: list[Route]
    unplaced: list[Place]
    undrawn: list[Route]
    stopwise: list[Route]
    marks_other_places: bool


class Overview(MapContext):
    """A map of everything, with ``focus``, a place or a route, and the drawn routes ``concerned`` with it.

    With a focus, only those unplaced places and undrawn routes are named that are the focus or concerned with it.
    """

    focus: Subject | None
    concerned: list[Route]


def build_overview(focus: Subject | None = None) -> Overview:
    """Return the map of all places and routes.

    Without a focus all routes are concerned, and the map has two sizes; with one it is in a margin and has the narrow size only. A fixed
    number of queries.
    """
    places, routes = load_map_records()
    for route in routes:
        route.current = focus is None or focus.pk in {route.pk, *route.place_keys}
    for place in places:
        place.current = True
    focused_place = focus.identifier if focus and focus.kind != Subject.Kind.ROUTE else None
    sizes = ("wide", "narrow") if focus is None else ("narrow",)
    concerned = [route for route in routes if route.current and not route.has_stops]
    context = draw_map(places, routes, sizes, focused_place)
    if focus:
        named = {focus.pk, *(place for route in routes if route.current for place in route.place_keys)}
        context["unplaced"] = [place for place in context["unplaced"] if place.pk in named]
        context["undrawn"] = [route for route in context["undrawn"] if route.current]
        context["stopwise"] = [route for route in context["stopwise"] if route.current]
    return {**context, "focus": focus, "concerned": concerned}


def load_map_records() -> tuple[list[Place], list[Route]]:
    """Return all places and all routes, each route with its ``dash``, which is the same on every map."""
    routes = [copy(route) for route in load_routes()]
    for number, route in enumerate(routes):
        route.dash = DASH_STYLES[number % len(DASH_STYLES)]
    return [copy(place) for place in load_places()], routes


def draw_map(places: list[Place], routes: list[Route], sizes: Iterable[str], focus: str | None = None) -> MapContext:
    """Return the map of places and routes in one or two ``sizes``.

    ``current`` of each place and route must be set; ``focus`` is the identifier of the place that the page is about.
    """
    marks = tuple(_make_map_place(place, place.position) for place in places if place.position)
    flows = {route: _make_map_flow(route) for route in routes if not route.has_stops}
    drawn = tuple(flow for flow in flows.values() if flow.origins and flow.destinations)
    first, *others = (compose_map(marks, drawn, get_language(), focus=focus, size=size) for size in sizes)
    return {
        "map": first,
        "narrow": others[0] if others else None,
        "places": places,
        "routes": routes,
        "unplaced": [place for place in places if not place.position],
        "undrawn": [route for route, flow in flows.items() if flow not in drawn],
        "stopwise": [route for route in routes if route.has_stops],
        "marks_other_places": any(place.position and place.kind not in ("camp", *NAME_KINDS) for place in places),
    }


def load_route_claims() -> set[int]:
    """Return the primary keys of the claims that routes belong to."""
    return set(Route.objects.values_list("claim_id", flat=True))


def select_evacuations(place: Place, routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Return those of ``routes``, loaded with their stops, that ``reached`` a place, those that ``left`` it, and those that ``stopped`` there.

    ``of_sets``: those that move between sets of places.
    """
    routes = [route for route in routes if place.pk in route.place_keys]
    for route in routes:
        route.stops_here = [stop for stop in route.itinerary.all() if stop.place_id == place.pk]
    reached = [route for route in routes if place.pk in {stop.place_id for stop in route.destinations}]
    left = [route for route in routes if place.pk in {stop.place_id for stop in route.origins}]
    stopped = [route for route in routes if route not in (*reached, *left)]
    return {"reached": reached, "left": left, "stopped": stopped, "of_sets": [route for route in routes if not route.has_stops]}


@cached_per_edition
def load_routes() -> list[Route]:
    """Return all routes with what lists show of them."""
    return list(Route.objects.with_stops())


@cached_per_edition
def load_places() -> list[Place]:
    """Return all places with what lists show of them."""
    return list(Place.objects.with_first_mentions())


def _make_map_place(place: Place, position: tuple[float, float]) -> MapPlace:
    subject, (latitude, longitude) = place.subject, position
    return MapPlace(
        identifier=subject.identifier,
        kind=NAME_KINDS.get(place.kind, CAMP),
        latitude=latitude,
        longitude=longitude,
        label=subject.name,
        href=reverse(subject.kind, args=[subject.identifier]),
        current=place.current,
    )


def _make_map_flow(route: Route) -> MapFlow:
    """Return a route as a flow between its places with a position; its label is its time, linked to the words that state it."""
    time_anchor = next((anchor for anchor in route.claim.anchors.all() if anchor.role == Role.DATE), None)
    subject = route.subject
    return MapFlow(
        identifier=subject.identifier,
        origins=_list_positioned(route.origins),
        destinations=_list_positioned(route.destinations),
        label=_describe_time(route) if time_anchor else "",
        href=f"{reverse('passage', args=[time_anchor.passage.source.identifier, time_anchor.ref])}#words" if time_anchor else "",
        name=subject.name,
        page=reverse("route", args=[subject.identifier]),
        current=route.current,
        dash=route.dash,
    )


def _list_positioned(stops: Iterable[Stop | MarchStop]) -> tuple[str, ...]:
    return tuple(stop.place.subject.identifier for stop in stops if stop.place and stop.place.position)


def _describe_time(route: Route) -> str:
    """Return the route's time in words, with the mark of the status of the words that state the route unless all are plain."""
    claim = route.claim
    time = claim.date_words or words.describe_date(edtf.parse_date(claim.edtf), claim.sense or None, get_language())
    mark = STATUS_MARKS.get(find_least_certain(anchor.status for anchor in claim.anchors.all()))
    return f"{time}{mark}" if mark else time
