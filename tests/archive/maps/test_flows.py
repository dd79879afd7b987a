"""Courses of routes on the map, and arrows towards places beyond the frame."""

import re
from math import dist

import pytest
from django.utils.translation import override

from archive.maps.basemap import load_basemap
from archive.maps.figure import FIGURE_SIZES, compose_map, compute_courses
from archive.maps.flows import BRACKET_GAP, BranchPlanner, compute_course, find_stream_ends
from archive.maps.grids import PointGrid, SegmentGrid
from archive.maps.label_positions import find_edge
from archive.maps.map_places import MapPlaces
from archive.maps.parts import MapFlow, MapPlace
from archive.maps.projection import project_to_units
from marches.map_data import DASH_STYLES, build_overview
from marches.models import Route
from tests.support.map_figures import figure, figures, frame, mark_points
from tests.support.repository import ROOT

WEST, EAST = [(0, 0), (0, 100)], [(300, 20), (300, 80), (320, 120)]

# Width of the line of a march in map.css
BRANCH_WIDTH = 2.2


def count_moves(path: str) -> int:
    return path.count("M")


@pytest.fixture
def routes(db):
    return {route.subject.identifier: route for route in Route.objects.with_texts()}


def find_flow(name: str):
    return next(flow for flow in figure("en").flows if name in flow.identifier)


def test_route_has_one_arrow_and_a_branch_for_each_place_of_a_set(routes):
    for flow in figure("en").flows:
        route = routes[flow.identifier]
        sets = [ends for ends in (route.origins, route.destinations) if len(ends) > 1]
        assert count_moves(flow.branches) == sum(map(len, sets))
        assert count_moves(flow.brackets) == len(sets)
        assert count_moves(flow.stream) == count_moves(flow.heads) == 1


@pytest.mark.django_db
@pytest.mark.published_pages
def test_winter_route_has_seven_branches_and_two_brackets():
    winter = find_flow("winter")
    assert count_moves(winter.branches) == 7
    assert count_moves(winter.brackets) == 2


@pytest.mark.django_db
@pytest.mark.published_pages
def test_no_line_can_be_followed_from_an_origin_to_a_destination():
    for label, map_figure in figures():
        for flow in (flow for flow in map_figure.flows if flow.brackets):
            stream = [tuple(map(float, pair)) for pair in re.findall(r"([-\d.]+) ([-\d.]+)", flow.stream)]
            corners = [tuple(map(float, pair)) for pair in re.findall(r"([-\d.]+) ([-\d.]+)", flow.brackets)]
            for point in stream[0], stream[-1]:
                assert min(dist(point, corner) for corner in corners) > BRACKET_GAP, (label, flow.identifier)
            ends = [tuple(map(float, pair)) for pair in re.findall(r"([-\d.]+) ([-\d.]+)", flow.branches)]
            assert min(dist(point, end) for point in (stream[0], stream[-1]) for end in ends) > 0.9 * BRACKET_GAP


@pytest.mark.django_db
@pytest.mark.published_pages
def test_single_destination_is_reached_by_the_stream():
    spring = find_flow("mauthausen")
    assert count_moves(spring.branches) == 3
    assert count_moves(spring.brackets) == 1
    tip = tuple(map(float, spring.heads[1:].split("L")[0].split()))
    assert dist(tip, mark_points(figure("en"))["mauthausen"]) < 12


@pytest.mark.django_db
@pytest.mark.published_pages
def test_arrow_to_the_baltic_ends_before_the_hatched_shore():
    baltic = find_flow("baltic")
    assert figure("en").shores == ((load_basemap().shores["baltic-sea"].outline, True),)
    tip = tuple(map(float, baltic.heads[1:].split("L")[0].split()))
    coast = load_basemap().shores["baltic-sea"].points
    assert min(dist(tip, point) for point in coast) == pytest.approx(10, abs=0.2)


@pytest.mark.django_db
@pytest.mark.published_pages
def test_shore_is_grey_if_its_route_is():
    for label, map_figure in figures():
        flow = next(flow for flow in map_figure.flows if "baltic" in flow.identifier)
        assert map_figure.shores[0][1] is flow.current, label


def test_branches_meet_their_bracket_at_right_angles_and_apart():
    course = compute_course(WEST, EAST)
    first, second = course.brackets
    for curves, bracket in ((course.branches[:2], first), (course.branches[2:], second)):
        ends = [curve.end if curve in course.branches[:2] else curve.start for curve in curves]
        assert len(set(ends)) == len(curves)
        for curve, end in zip(curves, ends, strict=True):
            control = curve.second if end == curve.end else curve.first
            (ax, ay), (bx, by) = bracket[1:3]
            assert abs((bx - ax) * (control[0] - end[0]) + (by - ay) * (control[1] - end[1])) < 1e-6
            assert dist(bracket[1], end) + dist(end, bracket[2]) == pytest.approx(dist(bracket[1], bracket[2]))


def test_arrow_touches_no_bracket_and_has_a_length():
    course = compute_course(WEST, EAST)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for _, a, b, _ in course.brackets]
    assert [round(dist(point, middle)) for point, middle in zip((course.stream.start, course.head[0]), middles, strict=True)] == [
        9,
        9,
    ]
    assert dist(course.stream.start, course.head[0]) > 30


def test_pair_of_places_has_an_arrow_without_brackets():
    course = compute_course([(0, 0)], [(300, 0)])
    assert not course.branches
    assert not course.brackets
    assert (course.stream.start, course.head[0]) == ((5, 0), (291, 0))


def test_sets_that_overlap_still_have_a_stream():
    start, end = find_stream_ends([(0, 0), (100, 0)], [(50, 10), (150, 0)])
    assert dist(start, end) > 10


def test_branch_bends_to_avoid_a_mark():
    plain = compute_course([(0, 0)], [(300, 0), (300, 160)])
    mark = plain.branches[1].at(0.5)
    repeated = compute_course([(0, 0)], [(300, 0), (300, 160)], planner=BranchPlanner(PointGrid([mark]), SegmentGrid()))
    assert min(dist(point, mark) for point in repeated.branches[1].points(40)) > 5


def test_route_between_unknown_places_is_an_error():
    with pytest.raises(KeyError):
        compose_map((), (MapFlow("route", ("nowhere",), ("elsewhere",)),), "en")


def test_sea_without_a_shore_has_a_head():
    places = (MapPlace("camp", "camp", 52, 13, "Camp"), MapPlace("north-sea", "sea", 54.5, 8, "North Sea"))
    course = compute_courses((MapFlow("route", ("camp",), ("north-sea",)),), MapPlaces(places).points)["route"]
    assert dist(course.head[0], MapPlaces(places).points["north-sea"]) == pytest.approx(9)


@pytest.mark.django_db
@pytest.mark.published_pages
def test_place_beyond_the_frame_has_an_arrow_at_the_edge():
    place = next(place for place in build_overview()["places"] if place.href.endswith("/places/eastern-belarus/"))
    point = project_to_units(float(place.latitude), float(place.longitude))
    for label, map_figure in figures():
        assert find_edge(point, frame(map_figure)) == "right", label
        (pointer,) = map_figure.pointers
        assert pointer.identifier == "eastern-belarus", label
        assert "eastern-belarus" not in mark_points(map_figure)
        assert pointer.label.href.endswith("/places/eastern-belarus/")
        tip = float(pointer.path.split("L")[1].split("M")[0].split()[0])
        assert frame(map_figure).right - tip == pytest.approx(5), label


@pytest.mark.parametrize(
    ("latitude", "longitude", "towards"), [(51, 40, "right"), (51, -5, "left"), (62, 15, "top"), (40, 15, "bottom")]
)
@pytest.mark.parametrize("size", FIGURE_SIZES)
def test_arrow_is_at_the_nearest_edge(latitude, longitude, towards, size):
    place = MapPlace("far", "region", latitude, longitude, "Far away")
    (pointer,) = compose_map((place,), (), "en", size=size).pointers
    tail, tip = (tuple(map(float, part.split())) for part in pointer.path[1:].split("M")[0].split("L"))
    step = {"right": (24, 0), "left": (-24, 0), "top": (0, -24), "bottom": (0, 24)}[towards]
    assert (tip[0] - tail[0], tip[1] - tail[1]) == pytest.approx(step, abs=0.11)
    assert find_edge(project_to_units(latitude, longitude), FIGURE_SIZES[size].frame) == towards


def test_region_in_the_frame_has_a_name_and_no_mark():
    map_figure = compose_map((MapPlace("region", "region", 51, 15, "Region", "/r"),), (), "en", focus="region")
    assert [(text.words, text.href, text.current) for text in map_figure.regions] == [("Region", "/r", True)]
    assert not map_figure.marks
    assert map_figure.linked


@pytest.mark.django_db
@pytest.mark.published_pages
def test_equal_input_gives_the_same_figure():
    with override("ar"):
        assert build_overview()["map"] is build_overview()["map"]


@pytest.mark.django_db
@pytest.mark.published_pages
def test_every_dash_style_has_a_pattern_and_can_be_highlighted():
    css = (ROOT / "archive/static/archive/css/map.css").read_text(encoding="utf-8")
    patterns = re.findall(r"\.map-dash-(\d) \{ --map-dash: ([\d. ]+); \}", css)
    assert [number for number, _ in patterns] == list(DASH_STYLES)
    assert len({tuple(map(float, lengths.split())) for _, lengths in patterns}) == len(DASH_STYLES) >= 6
    # A row of dots is where an account leaves stops out
    assert all(max(map(float, lengths.split()[::2])) >= 2 * BRANCH_WIDTH for _, lengths in patterns)
    for dash in DASH_STYLES:
        assert f".map-figure:has(.map-dash-{dash}:is(:hover, :focus-within, :target)) .map-dash-{dash}" in css
