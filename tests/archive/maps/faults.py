"""Faults of labels on maps, computed from the printed figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from archive.maps.geometry import Curve, PointGrid, make_square
from archive.maps.label_positions import has_overlap
from archive.maps.parts import MapFigure
from tests.support.map_figures import frame, labels, list_obstacles, mark_points

MARK = 6.0
CURVE = re.compile(r"M(\S+) (\S+)C(\S+) (\S+) (\S+) (\S+) (\S+) (\S+)")


def drawn_points(lines: str) -> list[tuple[float, float]]:
    """Return points along curves, parsed from their path data."""
    numbers = (list(map(float, match)) for match in CURVE.findall(re.sub(r"M", " M", lines)))
    return [point for n in numbers for point in Curve((n[0], n[1]), (n[2], n[3]), (n[4], n[5]), (n[6], n[7])).samples(3)]


def list_faults(figures: Iterable[tuple[str, MapFigure]]) -> list[tuple[str, ...]]:
    """Return labels that leave the frame or cover something."""
    faults = []
    for what, map_figure in figures:
        inside, texts = frame(map_figure), list(labels(map_figure))
        marks = [make_square(point, MARK) for point in mark_points(map_figure).values()] + list_obstacles(map_figure)
        lines = [flow.branches + flow.stream for flow in map_figure.flows] + [path.legs + path.broken for path in map_figure.paths]
        routes = PointGrid(point for line in lines for point in drawn_points(line))
        for label in texts:
            faults += [(what, label.words, "leaves the frame") for box in label.spot.boxes if not box.within(inside)]
            faults += [
                (what, label.words, "covers a mark") for box in label.spot.boxes if any(box.overlaps(mark) for mark in marks)
            ]
            faults += [(what, label.words, "covers a route") for box in label.spot.boxes if routes.count_inside(box)]
        faults += [(what, a.words, b.words) for a, b in combinations(texts, 2) if has_overlap(a.spot, b.spot)]
    return faults
