"""Place records and authority files → problems. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.fixtures.checks.common import check_file_name, check_identifier_exists, check_unique_in_record
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.authorities import AuthorityFileRecord
from camps.records import AuthorityRecord, PlaceRecord


@dataclass(frozen=True)
class PlaceContext:
    """What places are checked against: the authority files by identifier, or None if their file could not be read."""

    authorities: Mapping[str, AuthorityFileRecord] | None

    @classmethod
    def of(cls, archive: ArchiveRecords) -> PlaceContext:
        """Return what the places of an archive are checked against."""
        return cls({file.authority: file for file in reversed(archive.authority_files)} if archive.authorities else None)


def check_authorities(archive: ArchiveRecords) -> Iterator[Problem]:
    """Yield a problem for every identifier that an earlier authority file has."""
    if archive.authorities:
        files = enumerate(archive.authority_files)
        names = ((file.authority, file.authority, ("authorities", at, "authority")) for at, file in files)
        yield from check_unique_in_record(archive.authorities, names)


def check_place(located: LocatedRecord[PlaceRecord], context: PlaceContext) -> Iterator[Problem]:
    """Yield every problem of a place."""
    place = located.record
    yield from check_file_name(located, place.place, "place")
    yield from check_unique_in_record(located, _list_names(place))
    authorities = ((entry.authority, ("authorities", at, "authority")) for at, entry in enumerate(place.authorities))
    yield from check_unique_in_record(located, ((name, name, path) for name, path in authorities))
    if context.authorities is not None:
        for at, entry in enumerate(place.authorities):
            yield from _check_authority(located, at, entry, context.authorities)


def _check_authority(
    located: LocatedRecord[PlaceRecord], at: int, entry: AuthorityRecord, files: Mapping[str, AuthorityFileRecord]
) -> Iterator[Problem]:
    """Yield a problem if an authority file is unknown, or if it has no such identifiers."""
    path = ("authorities", at)
    yield from check_identifier_exists("authority.unknown", entry.authority, files, located, *path, "authority")
    file = files.get(entry.authority)
    if file and not re.fullmatch(file.pattern, entry.identifier):
        nearest = _find_identifier(file.pattern, entry.identifier)
        values = {"found": entry.identifier, "name": file.authority, "pattern": file.pattern, "nearest": nearest}
        yield Problem("authority.not-matched", located.locate(*path, "identifier"), values)


def _find_identifier(pattern: str, text: str) -> str:
    """Return the identifier within ``text``, such as an address, as `` (identifier?)``; an empty text if there is none."""
    matches = filter(None, (re.search(pattern, variant) for variant in (text, text.upper(), text.lower())))
    return next((f" ({match[0]}?)" for match in matches if match[0]), "")


def _list_names(place: PlaceRecord) -> Iterator[tuple[tuple[str, str], str, tuple[str | int, ...]]]:
    for language, name in place.names.model_dump().items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(place.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
