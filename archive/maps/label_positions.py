"""Possible positions of a text: next to a mark, along a line, turned along a river, at an edge with an arrow to a place beyond it.

Positions are proposed best first. Everything is in map units.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import NamedTuple

from archive.maps.geometry import Box, Curve, Point, format_points, make_square, move_along
from archive.maps.grids import CoveredCorners, PointGrid
from archive.text.width import estimate_rise, estimate_width

# Distances of names from their marks, in gaps; shifts of a name above or below its mark, in widths of the name.
DISTANCES = (1, 1.9, 2.8, 4)
SHIFTS = (0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.42, -0.42)
# Distances of names from their lines; positions along a line, as shares of it; minimum distance between two texts.
GAPS = (8, 14, 20, 26, 33, 40, 48, 56, 64)
CURVE_SHARES, MIDDLE_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95), (0.5, 0.6, 0.4, 0.55, 0.45)
LABEL_SPACE = 9
# Twice the most by which the rounding of a position moves it.
ROUNDING = 0.1


class LabelPosition(NamedTuple):
    """A position of a text, and the boxes that it covers.

    ``side`` is physical: the text is to the ``right`` or ``left`` of its baseline point, or has it in the ``middle``.
    ``angle`` is in degrees, clockwise.
    """

    x: float
    y: float
    side: str
    boxes: tuple[Box, ...]
    angle: float = 0.0


def has_overlap(position: LabelPosition, other: LabelPosition) -> bool:
    """Return whether two texts would touch, or nearly."""
    return any(box.grown(LABEL_SPACE).overlaps(other_box) for box in position.boxes for other_box in other.boxes)


class LevelText(NamedTuple):
    """The extent of a level text, in map units: its width, its height above the baseline and its depth below it.

    ``covered``: where lines are inside it, or nearer than the ``clearance``.
    """

    width: float
    above: float
    below: float
    covered: CoveredCorners | None = None
    clearance: float = 0.0

    def propose(self, x: float, y: float, side: str) -> LabelPosition | None:
        """Return the position of the text whose baseline is at a point, or None if lines are inside it for certain."""
        width, above, _below, covered, clearance = self
        if covered is not None:
            left = x if side == "right" else x - width if side == "left" else x - width / 2
            if covered.has(left - clearance, y - above - clearance):
                return None
        return self.place(x, y, side)

    def place(self, x: float, y: float, side: str) -> LabelPosition:
        """Return the position of the text whose baseline is at a point, rounded as it is printed."""
        x, y, width = round(x, 1), round(y, 1), self.width
        left = x if side == "right" else x - width if side == "left" else x - width / 2
        return LabelPosition(x, y, side, (Box(left, y - self.above, left + width, y + self.below),))


def measure_text(text: str, size: float) -> LevelText:
    """Return the extent of a text set at ``size``."""
    above, below = estimate_rise(text)
    return LevelText(estimate_width(text, size), above * size, below * size)


def measure_among_lines(text: str, size: float, lines: PointGrid, clearance: float) -> LevelText:
    """Return the extent of a text, with which positions are not proposed where it would be too near to points of lines."""
    width, above, below, *_ = measure_text(text, size)
    covered = CoveredCorners(lines, width + 2 * clearance - ROUNDING, above + below + 2 * clearance - ROUNDING)
    return LevelText(width, above, below, covered, clearance - ROUNDING / 2)


def make_level_position(text: str, size: float, point: Point, side: str) -> LabelPosition:
    """Return the position of a level text whose baseline is at ``point``, rounded as it is printed."""
    return measure_text(text, size).place(*point, side)


def make_turned_position(text: str, size: float, point: Point, angle: float) -> LabelPosition:
    """Return the position of a text turned by ``angle`` degrees about its middle; it covers a row of small boxes."""
    point = round(point[0], 1), round(point[1], 1)
    half, reach = estimate_width(text, size) / 2, size * 0.5
    steps = max(2, round(2 * half / reach))
    offsets = [half * (2 * step / steps - 1) for step in range(steps + 1)]
    turn = radians(angle)
    boxes = tuple(make_square((point[0] + cos(turn) * by, point[1] + sin(turn) * by), reach) for by in offsets)
    return LabelPosition(point[0], point[1], "middle", boxes, angle)


def propose_beside(
    text: str, size: float, mark: Point, gap: float, level: LevelText | None = None
) -> Iterator[LabelPosition | None]:
    """Yield positions of a mark's name: beside it, at its corners, under and over it, then the same further away.

    ``level``: the extent of the text, with which positions among lines are None.
    """
    x, y = mark
    level = level or measure_text(text, size)
    width, above, below = level[:3]
    for distance in DISTANCES:
        far, more = gap * distance, gap * (distance - 1)
        lines = [(far, size * 0.3)]
        lines += [(far * 0.8, down) for down in (-gap * 0.7 - below * 0.5 - more, gap * 0.7 + above * 0.8 + more)]
        for across, down in lines:
            yield level.propose(x + across, y + down, "right")
            yield level.propose(x - across, y + down, "left")
        for down in (gap + above + more, -gap - below - more):
            for shift in SHIFTS:
                yield level.propose(x + shift * width, y + down, "middle")


def propose_along(
    text: str, size: float, curve: Curve, shares: tuple[float, ...] = CURVE_SHARES, level: LevelText | None = None
) -> Iterator[LabelPosition | None]:
    """Yield positions of a line's name at ``shares`` of it: over it, under it, at its sides, then the same further away.

    ``level``: the extent of the text, with which positions among lines are None.
    """
    level, points = level or measure_text(text, size), list(map(curve.at, shares))
    for gap in GAPS:
        for x, y in points:
            yield level.propose(x, y - gap - level.below, "middle")
            yield level.propose(x, y + gap + level.above, "middle")
            yield level.propose(x + gap, y + size * 0.3, "right")
            yield level.propose(x - gap, y + size * 0.3, "left")


def propose_close(text: str, size: float, mark: Point, gap: float) -> Iterator[LabelPosition]:
    """Yield positions of a short text that is close to its mark: beside it, over and under it, at its corners."""
    x, y = mark
    level = measure_text(text, size)
    yield level.place(x + gap, y + size * 0.3, "right")
    yield level.place(x - gap, y + size * 0.3, "left")
    yield level.place(x, y - gap - level.below, "middle")
    yield level.place(x, y + gap + level.above, "middle")
    for down in (-gap * 0.7 - level.below * 0.5, gap * 0.7 + level.above * 0.8):
        yield level.place(x + gap * 0.7, y + down, "right")
        yield level.place(x - gap * 0.7, y + down, "left")


# Lengths of an arrow and of its barbs; its distance from its text; half type sizes along the edge, to each side, at which its text is tried.
ARROW_LENGTH, BARB_LENGTH, ARROW_SPACE, EDGE_STEPS = 24.0, 5.0, 8.0, 20
OUTWARD = {"right": (1.0, 0.0), "left": (-1.0, 0.0), "bottom": (0.0, 1.0), "top": (0.0, -1.0)}


def find_edge(point: Point, frame: Box) -> str:
    """Return the edge of the frame that a point is furthest beyond: ``right``, ``left``, ``bottom`` or ``top``."""
    x, y = point
    beyond = {"right": x - frame.right, "left": frame.left - x, "bottom": y - frame.bottom, "top": frame.top - y}
    return max(beyond, key=beyond.__getitem__)


def find_edge_middle(edge: str, frame: Box) -> Point:
    """Return a point beyond the middle of an edge."""
    x, y = OUTWARD[edge]
    middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return middle[0] + x * (frame.right - frame.left), middle[1] + y * (frame.bottom - frame.top)


def propose_edge_positions(words: str, size: float, point: Point, frame: Box, steps: int = EDGE_STEPS) -> Iterator[LabelPosition]:
    """Yield positions of a text at the edge, nearest to the place first; the boxes include the arrow. ``steps``: to each side, in half sizes."""
    towards, level = find_edge(point, frame), measure_text(words, size)
    half, inset = level.width / 2, ARROW_LENGTH + ARROW_SPACE
    for step in sorted(range(-steps, steps + 1), key=abs):
        x = min(max(point[0] + step * size / 2, frame.left + half), frame.right - half)
        y = min(max(point[1] + step * size / 2, frame.top + size), frame.bottom - size)
        if towards == "right":
            text = level.place(frame.right - inset, y, "left")
        elif towards == "left":
            text = level.place(frame.left + inset, y, "right")
        elif towards == "top":
            text = level.place(x, frame.top + inset + size, "middle")
        else:
            text = level.place(x, frame.bottom - inset - size * 0.5, "middle")
        tail, tip = find_arrow_ends(text, towards, size, frame)
        if tail[0] == tip[0]:
            arrow = Box(tip[0] - BARB_LENGTH, min(tail[1], tip[1]), tip[0] + BARB_LENGTH, max(tail[1], tip[1]))
        else:
            arrow = Box(min(tail[0], tip[0]), tip[1] - BARB_LENGTH, max(tail[0], tip[0]), tip[1] + BARB_LENGTH)
        yield LabelPosition(text.x, text.y, text.side, (*text.boxes, arrow))


def find_arrow_ends(text: LabelPosition, towards: str, size: float, frame: Box) -> tuple[Point, Point]:
    """Return where an arrow starts, next to its text, and its tip at the edge."""
    x, y = text.x, text.y - size * 0.28
    if towards in ("right", "left"):
        tip = (frame.right if towards == "right" else frame.left), y
    else:
        tip = x, (frame.bottom if towards == "bottom" else frame.top)
    return move_along(tip, OUTWARD[towards], -ARROW_LENGTH), tip


def draw_arrow(text: LabelPosition, point: Point, size: float, frame: Box) -> str:
    """Return the arrow's path data: a shaft and two barbs."""
    towards = find_edge(point, frame)
    tail, tip = find_arrow_ends(text, towards, size, frame)
    x, y = OUTWARD[towards]
    back = move_along(tip, (x, y), -BARB_LENGTH * 1.4)
    barbs = move_along(back, (-y, x), BARB_LENGTH), move_along(back, (y, -x), BARB_LENGTH)
    return f"M{format_points(tail)}L{format_points(tip)}M{format_points(barbs[0])}L{format_points(tip, barbs[1])}"


def list_shorter_names(name: str) -> Iterator[str]:
    """Yield a name, its words before a bracket, and ever fewer of these."""
    yield name
    words = name.partition(" (")[0].split()
    for count in range(len(words), 0, -1):
        if (shorter := " ".join(words[:count]).rstrip(",،;؛")) != name:
            yield f"{shorter}…"
