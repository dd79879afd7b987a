"""A map as plain data for ``templates/maps/_map.html``: positions as rounded text, and path data; no other markup."""

from __future__ import annotations

from functools import lru_cache

from archive.maps.basemap import LAYER_NAMES, load_basemap
from archive.maps.flows import FlowCourse, compute_course
from archive.maps.geometry import Box, Point
from archive.maps.parts import CAMP, MapFigure, MapFlow, MapPlace
from archive.maps.projection import project_to_units
from archive.maps.sheet import MapSheet, MapSize

FIGURE_SIZES = {
    "wide": MapSize(Box(0, 0, 1000, 760), name=22, time=17.5, river=14.5),
    "narrow": MapSize(Box(20, 20, 908, 746), name=33, time=28, river=23),
}


@lru_cache(maxsize=256)
def compose_map(
    places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...], language: str, focus: str | None = None, size: str = "wide"
) -> MapFigure:
    """Return the map of ``places`` and ``flows`` in a language (``ar``, ``en``) and a size (``wide``, ``narrow``).

    ``focus`` is the identifier of the place that the page is about. Raises KeyError if a flow names a place that is not in ``places``.
    Equal arguments return the same figure, computed once. Parts are drawn in the order of their weight: each takes its space from the
    parts after it.
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
        shores=tuple((load_basemap().shores[sea].path, current) for sea, current in sheet.shores.items()),
        marks=tuple(sheet.draw_marks()),
        pointers=tuple(sheet.draw_pointers()),
        regions=tuple(sheet.draw_regions()),
        waters=tuple(sheet.draw_waters()),
        flows=tuple(sheet.draw_flows()),
        rivers=tuple(sheet.draw_rivers()),
    )


def compute_courses(places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...]) -> dict[str, FlowCourse]:
    """Return the course of every flow in map units; each avoids the camps' marks and the flows before it.

    A flow ends along a shore if its only destination is a sea of which the base map has the shore.
    """
    points = project_places(places)
    marks = [points[place.identifier] for place in places if place.kind == CAMP]
    courses: dict[str, FlowCourse] = {}
    for flow in flows:
        shore = load_basemap().shores.get(flow.destinations[0]) if len(flow.destinations) == 1 else None
        ends = shore.points if shore else [points[name] for name in flow.destinations]
        lines = [curve.points() for course in courses.values() for curve in course.curves]
        origins = [points[name] for name in flow.origins]
        courses[flow.identifier] = compute_course(origins, ends, shore=shore is not None, marks=marks, lines=lines)
    return courses


def project_places(places: tuple[MapPlace, ...]) -> dict[str, Point]:
    """Return the positions of places in map units, by identifier."""
    return {place.identifier: project_to_units(place.latitude, place.longitude) for place in places}
