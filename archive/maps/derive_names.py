"""Where a river's name may stand beside it: a part of ``derive_basemap.py``, run by hand. Everything is in map units."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, degrees

from shapely import LineString, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

LENGTH, STEP, GAP, APART, STEEPEST, STRAIGHT = 56, 7, 9, 24, 66, 0.84


def name_spots(river: list[LineString], frame: Polygon) -> list[dict[str, float]]:
    """Where a river's name may stand, straightest course first: a middle point and an angle in degrees."""
    found = sorted((stretch for line in river for stretch in stretches(line, frame)), key=lambda chord: -chord.length)
    chosen: list[LineString] = []
    for chord in found:
        if all(chord.distance(other) > APART for other in chosen):
            chosen.append(chord)
    course = unary_union(river)
    return [spot for chord in chosen for spot in beside(course, chord)]


def stretches(line: LineString, frame: Polygon) -> Iterator[LineString]:
    """The chords, read from west to east, of the stretches that are straight and level enough to set a name along."""
    for start in range(0, max(0, int(line.length) - LENGTH), STEP):
        chord = LineString(sorted(line.interpolate(at).coords[0] for at in (start, start + LENGTH)))
        if abs(slope(chord)) <= STEEPEST and chord.length > STRAIGHT * LENGTH and frame.contains(chord):
            yield chord


def slope(chord: LineString) -> float:
    """The angle of a chord in degrees, clockwise as SVG turns."""
    (x, y), (u, v) = chord.coords
    return degrees(atan2(v - y, u - x))


def beside(course: BaseGeometry, chord: LineString) -> Iterator[dict[str, float]]:
    """The two places beside a stretch of a river, each just clear of its bends."""
    for side in (-1, 1):
        shifted = (chord.offset_curve(side * offset) for offset in range(GAP, 4 * GAP))
        middle = next((line for line in shifted if line.distance(course) >= GAP), None)
        if middle is not None:
            point = middle.interpolate(0.5, normalized=True)
            yield {"x": round(point.x, 1), "y": round(point.y, 1), "angle": round(slope(chord), 1)}
