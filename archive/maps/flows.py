"""The course of a route on the map: one flow between two *sets* of places, because sources name sets and no pairs.

A bracket stands before each set of several places. A thin curve joins each place with its bracket, at right angles, and one arrow points from
bracket to bracket without touching them: no line can be followed from an origin to a destination. A set of one place needs no bracket: the
arrow begins or ends at its mark. The arrow to a shore ends before it, because no place on it is named. The course is schematic: it depends on
the points only, bends to avoid marks, and never follows a road.

Everything is in map units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, dist

from archive.maps import geometry
from archive.maps.geometry import Curve, Point
from archive.maps.grids import PointGrid, SegmentGrid

# Distance within which a line is too close to a mark; cost of each unit closer, and of a crossing, in units of length.
MARK_CLEARANCE, CROWDING_COST, CROSSING_COST = 26, 12, 40
# Minimum gap between the sets; shares of the gap at which a flow gathers and spreads; shares of the whole length without a gap.
MIN_GAP = 50
GATHER_SHARE, SPREAD_SHARE = 0.25, 0.78
NARROW_GATHER_SHARE, NARROW_SPREAD_SHARE = 0.22, 0.55
# Distances that lines keep from a place, and an arrow from a shore.
START_GAP, END_GAP, SHORE_GAP = 5, 9, 10
# Length and half width of the arrow head; share of its head that the stream enters.
STREAM_HEAD, STREAM_INTO_HEAD = (16, 8), 0.7
# Distance of two curves at a bracket, and the most that all of them take; lengths of its returns, and of what it has beyond the outer curves.
SLOT_SPACING, MAX_BRACKET, BRACKET_RETURN, BRACKET_END = 13, 96, 7, 7
# Distance of an arrow from a bracket; least length of an arrow.
BRACKET_GAP, MIN_STREAM = 9, 46
# Number of straight parts as which a curve is compared with others.
PLAN_STEPS = 6
# Control points of a branch, as shares of its length: along the stream, and to one side.
REACH_SHARES = (0.55, 0.75, 0.95)
BEND_SHARES = (0, 0.12, -0.12, 0.26, -0.26)

ArrowHead = tuple[Point, Point, Point]
Bracket = tuple[Point, Point, Point, Point]


@dataclass
class BranchPlanner:
    """The marks that a new branch avoids, and the lines drawn so far. ``radii``: of circles, by their middles, outside which lines end."""

    marks: PointGrid
    lines: SegmentGrid
    radii: Mapping[Point, float] = field(default_factory=dict)

    def find_gap(self, point: Point, usual: float) -> float:
        """Return the distance that lines keep from a point; ``usual`` is that from a place's own mark."""
        return max(usual, self.radii.get(point, 0) + 2)

    def choose(self, curves: Iterable[Curve], *own: Point) -> Curve:
        """Return the first curve that meets nothing, or else the one of least cost, and add it to the lines.

        ``own`` are the marks that it may touch.
        """
        costs: list[tuple[float, Curve]] = []
        for curve in curves:
            points = curve.points(PLAN_STEPS)
            obstacles = self.measure_obstacles(points, own)
            costs.append((geometry.measure_length(points) + obstacles, curve))
            if not obstacles:
                break
        _, best = min(costs, key=lambda cost: cost[0])
        self.lines.add(best.points(PLAN_STEPS))
        return best

    def measure_obstacles(self, line: Sequence[Point], own: Sequence[Point]) -> float:
        """Return the cost of crossings and of closeness to marks."""
        near = geometry.bound_points(line).grown(MARK_CLEARANCE)
        distances = [min([dist(mark, point) for point in line]) for mark in self.marks.find_inside(near) if mark not in own]
        crowding = sum([MARK_CLEARANCE - distance for distance in distances if distance < MARK_CLEARANCE])
        return CROSSING_COST * self.lines.count_crossings(line) + CROWDING_COST * crowding


@dataclass(frozen=True)
class FlowCourse:
    """The shape of a flow: its thin branches, its brackets, its stream, and the head of the stream, its tip first."""

    branches: tuple[Curve, ...]
    brackets: tuple[Bracket, ...]
    stream: Curve
    head: ArrowHead

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Return every curve of the flow, with the lines of its brackets."""
        sides = [geometry.make_straight_curve(a, b) for bracket in self.brackets for a, b in pairwise(bracket)]
        return (*self.branches, *sides, self.stream)


def compute_course(
    origins: Sequence[Point],
    destinations: Sequence[Point],
    *,
    shore: bool = False,
    planner: BranchPlanner | None = None,
) -> FlowCourse:
    """Return the course from ``origins`` to ``destinations``, neither of them empty.

    With ``shore`` the destinations are points along a coast. Branches bend away from the marks of the ``planner`` and avoid crossing its lines
    where they can; the lines of this course are added to it.
    """
    planner = planner or BranchPlanner(PointGrid(), SegmentGrid())
    gather, spread = find_stream_ends(origins, destinations)
    if shore:
        landing = min(destinations, key=lambda point: dist(gather, point))
        spread = geometry.move_toward(landing, gather, SHORE_GAP)
    heading = geometry.compute_direction(gather, spread)
    branches, brackets = list[Curve](), list[Bracket]()
    start, tip = geometry.move_along(gather, heading, BRACKET_GAP), geometry.move_along(spread, heading, -BRACKET_GAP)
    if len(origins) == 1:
        start = geometry.move_toward(origins[0], spread, planner.find_gap(origins[0], START_GAP))
    else:
        slots = assign_slots(origins, gather, heading)
        brackets.append(make_bracket(gather, heading, len(origins), -BRACKET_RETURN))
        branches += [
            planner.choose(propose_arrivals(place, slot, heading, planner.find_gap(place, START_GAP)), place)
            for place, slot in zip(origins, slots, strict=True)
        ]
    if shore:
        tip = spread
    elif len(destinations) == 1:
        tip = geometry.move_toward(destinations[0], start, planner.find_gap(destinations[0], END_GAP))
    stream, head = make_arrow(start, tip, planner if len(origins) == len(destinations) == 1 else None)
    planner.lines.add(stream.points(PLAN_STEPS))
    if not shore and len(destinations) > 1:
        slots = assign_slots(destinations, spread, heading)
        brackets.append(make_bracket(spread, heading, len(destinations), BRACKET_RETURN))
        branches += [
            planner.choose(propose_departures(slot, heading, place, planner.find_gap(place, START_GAP)), place)
            for place, slot in zip(destinations, slots, strict=True)
        ]
    for bracket in brackets:
        planner.lines.add(bracket)
    return FlowCourse(tuple(branches), tuple(brackets), stream, head)


def make_arrow(start: Point, tip: Point, planner: BranchPlanner | None) -> tuple[Curve, ArrowHead]:
    """Return the stream from ``start`` to ``tip`` and its head; a ``planner`` lets it bend to avoid marks."""
    if planner is None:
        heading = geometry.compute_direction(start, tip)
        return geometry.make_straight_curve(start, geometry.move_along(tip, heading, -STREAM_HEAD[0] * STREAM_INTO_HEAD)), (
            make_arrow_head(tip, heading, STREAM_HEAD)
        )
    span = dist(start, tip)
    sides = (push_aside(start, tip, bend * span) for bend in BEND_SHARES)
    curve = planner.choose((Curve(start, side, side, tip) for side in sides), start, tip)
    heading = geometry.compute_direction(curve.second, tip)
    return curve, make_arrow_head(tip, heading, STREAM_HEAD)


def assign_slots(places: Sequence[Point], middle: Point, heading: Point) -> list[Point]:
    """Return where each place's curve meets a bracket, in the order of their bearings, so that curves do not cross there."""
    across = -heading[1], heading[0]
    sides = [(measure_progress(place, middle, across), abs(measure_progress(place, middle, heading))) for place in places]
    order = sorted(range(len(places)), key=lambda index: (atan2(*sides[index]), index))
    spacing, first = _space_slots(len(places))
    offsets = {index: first + spacing * rank for rank, index in enumerate(order)}
    return [geometry.move_along(middle, across, offsets[index]) for index in range(len(places))]


def _space_slots(count: int) -> tuple[float, float]:
    """Return the distance of two curves at a bracket, and where the first is from its middle."""
    spacing = min(SLOT_SPACING, MAX_BRACKET / (count - 1))
    return spacing, -spacing * (count - 1) / 2


def make_bracket(middle: Point, heading: Point, count: int, reach: float) -> Bracket:
    """Return the corners of a bracket for ``count`` curves across a heading; ``reach`` is how far along it its ends return."""
    across = -heading[1], heading[0]
    half = BRACKET_END - _space_slots(count)[1]
    ends = [geometry.move_along(middle, across, side) for side in (-half, half)]
    returns = [geometry.move_along(end, heading, reach) for end in ends]
    return returns[0], ends[0], ends[1], returns[1]


def find_stream_ends(origins: Sequence[Point], destinations: Sequence[Point]) -> tuple[Point, Point]:
    """Return where a flow gathers and where it spreads: on the line between the two centres, in the gap between the sets.

    Where the sets overlap along that line there is no gap, and fixed shares of its length are used. The two are far enough apart for an arrow.
    """
    start, end = geometry.average_points(origins), geometry.average_points(destinations)
    heading = geometry.compute_direction(start, end)
    low = max(measure_progress(point, start, heading) for point in origins)
    gap = min(measure_progress(point, start, heading) for point in destinations) - low
    shares = GATHER_SHARE, SPREAD_SHARE
    if gap < MIN_GAP:
        low, gap, shares = 0, dist(start, end), (NARROW_GATHER_SHARE, NARROW_SPREAD_SHARE)
    gather, spread = (low + share * gap for share in shares)
    if (missing := MIN_STREAM + 2 * BRACKET_GAP - (spread - gather)) > 0:
        gather, spread = gather - missing / 2, spread + missing / 2
    return geometry.move_along(start, heading, gather), geometry.move_along(start, heading, spread)


def measure_progress(point: Point, start: Point, heading: Point) -> float:
    """Return how far along a heading a point is."""
    x, y = geometry.subtract_points(start, point)
    return x * heading[0] + y * heading[1]


def propose_arrivals(origin: Point, gather: Point, heading: Point, gap: float = START_GAP) -> Iterator[Curve]:
    """Yield curves from an origin that reach the gathering point along the heading, the straightest first."""
    span = dist(origin, gather)
    for reach in REACH_SHARES:
        second = geometry.move_along(gather, heading, -reach * span)
        for bend in BEND_SHARES:
            first = push_aside(origin, second, bend * span)
            yield Curve(geometry.move_toward(origin, first, gap), first, second, gather)


def propose_departures(spread: Point, heading: Point, place: Point, gap: float = START_GAP) -> Iterator[Curve]:
    """Yield curves that leave the stream's end along the heading and stop before a place, the straightest first."""
    span = dist(spread, place)
    for reach in REACH_SHARES:
        first = geometry.move_along(spread, heading, reach * span)
        for bend in BEND_SHARES:
            second = push_aside(place, first, bend * span)
            yield Curve(spread, first, second, geometry.move_toward(place, second, gap))


def push_aside(start: Point, end: Point, distance: float) -> Point:
    """Return the middle of two points, moved to one side."""
    x, y = geometry.compute_direction(start, end)
    return geometry.move_along(geometry.average_points([start, end]), (-y, x), distance)


def make_arrow_head(tip: Point, heading: Point, size: tuple[float, float]) -> ArrowHead:
    """Return the corners of an arrow head, the tip first; ``size`` is its length and half its width."""
    back = geometry.move_along(tip, heading, -size[0])
    across = (-heading[1], heading[0])
    return tip, geometry.move_along(back, across, size[1]), geometry.move_along(back, across, -size[1])
