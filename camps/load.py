"""Checked place records → rows."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller

from archive import bulk
from archive.folder import Records
from archive.load import Loaded, Row, add_subjects, both
from archive.recordtypes import Bilingual
from camps.models import Place, PlaceAuthority, PlaceName
from camps.records import PlaceRecord


def clear() -> None:
    """Takes every place away."""
    bulk.clear(PlaceName, PlaceAuthority, Place)


def load(places: Records[PlaceRecord], loaded: Loaded) -> None:
    """Places with their names and authority identifiers, and the subjects that claims are about."""
    kinds = {kind: places.where(methodcaller("startswith", f"{kind}:")) for kind in ("camp", "place")}
    for kind, chosen in kinds.items():
        add_subjects(loaded, kind, ((one.place, Bilingual(ar=one.names.ar, en=one.names.en)) for one in _records(chosen)))
    bulk.insert(Place, (_place(record, loaded) for record in _all(kinds)))
    names = (name for record in _all(kinds) for name in _names(record, loaded))
    bulk.insert(PlaceName, ({"id": pk, **name} for pk, name in enumerate(names, 1)))
    authorities = (
        {"place_id": loaded.subjects[record.key], **part.model_dump()} for record in _all(kinds) for part in record.authorities
    )
    bulk.insert(PlaceAuthority, ({"id": pk, **one} for pk, one in enumerate(authorities, 1)))


def _records(places: Records[PlaceRecord]) -> Iterator[PlaceRecord]:
    return (kept.record for kept in places)


def _all(kinds: dict[str, Records[PlaceRecord]]) -> Iterator[PlaceRecord]:
    return (record for places in kinds.values() for record in _records(places))


def _place(record: PlaceRecord, loaded: Loaded) -> Row:
    where = record.coordinates
    return {
        "subject_id": loaded.subjects[record.key],
        "kind": record.kind,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "confidence": where.confidence,
        "recorded": where.recorded,
        **both("reference", where.reference),
    }


def _names(record: PlaceRecord, loaded: Loaded) -> Iterator[Row]:
    place = {"place_id": loaded.subjects[record.key]}
    for language, name in record.names.model_dump().items():
        label = {"language": language, "name": name, "kind": PlaceName.Kind.LABEL.value}
        yield {**place, **label, **both("met", None), "recorded": None}
    for variant in record.variants:
        known = {"language": variant.language, "name": variant.name, "kind": PlaceName.Kind.VARIANT.value}
        yield {**place, **known, **both("met", variant.met), "recorded": variant.recorded}
