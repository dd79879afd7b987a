"""The evacuations that left a place and that reached it."""

from __future__ import annotations

from collections.abc import Iterable

from camps.models import Place
from marches.models import Route


def select_evacuations(place: Place, routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Of ``routes``, with their stops, those that ``reached`` the place and those that ``left`` it."""
    return {
        "reached": [route for route in routes if place.pk in {stop.place_id for stop in route.destinations}],
        "left": [route for route in routes if place.pk in {stop.place_id for stop in route.origins}],
    }
