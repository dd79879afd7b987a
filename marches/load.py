"""Checked records of routes and movements → rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from archive.addresses import RecordKey
from archive.fixtures.loading.claims import make_anchor_row, make_date_columns
from archive.fixtures.loading.common import PrimaryKeys, TableRow, insert_claim_subjects, insert_subjects, translated_columns
from archive.fixtures.loading.quantities import make_quantity_row
from archive.fixtures.reading.yaml_documents import FieldPath
from archive.fixtures.records.claims import ClaimRecord
from archive.models import Anchor, Quantity, Role, bulk
from archive.vocabulary import find_least_certain
from marches.models import Account, MarchStop, Means, Movement, Route, Stop, StopQuantity
from marches.records import MovementRecord, RouteRecord, list_preceding

ROLE_BY_FIELD = {
    "origins": Role.ORIGIN,
    "destinations": Role.DESTINATION,
    "direction": Role.DIRECTION,
    "means": Role.MEANS,
    "stops": Role.STOP,
}


@dataclass(frozen=True)
class RouteWithAnchors:
    """A route with its claim, the reading statuses of its stops, and the anchor row of each of its quotations by its path.

    The words of stops that are quoted more than once have one row.
    """

    record: RouteRecord
    claim: ClaimRecord
    statuses: list[str]
    anchors: dict[FieldPath, TableRow]


def clear_routes() -> None:
    """Delete every movement and every route."""
    bulk.clear_tables(Account, Movement, StopQuantity, Means, Stop, MarchStop, Route)


def insert_routes(routes: Mapping[str, RouteRecord], claims: Mapping[str, ClaimRecord], loaded: PrimaryKeys) -> None:
    """Insert routes with their stops and means, each with the anchor of the words that state it."""
    names = {route.claim: (route.route, route.name) for route in routes.values()}
    insert_subjects(loaded, "route", (names[claim] for claim in sorted(names, key=loaded.claims.__getitem__)))
    numbers, stop_numbers = {model: count(1) for model in (Stop, MarchStop, Means)}, count(1)
    for batch in bulk.iterate_weighed_batches(_attach_anchors(routes.values(), claims, loaded), lambda route: len(route.anchors)):
        insert_claim_subjects(loaded, ((route.record.claim, subject) for route in batch for subject in _list_subjects(route)))
        bulk.insert_rows(Anchor, (anchor for route in batch for anchor in _list_anchors(route)))
        bulk.insert_rows(Route, (_make_route_row(route, loaded) for route in batch))
        for model, make_rows in ((Stop, _make_stop_rows), (MarchStop, _make_march_stop_rows), (Means, _make_means_rows)):
            rows = (row for route in batch for row in make_rows(route, loaded))
            bulk.insert_rows(model, ({"id": next(numbers[model]), **row} for row in rows))
        quantities = [(next(stop_numbers), row) for route in batch for row in _list_quantity_rows(route, loaded)]
        bulk.insert_rows(Quantity, (row for _stop, rows in quantities for row in rows))
        bulk.insert_rows(StopQuantity, ({"quantity_id": row["id"], "stop_id": stop} for stop, rows in quantities for row in rows))


def insert_movements(movements: Mapping[str, MovementRecord], loaded: PrimaryKeys) -> None:
    """Insert movements, by identifier, with their accounts; the routes must have been inserted."""
    records, numbers = list(enumerate(movements.values(), 1)), count(1)
    bulk.insert_rows(Movement, (_make_movement_row(pk, movement) for pk, movement in records))
    accounts = ((pk, loaded.subjects[str(RecordKey("route", route))]) for pk, movement in records for route in movement.routes)
    bulk.insert_rows(Account, ({"id": next(numbers), "movement_id": pk, "route_id": route} for pk, route in accounts))


def _make_movement_row(pk: int, movement: MovementRecord) -> TableRow:
    texts = translated_columns("name", movement.name) | translated_columns("reason", movement.reason)
    return {"id": pk, "identifier": movement.movement, "certainty": movement.certainty, **texts}


def _attach_anchors(
    routes: Iterable[RouteRecord], claims: Mapping[str, ClaimRecord], loaded: PrimaryKeys
) -> Iterator[RouteWithAnchors]:
    for route in routes:
        claim, anchors, rows = claims[route.claim], dict[FieldPath, TableRow](), dict[tuple, TableRow]()
        for path, quote in route.quotes:
            role = ROLE_BY_FIELD[str(path[0])]
            span = loaded.passage_texts.find_span(quote)
            key = (role, quote.passage, span.start, span.end)
            if key not in rows:
                rows[key] = make_anchor_row(quote, role, claim, loaded)
            anchors[path] = rows[key]
        statuses = [stop.reading or str(anchors[("stops", at)]["status"]) for at, stop in enumerate(route.itinerary)]
        for at, status in enumerate(statuses):
            row = anchors[("stops", at)]
            row["status"] = find_least_certain([str(row["status"]), status]) or status
        yield RouteWithAnchors(route, claim, statuses, anchors)


def _list_anchors(route: RouteWithAnchors) -> list[TableRow]:
    """Return the anchor rows of a route, each once."""
    return list({row["id"]: row for row in route.anchors.values()}.values())


def _list_subjects(route: RouteWithAnchors) -> list[str]:
    """Return the subjects of the claim that its own record does not name: the route and its places."""
    places = dict.fromkeys(place for place, _path in route.record.places)
    return [route.record.key, *(place for place in places if place not in route.claim.about)]


def _make_route_row(route: RouteWithAnchors, loaded: PrimaryKeys) -> TableRow:
    direction = route.record.direction
    return {
        "subject_id": loaded.subjects[route.record.key],
        "claim_id": loaded.claims[route.record.claim],
        "form": route.record.form,
        "direction": direction.value if direction else "",
        "direction_anchor_id": route.anchors[("direction",)]["id"] if direction else None,
    }


def _make_stop_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    for field, group in route.record.groups:
        columns = {"role": ROLE_BY_FIELD[field].value, "anchor_id": route.anchors[(field,)]["id"]}
        for place in group.places:
            yield {"route_id": loaded.subjects[route.record.key], "place_id": loaded.subjects[place], **columns}


def _make_march_stop_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    stops = route.record.itinerary
    positions = {stop.stop: position for position, stop in enumerate(stops, 1)}
    for at, (stop, preceding) in enumerate(zip(stops, list_preceding(stops), strict=True)):
        yield {
            "route_id": loaded.subjects[route.record.key],
            "position": at + 1,
            "identifier": stop.stop,
            "event": stop.event,
            "place_id": loaded.subjects[stop.place] if stop.place else None,
            **translated_columns("description", stop.description),
            "after": sorted(positions[identifier] for identifier in preceding),
            "omission": stop.omission,
            "status": route.statuses[at],
            "anchor_id": route.anchors[("stops", at)]["id"],
            **make_date_columns(stop.date),
            "date_anchor_id": route.anchors[("stops", at, "date")]["id"] if stop.date else None,
            "means": stop.means.value if stop.means else "",
            "means_anchor_id": route.anchors[("stops", at, "means")]["id"] if stop.means else None,
            "direction": stop.direction.value if stop.direction else "",
            "direction_anchor_id": route.anchors[("stops", at, "direction")]["id"] if stop.direction else None,
        }


def _list_quantity_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[list[TableRow]]:
    """Yield the quantity rows of each stop, none for most."""
    for at, stop in enumerate(route.record.itinerary):
        anchors = ((quantity, route.anchors[("stops", at, "quantities", index)]) for index, quantity in enumerate(stop.quantities))
        yield [make_quantity_row(route.record.claim, quantity, anchor["id"], loaded) for quantity, anchor in anchors]


def _make_means_rows(route: RouteWithAnchors, loaded: PrimaryKeys) -> Iterator[TableRow]:
    for at, means in enumerate(route.record.means):
        anchor = route.anchors[("means", at)]["id"]
        yield {"route_id": loaded.subjects[route.record.key], "kind": means.value, "anchor_id": anchor}
