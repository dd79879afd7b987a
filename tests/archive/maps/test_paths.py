"""Marches told stop by stop: legs, breaks, splits, mergers, loops, numbers and heads."""

import re
from itertools import combinations
from math import dist

import pytest

from archive.maps.areas import enclose_positions
from archive.maps.figure import FIGURE_SIZES, compose_map, prepare_path
from archive.maps.geometry import compute_direction
from archive.maps.label_positions import has_overlap
from archive.maps.map_view import WHOLE_VIEW
from archive.maps.parts import MapPath, PathLeg, PathStop
from archive.maps.path_courses import PathCourse
from archive.maps.paths import HEAD, LANE_WIDTH, assign_lanes, compute_path_course
from tests.archive.maps.faults import list_faults
from tests.support.map_figures import labels
from tests.support.random_maps import make_march, make_places

STOPS = tuple(PathStop(51, 14 + number, str(number + 1)) for number in range(4))


def make_path(*legs: PathLeg, stops=STOPS) -> MapPath:
    return MapPath("march", stops, legs)


def test_whole_leg_is_one_line_and_a_broken_one_two_with_dots():
    course = compute_path_course(make_path(PathLeg(0, 1), PathLeg(1, 2, broken=True)), WHOLE_VIEW)
    assert (len(course.legs), len(course.broken), len(course.dots)) == (1, 2, 3)
    (first, second), dots = course.broken, course.dots
    assert first.end[0] < dots[0][0] < dots[2][0] < second.start[0]


def test_split_and_merger_have_a_head_at_each_end():
    split = compute_path_course(make_path(PathLeg(0, 1), PathLeg(0, 2)), WHOLE_VIEW)
    merged = compute_path_course(make_path(PathLeg(0, 3), PathLeg(1, 3)), WHOLE_VIEW)
    assert len(split.legs) == len(merged.legs) == 2
    assert len(split.heads) == 2
    assert len(merged.heads) == 1


def test_loop_comes_back_to_the_same_point_in_another_stop():
    stops = (*STOPS[:2], STOPS[0]._replace(number="3"))
    course = compute_path_course(make_path(PathLeg(0, 1), PathLeg(1, 2), stops=stops), WHOLE_VIEW)
    assert course.stops[0] == course.stops[2]
    assert len(course.heads) == 2


def test_stops_at_one_point_have_no_line_between_them():
    course = compute_path_course(make_path(PathLeg(0, 1), stops=(STOPS[0], STOPS[0])), WHOLE_VIEW)
    assert course.legs == course.heads == ()


def test_short_legs_still_have_a_head_at_the_end_of_the_march():
    stops = tuple(PathStop(51, 14 + number / 20, str(number + 1)) for number in range(20))
    course = compute_path_course(make_path(*(PathLeg(number, number + 1) for number in range(19)), stops=stops), WHOLE_VIEW)
    assert course.heads[0][0] == pytest.approx((course.stops[-1][0] - 5.5, course.stops[-1][1]), abs=0.5)


def draw_beside(*paths: MapPath) -> list[PathCourse]:
    """Return the courses of marches that one map shows."""
    paths = tuple(path._replace(identifier=f"march-{number}") for number, path in enumerate(paths))
    lanes = assign_lanes(paths)
    return [compute_path_course(path, WHOLE_VIEW, lanes.get(path.identifier, {})) for path in paths]


def measure_distances(one: PathCourse, other: PathCourse) -> list[float]:
    """Return the distance of the middles of each leg of one march from the nearest of another."""
    middles = [curve.at(0.5) for curve in other.curves]
    return [min(dist(curve.at(0.5), middle) for middle in middles) for curve in one.curves]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_marches_along_the_same_stops_run_side_by_side(count):
    march = make_path(*(PathLeg(number, number + 1) for number in range(3)))
    courses = draw_beside(*[march] * count)
    for one, other in combinations(courses, 2):
        assert min(measure_distances(one, other)) >= LANE_WIDTH - 0.01
        assert not {*one.heads} & {*other.heads}
    tips = [head[0] for course in courses for head in course.heads]
    assert min(dist(one, other) for one, other in combinations(tips, 2)) > (HEAD[0] if count < 4 else LANE_WIDTH - 0.01)


# Stops of a march to the west that bears to the north and to the south by turns
WINDING = tuple(PathStop(latitude, longitude) for latitude, longitude in ((50.0, 20.0), (50.3, 18.6), (49.8, 17.2), (50.2, 15.8)))


def measure_sides(middle: PathCourse, course: PathCourse) -> list[float]:
    """Return how far the legs of a march are to the left of those of another, as the latter goes."""
    sides = []
    for own, other in zip(middle.curves, course.curves, strict=True):
        x, y = compute_direction(own.start, own.end)
        left, top = other.at(0.5)[0] - own.at(0.5)[0], other.at(0.5)[1] - own.at(0.5)[1]
        sides.append(left * y - top * x)
    return sides


def test_marches_side_by_side_keep_their_sides_at_every_turn():
    march = make_path(*(PathLeg(number, number + 1) for number in range(3)), stops=WINDING)
    alone = compute_path_course(march, WHOLE_VIEW)
    first, second = draw_beside(march, march)
    assert measure_sides(alone, second) == pytest.approx([LANE_WIDTH / 2] * 3, abs=0.01)
    assert measure_sides(alone, first) == pytest.approx([-LANE_WIDTH / 2] * 3, abs=0.01)


def test_three_accounts_of_which_one_leaves_stops_out_have_a_side_each():
    march = make_path(*(PathLeg(number, number + 1) for number in range(3)), stops=WINDING)
    shorter = make_path(PathLeg(0, 1), PathLeg(1, 2), stops=(WINDING[0], *WINDING[2:]))
    first, second, third = draw_beside(march, march, shorter)
    alone, shorter_alone = (compute_path_course(path, WHOLE_VIEW) for path in (march, shorter))
    assert measure_sides(alone, first) == pytest.approx([-LANE_WIDTH] * 3, abs=0.01)
    assert second.stops == alone.stops
    assert measure_sides(shorter_alone, third) == pytest.approx([LANE_WIDTH] * 2, abs=0.01)


def test_march_back_along_the_stops_of_another_runs_beside_it():
    there = make_path(*(PathLeg(number, number + 1) for number in range(3)))
    back = make_path(*(PathLeg(number, number + 1) for number in range(3)), stops=STOPS[::-1])
    assert min(measure_distances(*draw_beside(there, back))) == pytest.approx(LANE_WIDTH, abs=0.01)


def test_account_that_leaves_stops_out_runs_beside_the_one_that_names_them():
    whole = make_path(*(PathLeg(number, number + 1) for number in range(3)))
    shorter = make_path(PathLeg(0, 1), stops=(STOPS[0], STOPS[3]))
    named, (leg,) = (course.legs for course in draw_beside(whole, shorter))
    assert all(abs(curve.at(0.5)[1] - leg.at(0.5)[1]) > LANE_WIDTH / 2 for curve in named[1:2])


def test_march_that_shares_no_leg_keeps_its_course():
    march, other = make_march(12, 1), make_march(12, 2)
    assert draw_beside(march, other) == [compute_path_course(path, WHOLE_VIEW) for path in (march, other)]
    assert not assign_lanes([march._replace(identifier="one"), other._replace(identifier="other")])


def test_only_the_legs_in_common_are_moved_aside():
    one = make_path(PathLeg(0, 1), PathLeg(1, 2))
    other = make_path(PathLeg(0, 1), PathLeg(1, 3))
    alone, (beside, _other) = compute_path_course(one, WHOLE_VIEW), draw_beside(one, other)
    assert beside.legs[0] != alone.legs[0]
    assert beside.legs[1] == alone.legs[1]


@pytest.mark.parametrize("size", FIGURE_SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("seed", range(4))
def test_accounts_of_one_march_are_legible(size, language, seed):
    march = make_march(50, seed)
    stops = [stop._replace(number=str(number + 1)) for number, stop in enumerate(march.stops[5:])]
    later = MapPath(
        "later", tuple(stops), tuple(PathLeg(number, number + 1) for number in range(len(stops) - 1)), label="1945", href="/w"
    )
    places = make_places(40, seed)
    map_figure = compose_map(places, (), language, size=size, paths=(march, later), address="/map/?area=")
    assert not list_faults([(f"{seed} {size}", map_figure)])
    assert map_figure.named | {*map_figure.counted} == {place.identifier for place in places}
    assert map_figure.has_lanes
    assert all(shape.path for shape in map_figure.shapes)
    assert not compose_map(places, (), language, size=size, paths=(march,)).has_lanes


@pytest.mark.parametrize("size", FIGURE_SIZES)
@pytest.mark.parametrize("area", [None, enclose_positions([(50, 18), (51.5, 19.5)])])
@pytest.mark.parametrize("seed", range(4))
def test_march_whose_lines_are_prepared_is_drawn_as_any_other(size, area, seed):
    places, march = make_places(200, seed), make_march(90, seed)
    expected = compose_map(places, (), "en", size=size, paths=(march,), area=area)
    assert compose_map(places, (), "en", size=size, paths=(prepare_path(march),), area=area) == expected


def test_leg_to_an_unknown_stop_is_an_error():
    with pytest.raises(IndexError):
        compose_map((), (), "en", paths=(make_path(PathLeg(0, 9)),))


@pytest.mark.parametrize("size", FIGURE_SIZES)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_march_of_fifty_stops_is_legible(size, seed, language):
    march = make_march(50, seed)
    area = enclose_positions((stop.latitude, stop.longitude) for stop in march.stops)
    for part in (None, area):
        map_figure = compose_map(make_places(40, seed), (), language, size=size, paths=(march,), area=part)
        (drawn,) = map_figure.paths
        assert not list_faults([(f"{seed} {size}", map_figure)])
        numbers = [label.spot for label in labels(map_figure) if label.words.isdigit() and len(label.words) < 3]
        assert not [pair for pair in combinations(numbers, 2) if has_overlap(*pair)]
        assert len(drawn.stops) <= 50
        assert drawn.heads
        assert {"1", "50"} & {stop.label.words for stop in drawn.stops if stop.label}
    assert len(drawn.stops) == 50
    assert len([stop for stop in drawn.stops if stop.label]) >= 8
    assert re.match(r"(m-?[.\d]+ ?-?[.\d]+l-?[.\d]+ ?-?[.\d]+)+$", drawn.legs)


def test_paths_are_beside_flows_and_as_they_are_given():
    marches = tuple(make_march(12, seed)._replace(identifier=f"march-{seed}") for seed in (1, 2))
    map_figure = compose_map((), (), "en", paths=marches)
    assert [path.identifier for path in map_figure.paths] == ["march-1", "march-2"]
    assert map_figure.linked
