"""Two accounts of one march, stop against stop where the place is the same. Neither is changed to fit the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marches.models import MarchStop


class AlignedStops(NamedTuple):
    """A stop of each of two marches at the same place, or a stop that only one of them has."""

    first: MarchStop | None
    second: MarchStop | None

    @property
    def pair(self) -> tuple[MarchStop | None, MarchStop | None]:
        """Return both as a plain pair, for templates."""
        return self.first, self.second

    @property
    def is_shared(self) -> bool:
        """Return whether both marches have the stop."""
        return bool(self.first and self.second)


def align_stops(first: Sequence[MarchStop], second: Sequence[MarchStop]) -> list[AlignedStops]:
    """Return every stop of two marches once, each march in its order, with the most stops at the same places beside each other.

    Of equal choices, the one with the most equal events. A place without a record is equal to none. Time: the product of the lengths.
    """
    best = [[0] * (len(second) + 1) for _row in range(len(first) + 1)]
    for row in range(len(first) - 1, -1, -1):
        for column in range(len(second) - 1, -1, -1):
            paired = _rate(first[row], second[column])
            best[row][column] = max(
                best[row + 1][column], best[row][column + 1], paired + best[row + 1][column + 1] if paired else 0
            )
    rows: list[AlignedStops] = []
    row = column = 0
    while row < len(first) or column < len(second):
        if row == len(first) or (column < len(second) and best[row][column] == best[row][column + 1]):
            rows.append(AlignedStops(None, second[column]))
            column += 1
        elif column == len(second) or best[row][column] == best[row + 1][column]:
            rows.append(AlignedStops(first[row], None))
            row += 1
        else:
            rows.append(AlignedStops(first[row], second[column]))
            row, column = row + 1, column + 1
    return rows


def _rate(stop: MarchStop, other: MarchStop) -> int:
    """Return 0 if the places are not the same; a shared place outweighs any number of equal events."""
    if stop.place_id is None or stop.place_id != other.place_id:
        return 0
    return 1000 + (stop.event == other.event)
