"""Place records and authority files → problems. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from archive.fixtures.checks.common import check_edtf, check_file_name, check_identifier_exists, check_unique_in_record
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.authorities import AuthorityFileRecord
from camps.records import AuthorityRecord, PlaceRecord


@dataclass(frozen=True)
class PlaceContext:
    """The records against which places are checked: all places and camps, and the authority files by identifier, or None if these are unreadable."""

    subjects: Set[str]
    authorities: Mapping[str, AuthorityFileRecord] | None

    @classmethod
    def of(cls, archive: ArchiveRecords, subjects: Set[str]) -> PlaceContext:
        """Return what the places of an archive are checked against; ``subjects`` are written ``kind:identifier``."""
        return cls(subjects, {file.authority: file for file in reversed(archive.authority_files)} if archive.authorities else None)


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
    if bool(place.names) == bool(place.description):
        yield Problem("subject.no-name", located.locate("names"), {"identifier": place.place})
    yield from check_unique_in_record(located, _list_names(place))
    for at, variant in enumerate(place.variants):
        if variant.time:
            yield from check_edtf(located, variant.time, "", "variants", at, "time")
    if place.part_of:
        yield from check_identifier_exists("subject.unknown", place.part_of, context.subjects, located, "part_of")
    authorities = ((entry.authority, ("authorities", at, "authority")) for at, entry in enumerate(place.authorities))
    yield from check_unique_in_record(located, ((name, name, path) for name, path in authorities))
    if context.authorities is not None:
        for at, entry in enumerate(place.authorities):
            yield from _check_authority(located, at, entry, context.authorities)


def check_place_dependencies(located: LocatedRecord[PlaceRecord], drafts: Container[str]) -> Iterator[Problem]:
    """Yield a problem if a published place is part of a draft; ``drafts`` are written ``kind:identifier``."""
    parent = located.record.part_of
    return check_dependencies(located, [(parent, ("part_of",))] if parent else [], drafts)


def check_places_together(places: RecordSet[PlaceRecord]) -> Iterator[Problem]:
    """Yield a problem for each circle of places that are part of one another, at the first of them by key."""
    dependencies = {row.key: row.dependencies.split(" ") for row in places.rows}
    parents = {key: parent for key, names in dependencies.items() for parent in names if parent in dependencies}
    seen: set[str] = set()
    for key in parents:
        path = []
        while key in parents and key not in seen:
            seen.add(key)
            path.append(key)
            key = parents[key]
        if key in path and (located := places.get(min(path[path.index(key) :]))):
            values = {"identifier": located.record.key, "other": located.record.part_of}
            yield Problem("subject.part-of-itself", located.locate("part_of"), values)


def find_stray_subcamps(places: Iterable[LocatedRecord[PlaceRecord]]) -> Iterator[Problem]:
    """Yield a warning for every subcamp that is not part of a camp or another place."""
    for located in places:
        if located.record.kind == "subcamp" and not located.record.part_of:
            yield Problem("subject.no-main-camp", located.locate("kind"), {"identifier": located.record.place})


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
    for language, name in place.labels.items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(place.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
