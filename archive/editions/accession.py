"""Accession: a document and its draft records put into the fixtures, whole or not at all. Used by the command of that name."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from archive.accession.draft_records import DraftFiles, build_drafts
from archive.accession.intake import AccessionOptions, check_options, receive_document
from archive.editions import pipeline
from archive.fixtures.folder import FixtureFolder
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile, read_bytes
from archive.fixtures.reading.listing import Listing
from archive.fixtures.reading.record_cache import RecordCache
from archive.fixtures.records.register import RegisterRecord


class AccessionError(Exception):
    """Nothing was changed; ``problems``: why, in files below ``root``."""

    def __init__(self, problems: list[Problem], root: Path) -> None:
        super().__init__(", ".join(problem.id for problem in problems))
        self.problems, self.root = problems, root


def add_document(file: Path, fixtures: Path, options: AccessionOptions, today: date) -> DraftFiles:
    """Puts the document in ``file`` and its drafts into ``fixtures``, and gives what was put there. Raises NotAccessioned."""
    try:
        check_options(str(file), options)
        _check_identifier(fixtures, options.identifier)
        made = build_drafts(receive_document(str(file), read_bytes(Path(), str(file)), options, today), _load_place_names(fixtures))
    except RejectedFile as refused:
        raise AccessionError([refused.problem], Path()) from None
    _check_file_names(fixtures, options.identifier, made)
    try:
        _write_drafts(fixtures, made)
    except OSError as error:
        raise AccessionError(
            [Problem("accession.not-written", Location(str(fixtures)), {"reason": _describe_os_error(error)})], Path()
        ) from None
    return made


def _describe_os_error(error: OSError) -> str:
    """What the system says; ``shutil`` copies what it can, and then gives a list of files with what it said of each."""
    if number := re.search(r"\[Errno (\d+)\]", str(error)) if isinstance(error, shutil.Error) else None:
        return os.strerror(int(number[1]))
    return error.strerror or str(error)


def _check_identifier(fixtures: Path, identifier: str) -> None:
    """Refuses an identifier that a source has, or had."""
    taken = Problem("accession.taken", Location(f"sources/{identifier}"), {"identifier": identifier})
    register = FixtureFolder(Listing.of(fixtures), RecordCache(None)).records(["register.yaml"], RegisterRecord)[0]
    retired = [one for kept in register for one in kept.record.retired]
    if (fixtures / "sources" / identifier).exists() or any((one.kind, one.identifier) == ("source", identifier) for one in retired):
        raise RejectedFile(taken)


def _check_file_names(fixtures: Path, identifier: str, made: DraftFiles) -> None:
    """Refuses where a draft would find a file in its place."""
    for name in made.files:
        if (fixtures / name).exists():
            raise AccessionError([Problem("accession.taken", Location(name), {"identifier": identifier})], fixtures)


def _load_place_names(fixtures: Path) -> Iterator[tuple[str, str]]:
    """Every name of every place, with the place as ``kind:identifier``."""
    for kept in pipeline.read_fixtures(fixtures)[0].places:
        place = kept.record
        yield from ((place.key, name) for name in place.names.model_dump().values())
        yield from ((place.key, variant.name) for variant in place.variants)


def _write_drafts(fixtures: Path, made: DraftFiles) -> None:
    """Writes everything beside the fixtures, checks it there as a part of them, then moves it into its place."""
    with tempfile.TemporaryDirectory(prefix=".accession-", dir=fixtures.resolve().parent) as beside:
        staged = Path(beside) / "fixtures"
        shutil.copytree(fixtures, staged, symlinks=True, copy_function=shutil.copyfile)
        before = {(problem.id, problem.location) for problem in pipeline.read_fixtures(staged)[1]}
        for name, content in made.files.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(content)
        new = [problem for problem in pipeline.read_fixtures(staged)[1] if (problem.id, problem.location) not in before]
        if new:
            raise AccessionError(new, staged)
        _move_into_place(staged, fixtures, made)


def _move_into_place(staged: Path, fixtures: Path, made: DraftFiles) -> None:
    """The source's folder first, whole, then the claims that rest on it; what was moved is taken back if anything fails."""
    folders = {"/".join(name.split("/")[:2]) for name in made.files if name.startswith("sources/")}
    moved: list[Path] = []
    try:
        for parent in (fixtures / "sources", fixtures / "claims"):
            if not parent.exists():
                parent.mkdir()
                moved.append(parent)
        for name in [*folders, *(name for name in made.files if name.startswith("claims/"))]:
            (staged / name).rename(fixtures / name)
            moved.append(fixtures / name)
    except BaseException:
        for path in reversed(moved):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
