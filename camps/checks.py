"""Whether the place records agree with each other. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.fixtures.checks.common import check_file_name, check_unique_in_record
from archive.fixtures.folder import LocatedRecord
from archive.fixtures.problems.problem import Problem
from camps.records import PlaceRecord


def check_place(kept: LocatedRecord[PlaceRecord]) -> Iterator[Problem]:
    """Every problem of a place."""
    yield from check_file_name(kept, kept.record.place, "place")
    yield from check_unique_in_record(kept, _list_names(kept.record))
    authorities = enumerate(kept.record.authorities)
    yield from check_unique_in_record(
        kept, ((one.authority, one.authority, ("authorities", at, "authority")) for at, one in authorities)
    )


def _list_names(record: PlaceRecord) -> Iterator[tuple[tuple[str, str], str, tuple]]:
    for language, name in record.names.model_dump().items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(record.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
