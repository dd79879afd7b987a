"""Comparison of routes that describe one movement, part by part and stop against stop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from archive.claims import disagreements
from marches.alignment import AlignedRow, align_accounts
from marches.models import MarchStop, Route, Stop


class ComparedPart(NamedTuple):
    """A part of the movement; ``verdict``: “same” or “different” where stated, “one” if only one route states it, or “none”."""

    part: str
    verdict: str


class RouteComparison(NamedTuple):
    """Routes in their order, the matters on which their claims are stated to differ, and every part compared.

    ``stops``: those of all ``marches``, the routes that are told by stops, beside each other, if there are two at least.
    """

    routes: list[Route]
    matters: list[str]
    parts: list[ComparedPart]
    stops: list[AlignedRow]

    @property
    def marches(self) -> list[Route]:
        """Return the routes that are told by stops."""
        return [route for route in self.routes if route.has_stops]

    @property
    def rows(self) -> list[tuple[AlignedRow, list[tuple[Route, MarchStop | None]]]]:
        """Return the rows of stops, each with its cells: a march and its stop."""
        return [(row, list(zip(self.marches, row.stops, strict=True))) for row in self.stops]


def compare_route(route: Route) -> dict[str, Any]:
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
    return compare_accounts(sorted((route, other), key=lambda route: route.claim.identifier), matters)


def compare_accounts(routes: list[Route], matters: Iterable[str] = ()) -> RouteComparison:
    """Return the comparison of routes, loaded ``with_stops``, in their order; ``matters``: those on which their claims differ."""
    stated = list(map(_collect_parts, routes))
    parts = [ComparedPart(part, _compare_values([values[part] for values in stated])) for part in stated[0]]
    itineraries = [list(route.itinerary.all()) for route in routes if route.has_stops]
    return RouteComparison(routes, list(matters), parts, align_accounts(itineraries) if len(itineraries) > 1 else [])


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


def _compare_values(values: Iterable[object]) -> str:
    stated = [value for value in values if value]
    if len(stated) > 1:
        return "same" if all(value == stated[0] for value in stated) else "different"
    return "one" if stated else "none"
