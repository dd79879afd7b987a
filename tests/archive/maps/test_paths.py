"""Marches told stop by stop: legs, breaks, splits, mergers, loops, numbers and heads."""

import re
from itertools import combinations

import pytest

from archive.maps.areas import enclose_positions
from archive.maps.figure import FIGURE_SIZES, compose_map, prepare_path
from archive.maps.label_positions import has_overlap
from archive.maps.map_view import WHOLE_VIEW
from archive.maps.parts import MapPath, PathLeg, PathStop
from archive.maps.paths import compute_path_course
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
    assert first.end[0] < dots[0][0][0] < dots[2][1][0] < second.start[0]


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
    assert re.match(r"(M[-\d.]+ [-\d.]+L[-\d.]+ [-\d.]+)+$", drawn.legs)


def test_paths_are_beside_flows_and_as_they_are_given():
    marches = tuple(make_march(12, seed)._replace(identifier=f"march-{seed}") for seed in (1, 2))
    map_figure = compose_map((), (), "en", paths=marches)
    assert [path.identifier for path in map_figure.paths] == ["march-1", "march-2"]
    assert map_figure.linked
