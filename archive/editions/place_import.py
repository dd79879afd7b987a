"""Import of a table of places: read it, match it with the places of the archive, write drafts, a review file and a report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path

from archive.accession.table_files import Cell, Table, decode_table, read_table
from archive.addresses import RecordKey
from archive.editions import pipeline
from archive.editions.fixture_changes import AccessionError, change_fixtures
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.folder import LocatedRecord, ProgressFactory, no_progress
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile, decode_utf8, read_bytes
from archive.fixtures.reading.yaml_documents import YamlDocument, parse_yaml
from camps.distances import Point
from camps.place_import.drafts import find_origin
from camps.place_import.mapping import MappingRecord, find_columns, list_unread_columns, read_mapping
from camps.place_import.matches import KnownPlace, PlaceIndex
from camps.place_import.plan import ImportPlan, ImportPlanner
from camps.place_import.positions import find_exchanged_positions, find_zero_positions
from camps.place_import.review import format_review, read_answers
from camps.place_import.rows import IncomingPlace, Match, RowReader
from camps.records import PlaceRecord


@dataclass(frozen=True)
class ImportOptions:
    """Options of an import.

    ``mapping``, ``review``: files, or None; ``encoding``: empty for UTF-8; ``output``: the folder of the review file and the report;
    ``accept_far``: do not refuse positions that seem to be exchanged.
    """

    fixtures: Path
    output: Path
    mapping: Path | None = None
    review: Path | None = None
    encoding: str = ""
    accept_far: bool = False
    dry_run: bool = False
    language: str = "en"


@dataclass(frozen=True)
class ImportResult:
    """The result of an import, done or planned, and the files written besides the drafts.

    ``unread``: columns that no field is in; ``review``: None if no row is doubtful or all are in the given review file.
    """

    plan: ImportPlan
    unread: list[Cell]
    report: Path
    review: Path | None


def import_places(file: Path, options: ImportOptions, today: date, begin: ProgressFactory = no_progress) -> ImportResult:
    """Import the table ``file``. Raises AccessionError; then nothing was written."""
    try:
        return _import_table(file, options, today, begin)
    except RejectedFile as rejected:
        raise AccessionError(list(rejected.problems), Path()) from None


def _import_table(file: Path, options: ImportOptions, today: date, begin: ProgressFactory) -> ImportResult:
    document = _read_yaml(options.mapping)
    mapping = read_mapping(document) if document else MappingRecord()
    content = read_bytes(Path(), str(file))
    text = decode_table(str(file), content, options.encoding)
    table = read_table(str(file), text, mapping.choose_delimiter(str(file)))
    columns = find_columns(table, mapping, document)
    fixtures = pipeline.read_fixtures(options.fixtures, begin=begin)[0]
    reader = RowReader(table, columns, mapping, fixtures.archive.authority_files)
    rows = reader.read_rows()
    known = list(_list_known_places(options.fixtures, fixtures))
    problems = [*reader.problems, *_find_far_positions(table, rows, known, accept=options.accept_far)]
    if problems:
        raise RejectedFile(*sorted(problems, key=lambda problem: problem.location))
    digest, index = sha256(content).hexdigest(), PlaceIndex(known)
    review = _read_yaml(options.review)
    answers = read_answers(review, digest, index.by_key) if review else None
    planner = ImportPlanner(reader, index, file.name, mapping, _list_taken(fixtures), answers)
    plan = planner.plan(rows, today, begin(len(rows)))
    review_file = options.output / f"{file.stem}.review.yaml" if plan.questions and not review else None
    if review_file and review_file.exists():
        raise RejectedFile(Problem("import.review-exists", Location(str(review_file))))
    result = ImportResult(plan, list_unread_columns(table, columns), options.output / f"{file.stem}.report.csv", review_file)
    if options.dry_run:
        _write_drafts(options.fixtures, plan, begin, dry_run=True)
        return result
    reports = _format_reports(result, file.name, digest, options.language)
    with _write_reports(options.output, reports):
        _write_drafts(options.fixtures, plan, begin)
    return result


def _write_drafts(fixtures: Path, plan: ImportPlan, begin: ProgressFactory, *, dry_run: bool = False) -> None:
    """Write the drafts of a plan. Raises AccessionError; a problem of a draft, which is nowhere to be seen, is located at its row."""
    try:
        change_fixtures(fixtures, plan.files, begin=begin, dry_run=dry_run)
    except AccessionError as error:
        problems = [
            replace(problem, location=plan.rows[problem.location.file].location) if problem.location.file in plan.rows else problem
            for problem in error.problems
        ]
        raise AccessionError(problems, error.root) from None


def _read_yaml(file: Path | None) -> YamlDocument | None:
    return parse_yaml(str(file), decode_utf8(str(file), read_bytes(Path(), str(file)))) if file else None


def _find_far_positions(table: Table, rows: list[IncomingPlace], known: list[KnownPlace], *, accept: bool) -> Iterator[Problem]:
    points: list[Point] = [place.point for place in known if place.point]
    return iter(()) if accept else chain(find_zero_positions(rows), find_exchanged_positions(table, rows, points))


def _list_known_places(root: Path, fixtures: FixtureSet) -> Iterator[KnownPlace]:
    """Yield every place of the archive, drafts included; a draft's text names the row that it was made of."""
    for located in fixtures.places:
        text = decode_utf8(located.file, read_bytes(root, located.file)) if located.record.draft else ""
        yield _make_known_place(located, find_origin(text))


def _make_known_place(located: LocatedRecord[PlaceRecord], origin: str) -> KnownPlace:
    place = located.record
    unwritten = {path[-1] for path in located.unwritten if path[0] == "names"}
    names = [(language, name) for language, name in place.labels.items() if language not in unwritten]
    names += [(variant.language, variant.name) for variant in place.variants]
    point = place.coordinates
    return KnownPlace(
        place.key,
        place.kind,
        place.title.model_dump(),
        tuple(names),
        (float(point.latitude), float(point.longitude)) if point else None,
        frozenset(Match(entry.authority, entry.identifier) for entry in place.authorities),
        origin,
    )


def _list_taken(fixtures: FixtureSet) -> set[str]:
    """Return the identifiers that camps and places have or had."""
    register = fixtures.archive.register
    retired = {entry.identifier for entry in register.record.retired} if register else set()
    return retired | {RecordKey.parse(key).identifier for key, _file in fixtures.places.keys_and_files}


def _format_reports(result: ImportResult, table: str, digest: str, language: str) -> dict[Path, str]:
    """Return the report, a CSV file with a line for each row, and the review file if there is one, by their paths."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(["line", "id", "name", "outcome", "place"])
    for row, outcome, place in result.plan.results:
        writer.writerow([row.location.line, row.id, row.title, outcome, place])
    reports = {result.report: output.getvalue()}
    if result.review:
        reports[result.review] = format_review(table, digest, result.plan.questions, language)
    return reports


@contextmanager
def _write_reports(folder: Path, reports: Mapping[Path, str]) -> Iterator[None]:
    """Write files before the block, and if it fails leave those that were there. Raises AccessionError if they cannot be written."""
    former: dict[Path, bytes | None] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in reports.items():
            former[path] = path.read_bytes() if path.exists() else None
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        _restore_files(former)
        problem = Problem("import.report-not-written", Location(str(folder)), {"reason": error.strerror or str(error)})
        raise AccessionError([problem], Path()) from None
    try:
        yield
    except BaseException:
        _restore_files(former)
        raise


def _restore_files(former: Mapping[Path, bytes | None]) -> None:
    """Give files their former content, None for a file that was not there."""
    for path, content in former.items():
        with suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
