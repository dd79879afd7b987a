"""Faults between the rows of a table: rows that are parts of themselves, and rows that repeat the place of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from archive.fixtures.problems.problem import Problem
from camps.circles import find_circles
from camps.distances import measure_distance
from camps.place_import.matches import NEAR_KM, list_compared_names
from camps.place_import.rows import IncomingPlace


def find_rows_in_circles(rows: Mapping[str, IncomingPlace]) -> Iterator[Problem]:
    """Yield a problem for each circle of ``part_of``, at its first row; ``rows``: by id, those of which drafts are made."""
    for circle in find_circles({id_: row.part_of for id_, row in rows.items()}):
        found = " → ".join([*circle, circle[0]])
        yield Problem("import.part-of-itself", rows[circle[0]].locate("part_of"), {"found": found})


def find_repeated_places(rows: Iterable[IncomingPlace]) -> Iterator[Problem]:
    """Yield a problem for each row that has a name, the kind and the position of an earlier one, and no identifier of its own.

    Without positions, the larger place and the country are compared.
    """
    earlier: dict[tuple[str, str], list[IncomingPlace]] = defaultdict(list)
    for row in rows:
        keys = [(row.kind, name) for name in list_compared_names(tuple(row.names.items()))]
        others = (other for key in keys for other in earlier[key] if _is_same_place(row, other))
        if other := next(others, None):
            place = other.location
            yield Problem("import.repeated-place", row.location, {"identifier": other.id, "first": f"{place.line}:{place.column}"})
        for key in keys:
            earlier[key].append(row)


def _is_same_place(row: IncomingPlace, other: IncomingPlace) -> bool:
    identifiers = {match.authority: match.identifier for match in other.matches}
    if any(identifiers.get(match.authority, match.identifier) != match.identifier for match in row.matches):
        return False
    if row.point and other.point:
        return measure_distance(row.point, other.point) <= NEAR_KM
    wholes = [(place.part_of, place.part_of_name, place.country) for place in (row, other)]
    return not row.point and not other.point and wholes[0] == wholes[1]
