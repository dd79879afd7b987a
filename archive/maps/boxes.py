"""Upright boxes, and points to be kept out of them. Everything is in map units, y to the south."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.maps.curves import Point

CELL = 32


@dataclass(frozen=True)
class Box:
    """An upright rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def within(self, other: Box) -> bool:
        """Whether this box lies wholly inside another."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom

    def grown(self, by: float) -> Box:
        """A box that reaches further on every side; less far where ``by`` is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(point: Point, radius: float) -> Box:
    """The square about a point, ``radius`` to each side."""
    return Box(*point, *point).grown(radius)


class Points:
    """Points, sorted into squares so that those in a box are soon counted."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for point in points:
            self.cells[int(point[0] // CELL), int(point[1] // CELL)].append(point)

    def inside(self, box: Box) -> int:
        """How many of the points a box holds."""
        columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
        rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
        return sum(box.holds(point) for column in columns for row in rows for point in self.cells.get((column, row), ()))
