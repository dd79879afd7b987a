"""Positions of a table that would be near the places of the archive with latitude and longitude exchanged, and those at 0, 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from archive.accession.table_files import Table
from archive.fixtures.problems.problem import Problem
from camps.checks import MIN_PLACES, NEAR_KM, SUSPICIOUS_RATIO
from camps.distances import Point, measure_distance
from camps.place_import.rows import IncomingPlace


def find_zero_positions(rows: Iterable[IncomingPlace]) -> Iterator[Problem]:
    """Yield a problem for each row at 0, 0."""
    return (Problem("import.zero-position", row.locate("latitude")) for row in rows if row.point == (0, 0))


def find_exchanged_positions(table: Table, rows: Iterable[IncomingPlace], known: Sequence[Point]) -> Iterator[Problem]:
    """Yield a problem for each row whose position is far from the middle of the ``known`` points and would be near if exchanged.

    Without enough known points, their middle is that of the rows.
    """
    rows = [row for row in rows if row.point]
    points = known if len(known) >= MIN_PLACES else [row.point for row in rows if row.point]
    if len(points) < MIN_PLACES:
        return
    middle = (median(point[0] for point in points), median(point[1] for point in points))
    for row in rows:
        if row.point and _is_exchanged(row.point, middle):
            found, likely = (f"{latitude:.4f}, {longitude:.4f}" for latitude, longitude in (row.point, row.point[::-1]))
            yield Problem(
                "import.likely-exchanged", row.locate("latitude"), {"found": found, "likely": likely, "identifier": row.id}
            )


def _is_exchanged(point: Point, middle: Point) -> bool:
    distance = measure_distance(point, middle)
    return distance > NEAR_KM and measure_distance((point[1], point[0]), middle) * SUSPICIOUS_RATIO < distance
