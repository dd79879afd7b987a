"""Comparison of two routes that describe one movement differently, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.claims import disagreements
from marches.alignment import AlignedStops, align_stops
from marches.models import MarchStop, Route, Stop


class ComparedPart(NamedTuple):
    """A part of the movement; ``verdict``: “same”, “different”, “one” if only one route states it, or “none”."""

    part: str
    verdict: str


class RouteComparison(NamedTuple):
    """Two routes in the order of their claims' identifiers, the matters on which these differ, and every part compared.

    ``stops``: those of both beside each other, if both are told by stops.
    """

    routes: list[Route]
    matters: list[str]
    parts: list[ComparedPart]
    stops: list[AlignedStops]


def compare_route(route: Route) -> dict[str, object]:
    """Return ``compared``, a comparison with each route whose claim differs from this one's, and ``differing``, the other claims that do.

    One query if none differs; otherwise a fixed number.
    """
    matters = disagreements.load_disagreements([route.claim])
    if not matters:
        return {}
    claims = {key for pair in matters for key in pair} - {route.claim_id}
    others = list(Route.objects.with_stops().filter(claim__in=claims).order_by("claim__identifier"))
    return {
        "compared": [_compare_routes(route, other, matters[tuple(sorted((route.claim_id, other.claim_id)))]) for other in others],
        "differing": disagreements.group_disagreements([route.claim], [other.claim_id for other in others]),
    }


def _compare_routes(route: Route, other: Route, matters: list[str]) -> RouteComparison:
    theirs = _collect_parts(other)
    parts = [ComparedPart(part, _compare_values(value, theirs[part])) for part, value in _collect_parts(route).items()]
    routes = sorted((route, other), key=lambda route: route.claim.identifier)
    itineraries = [list(route.itinerary.all()) for route in routes]
    return RouteComparison(routes, matters, parts, align_stops(*itineraries) if all(itineraries) else [])


def _collect_parts(route: Route) -> dict[str, object]:
    claim = route.claim
    return {
        "origin": _name_places(route.origins),
        "destination": _name_places(route.destinations),
        "date": (claim.edtf, claim.sense) if claim.edtf else None,
        "direction": route.direction,
        "means": {kind for kind, _anchor in route.means_with_anchors},
    }


def _name_places(stops: Iterable[Stop | MarchStop]) -> set[int | str]:
    """Return the keys of places; of a place without a record its description."""
    return {stop.place_id if isinstance(stop, Stop) else stop.place_id or stop.description for stop in stops}


def _compare_values(value: object, other: object) -> str:
    if value and other:
        return "same" if value == other else "different"
    return "one" if value or other else "none"
