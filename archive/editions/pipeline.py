"""Reading and checking of the fixtures of all three apps together; used by the commands and the preview."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from datetime import UTC, date, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone

from archive.addresses import RecordKey
from archive.editions.error_reports import make_ledger_problem
from archive.editions.fixture_set import FixtureSet
from archive.editions.publication import REGISTER_FILE, find_broken_promises, iterate_additions
from archive.environment.cycle_collection import collect_rarely
from archive.fixtures.checks.claims import check_claim, check_claims_together
from archive.fixtures.checks.common import KnownRecords, check_unique_identifiers
from archive.fixtures.checks.drafts import (
    check_claim_dependencies,
    check_mentions_dependencies,
    check_source_dependencies,
    find_incomplete_drafts,
)
from archive.fixtures.checks.primer import check_primer, find_similar_terms
from archive.fixtures.checks.register import check_register
from archive.fixtures.checks.sources import check_mentions, check_passages, check_source, check_sources_together
from archive.fixtures.collect import IGNORED_FILES, collect_archive, collect_claims, find_overlooked_files
from archive.fixtures.folder import FixtureFolder, ProgressFactory, RecordSet, no_progress
from archive.fixtures.passage_texts import PassageTexts
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem, deserialize_problem, serialize_problem, sort_problems
from archive.fixtures.reading.files import RejectedFile, read_bytes
from archive.fixtures.reading.listing import Listing
from archive.fixtures.reading.record_cache import RecordCache
from archive.fixtures.records.claims import ClaimRecord
from archive.fixtures.records.sources import MentionsRecord
from archive.fixtures.reports import hide_dependent_problems
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault, read_ledger
from archive.ledger.faults import verify_texts
from camps.checks import (
    PlaceContext,
    check_authorities,
    check_place,
    check_place_dependencies,
    check_places_together,
    find_displaced_places,
    find_similar_names,
    find_stray_subcamps,
)
from camps.collect import collect_places, find_unread_subjects
from marches.checks import RouteContext, check_between_routes, check_differing_routes, check_route, check_route_dependencies
from marches.collect import collect_movements, collect_routes, list_route_names
from marches.movement_checks import check_between_movements, check_movement, check_movement_dependencies

Result = TypeVar("Result")


def read_fixtures(
    root: Path, *, thorough: bool = False, begin: ProgressFactory = no_progress, cache: Path | None = None
) -> tuple[FixtureSet, list[Problem]]:
    """Return all records below ``root`` and all their problems, in the order of files and lines. Uses no database.

    ``thorough``: compare the content of every file, not only its times. ``begin``: see FixtureFolder.
    ``cache``: the file in which records are cached for the next run; none by default.
    """

    def read(records: RecordCache) -> tuple[FixtureSet, list[Problem]]:
        return _read_folder(FixtureFolder(Listing.of(root), records, thorough=thorough, begin=begin))

    return _with_record_cache(cache, read)


@collect_rarely()
def check_fixtures(root: Path, *, begin: ProgressFactory = no_progress, cache: Path | None = None) -> list[Problem]:
    """Return all problems and warnings of the fixtures below ``root``, in the order of files and lines.

    Broken promises of published editions are among them. If nothing in the folder has changed, they are those that the last run
    stored in ``cache``.
    """

    def list_problems(folder: FixtureFolder) -> list[Any]:
        fixtures, problems = _read_folder(folder)
        problems = sort_problems([*(problems or find_ledger_problems(root, fixtures)), *list_warnings(fixtures)])
        return [serialize_problem(problem) for problem in problems]

    return [deserialize_problem(data) for data in _make_report("problems", root, list_problems, cache, begin)]


def _make_report(
    name: str, root: Path, make: Callable[[FixtureFolder], Any], cache: Path | None, begin: ProgressFactory = no_progress
) -> Any:
    """Return what ``make`` returns for a folder, which is JSON; if nothing in it has changed, what was stored in ``cache``."""

    def read_or_make(records: RecordCache) -> Any:
        listing = Listing.of(root)
        state = listing.digest()
        if state and (stored := records.read_report(name, state)) is not None:
            return json.loads(stored)
        report = make(FixtureFolder(listing, records, begin=begin))
        if state:
            records.store_report(name, state, json.dumps(report))
        return report

    return _with_record_cache(cache, read_or_make)


def _with_record_cache(file: Path | None, use: Callable[[RecordCache], Result]) -> Result:
    """Call ``use`` with the cache in ``file``, or in a temporary one; with one in memory if that is damaged or its disk is full."""
    try:
        return use(RecordCache(file))
    except sqlite3.DatabaseError:
        if file:
            with contextlib.suppress(OSError):
                file.unlink()
        return use(RecordCache(None, in_memory=True))


def get_record_cache_path(root: Path) -> Path:
    """Return the file in which the commands cache the records of a fixtures folder."""
    return settings.VAR / f"checked-{sha256(bytes(root.resolve())).hexdigest()[:12]}.sqlite3"


@collect_rarely()  # the readers of YAML leave hardly any cycles behind
def _read_folder(folder: FixtureFolder) -> tuple[FixtureSet, list[Problem]]:
    records, problems = collect_archive(folder, check_passages)
    places, place_problems = collect_places(folder)
    passages = PassageTexts.of(records)
    known = KnownRecords(
        passages=passages,
        texts=records.texts,
        subjects={key for key, _file in places.keys_and_files} | find_unread_subjects(folder, places),
        sources={RecordKey.parse(key).identifier for key, _file in records.sources.keys_and_files} | passages.unread,
        questions=records.known_questions,
    )
    claim_problems = collect_claims(folder, records, lambda claim: check_claim(claim, known))
    routes, route_problems = collect_routes(folder)
    movements, movement_problems = collect_movements(folder)
    fixtures = FixtureSet(records, places, routes, movements)
    problems += [*place_problems, *claim_problems, *route_problems, *movement_problems]
    all_readable = not problems and not passages.unread
    problems += [*_check_together(fixtures, known), *_check_records(folder, fixtures, known)]
    folder.close(sound=all_readable)
    return fixtures, sort_problems(hide_dependent_problems(problems))


def _check_together(fixtures: FixtureSet, known: KnownRecords) -> Iterator[Problem]:
    """Yield the problems between records."""
    records, drafts = fixtures.archive, fixtures.drafts
    used = {*known.subjects, *fixtures.written_keys}
    yield from check_sources_together(records)
    yield from check_claims_together(records)
    yield from check_authorities(records)
    yield from check_unique_identifiers(fixtures.places, "place")
    yield from check_places_together(fixtures.places)
    yield from check_between_routes(fixtures.routes)
    yield from check_differing_routes(fixtures.routes, records)
    yield from check_between_movements(fixtures.movements)
    yield from check_primer(records, drafts)
    yield from check_register(records.register, used, drafts, find_latest_day())


def find_latest_day() -> date:
    """Return the day that it is now where the day begins first, at 14 hours before UTC."""
    return (timezone.now().astimezone(UTC) + timedelta(hours=14)).date()


def _check_records(folder: FixtureFolder, fixtures: FixtureSet, known: KnownRecords) -> Iterator[Problem]:
    """Yield the problems of single records and their dependencies; records that are known to be sound are skipped."""
    records, drafts, states = fixtures.archive, fixtures.drafts, _digest_dependencies(folder, fixtures)
    context, place_context = RouteContext(records, known), PlaceContext.of(records, known.subjects)
    yield from folder.check_records(
        records.sources,
        states,
        lambda source: chain(check_source(source, known), check_source_dependencies(source, drafts)),
    )
    yield from folder.check_records(records.passages, states, lambda passages: check_passages(passages, known.texts))
    yield from folder.check_records(
        records.mentions,
        states,
        lambda mentions: chain(check_mentions(mentions, known), check_mentions_dependencies(mentions, drafts)),
    )
    yield from folder.check_records(records.claims, states, lambda claim: check_claim(claim, known))
    yield from _check_claim_dependencies(records.claims, drafts)
    yield from folder.check_records(
        fixtures.places,
        states,
        lambda place: chain(check_place(place, place_context), check_place_dependencies(place, drafts)),
    )
    yield from folder.check_records(
        fixtures.routes,
        states,
        lambda route: chain(check_route(route, context), check_route_dependencies(route, drafts)),
    )
    routes = list_route_names(folder, fixtures.routes)
    yield from folder.check_records(
        fixtures.movements,
        states,
        lambda movement: chain(check_movement(movement, routes), check_movement_dependencies(movement, drafts)),
    )


def _check_claim_dependencies(claims: RecordSet[ClaimRecord], drafts: Set[str]) -> Iterator[Problem]:
    """Yield a problem for each draft that a published claim depends on; not all drafts are known when claims are checked."""
    dependent = {row.key for row in claims.rows if drafts and not drafts.isdisjoint(row.dependencies.split(" "))}
    for claim in claims.where(dependent.__contains__):
        yield from check_claim_dependencies(claim, drafts)


def _digest_dependencies(folder: FixtureFolder, fixtures: FixtureSet) -> dict[str, bytes]:
    """Return the SHA-256 of the file of each record that others depend on; of a source, that of all its files together."""
    records = fixtures.archive
    states = {row.key: row.sha256 for record_set in fixtures.record_sets for row in record_set.rows}
    if records.authorities:
        states["authorities:"] = folder.rows[records.authorities.file].sha256
    if records.questions:
        states["questions:"] = folder.rows[records.questions.file].sha256
    for source, row in records.texts.rows.items():
        received = records.texts.received.get(source)
        parts = [states.get(str(RecordKey(kind, source)), b"-") for kind in ("source", "passages", "mentions")]
        content = [row.sha256, received.sha256 if received else b"-", *parts]
        states[str(RecordKey("source", source))] = sha256(b"".join(content)).digest()
    return states


def find_ledger_problems(root: Path, fixtures: FixtureSet) -> list[Problem]:
    """Return the first fault of the ledger, or else the promises of published editions that the fixtures break.

    The fixtures must have no problem of their own.
    """
    try:
        ledger = read_ledger(root / LEDGER_FOLDER)
        verify_texts(ledger)
        return list(find_broken_promises(exclude_drafts(fixtures), ledger))
    except LedgerFault as fault:
        return [make_ledger_problem(fault)]


def list_warnings(fixtures: FixtureSet) -> list[Problem]:
    """Return the warnings, which do not prevent loading, in the order of files and lines."""
    texts = fixtures.archive.texts
    suspicious = (warning for source in texts.rows for warning in texts.facts(source).problems)
    drafts = (draft for records in fixtures.record_sets for draft in records.drafts)
    overlooked = find_overlooked_files(fixtures.archive.sources.folder.listing)
    places = [find(fixtures.places) for find in (find_stray_subcamps, find_displaced_places, find_similar_names)]
    return sort_problems(
        [*suspicious, *overlooked, *chain(*places), *find_similar_terms(fixtures.archive), *find_incomplete_drafts(drafts)]
    )


def exclude_drafts(fixtures: FixtureSet) -> FixtureSet:
    """Return the fixtures without drafts: what may be loaded into the published archive."""
    records, drafts = fixtures.archive, fixtures.drafts

    def is_of_published_source(key: str) -> bool:
        return str(RecordKey.parse(key)._replace(kind="source")) not in drafts

    published = replace(
        records,
        sources=records.sources.published,
        passages=records.passages.published.where(is_of_published_source),
        mentions=replace(records.mentions.where(is_of_published_source), view=MentionsRecord.published),
        claims=records.claims.published,
    )
    return FixtureSet(published, fixtures.places.published, fixtures.routes.published, fixtures.movements.published)


def digest_files(root: Path) -> dict[str, str]:
    """Return the SHA-256, as hex, of every fixture file by its name, in the order of the names.

    A symlink or an unreadable file has a word in place of the digest, so that such fixtures never equal a loaded edition.
    """
    listing = Listing.of(root)
    return {
        name: _digest_file(listing, name) for name in listing.files if name in listing.links or not IGNORED_FILES.fullmatch(name)
    }


def _digest_file(listing: Listing, name: str) -> str:
    try:
        return "symlink" if name in listing.links else sha256(read_bytes(listing.root, name)).hexdigest()
    except RejectedFile as rejection:
        return rejection.problem.id


def find_changed_files(fixtures: FixtureSet, digests: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for every file that changed between the computation of ``digests`` and the reading of its record."""
    for row in fixtures.archive.sources.folder.rows.values():
        if digests.get(row.name) != row.sha256.hex():
            yield Problem("file.changed", Location(row.name), {"name": row.name})


def count_unpublished(root: Path) -> int | None:
    """Return how many records of the working copy differ from the last edition; None if it has a problem, 0 if there is none."""
    if not (root / REGISTER_FILE).exists():
        return 0

    def count_lines(folder: FixtureFolder) -> int | None:
        fixtures, problems = _read_folder(folder)
        ledger = read_ledger(root / LEDGER_FOLDER)
        published = exclude_drafts(fixtures)
        if problems or any(find_broken_promises(published, ledger)):
            return None
        return sum(1 for _line in iterate_additions(published, ledger))

    return _make_report("unpublished", root, count_lines, get_record_cache_path(root))
