"""The base map as ``derive_basemap.py`` left it: path data to draw, and the points of its lines, so that labels can keep off them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.maps.curves import Point

FILE = Path(__file__).with_name("basemap.json")
LINE = re.compile(r"M([^lz]+)l([^z]*)z?")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True)
class Shore:
    """The water along a stretch of coast (path data), and points of that coast."""

    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Stretch:
    """Where a river's name may stand: its middle, and its angle in degrees, clockwise."""

    x: float
    y: float
    angle: float


@dataclass(frozen=True)
class BaseMap:
    """Path data in map units. ``rivers`` are the named ones, ``streams`` the others; ``waterlines`` run outwards."""

    coast: str
    waterlines: tuple[str, ...]
    rivers: str
    streams: str
    lakes: str
    names: dict[str, tuple[Stretch, ...]]
    shores: dict[str, Shore]
    points: tuple[Point, ...]


@cache
def basemap() -> BaseMap:
    """The base map, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return BaseMap(
        coast=data["coast"],
        waterlines=tuple(data["waterlines"]),
        rivers=data["rivers"],
        streams=data["streams"],
        lakes=data["lakes"],
        names={river: tuple(Stretch(**stretch) for stretch in stretches) for river, stretches in data["names"].items()},
        shores={name: Shore(shore["path"], tuple(map(tuple, shore["points"]))) for name, shore in data["shores"].items()},
        points=tuple(point for layer in ("coast", "rivers", "streams", "lakes") for point in path_points(data[layer])),
    )


def path_points(path: str) -> list[Point]:
    """The corners of path data of the kind that ``derive_basemap.py`` writes: one absolute move, then relative lines."""
    points: list[Point] = []
    for start, steps in LINE.findall(path):
        x, y = (float(value) for value in NUMBER.findall(start))
        points.append((x, y))
        values = [float(value) for value in NUMBER.findall(steps)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points
