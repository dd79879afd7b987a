"""Lines, curves, path data and boxes."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.maps.geometry import (
    Box,
    Curve,
    clip_segment,
    compute_direction,
    format_line_path,
    make_straight_curve,
    parse_line_paths,
    space_points,
)
from archive.maps.grids import PointGrid

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
