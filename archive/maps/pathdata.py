"""SVG path data of straight lines, in map units: written as short as SVG allows, and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.maps.curves import Point

LINE = re.compile(r"M([^Mlz]+)l([^Mlz]*)z?")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def written(line: Sequence[Sequence[float]], *, closed: bool = False) -> str:
    """One line as an absolute move and relative steps in tenths of a unit; each point is rounded first, so errors do not add up."""
    points = [(round(x * 10), round(y * 10)) for x, y, *_ in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    moves = [_pair(*step) for step in steps if step != (0, 0)]
    body = "".join(move if move.startswith("-") else " " + move for move in moves).lstrip()
    return f"M{_pair(*points[0])}l{body}" + ("z" if closed else "")


def lines(path: str) -> list[list[Point]]:
    """The corners of every line of such path data."""
    found = []
    for start, steps in LINE.findall(path):
        values = [float(value) for value in NUMBER.findall(start + " " + steps)]
        points = [(values[0], values[1])]
        for step in zip(values[2::2], values[3::2], strict=True):
            points.append((points[-1][0] + step[0], points[-1][1] + step[1]))
        found.append(points)
    return found


def _pair(x: int, y: int) -> str:
    second = _number(y)
    return _number(x) + ("" if second.startswith("-") else " ") + second


def _number(value: int) -> str:
    """Tenths of a unit as the shortest decimal SVG reads: 12 → 1.2, −5 → -.5."""
    return f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 and value else f"{value / 10:g}"
