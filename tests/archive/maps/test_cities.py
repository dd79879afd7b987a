"""Cities on maps: they orient, give way to records, and lead nowhere."""

import pytest

from archive.maps.basemap import read_drawing, sample_path
from archive.maps.cities import CITIES
from archive.maps.figure import FIGURE_SIZES, compose_map
from archive.maps.grids import PointRows
from archive.maps.label_positions import make_level_position
from archive.maps.parts import MapPlace


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("size", FIGURE_SIZES)
def test_cities_are_named_in_the_language_of_the_map_and_lead_nowhere(language, size):
    cities = compose_map((), (), language, size=size).cities
    assert [city.label.words for city in cities] == [city.names[language] for city in CITIES]
    assert not any(city.label.href for city in cities)


def test_city_gives_way_to_a_record_at_its_position():
    camp = MapPlace("camp", "camp", 52.52, 13.41, "Camp in Berlin")
    map_figure = compose_map((camp,), (), "en")
    assert [mark.label.words for mark in map_figure.marks] == ["Camp in Berlin"]
    assert "Berlin" not in [city.label.words for city in map_figure.cities]


def test_name_of_a_place_on_the_coast_does_not_cover_the_coast():
    size = FIGURE_SIZES["wide"]
    (mark,) = compose_map((MapPlace("stutthof", "camp", 54.33, 19.15, "Stutthof"),), (), "en").marks
    side = {"start": "right", "end": "left", "middle": "middle"}[mark.label.anchor]
    (box,) = make_level_position(mark.label.words, size.name, (float(mark.label.x), float(mark.label.y)), side).boxes
    assert not PointRows(sample_path(read_drawing()["coast"])).count_inside(box)
