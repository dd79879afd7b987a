"""The course of a march told stop by stop: straight legs in the order of the account, with arrow heads that tell the direction.

A leg means order alone, not a road. A leg on which the account omits stops is broken in its middle. A split is several legs from one stop, a
merger several legs to one. Everything is in map units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import dist

from archive.maps.flows import ArrowHead, make_arrow_head
from archive.maps.geometry import (
    Curve,
    Point,
    compute_direction,
    format_points,
    make_square,
    make_straight_curve,
    move_along,
    move_toward,
)
from archive.maps.grids import PointGrid
from archive.maps.map_view import MapView
from archive.maps.parts import MapPath
from archive.maps.path_courses import PathCourse
from archive.maps.projection import project_to_units

# Distances of a leg from its stops; share of a broken leg that is drawn at each end; length from which a break has three dots.
STOP_GAP, BROKEN_SHARE, DOTS_LENGTH = 4.5, 0.3, 44.0
# Shares of a leg where the dots of a break are; half their length.
DOT_SHARES, DOT_REACH = (0.42, 0.5, 0.58), 0.9
# Length and half the width of an arrow head; length of the shortest leg that has one; least distance of two heads of one march.
HEAD, MIN_HEADED, HEAD_DISTANCE = (11.0, 4.6), 20.0, 34.0


def compute_path_course(path: MapPath, view: MapView) -> PathCourse:
    """Return the course of a march in a view. Raises IndexError if a leg names a stop that there is not."""
    stops = tuple(view.place(project_to_units(stop.latitude, stop.longitude)) for stop in path.stops)
    legs, broken, dots = list[Curve](), list[Curve](), list[tuple[Point, Point]]()
    for leg in path.legs:
        start, end = stops[leg.start], stops[leg.end]
        length = dist(start, end)
        if length <= 2 * STOP_GAP:
            continue
        first, last = move_toward(start, end, STOP_GAP), move_toward(end, start, STOP_GAP)
        if leg.broken:
            reach = BROKEN_SHARE * length
            broken += [
                make_straight_curve(first, move_toward(start, end, reach)),
                make_straight_curve(move_toward(end, start, reach), last),
            ]
            dots += _make_dots(start, end) if length >= DOTS_LENGTH else []
        else:
            legs.append(make_straight_curve(first, last))
    return PathCourse(stops, tuple(legs), tuple(broken), tuple(dots), tuple(_place_heads(path, stops)))


def _make_dots(start: Point, end: Point) -> list[tuple[Point, Point]]:
    heading, length = compute_direction(start, end), dist(start, end)
    middles = (move_along(start, heading, share * length) for share in DOT_SHARES)
    return [(move_along(middle, heading, -DOT_REACH), move_along(middle, heading, DOT_REACH)) for middle in middles]


def _place_heads(path: MapPath, stops: Sequence[Point]) -> list[ArrowHead]:
    """Return heads at the ends of the march, and on the legs that are long enough, the longest first; no two near each other."""
    leaving = {leg.start for leg in path.legs}
    before = {leg.end: leg.start for leg in path.legs}
    steps = [(_walk_back(end, before, stops), stops[end]) for end in sorted(before.keys() - leaving)]
    longest = sorted(path.legs, key=lambda leg: -dist(stops[leg.start], stops[leg.end]))
    steps += [(stops[leg.start], stops[leg.end]) for leg in longest]
    heads, near = list[ArrowHead](), PointGrid()
    for start, end in steps:
        tip = move_toward(end, start, STOP_GAP + 1)
        if dist(start, end) >= MIN_HEADED and not near.has_inside(make_square(tip, HEAD_DISTANCE)):
            heads.append(make_arrow_head(tip, compute_direction(start, end), HEAD))
            near.extend([tip])
    return heads


def _walk_back(stop: int, before: Mapping[int, int], stops: Sequence[Point]) -> Point:
    """Return the last earlier stop from which there is space for an arrow head to a stop, or else the first."""
    earlier, seen = before[stop], {stop}
    while dist(stops[earlier], stops[stop]) < MIN_HEADED and earlier in before and earlier not in seen:
        seen.add(earlier)
        earlier = before[earlier]
    return stops[earlier]


def format_dots(dots: Sequence[tuple[Point, Point]]) -> str:
    """Return the dots of breaks as path data."""
    return "".join(f"M{format_points(start)}L{format_points(end)}" for start, end in dots)
