"""What a new branch of a route keeps clear of: the marks of camps, and the lines drawn before it. Everything is in map units.

A route between two *sets* of places, as one flow: what the sources say, and no invented pairs.

A curve leaves each origin; all arrive on one tangent at a gathering point; one stream runs on; from its end a curve goes to each destination.
A single destination takes the stream itself. A shore takes three strokes without heads, for no place on it is named. The course is schematic:
it depends on the points given and nothing else, bends aside for marks, and never follows a road.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot

from archive.maps.geometry import (
    Curve,
    Point,
    average_points,
    compute_direction,
    make_straight_curve,
    measure_length,
    move_along,
    move_toward,
    subtract_points,
)

MARK_CLEARANCE, CROWDING_COST, CROSSING_COST = 26, 12, 40


@dataclass
class BranchPlanner:
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
        crowding = sum(max(0.0, MARK_CLEARANCE - min(hypot(x - u, y - v) for u, v in line)) for x, y in marks)
        return measure_length(line) + CROSSING_COST * count_crossings(line, self.lines) + CROWDING_COST * crowding


def count_crossings(line: Sequence[Point], others: Iterable[Sequence[Point]]) -> int:
    """How often a line through points crosses other such lines; ends that only touch do not count."""
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


MIN_GAP = 50
GATHER_SHARE, SPREAD_SHARE = 0.25, 0.78
NARROW_GATHER_SHARE, NARROW_SPREAD_SHARE = 0.22, 0.55
START_GAP, END_GAP = 5, 9
BRANCH_HEAD, STREAM_HEAD, STREAM_INTO_HEAD = (10, 4.2), (15, 7), 0.7
REACH_SHARES = (0.55, 0.75, 0.95)
BEND_SHARES = (0, 0.12, -0.12, 0.26, -0.26)
STROKE_SHARES, BEARING_TOLERANCE = (0.12, 0.5, 0.88), 0.12


ArrowHead = tuple[Point, Point, Point]


@dataclass(frozen=True)
class FlowCourse:
    """The drawn shape of one flow: its thin branches, its stream, and the heads at the destinations, the tip of each first."""

    branches: tuple[Curve, ...]
    stream: Curve
    heads: tuple[ArrowHead, ...]

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Every curve of the flow."""
        return (*self.branches, self.stream)


def compute_course(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    *,
    shore: bool = False,
    marks: Sequence[Point] = (),
    drawn: Sequence[Sequence[Point]] = (),
) -> FlowCourse:
    """The course from ``origins`` to ``destinations`` (map units; neither empty).

    With ``shore`` the destinations are points along a coast. Branches bend away from ``marks`` and avoid crossing the lines
    already ``drawn`` where they can.
    """
    lone = len(destinations) == 1 and not shore
    start, end = find_stream_ends(origins, destinations)
    stream, tip = make_lone_stream(start, destinations[0]) if lone else (make_straight_curve(start, end), end)
    heading = compute_direction(start, tip)
    board = BranchPlanner([*marks], [*drawn, stream.points()])
    branches = tuple(board.choose(propose_arrivals(origin, start, heading), origin) for origin in origins)
    if lone:
        return FlowCourse(branches, stream, (make_arrow_head(tip, heading, STREAM_HEAD),))
    if shore:
        return FlowCourse(
            (*branches, *(make_straight_curve(end, stroke) for stroke in find_landings(end, destinations))), stream, ()
        )
    leaving = tuple(board.choose(propose_departures(end, heading, place), place) for place in destinations)
    heads = tuple(make_arrow_head(curve.end, compute_direction(curve.second, curve.end), BRANCH_HEAD) for curve in leaving)
    return FlowCourse((*branches, *leaving), stream, heads)


def make_lone_stream(start: Point, place: Point) -> tuple[Curve, Point]:
    """The stream to a single destination, which ends inside its head, and the tip of that head, short of the place."""
    heading = compute_direction(start, place)
    tip = move_along(place, heading, -END_GAP)
    return make_straight_curve(start, move_along(tip, heading, -STREAM_HEAD[0] * STREAM_INTO_HEAD)), tip


def find_stream_ends(origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Point, Point]:
    """Where a flow gathers and where it spreads: on the line between the two centres, in the gap between the sets.

    Where the sets overlap along that line there is no gap, and fixed shares of its length are taken.
    """
    start, end = average_points(origins), average_points(destinations)
    heading, whole = compute_direction(start, end), hypot(*subtract_points(start, end))
    low, high = (
        max(measure_progress(p, start, heading) for p in origins),
        min(measure_progress(p, start, heading) for p in destinations),
    )
    if high - low < MIN_GAP:
        return move_along(start, heading, NARROW_GATHER_SHARE * whole), move_along(start, heading, NARROW_SPREAD_SHARE * whole)
    return move_along(start, heading, low + GATHER_SHARE * (high - low)), move_along(
        start, heading, low + SPREAD_SHARE * (high - low)
    )


def measure_progress(point: Point, start: Point, heading: Point) -> float:
    """How far along a heading a point lies."""
    x, y = subtract_points(start, point)
    return x * heading[0] + y * heading[1]


def propose_arrivals(origin: Point, gather: Point, heading: Point) -> Iterator[Curve]:
    """Curves from an origin that reach the gathering point along the heading, the plainest first."""
    span = hypot(*subtract_points(origin, gather))
    for reach in REACH_SHARES:
        second = move_along(gather, heading, -reach * span)
        for bend in BEND_SHARES:
            first = push_aside(origin, second, bend * span)
            yield Curve(move_toward(origin, first, START_GAP), first, second, gather)


def propose_departures(spread: Point, heading: Point, place: Point) -> Iterator[Curve]:
    """Curves that leave the end of the stream along the heading and stop short of a place, the plainest first."""
    span = hypot(*subtract_points(spread, place))
    for reach in REACH_SHARES:
        first = move_along(spread, heading, reach * span)
        for bend in BEND_SHARES:
            second = push_aside(place, first, bend * span)
            yield Curve(spread, first, second, move_toward(place, second, END_GAP))


def push_aside(start: Point, end: Point, distance: float) -> Point:
    """The middle of two points, pushed to one side."""
    x, y = compute_direction(start, end)
    return move_along(average_points([start, end]), (-y, x), distance)


def find_landings(origin: Point, coast: Sequence[Point]) -> list[Point]:
    """Three points of a coast, spread over the angle under which it is seen from ``origin``; at each bearing the nearest."""
    ahead = compute_direction(origin, average_points(coast))
    seen = {point: measure_bearing(origin, ahead, point) for point in coast}
    low, high = min(seen.values()), max(seen.values())
    bearings = (low + share * (high - low) for share in STROKE_SHARES)
    near = {at: [point for point in seen if abs(seen[point] - at) < BEARING_TOLERANCE] or [*seen] for at in bearings}
    return [min(points, key=lambda point: hypot(*subtract_points(origin, point))) for points in near.values()]


def measure_bearing(origin: Point, ahead: Point, point: Point) -> float:
    """The angle between a heading and the way to a point, in radians, clockwise on the map."""
    u, v = subtract_points(origin, point)
    return atan2(ahead[0] * v - ahead[1] * u, ahead[0] * u + ahead[1] * v)


def make_arrow_head(tip: Point, heading: Point, size: tuple[float, float]) -> ArrowHead:
    """The corners of an arrow head; ``size`` is its length and half its width in map units."""
    back = move_along(tip, heading, -size[0])
    across = (-heading[1], heading[0])
    return tip, move_along(back, across, size[1]), move_along(back, across, -size[1])
