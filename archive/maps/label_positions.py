"""Where a text may stand: beside a mark, along a line, turned along a river. Sizes and places in map units; the best spots come first.

Places beyond the frame: a word at the edge nearest to them, and an arrow over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sin

from archive.maps.geometry import Box, Curve, Point, format_points, make_square, move_along
from archive.text.width import estimate_rise, estimate_width

DISTANCES = (1, 1.9, 2.8, 4)
SHIFTS = (0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.42, -0.42)
GAPS = (8, 14, 20, 26, 33, 40, 48, 56, 64)
CURVE_SHARES, MIDDLE_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95), (0.5, 0.6, 0.4)
LABEL_SPACE = 9


@dataclass(frozen=True)
class LabelPosition:
    """One place where a text may stand, and the room it takes.

    ``side`` is physical: the text lies to the ``right`` or ``left`` of its baseline point, or has it in the ``middle``.
    ``angle`` is in degrees, clockwise.
    """

    x: float
    y: float
    side: str
    boxes: tuple[Box, ...]
    angle: float = 0.0


def has_overlap(one: LabelPosition, other: LabelPosition) -> bool:
    """Whether two texts would touch, or nearly."""
    return any(a.grown(LABEL_SPACE).overlaps(b) for a in one.boxes for b in other.boxes)


def make_level_position(text: str, size: float, point: Point, side: str) -> LabelPosition:
    """The spot of a level text whose baseline is at ``point``."""
    x, y = point
    wide, (above, below) = estimate_width(text, size), estimate_rise(text)
    left = {"right": x, "left": x - wide, "middle": x - wide / 2}[side]
    return LabelPosition(x, y, side, (Box(left, y - above * size, left + wide, y + below * size),))


def make_turned_position(text: str, size: float, point: Point, angle: float) -> LabelPosition:
    """The spot of a text turned by ``angle`` degrees about its middle; its box is a row of small ones."""
    half, reach = estimate_width(text, size) / 2, size * 0.5
    steps = max(2, round(2 * half / reach))
    offsets = [half * (2 * step / steps - 1) for step in range(steps + 1)]
    turn = radians(angle)
    boxes = tuple(make_square((point[0] + cos(turn) * by, point[1] + sin(turn) * by), reach) for by in offsets)
    return LabelPosition(point[0], point[1], "middle", boxes, angle)


def propose_beside(text: str, size: float, mark: Point, gap: float) -> Iterator[LabelPosition]:
    """Where a mark's name may stand: beside it, then at the corners, then under and over it, then the same further off."""
    x, y = mark
    above, below = (part * size for part in estimate_rise(text))
    for distance in DISTANCES:
        far, more = gap * distance, gap * (distance - 1)
        lines = [(far, size * 0.3)]
        lines += [(far * 0.8, down) for down in (-gap * 0.7 - below * 0.5 - more, gap * 0.7 + above * 0.8 + more)]
        for across, down in lines:
            yield make_level_position(text, size, (x + across, y + down), "right")
            yield make_level_position(text, size, (x - across, y + down), "left")
        for down in (gap + above + more, -gap - below - more):
            yield from (
                make_level_position(text, size, (x + shift * estimate_width(text, size), y + down), "middle") for shift in SHIFTS
            )


def propose_along(text: str, size: float, curve: Curve, shares: tuple[float, ...] = CURVE_SHARES) -> Iterator[LabelPosition]:
    """Where the name of a line may stand: over it, under it, at its sides; at some ``shares`` of it, then further off."""
    above, below = (part * size for part in estimate_rise(text))
    for gap in GAPS:
        for x, y in map(curve.at, shares):
            yield make_level_position(text, size, (x, y - gap - below), "middle")
            yield make_level_position(text, size, (x, y + gap + above), "middle")
            yield make_level_position(text, size, (x + gap, y + size * 0.3), "right")
            yield make_level_position(text, size, (x - gap, y + size * 0.3), "left")


ARROW_LENGTH, BARB_LENGTH, ARROW_SPACE, EDGE_STEPS = 24.0, 5.0, 8.0, 4
OUTWARD = {"right": (1.0, 0.0), "left": (-1.0, 0.0), "bottom": (0.0, 1.0), "top": (0.0, -1.0)}


def find_edge(point: Point, frame: Box) -> str:
    """The edge of the frame that a point lies furthest beyond: ``right``, ``left``, ``bottom`` or ``top``."""
    x, y = point
    beyond = {"right": x - frame.right, "left": frame.left - x, "bottom": y - frame.bottom, "top": frame.top - y}
    return max(beyond, key=beyond.__getitem__)


def propose_edge_positions(words: str, size: float, point: Point, frame: Box) -> Iterator[LabelPosition]:
    """Where the word may stand, nearest to the place first; the boxes take in the arrow."""
    towards, half = find_edge(point, frame), estimate_width(words, size) / 2
    for step in sorted(range(-EDGE_STEPS, EDGE_STEPS + 1), key=abs):
        x = min(max(point[0] + step * size, frame.left + half), frame.right - half)
        y = min(max(point[1] + step * size, frame.top + size), frame.bottom - size)
        word = {
            "right": make_level_position(words, size, (frame.right - ARROW_LENGTH - ARROW_SPACE, y), "left"),
            "left": make_level_position(words, size, (frame.left + ARROW_LENGTH + ARROW_SPACE, y), "right"),
            "top": make_level_position(words, size, (x, frame.top + ARROW_LENGTH + ARROW_SPACE + size), "middle"),
            "bottom": make_level_position(words, size, (x, frame.bottom - ARROW_LENGTH - ARROW_SPACE - size * 0.5), "middle"),
        }[towards]
        yield replace(word, boxes=(*word.boxes, _bound_arrow(find_arrow_ends(word, towards, size, frame))))


def find_arrow_ends(word: LabelPosition, towards: str, size: float, frame: Box) -> tuple[Point, Point]:
    """Where an arrow starts, beside its word, and its tip at the edge."""
    height = word.y - size * 0.28
    tip = {
        "right": (frame.right, height),
        "left": (frame.left, height),
        "top": (word.x, frame.top),
        "bottom": (word.x, frame.bottom),
    }[towards]
    return move_along(tip, OUTWARD[towards], -ARROW_LENGTH), tip


def draw_arrow(word: LabelPosition, point: Point, size: float, frame: Box) -> str:
    """The arrow's path data: a shaft and two barbs."""
    towards = find_edge(point, frame)
    tail, tip = find_arrow_ends(word, towards, size, frame)
    back, (x, y) = move_along(tip, OUTWARD[towards], -BARB_LENGTH * 1.4), OUTWARD[towards]
    return f"M{format_points(tail)}L{format_points(tip)}M{format_points(move_along(back, (-y, x), BARB_LENGTH))}L{format_points(tip, move_along(back, (y, -x), BARB_LENGTH))}"


def _bound_arrow(ends: tuple[Point, Point]) -> Box:
    (x, y), (u, v) = ends
    return Box(
        min(x, u) - BARB_LENGTH * (x == u),
        min(y, v) - BARB_LENGTH * (y == v),
        max(x, u) + BARB_LENGTH * (x == u),
        max(y, v) + BARB_LENGTH * (y == v),
    )
