"""Whether the place records agree with each other. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator

from archive.checks import check_file_name, check_once, duplicates
from archive.collect import Kept
from archive.problems import Problem, Spot
from camps.records import PlaceRecord


def check(places: list[Kept[PlaceRecord]]) -> Iterator[Problem]:
    """Every problem of the place records."""
    yield from duplicates([(kept.record.place, kept.spot("place")) for kept in places])
    for kept in places:
        yield from check_file_name(kept, kept.record.place, "place")
        yield from check_once(_names(kept))
        authorities = [(one.authority, kept.spot("authorities", at, "authority")) for at, one in enumerate(kept.record.authorities)]
        yield from check_once((authority, authority, spot) for authority, spot in authorities)


def _names(kept: Kept[PlaceRecord]) -> Iterator[tuple[tuple[str, str], str, Spot]]:
    for language, name in kept.record.names.model_dump().items():
        yield (language, name), name, kept.spot("names", language)
    for at, variant in enumerate(kept.record.variants):
        yield (variant.language, variant.name), variant.name, kept.spot("variants", at, "name")
