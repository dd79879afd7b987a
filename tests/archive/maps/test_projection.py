"""The projection is compared with that of PROJ."""

import pytest
from pyproj import Transformer

from archive.maps.projection import METRES_PER_UNIT, ORIGIN_UNITS, PROJECTION_ORIGIN, project_to_metres, project_to_units

CONIC = "+proj=lcc +lat_1=48 +lat_2=54 +lat_0=51 +lon_0=15.5 +ellps=WGS84"


@pytest.fixture(scope="module")
def proj():
    return Transformer.from_crs("EPSG:4326", CONIC, always_xy=True)


@pytest.mark.parametrize("latitude", [44, 47.25, 48, 50.0262, 51, 54, 55.75, 60])
@pytest.mark.parametrize("longitude", [2, 7.3, 11.2, 15.5, 24.6, 29.5])
def test_every_point_is_within_a_millimetre_of_proj(proj, latitude, longitude):
    assert project_to_metres(latitude, longitude) == pytest.approx(proj.transform(longitude, latitude), abs=0.001)


def test_the_origin_and_the_unit():
    assert project_to_units(*PROJECTION_ORIGIN) == pytest.approx(ORIGIN_UNITS)
    assert project_to_units(51, 16.5)[0] - project_to_units(51, 15.5)[0] == pytest.approx(
        project_to_metres(51, 16.5)[0] / METRES_PER_UNIT
    )


def test_north_is_up_and_east_is_right():
    x, y = project_to_units(52, 15.5)
    assert x == pytest.approx(ORIGIN_UNITS[0])
    assert y < ORIGIN_UNITS[1]
    assert project_to_units(51, 20)[0] > ORIGIN_UNITS[0]


@pytest.mark.parametrize(("latitude", "longitude", "inside"), [(51, 7.5, True), (51, 6.5, False), (51, 25, False), (51, 24, True)])
def test_frame_spans_these_longitudes(latitude, longitude, inside):
    assert (0 < project_to_units(latitude, longitude)[0] < 1000) is inside
