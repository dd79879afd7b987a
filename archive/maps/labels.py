"""Label placement: labels touch neither each other nor anything that must stay visible.

Each label has some possible positions, best first. All labels are placed together: the most constrained first, then any that still collide
are moved while that helps. Deterministic; everything is in map units.

Also the names of waters on the base map, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.maps.geometry import Box, Point, PointGrid
from archive.maps.label_positions import LabelPosition, has_overlap

# Maximum number of labels moved after the first placement.
MAX_ROUNDS = 40
# Cost of each soft point covered, and of each rank below the best position.
COVERED_COST, RANK_COST = 1.0, 0.6
# Cost of each fault of a position, and of each collision with another label.
FAULT_COST, COLLISION_COST = 1000, 5000


@dataclass(frozen=True)
class LabelSpace:
    """The space for labels: the frame, boxes and points that must not be covered, and ``soft`` points that should not.

    ``clearance`` is the distance of labels from the hard points, in map units.
    """

    frame: Box
    boxes: Sequence[Box] = ()
    points: PointGrid = field(default_factory=PointGrid)
    soft: PointGrid = field(default_factory=PointGrid)
    clearance: float = 6.0

    def count_faults(self, position: LabelPosition) -> int:
        """Return how much a text at this position would cover that it must not, weighted; 0 if it fits."""
        outside = sum(not box.within(self.frame) for box in position.boxes)
        covered = sum(box.overlaps(other) for box in position.boxes for other in self.boxes)
        return outside * 20 + covered * 5 + sum(self.points.count_inside(box.grown(self.clearance)) for box in position.boxes)

    def measure_cost(self, position: LabelPosition, rank: int) -> float:
        """Return the cost of a position without faults; ``rank`` is its place among the proposed positions, from 0."""
        return RANK_COST * rank + COVERED_COST * sum(self.soft.count_inside(box) for box in position.boxes)


def place_labels(proposals: Mapping[str, Iterable[LabelPosition]], space: LabelSpace) -> dict[str, LabelPosition]:
    """Return a position for every name. If no arrangement without a fault is found, the one with the fewest."""
    choices = {
        name: [
            (space.measure_cost(position, rank) + FAULT_COST * space.count_faults(position), position)
            for rank, position in enumerate(positions)
        ]
        for name, positions in proposals.items()
    }
    placed: dict[str, LabelPosition] = {}

    def find_best(name: str) -> LabelPosition:
        others = [position for other, position in placed.items() if other != name]
        return min(
            choices[name], key=lambda choice: choice[0] + COLLISION_COST * sum(has_overlap(choice[1], other) for other in others)
        )[1]

    order = sorted(choices, key=lambda name: (sum(cost < FAULT_COST for cost, _ in choices[name]), name))
    for name in order:
        placed[name] = find_best(name)
    for _ in range(MAX_ROUNDS):
        mover = next((name for name in order if find_best(name) != placed[name]), None)
        if mover is None:
            break
        placed[mover] = find_best(mover)
    return placed


def find_free_position(
    positions: Iterable[LabelPosition], others: Sequence[LabelPosition], space: LabelSpace
) -> LabelPosition | None:
    """Return the cheapest position that covers nothing and touches no other label; None if there is none."""
    free = [
        (space.measure_cost(position, rank), rank, position)
        for rank, position in enumerate(positions)
        if not any(has_overlap(position, other) for other in others) and not space.count_faults(position)
    ]
    return min(free, key=lambda choice: choice[:2])[2] if free else None


WATER_NAMES = {
    "baltic-sea": {"en": "Baltic Sea", "ar": "بحر البلطيق"},
    "north-sea": {"en": "North Sea", "ar": "بحر الشمال"},
    "rhine": {"en": "Rhine", "ar": "الراين"},
    "elbe": {"en": "Elbe", "ar": "الإلبه"},
    "oder": {"en": "Oder", "ar": "الأودر"},
    "vistula": {"en": "Vistula", "ar": "الفيستولا"},
    "danube": {"en": "Danube", "ar": "الدانوب"},
}

# Possible middles of the seas' names, best first.
SEA_NAME_POINTS: dict[str, list[Point]] = {
    "baltic-sea": [(x, y) for y in (48, 60, 72, 84, 96) for x in (570, 600, 540, 630, 510, 660, 490)],
    "north-sea": [(x, y) for y in (92, 120, 60, 140) for x in (52, 60, 68)],
}
