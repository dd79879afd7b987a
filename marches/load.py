"""Checked route records → rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from archive.addresses import RecordKey
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import RecordSet
from archive.fixtures.loading.claims import make_anchor_row
from archive.fixtures.loading.common import PrimaryKeys, TableRow, insert_claim_subjects, insert_subjects
from archive.fixtures.records.claims import ClaimRecord
from archive.models import Anchor, Role, bulk
from marches.models import Means, Route, Stop
from marches.records import RouteRecord

ROLE_BY_FIELD = {"origins": Role.ORIGIN, "destinations": Role.DESTINATION, "direction": Role.DIRECTION, "means": Role.MEANS}


@dataclass(frozen=True)
class RouteWithAnchors:
    """A route with its claim, and the row of the anchor of each of its quotations by its path."""

    record: RouteRecord
    claim: ClaimRecord
    anchors: dict[tuple, TableRow]


def clear_routes() -> None:
    """Takes every route away."""
    bulk.clear_tables(Means, Stop, Route)


def insert_routes(routes: RecordSet[RouteRecord], archive: ArchiveRecords, loaded: PrimaryKeys) -> None:
    """Routes with their stops, each resting on the anchor of the words that name it."""
    names = {kept.record.claim: (kept.record.route, kept.record.name) for kept in routes}
    insert_subjects(loaded, "route", (names[claim] for claim in sorted(names, key=loaded.claims.__getitem__)))
    stops, means = count(1), count(1)
    for batch in bulk.iterate_batches(_attach_anchors(routes, archive, loaded)):
        insert_claim_subjects(loaded, ((one.record.claim, subject) for one in batch for subject in _list_subjects(one)))
        bulk.insert_rows(Anchor, (anchor for one in batch for anchor in one.anchors.values()))
        bulk.insert_rows(Route, (_make_route_row(one, loaded) for one in batch))
        bulk.insert_rows(Stop, ({"id": next(stops), **row} for one in batch for row in _make_stop_rows(one, loaded)))
        bulk.insert_rows(Means, ({"id": next(means), **row} for one in batch for row in _make_means_rows(one, loaded)))


def _attach_anchors(routes: RecordSet[RouteRecord], archive: ArchiveRecords, loaded: PrimaryKeys) -> Iterator[RouteWithAnchors]:
    for kept in routes:
        claim = archive.claims.get(str(RecordKey("claim", kept.record.claim)))
        if claim is None:
            raise LookupError(kept.record.claim)
        anchors = {
            path: make_anchor_row(quote, ROLE_BY_FIELD[str(path[0])], claim.record, loaded) for path, quote in kept.record.quotes
        }
        yield RouteWithAnchors(kept.record, claim.record, anchors)


def _list_subjects(one: RouteWithAnchors) -> list[str]:
    """What the claim is about beside what its own record says: the route, and the places it names."""
    places = dict.fromkeys([*one.record.origins.places, *one.record.destinations.places])
    return [one.record.key, *(place for place in places if place not in one.claim.about)]


def _make_route_row(one: RouteWithAnchors, loaded: PrimaryKeys) -> TableRow:
    direction = one.record.direction
    return {
        "subject_id": loaded.subjects[one.record.key],
        "claim_id": loaded.claims[one.record.claim],
        "direction": direction.value if direction else "",
        "direction_anchor_id": one.anchors[("direction",)]["id"] if direction else None,
    }


def _make_stop_rows(one: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    route = loaded.subjects[one.record.key]
    for field in ("origins", "destinations"):
        words = {"role": ROLE_BY_FIELD[field].value, "anchor_id": one.anchors[(field,)]["id"]}
        for place in getattr(one.record, field).places:
            yield {"route_id": route, "place_id": loaded.subjects[place], **words}


def _make_means_rows(one: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    for at, means in enumerate(one.record.means):
        anchor = one.anchors[("means", at)]["id"]
        yield {"route_id": loaded.subjects[one.record.key], "kind": means.value, "anchor_id": anchor}
