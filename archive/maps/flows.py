"""A route between two *sets* of places, as one flow: what the sources say, and no invented pairs.

A curve leaves each origin; all arrive on one tangent at a gathering point; one stream runs on; from its end a curve goes to each destination.
A single destination takes the stream itself. A shore takes three strokes without heads, for no place on it is named. The course is schematic:
it depends on the points given and nothing else, bends aside for marks, and never follows a road.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, hypot

from archive.maps.board import Board
from archive.maps.curves import Curve, Point, centre, moved, straight, toward, unit, way

LEAST_GAP = 50
GATHER, SPREAD = 0.25, 0.78
NARROW_GATHER, NARROW_SPREAD = 0.22, 0.55
START_GAP, END_GAP = 5, 9
BRANCH_HEAD, STREAM_HEAD, STREAM_INTO_HEAD = (10, 4.2), (15, 7), 0.7
REACHES = (0.55, 0.75, 0.95)
BENDS = (0, 0.12, -0.12, 0.26, -0.26)
STROKES, BEARING = (0.12, 0.5, 0.88), 0.12


Head = tuple[Point, Point, Point]


@dataclass(frozen=True)
class Course:
    """The drawn shape of one flow: its thin branches, its stream, and the heads at the destinations, the tip of each first."""

    branches: tuple[Curve, ...]
    stream: Curve
    heads: tuple[Head, ...]

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Every curve of the flow."""
        return (*self.branches, self.stream)


def course(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    *,
    shore: bool = False,
    marks: Sequence[Point] = (),
    drawn: Sequence[Sequence[Point]] = (),
) -> Course:
    """The course from ``origins`` to ``destinations`` (map units; neither empty).

    With ``shore`` the destinations are points along a coast. Branches bend away from ``marks`` and avoid crossing the lines
    already ``drawn`` where they can.
    """
    lone = len(destinations) == 1 and not shore
    start, end = stream_ends(origins, destinations)
    stream, tip = lone_stream(start, destinations[0]) if lone else (straight(start, end), end)
    heading = unit(start, tip)
    board = Board([*marks], [*drawn, stream.points()])
    branches = tuple(board.choose(arrivals(origin, start, heading), origin) for origin in origins)
    if lone:
        return Course(branches, stream, (head(tip, heading, STREAM_HEAD),))
    if shore:
        return Course((*branches, *(straight(end, stroke) for stroke in landings(end, destinations))), stream, ())
    leaving = tuple(board.choose(departures(end, heading, place), place) for place in destinations)
    heads = tuple(head(curve.end, unit(curve.second, curve.end), BRANCH_HEAD) for curve in leaving)
    return Course((*branches, *leaving), stream, heads)


def lone_stream(start: Point, place: Point) -> tuple[Curve, Point]:
    """The stream to a single destination, which ends inside its head, and the tip of that head, short of the place."""
    heading = unit(start, place)
    tip = moved(place, heading, -END_GAP)
    return straight(start, moved(tip, heading, -STREAM_HEAD[0] * STREAM_INTO_HEAD)), tip


def stream_ends(origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Point, Point]:
    """Where a flow gathers and where it spreads: on the line between the two centres, in the gap between the sets.

    Where the sets overlap along that line there is no gap, and fixed shares of its length are taken.
    """
    start, end = centre(origins), centre(destinations)
    heading, whole = unit(start, end), hypot(*way(start, end))
    low, high = max(progress(p, start, heading) for p in origins), min(progress(p, start, heading) for p in destinations)
    if high - low < LEAST_GAP:
        return moved(start, heading, NARROW_GATHER * whole), moved(start, heading, NARROW_SPREAD * whole)
    return moved(start, heading, low + GATHER * (high - low)), moved(start, heading, low + SPREAD * (high - low))


def progress(point: Point, start: Point, heading: Point) -> float:
    """How far along a heading a point lies."""
    x, y = way(start, point)
    return x * heading[0] + y * heading[1]


def arrivals(origin: Point, gather: Point, heading: Point) -> Iterator[Curve]:
    """Curves from an origin that reach the gathering point along the heading, the plainest first."""
    span = hypot(*way(origin, gather))
    for reach in REACHES:
        second = moved(gather, heading, -reach * span)
        for bend in BENDS:
            first = aside(origin, second, bend * span)
            yield Curve(toward(origin, first, START_GAP), first, second, gather)


def departures(spread: Point, heading: Point, place: Point) -> Iterator[Curve]:
    """Curves that leave the end of the stream along the heading and stop short of a place, the plainest first."""
    span = hypot(*way(spread, place))
    for reach in REACHES:
        first = moved(spread, heading, reach * span)
        for bend in BENDS:
            second = aside(place, first, bend * span)
            yield Curve(spread, first, second, toward(place, second, END_GAP))


def aside(start: Point, end: Point, distance: float) -> Point:
    """The middle of two points, pushed to one side."""
    x, y = unit(start, end)
    return moved(centre([start, end]), (-y, x), distance)


def landings(origin: Point, coast: Sequence[Point]) -> list[Point]:
    """Three points of a coast, spread over the angle under which it is seen from ``origin``; at each bearing the nearest."""
    ahead = unit(origin, centre(coast))
    seen = {point: bearing(origin, ahead, point) for point in coast}
    low, high = min(seen.values()), max(seen.values())
    bearings = (low + share * (high - low) for share in STROKES)
    near = {at: [point for point in seen if abs(seen[point] - at) < BEARING] or [*seen] for at in bearings}
    return [min(points, key=lambda point: hypot(*way(origin, point))) for points in near.values()]


def bearing(origin: Point, ahead: Point, point: Point) -> float:
    """The angle between a heading and the way to a point, in radians, clockwise on the map."""
    u, v = way(origin, point)
    return atan2(ahead[0] * v - ahead[1] * u, ahead[0] * u + ahead[1] * v)


def head(tip: Point, heading: Point, size: tuple[float, float]) -> Head:
    """The corners of an arrow head; ``size`` is its length and half its width in map units."""
    back = moved(tip, heading, -size[0])
    across = (-heading[1], heading[0])
    return tip, moved(back, across, size[1]), moved(back, across, -size[1])
