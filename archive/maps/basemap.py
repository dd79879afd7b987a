"""The base map derived by ``archive.derive.basemap``: its lines as points, positions of rivers' names, and shores.

Browsers load the drawing, ``base.svg``, as a separate file.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from archive.maps.geometry import Point, format_line_path, parse_line_paths, space_points

BASEMAP_FILE = Path(__file__).with_name("basemap.json")
DRAWING_NAME = "archive/map/base.svg"
DRAWING_FILE = Path(__file__).parents[1] / "static" / DRAWING_NAME
# Layers of the drawing, in drawing order; and those that labels avoid.
LAYER_NAMES = ("water-4", "water-3", "water-2", "water-1", "streams", "rivers", "lakes", "coast")
CLEAR_LAYERS = ("coast", "rivers", "streams", "lakes")
# Maximum distance of neighbouring points, in map units.
POINT_SPACING = 4.0


class Shore(NamedTuple):
    """The water along a stretch of coast (path data), and points of that coast (map units).

    ``outline``: the same path in whole units, half as long, for a map that is not enlarged: under the line of the coast it looks the same.
    """

    path: str
    outline: str
    points: tuple[Point, ...]


class RiverNamePosition(NamedTuple):
    """A possible position of a river's name: its middle in map units, and its angle in degrees, clockwise."""

    x: float
    y: float
    angle: float


class BaseMap(NamedTuple):
    """The base map in map units: ``names`` by river, ``shores`` by sea.

    ``points`` are at most ``POINT_SPACING`` units apart along coast, rivers, streams and lakes.
    """

    names: dict[str, tuple[RiverNamePosition, ...]]
    shores: dict[str, Shore]
    points: tuple[Point, ...]


@cache
def load_basemap() -> BaseMap:
    """Return the base map, which is read once."""
    data, paths = json.loads(BASEMAP_FILE.read_text(encoding="utf-8")), read_drawing()
    return BaseMap(
        names={river: tuple(RiverNamePosition(**name) for name in names) for river, names in data["names"].items()},
        shores={
            name: Shore(shore["path"], round_path(shore["path"]), tuple(map(tuple, shore["points"])))
            for name, shore in data["shores"].items()
        },
        points=tuple(point for layer in CLEAR_LAYERS for point in sample_path(paths[layer])),
    )


def read_drawing() -> dict[str, str]:
    """Return the path data of the drawing by layer."""
    paths = ElementTree.parse(DRAWING_FILE).iter("{http://www.w3.org/2000/svg}path")  # noqa: S314 (our own file)
    return {path.attrib["id"]: path.attrib["d"] for path in paths}


def round_path(path: str) -> str:
    """Return the path data of closed lines with their corners in whole units."""
    return "".join(format_line_path([(round(x), round(y)) for x, y in line], closed=True) for line in parse_line_paths(path))


def sample_path(path: str) -> list[Point]:
    """Return points along path data, at most ``POINT_SPACING`` units apart."""
    return [point for line in parse_line_paths(path) for point in space_points(line, POINT_SPACING)]
