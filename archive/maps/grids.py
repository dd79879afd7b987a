"""Grids of boxes, points and segments, in which those at a place are found without a look at all others.

Cells are squares; everything is in map units, x to the east, y to the south.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from archive.maps.geometry import Box, Point

# Sides of a cell of a ``BoxGrid`` and of a ``PointGrid``, in map units; number of columns of the latter to the left of 0.
BOX_CELL, POINT_CELL, FIRST_COLUMN = 64, 8, 64


class BoxGrid:
    """Boxes by the cells of a grid that they touch, so that those that overlap a box are found quickly."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Add a box."""
        for cell in _find_cells(box):
            self.cells[cell].append(box)

    def remove(self, box: Box) -> None:
        """Remove a box that was added."""
        for cell in _find_cells(box):
            self.cells[cell].remove(box)

    def find_overlapping(self, box: Box) -> set[Box]:
        """Return the boxes that share any area with a box."""
        cells = self.cells
        return {other for cell in _find_cells(box) if cell in cells for other in cells[cell] if box.overlaps(other)}

    def has_overlap(self, box: Box, margin: float = 0.0) -> bool:
        """Return whether any of the boxes shares any area with a box, grown by a margin."""
        left, top, right, bottom = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
        get, rows = self.cells.get, range(int(top // BOX_CELL), int(bottom // BOX_CELL) + 1)
        for column in range(int(left // BOX_CELL), int(right // BOX_CELL) + 1):
            for row in rows:
                for other_left, other_top, other_right, other_bottom in get((column, row), ()):
                    if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
                        return True
        return False


def _find_cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = box
    rows = range(int(top // BOX_CELL), int(bottom // BOX_CELL) + 1)
    return [(column, row) for column in range(int(left // BOX_CELL), int(right // BOX_CELL) + 1) for row in rows]


class PointGrid:
    """Points by the cell of a grid, so that those in a box are found quickly.

    ``masks``: for each row of cells, a number with a bit for each cell that has points, so that empty cells cost nothing. What is further left
    than FIRST_COLUMN cells is in one column.
    """

    def __init__(self, points: Iterable[Point] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        self.masks: dict[int, int] = {}
        self.extend(points)

    def extend(self, points: Iterable[Point]) -> None:
        """Add points."""
        cells, masks = self.cells, self.masks
        column, row, cell = inf, inf, list[Point]()
        for point in points:
            x, y = point[0] // POINT_CELL, point[1] // POINT_CELL
            if x != column or y != row:  # most points of a line are in the cell of the one before
                column, row, place, line = x, y, int(x) + FIRST_COLUMN, int(y)
                if place < 0:
                    place = 0
                cell = cells[place, line]
                masks[line] = masks.get(line, 0) | 1 << place
            cell.append(point)

    def update(self, other: PointGrid) -> None:
        """Add the points of another grid, which is not changed."""
        for cell, points in other.cells.items():
            self.cells[cell] += points
        for row, mask in other.masks.items():
            self.masks[row] = self.masks.get(row, 0) | mask

    def has_inside(self, box: Box, margin: float = 0.0) -> bool:
        """Return whether any of the points is inside a box, grown by a margin."""
        left, top, right, bottom = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
        first, width = _measure_columns(left, right)
        low, high = int(top // POINT_CELL), int(bottom // POINT_CELL)
        outer = (1 << width) - 1
        inner = (1 << width - 1) - 2 if width > 2 else 0  # without the first and the last column
        get, cells = self.masks.get, self.cells
        for row in range(low, high + 1):
            occupied = get(row, 0) >> first & outer
            if occupied & inner and low < row < high:
                return True  # all of that cell is inside
            while occupied:
                last = occupied.bit_length() - 1
                occupied ^= 1 << last
                for x, y in cells[first + last, row]:
                    if left < x < right and top < y < bottom:
                        return True
        return False

    def find_inside(self, box: Box) -> list[Point]:
        """Return the points inside a box."""
        left, top, right, bottom = box
        first, width = _measure_columns(left, right)
        outer, found = (1 << width) - 1, list[Point]()
        for row in range(int(top // POINT_CELL), int(bottom // POINT_CELL) + 1):
            occupied = self.masks.get(row, 0) >> first & outer
            while occupied:
                last = occupied.bit_length() - 1
                occupied ^= 1 << last
                found += [point for point in self.cells[first + last, row] if left < point[0] < right and top < point[1] < bottom]
        return found


def _measure_columns(left: float, right: float) -> tuple[int, int]:
    """Return the first column of a ``PointGrid`` between two sides, and the number of columns; at least one."""
    first, last = int(left // POINT_CELL) + FIRST_COLUMN, int(right // POINT_CELL) + FIRST_COLUMN
    if first >= 0:
        return first, last - first + 1
    return 0, max(last, 0) + 1


class PointRows:
    """Points in rows as high as the cells of a ``PointGrid``, each in the order of x, so that many in a box are counted quickly."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        rows: dict[int, list[Point]] = defaultdict(list)
        for point in points:
            rows[int(point[1] // POINT_CELL)].append(point)
        # For each row the x of its points, and their y
        self.rows = {row: tuple(zip(*sorted(row_points), strict=True)) for row, row_points in rows.items()}

    def count_inside(self, box: Box) -> int:
        """Return how many of the points are inside a box."""
        left, top, right, bottom = box
        low, high, count = int(top // POINT_CELL), int(bottom // POINT_CELL), 0
        for row in range(low, high + 1):
            if row in self.rows:
                xs, ys = self.rows[row]
                first, last = bisect_right(xs, left), bisect_left(xs, right)
                # All of a row between the first and the last is inside.
                count += max(0, last - first) if low < row < high else sum([top < y < bottom for y in ys[first:last]])
        return count


class CoveredCorners(dict[int, int]):
    """Upper left corners at which a box of one size has a point inside for certain: by row of cells, a number with a bit for each cell.

    Each row is computed when it is looked up. Boxes that are not among them may have points inside too, in the cells at their borders.
    """

    def __init__(self, points: PointGrid, width: float, height: float) -> None:
        super().__init__()
        self.points = points
        # Columns and rows of cells that are completely inside, wherever in its cell the corner is.
        self.columns, self.rows = int(width // POINT_CELL) - 1, int(height // POINT_CELL) - 1

    def has(self, left: float, top: float) -> bool:
        """Return whether a box with this corner has a point inside for certain."""
        column = int(left // POINT_CELL) + FIRST_COLUMN
        return column >= 0 and self[int(top // POINT_CELL)] >> column & 1 == 1

    def __missing__(self, row: int) -> int:
        covered, reach = 0, 1
        if self.columns >= 1:
            for lower in range(row + 1, row + self.rows + 1):
                covered |= self.points.masks.get(lower, 0)
        while reach < self.columns:
            step = min(reach, self.columns - reach)
            covered |= covered >> step
            reach += step
        self[row] = covered >> 1
        return self[row]


# Side of a cell of a ``SegmentGrid``, in map units.
SEGMENT_CELL = 64


class SegmentGrid:
    """Segments of lines by the cells of a grid that they touch, so that crossings are counted quickly."""

    def __init__(self, lines: Iterable[Sequence[Point]] = ()) -> None:
        self.cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)
        for line in lines:
            self.add(line)

    def add(self, line: Sequence[Point]) -> None:
        """Add a line through points."""
        for start, end in pairwise(line):
            for cell in _find_segment_cells(start, end):
                self.cells[cell].append((*start, *end))

    def count_crossings(self, line: Sequence[Point]) -> int:
        """Return how often a line crosses those of the grid; ends that only touch do not count."""
        cells, count = self.cells, 0
        for start, end in pairwise(line):
            (ax, ay), (bx, by) = start, end
            x, y = bx - ax, by - ay
            for cx, cy, dx, dy in {segment for cell in _find_segment_cells(start, end) for segment in cells.get(cell, ())}:
                # Both ends of each are on different sides of the other.
                if (x * (cy - ay) - y * (cx - ax)) * (x * (dy - ay) - y * (dx - ax)) < 0:
                    u, v = dx - cx, dy - cy
                    count += (u * (ay - cy) - v * (ax - cx)) * (u * (by - cy) - v * (bx - cx)) < 0
        return count


def _find_segment_cells(start: Point, end: Point) -> list[tuple[int, int]]:
    left, right = int(start[0] // SEGMENT_CELL), int(end[0] // SEGMENT_CELL)
    top, bottom = int(start[1] // SEGMENT_CELL), int(end[1] // SEGMENT_CELL)
    if left == right and top == bottom:
        return [(left, top)]
    rows = range(min(top, bottom), max(top, bottom) + 1)
    return [(column, row) for column in range(min(left, right), max(left, right) + 1) for row in rows]
