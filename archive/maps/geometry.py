"""Plain geometry for the maps: points, cubic curves, boxes, and SVG path data of straight lines.

Everything is in map units, x to the east, y to the south.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, dist

Point = tuple[float, float]


def move_toward(start: Point, end: Point, distance: float) -> Point:
    """Return the point ``distance`` from ``start`` towards ``end``; ``start`` itself if the two are equal."""
    length = dist(start, end)
    share = distance / length if length else 0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def move_along(point: Point, direction: Point, distance: float) -> Point:
    """Return the point ``distance`` away along ``direction``, which has length 1."""
    return point[0] + direction[0] * distance, point[1] + direction[1] * distance


def subtract_points(start: Point, end: Point) -> Point:
    """Return the vector from one point to another."""
    return end[0] - start[0], end[1] - start[1]


def compute_direction(start: Point, end: Point) -> Point:
    """Return the direction from one point to another, of length 1; east if the two are equal."""
    length = dist(start, end)
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (1.0, 0.0)


def average_points(points: Sequence[Point]) -> Point:
    """Return the mean of points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def format_points(*points: Point) -> str:
    """Return points as SVG path data, rounded to a tenth of a unit."""
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
        """Return the curve as SVG path data."""
        return f"M{format_points(self.start)}C{format_points(self.first, self.second, self.end)}"

    def at(self, share: float) -> Point:
        """Return the point at ``share`` (0 to 1) of the curve's parameter."""
        remainder = 1 - share
        weights = (remainder**3, 3 * remainder**2 * share, 3 * remainder * share**2, share**3)
        corners = (self.start, self.first, self.second, self.end)
        x, y = (sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
        return x, y

    def points(self, count: int = 12) -> list[Point]:
        """Return ``count`` + 1 points from the start of the curve to its end."""
        return [self.at(step / count) for step in range(count + 1)]

    def samples(self, spacing: float) -> list[Point]:
        """Return points at most ``spacing`` apart."""
        return space_points(self.points(), spacing)


def make_straight_curve(start: Point, end: Point) -> Curve:
    """Return a straight line as a curve."""
    third = dist(start, end) / 3
    return Curve(start, move_toward(start, end, third), move_toward(end, start, third), end)


def measure_length(points: Sequence[Point]) -> float:
    """Return the length of the line through points."""
    return sum(dist(a, b) for a, b in pairwise(points))


def space_points(line: Sequence[Point], spacing: float) -> list[Point]:
    """Return points of a line, at most ``spacing`` apart, with its corners."""
    points = [line[0]]
    for (x, y), (u, v) in pairwise(line):
        count = max(1, ceil(dist((x, y), (u, v)) / spacing))
        points.extend((x + (u - x) * step / count, y + (v - y) * step / count) for step in range(1, count + 1))
    return points


# Side of a cell of a ``PointGrid``, in map units.
CELL_SIZE = 32


@dataclass(frozen=True)
class Box:
    """An upright rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def contains(self, point: Point) -> bool:
        """Return whether a point is inside."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def within(self, other: Box) -> bool:
        """Return whether this box is completely inside another."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom

    def grown(self, by: float) -> Box:
        """Return a box that is larger on every side, or smaller if ``by`` is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def make_square(point: Point, radius: float) -> Box:
    """Return the square around a point, ``radius`` to each side."""
    return Box(*point, *point).grown(radius)


class PointGrid:
    """Points by the cell of a grid, so that those in a box are counted quickly."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for point in points:
            self.cells[int(point[0] // CELL_SIZE), int(point[1] // CELL_SIZE)].append(point)

    def count_inside(self, box: Box) -> int:
        """Return how many of the points are inside a box."""
        columns = range(int(box.left // CELL_SIZE), int(box.right // CELL_SIZE) + 1)
        rows = range(int(box.top // CELL_SIZE), int(box.bottom // CELL_SIZE) + 1)
        return sum(box.contains(point) for column in columns for row in rows for point in self.cells.get((column, row), ()))


LINE_PATTERN = re.compile(r"M([^Mlz]+)l([^Mlz]*)z?")
NUMBER_PATTERN = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def format_line_path(line: Sequence[Sequence[float]], *, closed: bool = False) -> str:
    """Return a line as the shortest path data: an absolute move, then relative steps in tenths of a unit.

    Each point is rounded before steps are computed, so errors do not add up.
    """
    points = [(round(x * 10), round(y * 10)) for x, y, *_ in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    moves = [_format_pair(*step) for step in steps if step != (0, 0)]
    body = "".join(move if move.startswith("-") else " " + move for move in moves).lstrip()
    return f"M{_format_pair(*points[0])}l{body}" + ("z" if closed else "")


def parse_line_paths(path: str) -> list[list[Point]]:
    """Return the corners of every line of path data that ``format_line_path`` wrote."""
    lines = []
    for start, steps in LINE_PATTERN.findall(path):
        values = [float(value) for value in NUMBER_PATTERN.findall(start + " " + steps)]
        points = [(values[0], values[1])]
        for step in zip(values[2::2], values[3::2], strict=True):
            points.append((points[-1][0] + step[0], points[-1][1] + step[1]))
        lines.append(points)
    return lines


def _format_pair(x: int, y: int) -> str:
    second = _format_number(y)
    return _format_number(x) + ("" if second.startswith("-") else " ") + second


def _format_number(value: int) -> str:
    """Return tenths of a unit as the shortest decimal in SVG: 12 → 1.2, −5 → -.5."""
    return f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 and value else f"{value / 10:g}"
