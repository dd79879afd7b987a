"""A map as plain data for ``templates/maps/_map.html``: positions as rounded text, and path data; no other markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from archive.maps.areas import MapArea
from archive.maps.basemap import LAYER_NAMES, load_basemap
from archive.maps.flows import BranchPlanner, FlowCourse, compute_course
from archive.maps.geometry import Box, Point
from archive.maps.grids import PointGrid, SegmentGrid
from archive.maps.map_places import MapPlaces
from archive.maps.map_view import WHOLE_VIEW, MapView, find_view
from archive.maps.parts import CAMP, MapFigure, MapFlow, MapPath, MapPlace
from archive.maps.path_courses import PathLines
from archive.maps.paths import assign_lanes, compute_path_course
from archive.maps.selection import MapSelection, select_places
from archive.maps.sheet import FRAME_MARGIN, MapSheet, MapSize, sample_curves

FIGURE_SIZES = {
    "wide": MapSize(Box(0, 0, 1000, 760), name=22, time=17.5, river=14.5, names=40, radius=13),
    "narrow": MapSize(Box(20, 20, 908, 746), name=33, time=28, river=23, names=18, radius=21),
}


@lru_cache(maxsize=64)
def compose_map(
    places: tuple[MapPlace, ...],
    flows: tuple[MapFlow, ...],
    language: str,
    focus: str | None = None,
    size: str = "wide",
    *,
    paths: tuple[MapPath, ...] = (),
    first: tuple[str, ...] = (),
    area: MapArea | None = None,
    address: str = "",
    is_small: bool = False,
) -> MapFigure:
    """Return the map of ``places``, ``flows`` and ``paths`` in a language (``ar``, ``en``) and a size (``wide``, ``narrow``).

    ``focus`` is the identifier of the place that the page is about; it is named before those that are ``first``, and these before all others,
    which are named by importance and as far as their names are legible. ``area`` is what the map shows, None for the whole. ``address``, the
    beginning of an address to which the text of an area is added, is where clusters lead. ``is_small``: the map is in a margin, where it is not enlarged. Raises KeyError if a flow names a place that is not
    in ``places``. Equal arguments return the same figure, computed once. Parts are drawn in the order of their weight: each takes its space
    from the parts after it.
    """
    figure_size = FIGURE_SIZES[size]
    view = find_view(area, figure_size.frame)
    places = places if isinstance(places, MapPlaces) else MapPlaces(places)
    points = places.points if view.is_whole else {identifier: view.place(point) for identifier, point in places.points.items()}
    inner = figure_size.frame.grown(-FRAME_MARGIN)
    ranked = places.sort([*filter(None, [focus]), *first])
    inside = _list_marked_places(ranked, points, inner, area)
    selection = select_places(
        inside, points, inner, limit=figure_size.names, level=view.level, radius=figure_size.radius, area=area
    )
    anchors = {**points, **selection.anchors}
    lanes = assign_lanes(paths)
    prepared = {path.identifier: path.lines for path in paths if path.lines and view.is_whole and path.identifier not in lanes}
    sheet = MapSheet(
        ranked,
        flows,
        paths,
        points,
        selection,
        compute_courses(flows, anchors, selection, view),
        {name: lines.course for name, lines in prepared.items()}
        | {
            path.identifier: compute_path_course(path, view, lanes.get(path.identifier, {}))
            for path in paths
            if path.identifier not in prepared
        },
        {name: lines.points for name, lines in prepared.items()},
        view,
        figure_size,
        language,
        focus,
        address,
        is_small,
    )
    return draw_figure(sheet, size)._replace(has_lanes=bool(lanes))


def _list_marked_places(
    places: Iterable[MapPlace], points: Mapping[str, Point], frame: Box, area: MapArea | None
) -> list[MapPlace]:
    """Return the places in a frame that have marks, in their order; those in the ``area`` before those around it."""
    left, top, right, bottom = frame
    inside = [
        place
        for place in places
        if place.kind == CAMP and left < (point := points[place.identifier])[0] < right and top < point[1] < bottom
    ]
    if area:
        inside.sort(key=lambda place: not area.contains(place.latitude, place.longitude))
    return inside


def prepare_path(path: MapPath) -> MapPath:
    """Return a march with its lines on the whole map, which are then computed once for all maps that draw it.

    They have the points that the largest frame needs: those beyond a smaller one change nothing inside it.
    """
    course = compute_path_course(path, WHOLE_VIEW)
    points = PointGrid(sample_curves(course.curves, FIGURE_SIZES["wide"].frame))
    return path._replace(lines=PathLines(course, points))


def draw_figure(sheet: MapSheet, size: str) -> MapFigure:
    """Return the parts of a map, each drawn in what the parts before it have left."""
    frame, view = sheet.size.frame, sheet.view
    clusters, pointers, marks = tuple(sheet.draw_clusters()), tuple(sheet.draw_pointers()), tuple(sheet.draw_marks())
    regions, waters = tuple(sheet.draw_regions()), tuple(sheet.draw_waters())
    return MapFigure(
        size=size,
        language=sheet.language,
        direction="rtl" if sheet.language == "ar" else "ltr",
        view_box=f"{frame.left:g} {frame.top:g} {frame.right - frame.left:g} {frame.bottom - frame.top:g}",
        layers=LAYER_NAMES,
        base="" if view.is_whole else f"scale({view.scale:g}) translate({-view.left:.2f} {-view.top:.2f})",
        enlargement="" if view.is_whole else f"map-x{view.scale:g}".replace(".", "-"),
        hatch=f"{1 / view.scale:.3g}",
        is_coarse=view.is_coarse,
        linked=any(place.href for place in sheet.places)
        or any(flow.href for flow in sheet.flows)
        or any(path.href for path in sheet.paths),
        has_lanes=False,
        shores=tuple(
            (load_basemap().shores[sea].outline if view.is_whole else load_basemap().shores[sea].path, current)
            for sea, current in sheet.shores.items()
        ),
        clusters=clusters,
        marks=marks,
        pointers=pointers,
        regions=regions,
        waters=waters,
        flows=tuple(sheet.draw_flows()),
        paths=tuple(sheet.draw_paths()),
        cities=tuple(sheet.draw_cities()),
        rivers=tuple(sheet.draw_rivers()),
        plain_marks=tuple(sheet.draw_plain_marks()),
        named=frozenset(sheet.named),
        counted=tuple(place.identifier for place in sheet.places if place.identifier not in sheet.named),
    )


def compute_courses(
    flows: Sequence[MapFlow], points: Mapping[str, Point], selection: MapSelection | None = None, view: MapView = WHOLE_VIEW
) -> dict[str, FlowCourse]:
    """Return the course of every flow in map units, between ``points`` by place; each avoids the selected marks and the flows before it.

    A flow ends along a shore if its only destination is a sea of which the base map has the shore. A flow has no course if it begins and ends
    at one and the same point.
    """
    marks = dict.fromkeys(selection.anchors.values()) if selection else ()
    radii = {cluster.point: cluster.radius for cluster in selection.clusters} if selection else {}
    courses, planner = dict[str, FlowCourse](), BranchPlanner(PointGrid(marks), SegmentGrid(), radii)
    for flow in flows:
        shore = load_basemap().shores.get(flow.destinations[0]) if len(flow.destinations) == 1 else None
        ends = [view.place(point) for point in shore.points] if shore else _find_points(flow.destinations, points)
        origins = _find_points(flow.origins, points)
        if origins == ends:
            continue
        courses[flow.identifier] = compute_course(origins, ends, shore=shore is not None, planner=planner)
    return courses


def _find_points(names: Sequence[str], points: Mapping[str, Point]) -> list[Point]:
    """Return where lines to places end; places in one cluster are one point."""
    return list(dict.fromkeys(points[name] for name in names))
