"""Plain geometry for the maps: points, cubic curves, boxes. Everything is in map units, x to the east, y to the south."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

Point = tuple[float, float]


def toward(start: Point, end: Point, distance: float) -> Point:
    """The point ``distance`` from ``start`` in the direction of ``end``; ``start`` itself if the two are one."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    share = distance / length if length else 0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def moved(point: Point, direction: Point, distance: float) -> Point:
    """The point ``distance`` away along ``direction``, which has length one."""
    return point[0] + direction[0] * distance, point[1] + direction[1] * distance


def way(start: Point, end: Point) -> Point:
    """The step from one point to another."""
    return end[0] - start[0], end[1] - start[1]


def unit(start: Point, end: Point) -> Point:
    """The direction from one point to another, of length one; east if the two are one."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (1.0, 0.0)


def centre(points: Sequence[Point]) -> Point:
    """The mean of some points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def text(*points: Point) -> str:
    """Points as SVG writes them, rounded to a tenth of a unit."""
    return " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)


@dataclass(frozen=True)
class Curve:
    """A cubic Bézier curve."""

    start: Point
    first: Point
    second: Point
    end: Point

    @property
    def path(self) -> str:
        """SVG path data."""
        return f"M{text(self.start)}C{text(self.first, self.second, self.end)}"

    def at(self, share: float) -> Point:
        """The point at ``share`` (0 to 1) of the curve's parameter."""
        rest = 1 - share
        weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
        corners = (self.start, self.first, self.second, self.end)
        return (
            sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
            sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
        )

    def points(self, count: int = 12) -> list[Point]:
        """``count`` + 1 points from the start of the curve to its end."""
        return [self.at(step / count) for step in range(count + 1)]

    def samples(self, spacing: float) -> list[Point]:
        """Points at most ``spacing`` apart."""
        return spaced(self.points(), spacing)


def straight(start: Point, end: Point) -> Curve:
    """A straight line, as a curve."""
    third = hypot(end[0] - start[0], end[1] - start[1]) / 3
    return Curve(start, toward(start, end, third), toward(end, start, third), end)


def length(points: Sequence[Point]) -> float:
    """The length of the line through some points."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def spaced(line: Sequence[Point], spacing: float) -> list[Point]:
    """Points of a line, at most ``spacing`` apart, its corners among them."""
    points = [line[0]]
    for (x, y), (u, v) in pairwise(line):
        count = max(1, ceil(hypot(u - x, v - y) / spacing))
        points.extend((x + (u - x) * step / count, y + (v - y) * step / count) for step in range(1, count + 1))
    return points
