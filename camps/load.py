"""Checked place records → rows."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller

from archive.fixtures.folder import RecordSet
from archive.fixtures.loading.common import PrimaryKeys, TableRow, insert_subjects, translated_columns
from archive.fixtures.records.types import Bilingual
from archive.models import bulk
from camps.models import Place, PlaceAuthority, PlaceName
from camps.records import PlaceRecord


def clear_places() -> None:
    """Takes every place away."""
    bulk.clear_tables(PlaceName, PlaceAuthority, Place)


def insert_places(places: RecordSet[PlaceRecord], loaded: PrimaryKeys) -> None:
    """Places with their names and authority identifiers, and the subjects that claims are about."""
    kinds = {kind: places.where(methodcaller("startswith", f"{kind}:")) for kind in ("camp", "place")}
    for kind, chosen in kinds.items():
        insert_subjects(
            loaded, kind, ((one.place, Bilingual(ar=one.names.ar, en=one.names.en)) for one in _iterate_records(chosen))
        )
    bulk.insert_rows(Place, (_make_place_row(record, loaded) for record in _iterate_all(kinds)))
    names = (name for record in _iterate_all(kinds) for name in _make_name_rows(record, loaded))
    bulk.insert_rows(PlaceName, ({"id": pk, **name} for pk, name in enumerate(names, 1)))
    authorities = (
        {"place_id": loaded.subjects[record.key], **part.model_dump()}
        for record in _iterate_all(kinds)
        for part in record.authorities
    )
    bulk.insert_rows(PlaceAuthority, ({"id": pk, **one} for pk, one in enumerate(authorities, 1)))


def _iterate_records(places: RecordSet[PlaceRecord]) -> Iterator[PlaceRecord]:
    return (kept.record for kept in places)


def _iterate_all(kinds: dict[str, RecordSet[PlaceRecord]]) -> Iterator[PlaceRecord]:
    return (record for places in kinds.values() for record in _iterate_records(places))


def _make_place_row(record: PlaceRecord, loaded: PrimaryKeys) -> TableRow:
    where = record.coordinates
    return {
        "subject_id": loaded.subjects[record.key],
        "kind": record.kind,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "confidence": where.confidence,
        "recorded": where.recorded,
        **translated_columns("reference", where.reference),
    }


def _make_name_rows(record: PlaceRecord, loaded: PrimaryKeys) -> Iterator[TableRow]:
    place = {"place_id": loaded.subjects[record.key]}
    for language, name in record.names.model_dump().items():
        label = {"language": language, "name": name, "kind": PlaceName.Kind.LABEL.value}
        yield {**place, **label, **translated_columns("met", None), "recorded": None}
    for variant in record.variants:
        known = {"language": variant.language, "name": variant.name, "kind": PlaceName.Kind.VARIANT.value}
        yield {**place, **known, **translated_columns("met", variant.met), "recorded": variant.recorded}
