"""Checked route records → rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from archive import bulk
from archive.collect import ArchiveRecords
from archive.folder import Records
from archive.load import Loaded, Row, add_subjects, anchor_of, relate
from archive.models import Anchor, Role
from archive.record_keys import RecordKey
from archive.records import ClaimRecord
from marches.models import Means, Route, Stop
from marches.records import RouteRecord

ROLES = {"origins": Role.ORIGIN, "destinations": Role.DESTINATION, "direction": Role.DIRECTION, "means": Role.MEANS}


@dataclass(frozen=True)
class Whole:
    """A route with its claim, and the row of the anchor of each of its quotations by its path."""

    record: RouteRecord
    claim: ClaimRecord
    anchors: dict[tuple, Row]


def clear() -> None:
    """Takes every route away."""
    bulk.clear(Means, Stop, Route)


def load(routes: Records[RouteRecord], archive: ArchiveRecords, loaded: Loaded) -> None:
    """Routes with their stops, each resting on the anchor of the words that name it."""
    names = {kept.record.claim: (kept.record.route, kept.record.name) for kept in routes}
    add_subjects(loaded, "route", (names[claim] for claim in sorted(names, key=loaded.claims.__getitem__)))
    stops, means = count(1), count(1)
    for batch in bulk.batches(_wholes(routes, archive, loaded)):
        relate(loaded, ((one.record.claim, subject) for one in batch for subject in _subjects(one)))
        bulk.insert(Anchor, (anchor for one in batch for anchor in one.anchors.values()))
        bulk.insert(Route, (_route(one, loaded) for one in batch))
        bulk.insert(Stop, ({"id": next(stops), **row} for one in batch for row in _stops(one, loaded)))
        bulk.insert(Means, ({"id": next(means), **row} for one in batch for row in _means(one, loaded)))


def _wholes(routes: Records[RouteRecord], archive: ArchiveRecords, loaded: Loaded) -> Iterator[Whole]:
    for kept in routes:
        claim = archive.claims.get(str(RecordKey("claim", kept.record.claim)))
        if claim is None:
            raise LookupError(kept.record.claim)
        anchors = {path: anchor_of(quote, ROLES[str(path[0])], claim.record, loaded) for path, quote in kept.record.quotes}
        yield Whole(kept.record, claim.record, anchors)


def _subjects(one: Whole) -> list[str]:
    """What the claim is about beside what its own record says: the route, and the places it names."""
    places = dict.fromkeys([*one.record.origins.places, *one.record.destinations.places])
    return [one.record.key, *(place for place in places if place not in one.claim.about)]


def _route(one: Whole, loaded: Loaded) -> Row:
    direction = one.record.direction
    return {
        "subject_id": loaded.subjects[one.record.key],
        "claim_id": loaded.claims[one.record.claim],
        "direction": direction.value if direction else "",
        "direction_anchor_id": one.anchors[("direction",)]["id"] if direction else None,
    }


def _stops(one: Whole, loaded: Loaded) -> Iterator[Row]:
    route = loaded.subjects[one.record.key]
    for field in ("origins", "destinations"):
        words = {"role": ROLES[field].value, "anchor_id": one.anchors[(field,)]["id"]}
        for place in getattr(one.record, field).places:
            yield {"route_id": route, "place_id": loaded.subjects[place], **words}


def _means(one: Whole, loaded: Loaded) -> Iterator[Row]:
    for at, means in enumerate(one.record.means):
        anchor = one.anchors[("means", at)]["id"]
        yield {"route_id": loaded.subjects[one.record.key], "kind": means.value, "anchor_id": anchor}
