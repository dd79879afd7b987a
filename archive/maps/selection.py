"""What a map names, and what it counts: at most as many names as are legible, and clusters of all other places.

Places are named in the order of their importance, unless their marks would touch or many names would crowd one part of the map. All others are
gathered by the cells of a grid: a cluster leads to the map of its cell. A single one has a mark without a name. Everything is in map units.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, sin, tau

from archive.maps.areas import MapArea, find_cell
from archive.maps.geometry import Box, Point, average_points, make_square
from archive.maps.grids import BoxGrid
from archive.maps.parts import MapPlace

# Least distance of two marks; sides of the parts of a map that have at most CROWD names each once not all places are named.
MARK_DISTANCE, PART_SIZE, CROWD = 17.0, 125.0, 3
# Distance that a cluster keeps from marks and other clusters; steps of the search for its place.
CLUSTER_GAP, SPIRAL_STEP, SPIRAL_TURNS = 3.0, 6.0, 60


@dataclass(frozen=True)
class PlaceCluster:
    """Places that the map counts: at ``point``, within ``radius``; ``area`` is what its link leads to, None if there is no narrower map."""

    members: tuple[MapPlace, ...]
    point: Point
    radius: float
    area: MapArea | None


@dataclass(frozen=True)
class MapSelection:
    """The places with a mark inside a frame: ``named``, most important first; ``single``, marks without a name; ``clusters`` of others.

    ``anchors``: where lines to each place end, its own mark or its cluster's circle; ``radii`` of the circles, by their points.
    """

    named: list[MapPlace]
    single: list[MapPlace]
    clusters: list[PlaceCluster]
    anchors: dict[str, Point] = field(default_factory=dict)


def select_places(
    ranked: Sequence[MapPlace],
    points: Mapping[str, Point],
    frame: Box,
    *,
    limit: int,
    level: int,
    radius: float,
    area: MapArea | None = None,
) -> MapSelection:
    """Return what is named of places in a frame, ``ranked`` by importance; at most ``limit``.

    ``level`` is that of the cells that clusters gather, ``radius`` that of a circle for two digits, ``area`` the part that the map shows. Cost: n log n.
    """
    named, others = _thin_out(ranked, points, limit)
    circles = BoxGrid(make_square(points[place.identifier], MARK_DISTANCE / 2) for place in named)
    groups: dict[MapArea, list[MapPlace]] = defaultdict(list)
    for place in others:
        groups[find_cell(place.latitude, place.longitude, level)].append(place)
    single, crowded = list[MapPlace](), dict[MapArea, list[MapPlace]]()
    for cell, members in groups.items():
        mark = make_square(points[members[0].identifier], MARK_DISTANCE / 2)
        if len(members) == 1 and not circles.has_overlap(mark):
            single.append(members[0])
            circles.add(mark)
        else:
            crowded[cell] = members
    clusters = list(_place_clusters(crowded, points, frame, circles, radius, area))
    anchors = {place.identifier: points[place.identifier] for place in (*named, *single)}
    anchors |= {place.identifier: cluster.point for cluster in clusters for place in cluster.members}
    return MapSelection(named, single, clusters, anchors)


def _thin_out(ranked: Sequence[MapPlace], points: Mapping[str, Point], limit: int) -> tuple[list[MapPlace], list[MapPlace]]:
    """Return the places to name, and the others."""
    is_crowded, marks = len(ranked) > limit, BoxGrid()
    named, others, crowds = list[MapPlace](), list[MapPlace](), Counter[tuple[float, float]]()
    for place in ranked:
        if len(named) >= limit:
            others.append(place)
            continue
        point = points[place.identifier]
        part, mark = (point[0] // PART_SIZE, point[1] // PART_SIZE), make_square(point, MARK_DISTANCE / 2)
        if (is_crowded and crowds[part] >= CROWD) or marks.has_overlap(mark):
            others.append(place)
            continue
        named.append(place)
        marks.add(mark)
        crowds[part] += 1
    return named, others


def _place_clusters(
    groups: Mapping[MapArea, Sequence[MapPlace]],
    points: Mapping[str, Point],
    frame: Box,
    taken: BoxGrid,
    radius: float,
    area: MapArea | None,
) -> Iterator[PlaceCluster]:
    """Yield the clusters, the largest first, each as near to the middle of its places as there is room."""
    for cell, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        reach = measure_radius(len(members), radius)
        inner = frame.grown(-reach)
        middle = average_points([points[place.identifier] for place in members])
        proposals = (point for point in _walk_spiral(middle) if inner.contains(point))
        free = (point for point in proposals if not taken.has_overlap(make_square(point, reach + CLUSTER_GAP)))
        point = next(free, None)
        if point is None:
            point = _push_inside(middle, inner)
        taken.add(make_square(point, reach + CLUSTER_GAP))
        yield PlaceCluster(tuple(members), point, reach, None if area and cell.covers(area) else cell)


def measure_radius(count: int, radius: float) -> float:
    """Return the radius of a circle with a number; ``radius`` is that for two digits."""
    return radius * (1 + 0.25 * max(0, len(str(count)) - 2))


def _walk_spiral(middle: Point) -> Iterator[Point]:
    yield middle
    for turn in range(1, SPIRAL_TURNS):
        reach = turn * SPIRAL_STEP
        steps = ceil(tau * turn)
        for step in range(steps):
            yield middle[0] + reach * cos(tau * step / steps), middle[1] + reach * sin(tau * step / steps)


def _push_inside(point: Point, frame: Box) -> Point:
    return min(max(point[0], frame.left), frame.right), min(max(point[1], frame.top), frame.bottom)
