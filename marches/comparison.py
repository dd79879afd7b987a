"""Two routes that tell differently of one movement, part by part: what each says, and whether they say the same."""

from __future__ import annotations

from dataclasses import dataclass

from archive.claims import disagreements
from marches.models import Route

COMPARED_PARTS = ("origin", "destination", "date", "direction", "means")


@dataclass(frozen=True)
class ComparedPart:
    """A part of the movement; ``verdict``: “same”, “different”, “one” if only one route states it, or “none”."""

    part: str
    verdict: str


@dataclass(frozen=True)
class RouteComparison:
    """Two routes in the order of their claims' identifiers, the matters on which these differ, and every part compared."""

    routes: list[Route]
    matters: list[str]
    parts: list[ComparedPart]


def compare_route(route: Route) -> dict[str, object]:
    """For the route's page: ``compared``, with each route whose claim differs from its own; ``differing``, claims without a route that do.

    One query if none differs; a fixed number, however many do.
    """
    told = disagreements.load_disagreements([route.claim])
    if not told:
        return {}
    others = {key for pair in told for key in pair} - {route.claim_id}
    routes = Route.objects.with_stops().filter(claim__in=others).order_by("claim__identifier")
    compared = [_compare_routes(route, other, told[tuple(sorted((route.claim_id, other.claim_id)))]) for other in routes]
    return {
        "compared": compared,
        "differing": disagreements.group_disagreements([route.claim], [other.claim_id for other in routes]),
    }


def _compare_routes(one: Route, other: Route, matters: list[str]) -> RouteComparison:
    routes = sorted((one, other), key=lambda route: route.claim.identifier)
    ours, theirs = _stated_parts(one), _stated_parts(other)
    return RouteComparison(
        routes, matters, [ComparedPart(part, _compare_values(ours[part], theirs[part])) for part in COMPARED_PARTS]
    )


def _stated_parts(route: Route) -> dict[str, object]:
    claim = route.claim
    return {
        "origin": {stop.place_id for stop in route.origins},
        "destination": {stop.place_id for stop in route.destinations},
        "date": (claim.edtf, claim.sense) if claim.edtf else None,
        "direction": route.direction,
        "means": {one.kind for one in route.means.all()},
    }


def _compare_values(ours: object, theirs: object) -> str:
    if not ours or not theirs:
        return "one" if ours or theirs else "none"
    return "same" if ours == theirs else "different"
