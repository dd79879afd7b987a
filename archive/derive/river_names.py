"""Positions of river names, for ``archive.derive.basemap``. Lengths are in map units."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, degrees

from shapely import LineString, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

CHORD_LENGTH, CHORD_STEP, RIVER_GAP, MIN_DISTANCE, MAX_SLOPE, MIN_STRAIGHTNESS = 56, 7, 9, 24, 66, 0.84


def find_name_positions(river: list[LineString], frame: Polygon) -> list[dict[str, float]]:
    """Return middle point and angle in degrees of possible names, the straightest course first."""
    chords = sorted((stretch for line in river for stretch in find_straight_chords(line, frame)), key=lambda chord: -chord.length)
    chosen: list[LineString] = []
    for chord in chords:
        if all(chord.distance(other) > MIN_DISTANCE for other in chosen):
            chosen.append(chord)
    course = unary_union(river)
    return [position for chord in chosen for position in find_positions_beside(course, chord)]


def find_straight_chords(line: LineString, frame: Polygon) -> Iterator[LineString]:
    """Yield chords, west to east, of parts that are straight and level enough for a name."""
    for start in range(0, max(0, int(line.length) - CHORD_LENGTH), CHORD_STEP):
        chord = LineString(sorted(line.interpolate(at).coords[0] for at in (start, start + CHORD_LENGTH)))
        if abs(measure_slope(chord)) <= MAX_SLOPE and chord.length > MIN_STRAIGHTNESS * CHORD_LENGTH and frame.contains(chord):
            yield chord


def measure_slope(chord: LineString) -> float:
    """Return the angle of a chord in degrees, clockwise as in SVG."""
    (x, y), (u, v) = chord.coords
    return degrees(atan2(v - y, u - x))


def find_positions_beside(course: BaseGeometry, chord: LineString) -> Iterator[dict[str, float]]:
    """Yield a position on each side of a chord, just clear of the river's bends."""
    for side in (-1, 1):
        shifted = (chord.offset_curve(side * offset) for offset in range(RIVER_GAP, 4 * RIVER_GAP))
        middle = next((line for line in shifted if line.distance(course) >= RIVER_GAP), None)
        if middle is not None:
            point = middle.interpolate(0.5, normalized=True)
            yield {"x": round(point.x, 1), "y": round(point.y, 1), "angle": round(measure_slope(chord), 1)}
