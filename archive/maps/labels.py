"""Labels that touch neither one another nor anything that must stay visible.

Each label has some spots where it may stand, best first. All are placed at once: the most constrained first, then any that still collide are
moved while that helps. Pure and deterministic; everything in map units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from archive.maps.boxes import Box, Points
from archive.maps.spots import Spot, overlap

ROUNDS = 40
COVERED, RANKED = 1.0, 0.6
FAULT, COLLISION = 1000, 5000


@dataclass(frozen=True)
class Room:
    """What labels share the map with: the frame, boxes and points never to be covered, and points better left free.

    ``clearance`` is how far labels keep from the former points, in map units.
    """

    frame: Box
    boxes: Sequence[Box] = ()
    points: Points = field(default_factory=Points)
    soft: Points = field(default_factory=Points)
    clearance: float = 6.0

    def faults(self, spot: Spot) -> int:
        """How many things a text at this spot would cover; nothing if it fits."""
        outside = sum(not box.within(self.frame) for box in spot.boxes)
        covered = sum(box.meets(other) for box in spot.boxes for other in self.boxes)
        return outside * 20 + covered * 5 + sum(self.points.inside(box.grown(self.clearance)) for box in spot.boxes)

    def cost(self, spot: Spot, rank: int) -> float:
        """How unwelcome a spot is that covers nothing it must not; ``rank`` is its place among the spots, best first."""
        return RANKED * rank + COVERED * sum(self.soft.inside(box) for box in spot.boxes)


def place(wanted: Mapping[str, Iterable[Spot]], room: Room) -> dict[str, Spot]:
    """A spot for every name. Where no arrangement without a fault is found, the one with the fewest found."""
    choices = {name: [(_price(spot, rank, room), spot) for rank, spot in enumerate(spots)] for name, spots in wanted.items()}
    order = sorted(choices, key=lambda name: (sum(price < FAULT for price, _ in choices[name]), name))
    chosen: dict[str, Spot] = {}
    best = partial(_best, choices, chosen)
    for name in order:
        chosen[name] = best(name)
    for _ in range(ROUNDS):
        mover = next((name for name in order if best(name) != chosen[name]), None)
        if mover is None:
            break
        chosen[mover] = best(mover)
    return chosen


def first_free(spots: Iterable[Spot], others: Sequence[Spot], room: Room) -> Spot | None:
    """The cheapest spot that covers nothing and touches no other label, or None: for a name the map can do without."""
    free = [
        (room.cost(spot, rank), rank, spot)
        for rank, spot in enumerate(spots)
        if not any(overlap(spot, other) for other in others) and not room.faults(spot)
    ]
    return min(free, key=lambda item: item[:2])[2] if free else None


def _price(spot: Spot, rank: int, room: Room) -> float:
    return room.cost(spot, rank) + FAULT * room.faults(spot)


def _best(choices: Mapping[str, list[tuple[float, Spot]]], chosen: Mapping[str, Spot], name: str) -> Spot:
    others = [spot for other, spot in chosen.items() if other != name]
    return min(choices[name], key=lambda item: item[0] + COLLISION * sum(overlap(item[1], other) for other in others))[1]
