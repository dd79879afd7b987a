"""What stands on a map, layer by layer: each takes from the sheet what room it needs and gives what is to be printed.

Things claim their room in the order of their weight: routes and marks, the camps' names, other places, seas, routes' times, rivers.
What the map can do without is left out where there is no room. A map is never mirrored: sides are physical, only text anchors know the direction.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.maps import edges
from archive.maps.basemap import basemap
from archive.maps.curves import length, text
from archive.maps.flows import Course
from archive.maps.labels import place
from archive.maps.names import SEAS, WATERS
from archive.maps.parts import REGION, SEA, Flow, Mark, Pointer, Text
from archive.maps.sheet import Sheet
from archive.maps.spots import MIDDLE, Spot, along, beside, level, turned

GAP = 11.0


def marks(sheet: Sheet) -> Iterator[Mark]:
    """The camps in the frame, all named."""
    size = sheet.scaled(sheet.size.name)
    chosen = place(
        {camp.identifier: beside(camp.label, size, sheet.points[camp.identifier], GAP) for camp in sheet.camps}, sheet.room
    )
    sheet.taken.extend(chosen.values())
    for camp in sheet.camps:
        x, y = sheet.points[camp.identifier]
        yield Mark(camp.identifier, f"{x:.1f}", f"{y:.1f}", sheet.name(camp, chosen[camp.identifier]), camp.current)


def flows(sheet: Sheet) -> Iterator[Flow]:
    """The routes' paths, each with its time where there is room."""
    for flow in sheet.flows:
        course = sheet.courses[flow.identifier]
        found = beside_course(sheet, flow.label, course) if flow.label else None
        yield Flow(
            identifier=flow.identifier,
            branches="".join(curve.path for curve in course.branches),
            stream=course.stream.path,
            heads="".join(f"M{text(tip)}L{text(*back)}Z" for tip, *back in course.heads),
            label=sheet.text(flow.label, found, flow.href) if found else None,
            name=flow.name,
            page=flow.page,
            current=flow.current,
            dash=flow.dash,
        )


def beside_course(sheet: Sheet, words: str, course: Course) -> Spot | None:
    """A place along the stream, or else along the middle of a branch, the longest first."""
    size = sheet.scaled(sheet.size.time)
    branches = sorted(course.branches, key=lambda curve: -length(curve.points()))
    tries = [along(words, size, course.stream), *(along(words, size, curve, MIDDLE) for curve in branches)]
    return next(filter(None, map(sheet.claim, tries)), None)


def shores(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """The bands of the seas at which flows end (path data), and whether one of those is current."""
    return ((basemap().shores[sea].path, current) for sea, current in sheet.ends.items())


def waters(sheet: Sheet) -> Iterator[Text]:
    """The seas' names; a sea that is a place of the archive keeps the archive's word for it and its address."""
    size = sheet.scaled(sheet.size.time)
    known = {sea.identifier: sea for sea in sheet.places if sea.kind == SEA}
    for sea in {**SEAS, **known}:
        words = known[sea].label if sea in known else WATERS[sea][sheet.language]
        points = SEAS.get(sea) or [sheet.points[sea]]
        if found := sheet.claim(level(words, size, point, "middle") for point in points):
            yield sheet.name(known[sea], found) if sea in known else sheet.text(words, found)


def pointers(sheet: Sheet) -> Iterator[Pointer]:
    """Places beyond the frame, at its edge."""
    size = sheet.scaled(sheet.size.time)
    for beyond in sheet.places:
        point = sheet.points[beyond.identifier]
        if beyond.kind == SEA or sheet.inner.holds(point):
            continue
        if found := sheet.claim(edges.spots(beyond.label, size, point, sheet.inner)):
            yield Pointer(beyond.identifier, sheet.name(beyond, found), edges.arrow(found, point, size, sheet.inner))


def regions(sheet: Sheet) -> Iterator[Text]:
    """The names of regions in the frame."""
    size = sheet.scaled(sheet.size.time)
    for region in sheet.places:
        point = sheet.points[region.identifier]
        inside = region.kind == REGION and sheet.inner.holds(point)
        if inside and (found := sheet.claim(beside(region.label, size, point, 0))):
            yield sheet.name(region, found)


def rivers(sheet: Sheet) -> Iterator[Text]:
    """The rivers' names where they are free; turned whole, for a text on a path would break Arabic joining."""
    size = sheet.scaled(sheet.size.river)
    for river, stretches in basemap().names.items():
        words = WATERS[river][sheet.language]
        if found := sheet.claim(turned(words, size, (one.x, one.y), one.angle) for one in stretches):
            yield sheet.text(words, found)
