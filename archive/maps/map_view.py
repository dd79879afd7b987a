"""The part of the base map that a map shows: the whole, or an area enlarged.

A view turns map units of the whole map into those of its frame, which has the same size for every area, so that type and marks are as large
on a narrower map.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from archive.maps.areas import CELL_SIZES, MapArea, list_outline
from archive.maps.basemap import CLEAR_LAYERS, POINT_SPACING, load_basemap, read_drawing
from archive.maps.cities import CITIES
from archive.maps.geometry import Box, Point, average_points, bound_points, clip_segment, parse_line_paths, space_points
from archive.maps.grids import PointRows
from archive.maps.projection import project_to_units

# Enlargements, each with a class in mapview.css, because lines of the base map keep their widths.
ENLARGEMENTS = (0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
# Share of the frame that an area fills at most; least size of a cell on the map, in map units.
FILL_SHARE, MIN_CELL = 0.94, 150.0
# Enlargement from which the base map, which was drawn for 1:10,000,000, shows no more than the general direction of its lines.
COARSE_ENLARGEMENT = 6.0
# Times that points of the coast count in addition to once, because a name on the coast is read as one of the sea; and those of cities.
COAST_WEIGHT, CITY_WEIGHT = 3, 12
# Map units of a degree of longitude at 51° N.
UNITS_PER_DEGREE = 57.9


class MapView(NamedTuple):
    """An enlargement of the base map about a point: ``x = (x - left) * scale``, and so for ``y``."""

    left: float
    top: float
    scale: float

    def place(self, point: Point) -> Point:
        """Return where a point of the whole map is on this one."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    @property
    def level(self) -> int:
        """Return the level of the grid whose cells are clusters of this map: the smallest that are large enough to be told apart."""
        sizes = enumerate(width / 100 * UNITS_PER_DEGREE * self.scale for width, _height in CELL_SIZES)
        return max((level for level, size in sizes if size >= MIN_CELL), default=0)

    @property
    def is_whole(self) -> bool:
        """Return whether this is the whole map."""
        return self == WHOLE_VIEW

    @property
    def is_coarse(self) -> bool:
        """Return whether the base map is enlarged more than it is exact."""
        return self.scale >= COARSE_ENLARGEMENT


WHOLE_VIEW = MapView(0, 0, 1)


@lru_cache(maxsize=256)
def find_view(area: MapArea | None, frame: Box) -> MapView:
    """Return the view of an area in a frame, or of the whole map."""
    if area is None:
        return WHOLE_VIEW
    bounds = bound_points(list_outline(area))
    width, height = frame.right - frame.left, frame.bottom - frame.top
    fitting = min(width / (bounds.right - bounds.left), height / (bounds.bottom - bounds.top)) * FILL_SHARE
    scale = max((step for step in ENLARGEMENTS if step <= fitting), default=ENLARGEMENTS[0])
    middle = average_points([(bounds.left, bounds.top), (bounds.right, bounds.bottom)])
    return MapView(
        middle[0] - average_points([(frame.left, 0), (frame.right, 0)])[0] / scale,
        middle[1] - average_points([(0, frame.top), (0, frame.bottom)])[1] / scale,
        scale,
    )


@lru_cache(maxsize=64)
def list_soft_points(view: MapView, frame: Box) -> PointRows:
    """Return points of the base map's lines in a view, at most ``POINT_SPACING`` apart, and of cities, that labels should not cover."""
    if view.is_whole:
        lines = load_basemap().points
    else:
        parts = (line for layer in CLEAR_LAYERS for line in _read_lines(layer))
        lines = tuple(point for line in parts for point in clip_line(map(view.place, line), frame))
    coast = [point for line in _read_lines("coast") for point in clip_line(map(view.place, line), frame)]
    cities = [view.place(project_to_units(city.latitude, city.longitude)) for city in CITIES]
    return PointRows(chain(lines, coast * COAST_WEIGHT, cities * CITY_WEIGHT))


def clip_line(line: Iterable[Point], frame: Box) -> list[Point]:
    """Return points of a line inside a frame, at most ``POINT_SPACING`` apart."""
    parts = filter(None, (clip_segment(start, end, frame) for start, end in pairwise(line)))
    return [point for part in parts for point in space_points(part, POINT_SPACING)]


def read_shore_lines(sea: str, view: MapView) -> list[list[Point]]:
    """Return the lines around the water of a shore in a view."""
    return [list(map(view.place, line)) for line in _parse_shore(sea)]


@lru_cache(maxsize=16)
def _parse_shore(sea: str) -> tuple[list[Point], ...]:
    return tuple(parse_line_paths(load_basemap().shores[sea].path))


@lru_cache(maxsize=16)
def _read_lines(layer: str) -> tuple[list[Point], ...]:
    return tuple(parse_line_paths(read_drawing()[layer]))
