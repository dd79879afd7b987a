"""A map as plain data for ``templates/maps/figure.html``: what stands where, rounded and ready to print; no markup but path data."""

from __future__ import annotations

from functools import lru_cache

from archive.maps import layers
from archive.maps.basemap import LAYERS, basemap
from archive.maps.boxes import Box
from archive.maps.curves import Point
from archive.maps.flows import Course, course
from archive.maps.parts import CAMP, MapFigure, MapFlow, MapPlace
from archive.maps.projection import project
from archive.maps.sheet import Sheet, Size

__all__ = ["SIZES", "MapFigure", "MapFlow", "MapPlace", "compose", "lay_out"]

SIZES = {
    "wide": Size(Box(0, 0, 1000, 760), name=22, time=17.5, river=14.5),
    "narrow": Size(Box(20, 20, 908, 746), name=33, time=28, river=23),
}


@lru_cache(maxsize=256)
def compose(
    places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...], language: str, focus: str | None = None, size: str = "wide"
) -> MapFigure:
    """The map of ``places`` and ``flows`` in a language (``ar``, ``en``) and a size (``wide``, ``narrow``).

    ``focus`` is the identifier of the place the page is about. Flows may name only places that are given: KeyError otherwise.
    Equal arguments give the same figure, computed once.
    """
    sheet = Sheet(places, flows, positions(places), lay_out(places, flows), SIZES[size], language, focus)
    frame = sheet.size.frame
    return MapFigure(
        size=size,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        view_box=f"{frame.left:g} {frame.top:g} {frame.right - frame.left:g} {frame.bottom - frame.top:g}",
        layers=LAYERS,
        linked=any([*(place.href for place in places), *(flow.href for flow in flows)]),
        shores=tuple(layers.shores(sheet)),
        marks=tuple(layers.marks(sheet)),
        pointers=tuple(layers.pointers(sheet)),
        regions=tuple(layers.regions(sheet)),
        waters=tuple(layers.waters(sheet)),
        flows=tuple(layers.flows(sheet)),
        rivers=tuple(layers.rivers(sheet)),
    )


def lay_out(places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...]) -> dict[str, Course]:
    """The course of every flow (map units), each keeping clear of the camps' marks and of the flows before it.

    A flow whose one destination is a sea of which the base map has the shore ends along that shore.
    """
    points = positions(places)
    marks = [points[place.identifier] for place in places if place.kind == CAMP]
    courses: dict[str, Course] = {}
    for flow in flows:
        shore = basemap().shores.get(flow.destinations[0]) if len(flow.destinations) == 1 else None
        ends = shore.points if shore else [points[name] for name in flow.destinations]
        drawn = [curve.points() for other in courses.values() for curve in other.curves]
        origins = [points[name] for name in flow.origins]
        courses[flow.identifier] = course(origins, ends, shore=shore is not None, marks=marks, drawn=drawn)
    return courses


def positions(places: tuple[MapPlace, ...]) -> dict[str, Point]:
    """Where places lie, in map units, by their identifiers."""
    return {place.identifier: project(place.latitude, place.longitude) for place in places}
