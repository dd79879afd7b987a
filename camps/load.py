"""Checked place records → rows."""

from __future__ import annotations

from itertools import count

from archive.collect import Kept
from archive.load import Loaded, add_subjects, both
from archive.recordtypes import Bilingual
from camps.models import Place, PlaceAuthority, PlaceName
from camps.records import PlaceRecord


def clear() -> None:
    """Takes every place away."""
    for model in (PlaceName, PlaceAuthority, Place):
        model.objects.all().delete()


def load(places: list[Kept[PlaceRecord]], loaded: Loaded) -> None:
    """Places with their names and authority identifiers, and the subjects that claims are about."""
    records = sorted((kept.record for kept in places), key=lambda record: (record.kind != "camp", record.place))
    for kind in ("camp", "place"):
        chosen = [record for record in records if record.subject.startswith(f"{kind}:")]
        add_subjects(loaded, kind, {one.place: Bilingual(ar=one.names.ar, en=one.names.en) for one in chosen})
    Place.objects.bulk_create([_place(record, loaded) for record in records])
    numbers = count(1)
    PlaceName.objects.bulk_create([PlaceName(pk=next(numbers), **name) for record in records for name in _names(record, loaded)])
    numbers = count(1)
    PlaceAuthority.objects.bulk_create(
        [
            PlaceAuthority(pk=next(numbers), place_id=loaded.subjects[record.subject], **part.model_dump())
            for record in records
            for part in record.authorities
        ]
    )


def _place(record: PlaceRecord, loaded: Loaded) -> Place:
    where = record.coordinates
    return Place(
        subject_id=loaded.subjects[record.subject],
        kind=record.kind,
        latitude=where.latitude,
        longitude=where.longitude,
        confidence=where.confidence,
        recorded=where.recorded,
        **both("reference", where.reference),
    )


def _names(record: PlaceRecord, loaded: Loaded):
    place = {"place_id": loaded.subjects[record.subject]}
    for language, name in record.names.model_dump().items():
        yield {**place, "language": language, "name": name, "kind": PlaceName.Kind.LABEL}
    for variant in record.variants:
        yield {**place, "language": variant.language, "name": variant.name, "kind": PlaceName.Kind.VARIANT}
