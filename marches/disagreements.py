"""Whether the routes of claims that are said to differ on a part of the movement give different ones. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.addresses import RecordKey
from archive.fixtures.checks.claims import make_no_difference_problem
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import RecordSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.claims import ClaimRecord
from marches.records import RouteRecord

RouteParts = dict[str, set[str]]


def check_differing_routes(routes: RecordSet[RouteRecord], archive: ArchiveRecords) -> Iterator[Problem]:
    """A problem for every part of a movement that two claims are said to differ on, and of which their routes give no two."""
    differing = list(archive.claims_with_differences)
    parts = _load_parts(routes, {str(RecordKey("claim", name)) for kept in differing for name in _list_claims(kept.record)})
    for kept in differing:
        ours = parts.get(kept.record.claim)
        for at, one in enumerate(kept.record.differs_from):
            theirs = parts.get(one.claim)
            if ours and theirs and ours is not theirs:
                yield from (
                    make_no_difference_problem(kept, at, matter)
                    for matter in _list_equal_parts(ours, theirs)
                    if matter in one.matters
                )


def _list_claims(record: ClaimRecord) -> list[str]:
    return [record.claim, *(one.claim for one in record.differs_from)]


def _load_parts(routes: RecordSet[RouteRecord], claims: set[str]) -> dict[str, RouteParts]:
    """By claim, the parts of the routes that rest on ``claims``, given as ``claim:…``."""
    chosen = {row.key for row in routes.rows if not claims.isdisjoint(row.dependencies.split(" "))}
    return {kept.record.claim: _route_parts(kept.record) for kept in routes.where(chosen.__contains__)}


def _list_equal_parts(ours: RouteParts, theirs: RouteParts) -> list[str]:
    """The parts that the two give alike, or that one of them does not state."""
    return [part for part in ours if not ours[part] or not theirs[part] or ours[part] == theirs[part]]


def _route_parts(route: RouteRecord) -> RouteParts:
    return {
        "origin": set(route.origins.places),
        "destination": set(route.destinations.places),
        "direction": {route.direction.value} if route.direction else set(),
        "means": {one.value for one in route.means},
    }
