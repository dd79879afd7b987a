"""Degrees to map units: the Lambert conformal conic with two standard parallels, on the ellipsoid.

After Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), equations 14-15, 15-1 to 15-4, 15-7
to 15-10. Standard parallels 48° and 54° N, origin 51° N, 15.5° E, WGS 84. A map unit is 1,210 m on the standard parallels; x runs
east from 0 to 1000, y runs south from 0, so that the frame spans about 7.3° to 24.6° E and 55.75° to 47.25° N.
"""

from math import cos, log, pi, radians, sin, sqrt, tan

SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
PARALLELS = (48.0, 54.0)
ORIGIN = (51.0, 15.5)
METRES_PER_UNIT = 1210.0
ORIGIN_UNITS = (473.0, 436.4)

_E = sqrt(FLATTENING * (2 - FLATTENING))


def _m(latitude: float) -> float:
    """Snyder 14-15: the radius of the parallel, in semi-major axes."""
    return cos(latitude) / sqrt(1 - (_E * sin(latitude)) ** 2)


def _t(latitude: float) -> float:
    """Snyder 15-9: the isometric colatitude's half-angle tangent."""
    sine = _E * sin(latitude)
    return tan(pi / 4 - latitude / 2) / ((1 - sine) / (1 + sine)) ** (_E / 2)


_FIRST, _SECOND = (radians(parallel) for parallel in PARALLELS)
_N = log(_m(_FIRST) / _m(_SECOND)) / log(_t(_FIRST) / _t(_SECOND))
_F = SEMI_MAJOR * _m(_FIRST) / (_N * _t(_FIRST) ** _N)
_RADIUS = _F * _t(radians(ORIGIN[0])) ** _N


def metres(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing in metres from the origin, of a point in decimal degrees (WGS 84)."""
    radius = _F * _t(radians(latitude)) ** _N
    angle = _N * radians(longitude - ORIGIN[1])
    return radius * sin(angle), _RADIUS - radius * cos(angle)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The point's x and y in map units; a point off the frame simply falls outside 0 to 1000."""
    east, north = metres(latitude, longitude)
    return ORIGIN_UNITS[0] + east / METRES_PER_UNIT, ORIGIN_UNITS[1] - north / METRES_PER_UNIT
