"""What a new branch of a route keeps clear of: the marks of camps, and the lines drawn before it. Everything is in map units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from archive.maps.curves import Curve, Point, length

CLEARANCE, CROWDED, CROSSED = 26, 12, 40


@dataclass
class Board:
    """The marks and the lines so far."""

    marks: list[Point]
    lines: list[Sequence[Point]]

    def choose(self, curves: Iterator[Curve], own: Point) -> Curve:
        """The curve of least cost, ties to the first; it joins the lines drawn. ``own`` is the mark it may touch."""
        others = [mark for mark in self.marks if mark != own]
        best = min(curves, key=lambda curve: self.cost(curve.points(), others))
        self.lines.append(best.points())
        return best

    def cost(self, line: list[Point], marks: list[Point]) -> float:
        """Length, crossings and closeness to marks."""
        crowding = sum(max(0.0, CLEARANCE - min(hypot(x - u, y - v) for u, v in line)) for x, y in marks)
        return length(line) + CROSSED * crossings(line, self.lines) + CROWDED * crowding


def crossings(line: Sequence[Point], others: Iterable[Sequence[Point]]) -> int:
    """How often a line through points crosses other such lines; ends that only touch do not count."""
    return sum(_cross(a, b, c, d) for other in others if _near(line, other) for a, b in pairwise(line) for c, d in pairwise(other))


def _near(line: Sequence[Point], other: Sequence[Point]) -> bool:
    return all(
        min(p[axis] for p in line) <= max(p[axis] for p in other) and min(p[axis] for p in other) <= max(p[axis] for p in line)
        for axis in (0, 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
