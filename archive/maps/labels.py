"""Labels that touch neither one another nor anything that must stay visible.

Each label has some places where it may stand, best first. All are placed at once: the most constrained first, then any that still collide are
moved while that helps. Pure and deterministic; boxes in map units; a label's point is where its baseline begins, ends or has its middle, by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from archive.maps.curves import Curve, Point
from archive.maps.textwidth import rise, width

ROUNDS = 40
SOFT_WEIGHT, RANK_WEIGHT = 0.5, 0.6


@dataclass(frozen=True)
class Box:
    """An upright rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether a point lies within ``margin`` of the box."""
        return self.left - margin < point[0] < self.right + margin and self.top - margin < point[1] < self.bottom + margin

    def within(self, other: Box) -> bool:
        """Whether this box lies wholly inside another."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom


def around(point: Point, radius: float) -> Box:
    """The square about a point."""
    return Box(point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius)


@dataclass(frozen=True)
class Spot:
    """One place where a text may stand. ``side`` is physical: the text lies to the ``right`` or ``left`` of the point, or has it in the ``middle``."""

    x: float
    y: float
    side: str
    boxes: tuple[Box, ...]
    angle: float = 0.0


def spot(text: str, size: float, point: Point, side: str) -> Spot:
    """The spot of a level text whose baseline is at ``point``."""
    x, y = point
    wide, (above, below) = width(text, size), rise(text)
    left = {"right": x, "left": x - wide, "middle": x - wide / 2}[side]
    return Spot(x, y, side, (Box(left, y - above * size, left + wide, y + below * size),))


def turned(text: str, size: float, point: Point, angle: float) -> Spot:
    """The spot of a text turned by ``angle`` degrees about its middle; its box is a row of small ones."""
    half, reach = width(text, size) / 2, size * 0.5
    steps = max(2, round(2 * half / reach))
    offsets = [half * (2 * step / steps - 1) for step in range(steps + 1)]
    turn = radians(angle)
    boxes = tuple(around((point[0] + cos(turn) * by, point[1] + sin(turn) * by), reach) for by in offsets)
    return Spot(point[0], point[1], "middle", boxes, angle)


def beside(text: str, size: float, mark: Point, gap: float) -> Iterator[Spot]:
    """Where a mark's name may stand: beside it, then at the corners, then under and over it, then the same further off."""
    above, below = rise(text)
    level, high, low = size * 0.3, -gap * 0.7 - below * size * 0.5, gap * 0.7 + above * size * 0.8
    for far in (gap, gap * 1.9, gap * 2.8):
        more = far - gap
        yield from (spot(text, size, (mark[0] + far, mark[1] + level), "right"), spot(text, size, (mark[0] - far, mark[1] + level), "left"))
        for y in (low + more, high - more):
            yield from (spot(text, size, (mark[0] + far * 0.6, mark[1] + y), "right"), spot(text, size, (mark[0] - far * 0.6, mark[1] + y), "left"))
        for y in (gap + above * size + more, -gap - below * size - more):
            yield from (spot(text, size, (mark[0] + shift * size, mark[1] + y), "middle") for shift in (0, 1, -1, 2, -2))


def along(text: str, size: float, curve: Curve) -> Iterator[Spot]:
    """Where the name of a line may stand: over it, under it, at its sides; at its middle, then nearer to its ends, then further off."""
    above, below = rise(text)
    for gap in (8, 14, 22, 30, 38, 46, 54):
        for share in (0.5, 0.3, 0.7, 0.1, 0.9, -0.1, 1.1):
            x, y = curve.at(share)
            yield spot(text, size, (x, y - gap - below * size), "middle")
            yield spot(text, size, (x, y + gap + above * size), "middle")
            yield spot(text, size, (x + gap, y + size * 0.3), "right")
            yield spot(text, size, (x - gap, y + size * 0.3), "left")


@dataclass(frozen=True)
class Field:
    """What labels share the map with: the frame, boxes and points never to be covered, and points better left free."""

    frame: Box
    boxes: Sequence[Box] = ()
    points: Sequence[Point] = ()
    soft: Sequence[Point] = ()
    clearance: float = 3.0

    def faults(self, spot: Spot) -> int:
        """How many things a text at this spot would cover."""
        outside = sum(not box.within(self.frame) for box in spot.boxes)
        covered = sum(box.meets(other) for box in spot.boxes for other in self.boxes)
        return outside * 20 + covered * 5 + sum(box.holds(point, self.clearance) for box in spot.boxes for point in self.points)

    def cost(self, spot: Spot, rank: int) -> float:
        """How unwelcome a spot is that covers nothing it must not."""
        return RANK_WEIGHT * rank + SOFT_WEIGHT * sum(box.holds(point) for box in spot.boxes for point in self.soft)


@dataclass
class _Choice:
    name: str
    spots: list[tuple[float, Spot]] = field(default_factory=list)


def overlap(one: Spot, other: Spot) -> bool:
    """Whether two labels would touch."""
    return any(a.meets(b) for a in one.boxes for b in other.boxes)


def place(wanted: Mapping[str, Iterable[Spot]], field_: Field) -> dict[str, Spot]:
    """A spot for every name. Where no arrangement without a fault is found, the one with the fewest found; see ``fits``."""
    choices = [_Choice(name, _priced(spots, field_)) for name, spots in wanted.items()]
    choices.sort(key=lambda choice: (sum(price < 100 for price, _ in choice.spots), choice.name))
    chosen: dict[str, Spot] = {}
    for choice in choices:
        chosen[choice.name] = _best(choice, chosen)
    for _ in range(ROUNDS):
        moved = [choice for choice in choices if _best(choice, chosen) != chosen[choice.name]]
        if not moved:
            break
        chosen[moved[0].name] = _best(moved[0], chosen)
    return chosen


def fits(spot: Spot, others: Iterable[Spot], field_: Field) -> bool:
    """Whether a spot covers nothing and touches no other label."""
    return not field_.faults(spot) and not any(overlap(spot, other) for other in others)


def first_free(spots: Iterable[Spot], others: Sequence[Spot], field_: Field) -> Spot | None:
    """The cheapest spot that fits, or None: for a name the map can do without."""
    free = [(field_.cost(spot, rank), rank, spot) for rank, spot in enumerate(spots) if fits(spot, others, field_)]
    return min(free, key=lambda item: item[:2])[2] if free else None


def _priced(spots: Iterable[Spot], field_: Field) -> list[tuple[float, Spot]]:
    return [(field_.cost(spot, rank) + 100 * field_.faults(spot), spot) for rank, spot in enumerate(spots)]


def _best(choice: _Choice, chosen: Mapping[str, Spot]) -> Spot:
    others = [spot for name, spot in chosen.items() if name != choice.name]
    return min(choice.spots, key=lambda item: item[0] + 500 * sum(overlap(item[1], other) for other in others))[1]
