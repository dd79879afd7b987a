"""Checked route records → rows."""

from __future__ import annotations

from itertools import count

from archive.collect import ArchiveRecords, Kept
from archive.load import Loaded, add_subjects, anchor_of, relate
from archive.models import Anchor, Role
from archive.records import ClaimRecord
from archive.recordtypes import Quote
from marches.models import Means, Route, Stop
from marches.records import RouteRecord


def clear() -> None:
    """Takes every route away."""
    for model in (Means, Stop, Route):
        model.objects.all().delete()


def load(routes: list[Kept[RouteRecord]], archive: ArchiveRecords, loaded: Loaded) -> None:
    """Routes with their stops, each resting on the anchor of the words that name it."""
    records = sorted((kept.record for kept in routes), key=lambda record: loaded.claims[record.claim])
    claims = {kept.record.claim: kept.record for kept in archive.claims}
    add_subjects(loaded, "route", {record.route: record.name for record in records})
    relate(loaded, {record.claim: [f"route:{record.route}", *_new_places(record, claims)] for record in records})
    stops, means = count(1), count(1)
    for record in records:
        _load_one(record, claims[record.claim], loaded, stops, means)


def _new_places(record: RouteRecord, claims: dict[str, ClaimRecord]) -> list[str]:
    places = dict.fromkeys([*record.origins.places, *record.destinations.places])
    return [place for place in places if place not in claims[record.claim].about]


def _load_one(record: RouteRecord, claim: ClaimRecord, loaded: Loaded, stops: count, means: count) -> None:
    def anchor(quote: Quote, role: str) -> Anchor:
        row = anchor_of(quote, role, claim, loaded)
        row.save(force_insert=True)
        return row

    route = Route(subject_id=loaded.subjects[f"route:{record.route}"], claim_id=loaded.claims[record.claim])
    groups = [
        (role, group, anchor(group, role)) for role, group in (("origin", record.origins), ("destination", record.destinations))
    ]
    if record.direction:
        route.direction, route.direction_anchor = record.direction.value, anchor(record.direction, Role.DIRECTION)
    route.save(force_insert=True)
    Stop.objects.bulk_create(
        [
            Stop(pk=next(stops), route=route, place_id=loaded.subjects[place], role=role, anchor=words)
            for role, group, words in groups
            for place in group.places
        ]
    )
    Means.objects.bulk_create(
        [Means(pk=next(means), route=route, kind=one.value, anchor=anchor(one, Role.MEANS)) for one in record.means]
    )
