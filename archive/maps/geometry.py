"""Plain geometry for the maps: points, cubic curves, boxes, and SVG path data of straight lines.

Everything is in map units, x to the east, y to the south.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist, hypot
from typing import NamedTuple

Point = tuple[float, float]
# Largest extent of a curve that is sampled as a whole; longer ones are halved, and halves beyond the frame left out.
MAX_SAMPLED_SPAN = 400.0
# Number of parts of equal parameters as which a curve is sampled.
PARTS = 12
# By how much the way through the points of a straight curve may exceed its length.
STRAIGHT_TOLERANCE = 0.001


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
        """Return the curve as SVG path data: a line if it is straight."""
        if self.is_straight:
            return f"M{format_points(self.start)}L{format_points(self.end)}"
        return f"M{format_points(self.start)}C{format_points(self.first, self.second, self.end)}"

    @property
    def is_straight(self) -> bool:
        """Return whether the curve is the line between its ends: its other points are between them, in their order."""
        way = dist(self.start, self.first) + dist(self.first, self.second) + dist(self.second, self.end)
        return way - dist(self.start, self.end) < STRAIGHT_TOLERANCE

    def at(self, share: float) -> Point:
        """Return the point at ``share`` (0 to 1) of the curve's parameter."""
        a, b, c, d = _weigh_corners(share)
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = self.start, self.first, self.second, self.end
        return a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4

    def points(self, count: int = PARTS) -> list[Point]:
        """Return ``count`` + 1 points from the start of the curve to its end."""
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = self.start, self.first, self.second, self.end
        return [
            (a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4) for a, b, c, d in _weigh_corners_in_steps(count)
        ]

    def samples(self, spacing: float) -> list[Point]:
        """Return points at most ``spacing`` apart; of a straight curve those of equal parts, without a look at its points."""
        if self.is_straight:
            return space_points((self.start, self.end), spacing, PARTS)
        return space_points(self.points(), spacing)

    def samples_inside(self, spacing: float, frame: Box) -> list[Point]:
        """Return points at most ``spacing`` apart of the parts near a frame; as many as these parts are long."""
        corners = self.start, self.first, self.second, self.end
        bounds = bound_points(corners)
        if not bounds.grown(spacing).overlaps(frame):
            return []
        if max(bounds.right - bounds.left, bounds.bottom - bounds.top) <= MAX_SAMPLED_SPAN:
            return self.samples(spacing)
        return [point for half in self.split() for point in half.samples_inside(spacing, frame)]

    def split(self) -> tuple[Curve, Curve]:
        """Return the two halves of the curve, by de Casteljau’s algorithm."""
        a, b, c = (average_points(pair) for pair in pairwise((self.start, self.first, self.second, self.end)))
        ab, bc = average_points((a, b)), average_points((b, c))
        middle = average_points((ab, bc))
        return Curve(self.start, a, ab, middle), Curve(middle, bc, c, self.end)


@lru_cache(maxsize=256)
def _weigh_corners(share: float) -> tuple[float, float, float, float]:
    """Return the weights of the four points of a curve at a share of its parameter."""
    remainder = 1 - share
    return remainder**3, 3 * remainder**2 * share, 3 * remainder * share**2, share**3


@lru_cache(maxsize=16)
def _weigh_corners_in_steps(count: int) -> list[tuple[float, float, float, float]]:
    return [_weigh_corners(step / count) for step in range(count + 1)]


def make_straight_curve(start: Point, end: Point) -> Curve:
    """Return a straight line as a curve."""
    third = dist(start, end) / 3
    return Curve(start, move_toward(start, end, third), move_toward(end, start, third), end)


def measure_length(points: Sequence[Point]) -> float:
    """Return the length of the line through points."""
    return sum(dist(a, b) for a, b in pairwise(points))


def space_points(line: Sequence[Point], spacing: float, parts: int = 1) -> list[Point]:
    """Return points of a line, at most ``spacing`` apart, with its corners and those that divide each segment into equal ``parts``."""
    points = [line[0]]
    for (x, y), (u, v) in pairwise(line):
        width, height = u - x, v - y
        count = parts * (ceil(hypot(width, height) / parts / spacing) or 1)
        points += [(x + width * step / count, y + height * step / count) for step in range(1, count + 1)]
    return points


class Box(NamedTuple):
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


def bound_points(points: Iterable[Point]) -> Box:
    """Return the smallest box around points, at least one."""
    columns, rows = zip(*points, strict=True)
    return Box(min(columns), min(rows), max(columns), max(rows))


def measure_distance(point: Point, box: Box) -> float:
    """Return the distance of a point from a box; 0 if it is inside."""
    x, y = point
    return hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def clip_segment(start: Point, end: Point, frame: Box) -> tuple[Point, Point] | None:
    """Return the part of a segment inside a frame, or None (Liang and Barsky’s algorithm)."""
    (x, y), (u, v) = start, end
    low, high = 0.0, 1.0
    for step, room in ((x - u, x - frame.left), (u - x, frame.right - x), (y - v, y - frame.top), (v - y, frame.bottom - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    if low > high:
        return None
    return (x + (u - x) * low, y + (v - y) * low), (x + (u - x) * high, y + (v - y) * high)


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


def format_lines(lines: Iterable[Sequence[Point]], end: str = "", *, whole: bool = False) -> str:
    """Return several lines as the shortest path data: relative steps in tenths of a unit, each line from the end of the one before.

    ``end`` follows each line: ``z`` closes it. ``whole``: in whole units. Each point is rounded before steps are computed, so errors do not add up.
    """
    unit = 10 if whole else 1
    parts, (left, top) = list[str](), (0, 0)
    for line in lines:
        points = [(unit * round(x * 10 / unit), unit * round(y * 10 / unit)) for x, y in line]
        first = points[0]
        steps = [_format_pair(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        body = "".join(step if step.startswith("-") else " " + step for step in steps).lstrip()
        parts.append(f"m{_format_pair(first[0] - left, first[1] - top)}{'l' if body else ''}{body}{end}")
        left, top = first if end == "z" else points[-1]
    return "".join(parts)


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
