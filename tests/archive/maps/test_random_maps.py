"""Maps of archives of any size: no label covers anything, no place is lost, clusters lead to what they count."""

import time
from itertools import combinations

import pytest

from archive.maps import figure
from archive.maps.areas import MapArea, parse_area
from archive.maps.figure import FIGURE_SIZES, compose_map
from archive.maps.geometry import Box, make_square
from archive.maps.parts import MapFigure, MapPlace
from tests.archive.maps.faults import list_faults
from tests.support.random_maps import make_flows, make_places

SIZES = [(1, 0, 1.5), (12, 3, 1.5), (60, 4, 0.4), (300, 4, 1.5), (1000, 4, 3.0), (400, 0, 0.02)]
ADDRESS = "/en/map/?area="


def compose(count: int, routes: int, spread: float, size: str, language: str = "en", area: MapArea | None = None) -> MapFigure:
    places = make_places(count, seed=count, spread=spread)
    flows = make_flows(places, routes, seed=count)
    first = tuple(name for flow in flows for name in flow.origins + flow.destinations)
    return compose_map(places, flows, language, size=size, first=first, area=area, address=ADDRESS)


def is_count_on_a_line(_map: str, words: str, fault: str) -> bool:
    """Return whether a fault is a number at an edge that lines leave no other place: it is never omitted."""
    return "+" in words and fault == "covers a route"


def shown(map_figure: MapFigure) -> list[str]:
    """Return the identifiers of everything that a map marks, names or counts."""
    single = (*map_figure.marks, *map_figure.plain_marks, *(pointer for pointer in map_figure.pointers if not pointer.total))
    several = (*map_figure.clusters, *(pointer for pointer in map_figure.pointers if pointer.total))
    return [*(mark.identifier for mark in single), *(name for group in several for name in group.identifiers)]


@pytest.mark.parametrize(("count", "routes", "spread"), SIZES)
@pytest.mark.parametrize("size", FIGURE_SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_label_covers_anything_and_no_place_is_lost(count, routes, spread, size, language):
    map_figure = compose(count, routes, spread, size, language)
    assert not [fault for fault in list_faults([(f"{count} {size}", map_figure)]) if not is_count_on_a_line(*fault)]
    identifiers = shown(map_figure)
    assert len(identifiers) == len(set(identifiers)) == count
    assert map_figure.named | {*map_figure.counted} == {place.identifier for place in make_places(count, count, spread)}
    assert not map_figure.named & {*map_figure.counted}
    assert len(map_figure.marks) <= FIGURE_SIZES[size].names


@pytest.mark.parametrize(("count", "routes", "spread"), SIZES)
@pytest.mark.parametrize("size", FIGURE_SIZES)
def test_circles_touch_neither_each_other_nor_marks(count, routes, spread, size):
    map_figure = compose(count, routes, spread, size)
    circles = [make_square((float(c.x), float(c.y)), float(c.radius)) for c in map_figure.clusters]
    marks = [make_square((float(m.x), float(m.y)), 5) for m in (*map_figure.marks, *map_figure.plain_marks)]
    assert not [pair for pair in combinations(circles, 2) if pair[0].overlaps(pair[1])]
    assert not [circle for circle in circles if any(circle.overlaps(mark) for mark in marks)]
    assert not [pair for pair in combinations(marks, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("size", FIGURE_SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "name", ["Waldberg (Arbeitslager der Fliegerhorst-Werke A.G.)", "A barn by the road from Waldberg to Upper Langenau"]
)
def test_long_name_of_the_place_of_the_page_covers_no_circle(size, language, name):
    for focus in make_places(200, spread=1.0)[:40]:
        others = [place for place in make_places(200, spread=1.0) if place != focus]
        map_figure = compose_map(
            (focus._replace(label=name), *others), (), language, focus=focus.identifier, size=size, address=ADDRESS
        )
        assert not list_faults([(f"{focus.identifier} {size}", map_figure)])
        (mark,) = (mark for mark in map_figure.marks if mark.identifier == focus.identifier)
        assert mark.label.words.startswith(("Waldberg", "A barn"))


def test_equal_input_gives_an_equal_figure():
    figures = []
    for _ in range(2):
        figure.compose_map.cache_clear()
        figures.append(compose(300, 4, 1.5, "wide"))
    assert figures[0] == figures[1]
    assert figures[0] is not figures[1]


def test_order_of_the_places_does_not_matter():
    places = make_places(200)
    one, other = (compose_map(several, (), "en", address=ADDRESS) for several in (places, places[::-1]))
    assert (one.marks, one.clusters, one.named) == (other.marks, other.clusters, other.named)


@pytest.mark.parametrize("size", FIGURE_SIZES)
def test_clusters_lead_to_maps_that_show_what_they_count(size):
    places = make_places(700, spread=1.0)
    waiting, named, seen = [compose_map(places, (), "en", size=size, address=ADDRESS)], set[str](), set[str]()
    while waiting:
        map_figure = waiting.pop()
        named |= map_figure.named | {mark.identifier for mark in map_figure.plain_marks}
        for group in (*map_figure.clusters, *(pointer for pointer in map_figure.pointers if pointer.total)):
            address = group.href if hasattr(group, "href") else group.label.href
            if not address:
                named |= {*group.identifiers}
            elif address not in seen:
                seen.add(address)
                narrower = compose_map(places, (), "en", size=size, area=parse_area(address.partition("=")[2]), address=ADDRESS)
                assert {*group.identifiers} <= {*shown(narrower)}, address
                waiting.append(narrower)
    assert named == {place.identifier for place in places}


def test_places_at_one_point_are_counted_and_named_below_at_last():
    places = tuple(MapPlace(f"hut-{number}", "camp", 51.05, 16.05, f"Hut {number}", f"/{number}/") for number in range(30))
    map_figure = compose_map(places, (), "en", address=ADDRESS)
    areas = []
    while (cluster := map_figure.clusters[0]).href:
        areas.append(cluster.href.partition("=")[2])
        map_figure = compose_map(places, (), "en", area=parse_area(areas[-1]), address=ADDRESS)
    assert len(areas) == len(set(areas)) >= 3
    assert map_figure.clusters[0].total == 29
    assert map_figure.is_coarse


def test_place_of_the_page_is_named_first():
    places = make_places(500)
    least = min(places, key=lambda place: (place.importance, place.identifier))
    map_figure = compose_map(places, (), "en", focus=least.identifier)
    assert least.identifier in map_figure.named
    assert [mark.label.current for mark in map_figure.marks].count(True) == 1


def test_main_camps_are_named_before_other_places():
    places = make_places(500, spread=3)
    named = compose_map(places, (), "en").marks
    main_camps = {place.identifier for place in places if place.importance[0]}
    assert len(main_camps & {mark.identifier for mark in named}) > 0.6 * len(main_camps)


def test_narrower_map_is_enlarged_and_the_whole_is_not():
    places = make_places(100)
    whole, part = (compose_map(places, (), "en", area=area) for area in (None, parse_area("16,50,20,52.5")))
    assert (whole.base, whole.enlargement, whole.is_coarse) == ("", "", False)
    assert part.base.startswith("scale(")
    assert part.enlargement.startswith("map-x")
    assert part.view_box == whole.view_box


@pytest.mark.parametrize(("count", "routes"), [(10, 3), (100, 4), (1000, 4)])
def test_cost_hardly_grows_with_the_archive(count, routes):
    """Time is compared with that of a fixed piece of work, because other processes share the machine."""
    places = make_places(count)
    flows = make_flows(places, routes)
    least = float("inf")
    for size in FIGURE_SIZES:
        compose_map(places, flows, "en", size=size)
    for _ in range(3):
        figure.compose_map.cache_clear()
        begun = time.process_time()
        sum(number * number for number in range(500_000))
        unit = time.process_time() - begun
        begun = time.process_time()
        compose_map(places, flows, "en")
        least = min(least, (time.process_time() - begun) / unit)
    assert least < 8


def test_frame_of_every_size_is_wide_enough_for_its_names():
    for size in FIGURE_SIZES.values():
        assert size.names * size.name * size.name * 8 < (size.frame.right - size.frame.left) * (size.frame.bottom - size.frame.top)
        assert isinstance(size.frame, Box)
