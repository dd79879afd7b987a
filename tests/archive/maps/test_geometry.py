"""Lines, path data and boxes."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.maps.flows import count_crossings
from archive.maps.geometry import (
    Box,
    Curve,
    PointGrid,
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
    assert PointGrid(several).count_inside(box) == sum(map(box.contains, several))


def test_a_curve_runs_from_its_start_to_its_end():
    curve = Curve((0, 0), (0, 10), (10, 10), (10, 0))
    assert curve.at(0) == (0, 0)
    assert curve.at(1) == (10, 0)
    assert curve.at(0.5) == (5, 7.5)
    assert curve.path == "M0 0C0 10 10 10 10 0"
    assert [point[0] for point in make_straight_curve((0, 0), (9, 0)).points(3)] == pytest.approx([0, 3, 6, 9])


def test_equal_points_have_a_direction():
    assert compute_direction((3, 3), (3, 3)) == (1.0, 0.0)


def test_crossings_are_counted_and_touching_ends_are_not():
    assert count_crossings([(0, 0), (10, 10)], [[(0, 10), (10, 0)], [(20, 20), (30, 30)], [(10, 10), (20, 0)]]) == 1
