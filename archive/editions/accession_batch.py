"""Accession of a folder of documents, completely or not at all, and the undoing of a batch that nobody has edited."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from archive.accession.batches import (
    BatchDefaults,
    BatchDocument,
    find_equal_identifiers,
    find_wrong_options,
    name_for_batch,
    read_defaults,
)
from archive.accession.draft_records import DraftFiles, build_drafts
from archive.accession.intake import receive_document
from archive.editions import pipeline
from archive.editions.accession import find_taken_files, find_taken_identifier, list_place_identifiers, list_place_names
from archive.editions.fixture_changes import AccessionError, change_fixtures
from archive.fixtures.folder import ProgressFactory, no_progress
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem, sort_problems
from archive.fixtures.reading.files import RejectedFile, decode_utf8, read_bytes
from archive.fixtures.reading.yaml_documents import YamlDocument, parse_yaml

# Hidden files, those that Windows puts into folders, and those of documents that are open in Word.
SYSTEM_FILE = re.compile(r"\.|~\$|(?:thumbs\.db|desktop\.ini)\Z", re.IGNORECASE)
# Proposed claims beyond which an archivist is asked.
DEFAULT_MAX_CLAIMS = 200


class BatchOptions(NamedTuple):
    """Options of a batch: the defaults file, the record for undoing it, and the most claims that are proposed without a question."""

    defaults: Path
    record: Path
    max_claims: int = DEFAULT_MAX_CLAIMS
    dry_run: bool = False


class BatchResult(NamedTuple):
    """The documents of a batch, each with its drafts."""

    documents: list[tuple[BatchDocument, DraftFiles]]

    @property
    def claims(self) -> int:
        """Return how many claims are proposed."""
        return sum(drafts.dates for _document, drafts in self.documents)

    @property
    def files(self) -> dict[str, bytes]:
        """Return all files by path below the fixtures' root."""
        return {name: content for _document, drafts in self.documents for name, content in drafts.files.items()}


def add_documents(
    folder: Path,
    fixtures: Path,
    options: BatchOptions,
    today: date,
    confirm: Callable[[int], bool],
    begin: ProgressFactory = no_progress,
) -> BatchResult:
    """Write all documents of a folder and their drafts into ``fixtures``. Raises AccessionError; then nothing was written.

    ``confirm`` is called with the number of proposed claims if there are more than ``max_claims``.
    """
    try:
        documents, defaults, file_of_defaults = _list_documents(folder, options)
    except RejectedFile as rejected:
        raise AccessionError(list(rejected.problems), Path()) from None
    problems = [*find_equal_identifiers(documents)]
    for document in documents:
        problems += find_wrong_options(defaults, file_of_defaults, document)
        problems += map(name_for_batch, find_taken_identifier(fixtures, document.options.identifier))
    if options.record.exists() and not options.dry_run:
        problems.append(Problem("batch.record-exists", Location(str(options.record))))
    if problems:
        raise AccessionError(sort_problems(problems), Path())
    result = _build_batch(documents, defaults, fixtures, today, begin)
    if result.claims > options.max_claims and not confirm(result.claims):
        values = {"count": result.claims, "most": options.max_claims}
        raise AccessionError([Problem("batch.too-many-claims", Location(str(folder)), values)], Path())
    if options.dry_run:
        change_fixtures(fixtures, result.files, begin=begin, dry_run=True)
    else:
        _write_batch(result.files, fixtures, options.record, begin)
    return result


def _list_documents(folder: Path, options: BatchOptions) -> tuple[list[BatchDocument], BatchDefaults, YamlDocument]:
    """Return the documents in the order of their names, and the defaults with their file. Raises RejectedFile."""
    own = options.defaults.resolve()
    paths = (path for path in folder.iterdir() if not SYSTEM_FILE.match(path.name) and path.resolve() != own)
    names = sorted(path.name for path in paths)
    text = decode_utf8(str(options.defaults), read_bytes(Path(), str(options.defaults)))
    document = parse_yaml(str(options.defaults), text)
    defaults = read_defaults(document, names)
    if not names:
        raise RejectedFile(Problem("batch.empty", Location(str(folder))))
    return [BatchDocument(str(folder / name), defaults.choose_options(name)) for name in names], defaults, document


def _build_batch(
    documents: list[BatchDocument], defaults: BatchDefaults, fixtures: Path, today: date, begin: ProgressFactory
) -> BatchResult:
    """Return the drafts of all documents. Raises AccessionError with the problems of all of them."""
    places = pipeline.read_fixtures(fixtures, begin=begin)[0]
    labels, identifiers = list(list_place_names(places)), list(list_place_identifiers(places))
    tick, built, problems = begin(len(documents)), [], list[Problem]()
    for document in documents:
        file, options = document
        try:
            incoming = receive_document(file, read_bytes(Path(), file), options, today)
            drafts = build_drafts(incoming, labels, identifiers, defaults.make_source_defaults(Path(file).name))
            problems += map(name_for_batch, find_taken_files(fixtures, options.identifier, drafts))
            built.append((document, drafts))
        except RejectedFile as rejected:
            problems += rejected.problems
        tick()
    files = [name for _document, drafts in built for name in drafts.files]
    repeated = sorted({name for name in files if files.count(name) > 1}) if len(set(files)) < len(files) else []
    problems += [Problem("batch.taken", Location(name), {"identifier": Path(name).stem}) for name in repeated]
    if problems:
        raise AccessionError(problems, Path())
    return BatchResult(built)


def _write_batch(files: Mapping[str, bytes], fixtures: Path, record: Path, begin: ProgressFactory) -> None:
    """Write the record of the batch, then its files; without these the record is deleted."""
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    try:
        record.write_text(json.dumps({"files": digests}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        problem = Problem("accession.not-written", Location(str(record)), {"reason": error.strerror or str(error)})
        raise AccessionError([problem], Path()) from None
    try:
        change_fixtures(fixtures, files, begin=begin)
    except BaseException:
        record.unlink(missing_ok=True)
        raise


def undo_batch(record: Path, fixtures: Path, *, dry_run: bool = False, begin: ProgressFactory = no_progress) -> list[str]:
    """Delete the files of a batch and its record; return their names. Raises AccessionError if a file has been changed since."""
    digests = _read_record(record)
    problems = []
    for name, digest in digests.items():
        try:
            if sha256(read_bytes(fixtures, name)).hexdigest() != digest:
                problems.append(Problem("batch.edited", Location(name)))
        except RejectedFile:
            problems.append(Problem("batch.deleted", Location(name)))
    if problems:
        raise AccessionError(problems, fixtures)
    change_fixtures(fixtures, {}, digests, begin=begin, dry_run=dry_run)
    if not dry_run:
        record.unlink()
    return list(digests)


def _read_record(record: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a batch, by path below the fixtures' root. Raises AccessionError."""
    try:
        digests = json.loads(read_bytes(Path(), str(record)))["files"]
        if not all(isinstance(value, str) and ".." not in name and not name.startswith("/") for name, value in digests.items()):
            raise ValueError
        return dict(digests)
    except RejectedFile as rejected:
        raise AccessionError(list(rejected.problems), Path()) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AccessionError([Problem("batch.no-record", Location(str(record)))], Path()) from None
