"""Where a text may stand: beside a mark, along a line, turned along a river. Sizes and places in map units; the best spots come first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from archive.maps.boxes import Box, around
from archive.maps.curves import Curve, Point
from archive.maps.textwidth import rise, width

DISTANCES = (1, 1.9, 2.8, 4)
SHIFTS = (0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.42, -0.42)
GAPS = (8, 14, 20, 26, 33, 40, 48, 56, 64)
SHARES, MIDDLE = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95), (0.5, 0.6, 0.4)
SPACE = 9


@dataclass(frozen=True)
class Spot:
    """One place where a text may stand, and the room it takes.

    ``side`` is physical: the text lies to the ``right`` or ``left`` of its baseline point, or has it in the ``middle``.
    ``angle`` is in degrees, clockwise.
    """

    x: float
    y: float
    side: str
    boxes: tuple[Box, ...]
    angle: float = 0.0


def overlap(one: Spot, other: Spot) -> bool:
    """Whether two texts would touch, or nearly."""
    return any(a.grown(SPACE).meets(b) for a in one.boxes for b in other.boxes)


def level(text: str, size: float, point: Point, side: str) -> Spot:
    """The spot of a level text whose baseline is at ``point``."""
    x, y = point
    wide, (above, below) = width(text, size), rise(text)
    left = {"right": x, "left": x - wide, "middle": x - wide / 2}[side]
    return Spot(x, y, side, (Box(left, y - above * size, left + wide, y + below * size),))


def turned(text: str, size: float, point: Point, angle: float) -> Spot:
    """The spot of a text turned by ``angle`` degrees about its middle; its box is a row of small ones."""
    half, reach = width(text, size) / 2, size * 0.5
    steps = max(2, round(2 * half / reach))
    offsets = [half * (2 * step / steps - 1) for step in range(steps + 1)]
    turn = radians(angle)
    boxes = tuple(around((point[0] + cos(turn) * by, point[1] + sin(turn) * by), reach) for by in offsets)
    return Spot(point[0], point[1], "middle", boxes, angle)


def beside(text: str, size: float, mark: Point, gap: float) -> Iterator[Spot]:
    """Where a mark's name may stand: beside it, then at the corners, then under and over it, then the same further off."""
    x, y = mark
    above, below = (part * size for part in rise(text))
    for distance in DISTANCES:
        far, more = gap * distance, gap * (distance - 1)
        lines = [(far, size * 0.3)]
        lines += [(far * 0.8, down) for down in (-gap * 0.7 - below * 0.5 - more, gap * 0.7 + above * 0.8 + more)]
        for across, down in lines:
            yield level(text, size, (x + across, y + down), "right")
            yield level(text, size, (x - across, y + down), "left")
        for down in (gap + above + more, -gap - below - more):
            yield from (level(text, size, (x + shift * width(text, size), y + down), "middle") for shift in SHIFTS)


def along(text: str, size: float, curve: Curve, shares: tuple[float, ...] = SHARES) -> Iterator[Spot]:
    """Where the name of a line may stand: over it, under it, at its sides; at some ``shares`` of it, then further off."""
    above, below = (part * size for part in rise(text))
    for gap in GAPS:
        for x, y in map(curve.at, shares):
            yield level(text, size, (x, y - gap - below), "middle")
            yield level(text, size, (x, y + gap + above), "middle")
            yield level(text, size, (x + gap, y + size * 0.3), "right")
            yield level(text, size, (x - gap, y + size * 0.3), "left")
