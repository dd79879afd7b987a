"""Whether the routes of claims that are said to differ on a part of the movement give different ones. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.collect import ArchiveRecords
from archive.disagreements import no_difference
from archive.folder import Records
from archive.problems import Problem
from archive.record_keys import RecordKey
from archive.records import ClaimRecord
from marches.records import RouteRecord

Parts = dict[str, set[str]]


def check(routes: Records[RouteRecord], archive: ArchiveRecords) -> Iterator[Problem]:
    """A problem for every part of a movement that two claims are said to differ on, and of which their routes give no two."""
    differing = list(archive.differing)
    parts = _parts_of(routes, {str(RecordKey("claim", name)) for kept in differing for name in _claims(kept.record)})
    for kept in differing:
        ours = parts.get(kept.record.claim)
        for at, one in enumerate(kept.record.differs_from):
            theirs = parts.get(one.claim)
            if ours and theirs and ours is not theirs:
                yield from (no_difference(kept, at, matter) for matter in _alike(ours, theirs) if matter in one.matters)


def _claims(record: ClaimRecord) -> list[str]:
    return [record.claim, *(one.claim for one in record.differs_from)]


def _parts_of(routes: Records[RouteRecord], claims: set[str]) -> dict[str, Parts]:
    """By claim, the parts of the routes that rest on ``claims``, given as ``claim:…``."""
    chosen = {row.identifier for row in routes.rows if not claims.isdisjoint(row.rests_on.split(" "))}
    return {kept.record.claim: _parts(kept.record) for kept in routes.where(chosen.__contains__)}


def _alike(ours: Parts, theirs: Parts) -> list[str]:
    """The parts that the two give alike, or that one of them does not state."""
    return [part for part in ours if not ours[part] or not theirs[part] or ours[part] == theirs[part]]


def _parts(route: RouteRecord) -> Parts:
    return {
        "origin": set(route.origins.places),
        "destination": set(route.destinations.places),
        "direction": {route.direction.value} if route.direction else set(),
        "means": {one.value for one in route.means},
    }
