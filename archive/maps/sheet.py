"""One figure in the making: its room, and what has been placed in it. Everything is in map units.

What stands on a map, layer by layer: each takes from the sheet what room it needs and gives what is to be printed.

Things claim their room in the order of their weight: routes and marks, the camps' names, other places, seas, routes' times, rivers.
What the map can do without is left out where there is no room. A map is never mirrored: sides are physical, only text anchors know the direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from archive.maps import label_positions
from archive.maps.basemap import load_basemap
from archive.maps.basemap import sample_path as points_along
from archive.maps.flows import FlowCourse
from archive.maps.geometry import Box, Point, PointGrid, format_points, make_square, measure_length
from archive.maps.label_positions import (
    MIDDLE_SHARES,
    LabelPosition,
    make_level_position,
    make_turned_position,
    propose_along,
    propose_beside,
)
from archive.maps.labels import SEA_NAME_POINTS, WATER_NAMES, LabelSpace, find_free_position, place_labels
from archive.maps.parts import CAMP, REGION, SEA, CampMark, DrawnFlow, EdgePointer, MapFlow, MapPlace, PlacedText

SAMPLE_SPACING, MARK_RADIUS, NAME_RADIUS, FRAME_MARGIN = 4.0, 8.5, 22.0, 5.0
ARABIC_SCALE = 1.1


@dataclass(frozen=True)
class MapSize:
    """A frame, and the largest sizes of its kinds of text, in map units; ``map.css`` may set smaller type, never larger."""

    frame: Box
    name: float
    time: float
    river: float


@dataclass
class MapSheet:
    """What ``compose`` is given, projected, and the spots ``taken`` so far. ``courses`` has one for every flow."""

    places: tuple[MapPlace, ...]
    flows: tuple[MapFlow, ...]
    points: Mapping[str, Point]
    courses: Mapping[str, FlowCourse]
    size: MapSize
    language: str
    focus: str | None
    taken: list[LabelPosition] = field(default_factory=list)

    @cached_property
    def inner(self) -> Box:
        """Where texts and marks may stand."""
        return self.size.frame.grown(-FRAME_MARGIN)

    @cached_property
    def camps(self) -> list[MapPlace]:
        """The camps in the frame."""
        return [camp for camp in self.places if camp.kind == CAMP and self.inner.contains(self.points[camp.identifier])]

    @cached_property
    def ends(self) -> dict[str, bool]:
        """The seas with a shore at which flows end, and whether any of those is current."""
        ends: dict[str, bool] = {}
        for flow in self.flows:
            for sea in load_basemap().shores.keys() & flow.destinations:
                ends[sea] = ends.get(sea, False) or flow.current
        return ends

    @cached_property
    def space(self) -> LabelSpace:
        """What no label may cover: marks, routes, hatched shores; and what it should not: the lines of the base map."""
        courses = self.courses.values()
        lines = [curve.samples(SAMPLE_SPACING) for one in courses for curve in one.curves]
        heads = [head for one in courses for head in one.heads]
        shores = [points_along(load_basemap().shores[sea].path) for sea in self.ends]
        return LabelSpace(
            self.inner, self.dots(MARK_RADIUS), PointGrid(chain(*lines, *heads, *shores)), PointGrid(load_basemap().points)
        )

    @cached_property
    def space_beyond_names(self) -> LabelSpace:
        """The same for labels that are not a camp's name, and must not be taken for one."""
        return replace(self.space, boxes=self.dots(NAME_RADIUS))

    def dots(self, radius: float) -> list[Box]:
        """The camps' marks, with as much about them as ``radius`` tells."""
        return [make_square(self.points[camp.identifier], radius) for camp in self.camps]

    def scaled(self, size: float) -> float:
        """A text size as the script needs it."""
        return size * ARABIC_SCALE if self.language == "ar" else size

    def claim(self, spots: Iterable[LabelPosition]) -> LabelPosition | None:
        """The best of some spots that is free, now taken; None if none is."""
        found = find_free_position(spots, self.taken, self.space_beyond_names)
        if found:
            self.taken.append(found)
        return found

    def text(self, words: str, at: LabelPosition, href: str = "") -> PlacedText:
        """A placed text; under right-to-left, the start of a text is its right end, so the anchors change places."""
        anchors = {"middle": "middle", "right": "start", "left": "end"}
        if self.language == "ar":
            anchors |= {"right": "end", "left": "start"}
        turn = f"rotate({at.angle:g} {at.x:g} {at.y:g})" if at.angle else ""
        return PlacedText(words, f"{at.x:.1f}", f"{at.y:.1f}", anchors[at.side], href, turn)

    def name(self, place: MapPlace, at: LabelPosition) -> PlacedText:
        """The placed name of a place."""
        return replace(self.text(place.label, at, place.href), current=place.identifier == self.focus)


NAME_GAP = 11.0


def draw_marks(sheet: MapSheet) -> Iterator[CampMark]:
    """The camps in the frame, all named."""
    size = sheet.scaled(sheet.size.name)
    chosen = place_labels(
        {camp.identifier: propose_beside(camp.label, size, sheet.points[camp.identifier], NAME_GAP) for camp in sheet.camps},
        sheet.space,
    )
    sheet.taken.extend(chosen.values())
    for camp in sheet.camps:
        x, y = sheet.points[camp.identifier]
        yield CampMark(camp.identifier, f"{x:.1f}", f"{y:.1f}", sheet.name(camp, chosen[camp.identifier]), camp.current)


def draw_flows(sheet: MapSheet) -> Iterator[DrawnFlow]:
    """The routes' paths, each with its time where there is room."""
    for flow in sheet.flows:
        course = sheet.courses[flow.identifier]
        found = find_course_position(sheet, flow.label, course) if flow.label else None
        yield DrawnFlow(
            identifier=flow.identifier,
            branches="".join(curve.path for curve in course.branches),
            stream=course.stream.path,
            heads="".join(f"M{format_points(tip)}L{format_points(*back)}Z" for tip, *back in course.heads),
            label=sheet.text(flow.label, found, flow.href) if found else None,
            name=flow.name,
            page=flow.page,
            current=flow.current,
            dash=flow.dash,
        )


def find_course_position(sheet: MapSheet, words: str, course: FlowCourse) -> LabelPosition | None:
    """A place along the stream, or else along the middle of a branch, the longest first."""
    size = sheet.scaled(sheet.size.time)
    branches = sorted(course.branches, key=lambda curve: -measure_length(curve.points()))
    tries = [propose_along(words, size, course.stream), *(propose_along(words, size, curve, MIDDLE_SHARES) for curve in branches)]
    return next(filter(None, map(sheet.claim, tries)), None)


def draw_shores(sheet: MapSheet) -> Iterator[tuple[str, bool]]:
    """The bands of the seas at which flows end (path data), and whether one of those is current."""
    return ((load_basemap().shores[sea].path, current) for sea, current in sheet.ends.items())


def draw_waters(sheet: MapSheet) -> Iterator[PlacedText]:
    """The seas' names; a sea that is a place of the archive keeps the archive's word for it and its address."""
    size = sheet.scaled(sheet.size.time)
    known = {sea.identifier: sea for sea in sheet.places if sea.kind == SEA}
    for sea in {**SEA_NAME_POINTS, **known}:
        words = known[sea].label if sea in known else WATER_NAMES[sea][sheet.language]
        points = SEA_NAME_POINTS.get(sea) or [sheet.points[sea]]
        if found := sheet.claim(make_level_position(words, size, point, "middle") for point in points):
            yield sheet.name(known[sea], found) if sea in known else sheet.text(words, found)


def draw_pointers(sheet: MapSheet) -> Iterator[EdgePointer]:
    """Places beyond the frame, at its edge."""
    size = sheet.scaled(sheet.size.time)
    for beyond in sheet.places:
        point = sheet.points[beyond.identifier]
        if beyond.kind == SEA or sheet.inner.contains(point):
            continue
        if found := sheet.claim(label_positions.propose_edge_positions(beyond.label, size, point, sheet.inner)):
            yield EdgePointer(
                beyond.identifier, sheet.name(beyond, found), label_positions.draw_arrow(found, point, size, sheet.inner)
            )


def draw_regions(sheet: MapSheet) -> Iterator[PlacedText]:
    """The names of regions in the frame."""
    size = sheet.scaled(sheet.size.time)
    for region in sheet.places:
        point = sheet.points[region.identifier]
        inside = region.kind == REGION and sheet.inner.contains(point)
        if inside and (found := sheet.claim(propose_beside(region.label, size, point, 0))):
            yield sheet.name(region, found)


def draw_rivers(sheet: MapSheet) -> Iterator[PlacedText]:
    """The rivers' names where they are free; turned whole, for a text on a path would break Arabic joining."""
    size = sheet.scaled(sheet.size.river)
    for river, stretches in load_basemap().names.items():
        words = WATER_NAMES[river][sheet.language]
        if found := sheet.claim(make_turned_position(words, size, (one.x, one.y), one.angle) for one in stretches):
            yield sheet.text(words, found)
