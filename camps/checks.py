"""Whether the place records agree with each other. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.checks import check_file_name, duplicates
from archive.collect import Kept
from archive.problems import Problem
from camps.records import PlaceRecord


def check(places: list[Kept[PlaceRecord]]) -> Iterator[Problem]:
    """Every problem of the place records."""
    yield from duplicates([(kept.record.place, kept.spot("place")) for kept in places])
    for kept in places:
        yield from check_file_name(kept, kept.record.place, "place")
        yield from duplicates(
            [(f"{name.language}: {name.name}", kept.spot("variants", at)) for at, name in enumerate(kept.record.variants)]
        )
        yield from duplicates(
            [(part.authority, kept.spot("authorities", at, "authority")) for at, part in enumerate(kept.record.authorities)]
        )
