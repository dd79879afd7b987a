"""Comparison of routes that describe one movement, part by part and stop against stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, NamedTuple

from django.core.paginator import Page

from archive.claims import disagreements
from archive.models import Claim
from archive.models.cached_rows import load_rows
from archive.models.claim import ClaimQuerySet
from marches.alignment import AlignedRow, align_accounts
from marches.models import MarchStop, Route, Stop
from marches.stop_words import list_named_stops, load_words, name_stops


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

    def with_words(self, words: Mapping[int, MarchStop]) -> RouteComparison:
        """Return the same with marches that quote those stops that have ``words``."""
        return self._replace(routes=[name_stops(route, words) for route in self.routes])


def compare_route(route: Route) -> dict[str, Any]:
    """Return ``compared``, a comparison with each route whose claim differs from this one's, and ``differing``, the other claims that do.

    No query if none differs; otherwise a fixed number.
    """
    matters = disagreements.load_disagreements([route.claim])
    if not matters:
        return {}
    claims = {key for pair in matters for key in pair} - {route.claim_id}
    others = list(Route.objects.compared().filter(claim__in=claims).order_by("claim__identifier"))
    if others:
        route, *others = load_claims([route, *others])
    return {
        "compared": [_compare_routes(route, other, matters[_pair_claims(route, other)]) for other in others],
        "differing": disagreements.group_disagreements([route.claim], [other.claim_id for other in others]),
    }


def _pair_claims(route: Route, other: Route) -> tuple[int, int]:
    return min(route.claim_id, other.claim_id), max(route.claim_id, other.claim_id)


def load_claims(routes: Iterable[Route]) -> list[Route]:
    """Return copies of routes with their claims loaded ``with_cited_stops``: a comparison names their sources."""
    copies = [copy(route) for route in routes]
    claims = {claim.pk: claim for claim in load_rows(_select_claims, tuple(route.claim_id for route in copies))}
    for route in copies:
        route.claim = claims[route.claim_id]
        route.quote_claim()
    return copies


def _select_claims(keys: tuple[int, ...]) -> ClaimQuerySet:
    return Claim.objects.filter(pk__in=keys).with_cited_stops()


def show_words(comparisons: Iterable[tuple[RouteComparison, Page]]) -> list[tuple[RouteComparison, Page]]:
    """Return comparisons with the pages of their rows that are shown, in both of which stops have their words: one query at most."""
    pages = list(comparisons)
    shown = [stop for _comparison, page in pages for _row, cells in page for _route, stop in cells if stop]
    named = [stop for comparison, _page in pages for route in comparison.marches for stop in list_named_stops(route)]
    words = load_words([*shown, *named])
    for _comparison, page in pages:
        page.object_list = [(row, [(route, words[stop.pk] if stop else None) for route, stop in cells]) for row, cells in page]
    return [(comparison.with_words(words), page) for comparison, page in pages]


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
        "means": route.means_kinds,
    }


def _name_places(stops: Iterable[Stop | MarchStop]) -> set[int | str]:
    """Return the keys of places; of a place without a record its description."""
    return {stop.place_id if isinstance(stop, Stop) else stop.place_id or stop.description for stop in stops}


def _compare_values(values: Iterable[object]) -> str:
    stated = [value for value in values if value]
    if len(stated) > 1:
        return "same" if all(value == stated[0] for value in stated) else "different"
    return "one" if stated else "none"
