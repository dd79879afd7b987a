"""The derived base map is complete, names its origin, and fits the projection."""

import json
import re

import brotli
import pytest

from archive.maps.basemap import (
    BASEMAP_FILE,
    CLEAR_LAYERS,
    DRAWING_FILE,
    LAYER_NAMES,
    POINT_SPACING,
    load_basemap,
    read_drawing,
    sample_path,
)
from archive.maps.geometry import parse_line_paths
from archive.maps.labels import SEA_NAME_POINTS, WATER_NAMES
from archive.maps.projection import METRES_PER_UNIT, PROJECTION_ORIGIN, STANDARD_PARALLELS, project_to_units

PATH = re.compile(r"(M-?[\d.]+ ?-?[\d.]+l[-\d. ]+z?)+")


@pytest.fixture(scope="module")
def data():
    return json.loads(BASEMAP_FILE.read_text(encoding="utf-8"))


def test_data_names_its_provenance(data):
    provenance = data["provenance"]
    assert "Natural Earth" in provenance["source"]
    assert provenance["licence"] == "public domain"
    assert provenance["changes"]


def test_data_has_the_projection_of_the_site(data):
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", data["provenance"]["projection"].split("WGS")[0])]
    assert numbers == [*STANDARD_PARALLELS, *PROJECTION_ORIGIN]
    assert f"1 unit = {METRES_PER_UNIT:g} m" in data["provenance"]["projection"]


def test_every_layer_is_path_data_inside_the_frame(data):
    assert set(read_drawing()) == set(LAYER_NAMES) > set(CLEAR_LAYERS)
    paths = [*read_drawing().values(), *(shore["path"] for shore in data["shores"].values())]
    for path in paths:
        assert PATH.fullmatch(path)
        assert path.count("M") == len(parse_line_paths(path))
        for x, y in (point for line in parse_line_paths(path) for point in line):
            assert -4 <= x <= 1004
            assert -4 <= y <= data["height"] + 4


def test_drawing_is_small_has_its_licence_and_no_style():
    drawing = DRAWING_FILE.read_text(encoding="utf-8")
    assert len(brotli.compress(drawing.encode())) <= 25_000
    assert "Natural Earth" in drawing
    assert "public domain" in drawing
    assert not re.search(r"<style|class=|<script|<path[^>]* (?:fill|stroke)", drawing)


def test_waters_have_names_in_both_languages(data):
    assert set(data["names"]) | set(SEA_NAME_POINTS) == set(WATER_NAMES)
    assert all(set(words) == {"ar", "en"} and all(words.values()) for words in WATER_NAMES.values())
    assert all(data["names"].values())


def test_river_names_are_never_upside_down(data):
    assert all(abs(spot["angle"]) < 90 for spots in data["names"].values() for spot in spots)


def test_points_are_close_along_the_lines():
    base = load_basemap()
    assert set(base.points) >= set(sample_path(read_drawing()["coast"]))
    assert all(-4 <= x <= 1004 and -4 <= y <= 784 for x, y in base.points)
    assert POINT_SPACING <= 4


def test_shore_is_around_the_point_of_the_gazetteer():
    x, y = project_to_units(54.3, 11.2)
    shore = load_basemap().shores["baltic-sea"]
    assert all(abs(u - x) < 45 and abs(v - y) < 45 for u, v in shore.points)


def test_site_imports_no_package_of_the_derivation():
    needed = {"shapely", "pyproj", "shapefile"}
    for module in BASEMAP_FILE.parent.glob("*.py"):
        if not module.name.startswith("derive_"):
            assert not needed & set(re.findall(r"^(?:from|import) (\w+)", module.read_text(encoding="utf-8"), re.MULTILINE))
