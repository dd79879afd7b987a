"""The base map as ``derive_basemap.py`` left it: path data to draw, and points of its lines, so that labels can keep off them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.maps.curves import Point, spaced
from archive.maps.pathdata import lines

FILE = Path(__file__).with_name("basemap.json")
SPACING = 4.0


@dataclass(frozen=True)
class Shore:
    """The water along a stretch of coast (path data), and points of that coast (map units)."""

    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Stretch:
    """Where a river's name may stand: its middle in map units, and its angle in degrees, clockwise."""

    x: float
    y: float
    angle: float


@dataclass(frozen=True)
class BaseMap:
    """Path data in map units. ``rivers`` are the named ones, ``streams`` the others; ``waterlines`` run outwards.

    ``points`` lie at most ``SPACING`` units apart along coast, rivers, streams and lakes.
    """

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
        points=tuple(point for layer in ("coast", "rivers", "streams", "lakes") for point in along(data[layer])),
    )


def along(path: str) -> list[Point]:
    """Points at most ``SPACING`` units apart along path data."""
    return [point for line in lines(path) for point in spaced(line, SPACING)]
