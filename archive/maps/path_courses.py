"""Shapes of marches on a map, which ``paths`` computes. Everything is in map units."""

from __future__ import annotations

from dataclasses import dataclass

from archive.maps.flows import ArrowHead
from archive.maps.geometry import Curve, Point
from archive.maps.grids import PointGrid


@dataclass(frozen=True)
class PathCourse:
    """The shape of a march: a point for each stop, a line for each leg, those of broken legs apart, and arrow heads, the tip of each first."""

    stops: tuple[Point, ...]
    legs: tuple[Curve, ...]
    broken: tuple[Curve, ...]
    dots: tuple[Point, ...]
    heads: tuple[ArrowHead, ...]

    @property
    def curves(self) -> tuple[Curve, ...]:
        """Return every line of the march."""
        return (*self.legs, *self.broken)


@dataclass(frozen=True, eq=False)
class PathLines:
    """The course of a march on the whole map, and points of its lines."""

    course: PathCourse
    points: PointGrid
