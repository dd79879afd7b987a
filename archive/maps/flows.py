"""The course of a route on the map: one flow between two *sets* of places, because sources name sets and no pairs.

A curve leaves each origin; all arrive on one tangent at a gathering point; one stream continues; from its end a curve goes to each
destination. A single destination is reached by the stream itself. A shore is reached by three strokes without heads, because no place on
it is named. The course is schematic: it depends on the points only, bends to avoid marks, and never follows a road.

Everything is in map units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, dist

from archive.maps import geometry
from archive.maps.geometry import Curve, Point

# Distance within which a line is too close to a mark; cost of each unit closer, and of a crossing, in units of length.
MARK_CLEARANCE, CROWDING_COST, CROSSING_COST = 26, 12, 40
# Minimum gap between the sets; shares of the gap at which a flow gathers and spreads; shares of the whole length without a gap.
MIN_GAP = 50
GATHER_SHARE, SPREAD_SHARE = 0.25, 0.78
NARROW_GATHER_SHARE, NARROW_SPREAD_SHARE = 0.22, 0.55
# Distances that lines keep from a place.
START_GAP, END_GAP = 5, 9
# Lengths and half widths of arrow heads; share of its head that the stream enters.
BRANCH_HEAD, STREAM_HEAD, STREAM_INTO_HEAD = (10, 4.2), (15, 7), 0.7
# Control points of a branch, as shares of its length: along the stream, and to one side.
REACH_SHARES = (0.55, 0.75, 0.95)
BEND_SHARES = (0, 0.12, -0.12, 0.26, -0.26)
# Bearings of the strokes towards a shore, as shares of its angle; tolerance in radians.
STROKE_SHARES, BEARING_TOLERANCE = (0.12, 0.5, 0.88), 0.12

ArrowHead = tuple[Point, Point, Point]


@dataclass
class BranchPlanner:
    """The marks that a new branch avoids, and the lines drawn so far."""

    marks: list[Point]
    lines: list[Sequence[Point]]

    def choose(self, curves: Iterator[Curve], own: Point) -> Curve:
        """Return the curve of least cost, the first of equals, and add it to the lines. ``own`` is the mark that it may touch."""
        marks = [mark for mark in self.marks if mark != own]
        best = min(curves, key=lambda curve: self.measure_cost(curve.points(), marks))
        self.lines.append(best.points())
        return best

    def measure_cost(self, line: list[Point], marks: list[Point]) -> float:
        """Return the cost of length, crossings and closeness to marks."""
        crowding = sum(max(0.0, MARK_CLEARANCE - min(dist(mark, point) for point in line)) for mark in marks)
        return geometry.measure_length(line) + CROSSING_COST * count_crossings(line, self.lines) + CROWDING_COST * crowding


def count_crossings(line: Sequence[Point], others: Iterable[Sequence[Point]]) -> int:
    """Return how often a line through points crosses other such lines; ends that only touch do not count."""
    return sum(
        _is_crossing(a, b, c, d)
        for other in others
        if _has_overlapping_bounds(line, other)
        for a, b in pairwise(line)
        for c, d in pairwise(other)
    )


def _has_overlapping_bounds(line: Sequence[Point], other: Sequence[Point]) -> bool:
    return all(
        min(p[axis] for p in line) <= max(p[axis] for p in other) and min(p[axis] for p in other) <= max(p[axis] for p in line)
        for axis in (0, 1)
    )


def _is_crossing(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _compute_turn(a, b, c) * _compute_turn(a, b, d) < 0 and _compute_turn(c, d, a) * _compute_turn(c, d, b) < 0


def _compute_turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


@dataclass(frozen=True)
class FlowCourse:
    """The shape of a flow: its thin branches, its stream, and the arrow heads at the destinations, the tip of each first."""

    branches: tuple[Curve, ...]
    stream: Curve
    heads: tuple[ArrowHead, ...]

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Return every curve of the flow."""
        return (*self.branches, self.stream)


def compute_course(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    *,
    shore: bool = False,
    marks: Sequence[Point] = (),
    lines: Sequence[Sequence[Point]] = (),
) -> FlowCourse:
    """Return the course from ``origins`` to ``destinations``, neither of them empty.

    With ``shore`` the destinations are points along a coast. Branches bend away from ``marks`` and avoid crossing the existing
    ``lines`` where they can.
    """
    start, end = find_stream_ends(origins, destinations)
    tip, heads = end, tuple[ArrowHead, ...]()
    if has_one_place := len(destinations) == 1 and not shore:
        heading = geometry.compute_direction(start, destinations[0])
        tip = geometry.move_along(destinations[0], heading, -END_GAP)
        end = geometry.move_along(tip, heading, -STREAM_HEAD[0] * STREAM_INTO_HEAD)
    stream, heading = geometry.make_straight_curve(start, end), geometry.compute_direction(start, tip)
    planner = BranchPlanner([*marks], [*lines, stream.points()])
    branches = [planner.choose(propose_arrivals(origin, start, heading), origin) for origin in origins]
    if has_one_place:
        heads = (make_arrow_head(tip, heading, STREAM_HEAD),)
    elif shore:
        branches += [geometry.make_straight_curve(end, landing) for landing in find_landings(end, destinations)]
    else:
        leaving = [planner.choose(propose_departures(end, heading, place), place) for place in destinations]
        branches += leaving
        heads = tuple(
            make_arrow_head(curve.end, geometry.compute_direction(curve.second, curve.end), BRANCH_HEAD) for curve in leaving
        )
    return FlowCourse(tuple(branches), stream, heads)


def find_stream_ends(origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Point, Point]:
    """Return where a flow gathers and where it spreads: on the line between the two centres, in the gap between the sets.

    Where the sets overlap along that line there is no gap, and fixed shares of its length are used.
    """
    start, end = geometry.average_points(origins), geometry.average_points(destinations)
    heading = geometry.compute_direction(start, end)
    low = max(measure_progress(point, start, heading) for point in origins)
    gap = min(measure_progress(point, start, heading) for point in destinations) - low
    shares = GATHER_SHARE, SPREAD_SHARE
    if gap < MIN_GAP:
        low, gap, shares = 0, dist(start, end), (NARROW_GATHER_SHARE, NARROW_SPREAD_SHARE)
    gather, spread = (geometry.move_along(start, heading, low + share * gap) for share in shares)
    return gather, spread


def measure_progress(point: Point, start: Point, heading: Point) -> float:
    """Return how far along a heading a point is."""
    x, y = geometry.subtract_points(start, point)
    return x * heading[0] + y * heading[1]


def propose_arrivals(origin: Point, gather: Point, heading: Point) -> Iterator[Curve]:
    """Yield curves from an origin that reach the gathering point along the heading, the straightest first."""
    span = dist(origin, gather)
    for reach in REACH_SHARES:
        second = geometry.move_along(gather, heading, -reach * span)
        for bend in BEND_SHARES:
            first = push_aside(origin, second, bend * span)
            yield Curve(geometry.move_toward(origin, first, START_GAP), first, second, gather)


def propose_departures(spread: Point, heading: Point, place: Point) -> Iterator[Curve]:
    """Yield curves that leave the stream's end along the heading and stop before a place, the straightest first."""
    span = dist(spread, place)
    for reach in REACH_SHARES:
        first = geometry.move_along(spread, heading, reach * span)
        for bend in BEND_SHARES:
            second = push_aside(place, first, bend * span)
            yield Curve(spread, first, second, geometry.move_toward(place, second, END_GAP))


def push_aside(start: Point, end: Point, distance: float) -> Point:
    """Return the middle of two points, moved to one side."""
    x, y = geometry.compute_direction(start, end)
    return geometry.move_along(geometry.average_points([start, end]), (-y, x), distance)


def find_landings(origin: Point, coast: Sequence[Point]) -> list[Point]:
    """Return three points of a coast, at bearings spread over its angle from ``origin``; at each bearing the nearest."""
    ahead = geometry.compute_direction(origin, geometry.average_points(coast))
    bearings = {point: measure_bearing(origin, ahead, point) for point in coast}
    low, high = min(bearings.values()), max(bearings.values())
    landings = []
    for share in STROKE_SHARES:
        target = low + share * (high - low)
        near = [point for point in bearings if abs(bearings[point] - target) < BEARING_TOLERANCE]
        landings.append(min(near or bearings, key=lambda point: dist(origin, point)))
    return landings


def measure_bearing(origin: Point, ahead: Point, point: Point) -> float:
    """Return the angle between a heading and the direction to a point, in radians, clockwise on the map."""
    u, v = geometry.subtract_points(origin, point)
    return atan2(ahead[0] * v - ahead[1] * u, ahead[0] * u + ahead[1] * v)


def make_arrow_head(tip: Point, heading: Point, size: tuple[float, float]) -> ArrowHead:
    """Return the corners of an arrow head, the tip first; ``size`` is its length and half its width."""
    back = geometry.move_along(tip, heading, -size[0])
    across = (-heading[1], heading[0])
    return tip, geometry.move_along(back, across, size[1]), geometry.move_along(back, across, -size[1])
