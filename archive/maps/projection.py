"""Degrees to map units: the Lambert conformal conic projection with two standard parallels, on the ellipsoid.

After Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), equations 14-15, 15-1 to 15-4, 15-7
to 15-10. Standard parallels 48° and 54° N, origin 51° N, 15.5° E, WGS 84. A map unit is 1,210 m on the standard parallels; x runs
east from 0 to 1000, y runs south from 0, so that the frame spans about 7.3° to 24.6° E and 55.75° to 47.25° N.
"""

from math import cos, log, pi, radians, sin, sqrt, tan

SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
STANDARD_PARALLELS = (48.0, 54.0)
PROJECTION_ORIGIN = (51.0, 15.5)
METRES_PER_UNIT = 1210.0
ORIGIN_UNITS = (473.0, 436.4)

_ECCENTRICITY = sqrt(FLATTENING * (2 - FLATTENING))


def _compute_parallel_radius(latitude: float) -> float:
    """Return the radius of a parallel, in semi-major axes (Snyder 14-15)."""
    return cos(latitude) / sqrt(1 - (_ECCENTRICITY * sin(latitude)) ** 2)


def _compute_half_angle_tangent(latitude: float) -> float:
    """Return the tangent of half the isometric colatitude (Snyder 15-9)."""
    sine = _ECCENTRICITY * sin(latitude)
    return tan(pi / 4 - latitude / 2) / ((1 - sine) / (1 + sine)) ** (_ECCENTRICITY / 2)


_FIRST_PARALLEL, _SECOND_PARALLEL = (radians(parallel) for parallel in STANDARD_PARALLELS)
_CONE_CONSTANT = log(_compute_parallel_radius(_FIRST_PARALLEL) / _compute_parallel_radius(_SECOND_PARALLEL)) / log(
    _compute_half_angle_tangent(_FIRST_PARALLEL) / _compute_half_angle_tangent(_SECOND_PARALLEL)
)
_RADIUS_FACTOR = (
    SEMI_MAJOR
    * _compute_parallel_radius(_FIRST_PARALLEL)
    / (_CONE_CONSTANT * _compute_half_angle_tangent(_FIRST_PARALLEL) ** _CONE_CONSTANT)
)
_ORIGIN_RADIUS = _RADIUS_FACTOR * _compute_half_angle_tangent(radians(PROJECTION_ORIGIN[0])) ** _CONE_CONSTANT


def project_to_metres(latitude: float, longitude: float) -> tuple[float, float]:
    """Return easting and northing in metres from the origin, of a point in decimal degrees (WGS 84)."""
    radius = _RADIUS_FACTOR * _compute_half_angle_tangent(radians(latitude)) ** _CONE_CONSTANT
    angle = _CONE_CONSTANT * radians(longitude - PROJECTION_ORIGIN[1])
    return radius * sin(angle), _ORIGIN_RADIUS - radius * cos(angle)


def project_to_units(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the point's x and y in map units; outside the frame they are outside 0 to 1000."""
    east, north = project_to_metres(latitude, longitude)
    return ORIGIN_UNITS[0] + east / METRES_PER_UNIT, ORIGIN_UNITS[1] - north / METRES_PER_UNIT
