"""What goes into a map and what comes out: plain data. Numbers that go into the page are already text, so that no locale can reshape them."""

from __future__ import annotations

from dataclasses import dataclass

CAMP, SEA, REGION = "camp", "sea", "region"


@dataclass(frozen=True)
class MapPlace:
    """A place to show, in decimal degrees (WGS 84). One that is not ``current`` has a hollow mark.

    ``kind``: ``camp``, a mark with its name; ``sea``, a name on the water, and a hatched shore if a flow ends there; ``region``, a name alone.
    """

    identifier: str
    kind: str
    latitude: float
    longitude: float
    label: str
    href: str = ""
    current: bool = True


@dataclass(frozen=True)
class MapFlow:
    """A route to show, between sets of place identifiers; ``label`` is a word or two for its time.

    ``href`` leads to the words of its time, ``page``, under its ``name``, to its own page. ``dash`` (``1`` to ``8``) tells the route by
    its dash pattern. One that is not ``current`` is drawn in grey.
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


@dataclass(frozen=True)
class PlacedText:
    """A text at a baseline point. ``anchor`` is the SVG value for the figure's direction; ``turn`` an SVG transform, or empty.

    ``current`` if it names the place the page is about.
    """

    words: str
    x: str
    y: str
    anchor: str
    href: str = ""
    turn: str = ""
    current: bool = False


@dataclass(frozen=True)
class CampMark:
    """A camp: a dot and its name; a hollow dot where it is not ``current``."""

    identifier: str
    x: str
    y: str
    label: PlacedText
    current: bool


@dataclass(frozen=True)
class EdgePointer:
    """A place beyond the frame: a word at the edge, and an arrow (path data) towards it."""

    identifier: str
    label: PlacedText
    path: str


@dataclass(frozen=True)
class DrawnFlow:
    """A route's shape as path data, its name and page. ``label`` is None where there was no room for it; the legend names the dash."""

    identifier: str
    branches: str
    stream: str
    heads: str
    label: PlacedText | None
    name: str
    page: str
    current: bool
    dash: str


@dataclass(frozen=True)
class MapFigure:
    """Everything ``templates/maps/figure.html`` prints. ``layers`` are the names of what is drawn of the base map, in order.

    ``shores`` are the hatched bands (path data) and whether they are current.
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
