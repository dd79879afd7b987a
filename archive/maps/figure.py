"""A map as plain data for ``templates/maps/figure.html``: what stands where, rounded and ready to print; no markup but path data.

Things claim their room in the order of their weight: flows and marks, the camps' names, routes' times, places beyond the frame, seas, rivers.
What the map can do without is left out where there is no room. A map is never mirrored: sides are physical, only text anchors know the direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from archive.maps import edges
from archive.maps.basemap import BaseMap, basemap
from archive.maps.curves import Point, centre
from archive.maps.flows import Course, course
from archive.maps.labels import Box, Field, Spot, along, around, beside, first_free, place, spot, turned
from archive.maps.names import SEAS, WATERS
from archive.maps.parts import REGION, SEA, Flow, MapFigure, MapFlow, MapPlace, Mark, Pointer, Text
from archive.maps.projection import project

__all__ = ["MapFigure", "MapFlow", "MapPlace", "compose"]

SAMPLE, MARK, GAP, EDGE = 4.0, 5.0, 11.0, 5.0


@dataclass(frozen=True)
class Size:
    """A frame, and the largest text sizes that may be set in it; ``map.css`` sets smaller type on wider screens, never larger."""

    frame: Box
    name: float
    time: float
    water: float
    river: float

    def scaled(self, by: float) -> Size:
        """The same frame with larger or smaller type."""
        return replace(self, name=self.name * by, time=self.time * by, water=self.water * by, river=self.river * by)


SIZES = {
    "wide": Size(Box(0, 0, 1000, 760), name=22, time=19, water=20, river=16),
    "narrow": Size(Box(52, 32, 908, 746), name=32, time=27, water=27, river=21),
}
SCRIPT_SCALE = {"ar": 1.1}


@lru_cache(maxsize=256)
def compose(
    places: tuple[MapPlace, ...], flows: tuple[MapFlow, ...], language: str, focus: str | None = None, size: str = "wide"
) -> MapFigure:
    """The map of ``places`` and ``flows`` in a language (``ar``, ``en``) and a size (``wide``, ``narrow``).

    ``focus`` is the identifier of the place the page is about. Flows may name only places that are given: KeyError otherwise.
    Equal arguments give the same figure, computed once.
    """
    points = {place.identifier: project(place.latitude, place.longitude) for place in places}
    courses = lay_out(places, flows, points, basemap())
    return _Sheet(places, flows, points, courses, SIZES[size].scaled(SCRIPT_SCALE.get(language, 1.0)), language).figure(size, focus)


def lay_out(
    places: Iterable[MapPlace], flows: Iterable[MapFlow], points: Mapping[str, Point], base: BaseMap
) -> dict[str, Course]:
    """The course of every flow, each keeping clear of the marks and of the flows before it."""
    kinds = {place.identifier: place.kind for place in places}
    marks = [points[name] for name, kind in kinds.items() if kind not in (SEA, REGION)]
    courses: dict[str, Course] = {}
    for flow in flows:
        ends, shore = flow_ends(flow, kinds, points, base)
        courses[flow.identifier] = course(
            [points[name] for name in flow.origins],
            ends,
            shore=shore,
            gather=flow.gather,
            spread=flow.spread,
            marks=marks,
            drawn=[line for other in courses.values() for line in other.lines()],
        )
    return courses


def flow_ends(
    flow: MapFlow, kinds: Mapping[str, str], points: Mapping[str, Point], base: BaseMap
) -> tuple[list[Point], bool]:
    """The points a flow goes to, and whether they are the coast of the one sea that is its destination."""
    shores = {name: base.shores[name].points for name in flow.destinations if kinds[name] == SEA and name in base.shores}
    if len(flow.destinations) == 1 and shores:
        return list(shores[flow.destinations[0]]), True
    return [centre(shores[name]) if name in shores else points[name] for name in flow.destinations], False


class _Sheet:
    """One figure in the making: its room, and what has been placed in it."""

    def __init__(
        self,
        places: tuple[MapPlace, ...],
        flows: tuple[MapFlow, ...],
        points: Mapping[str, Point],
        courses: Mapping[str, Course],
        size: Size,
        language: str,
    ) -> None:
        self.places, self.flows, self.points, self.courses = places, flows, points, courses
        self.size, self.language, self.base = size, language, basemap()
        frame = size.frame
        self.inner = Box(frame.left + EDGE, frame.top + EDGE, frame.right - EDGE, frame.bottom - EDGE)
        self.land = [place for place in places if place.kind != SEA]
        self.camps = [place for place in self.land if place.kind != REGION and self.inner.holds(points[place.identifier])]
        self.field = Field(
            self.inner,
            [around(points[place.identifier], MARK) for place in self.camps],
            [point for one in courses.values() for curve in (*one.branches, one.stream) for point in curve.samples(SAMPLE)],
            self.base.points,
        )
        self.taken: list[Spot] = []

    def figure(self, size: str, focus: str | None) -> MapFigure:
        """Place everything, the weightiest first."""
        frame = self.size.frame
        marks = tuple(self.marks(focus))
        flows = tuple(self.flow(flow) for flow in self.flows)
        waters = tuple(self.waters())
        pointers = tuple(self.pointers())
        regions = tuple(self.regions())
        return MapFigure(
            size=size,
            language=self.language,
            direction="rtl" if self.language == "ar" else "ltr",
            view_box=f"{frame.left:g} {frame.top:g} {frame.right - frame.left:g} {frame.bottom - frame.top:g}",
            base=self.base,
            shores=tuple(self.shores()),
            flows=flows,
            marks=marks,
            pointers=pointers,
            waters=waters,
            regions=regions,
            rivers=tuple(self.rivers()),
            linked=any(place.href for place in self.places) or any(flow.href for flow in self.flows),
        )

    def text(self, words: str, at: Spot, href: str = "") -> Text:
        """A placed text; under right-to-left, the start of a text is its right end, so the anchors change places."""
        anchors = {"middle": "middle", "right": "start", "left": "end"}
        if self.language == "ar":
            anchors |= {"right": "end", "left": "start"}
        turn = f"rotate({at.angle:g} {at.x:g} {at.y:g})" if at.angle else ""
        return Text(words, f"{at.x:.1f}", f"{at.y:.1f}", anchors[at.side], href, turn)

    def claim(self, spots: Iterable[Spot]) -> Spot | None:
        """The best of some spots that is free, now taken; None if none is."""
        found = first_free(spots, self.taken, self.field)
        if found:
            self.taken.append(found)
        return found

    def marks(self, focus: str | None) -> Iterator[Mark]:
        """The camps in the frame, all named."""
        wanted = {
            camp.identifier: list(beside(camp.label, self.size.name, self.points[camp.identifier], GAP)) for camp in self.camps
        }
        chosen = place(wanted, self.field)
        self.taken.extend(chosen.values())
        for camp in self.camps:
            x, y = self.points[camp.identifier]
            label = self.text(camp.label, chosen[camp.identifier], camp.href)
            yield Mark(camp.identifier, f"{x:.1f}", f"{y:.1f}", label, camp.identifier == focus)

    def flow(self, flow: MapFlow) -> Flow:
        """A route's paths, and its time beside the stream if there is room."""
        one = self.courses[flow.identifier]
        found = self.claim(along(flow.label, self.size.time, one.stream)) if flow.label else None
        return Flow(
            identifier=flow.identifier,
            branches="".join(curve.path for curve in one.branches),
            stream=one.stream.path,
            heads="".join(one.heads),
            label=self.text(flow.label, found, flow.href) if found else None,
            current=flow.current,
            dash=flow.dash,
        )

    def shores(self) -> Iterator[tuple[str, bool]]:
        """The bands of the seas at which flows end."""
        for sea in (place.identifier for place in self.places if place.kind == SEA):
            ending = [flow for flow in self.flows if sea in flow.destinations]
            if ending and sea in self.base.shores:
                yield self.base.shores[sea].path, any(flow.current for flow in ending)

    def pointers(self) -> Iterator[Pointer]:
        """Places beyond the frame, at its edge."""
        for beyond in self.land:
            point = self.points[beyond.identifier]
            if self.inner.holds(point):
                continue
            size = self.size.water
            if found := self.claim(edges.spots(beyond.label, size, point, self.inner)):
                arrow = edges.arrow(found, point, size, self.inner)
                yield Pointer(beyond.identifier, self.text(beyond.label, found, beyond.href), arrow)

    def waters(self) -> Iterator[Text]:
        """The seas' names; a sea that is a place of the archive keeps the archive's word for it and its address."""
        known = {place.identifier: place for place in self.places if place.kind == SEA}
        for sea in {**SEAS, **known}:
            words = known[sea].label if sea in known else WATERS[sea][self.language]
            spots = [spot(words, self.size.water, point, "middle") for point in SEAS.get(sea) or [self.points[sea]]]
            if found := self.claim(spots):
                yield self.text(words, found, known[sea].href if sea in known else "")

    def regions(self) -> Iterator[Text]:
        """The names of regions in the frame."""
        for region in self.land:
            point = self.points[region.identifier]
            if region.kind == REGION and self.inner.holds(point):
                if found := self.claim(beside(region.label, self.size.water, point, 0)):
                    yield self.text(region.label, found, region.href)

    def rivers(self) -> Iterator[Text]:
        """The rivers' names where they are free; turned whole, for a text on a path would break Arabic joining."""
        for river, stretches in self.base.names.items():
            words = WATERS[river][self.language]
            if found := self.claim(turned(words, self.size.river, (s.x, s.y), s.angle) for s in stretches):
                yield self.text(words, found)
