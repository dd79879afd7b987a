"""Label placement: labels touch neither each other nor anything that must stay visible.

Each label has some possible positions, best first. Names are placed together: the most constrained first, then any that could be better are
moved. Positions are examined only until no later one can be cheaper, and only against what is near in a grid, so the cost grows with the
number of labels and not with its square. Deterministic; everything is in map units.

Also the names of waters on the base map, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf

from archive.maps.geometry import Box, Point, measure_distance
from archive.maps.grids import BoxGrid, PointGrid, PointRows
from archive.maps.label_positions import LABEL_SPACE, LabelPosition, LevelText, measure_among_lines

# Maximum number of times that all names are looked at again after the first placement.
MAX_SWEEPS = 4
# Cost of each soft point covered, and of each rank below the best position.
COVERED_COST, RANK_COST = 1.0, 0.6
# Cost of each collision with another label; maximum number of positions of a name that are examined.
COLLISION_COST, MAX_RANKS = 5000, 200
# Number of positions, the nearest to the mark, that tell how constrained a name is.
NEAR_POSITIONS = 24


@dataclass(frozen=True)
class LabelSpace:
    """The space for labels: the frame, boxes and points that must not be covered, and ``soft`` points that should not.

    ``clearance`` is the distance of labels from the hard points, in map units. ``marks`` are the points that names must not be mistaken for.
    ``most_covered`` is how many soft points a position may cover; if all cover more, the label is left out.
    """

    frame: Box
    boxes: BoxGrid = field(default_factory=BoxGrid)
    points: PointGrid = field(default_factory=PointGrid)
    soft: PointRows = field(default_factory=PointRows)
    clearance: float = 6.0
    marks: PointGrid = field(default_factory=PointGrid)
    most_covered: float = inf

    def is_free(self, position: LabelPosition) -> bool:
        """Return whether a text at this position covers nothing that it must not."""
        left, top, right, bottom = self.frame
        for box in position.boxes:
            if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
                return False
            if self.points.has_inside(box, self.clearance) or self.boxes.has_overlap(box):
                return False
        return self.most_covered == inf or self.count_covered(position) <= self.most_covered

    def count_covered(self, position: LabelPosition) -> int:
        """Return how many soft points a text at this position covers."""
        return sum(self.soft.count_inside(box) for box in position.boxes)

    def measure_text(self, text: str, size: float) -> LevelText:
        """Return the extent of a text, with which positions are not proposed where it would cover the hard points."""
        return measure_among_lines(text, size, self.points, self.clearance)

    def measure_cost(self, position: LabelPosition, rank: int) -> float:
        """Return the cost of a position without faults; ``rank`` is its place among the proposed positions, from 0."""
        return RANK_COST * rank + COVERED_COST * self.count_covered(position)

    def is_nearer_to_another(self, position: LabelPosition, mark: Point) -> bool:
        """Return whether a text is nearer to another mark than to its own."""
        (box,) = position.boxes
        own = measure_distance(mark, box)
        return any(measure_distance(other, box) < own for other in self.marks.find_inside(box.grown(own)) if other != mark)


class LabelGrid:
    """The positions taken, so that those that a text would touch are found quickly."""

    def __init__(self, positions: Iterable[LabelPosition] = ()) -> None:
        self.boxes = BoxGrid()
        for position in positions:
            self.add(position)

    def add(self, position: LabelPosition) -> None:
        """Add a taken position."""
        for box in position.boxes:
            self.boxes.add(box)

    def remove(self, position: LabelPosition) -> None:
        """Remove a position that was added."""
        for box in position.boxes:
            self.boxes.remove(box)

    def touches(self, position: LabelPosition) -> bool:
        """Return whether a text would touch any other, or nearly."""
        return any(self.boxes.has_overlap(box, LABEL_SPACE) for box in position.boxes)

    def count_touching(self, position: LabelPosition) -> int:
        """Return how many boxes of other texts a text would touch, or nearly."""
        return sum(len(self.boxes.find_overlapping(box.grown(LABEL_SPACE))) for box in position.boxes)


class NameChoices:
    """The free positions of one name, with their ranks, found as far as they are needed, the best rank first; a cost is computed once."""

    def __init__(self, positions: Iterable[LabelPosition | None], space: LabelSpace, mark: Point | None) -> None:
        self.space, self.mark = space, mark
        self.positions = enumerate(positions)
        self.free: list[tuple[int, LabelPosition]] = []
        self.costs: list[float] = []
        self.rank = -1

    def examine(self, ranks: int) -> bool:
        """Examine positions until one more is free or ``ranks`` are examined; return whether one more is."""
        while self.rank + 1 < ranks:
            if (ranked := next(self.positions, None)) is None:
                return False
            self.rank, position = ranked
            if position is None or not self.space.is_free(position):
                continue
            if not (self.mark and self.space.is_nearer_to_another(position, self.mark)):
                self.free.append((self.rank, position))
                return True
        return False

    def count_free(self, ranks: int) -> int:
        """Return how many of the first ``ranks`` positions are free."""
        while self.examine(ranks):
            pass
        return len(self.free)

    def find_best(self, taken: LabelGrid) -> tuple[float, LabelPosition] | None:
        """Return the cheapest free position and its cost, the first of equals; None if none is free."""
        best: tuple[float, LabelPosition] | None = None
        index = 0
        while index < len(self.free) or ((best is None or RANK_COST * (self.rank + 1) < best[0]) and self.examine(MAX_RANKS)):
            rank, position = self.free[index]
            if best and best[0] <= RANK_COST * rank:
                break
            if index == len(self.costs):
                self.costs.append(self.space.measure_cost(position, rank))
            cost = self.costs[index]
            if best is None or cost < best[0]:
                cost += COLLISION_COST * taken.count_touching(position)
                if best is None or cost < best[0]:
                    best = cost, position
            index += 1
        return best


def place_labels(
    proposals: Mapping[str, Iterable[LabelPosition | None]],
    space: LabelSpace,
    marks: Mapping[str, Point] | None = None,
    first: str | None = None,
    taken: LabelGrid | None = None,
) -> dict[str, LabelPosition]:
    """Return a position for every name that has one where it covers nothing and touches no other label, and add it to the ``taken`` ones.

    ``marks`` are their points: a name must not be nearer to another mark. The name that is ``first`` is placed before all others, and has a
    position even where it is nearer to another mark or covers lines. The others are placed in the order of their freedom. Of names that collide in the end, the earlier in ``proposals``
    is placed.
    """
    choices = {
        name: NameChoices(positions, space, (marks or {}).get(name)) for name, positions in proposals.items() if name != first
    }
    if first is not None and first in proposals:
        choices[first] = _find_any_choices(list(proposals[first]), space, (marks or {}).get(first))
    free = {name: choice.count_free(NEAR_POSITIONS) for name, choice in choices.items()}
    order = sorted(choices, key=lambda name: (name != first, free[name], name))
    taken, placed = LabelGrid() if taken is None else taken, dict[str, LabelPosition]()
    for name in order:
        if best := choices[name].find_best(taken):
            placed[name] = best[1]
            taken.add(best[1])
    for _ in range(MAX_SWEEPS):
        if not sum([_move_label(name, placed, choices, taken) for name in placed]):
            break
    return _drop_collisions(placed, [name for name in proposals if name in placed], taken)


def _find_any_choices(positions: list[LabelPosition | None], space: LabelSpace, mark: Point | None) -> NameChoices:
    """Return the free positions of a name that must be placed; if there are none, what it may cover is extended step by step."""
    without_lines = replace(space, points=PointGrid())
    for wider, own in ((space, mark), (space, None), (without_lines, None), (replace(without_lines, boxes=BoxGrid()), None)):
        if (choices := NameChoices(positions, wider, own)).examine(MAX_RANKS):
            break
    return choices


def _move_label(name: str, placed: dict[str, LabelPosition], choices: Mapping[str, NameChoices], taken: LabelGrid) -> bool:
    """Give a name its best position among the others as they are; return whether it is another one."""
    before = placed[name]
    taken.remove(before)
    best = choices[name].find_best(taken)
    placed[name] = best[1] if best else before
    taken.add(placed[name])
    return placed[name] != before


def _drop_collisions(placed: Mapping[str, LabelPosition], order: Iterable[str], taken: LabelGrid) -> dict[str, LabelPosition]:
    """Return the labels that touch none before them in an order, and nothing that was taken before; only these remain in ``taken``."""
    for position in placed.values():
        taken.remove(position)
    kept = dict[str, LabelPosition]()
    for name in order:
        if not taken.touches(placed[name]):
            kept[name] = placed[name]
            taken.add(placed[name])
    return kept


def find_free_position(positions: Iterable[LabelPosition | None], taken: LabelGrid, space: LabelSpace) -> LabelPosition | None:
    """Return the cheapest position that covers nothing and touches no other label; None if there is none."""
    best: tuple[float, LabelPosition] | None = None
    for rank, position in enumerate(positions):
        if best and best[0] <= RANK_COST * rank:
            break
        if position is None or not space.is_free(position) or taken.touches(position):
            continue
        cost = space.measure_cost(position, rank)
        if best is None or cost < best[0]:
            best = cost, position
    return best[1] if best else None


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
