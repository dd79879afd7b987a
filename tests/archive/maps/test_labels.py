"""Labels touch neither each other nor marks, routes or the frame, on every map of the archive."""

import re

import pytest

from archive.maps.basemap import read_drawing, sample_path
from archive.maps.figure import FIGURE_SIZES, compose_map
from archive.maps.geometry import Box, Curve, make_square
from archive.maps.grids import BoxGrid, PointGrid, PointRows
from archive.maps.label_positions import has_overlap, make_level_position, make_turned_position, propose_along, propose_beside
from archive.maps.labels import LabelGrid, LabelSpace, find_free_position, place_labels
from archive.maps.parts import MapPlace
from tests.archive.maps.faults import list_faults
from tests.support.map_figures import figure, figures, figures_of_times, labels, mark_points
from tests.support.repository import ROOT

FRAME = Box(0, 0, 200, 100)
MARK = 6.0
# Points of the coast in the box of a label, which is larger than its letters, that hardly touches the coast
TOUCHED = 20


@pytest.mark.django_db
@pytest.mark.published_pages
def test_no_map_of_the_archive_has_a_label_fault():
    maps = [*figures(), *figures_of_times()]
    assert len(maps) >= 2 * (2 + 15) + 2 * 2 * 4
    assert not list_faults(maps)


@pytest.mark.django_db
@pytest.mark.published_pages
def test_names_of_regions_and_cities_and_times_of_routes_keep_off_the_coast():
    coast = PointRows(sample_path(read_drawing()["coast"]))
    for what, map_figure in [*figures(), *figures_of_times()]:
        texts = [line.label for line in map_figure.flows if line.label] + [pointer.label for pointer in map_figure.pointers]
        words = {text.words for text in (*texts, *map_figure.regions, *(city.label for city in map_figure.cities))}
        for label in (label for label in labels(map_figure) if label.words in words):
            assert sum(map(coast.count_inside, label.spot.boxes)) <= TOUCHED, (what, label.words)


def test_words_that_would_only_fit_on_the_coast_are_left_out():
    curve = Curve((10, 50), (20, 50), (180, 50), (190, 50))
    coast = PointRows((x, y) for x in range(0, 200, 4) for y in range(0, 100, 4))
    usual, limited = (LabelSpace(FRAME, soft=coast, most_covered=most) for most in (float("inf"), 10))
    assert find_free_position(propose_along("winter 1944", 15, curve), LabelGrid(), usual)
    assert not find_free_position(propose_along("winter 1944", 15, curve), LabelGrid(), limited)


@pytest.mark.django_db
@pytest.mark.published_pages
def test_fourth_route_has_a_distinct_dash_and_a_label(example_archive):
    maps = [(what, map_figure) for what, map_figure in figures() if " None " in what]
    assert len(maps) == 4
    for what, map_figure in maps:
        assert sorted(flow.dash for flow in map_figure.flows) == ["1", "2", "3", "4"], what
        assert all(flow.label for flow in map_figure.flows), what
    assert not list_faults(maps)


@pytest.mark.django_db
@pytest.mark.published_pages
def test_name_is_nearest_to_its_mark():
    for what, map_figure in figures():
        points = mark_points(map_figure)
        for mark, label in zip(map_figure.marks, labels(map_figure), strict=False):
            (box,) = label.spot.boxes
            reach = {name: _distance(point, box) for name, point in points.items()}
            assert min(reach, key=reach.__getitem__) == mark.identifier, what


def _distance(point: tuple[float, float], box: Box) -> float:
    x, y = point
    return max(box.left - x, 0, x - box.right) ** 2 + max(box.top - y, 0, y - box.bottom) ** 2


@pytest.mark.django_db
@pytest.mark.published_pages
def test_every_place_and_period_is_on_every_map():
    for what, map_figure in figures():
        linked = [text for text in (*map_figure.waters, *map_figure.regions) if text.href]
        assert len(map_figure.marks) + len(map_figure.pointers) + len(linked) == 12, what
        assert all(flow.label for flow in map_figure.flows), what


@pytest.mark.django_db
@pytest.mark.published_pages
def test_wide_map_names_every_sea_and_river():
    for language in ("ar", "en"):
        assert len(figure(language).waters) == 2
        assert len(figure(language).rivers) == 5


def test_style_sheet_sets_no_type_larger_than_the_map_size():
    css = (ROOT / "archive/static/archive/css/map.css").read_text(encoding="utf-8")
    for name, size in FIGURE_SIZES.items():
        rules = " ".join(re.findall(rf"\.map-{name} \{{([^}}]*)\}}", css))
        limits = {"name": size.name, "focus": size.name, "time": size.time, "river": size.river}
        declared = [(kind, float(value)) for kind, value in re.findall(r"--map-(\w+): ([\d.]+)px", rules)]
        assert {kind for kind, _ in declared} == set(limits)
        assert all(value <= limits[kind] for kind, value in declared)
    assert "--map-script: 1.1;" in css


def test_name_does_not_cover_a_neighbouring_mark():
    places = tuple(MapPlace(name, "camp", 50.3, longitude, "Long name") for name, longitude in (("west", 20.0), ("east", 20.8)))
    map_figure = compose_map(places, (), "en")
    marks = [make_square(point, MARK) for point in mark_points(map_figure).values()]
    assert not [label for label in labels(map_figure) if label.name and any(label.spot.boxes[0].overlaps(mark) for mark in marks)]


def test_names_of_the_same_point_do_not_overlap():
    chosen = place_labels({name: propose_beside("Name", 10, (100, 50), 8) for name in ("first", "second")}, LabelSpace(FRAME))
    assert not has_overlap(chosen["first"], chosen["second"])


def test_name_at_the_edge_is_placed_inwards():
    chosen = place_labels({"one": propose_beside("Name", 10, (195, 50), 8)}, LabelSpace(FRAME))
    assert all(box.within(FRAME) for box in chosen["one"].boxes)


def test_hard_points_are_not_covered_and_soft_points_are_avoided():
    hard = LabelSpace(FRAME, points=PointGrid([(115, 50)]))
    soft = LabelSpace(FRAME, soft=PointRows((115, y) for y in range(40, 60)))
    free = place_labels({"one": propose_beside("Name", 10, (100, 50), 8)}, LabelSpace(FRAME))["one"]
    assert free.boxes[0].contains((115, 50))
    for space in (hard, soft):
        assert not place_labels({"one": propose_beside("Name", 10, (100, 50), 8)}, space)["one"].boxes[0].contains((115, 50))


def test_name_without_space_is_omitted():
    spots = [make_level_position("Name", 10, (100, 50), "middle")]
    assert find_free_position(spots, LabelGrid(), LabelSpace(FRAME)) == spots[0]
    assert find_free_position(spots, LabelGrid(spots), LabelSpace(FRAME)) is None
    assert find_free_position(spots, LabelGrid(), LabelSpace(FRAME, boxes=BoxGrid([make_square((100, 50), 5)]))) is None
    assert (
        find_free_position(
            propose_along("Name", 10, Curve((0, 0), (0, 0), (0, 0), (0, 0))), LabelGrid(), LabelSpace(Box(0, 0, 10, 10))
        )
        is None
    )


def test_turned_text_covers_boxes_along_its_line():
    spot = make_turned_position("Vistula", 10, (100, 50), 90)
    assert all(abs((box.left + box.right) / 2 - 100) < 1e-6 for box in spot.boxes)
    assert spot.boxes[0].top < 40
    assert spot.boxes[-1].bottom > 60
