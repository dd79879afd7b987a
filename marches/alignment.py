"""Accounts of one march, stop against stop where the place is the same. None is changed to fit another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from archive.models import Quantity
from marches.models import MarchStop

# What stops at the same place may agree and differ in, in the order in which it is shown.
STOP_FACTS: Mapping[str, Callable[[MarchStop], object]] = {
    "event": lambda stop: stop.event,
    "date": lambda stop: (stop.edtf, stop.sense) if stop.edtf else None,
    "means": lambda stop: stop.means,
    "direction": lambda stop: stop.direction,
}
NUMBER = "number"


class AlignedStops(NamedTuple):
    """A stop of each of two marches at the same place, or a stop that only one of them has."""

    first: MarchStop | None
    second: MarchStop | None


class AlignedRow(NamedTuple):
    """Stops of several marches at the same place: at most one of each, or None."""

    stops: tuple[MarchStop | None, ...]

    @property
    def told(self) -> list[MarchStop]:
        """Return the stops of those marches that have one here."""
        return [stop for stop in self.stops if stop]

    @property
    def same(self) -> list[str]:
        """Return the facts that at least two of the marches state, and all of these alike."""
        alike = [fact for fact, values in self._collect_facts() if len(values) > 1 and len(set(values)) == 1]
        return [fact for fact in dict.fromkeys(alike) if fact not in self.different]

    @property
    def different(self) -> list[str]:
        """Return the facts that the marches state differently."""
        return list(dict.fromkeys(fact for fact, values in self._collect_facts() if len(set(values)) > 1))

    def _collect_facts(self) -> list[tuple[str, list]]:
        facts = [(fact, [value for stop in self.told if (value := read(stop))]) for fact, read in STOP_FACTS.items()]
        return [*facts, *((NUMBER, values) for values in self._collect_numbers())]

    def _collect_numbers(self) -> list[list]:
        """Return the numbers of each sort: wagons are not compared with persons, nor those who died with those who arrived."""
        numbers: dict[tuple[str, str], list] = {}
        for stop in self.told:
            quantities = sorted(stop.quantities, key=_get_sort)
            for sort, group in groupby(quantities, key=_get_sort):
                numbers.setdefault(sort, []).append(tuple(quantity.value for quantity in group))
        return list(numbers.values())


def _get_sort(quantity: Quantity) -> tuple[str, str]:
    return quantity.counted, quantity.unit


def align_accounts(accounts: Sequence[Sequence[MarchStop]]) -> list[AlignedRow]:
    """Return every stop of several marches once, each march in its order, with stops at the same place beside each other.

    Each march is aligned with the rows of those before it, so that of three or more the order of the accounts may decide between equal choices.
    """
    rows: list[AlignedRow] = []
    for number, account in enumerate(accounts):
        by_stop = {id(row.told[0]): row for row in rows}
        aligned = align_stops([row.told[0] for row in rows], account)
        none = (None,) * number
        rows = [AlignedRow((*(by_stop[id(pair.first)].stops if pair.first else none), pair.second)) for pair in aligned]
    return rows


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
