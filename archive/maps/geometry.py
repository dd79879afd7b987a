"""Plain geometry for the maps: points, cubic curves, boxes. Everything is in map units, x to the east, y to the south.

Upright boxes, and points to be kept out of them. Everything is in map units, y to the south.

SVG path data of straight lines, in map units: written as short as SVG allows, and read back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

Point = tuple[float, float]


def move_toward(start: Point, end: Point, distance: float) -> Point:
    """The point ``distance`` from ``start`` in the direction of ``end``; ``start`` itself if the two are one."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    share = distance / length if length else 0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def move_along(point: Point, direction: Point, distance: float) -> Point:
    """The point ``distance`` away along ``direction``, which has length one."""
    return point[0] + direction[0] * distance, point[1] + direction[1] * distance


def subtract_points(start: Point, end: Point) -> Point:
    """The step from one point to another."""
    return end[0] - start[0], end[1] - start[1]


def compute_direction(start: Point, end: Point) -> Point:
    """The direction from one point to another, of length one; east if the two are one."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (1.0, 0.0)


def average_points(points: Sequence[Point]) -> Point:
    """The mean of some points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def format_points(*points: Point) -> str:
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
        return f"M{format_points(self.start)}C{format_points(self.first, self.second, self.end)}"

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
        return space_points(self.points(), spacing)


def make_straight_curve(start: Point, end: Point) -> Curve:
    """A straight line, as a curve."""
    third = hypot(end[0] - start[0], end[1] - start[1]) / 3
    return Curve(start, move_toward(start, end, third), move_toward(end, start, third), end)


def measure_length(points: Sequence[Point]) -> float:
    """The length of the line through some points."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def space_points(line: Sequence[Point], spacing: float) -> list[Point]:
    """Points of a line, at most ``spacing`` apart, its corners among them."""
    points = [line[0]]
    for (x, y), (u, v) in pairwise(line):
        count = max(1, ceil(hypot(u - x, v - y) / spacing))
        points.extend((x + (u - x) * step / count, y + (v - y) * step / count) for step in range(1, count + 1))
    return points


CELL_SIZE = 32


@dataclass(frozen=True)
class Box:
    """An upright rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def contains(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def within(self, other: Box) -> bool:
        """Whether this box lies wholly inside another."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom

    def grown(self, by: float) -> Box:
        """A box that reaches further on every side; less far where ``by`` is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def make_square(point: Point, radius: float) -> Box:
    """The square about a point, ``radius`` to each side."""
    return Box(*point, *point).grown(radius)


class PointGrid:
    """Points, sorted into squares so that those in a box are soon counted."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for point in points:
            self.cells[int(point[0] // CELL_SIZE), int(point[1] // CELL_SIZE)].append(point)

    def count_inside(self, box: Box) -> int:
        """How many of the points a box holds."""
        columns = range(int(box.left // CELL_SIZE), int(box.right // CELL_SIZE) + 1)
        rows = range(int(box.top // CELL_SIZE), int(box.bottom // CELL_SIZE) + 1)
        return sum(box.contains(point) for column in columns for row in rows for point in self.cells.get((column, row), ()))


LINE_PATTERN = re.compile(r"M([^Mlz]+)l([^Mlz]*)z?")
NUMBER_PATTERN = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def format_line_path(line: Sequence[Sequence[float]], *, closed: bool = False) -> str:
    """One line as an absolute move and relative steps in tenths of a unit; each point is rounded first, so errors do not add up."""
    points = [(round(x * 10), round(y * 10)) for x, y, *_ in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    moves = [_format_pair(*step) for step in steps if step != (0, 0)]
    body = "".join(move if move.startswith("-") else " " + move for move in moves).lstrip()
    return f"M{_format_pair(*points[0])}l{body}" + ("z" if closed else "")


def parse_line_paths(path: str) -> list[list[Point]]:
    """The corners of every line of such path data."""
    found = []
    for start, steps in LINE_PATTERN.findall(path):
        values = [float(value) for value in NUMBER_PATTERN.findall(start + " " + steps)]
        points = [(values[0], values[1])]
        for step in zip(values[2::2], values[3::2], strict=True):
            points.append((points[-1][0] + step[0], points[-1][1] + step[1]))
        found.append(points)
    return found


def _format_pair(x: int, y: int) -> str:
    second = _format_number(y)
    return _format_number(x) + ("" if second.startswith("-") else " ") + second


def _format_number(value: int) -> str:
    """Tenths of a unit as the shortest decimal SVG reads: 12 → 1.2, −5 → -.5."""
    return f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 and value else f"{value / 10:g}"
