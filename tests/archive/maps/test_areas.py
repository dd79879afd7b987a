"""Areas of narrower maps: their spelling, what is refused, and the cells that clusters lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.maps.areas import CELL_SIZES, AreaError, MapArea, enclose_positions, find_cell, find_wider_area, parse_area
from archive.maps.figure import FIGURE_SIZES
from archive.maps.map_view import find_view
from archive.maps.projection import project_to_units

positions = st.tuples(st.floats(-55, 80), st.floats(-170, 170))
SMALLEST = len(CELL_SIZES) - 1


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("16,50,20,52.5", "16,50,20,52.5"),
        (" 16.0 , 50.00,20 ,52.50", "16,50,20,52.5"),
        ("16.001,50.009,19.991,52.499", "16,50,20,52.5"),
        ("-4,-2.5,+0,0", "-4,-2.5,0,0"),
        ("-0.5,50,0.5,51", "-0.5,50,0.5,51"),
        ("-180,-60,180,85", "-180,-60,180,85"),
    ],
)
def test_area_has_one_spelling(text, spelling):
    assert parse_area(text).text == spelling
    assert parse_area(spelling).text == spelling


@pytest.mark.parametrize(
    ("text", "fault", "value"),
    [
        ("", "parts", ""),
        ("16,50,20", "parts", "16,50,20"),
        ("16,50,20,52,1", "parts", "16,50,20,52,1"),
        ("16;50;20;52", "parts", "16;50;20;52"),
        ("16,50,20,x", "number", "x"),
        ("16,50,20,", "number", ""),
        ("16,50,20,1e9", "number", "1e9"),
        ("16,50,nan,52", "number", "nan"),
        ("16,50,20,٥٢", "number", "٥٢"),
        ("16°,50,20,52", "number", "16°"),
        ("20,50,16,52", "order", "20, 16"),
        ("16,52,20,50", "order", "52, 50"),
        ("16,50,16,52", "order", "16, 16"),
        ("16,50,20,86", "bounds", "16,50,20,86"),
        ("-181,50,20,52", "bounds", "-181,50,20,52"),
        ("16,50,16.1,52", "small", "16,50,16.1,52"),
        ("16,50,20,50.05", "small", "16,50,20,50.05"),
    ],
)
def test_text_that_is_no_area_is_refused(text, fault, value):
    with pytest.raises(AreaError) as error:
        parse_area(text)
    assert (error.value.fault, error.value.value) == (fault, value)


@given(positions, st.integers(0, SMALLEST))
def test_cell_contains_its_position_and_is_an_area(position, level):
    cell = find_cell(*position, level)
    assert cell.contains(*position)
    assert MapArea(*(round(float(part) * 100) for part in cell.text.split(","))) == cell


@given(st.lists(positions, min_size=1, max_size=9))
def test_enclosed_positions_are_in_the_area(several):
    area = enclose_positions(several)
    assert all(area.contains(*position) for position in several)


@given(positions, st.integers(2, SMALLEST))
def test_wider_areas_lead_to_the_whole_map(position, level):
    area, seen = find_cell(*position, level), []
    while area:
        seen.append(area)
        wider = find_wider_area(area)
        assert wider is None or wider.covers(area)
        area = wider
    assert len(seen) == len(set(seen)) <= len(CELL_SIZES)


@pytest.mark.parametrize("size", FIGURE_SIZES)
@given(st.tuples(st.floats(45, 57), st.floats(5, 28)), st.integers(2, SMALLEST))
def test_view_shows_the_whole_area_and_its_cells_are_smaller(size, position, level):
    area, frame = find_cell(*position, level), FIGURE_SIZES[size].frame
    view = find_view(area, frame)
    corners = [(south, west) for south in (area.south, area.north) for west in (area.west, area.east)]
    for south, west in corners:
        x, y = view.place(project_to_units(south / 100, west / 100))
        assert frame.left <= x <= frame.right
        assert frame.top <= y <= frame.bottom
    assert view.level > level or level == SMALLEST
