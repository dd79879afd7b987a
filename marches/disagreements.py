"""Whether the routes of claims that are said to differ on a part of the movement give different ones. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.collect import Kept
from archive.disagreements import no_difference
from archive.problems import Problem
from archive.records import ClaimRecord
from marches.records import RouteRecord


def check(routes: Iterable[Kept[RouteRecord]], claims: Iterable[Kept[ClaimRecord]]) -> Iterator[Problem]:
    """A problem for every part of a movement that two claims are said to differ on, and that their routes give no two different ones of."""
    parts = {kept.record.claim: _parts(kept.record) for kept in routes}
    for kept in claims:
        ours = parts.get(kept.record.claim)
        for at, one in enumerate(kept.record.differs_from):
            theirs = parts.get(one.claim)
            if not ours or not theirs or ours is theirs:
                continue
            told = dict.fromkeys(matter for matter in one.matters if matter in ours)
            yield from (
                no_difference(kept, at, matter)
                for matter in told
                if not ours[matter] or not theirs[matter] or ours[matter] == theirs[matter]
            )


def _parts(route: RouteRecord) -> dict[str, set[str]]:
    return {
        "origin": set(route.origins.places),
        "destination": set(route.destinations.places),
        "direction": {route.direction.value} if route.direction else set(),
        "means": {one.value for one in route.means},
    }
