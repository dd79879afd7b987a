"""The input and the output of a map, as plain data.

Numbers of the output are already text, so that no locale changes their form.
"""

from __future__ import annotations

from typing import NamedTuple

CAMP, SEA, REGION = "camp", "sea", "region"


class MapPlace(NamedTuple):
    """A place to show, in decimal degrees (WGS 84). If it is not ``current``, its mark is hollow.

    ``kind``: ``camp``, a mark with its name, also of a town or another site; ``sea``, a name on the water, and a hatched shore if a flow ends there; ``region``, only a name.
    """

    identifier: str
    kind: str
    latitude: float
    longitude: float
    label: str
    href: str = ""
    current: bool = True


class MapFlow(NamedTuple):
    """A route to show, between sets of place identifiers; ``label`` states its time in a few words.

    ``href`` is the address of the words that state its time, ``page`` that of its own page, linked by its ``name``. ``dash`` (``1`` to
    ``8``) is its dash pattern. If it is not ``current``, it is grey.
    """

    identifier: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    label: str = ""
    href: str = ""
    name: str = ""
    page: str = ""
    current: bool = True
    dash: str = "1"


class PlacedText(NamedTuple):
    """A text at a baseline point. ``anchor`` is the SVG value in the figure's direction; ``turn`` an SVG transform, or empty.

    ``current``: whether it names the place that the page is about.
    """

    words: str
    x: str
    y: str
    anchor: str
    href: str = ""
    turn: str = ""
    current: bool = False


class CampMark(NamedTuple):
    """A camp: a dot and its name. If it is not ``current``, the dot is hollow."""

    identifier: str
    x: str
    y: str
    label: PlacedText
    current: bool


class EdgePointer(NamedTuple):
    """A place beyond the frame: its name at the edge, and an arrow (path data) towards it."""

    identifier: str
    label: PlacedText
    path: str


class DrawnFlow(NamedTuple):
    """A route's shape as path data, its name and page. ``label`` is None where there was no space; the legend shows the dash."""

    identifier: str
    branches: str
    stream: str
    heads: str
    label: PlacedText | None
    name: str
    page: str
    current: bool
    dash: str


class MapFigure(NamedTuple):
    """Everything that ``templates/maps/_map.html`` prints. ``layers`` are the layers of the base map, in drawing order.

    ``shores`` are the hatched bands (path data), and whether they are current.
    """

    size: str
    language: str
    direction: str
    view_box: str
    layers: tuple[str, ...]
    shores: tuple[tuple[str, bool], ...]
    flows: tuple[DrawnFlow, ...]
    marks: tuple[CampMark, ...]
    pointers: tuple[EdgePointer, ...]
    waters: tuple[PlacedText, ...]
    rivers: tuple[PlacedText, ...]
    regions: tuple[PlacedText, ...]
    linked: bool
