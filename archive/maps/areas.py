"""Areas of narrower maps, in hundredths of a degree: their text in addresses, and the cells of a fixed grid that clusters lead to.

An address has ``west,south,east,north`` in decimal degrees (WGS 84). There is one spelling of each area: at most two decimals, rounded
outwards, without trailing zeros. Cells of the grid are areas too, so that maps of different pages lead to the same narrower maps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from archive.maps.geometry import Point, bound_points
from archive.maps.projection import project_to_units

# Widths and heights of the cells of the grid, level by level, in hundredths of a degree. At 51° N a cell is nearly square.
CELL_SIZES = ((10_000, 6_250), (2_000, 1_250), (400, 250), (200, 125), (80, 50), (40, 25), (16, 10))
# Bounds of every area, in hundredths of a degree; the conic projection has no use for the far south.
WEST, SOUTH, EAST, NORTH = -18_000, -6_000, 18_000, 8_500
DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,12})?", re.ASCII)
# Points projected along each side of an area; parallels are curved.
SIDE_POINTS = 8


class AreaError(ValueError):
    """A text is not an area. ``fault``: ``parts``, ``number``, ``order``, ``bounds`` or ``small``; ``value``: the part that is wrong."""

    def __init__(self, fault: str, value: str) -> None:
        super().__init__(f"{fault}: {value}")
        self.fault, self.value = fault, value


class MapArea(NamedTuple):
    """An area between two meridians and two parallels, in hundredths of a degree."""

    west: int
    south: int
    east: int
    north: int

    @property
    def text(self) -> str:
        """Return the area as addresses have it."""
        return ",".join(f"{value / 100:.2f}".rstrip("0").rstrip(".") for value in self)

    @property
    def sides(self) -> list[str]:
        """Return west, east, south and north as readers write them, in the active language."""
        west, south, east, north = self.text.split(",")
        return [write_longitude(west), write_longitude(east), write_latitude(south), write_latitude(north)]

    def contains(self, latitude: float, longitude: float) -> bool:
        """Return whether a position in degrees is in the area; its west and south sides belong to it, as in the grid."""
        return self.west <= longitude * 100 < self.east and self.south <= latitude * 100 < self.north

    def covers(self, other: MapArea) -> bool:
        """Return whether another area is completely inside."""
        return self.west <= other.west and other.east <= self.east and self.south <= other.south and other.north <= self.north


def write_longitude(degrees: str) -> str:
    """Return degrees east, or west if they are negative, in words of the active language."""
    return (_("%(degrees)s W") if degrees.startswith("-") else _("%(degrees)s E")) % {"degrees": degrees.lstrip("-")}


def write_latitude(degrees: str) -> str:
    """Return degrees north, or south if they are negative, in words of the active language."""
    return (_("%(degrees)s S") if degrees.startswith("-") else _("%(degrees)s N")) % {"degrees": degrees.lstrip("-")}


def parse_area(text: str) -> MapArea:
    """Return the area of a text such as ``18,50,22,52.5``, rounded outwards. Raises AreaError."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(MapArea._fields):
        raise AreaError("parts", text)
    for part in parts:
        if not DEGREES.fullmatch(part):
            raise AreaError("number", part)
    west, south, east, north = map(Decimal, parts)
    if west >= east:
        raise AreaError("order", f"{parts[0]}, {parts[2]}")
    if south >= north:
        raise AreaError("order", f"{parts[1]}, {parts[3]}")
    area = MapArea(
        *(int((value * 100).to_integral_value(ROUND_FLOOR)) for value in (west, south)),
        *(int((value * 100).to_integral_value(ROUND_CEILING)) for value in (east, north)),
    )
    if not MapArea(WEST, SOUTH, EAST, NORTH).covers(area):
        raise AreaError("bounds", text)
    width, height = CELL_SIZES[-1]
    if area.east - area.west < width or area.north - area.south < height:
        raise AreaError("small", text)
    return area


# Cells of the places of an archive, which all its maps gather; each is about 300 bytes.
@lru_cache(maxsize=4096)
def find_cell(latitude: float, longitude: float, level: int) -> MapArea:
    """Return the cell of a level of the grid (0: the largest cells) that a position in degrees is in."""
    width, height = CELL_SIZES[level]
    west, south = int(longitude * 100 // width) * width, int(latitude * 100 // height) * height
    return MapArea(west, south, west + width, south + height)


def enclose_positions(positions: Iterable[tuple[float, float]]) -> MapArea:
    """Return the smallest area around positions (latitude, longitude), at least as large as the smallest cell."""
    bounds = bound_points((longitude * 100, latitude * 100) for latitude, longitude in positions)
    width, height = CELL_SIZES[-1]
    west, south = int(bounds.left // 1) - 1, int(bounds.top // 1) - 1
    return MapArea(west, south, max(int(bounds.right // 1) + 2, west + width), max(int(bounds.bottom // 1) + 2, south + height))


def find_wider_area(area: MapArea) -> MapArea | None:
    """Return the smallest cell that covers more than an area, or None if that is more than the whole map."""
    middle = (area.south + area.north) / 200, (area.west + area.east) / 200
    cells = (find_cell(*middle, level) for level in range(len(CELL_SIZES) - 1, 1, -1))
    return next((cell for cell in cells if cell != area and cell.covers(area)), None)


def list_outline(area: MapArea) -> Iterator[Point]:
    """Yield points along the sides of an area, in map units of the whole map."""
    for step in range(SIDE_POINTS + 1):
        longitude = (area.west + (area.east - area.west) * step / SIDE_POINTS) / 100
        latitude = (area.south + (area.north - area.south) * step / SIDE_POINTS) / 100
        yield from (project_to_units(side / 100, longitude) for side in (area.south, area.north))
        yield from (project_to_units(latitude, side / 100) for side in (area.west, area.east))
