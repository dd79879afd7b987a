"""A map as plain data for ``templates/maps/figure.html``: what stands where, rounded and ready to print; no markup but path data."""

from __future__ import annotations

from functools import lru_cache

from archive.maps.basemap import LAYER_NAMES, load_basemap
from archive.maps.flows import FlowCourse, compute_course
from archive.maps.geometry import Box, Point
from archive.maps.parts import CAMP, MapFigure, MapFlow, MapPlace
from archive.maps.projection import project_to_units
from archive.maps.sheet import (
    MapSheet,
    MapSize,
    draw_flows,
    draw_marks,
    draw_pointers,
    draw_regions,
    draw_rivers,
    draw_shores,
    draw_waters,
)

__all__ = ["FIGURE_SIZES", "MapFigure", "MapFlow", "MapPlace", "compose_map", "compute_courses"]

FIGURE_SIZES = {
    "wide": MapSize(Box(0, 0, 1000, 760), name=22, time=17.5, river=14.5),
    "narrow": MapSize(Box(20, 20, 908, 746), name=33, time=28, river=23),
}


@lru_cache(maxsize=256)
def compose_map(
    places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...], language: str, focus: str | None = None, size: str = "wide"
) -> MapFigure:
    """The map of ``places`` and ``flows`` in a language (``ar``, ``en``) and a size (``wide``, ``narrow``).

    ``focus`` is the identifier of the place the page is about. Flows may name only places that are given: KeyError otherwise.
    Equal arguments give the same figure, computed once.
    """
    sheet = MapSheet(places, flows, project_places(places), compute_courses(places, flows), FIGURE_SIZES[size], language, focus)
    frame = sheet.size.frame
    return MapFigure(
        size=size,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        view_box=f"{frame.left:g} {frame.top:g} {frame.right - frame.left:g} {frame.bottom - frame.top:g}",
        layers=LAYER_NAMES,
        linked=any([*(place.href for place in places), *(flow.href for flow in flows)]),
        shores=tuple(draw_shores(sheet)),
        marks=tuple(draw_marks(sheet)),
        pointers=tuple(draw_pointers(sheet)),
        regions=tuple(draw_regions(sheet)),
        waters=tuple(draw_waters(sheet)),
        flows=tuple(draw_flows(sheet)),
        rivers=tuple(draw_rivers(sheet)),
    )


def compute_courses(places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...]) -> dict[str, FlowCourse]:
    """The course of every flow (map units), each keeping clear of the camps' marks and of the flows before it.

    A flow whose one destination is a sea of which the base map has the shore ends along that shore.
    """
    points = project_places(places)
    marks = [points[place.identifier] for place in places if place.kind == CAMP]
    courses: dict[str, FlowCourse] = {}
    for flow in flows:
        shore = load_basemap().shores.get(flow.destinations[0]) if len(flow.destinations) == 1 else None
        ends = shore.points if shore else [points[name] for name in flow.destinations]
        drawn = [curve.points() for other in courses.values() for curve in other.curves]
        origins = [points[name] for name in flow.origins]
        courses[flow.identifier] = compute_course(origins, ends, shore=shore is not None, marks=marks, drawn=drawn)
    return courses


def project_places(places: tuple[MapPlace, ...]) -> dict[str, Point]:
    """Where places lie, in map units, by their identifiers."""
    return {place.identifier: project_to_units(place.latitude, place.longitude) for place in places}
