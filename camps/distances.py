"""Distances between places, and from a place to the nearest city of today."""

from __future__ import annotations

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

# Latitude and longitude in degrees
Point = tuple[float, float]
EARTH_RADIUS_KM = 6371


def measure_distance(point: Point, other: Point) -> float:
    """Return the kilometres between two points, each latitude and longitude in degrees, on a sphere."""
    (latitude, longitude), (other_latitude, other_longitude) = (map(radians, pair) for pair in (point, other))
    height = sin((other_latitude - latitude) / 2) ** 2
    width = cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, height + width)))


def find_city_distance(stated: int | None, city: Point | None, place: Point | None) -> tuple[int | None, str]:
    """Return the whole kilometres from a place to its nearest city.

    The second value says how they are known: “stated” or “computed”; (None, "") if they are not. ``stated``: the kilometres by a reference; ``city`` and ``place``: their positions, as far as they are recorded.
    """
    if stated is not None:
        return stated, "stated"
    return (round(measure_distance(place, city)), "computed") if city and place else (None, "")


def make_point(latitude: Decimal | str | None, longitude: Decimal | str | None) -> Point | None:
    """Return recorded degrees as a point, or None if they are not recorded."""
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))
