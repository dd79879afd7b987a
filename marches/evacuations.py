"""The evacuations that left a place and that reached it."""

from __future__ import annotations

from camps.models import Place
from marches.models import Route


def of_place(place: Place) -> dict[str, list[Route]]:
    """Routes by what they did to the place, ``reached`` and ``left``; a fixed number of queries."""
    routes = list(Route.objects.of_place(place).whole())
    return {
        "reached": [route for route in routes if place.pk in {stop.place_id for stop in route.destinations}],
        "left": [route for route in routes if place.pk in {stop.place_id for stop in route.origins}],
    }
