"""A map in the making: what is shown, and the label positions taken so far. Everything is in map units.

Each part of the map takes the space it needs from what the parts before it have left. Names that the map can do without are omitted where
there is no space. A map is never mirrored: sides are physical, and only text anchors depend on the direction of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice

from archive.maps import label_positions
from archive.maps.areas import enclose_positions
from archive.maps.basemap import load_basemap
from archive.maps.cities import CITIES
from archive.maps.flows import ArrowHead, FlowCourse
from archive.maps.geometry import Box, Curve, Point, format_lines, format_points, make_square, measure_length
from archive.maps.grids import BoxGrid, PointGrid
from archive.maps.label_positions import LabelPosition
from archive.maps.labels import MAX_RANKS, SEA_NAME_POINTS, WATER_NAMES, LabelGrid, LabelSpace, find_free_position, place_labels
from archive.maps.map_view import MapView, clip_line, list_soft_points, read_shore_lines
from archive.maps.parts import (
    REGION,
    SEA,
    CampMark,
    CityMark,
    ClusterMark,
    DrawnFlow,
    DrawnPath,
    EdgePointer,
    MapFlow,
    MapPath,
    MapPlace,
    PlacedText,
    PlainMark,
    StopMark,
)
from archive.maps.path_courses import PathCourse
from archive.maps.projection import project_to_units
from archive.maps.selection import MapSelection
from archive.text.width import estimate_width

# Spacing of points along routes; half the side of the square around a camp that no label, or no other name, may cover.
SAMPLE_SPACING, MARK_RADIUS, NAME_RADIUS = 4.0, 8.5, 22.0
# Radius of a stop's dot; distance of its number.
STOP_RADIUS, NUMBER_GAP = 3.0, 7.0
# Minimum distance of a route's words from routes where no position is free at the usual one.
CLOSE_CLEARANCE = 2.0
# Points of the base map that a route’s words and a city’s name may cover; those of the coast count several times.
MAX_COVERED = 400
# Half the side of a city's square, and the distances of its name.
CITY_RADIUS, CITY_GAPS = 2.5, (6.0, 14.0)
# Maximum number of branches along which a route's words are tried, the longest first.
MAX_BRANCHES = 3
# Further distance of a route's words from the frame: their digits are wider in some of the reader's own fonts.
WORDS_MARGIN = 20.0
# Distances of texts from the frame, and of names from their marks.
FRAME_MARGIN, NAME_GAP = 5.0, 11.0
# Maximum number of places beyond the frame with an arrow of their own, half as many if there are more, and of those that are tried, the most
# important; and of names of regions.
MAX_POINTERS, MAX_TRIED_POINTERS, MAX_REGIONS = 4, 8, 8
# Maximum characters of the name that says near what a circle with a number is.
MAX_NEAR = 24
# Half type sizes along an edge, to each side of its middle, at which the number of the places beyond it is tried.
EDGE_SEARCH = 36
# A sum keeps its plus sign on the left in Arabic, too.
LEFT_TO_RIGHT, END_OF_ISOLATE = "\u2066", "\u2069"
# Arabic is set larger than Latin, to look equally large.
ARABIC_SCALE = 1.1


@dataclass(frozen=True)
class MapSize:
    """A frame, and the maximum sizes of its kinds of text; ``map.css`` may set smaller type, never larger.

    ``names`` is how many places it names at most, ``radius`` that of a circle with a number of two digits.
    """

    frame: Box
    name: float
    time: float
    river: float
    names: int
    radius: float


@dataclass
class MapSheet:
    """The input of ``compose_map``, projected, and the positions ``taken`` so far. ``places`` are in the order of importance.

    ``courses`` has one for every flow that is drawn, ``path_courses`` one for every march; ``path_points`` has points of the lines of some. ``is_small``: it is in a margin, where it is not enlarged. ``named`` are the places named so far,
    ``unnamed`` those that were to be named and had no space.
    """

    places: Sequence[MapPlace]
    flows: Sequence[MapFlow]
    paths: Sequence[MapPath]
    points: Mapping[str, Point]
    selection: MapSelection
    courses: Mapping[str, FlowCourse]
    path_courses: Mapping[str, PathCourse]
    path_points: Mapping[str, PointGrid]
    view: MapView
    size: MapSize
    language: str
    focus: str | None
    address: str
    is_small: bool = False
    taken: LabelGrid = field(default_factory=LabelGrid)
    named: set[str] = field(default_factory=set)
    unnamed: list[MapPlace] = field(default_factory=list)

    @cached_property
    def inner(self) -> Box:
        """Return the part of the frame that texts and marks may use."""
        return self.size.frame.grown(-FRAME_MARGIN)

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
        """Return what no label may cover (marks, circles, routes, hatched shores) and what it should not (lines of the base map)."""
        frame = self.size.frame
        curves = [curve for course in self.courses.values() for curve in course.curves]
        curves += [curve for name, course in self.path_courses.items() if name not in self.path_points for curve in course.curves]
        heads: list[Iterable[Point]] = [course.head for course in self.courses.values()]
        heads += [head for course in self.path_courses.values() for head in course.heads]
        lines = sample_curves(curves, frame)
        shores = (clip_line(line, frame) for sea in self.shores for line in read_shore_lines(sea, self.view))
        hard_points = PointGrid(chain(lines, *heads, *shores))
        for points in self.path_points.values():
            hard_points.update(points)
        marks = PointGrid(self.points[place.identifier] for place in self.marked)
        return LabelSpace(
            frame.grown(-FRAME_MARGIN),
            self.surround_marks(MARK_RADIUS),
            hard_points,
            list_soft_points(self.view, frame),
            marks=marks,
        )

    @cached_property
    def space_beyond_names(self) -> LabelSpace:
        """Return the same for labels that are not a camp's name and must not be mistaken for one."""
        return replace(self.space, boxes=self.surround_marks(NAME_RADIUS))

    @cached_property
    def marked(self) -> list[MapPlace]:
        """Return the places with a mark of their own."""
        return [*self.selection.named, *self.selection.single]

    def surround_marks(self, radius: float) -> BoxGrid:
        """Return squares around the marks, ``radius`` to each side, around clusters and around the stops of marches."""
        boxes = BoxGrid(make_square(self.points[place.identifier], radius) for place in self.selection.named)
        for place in self.selection.single:
            boxes.add(make_square(self.points[place.identifier], MARK_RADIUS))
        for cluster in self.selection.clusters:
            boxes.add(make_square(cluster.point, cluster.radius + 2))
        for course in self.path_courses.values():
            for stop in course.stops:
                boxes.add(make_square(stop, STOP_RADIUS + 1))
        return boxes

    def scale(self, size: float) -> float:
        """Return a text size as the script needs it."""
        return size * ARABIC_SCALE if self.language == "ar" else size

    def take(self, positions: Iterable[LabelPosition | None], space: LabelSpace | None = None) -> LabelPosition | None:
        """Take the best free position, in ``space`` or beyond the names; None if none is free."""
        position = find_free_position(positions, self.taken, space or self.space_beyond_names)
        if position:
            self.taken.add(position)
        return position

    def make_text(self, words: str, position: LabelPosition, href: str = "") -> PlacedText:
        """Return a placed text. In right-to-left, the start of a text is its right end, so the anchors are exchanged."""
        start, end = ("end", "start") if self.language == "ar" else ("start", "end")
        anchor = {"middle": "middle", "right": start, "left": end}[position.side]
        turn = f"rotate({position.angle:g} {position.x:g} {position.y:g})" if position.angle else ""
        return PlacedText(words, f"{position.x:.1f}", f"{position.y:.1f}", anchor, href, turn)

    def make_name(self, place: MapPlace, position: LabelPosition) -> PlacedText:
        """Return the placed name of a place."""
        return self.make_text(self.name_place(place), position, place.href)._replace(current=place.identifier == self.focus)

    def name_place(self, place: MapPlace) -> str:
        """Return the name of a place as the map has it."""
        return self.name_focus(place) if place.identifier == self.focus else place.label

    def name_focus(self, place: MapPlace) -> str:
        """Return the name of the place of the page, which is always there: as much of it as covers no mark and no circle.

        The heading of the page has the whole name.
        """
        space, size = replace(self.space, points=PointGrid()), self.scale(self.size.name)
        for name in label_positions.list_shorter_names(place.label):
            positions = label_positions.propose_beside(name, size, self.points[place.identifier], NAME_GAP, None)
            if any(position and space.is_free(position) for position in islice(positions, MAX_RANKS)):
                break
        return name

    def draw_clusters(self) -> Iterator[ClusterMark]:
        """Yield the circles with the numbers of the places that are not named."""
        size = self.scale(self.size.time)
        for cluster in self.selection.clusters:
            x, y = cluster.point
            number = PlacedText(str(len(cluster.members)), f"{x:.1f}", f"{y + size * 0.32:.1f}", "middle")
            yield ClusterMark(
                total=len(cluster.members),
                near=shorten_name(cluster.members[0].label),
                href=f"{self.address}{cluster.area.text}" if self.address and cluster.area else "",
                x=f"{x:.1f}",
                y=f"{y:.1f}",
                radius=f"{cluster.radius:.1f}",
                label=number,
                identifiers=tuple(place.identifier for place in cluster.members),
            )

    def draw_marks(self) -> Iterator[CampMark]:
        """Yield the places in the frame that are named. Those without space for their names become plain marks."""
        size = self.scale(self.size.name)
        marks = {place.identifier: self.points[place.identifier] for place in self.selection.named}
        proposals = {
            place.identifier: label_positions.propose_beside(
                self.name_place(place),
                size,
                marks[place.identifier],
                NAME_GAP,
                None if place.identifier == self.focus else self.space.measure_text(place.label, size),
            )
            for place in self.selection.named
        }
        positions = place_labels(proposals, self.space, marks, self.focus, self.taken)
        for place in self.selection.named:
            if place.identifier not in positions:
                self.unnamed.append(place)
                continue
            self.named.add(place.identifier)
            x, y = marks[place.identifier]
            yield CampMark(
                place.identifier, f"{x:.1f}", f"{y:.1f}", self.make_name(place, positions[place.identifier]), place.current
            )

    def draw_plain_marks(self) -> Iterator[PlainMark]:
        """Yield the places with a mark and no name."""
        for place in (*self.selection.single, *self.unnamed):
            x, y = self.points[place.identifier]
            yield PlainMark(place.identifier, f"{x:.1f}", f"{y:.1f}", place.label, place.href, place.current)

    def draw_flows(self) -> Iterator[DrawnFlow]:
        """Yield the routes' paths, each with its time where there is space; the longest words take their space first."""
        flows, positions = [flow for flow in self.flows if flow.identifier in self.courses], dict[str, LabelPosition | None]()
        for flow in sorted(flows, key=lambda flow: -estimate_width(flow.label, 1)):
            course = self.courses[flow.identifier]
            branches = sorted(course.branches, key=lambda curve: -measure_length(curve.points()))
            if flow.label:
                positions[flow.identifier] = self.take_along(flow.label, course.stream, branches[:MAX_BRANCHES])
        for flow in flows:
            course, position = self.courses[flow.identifier], positions.get(flow.identifier)
            yield DrawnFlow(
                identifier=flow.identifier,
                branches="".join(curve.path for curve in course.branches),
                brackets="".join(f"M{format_points(corner)}L{format_points(*rest)}" for corner, *rest in course.brackets),
                stream=course.stream.path,
                heads=format_head(course.head),
                label=self.make_text(flow.label, position, flow.href) if position else None,
                name=flow.name,
                page=flow.page,
                current=flow.current,
                dash=flow.dash,
            )

    def draw_paths(self) -> Iterator[DrawnPath]:
        """Yield the marches stop by stop, each with its time and the numbers of its stops where there is space."""
        ringed: dict[bool, set[Point]] = {True: set(), False: set()}
        for path in self.paths:
            course = self.path_courses[path.identifier]
            lines = sorted(course.curves, key=lambda curve: -measure_length([curve.start, curve.end]))
            # One ring for all marches that have a stop at a point, but for grey ones beside those of the page
            rings = [stop for stop in dict.fromkeys(course.stops) if self.inner.contains(stop) and stop not in ringed[path.current]]
            ringed[path.current].update(rings)
            position = self.take_along(path.label, lines[0], lines[1:4]) if path.label and lines else None
            yield DrawnPath(
                identifier=path.identifier,
                legs=self.format((curve.start, curve.end) for curve in course.curves),
                dots=self.format(([dot] for dot in course.dots), "h0"),
                heads=self.format(course.heads, "z"),
                rings=self.format(([ring] for ring in rings), "h0"),
                stops=tuple(self.draw_stops(path, course)),
                label=self.make_text(path.label, position, path.href) if position else None,
                name=path.name,
                page=path.page,
                current=path.current,
                dash=path.dash,
            )

    def format(self, lines: Iterable[Sequence[Point]], end: str = "") -> str:
        """Return lines of a march as path data, in whole units on a small map that nobody enlarges: less than half a pixel."""
        return format_lines(lines, end, whole=self.is_small)

    def draw_stops(self, path: MapPath, course: PathCourse) -> Iterator[StopMark]:
        """Yield the stops of a march in the frame, in their order. The first, the last, then every tenth and fifth take their numbers first."""
        size, last = self.scale(self.size.river), len(path.stops) - 1
        inside = [index for index, point in enumerate(course.stops) if self.inner.contains(point)]
        numbers: dict[int, LabelPosition] = {}
        space = replace(self.space, clearance=1.0)
        for index in sorted(inside, key=lambda index: (index not in (0, last), index % 10 != 0, index % 5 != 0, index)):
            proposals = label_positions.propose_close(path.stops[index].number, size, course.stops[index], NUMBER_GAP)
            if path.stops[index].number and (position := self.take(proposals, space)):
                numbers[index] = position
        for index in inside:
            x, y = course.stops[index]
            number = self.make_text(path.stops[index].number, numbers[index]) if index in numbers else None
            yield StopMark(f"{x:.1f}", f"{y:.1f}", number)

    def take_along(self, words: str, stream: Curve, branches: Sequence[Curve]) -> LabelPosition | None:
        """Take a position along the stream, or else along the middle of a branch, in their order; if all are taken, a closer one."""
        size = self.scale(self.size.time)
        usual = replace(self.space_beyond_names, frame=self.inner.grown(-WORDS_MARGIN), most_covered=MAX_COVERED)
        near = replace(usual, clearance=CLOSE_CLEARANCE)
        lines = [(stream, label_positions.CURVE_SHARES), *((curve, label_positions.MIDDLE_SHARES) for curve in branches)]
        positions = (
            self.take(label_positions.propose_along(words, size, curve, shares, level), space)
            for space, part in ((usual, lines), (near, lines[:2]))
            for level in [space.measure_text(words, size)]
            for curve, shares in part
            if self.inner.contains(curve.at(0.5))
        )
        return next(filter(None, positions), None)

    def draw_waters(self) -> Iterator[PlacedText]:
        """Yield the seas' names; a sea that is a place of the archive has the archive's name for it and its address."""
        size = self.scale(self.size.time)
        seas = {sea.identifier: sea for sea in self.places if sea.kind == SEA}
        for name in {**SEA_NAME_POINTS, **seas}:
            sea = seas.get(name)
            words = sea.label if sea else WATER_NAMES[name][self.language]
            points = [self.view.place(point) for point in SEA_NAME_POINTS.get(name, ())] or [self.points[name]]
            if position := self.take(label_positions.make_level_position(words, size, point, "middle") for point in points):
                self.named.update([name] if sea else [])
                yield self.make_name(sea, position) if sea else self.make_text(words, position)

    def draw_pointers(self) -> Iterator[EdgePointer]:
        """Yield arrows at the edge towards the places beyond the frame: the most important ones, and the numbers of the others.

        A narrower map has none: all that is not in it is beyond its frame.
        """
        if not self.view.is_whole:
            return
        size, rest, single = self.scale(self.size.time), dict[str, list[MapPlace]](), 0
        beyond = [place for place in self.places if place.kind != SEA and not self.inner.contains(self.points[place.identifier])]
        limit = MAX_POINTERS if len(beyond) <= MAX_POINTERS else MAX_POINTERS // 2
        for rank, place in enumerate(beyond):
            point = self.points[place.identifier]
            proposals = label_positions.propose_edge_positions(place.label, size, point, self.inner)
            if single < limit and rank < MAX_TRIED_POINTERS and (position := self.take(proposals)):
                single += 1
                self.named.add(place.identifier)
                arrow = label_positions.draw_arrow(position, point, size, self.inner)
                yield EdgePointer(place.identifier, self.make_name(place, position), arrow)
            else:
                rest.setdefault(label_positions.find_edge(point, self.inner), []).append(place)
        for edge, places in sorted(rest.items()):
            yield from self.draw_count_beyond(edge, places)

    def draw_count_beyond(self, edge: str, places: Sequence[MapPlace]) -> Iterator[EdgePointer]:
        """Yield an arrow with the number of places beyond an edge; if there is no other space, over a route’s line."""
        size, middle = self.scale(self.size.time), label_positions.find_edge_middle(edge, self.inner)
        words = f"{LEFT_TO_RIGHT}+{len(places)}{END_OF_ISOLATE}"
        proposals = list(label_positions.propose_edge_positions(words, size, middle, self.inner, EDGE_SEARCH))
        close = replace(self.space, clearance=CLOSE_CLEARANCE)
        if (
            position := self.take(proposals)
            or self.take(proposals, close)
            or self.take(proposals, replace(close, points=PointGrid()))
        ):
            area = enclose_positions((place.latitude, place.longitude) for place in places)
            text = self.make_text(words, position, f"{self.address}{area.text}" if self.address else "")
            arrow = label_positions.draw_arrow(position, middle, size, self.inner)
            yield EdgePointer(
                "", text, arrow, len(places), shorten_name(places[0].label), tuple(place.identifier for place in places)
            )

    def draw_regions(self) -> Iterator[PlacedText]:
        """Yield the names of regions in the frame, the most important ones."""
        size = self.scale(self.size.time)
        regions = [place for place in self.places if place.kind == REGION and self.inner.contains(self.points[place.identifier])]
        for region in regions[:MAX_REGIONS]:
            point = self.points[region.identifier]
            if position := self.take(label_positions.propose_beside(region.label, size, point, 0)):
                self.named.add(region.identifier)
                yield self.make_name(region, position)

    def draw_cities(self) -> Iterator[CityMark]:
        """Yield the cities in the frame whose squares and names have space that no record needs."""
        size = self.scale(self.size.time)
        for city in CITIES:
            point = self.view.place(project_to_units(city.latitude, city.longitude))
            square = make_square(point, CITY_RADIUS)
            mark = LabelPosition(*point, "middle", (square,))
            if self.taken.touches(mark) or not replace(self.space, clearance=1).is_free(mark):
                continue
            proposals = chain(*(label_positions.propose_close(city.names[self.language], size, point, gap) for gap in CITY_GAPS))
            own = (position for position in proposals if not self.space.is_nearer_to_another(position, point))
            if position := self.take(own, replace(self.space, most_covered=MAX_COVERED)):
                self.taken.add(mark)
                yield CityMark(f"{square.left:.1f}", f"{square.top:.1f}", self.make_text(city.names[self.language], position))

    def draw_rivers(self) -> Iterator[PlacedText]:
        """Yield the rivers' names where there is space. A name is turned as a whole: text on a path would break Arabic joining."""
        size = self.scale(self.size.river)
        for river, stretches in load_basemap().names.items():
            words = WATER_NAMES[river][self.language]
            proposals = (
                label_positions.make_turned_position(words, size, self.view.place((stretch.x, stretch.y)), stretch.angle)
                for stretch in stretches
            )
            if position := self.take(proposals):
                yield self.make_text(words, position)


def shorten_name(name: str) -> str:
    """Return as many words of a name as MAX_NEAR characters hold, one at least: it says near what several places are."""
    shorter = list(label_positions.list_shorter_names(name))
    return next((words for words in shorter if len(words) <= MAX_NEAR), shorter[-1])


def sample_curves(curves: Iterable[Curve], frame: Box) -> Iterator[Point]:
    """Yield points of those parts of routes that are near a frame."""
    return chain.from_iterable(curve.samples_inside(SAMPLE_SPACING, frame) for curve in curves)


def format_head(head: ArrowHead) -> str:
    """Return an arrow head as path data."""
    tip, *back = head
    return f"M{format_points(tip)}L{format_points(*back)}Z"
