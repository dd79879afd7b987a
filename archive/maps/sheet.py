"""One figure in the making: its room, and what has been placed in it. Everything is in map units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from archive.maps.basemap import along as points_along
from archive.maps.basemap import basemap
from archive.maps.boxes import Box, Points, around
from archive.maps.curves import Point
from archive.maps.flows import Course
from archive.maps.labels import Room, first_free
from archive.maps.parts import CAMP, MapFlow, MapPlace, Text
from archive.maps.spots import Spot

SAMPLE, MARK, APART, EDGE = 4.0, 8.5, 22.0, 5.0
ARABIC = 1.1


@dataclass(frozen=True)
class Size:
    """A frame, and the largest sizes of its kinds of text, in map units; ``map.css`` may set smaller type, never larger."""

    frame: Box
    name: float
    time: float
    river: float


@dataclass
class Sheet:
    """What ``compose`` is given, projected, and the spots ``taken`` so far. ``courses`` has one for every flow."""

    places: tuple[MapPlace, ...]
    flows: tuple[MapFlow, ...]
    points: Mapping[str, Point]
    courses: Mapping[str, Course]
    size: Size
    language: str
    focus: str | None
    taken: list[Spot] = field(default_factory=list)

    @cached_property
    def inner(self) -> Box:
        """Where texts and marks may stand."""
        return self.size.frame.grown(-EDGE)

    @cached_property
    def camps(self) -> list[MapPlace]:
        """The camps in the frame."""
        return [camp for camp in self.places if camp.kind == CAMP and self.inner.holds(self.points[camp.identifier])]

    @cached_property
    def ends(self) -> dict[str, bool]:
        """The seas with a shore at which flows end, and whether any of those is current."""
        ends: dict[str, bool] = {}
        for flow in self.flows:
            for sea in basemap().shores.keys() & flow.destinations:
                ends[sea] = ends.get(sea, False) or flow.current
        return ends

    @cached_property
    def room(self) -> Room:
        """What no label may cover: marks, routes, hatched shores; and what it should not: the lines of the base map."""
        courses = self.courses.values()
        lines = [curve.samples(SAMPLE) for one in courses for curve in one.curves]
        heads = [head for one in courses for head in one.heads]
        shores = [points_along(basemap().shores[sea].path) for sea in self.ends]
        return Room(self.inner, self.dots(MARK), Points(chain(*lines, *heads, *shores)), Points(basemap().points))

    @cached_property
    def apart(self) -> Room:
        """The same for labels that are not a camp's name, and must not be taken for one."""
        return replace(self.room, boxes=self.dots(APART))

    def dots(self, radius: float) -> list[Box]:
        """The camps' marks, with as much about them as ``radius`` tells."""
        return [around(self.points[camp.identifier], radius) for camp in self.camps]

    def scaled(self, size: float) -> float:
        """A text size as the script needs it."""
        return size * ARABIC if self.language == "ar" else size

    def claim(self, spots: Iterable[Spot]) -> Spot | None:
        """The best of some spots that is free, now taken; None if none is."""
        found = first_free(spots, self.taken, self.apart)
        if found:
            self.taken.append(found)
        return found

    def text(self, words: str, at: Spot, href: str = "") -> Text:
        """A placed text; under right-to-left, the start of a text is its right end, so the anchors change places."""
        anchors = {"middle": "middle", "right": "start", "left": "end"}
        if self.language == "ar":
            anchors |= {"right": "end", "left": "start"}
        turn = f"rotate({at.angle:g} {at.x:g} {at.y:g})" if at.angle else ""
        return Text(words, f"{at.x:.1f}", f"{at.y:.1f}", anchors[at.side], href, turn)

    def name(self, place: MapPlace, at: Spot) -> Text:
        """The placed name of a place."""
        return replace(self.text(place.label, at, place.href), current=place.identifier == self.focus)
