"""Accession of a document: write it and its draft records into the fixtures, completely or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from archive.accession.draft_records import DraftFiles, build_drafts
from archive.accession.intake import AccessionOptions, find_option_problems, receive_document
from archive.accession.tei_markup import PlaceIdentifier
from archive.editions import pipeline
from archive.editions.fixture_changes import AccessionError, change_fixtures
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.folder import FixtureFolder
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile, read_bytes
from archive.fixtures.reading.listing import Listing
from archive.fixtures.reading.record_cache import RecordCache
from archive.fixtures.records.register import RegisterRecord


def add_document(file: Path, fixtures: Path, options: AccessionOptions, today: date) -> DraftFiles:
    """Write the document and its drafts into ``fixtures`` and return them. Raises AccessionError."""
    problems = list(find_option_problems(str(file), options))
    if "accession.identifier" not in {problem.id for problem in problems}:
        problems += find_taken_identifier(fixtures, options.identifier)
    try:
        content = read_bytes(Path(), str(file))
    except RejectedFile as refused:
        problems += refused.problems
    if problems:
        raise AccessionError(sorted(problems, key=lambda problem: problem.location), Path())
    try:
        incoming = receive_document(str(file), content, options, today)
    except RejectedFile as refused:
        raise AccessionError(list(refused.problems), Path()) from None
    places = pipeline.read_fixtures(fixtures)[0]
    drafts = build_drafts(incoming, list_place_names(places), list_place_identifiers(places))
    if taken := list(find_taken_files(fixtures, options.identifier, drafts)):
        raise AccessionError(taken[:1], fixtures)
    change_fixtures(fixtures, drafts.files)
    return drafts


def find_taken_identifier(fixtures: Path, identifier: str) -> Iterator[Problem]:
    """Yield a problem if a source has or had the identifier."""
    register = FixtureFolder(Listing.of(fixtures), RecordCache(None)).records(["register.yaml"], RegisterRecord)[0]
    retired = [entry for located in register for entry in located.record.retired]
    is_retired = any((entry.kind, entry.identifier) == ("source", identifier) for entry in retired)
    if is_retired or (fixtures / "sources" / identifier).exists():
        yield Problem("accession.taken", Location(f"sources/{identifier}"), {"identifier": identifier})


def find_taken_files(fixtures: Path, identifier: str, drafts: DraftFiles) -> Iterator[Problem]:
    """Yield a problem for each file of an accession that exists already."""
    for name in drafts.files:
        if (fixtures / name).exists():
            yield Problem("accession.taken", Location(name), {"identifier": identifier})


def list_place_names(fixtures: FixtureSet) -> Iterator[tuple[str, str]]:
    """Yield each name of each place with the place’s key; names that a draft does not have yet are left out."""
    for located in fixtures.places:
        place, unwritten = located.record, {path[-1] for path in located.unwritten if path[0] == "names"}
        yield from ((place.key, name) for language, name in place.labels.items() if language not in unwritten)
        yield from ((place.key, variant.name) for variant in place.variants)


def list_place_identifiers(fixtures: FixtureSet) -> Iterator[PlaceIdentifier]:
    """Yield each identifier of each place in an authority file that the fixtures name."""
    addresses = {record.authority: record.address for record in fixtures.archive.authority_files}
    for place in (located.record for located in fixtures.places):
        for entry in place.authorities:
            if entry.authority in addresses:
                yield PlaceIdentifier(place.key, entry.identifier, addresses[entry.authority])
