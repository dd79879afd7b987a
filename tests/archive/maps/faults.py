"""Faults of labels on maps, computed from the printed figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from archive.maps.geometry import Curve, make_square, make_straight_curve
from archive.maps.grids import PointRows
from archive.maps.label_positions import has_overlap
from archive.maps.parts import MapFigure
from tests.support.map_figures import frame, labels, list_obstacles, mark_points

MARK = 6.0
CURVE = re.compile(r"M(\S+) (\S+)C(\S+) (\S+) (\S+) (\S+) (\S+) (\S+)")
LINE = re.compile(r"M(\S+) (\S+)L(\S+) (\S+)")
# Path data of ``format_lines``: moves and steps, all of them relative
STEP = re.compile(r"([ml])([^ml]+)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def drawn_points(lines: str) -> list[tuple[float, float]]:
    """Return points along curves and lines, parsed from their path data."""
    parts = lines.replace("M", " M")
    numbers = [list(map(float, match)) for pattern in (CURVE, LINE) for match in pattern.findall(parts)]
    ends = [list(zip(n[::2], n[1::2], strict=True)) for n in numbers]
    curves = [Curve(*points) if len(points) > 2 else make_straight_curve(*points) for points in ends]
    return [point for curve in curves for point in curve.samples(3)]


def march_points(legs: str) -> list[tuple[float, float]]:
    """Return points along the legs of a march, parsed from their path data."""
    at, points = (0.0, 0.0), list[tuple[float, float]]()
    for kind, numbers in STEP.findall(legs):
        x, y = map(float, NUMBER.findall(numbers))
        start, at = at, (at[0] + x, at[1] + y)
        points += make_straight_curve(start, at).samples(3) if kind == "l" else []
    return points


def list_faults(figures: Iterable[tuple[str, MapFigure]]) -> list[tuple[str, ...]]:
    """Return labels that leave the frame or cover something."""
    faults = []
    for what, map_figure in figures:
        inside, texts = frame(map_figure), list(labels(map_figure))
        marks = [make_square(point, MARK) for point in mark_points(map_figure).values()] + list_obstacles(map_figure)
        drawn = [drawn_points(flow.branches + flow.stream) for flow in map_figure.flows]
        routes = PointRows(
            point for points in (*drawn, *(march_points(path.legs) for path in map_figure.paths)) for point in points
        )
        for label in texts:
            faults += [(what, label.words, "leaves the frame") for box in label.spot.boxes if not box.within(inside)]
            faults += [
                (what, label.words, "covers a mark") for box in label.spot.boxes if any(box.overlaps(mark) for mark in marks)
            ]
            faults += [(what, label.words, "covers a route") for box in label.spot.boxes if routes.count_inside(box)]
        faults += [(what, a.words, b.words) for a, b in combinations(texts, 2) if has_overlap(a.spot, b.spot)]
    return faults
