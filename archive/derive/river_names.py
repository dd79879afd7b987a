"""Where a river's name may stand beside it: a part of ``derive_basemap.py``, run by hand. Everything is in map units."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, degrees

from shapely import LineString, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

CHORD_LENGTH, CHORD_STEP, RIVER_GAP, MIN_DISTANCE, MAX_SLOPE, MIN_STRAIGHTNESS = 56, 7, 9, 24, 66, 0.84


def find_name_positions(river: list[LineString], frame: Polygon) -> list[dict[str, float]]:
    """Where a river's name may stand, straightest course first: a middle point and an angle in degrees."""
    found = sorted((stretch for line in river for stretch in find_straight_chords(line, frame)), key=lambda chord: -chord.length)
    chosen: list[LineString] = []
    for chord in found:
        if all(chord.distance(other) > MIN_DISTANCE for other in chosen):
            chosen.append(chord)
    course = unary_union(river)
    return [spot for chord in chosen for spot in find_positions_beside(course, chord)]


def find_straight_chords(line: LineString, frame: Polygon) -> Iterator[LineString]:
    """The chords, read from west to east, of the stretches that are straight and level enough to set a name along."""
    for start in range(0, max(0, int(line.length) - CHORD_LENGTH), CHORD_STEP):
        chord = LineString(sorted(line.interpolate(at).coords[0] for at in (start, start + CHORD_LENGTH)))
        if abs(measure_slope(chord)) <= MAX_SLOPE and chord.length > MIN_STRAIGHTNESS * CHORD_LENGTH and frame.contains(chord):
            yield chord


def measure_slope(chord: LineString) -> float:
    """The angle of a chord in degrees, clockwise as SVG turns."""
    (x, y), (u, v) = chord.coords
    return degrees(atan2(v - y, u - x))


def find_positions_beside(course: BaseGeometry, chord: LineString) -> Iterator[dict[str, float]]:
    """The two places beside a stretch of a river, each just clear of its bends."""
    for side in (-1, 1):
        shifted = (chord.offset_curve(side * offset) for offset in range(RIVER_GAP, 4 * RIVER_GAP))
        middle = next((line for line in shifted if line.distance(course) >= RIVER_GAP), None)
        if middle is not None:
            point = middle.interpolate(0.5, normalized=True)
            yield {"x": round(point.x, 1), "y": round(point.y, 1), "angle": round(measure_slope(chord), 1)}
