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


def drawn_points(lines: str) -> list[tuple[float, float]]:
    """Return points along curves and lines, parsed from their path data."""
    parts = lines.replace("M", " M")
    numbers = [list(map(float, match)) for pattern in (CURVE, LINE) for match in pattern.findall(parts)]
    ends = [list(zip(n[::2], n[1::2], strict=True)) for n in numbers]
    curves = [Curve(*points) if len(points) > 2 else make_straight_curve(*points) for points in ends]
    return [point for curve in curves for point in curve.samples(3)]


def list_faults(figures: Iterable[tuple[str, MapFigure]]) -> list[tuple[str, ...]]:
    """Return labels that leave the frame or cover something."""
    faults = []
    for what, map_figure in figures:
        inside, texts = frame(map_figure), list(labels(map_figure))
        marks = [make_square(point, MARK) for point in mark_points(map_figure).values()] + list_obstacles(map_figure)
        lines = [flow.branches + flow.stream for flow in map_figure.flows] + [path.legs + path.broken for path in map_figure.paths]
        routes = PointRows(point for line in lines for point in drawn_points(line))
        for label in texts:
            faults += [(what, label.words, "leaves the frame") for box in label.spot.boxes if not box.within(inside)]
            faults += [
                (what, label.words, "covers a mark") for box in label.spot.boxes if any(box.overlaps(mark) for mark in marks)
            ]
            faults += [(what, label.words, "covers a route") for box in label.spot.boxes if routes.count_inside(box)]
        faults += [(what, a.words, b.words) for a, b in combinations(texts, 2) if has_overlap(a.spot, b.spot)]
    return faults
