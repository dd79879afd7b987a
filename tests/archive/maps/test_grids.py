"""Grids find what a look at each box, point or segment finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.maps.geometry import Box
from archive.maps.grids import BoxGrid, CoveredCorners, PointGrid, PointRows, SegmentGrid

tenths = st.integers(-12_000, 12_000).map(lambda value: value / 10)
points = st.tuples(tenths, tenths)


@given(st.lists(points, max_size=40), points, points)
def test_points_in_a_box_are_counted(several, corner, opposite):
    (left, right), (top, bottom) = (sorted(pair) for pair in zip(corner, opposite, strict=True))
    box = Box(left, top, right, bottom)
    assert PointRows(several).count_inside(box) == sum(map(box.contains, several))


@pytest.mark.parametrize("x", [-1e6, -70_000.0, -1.0, 1e6])
def test_points_far_from_the_map_are_found(x):
    grid = PointGrid([(x, 5.0)])
    assert grid.find_inside(Box(x - 1, 0, x + 1, 10)) == [(x, 5.0)]
    assert grid.has_inside(Box(x - 9, 0, x - 2, 10), 3)
    assert not grid.has_inside(Box(x - 9, 0, x - 2, 10), 1)


sizes = st.integers(1, 200).map(float)


@given(st.lists(points, min_size=1, max_size=40), points, sizes, sizes)
def test_boxes_at_covered_corners_have_points_inside(several, corner, width, height):
    (left, top), grid = corner, PointGrid(several)
    if CoveredCorners(grid, width, height).has(left, top):
        assert grid.find_inside(Box(left, top, left + width, top + height))


def test_corners_of_large_boxes_around_a_point_are_covered():
    corners = CoveredCorners(PointGrid([(100.0, 100.0)]), 80, 40)
    assert all(corners.has(left, top) for left in (40.0, 60.0, 90.0) for top in (77.0, 90.0))
    assert not any(corners.has(left, top) for left, top in ((101.0, 90.0), (19.0, 90.0), (60.0, 101.0), (60.0, 59.0)))


def test_crossings_are_counted_and_touching_ends_are_not():
    grid = SegmentGrid([[(0, 10), (10, 0)], [(20, 20), (30, 30)], [(10, 10), (20, 0)]])
    assert grid.count_crossings([(0, 0), (10, 10)]) == 1


boxes = st.tuples(points, points).map(lambda pair: Box(*map(min, zip(*pair, strict=True)), *map(max, zip(*pair, strict=True))))


@given(st.lists(boxes, max_size=20), boxes)
def test_boxes_that_overlap_are_found(several, box):
    expected = {other for other in several if other.overlaps(box)}
    grid = BoxGrid(several)
    assert grid.find_overlapping(box) == expected
    assert grid.has_overlap(box) is bool(expected)


@given(st.lists(points, max_size=40), boxes)
def test_points_in_a_box_are_found(several, box):
    grid = PointGrid(several)
    assert sorted(grid.find_inside(box)) == sorted(filter(box.contains, several))
    assert grid.has_inside(box) is any(map(box.contains, several))
