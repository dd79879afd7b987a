"""Place records → problems. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.fixtures.checks.common import check_file_name, check_unique_in_record
from archive.fixtures.folder import LocatedRecord
from archive.fixtures.problems.problem import Problem
from camps.records import PlaceRecord


def check_place(located: LocatedRecord[PlaceRecord]) -> Iterator[Problem]:
    """Yield every problem of a place."""
    place = located.record
    yield from check_file_name(located, place.place, "place")
    yield from check_unique_in_record(located, _list_names(place))
    authorities = ((authority.authority, ("authorities", at, "authority")) for at, authority in enumerate(place.authorities))
    yield from check_unique_in_record(located, ((name, name, path) for name, path in authorities))


def _list_names(place: PlaceRecord) -> Iterator[tuple[tuple[str, str], str, tuple[str | int, ...]]]:
    for language, name in place.names.model_dump().items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(place.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
