"""The course of a march told stop by stop: straight legs in the order of the account, with arrow heads that tell the direction.

A leg means order alone, not a road. A leg on which the account omits stops is broken in its middle. A split is several legs from one stop, a
merger several legs to one. Marches that have a leg in common are drawn side by side on it. Everything is in map units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import dist
from types import MappingProxyType
from typing import NamedTuple

from archive.maps.flows import ArrowHead, make_arrow_head
from archive.maps.geometry import (
    Curve,
    Point,
    compute_direction,
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
# Shares of a leg where the dots of a break are.
DOT_SHARES = (0.42, 0.5, 0.58)
# Length and half the width of an arrow head; length of the shortest leg that has one; least distance of two heads of one march, and their number.
HEAD, MIN_HEADED, HEAD_DISTANCE, MAX_HEADS = (11.0, 4.6), 20.0, 34.0, 8
# Distance of the lines of marches that have a leg in common, side by side, and of their heads along it.
LANE_WIDTH, HEAD_STEP = 8.0, 15.0
# Maximum legs of one march beside one leg of another.
MAX_STEPS = 4


class Lane(NamedTuple):
    """Where a march is beside others on a leg: its distance to the left of the middle, and how many heads are before its own."""

    distance: float
    rank: int


NO_LANE = Lane(0.0, 0)


def assign_lanes(paths: Sequence[MapPath]) -> dict[str, dict[int, Lane]]:
    """Return the lanes of marches that have legs in common with others, by their identifiers and the numbers of these legs.

    A leg is in common with other marches that go between its stops, in either direction, in MAX_STEPS legs at most: accounts of one march
    leave out different stops.
    """
    ways: dict[tuple, list[tuple[str, list[int], bool]]] = defaultdict(list)
    for path in paths if len(paths) > 1 else ():
        positions = [stop[:2] for stop in path.stops]
        for legs in _list_ways(path):
            start, end = positions[path.legs[legs[0]].start], positions[path.legs[legs[-1]].end]
            ways[min(start, end), max(start, end)].append((path.identifier, legs, start < end))
    beside: dict[tuple[str, int], dict[str, bool]] = defaultdict(dict)
    for found in ways.values():
        marches = {march for march, _legs, _is_onward in found}
        if len(marches) > 1 and any(len(legs) == 1 for _march, legs, _is_onward in found):
            for march, legs, is_onward in found:
                along = {other: other_onward == is_onward for other, _legs, other_onward in reversed(found)}
                for leg in legs:
                    beside[march, leg] = along | beside[march, leg]
    lanes: dict[str, dict[int, Lane]] = defaultdict(dict)
    for (march, leg), along in beside.items():
        ranked = [path.identifier for path in paths if path.identifier in along]
        rank = ranked.index(march)
        distance = (rank - (len(ranked) - 1) / 2) * LANE_WIDTH
        # Sides are those of the first march, so that no march changes its side where the way turns
        lanes[march][leg] = Lane(distance if along[ranked[0]] else -distance, rank)
    return dict(lanes)


def _list_ways(path: MapPath) -> Iterator[list[int]]:
    """Yield the legs, by their numbers, that follow each other from any stop, MAX_STEPS at most."""
    leaving = defaultdict(list)
    for number, leg in enumerate(path.legs):
        leaving[leg.start].append(number)
    ways = [[number] for number in range(len(path.legs))]
    for _step in range(MAX_STEPS):
        yield from ways
        ways = [[*legs, number] for legs in ways for number in leaving[path.legs[legs[-1]].end]]


def compute_path_course(path: MapPath, view: MapView, lanes: Mapping[int, Lane] = MappingProxyType({})) -> PathCourse:
    """Return the course of a march in a view; ``lanes``: of its legs that others have too. Raises IndexError if a leg names a stop that there is not."""
    stops = tuple(view.place(project_to_units(stop.latitude, stop.longitude)) for stop in path.stops)
    own = [lanes.get(number, NO_LANE) for number in range(len(path.legs))]
    drawn = [_move_aside(stops[leg.start], stops[leg.end], lane) for leg, lane in zip(path.legs, own, strict=True)]
    legs, broken, dots = list[Curve](), list[Curve](), list[Point]()
    for leg, (start, end), lane in zip(path.legs, drawn, own, strict=True):
        length = dist(start, end)
        if length <= 2 * STOP_GAP:
            continue
        gap = 0.0 if lane.distance else STOP_GAP
        first, last = move_toward(start, end, gap), move_toward(end, start, gap)
        if leg.broken:
            reach = BROKEN_SHARE * length
            broken += [
                make_straight_curve(first, move_toward(start, end, reach)),
                make_straight_curve(move_toward(end, start, reach), last),
            ]
            dots += _make_dots(start, end) if length >= DOTS_LENGTH else []
        else:
            legs.append(make_straight_curve(first, last))
    heads = _place_heads(path, stops, drawn, [lane.rank for lane in own])
    return PathCourse(stops, tuple(legs), tuple(broken), tuple(dots), tuple(heads))


def _move_aside(start: Point, end: Point, lane: Lane) -> tuple[Point, Point]:
    """Return the ends of a leg, moved into its lane, which passes beside the rings of stops."""
    if not lane.distance:
        return start, end
    x, y = compute_direction(start, end)
    aside = y, -x
    return move_along(start, aside, lane.distance), move_along(end, aside, lane.distance)


def _make_dots(start: Point, end: Point) -> list[Point]:
    return [move_toward(start, end, share * dist(start, end)) for share in DOT_SHARES]


def _place_heads(
    path: MapPath, stops: Sequence[Point], drawn: Sequence[tuple[Point, Point]], ranks: Sequence[int]
) -> list[ArrowHead]:
    """Return heads at the ends of the march, and on the legs that are long enough, the longest first; no two near each other.

    ``drawn``: the ends of each leg; ``ranks``: how many heads of other marches are before its own. Heads on legs are MAX_HEADS at most.
    """
    leaving = {leg.start for leg in path.legs}
    arriving = {leg.end: number for number, leg in enumerate(path.legs)}
    before = {leg.end: leg.start for leg in path.legs}
    steps = list[tuple[Point, Point, int]]()
    for last in sorted(before.keys() - leaving):
        number, earlier = arriving[last], _walk_back(last, before, stops)
        own_start, own_end = drawn[number]
        steps.append((own_start if earlier == stops[before[last]] else earlier, own_end, ranks[number]))
    longest = sorted(range(len(drawn)), key=lambda number: -dist(*drawn[number]))
    steps += [(*drawn[number], ranks[number]) for number in longest]
    heads, near = list[ArrowHead](), PointGrid()
    for start, end, rank in steps:
        space = dist(start, end) - MIN_HEADED
        tip = move_toward(end, start, STOP_GAP + 1 + min(rank * HEAD_STEP, space))
        if space >= 0 and not near.has_inside(make_square(tip, HEAD_DISTANCE)):
            heads.append(make_arrow_head(tip, compute_direction(start, end), HEAD))
            near.extend([tip])
        if len(heads) == MAX_HEADS:
            break
    return heads


def _walk_back(stop: int, before: Mapping[int, int], stops: Sequence[Point]) -> Point:
    """Return the last earlier stop from which there is space for an arrow head to a stop, or else the first."""
    earlier, seen = before[stop], {stop}
    while dist(stops[earlier], stops[stop]) < MIN_HEADED and earlier in before and earlier not in seen:
        seen.add(earlier)
        earlier = before[earlier]
    return stops[earlier]
