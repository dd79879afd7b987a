"""Places beyond the frame: a word at the edge nearest to them, and an arrow over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive.maps.boxes import Box
from archive.maps.curves import Point, moved, text
from archive.maps.spots import Spot, level
from archive.maps.textwidth import width

ARROW, BARB, SPACE, STEPS = 24.0, 5.0, 8.0, 4
OUT = {"right": (1.0, 0.0), "left": (-1.0, 0.0), "bottom": (0.0, 1.0), "top": (0.0, -1.0)}


def edge(point: Point, frame: Box) -> str:
    """The edge of the frame that a point lies furthest beyond: ``right``, ``left``, ``bottom`` or ``top``."""
    x, y = point
    beyond = {"right": x - frame.right, "left": frame.left - x, "bottom": y - frame.bottom, "top": frame.top - y}
    return max(beyond, key=beyond.__getitem__)


def spots(words: str, size: float, point: Point, frame: Box) -> Iterator[Spot]:
    """Where the word may stand, nearest to the place first; the boxes take in the arrow."""
    towards, half = edge(point, frame), width(words, size) / 2
    for step in sorted(range(-STEPS, STEPS + 1), key=abs):
        x = min(max(point[0] + step * size, frame.left + half), frame.right - half)
        y = min(max(point[1] + step * size, frame.top + size), frame.bottom - size)
        word = {
            "right": level(words, size, (frame.right - ARROW - SPACE, y), "left"),
            "left": level(words, size, (frame.left + ARROW + SPACE, y), "right"),
            "top": level(words, size, (x, frame.top + ARROW + SPACE + size), "middle"),
            "bottom": level(words, size, (x, frame.bottom - ARROW - SPACE - size * 0.5), "middle"),
        }[towards]
        yield replace(word, boxes=(*word.boxes, _reach(arrow_ends(word, towards, size, frame))))


def arrow_ends(word: Spot, towards: str, size: float, frame: Box) -> tuple[Point, Point]:
    """Where an arrow starts, beside its word, and its tip at the edge."""
    height = word.y - size * 0.28
    tip = {
        "right": (frame.right, height),
        "left": (frame.left, height),
        "top": (word.x, frame.top),
        "bottom": (word.x, frame.bottom),
    }[towards]
    return moved(tip, OUT[towards], -ARROW), tip


def arrow(word: Spot, point: Point, size: float, frame: Box) -> str:
    """The arrow's path data: a shaft and two barbs."""
    towards = edge(point, frame)
    tail, tip = arrow_ends(word, towards, size, frame)
    back, (x, y) = moved(tip, OUT[towards], -BARB * 1.4), OUT[towards]
    return f"M{text(tail)}L{text(tip)}M{text(moved(back, (-y, x), BARB))}L{text(tip, moved(back, (y, -x), BARB))}"


def _reach(ends: tuple[Point, Point]) -> Box:
    (x, y), (u, v) = ends
    return Box(min(x, u) - BARB * (x == u), min(y, v) - BARB * (y == v), max(x, u) + BARB * (x == u), max(y, v) + BARB * (y == v))
