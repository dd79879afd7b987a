"""Accession: a document and its draft records put into the fixtures, whole or not at all. Used by the command of that name."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from archive.accession.drafts import Drafts, drafts
from archive.fixturefiles import Refused, read_bytes
from archive.folder import Folder
from archive.listing import Listing
from archive.management import desk
from archive.problems import Problem, Spot
from archive.receiving import Options, check_options, receive
from archive.records import RegisterRecord
from archive.shelf import Shelf


class NotAccessioned(Exception):
    """Nothing was changed; ``problems``: why, in files below ``root``."""

    def __init__(self, problems: list[Problem], root: Path) -> None:
        super().__init__(", ".join(problem.id for problem in problems))
        self.problems, self.root = problems, root


def accession(file: Path, fixtures: Path, options: Options, today: date) -> Drafts:
    """Puts the document in ``file`` and its drafts into ``fixtures``, and gives what was put there. Raises NotAccessioned."""
    try:
        check_options(str(file), options)
        _check_free(fixtures, options.identifier)
        made = drafts(receive(str(file), read_bytes(Path(), str(file)), options, today), _labels(fixtures))
    except Refused as refused:
        raise NotAccessioned([refused.problem], Path()) from None
    _check_places(fixtures, options.identifier, made)
    try:
        _put(fixtures, made)
    except OSError as error:
        raise NotAccessioned([Problem("accession.not-written", Spot(str(fixtures)), {"reason": _reason(error)})], Path()) from None
    return made


def _reason(error: OSError) -> str:
    """What the system says; ``shutil`` copies what it can, and then gives a list of files with what it said of each."""
    if number := re.search(r"\[Errno (\d+)\]", str(error)) if isinstance(error, shutil.Error) else None:
        return os.strerror(int(number[1]))
    return error.strerror or str(error)


def _check_free(fixtures: Path, identifier: str) -> None:
    """Refuses an identifier that a source has, or had."""
    taken = Problem("accession.taken", Spot(f"sources/{identifier}"), {"identifier": identifier})
    register = Folder(Listing.of(fixtures), Shelf(None)).records(["register.yaml"], RegisterRecord)[0]
    retired = [one for kept in register for one in kept.record.retired]
    if (fixtures / "sources" / identifier).exists() or any((one.kind, one.identifier) == ("source", identifier) for one in retired):
        raise Refused(taken)


def _check_places(fixtures: Path, identifier: str, made: Drafts) -> None:
    """Refuses where a draft would find a file in its place."""
    for name in made.files:
        if (fixtures / name).exists():
            raise NotAccessioned([Problem("accession.taken", Spot(name), {"identifier": identifier})], fixtures)


def _labels(fixtures: Path) -> Iterator[tuple[str, str]]:
    """Every name of every place, with the place as ``kind:identifier``."""
    for kept in desk.read(fixtures)[0].places:
        place = kept.record
        yield from ((place.key, name) for name in place.names.model_dump().values())
        yield from ((place.key, variant.name) for variant in place.variants)


def _put(fixtures: Path, made: Drafts) -> None:
    """Writes everything beside the fixtures, checks it there as a part of them, then moves it into its place."""
    with tempfile.TemporaryDirectory(prefix=".accession-", dir=fixtures.resolve().parent) as beside:
        staged = Path(beside) / "fixtures"
        shutil.copytree(fixtures, staged, symlinks=True, copy_function=shutil.copyfile)
        before = {(problem.id, problem.spot) for problem in desk.read(staged)[1]}
        for name, content in made.files.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(content)
        new = [problem for problem in desk.read(staged)[1] if (problem.id, problem.spot) not in before]
        if new:
            raise NotAccessioned(new, staged)
        _move(staged, fixtures, made)


def _move(staged: Path, fixtures: Path, made: Drafts) -> None:
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
