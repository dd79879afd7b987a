"""Checked place records → rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.fixtures.loading.common import PrimaryKeys, TableRow, insert_subjects, translated_columns
from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.models import bulk
from camps.distances import find_city_distance, make_point
from camps.models import Authority, Place, PlaceAuthority, PlaceName
from camps.records import PlaceRecord


def clear_places() -> None:
    """Delete every place and authority file."""
    bulk.clear_tables(PlaceName, PlaceAuthority, Authority, Place)


def insert_places(
    places: Mapping[str, Mapping[str, PlaceRecord]], files: Sequence[AuthorityFileRecord], loaded: PrimaryKeys
) -> None:
    """Insert authority files, places with their names and authority identifiers, and the subjects that claims are about.

    ``places``: records by identifier, by the kind of their key, camps first.
    """
    authority_keys = {file.authority: pk for pk, file in enumerate(files, 1)}
    bulk.insert_rows(Authority, (_make_authority_row(pk, file) for pk, file in enumerate(files, 1)))
    for kind, records in places.items():
        insert_subjects(loaded, kind, ((record.place, record.title) for record in records.values()))

    def iterate_records() -> Iterator[PlaceRecord]:
        return (record for records in places.values() for record in records.values())

    bulk.insert_rows(Place, (_make_place_row(record, loaded) for record in iterate_records()))
    rows = (row for record in iterate_records() for row in _make_name_rows(record, loaded))
    bulk.insert_rows(PlaceName, ({"id": pk, **row} for pk, row in enumerate(rows, 1)))
    authorities = ((record, authority) for record in iterate_records() for authority in record.authorities)
    bulk.insert_rows(
        PlaceAuthority,
        (
            {
                "id": pk,
                "place_id": loaded.subjects[record.key],
                "authority_id": authority_keys[authority.authority],
                "identifier": authority.identifier,
                "recorded": authority.recorded,
            }
            for pk, (record, authority) in enumerate(authorities, 1)
        ),
    )


def _make_authority_row(pk: int, file: AuthorityFileRecord) -> TableRow:
    return {"id": pk, "identifier": file.authority, "address": file.address, **translated_columns("name", file.name)}


def _make_place_row(record: PlaceRecord, loaded: PrimaryKeys) -> TableRow:
    coordinates, today = record.coordinates, record.today
    city = today.city if today else None
    place_point = make_point(coordinates.latitude, coordinates.longitude) if coordinates else None
    city_point = make_point(city.latitude, city.longitude) if city else None
    distance, distance_by = find_city_distance(city.distance if city else None, city_point, place_point)
    return {
        "subject_id": loaded.subjects[record.key],
        "kind": record.kind,
        "is_named": record.names is not None,
        "part_of_id": loaded.subjects[record.part_of] if record.part_of else None,
        "latitude": coordinates.latitude if coordinates else None,
        "longitude": coordinates.longitude if coordinates else None,
        "precision": coordinates.precision if coordinates else None,
        "confidence": coordinates.confidence if coordinates else "",
        "recorded": coordinates.recorded if coordinates else None,
        **translated_columns("reference", coordinates.reference if coordinates else None),
        "country": (today and today.country) or "",
        **translated_columns("city", city),
        "city_distance": distance,
        "city_distance_by": distance_by,
        **translated_columns("today_reference", today.reference if today else None),
        "today_recorded": today.recorded if today else None,
    }


def _make_name_rows(record: PlaceRecord, loaded: PrimaryKeys) -> Iterator[TableRow]:
    place = {"place_id": loaded.subjects[record.key]}
    for language, name in record.labels.items():
        label = {"language": language, "name": name, "kind": PlaceName.Kind.LABEL.value}
        yield {**place, **label, "usage": "", "time": "", **translated_columns("met", None), "recorded": None}
    for variant in record.variants:
        columns = {"language": variant.language, "name": variant.name, "kind": PlaceName.Kind.VARIANT.value}
        columns |= {"usage": variant.kind or "", "time": variant.time or ""}
        yield {**place, **columns, **translated_columns("met", variant.met), "recorded": variant.recorded}
