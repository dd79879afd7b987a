"""Lines, path data and boxes."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.maps.geometry import (
    Box,
    BoxGrid,
    CoveredCorners,
    Curve,
    PointGrid,
    PointRows,
    SegmentGrid,
    clip_segment,
    compute_direction,
    format_line_path,
    make_straight_curve,
    parse_line_paths,
    space_points,
)

tenths = st.integers(-12_000, 12_000).map(lambda value: value / 10)
points = st.tuples(tenths, tenths)
some_lines = st.lists(st.lists(points, min_size=2, max_size=6, unique=True), min_size=1, max_size=4)


@given(some_lines, st.booleans())
def test_path_data_is_parsed_as_written(several, closed):
    parsed = parse_line_paths("".join(format_line_path(line, closed=closed) for line in several))
    assert len(parsed) == len(several)
    for line, parsed_line in zip(several, parsed, strict=True):
        assert [(pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01)) for x, y in line] == parsed_line


def test_path_data_is_short():
    assert format_line_path([(0.5, -0.5), (1, 1), (1, 1.04), (-2, 11)], closed=True) == "M.5-.5l.5 1.5-3 10z"


@given(st.lists(points, min_size=2, max_size=6), st.sampled_from([1.0, 4.0, 50.0]))
def test_spaced_points_keep_the_corners_and_leave_no_gap(line, spacing):
    spaced = space_points(line, spacing)
    assert max(dist(a, b) for a, b in pairwise(spaced)) <= spacing + 1e-6
    assert all(min(dist(corner, point) for point in spaced) < 1e-6 for corner in line)


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


def test_a_curve_runs_from_its_start_to_its_end():
    curve = Curve((0, 0), (0, 10), (10, 10), (10, 0))
    assert curve.at(0) == (0, 0)
    assert curve.at(1) == (10, 0)
    assert curve.at(0.5) == (5, 7.5)
    assert curve.path == "M0 0C0 10 10 10 10 0"
    assert make_straight_curve((0, 0), (9, 4)).path == "M0 0L9 4"
    assert [point[0] for point in make_straight_curve((0, 0), (9, 0)).points(3)] == pytest.approx([0, 3, 6, 9])


def test_equal_points_have_a_direction():
    assert compute_direction((3, 3), (3, 3)) == (1.0, 0.0)


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


def test_segment_is_clipped_to_the_frame():
    frame = Box(0, 0, 10, 10)
    assert clip_segment((-5, 5), (15, 5), frame) == ((0, 5), (10, 5))
    assert clip_segment((2, 2), (3, 3), frame) == ((2, 2), (3, 3))
    assert clip_segment((-5, 11), (15, 11), frame) is None
    assert clip_segment((-5, 3), (3, -5), frame) is None


@given(st.tuples(points, points, points, points))
def test_samples_inside_a_frame_leave_no_gap(corners):
    curve, frame = Curve(*corners), Box(-50, -50, 50, 50)
    samples = PointGrid(curve.samples_inside(4, frame))
    inside = [point for point in curve.points(400) if frame.contains(point)]
    assert all(samples.has_inside(Box(*point, *point).grown(40)) for point in inside)
