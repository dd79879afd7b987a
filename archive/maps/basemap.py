"""The base map as ``derive_basemap.py`` left it: points of its lines, so that labels can keep off them, and where names and shores lie.

What is drawn of it, ``base.svg``, goes to the browser as a file of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from archive.maps.geometry import Point, parse_line_paths, space_points

BASEMAP_FILE = Path(__file__).with_name("basemap.json")
DRAWING_NAME = "archive/map/base.svg"
DRAWING_FILE = Path(__file__).parents[1] / "static" / DRAWING_NAME
# In the order in which they are drawn.
LAYER_NAMES = ("water-4", "water-3", "water-2", "water-1", "streams", "rivers", "lakes", "coast")
CLEAR_LAYERS = ("coast", "rivers", "streams", "lakes")
POINT_SPACING = 4.0


@dataclass(frozen=True)
class Shore:
    """The water along a stretch of coast (path data), and points of that coast (map units)."""

    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class RiverNamePosition:
    """Where a river's name may stand: its middle in map units, and its angle in degrees, clockwise."""

    x: float
    y: float
    angle: float


@dataclass(frozen=True)
class BaseMap:
    """In map units. ``names`` by river, ``shores`` by sea.

    ``points`` lie at most ``SPACING`` units apart along coast, rivers, streams and lakes.
    """

    names: dict[str, tuple[RiverNamePosition, ...]]
    shores: dict[str, Shore]
    points: tuple[Point, ...]


@cache
def load_basemap() -> BaseMap:
    """The base map, read once."""
    data, drawn = json.loads(BASEMAP_FILE.read_text(encoding="utf-8")), read_drawing()
    return BaseMap(
        names={river: tuple(RiverNamePosition(**stretch) for stretch in stretches) for river, stretches in data["names"].items()},
        shores={name: Shore(shore["path"], tuple(map(tuple, shore["points"]))) for name, shore in data["shores"].items()},
        points=tuple(point for layer in CLEAR_LAYERS for point in sample_path(drawn[layer])),
    )


def read_drawing() -> dict[str, str]:
    """The path data of what is drawn, by the name of its layer."""
    paths = ElementTree.parse(DRAWING_FILE).iter("{http://www.w3.org/2000/svg}path")  # noqa: S314 (our own file)
    return {path.attrib["id"]: path.attrib["d"] for path in paths}


def sample_path(path: str) -> list[Point]:
    """Points at most ``SPACING`` units apart along path data."""
    return [point for line in parse_line_paths(path) for point in space_points(line, POINT_SPACING)]
