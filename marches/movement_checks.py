"""Movement records → problems. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from archive.addresses import RecordKey
from archive.fixtures.checks import common
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.problems.problem import Problem
from marches.records import MovementRecord


def check_between_movements(movements: RecordSet[MovementRecord]) -> Iterator[Problem]:
    """Yield problems between movements: duplicate identifiers, and routes that are in two of them."""
    yield from common.check_unique_identifiers(movements, "movement")
    routes = (
        (route, located, ("routes", at))
        for located in movements
        for at, route in enumerate(located.record.routes)
        if route not in located.record.routes[:at]
    )
    yield from common.check_unique_among_records("movement.route-taken", "identifier", routes)


def check_movement(located: LocatedRecord[MovementRecord], routes: Collection[str]) -> Iterator[Problem]:
    """Yield every problem of a movement; ``routes``: the identifiers of all routes."""
    movement = located.record
    yield from common.check_file_name(located, movement.movement, "movement")
    for at, route in enumerate(movement.routes):
        yield from common.check_identifier_exists("movement.unknown-route", route, routes, located, "routes", at)
    yield from common.check_unique_in_record(located, ((route, route, ("routes", at)) for at, route in enumerate(movement.routes)))


def check_movement_dependencies(located: LocatedRecord[MovementRecord], drafts: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each draft of a route that a published movement joins."""
    routes = enumerate(located.record.routes)
    return check_dependencies(located, ((str(RecordKey("route", route)), ("routes", at)) for at, route in routes), drafts)
