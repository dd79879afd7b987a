"""Whether the place records agree with each other. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.checks import check_file_name, check_once
from archive.folder import Kept
from archive.problems import Problem
from camps.records import PlaceRecord


def check_place(kept: Kept[PlaceRecord]) -> Iterator[Problem]:
    """Every problem of a place."""
    yield from check_file_name(kept, kept.record.place, "place")
    yield from check_once(kept, _names(kept.record))
    authorities = enumerate(kept.record.authorities)
    yield from check_once(kept, ((one.authority, one.authority, ("authorities", at, "authority")) for at, one in authorities))


def _names(record: PlaceRecord) -> Iterator[tuple[tuple[str, str], str, tuple]]:
    for language, name in record.names.model_dump().items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(record.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
