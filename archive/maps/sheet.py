"""A map in the making: what is shown, and the label positions taken so far. Everything is in map units.

Each part of the map takes the space it needs from what the parts before it have left. Names that the map can do without are omitted where
there is no space. A map is never mirrored: sides are physical, and only text anchors depend on the direction of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from archive.maps import label_positions
from archive.maps.basemap import load_basemap, sample_path
from archive.maps.flows import FlowCourse
from archive.maps.geometry import Box, Point, PointGrid, format_points, make_square, measure_length
from archive.maps.label_positions import LabelPosition
from archive.maps.labels import SEA_NAME_POINTS, WATER_NAMES, LabelSpace, find_free_position, place_labels
from archive.maps.parts import CAMP, REGION, SEA, CampMark, DrawnFlow, EdgePointer, MapFlow, MapPlace, PlacedText

# Spacing of points along routes; half the side of the square around a camp that no label, or no other name, may cover.
SAMPLE_SPACING, MARK_RADIUS, NAME_RADIUS = 4.0, 8.5, 22.0
# Minimum distance of a route's words from routes where no position is free at the usual one.
CLOSE_CLEARANCE = 2.0
# Distances of texts from the frame, and of names from their marks.
FRAME_MARGIN, NAME_GAP = 5.0, 11.0
# Arabic is set larger than Latin, to look equally large.
ARABIC_SCALE = 1.1


@dataclass(frozen=True)
class MapSize:
    """A frame, and the maximum sizes of its kinds of text; ``map.css`` may set smaller type, never larger."""

    frame: Box
    name: float
    time: float
    river: float


@dataclass
class MapSheet:
    """The input of ``compose_map``, projected, and the positions ``taken`` so far. ``courses`` has one for every flow."""

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
        """Return the part of the frame that texts and marks may use."""
        return self.size.frame.grown(-FRAME_MARGIN)

    @cached_property
    def camps(self) -> list[MapPlace]:
        """Return the camps in the frame."""
        return [camp for camp in self.places if camp.kind == CAMP and self.inner.contains(self.points[camp.identifier])]

    @cached_property
    def shores(self) -> dict[str, bool]:
        """Return the seas with a shore at which flows end, and whether one of these flows is current."""
        shores: dict[str, bool] = {}
        for flow in self.flows:
            for sea in load_basemap().shores.keys() & flow.destinations:
                shores[sea] = shores.get(sea, False) or flow.current
        return shores

    @cached_property
    def space(self) -> LabelSpace:
        """Return what no label may cover (marks, routes, hatched shores) and what it should not (lines of the base map)."""
        courses = self.courses.values()
        lines = [curve.samples(SAMPLE_SPACING) for course in courses for curve in course.curves]
        heads = [head for course in courses for head in course.heads]
        shores = [sample_path(load_basemap().shores[sea].path) for sea in self.shores]
        hard_points = PointGrid(chain(*lines, *heads, *shores))
        return LabelSpace(self.inner, self.surround_camps(MARK_RADIUS), hard_points, PointGrid(load_basemap().points))

    @cached_property
    def space_beyond_names(self) -> LabelSpace:
        """Return the same for labels that are not a camp's name and must not be mistaken for one."""
        return replace(self.space, boxes=self.surround_camps(NAME_RADIUS))

    def surround_camps(self, radius: float) -> list[Box]:
        """Return squares around the camps' marks, ``radius`` to each side."""
        return [make_square(self.points[camp.identifier], radius) for camp in self.camps]

    def scale(self, size: float) -> float:
        """Return a text size as the script needs it."""
        return size * ARABIC_SCALE if self.language == "ar" else size

    def take(self, positions: Iterable[LabelPosition], space: LabelSpace | None = None) -> LabelPosition | None:
        """Take the best free position, in ``space`` or beyond the names; None if none is free."""
        position = find_free_position(positions, self.taken, space or self.space_beyond_names)
        if position:
            self.taken.append(position)
        return position

    def make_text(self, words: str, position: LabelPosition, href: str = "") -> PlacedText:
        """Return a placed text. In right-to-left, the start of a text is its right end, so the anchors are exchanged."""
        start, end = ("end", "start") if self.language == "ar" else ("start", "end")
        anchor = {"middle": "middle", "right": start, "left": end}[position.side]
        turn = f"rotate({position.angle:g} {position.x:g} {position.y:g})" if position.angle else ""
        return PlacedText(words, f"{position.x:.1f}", f"{position.y:.1f}", anchor, href, turn)

    def make_name(self, place: MapPlace, position: LabelPosition) -> PlacedText:
        """Return the placed name of a place."""
        return self.make_text(place.label, position, place.href)._replace(current=place.identifier == self.focus)

    def draw_marks(self) -> Iterator[CampMark]:
        """Yield the camps in the frame, all named."""
        size = self.scale(self.size.name)
        proposals = {
            camp.identifier: label_positions.propose_beside(camp.label, size, self.points[camp.identifier], NAME_GAP)
            for camp in self.camps
        }
        positions = place_labels(proposals, self.space)
        self.taken.extend(positions.values())
        for camp in self.camps:
            x, y = self.points[camp.identifier]
            name = self.make_name(camp, positions[camp.identifier])
            yield CampMark(camp.identifier, f"{x:.1f}", f"{y:.1f}", name, camp.current)

    def draw_flows(self) -> Iterator[DrawnFlow]:
        """Yield the routes' paths, each with its time where there is space."""
        for flow in self.flows:
            course = self.courses[flow.identifier]
            position = self.take_along_course(flow.label, course) if flow.label else None
            yield DrawnFlow(
                identifier=flow.identifier,
                branches="".join(curve.path for curve in course.branches),
                stream=course.stream.path,
                heads="".join(f"M{format_points(tip)}L{format_points(*back)}Z" for tip, *back in course.heads),
                label=self.make_text(flow.label, position, flow.href) if position else None,
                name=flow.name,
                page=flow.page,
                current=flow.current,
                dash=flow.dash,
            )

    def take_along_course(self, words: str, course: FlowCourse) -> LabelPosition | None:
        """Take a position along the stream, or else along the middle of a branch, the longest first; if all are taken, a closer one."""
        size = self.scale(self.size.time)
        branches = sorted(course.branches, key=lambda curve: -measure_length(curve.points()))
        spaces = self.space_beyond_names, replace(self.space_beyond_names, clearance=CLOSE_CLEARANCE)
        lines = [(course.stream, label_positions.CURVE_SHARES), *((curve, label_positions.MIDDLE_SHARES) for curve in branches)]
        positions = (
            self.take(label_positions.propose_along(words, size, curve, shares), space)
            for space in spaces
            for curve, shares in lines
        )
        return next(filter(None, positions), None)

    def draw_waters(self) -> Iterator[PlacedText]:
        """Yield the seas' names; a sea that is a place of the archive has the archive's name for it and its address."""
        size = self.scale(self.size.time)
        seas = {sea.identifier: sea for sea in self.places if sea.kind == SEA}
        for name in {**SEA_NAME_POINTS, **seas}:
            sea = seas.get(name)
            words = sea.label if sea else WATER_NAMES[name][self.language]
            points = SEA_NAME_POINTS.get(name) or [self.points[name]]
            if position := self.take(label_positions.make_level_position(words, size, point, "middle") for point in points):
                yield self.make_name(sea, position) if sea else self.make_text(words, position)

    def draw_pointers(self) -> Iterator[EdgePointer]:
        """Yield arrows at the edge towards the places beyond the frame."""
        size = self.scale(self.size.time)
        for place in self.places:
            point = self.points[place.identifier]
            if place.kind == SEA or self.inner.contains(point):
                continue
            if position := self.take(label_positions.propose_edge_positions(place.label, size, point, self.inner)):
                arrow = label_positions.draw_arrow(position, point, size, self.inner)
                yield EdgePointer(place.identifier, self.make_name(place, position), arrow)

    def draw_regions(self) -> Iterator[PlacedText]:
        """Yield the names of regions in the frame."""
        size = self.scale(self.size.time)
        for region in self.places:
            point = self.points[region.identifier]
            is_inside = region.kind == REGION and self.inner.contains(point)
            if is_inside and (position := self.take(label_positions.propose_beside(region.label, size, point, 0))):
                yield self.make_name(region, position)

    def draw_rivers(self) -> Iterator[PlacedText]:
        """Yield the rivers' names where there is space. A name is turned as a whole: text on a path would break Arabic joining."""
        size = self.scale(self.size.river)
        for river, stretches in load_basemap().names.items():
            words = WATER_NAMES[river][self.language]
            proposals = (
                label_positions.make_turned_position(words, size, (stretch.x, stretch.y), stretch.angle) for stretch in stretches
            )
            if position := self.take(proposals):
                yield self.make_text(words, position)
