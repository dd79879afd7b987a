"""A route between two *sets* of places, as one flow: what the sources say, and no invented pairs.

A curve leaves each origin; all arrive on one tangent at a gathering point; one stream runs on; from its end a curve goes to each destination.
A single destination takes the stream itself. A shore takes three strokes without heads, for no place on it is named. The course is schematic:
it depends on the points given and nothing else, bends aside for marks, and never follows a road.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, hypot

from archive.maps.curves import Curve, Point, centre, crossings, length, moved, straight, text, toward, unit

LEAST_GAP = 50
GATHER, SPREAD = 0.25, 0.78
NARROW_GATHER, NARROW_SPREAD = 0.22, 0.55
CLEARANCE = 26
START_GAP, END_GAP = 5, 9
BRANCH_HEAD, STREAM_HEAD = (10, 4.2), (15, 7)
REACHES = (0.55, 0.75, 0.95)
BENDS = (0, 0.12, -0.12, 0.26, -0.26)
STROKES = (0.12, 0.5, 0.88)


@dataclass(frozen=True)
class Course:
    """The drawn shape of one flow: its thin branches, its stream, and the heads at the destinations as path data."""

    branches: tuple[Curve, ...]
    stream: Curve
    heads: tuple[str, ...]

    def lines(self) -> list[list[Point]]:
        """Every curve of the flow as a line through points."""
        return [curve.points() for curve in (*self.branches, self.stream)]


def course(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    *,
    shore: bool = False,
    gather: Point | None = None,
    spread: Point | None = None,
    marks: Sequence[Point] = (),
    drawn: Sequence[Sequence[Point]] = (),
) -> Course:
    """The course from ``origins`` to ``destinations`` (map units; neither empty).

    With ``shore`` the destinations are points along a coast. ``gather`` and ``spread`` override the ends of the stream.
    Branches bend away from ``marks`` and avoid crossing the lines already ``drawn`` where they can.
    """
    lone = len(destinations) == 1
    start, end = stream_ends(origins, destinations)
    start, end = gather or start, destinations[0] if lone else spread or end
    heading = unit(start, end)
    tip = moved(end, heading, -END_GAP) if lone else end
    stream = straight(start, moved(tip, heading, -STREAM_HEAD[0] * 0.7) if lone else tip)
    board = Board([*marks], [*drawn, stream.points()])
    branches = [board.choose(arrivals(origin, start, heading), origin) for origin in origins]
    if lone:
        return Course(tuple(branches), stream, (head(tip, heading, STREAM_HEAD),))
    if shore:
        strokes = [straight(end, stroke) for stroke in landings(end, destinations)]
        return Course((*branches, *strokes), stream, ())
    leaving = [board.choose(departures(end, heading, place), place) for place in destinations]
    heads = tuple(head(curve.end, unit(curve.second, curve.end), BRANCH_HEAD) for curve in leaving)
    return Course((*branches, *leaving), stream, heads)


def stream_ends(origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Point, Point]:
    """Where a flow gathers and where it spreads: on the line between the two centres, in the gap between the sets.

    Where the sets overlap along that line there is no gap, and fixed shares of its length are taken.
    """
    start, end = centre(origins), centre(destinations)
    heading, whole = unit(start, end), hypot(end[0] - start[0], end[1] - start[1])
    low, high = max(progress(p, start, heading) for p in origins), min(progress(p, start, heading) for p in destinations)
    if high - low < LEAST_GAP:
        return moved(start, heading, NARROW_GATHER * whole), moved(start, heading, NARROW_SPREAD * whole)
    return moved(start, heading, low + GATHER * (high - low)), moved(start, heading, low + SPREAD * (high - low))


def progress(point: Point, start: Point, heading: Point) -> float:
    """How far along a heading a point lies."""
    return (point[0] - start[0]) * heading[0] + (point[1] - start[1]) * heading[1]


def arrivals(origin: Point, gather: Point, heading: Point) -> Iterator[Curve]:
    """Curves from an origin that reach the gathering point along the heading, the plainest first."""
    span = hypot(gather[0] - origin[0], gather[1] - origin[1])
    for reach in REACHES:
        second = moved(gather, heading, -reach * span)
        for bend in BENDS:
            first = aside(origin, second, bend * span)
            yield Curve(toward(origin, first, START_GAP), first, second, gather)


def departures(spread: Point, heading: Point, place: Point) -> Iterator[Curve]:
    """Curves that leave the end of the stream along the heading and stop short of a place, the plainest first."""
    span = hypot(place[0] - spread[0], place[1] - spread[1])
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
    x, y = unit(origin, centre(coast))
    seen = sorted((atan2(u * y - v * x, u * x + v * y), hypot(u, v), (u, v)) for u, v in ((p[0] - origin[0], p[1] - origin[1]) for p in coast))
    low, high = seen[0][0], seen[-1][0]
    chosen = []
    for share in STROKES:
        bearing = low + share * (high - low)
        _, _, (u, v) = min(seen, key=lambda item: (abs(item[0] - bearing) > 0.12, item[1], abs(item[0] - bearing)))
        chosen.append((origin[0] + u, origin[1] + v))
    return chosen


def head(tip: Point, heading: Point, size: tuple[float, float]) -> str:
    """A filled arrow head (path data), ``size`` its length and half its width."""
    back = moved(tip, heading, -size[0])
    across = (-heading[1], heading[0])
    return f"M{text(tip)}L{text(moved(back, across, size[1]), moved(back, across, -size[1]))}Z"


@dataclass
class Board:
    """What a new branch should keep clear of."""

    marks: list[Point]
    lines: list[Sequence[Point]]

    def choose(self, curves: Iterator[Curve], own: Point) -> Curve:
        """The curve of least cost, ties to the first; it joins the lines drawn. ``own`` is the mark it may touch."""
        others = [mark for mark in self.marks if mark != own]
        best = min(curves, key=lambda curve: self.cost(curve.points(), others))
        self.lines.append(best.points())
        return best

    def cost(self, line: list[Point], marks: list[Point]) -> float:
        """Length, crossings and closeness to marks, in map units."""
        crowding = sum(max(0.0, CLEARANCE - min(hypot(x - u, y - v) for u, v in line)) for x, y in marks)
        return length(line) + 40 * crossings(line, self.lines) + 12 * crowding
