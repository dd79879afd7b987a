"""Labels that touch neither one another nor anything that must stay visible.

Each label has some spots where it may stand, best first. All are placed at once: the most constrained first, then any that still collide are
moved while that helps. Pure and deterministic; everything in map units.

Names of waters on the base map, in both languages, and where the middles of the seas' names may stand, best first (map units).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from archive.maps.geometry import Box, Point, PointGrid
from archive.maps.label_positions import LabelPosition, has_overlap

MAX_ROUNDS = 40
COVERED_COST, RANK_COST = 1.0, 0.6
FAULT_COST, COLLISION_COST = 1000, 5000


@dataclass(frozen=True)
class LabelSpace:
    """What labels share the map with: the frame, boxes and points never to be covered, and points better left free.

    ``clearance`` is how far labels keep from the former points, in map units.
    """

    frame: Box
    boxes: Sequence[Box] = ()
    points: PointGrid = field(default_factory=PointGrid)
    soft: PointGrid = field(default_factory=PointGrid)
    clearance: float = 6.0

    def faults(self, spot: LabelPosition) -> int:
        """How many things a text at this spot would cover; nothing if it fits."""
        outside = sum(not box.within(self.frame) for box in spot.boxes)
        covered = sum(box.overlaps(other) for box in spot.boxes for other in self.boxes)
        return outside * 20 + covered * 5 + sum(self.points.count_inside(box.grown(self.clearance)) for box in spot.boxes)

    def cost(self, spot: LabelPosition, rank: int) -> float:
        """How unwelcome a spot is that covers nothing it must not; ``rank`` is its place among the spots, best first."""
        return RANK_COST * rank + COVERED_COST * sum(self.soft.count_inside(box) for box in spot.boxes)


def place_labels(wanted: Mapping[str, Iterable[LabelPosition]], room: LabelSpace) -> dict[str, LabelPosition]:
    """A spot for every name. Where no arrangement without a fault is found, the one with the fewest found."""
    choices = {name: [(_compute_cost(spot, rank, room), spot) for rank, spot in enumerate(spots)] for name, spots in wanted.items()}
    order = sorted(choices, key=lambda name: (sum(price < FAULT_COST for price, _ in choices[name]), name))
    chosen: dict[str, LabelPosition] = {}
    best = partial(_choose_best, choices, chosen)
    for name in order:
        chosen[name] = best(name)
    for _ in range(MAX_ROUNDS):
        mover = next((name for name in order if best(name) != chosen[name]), None)
        if mover is None:
            break
        chosen[mover] = best(mover)
    return chosen


def find_free_position(spots: Iterable[LabelPosition], others: Sequence[LabelPosition], room: LabelSpace) -> LabelPosition | None:
    """The cheapest spot that covers nothing and touches no other label, or None: for a name the map can do without."""
    free = [
        (room.cost(spot, rank), rank, spot)
        for rank, spot in enumerate(spots)
        if not any(has_overlap(spot, other) for other in others) and not room.faults(spot)
    ]
    return min(free, key=lambda item: item[:2])[2] if free else None


def _compute_cost(spot: LabelPosition, rank: int, room: LabelSpace) -> float:
    return room.cost(spot, rank) + FAULT_COST * room.faults(spot)


def _choose_best(
    choices: Mapping[str, list[tuple[float, LabelPosition]]], chosen: Mapping[str, LabelPosition], name: str
) -> LabelPosition:
    others = [spot for other, spot in chosen.items() if other != name]
    return min(choices[name], key=lambda item: item[0] + COLLISION_COST * sum(has_overlap(item[1], other) for other in others))[1]


WATER_NAMES = {
    "baltic-sea": {"en": "Baltic Sea", "ar": "بحر البلطيق"},
    "north-sea": {"en": "North Sea", "ar": "بحر الشمال"},
    "rhine": {"en": "Rhine", "ar": "الراين"},
    "elbe": {"en": "Elbe", "ar": "الإلبه"},
    "oder": {"en": "Oder", "ar": "الأودر"},
    "vistula": {"en": "Vistula", "ar": "الفيستولا"},
    "danube": {"en": "Danube", "ar": "الدانوب"},
}

SEA_NAME_POINTS: dict[str, list[Point]] = {
    "baltic-sea": [(x, y) for y in (48, 60, 72, 84, 96) for x in (570, 600, 540, 630, 510, 660, 490)],
    "north-sea": [(x, y) for y in (92, 120, 60, 140) for x in (52, 60, 68)],
}
