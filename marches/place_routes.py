"""Routes that pages of other apps show: those of one place, the first of all, and which of some claims state routes; names of movements."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from archive.models import Claim, Quantity
from camps.models import Place
from marches.models import MarchStop, Movement, Route, RouteQuerySet, StopQuantity

# Maximum routes in the table of the home page.
MAX_HOME_ROUTES = 12


def select_place_routes(place: Place) -> RouteQuerySet:
    """Select the routes that leave or reach a place or stop there, with what pages show of them."""
    return Route.objects.with_stops().filter(Q(pk__in=place.stops.values("route")) | Q(pk__in=place.march_stops.values("route")))


def split_evacuations(place: Place, routes: Iterable[Route]) -> dict[str, list[Route]]:
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


def find_routed_claims(claims: Iterable[Claim]) -> set[int]:
    """Return the keys of those of some claims that routes belong to; one query."""
    return set(Route.objects.filter(claim__in=[claim.pk for claim in claims]).order_by().values_list("claim_id", flat=True))


def load_first_routes() -> tuple[list[Route], bool]:
    """Return at most MAX_HOME_ROUTES routes, and whether there are more."""
    routes = list(Route.objects.with_stops()[: MAX_HOME_ROUTES + 1])
    return routes[:MAX_HOME_ROUTES], len(routes) > MAX_HOME_ROUTES


def find_stops_of_quantities(quantities: Iterable[Quantity]) -> dict[int, MarchStop]:
    """Return the stops that some of these numbers are of, by the keys of the numbers; one query."""
    rows = StopQuantity.objects.filter(quantity__in=[quantity.pk for quantity in quantities])
    return {row.pk: row.stop for row in rows.select_related("stop__route__subject", "stop__place__subject")}


def list_movement_names() -> list[str]:
    """Return the identifiers of all movements, in their order."""
    return list(Movement.objects.values_list("identifier", flat=True))
