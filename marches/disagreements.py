"""Whether the routes of claims that are said to differ on a part of the movement give different ones. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.collect import ArchiveRecords, Kept
from archive.disagreements import no_difference, said_to_differ
from archive.problems import Problem
from marches.records import RouteRecord

Parts = dict[str, set[str]]


def check(routes: Iterable[Kept[RouteRecord]], archive: ArchiveRecords) -> Iterator[Problem]:
    """A problem for every part of a movement that two claims are said to differ on, and of which their routes give no two."""
    parts = {kept.record.claim: _parts(kept.record) for kept in routes}
    for kept in said_to_differ(archive):
        ours = parts.get(kept.record.claim)
        for at, one in enumerate(kept.record.differs_from):
            theirs = parts.get(one.claim)
            if ours and theirs and ours is not theirs:
                yield from (no_difference(kept, at, matter) for matter in _alike(ours, theirs) if matter in one.matters)


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
