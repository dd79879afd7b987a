"""Checked route records → rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from archive.fixtures.loading.claims import make_anchor_row
from archive.fixtures.loading.common import PrimaryKeys, TableRow, insert_claim_subjects, insert_subjects
from archive.fixtures.records.claims import ClaimRecord
from archive.models import Anchor, Role, bulk
from marches.models import Means, Route, Stop
from marches.records import RouteRecord

ROLE_BY_FIELD = {"origins": Role.ORIGIN, "destinations": Role.DESTINATION, "direction": Role.DIRECTION, "means": Role.MEANS}


@dataclass(frozen=True)
class RouteWithAnchors:
    """A route with its claim, and the anchor row of each of its quotations by its path."""

    record: RouteRecord
    claim: ClaimRecord
    anchors: dict[tuple, TableRow]


def clear_routes() -> None:
    """Delete every route."""
    bulk.clear_tables(Means, Stop, Route)


def insert_routes(routes: Mapping[str, RouteRecord], claims: Mapping[str, ClaimRecord], loaded: PrimaryKeys) -> None:
    """Insert routes with their stops and means, each with the anchor of the words that state it."""
    names = {route.claim: (route.route, route.name) for route in routes.values()}
    insert_subjects(loaded, "route", (names[claim] for claim in sorted(names, key=loaded.claims.__getitem__)))
    stops, means = count(1), count(1)
    for batch in bulk.iterate_batches(_attach_anchors(routes.values(), claims, loaded)):
        insert_claim_subjects(loaded, ((route.record.claim, subject) for route in batch for subject in _list_subjects(route)))
        bulk.insert_rows(Anchor, (anchor for route in batch for anchor in route.anchors.values()))
        bulk.insert_rows(Route, (_make_route_row(route, loaded) for route in batch))
        bulk.insert_rows(Stop, ({"id": next(stops), **row} for route in batch for row in _make_stop_rows(route, loaded)))
        bulk.insert_rows(Means, ({"id": next(means), **row} for route in batch for row in _make_means_rows(route, loaded)))


def _attach_anchors(
    routes: Iterable[RouteRecord], claims: Mapping[str, ClaimRecord], loaded: PrimaryKeys
) -> Iterator[RouteWithAnchors]:
    for route in routes:
        claim = claims[route.claim]
        anchors = {path: make_anchor_row(quote, ROLE_BY_FIELD[str(path[0])], claim, loaded) for path, quote in route.quotes}
        yield RouteWithAnchors(route, claim, anchors)


def _list_subjects(route: RouteWithAnchors) -> list[str]:
    """Return the subjects of the claim that its own record does not name: the route and its places."""
    places = dict.fromkeys([*route.record.origins.places, *route.record.destinations.places])
    return [route.record.key, *(place for place in places if place not in route.claim.about)]


def _make_route_row(route: RouteWithAnchors, loaded: PrimaryKeys) -> TableRow:
    direction = route.record.direction
    return {
        "subject_id": loaded.subjects[route.record.key],
        "claim_id": loaded.claims[route.record.claim],
        "direction": direction.value if direction else "",
        "direction_anchor_id": route.anchors[("direction",)]["id"] if direction else None,
    }


def _make_stop_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    for field in ("origins", "destinations"):
        columns = {"role": ROLE_BY_FIELD[field].value, "anchor_id": route.anchors[(field,)]["id"]}
        for place in getattr(route.record, field).places:
            yield {"route_id": loaded.subjects[route.record.key], "place_id": loaded.subjects[place], **columns}


def _make_means_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    for at, means in enumerate(route.record.means):
        anchor = route.anchors[("means", at)]["id"]
        yield {"route_id": loaded.subjects[route.record.key], "kind": means.value, "anchor_id": anchor}
