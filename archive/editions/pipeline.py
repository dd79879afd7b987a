"""The archivist's desk: all three apps' records read, checked and loaded together. Used by the commands alone."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction

import archive.fixtures.checks.claims
import archive.fixtures.checks.common
import archive.fixtures.checks.drafts
import archive.fixtures.checks.primer
import archive.fixtures.checks.register
import archive.fixtures.checks.sources
import archive.fixtures.collect
import archive.fixtures.loading.claims
import archive.fixtures.loading.primer
import archive.fixtures.loading.sources
import archive.models.bulk
import archive.quotations.load_index
import archive.search.archive_entries
import archive.search.index
import camps.checks
import camps.collect
import camps.entries
import camps.load
import marches.checks
import marches.collect
import marches.entries
import marches.load
from archive.addresses import RecordKey
from archive.editions import prepare_pages, published_records
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.folder import FixtureFolder, LocatedRecord, ProgressFactory, RecordSet, no_progress
from archive.fixtures.passage_texts import PassageTexts
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem, deserialize_problem, serialize_problem, sort_problems
from archive.fixtures.reading.listing import Listing
from archive.fixtures.reading.record_cache import RecordCache
from archive.fixtures.records.sources import MentionsRecord
from archive.fixtures.records.types import AnyRecord
from archive.fixtures.reports import hide_dependent_problems
from archive.models import Anchor, Claim, Edition, Mention, Passage, Reading, Source

Result = TypeVar("Result")
# By name of a fixture file, its SHA-256 as hex, or what it is instead of a readable file.
Digests = dict[str, str]
# Raised when loading makes other rows of the same files, so that a database loaded by older code is loaded anew.
LOADER_VERSION = 8


def read_fixtures(
    root: Path, *, thorough: bool = False, begin: ProgressFactory = no_progress, shelf: Path | None = None
) -> tuple[FixtureSet, list[Problem]]:
    """All records below ``root`` and all their problems, in the order of files and lines. Needs no database.

    ``thorough``: no file is taken for what it was by its times alone. ``begin``: see Folder. ``shelf``: the file in which
    what was read is kept for the next time; by default in none.
    """
    return _with_record_cache(
        shelf, lambda kept: _read_folder(FixtureFolder(Listing.of(root), kept, thorough=thorough, begin=begin))
    )


def check_fixtures(root: Path, *, begin: ProgressFactory = no_progress, shelf: Path | None = None) -> list[Problem]:
    """All problems and warnings of the fixtures below ``root``, in the order of files and lines; of a folder in which nothing has
    changed, what was told of it before."""

    def told(kept: RecordCache) -> list[Problem]:
        listing = Listing.of(root)
        state = listing.digest()
        if state and (answer := kept.read_report(state)) is not None:
            return [deserialize_problem(one) for one in json.loads(answer)]
        fixtures, problems = _read_folder(FixtureFolder(listing, kept, begin=begin))
        problems = sort_problems([*problems, *list_warnings(fixtures)])
        if state:
            kept.store_report(state, json.dumps([serialize_problem(one) for one in problems]))
        return problems

    return _with_record_cache(shelf, told)


def _with_record_cache(file: Path | None, use: Callable[[RecordCache], Result]) -> Result:
    """What ``use`` gives with the shelf kept in ``file``, or with one in memory if that is damaged or has no room."""
    try:
        return use(RecordCache(file))
    except sqlite3.DatabaseError:
        if file is None:
            raise
        with contextlib.suppress(OSError):
            file.unlink()
        return use(RecordCache(None))


def get_record_cache_path(root: Path) -> Path:
    """Where the shelf of a fixtures folder is kept."""
    return settings.VAR / f"checked-{sha256(bytes(root.resolve())).hexdigest()[:12]}.sqlite3"


def _read_folder(folder: FixtureFolder) -> tuple[FixtureSet, list[Problem]]:
    texts, problems = archive.fixtures.collect.collect_archive(folder)
    places, place_problems = camps.collect.collect_places(folder)
    routes, route_problems = marches.collect.collect_routes(folder)
    fixtures = FixtureSet(texts, places, routes)
    subjects = {key for key, _file in places.keys_and_files} | camps.collect.find_unread_subjects(folder, places)
    known = archive.fixtures.checks.common.KnownRecords(
        passages=(passages := PassageTexts(texts)),
        texts=texts.texts,
        subjects=subjects,
        sources={RecordKey.parse(key).identifier for key, _file in texts.sources.keys_and_files} | passages.unread,
        questions={one.question for one in texts.questions.record.questions} if texts.questions else None,
    )
    shapeless = bool(problems := [*problems, *place_problems, *route_problems])
    problems += _check_relations(fixtures, known)
    problems += _check_records(folder, fixtures, known)
    folder.close(sound=not shapeless and not passages.unread)
    return fixtures, sort_problems(hide_dependent_problems(problems))


def _check_relations(fixtures: FixtureSet, known: archive.fixtures.checks.common.KnownRecords) -> Iterator[Problem]:
    """Problems that lie between records."""
    texts, used = fixtures.archive, set(known.subjects)
    for records in (texts.sources, texts.claims, fixtures.routes):
        used |= {key for key, _file in records.keys_and_files}
    yield from archive.fixtures.checks.common.check_between_records(texts)
    yield from archive.fixtures.checks.common.check_unique_identifiers(fixtures.places, "place")
    yield from marches.checks.check_between_routes(fixtures.routes)
    yield from archive.fixtures.checks.claims.check_disagreements(texts)
    yield from archive.fixtures.checks.primer.check_primer(texts, fixtures.drafts)
    yield from marches.checks.check_differing_routes(fixtures.routes, texts)
    yield from archive.fixtures.checks.register.check_register(texts.register, used, fixtures.drafts)


def _check_records(
    folder: FixtureFolder, fixtures: FixtureSet, known: archive.fixtures.checks.common.KnownRecords
) -> Iterator[Problem]:
    """Problems of single records and of what they rest on; records known to be sound are passed over."""
    texts, drafts, states = fixtures.archive, fixtures.drafts, _digest_dependencies(folder, fixtures)
    around = marches.checks.RouteContext(texts, known)

    def checked(
        records: RecordSet[AnyRecord],
        check: Callable[[LocatedRecord[AnyRecord]], Iterable[Problem]],
        rest: Callable[[LocatedRecord[AnyRecord], set[str]], Iterable[Problem]] | None = None,
    ) -> Iterator[Problem]:
        return folder.check_records(records, states, lambda kept: chain(check(kept), rest(kept, drafts) if rest and drafts else ()))

    yield from checked(
        texts.sources,
        lambda kept: archive.fixtures.checks.sources.check_source(kept, known),
        archive.fixtures.checks.drafts.check_source_dependencies,
    )
    yield from checked(texts.passages, lambda kept: archive.fixtures.checks.sources.check_passages(kept, known))
    yield from checked(
        texts.mentions,
        lambda kept: archive.fixtures.checks.sources.check_mentions(kept, known),
        archive.fixtures.checks.drafts.check_mentions_dependencies,
    )
    yield from checked(
        texts.claims,
        lambda kept: archive.fixtures.checks.claims.check_claim(kept, known),
        archive.fixtures.checks.drafts.check_claim_dependencies,
    )
    yield from checked(fixtures.places, camps.checks.check_place)
    yield from checked(
        fixtures.routes, lambda kept: marches.checks.check_route(kept, around), marches.checks.check_route_dependencies
    )


def _digest_dependencies(folder: FixtureFolder, fixtures: FixtureSet) -> dict[str, bytes]:
    """Of each record that others rest on, the digest of its file; of a source, of its files together."""
    texts = fixtures.archive
    states = {row.key: row.sha256 for records in fixtures.record_sets for row in records.rows}
    if texts.questions:
        states["questions:"] = folder.rows[texts.questions.file].sha256
    for source, row in texts.texts.rows.items():
        parts = [states.get(str(RecordKey(kind, source)), b"-") for kind in ("source", "passages", "mentions")]
        received = texts.texts.received.get(source)
        states[str(RecordKey("source", source))] = sha256(
            b"".join([row.sha256, received.sha256 if received else b"-", *parts])
        ).digest()
    return states


def list_warnings(fixtures: FixtureSet) -> list[Problem]:
    """What is suspicious or unwritten and yet allowed, in the order of files and lines; it keeps nothing from being loaded."""
    texts = fixtures.archive.texts
    suspicious = (one for source in texts.rows for one in texts.facts(source).problems)
    drafts = (kept for records in fixtures.record_sets for kept in records.drafts)
    return sort_problems([*suspicious, *archive.fixtures.checks.drafts.find_incomplete_drafts(drafts)])


def exclude_drafts(fixtures: FixtureSet) -> FixtureSet:
    """The fixtures without drafts: what may be loaded into the published archive."""
    texts, drafts = fixtures.archive, fixtures.drafts

    def of_published(key: str) -> bool:
        return str(RecordKey.parse(key)._replace(kind="source")) not in drafts

    part = replace(
        texts,
        sources=texts.sources.published,
        passages=texts.passages.published.where(of_published),
        mentions=replace(texts.mentions.where(of_published), view=MentionsRecord.published),
        claims=texts.claims.published,
    )
    return FixtureSet(part, fixtures.places.published, fixtures.routes.published)


def digest_files(root: Path) -> Digests:
    """The SHA-256 of every fixture file, by its name."""
    return archive.fixtures.collect.compute_digests(root)


def compute_edition(digests: Digests) -> str:
    """What names this state of the fixtures, loaded by this code."""
    return archive.fixtures.collect.compute_edition_digest(digests, str(LOADER_VERSION))


def find_changed_files(fixtures: FixtureSet, digests: Digests) -> Iterator[Problem]:
    """A problem for every file that was another when its record was read than when the digests were taken."""
    for row in fixtures.archive.sources.folder.rows.values():
        if digests.get(row.name) != row.sha256.hex():
            yield Problem("file.changed", Location(row.name), {"name": row.name})


def load_archive(fixtures: FixtureSet, edition: str) -> None:
    """Replaces the whole archive in one transaction; if anything fails, the old one stays."""
    with transaction.atomic():
        for clear in (
            prepare_pages.delete_prepared_pages,
            archive.search.index.clear_search_index,
            archive.fixtures.loading.sources.clear_coverage,
            archive.fixtures.loading.primer.clear_primer,
            archive.fixtures.loading.claims.clear_disagreements,
            marches.load.clear_routes,
            camps.load.clear_places,
            archive.quotations.load_index.clear_quotation_index,
            archive.fixtures.loading.sources.clear_archive,
        ):
            clear()
        texts = fixtures.archive
        loaded = archive.fixtures.loading.sources.insert_sources(texts)
        read = ((kept.record, texts.texts[kept.record.source]) for kept in texts.passages)
        wholes = (archive.quotations.load_index.list_indexed_texts(record, text, loaded.passages) for record, text in read)
        archive.quotations.load_index.load_quotation_index(chain.from_iterable(wholes))
        camps.load.insert_places(fixtures.places, loaded)
        archive.fixtures.loading.claims.insert_claims(fixtures.archive, loaded)
        marches.load.insert_routes(fixtures.routes, fixtures.archive, loaded)
        archive.fixtures.loading.claims.insert_disagreements(fixtures.archive, loaded)
        archive.fixtures.loading.primer.insert_primer(fixtures.archive, loaded)
        published_records.replace_published(fixtures)
        build_search_index()
        archive.fixtures.loading.sources.insert_coverage()
        Edition.objects.update_or_create(pk=1, defaults={"digest": edition})


def build_search_index() -> None:
    """Everything that can be found into the index, from the tables as they are now; the index must be empty."""
    archive.models.bulk.analyze_tables(Source, Passage, Reading, Mention, Claim, Anchor)
    built, around = archive.search.index.IndexBuilder(), archive.search.archive_entries.SubjectContext()
    built.add(archive.search.archive_entries.list_claims(around))
    built.add(archive.search.archive_entries.list_passages(around))
    built.add(camps.entries.make_place_entries(around))
    built.add(marches.entries.make_route_entries(around))
    built.add(archive.search.archive_entries.list_terms())
    built.add(archive.search.archive_entries.list_sources())
    built.add(archive.search.archive_entries.list_pages())
    built.add_names(camps.entries.make_name_entries())
    built.close()
