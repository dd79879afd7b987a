"""The input and the output of a map, as plain data.

Numbers of the output are already text, so that no locale changes their form.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from archive.maps.path_courses import PathLines

CAMP, SEA, REGION = "camp", "sea", "region"


class MapPlace(NamedTuple):
    """A place to show, in decimal degrees (WGS 84). If it is not ``current``, its mark is hollow.

    ``kind``: ``camp``, a mark with its name, also of a town or another site; ``sea``, a name on the water, and a hatched shore if a flow ends there; ``region``, only a name.
    ``importance``: compared item by item; where not all places can be named, those with the greatest are.
    """

    identifier: str
    kind: str
    latitude: float
    longitude: float
    label: str
    href: str = ""
    current: bool = True
    importance: tuple[int, ...] = ()


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


class PathStop(NamedTuple):
    """A stop of a march, in decimal degrees (WGS 84); ``number`` is its number in the account, drawn where there is space for it."""

    latitude: float
    longitude: float
    number: str = ""


class PathLeg(NamedTuple):
    """The way from one stop to the next, by their places in ``MapPath.stops``, from 0. ``broken``: the account omits what is between."""

    start: int
    end: int
    broken: bool = False


class MapPath(NamedTuple):
    """A march to show, stop by stop, as one account tells it: ``stops`` that have a position, and the ``legs`` between them.

    A march that splits has several legs with one start, one that merges several with one end, and a loop comes back to a position in another
    stop. A leg means order alone. ``lines``: those of the whole map, of a march that many maps draw. All other fields are those of ``MapFlow``.
    """

    identifier: str
    stops: tuple[PathStop, ...]
    legs: tuple[PathLeg, ...]
    label: str = ""
    href: str = ""
    name: str = ""
    page: str = ""
    current: bool = True
    dash: str = "1"
    lines: PathLines | None = None


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


class PlainMark(NamedTuple):
    """A dot without a name, for which there was no space; ``name`` is for readers who do not see the map."""

    identifier: str
    x: str
    y: str
    name: str
    href: str
    current: bool


class ClusterMark(NamedTuple):
    """A circle with the number of places that the map does not name there; ``near`` is the name of the most important one.

    ``href`` leads to a narrower map, or is empty if there is none. ``identifiers`` are those of the places. ``label`` is the number.
    """

    total: int
    near: str
    href: str
    x: str
    y: str
    radius: str
    label: PlacedText
    identifiers: tuple[str, ...]


class CityMark(NamedTuple):
    """A city that orients: the left and upper sides of its square, and its name, which leads nowhere."""

    x: str
    y: str
    label: PlacedText


class EdgePointer(NamedTuple):
    """A place beyond the frame: its name at the edge, and an arrow (path data) towards it.

    If ``total`` is not 0, it stands for so many places beyond that edge, ``identifiers``, and ``near`` is the name of the most important.
    """

    identifier: str
    label: PlacedText
    path: str
    total: int = 0
    near: str = ""
    identifiers: tuple[str, ...] = ()


class Shape(NamedTuple):
    """Path data that a page has once and draws several times, by its identifier, which is the same for equal data."""

    identifier: str
    path: str


def make_shape(path: str) -> Shape:
    """Return path data as a shape."""
    return Shape(f"shape-{sha256(path.encode()).hexdigest()[:8]}", path)


class DrawnFlow(NamedTuple):
    """A route's shape as path data, its name and page. ``label`` is None where there was no space; the legend shows the dash.

    ``brackets`` are those around its sets.
    """

    identifier: str
    branches: str
    brackets: str
    stream: str
    heads: str
    label: PlacedText | None
    name: str
    page: str
    current: bool
    dash: str

    @property
    def shape(self) -> Shape:
        """Return the shape of its branches, drawn twice: in its dashes, and wide and invisible."""
        return make_shape(self.branches)


class StopMark(NamedTuple):
    """A stop of a march: where its ring is, and its number or None where there was no space."""

    x: str
    y: str
    label: PlacedText | None


class DrawnPath(NamedTuple):
    """A march's shape as path data: ``legs``, of broken ones both ends and the ``dots`` between them, ``heads`` that tell its direction.

    ``rings`` are the points of those of its stops of which no march before it has a ring. Its ``stops`` in the frame; all else as of a flow.
    """

    identifier: str
    legs: str
    dots: str
    heads: str
    rings: str
    stops: tuple[StopMark, ...]
    label: PlacedText | None
    name: str
    page: str
    current: bool
    dash: str

    @property
    def shape(self) -> Shape:
        """Return the shape of its legs, drawn twice: in its dashes, and wide and invisible."""
        return make_shape(self.legs)

    @property
    def stop_shape(self) -> Shape:
        """Return the shape of its stops: points, drawn by the round ends of their lines, as rings."""
        return make_shape(self.rings)

    @property
    def numbers(self) -> list[PlacedText]:
        """Return the numbers of its stops that are drawn."""
        return [stop.label for stop in self.stops if stop.label]


class MapFigure(NamedTuple):
    """Everything that ``templates/maps/_map.html`` prints. ``layers`` are the layers of the base map, in drawing order.

    ``shores`` are the hatched bands (path data), and whether they are current. ``base`` is the SVG transform of the base map, or empty;
    ``enlargement`` its class, or empty; ``hatch`` the scale of the hatching. ``is_coarse``: the base map is enlarged more than it is exact.
    ``has_lanes``: marches that have legs in common are side by side on these. ``named`` are the identifiers of the places that are named; ``counted`` of those that are not, the most important first.
    """

    size: str
    language: str
    direction: str
    view_box: str
    layers: tuple[str, ...]
    base: str
    enlargement: str
    hatch: str
    is_coarse: bool
    shores: tuple[tuple[str, bool], ...]
    flows: tuple[DrawnFlow, ...]
    paths: tuple[DrawnPath, ...]
    marks: tuple[CampMark, ...]
    plain_marks: tuple[PlainMark, ...]
    clusters: tuple[ClusterMark, ...]
    pointers: tuple[EdgePointer, ...]
    waters: tuple[PlacedText, ...]
    rivers: tuple[PlacedText, ...]
    cities: tuple[CityMark, ...]
    regions: tuple[PlacedText, ...]
    linked: bool
    has_lanes: bool
    named: frozenset[str]
    counted: tuple[str, ...]

    @property
    def shapes(self) -> list[Shape]:
        """Return the shapes of all routes."""
        return [
            *(flow.shape for flow in self.flows),
            *(shape for path in self.paths for shape in (path.shape, path.stop_shape) if shape.path),
        ]
