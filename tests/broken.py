"""The published fixtures with one fault put in, and what the archivist is told about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from archive.management import desk
from archive.problems import Problem

MARK = "⌖"
SOURCE = "sources/ushmm-death-marches/source.yaml"
TEXT = "sources/ushmm-death-marches/death-marches.ar.txt"
PASSAGES = "sources/ushmm-death-marches/passages.yaml"
BELARUS = "claims/belarus-offensive-1944.yaml"
MENTIONS = "sources/ushmm-death-marches/mentions.yaml"
QUESTIONS = "questions.yaml"

Place = tuple[int, int]
Edit = Callable[[Path], Place]


class Case(NamedTuple):
    """``found`` must stand in the message; ``at`` is the file that the message names, if not the one changed."""

    id: str
    file: str
    edit: Edit
    found: tuple[str, ...]
    at: str = ""

    def __str__(self) -> str:
        return f"{self.id}, {self.file}"


def swap(id_: str, file: str, old: str, new: str, *found: str, also: dict[str, str] | None = None) -> Case:
    """The one place of ``file`` that reads ``old`` made to read ``new``, where MARK shows the place of the fault; others ``also``."""

    def edit(path: Path) -> Place:
        text = path.read_bytes().decode()
        for stands, instead in {old: new, **(also or {})}.items():
            assert text.count(stands) == 1, f"{stands!r} stands {text.count(stands)} times"
            text = text.replace(stands, instead)
        return _write(path, text)

    return Case(id_, file, edit, found)


def written(text: str) -> Edit:
    """The file made to hold ``text`` alone; lone surrogates stand for bytes that are not UTF-8."""

    def edit(path: Path) -> Place:
        path.parent.mkdir(exist_ok=True, parents=True)
        return _write(path, text)

    return edit


def copied(id_: str, file: str, original: str, old: str, new: str, *found: str) -> Case:
    """A further file, like ``original`` beside it but for its name in its first line, and for one swap."""

    def edit(path: Path) -> Place:
        shutil.copyfile(path.with_name(original), path)
        named = swap(id_, file, f": {Path(original).stem}\n", f": {path.stem}\n")
        named.edit(path)
        return swap(id_, file, old, new).edit(path)

    return Case(id_, file, edit, found)


def deleted(path: Path) -> Place:
    """The file taken away."""
    path.unlink()
    return 1, 1


def made_a_folder(path: Path) -> Place:
    """A folder in the file's place."""
    path.mkdir()
    return 1, 1


def without_folder(path: Path) -> Place:
    """The folder taken away with all that is in it."""
    shutil.rmtree(path)
    return 1, 1


def _write(path: Path, text: str) -> Place:
    before, _, after = text.rpartition(MARK) if MARK in text else ("", "", text)
    assert MARK not in before
    path.write_bytes((before + after).encode(errors="surrogateescape"))
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def copy(folder: Path) -> Path:
    """The published fixtures, copied so that they can be changed."""
    return shutil.copytree(settings.FIXTURES_ROOT, folder / "fixtures", copy_function=shutil.copyfile)


def edited(folder: Path, *cases: Case) -> Path:
    """A copy of the published fixtures with the faults of ``cases``."""
    root = copy(folder)
    for case in cases:
        case.edit(root / case.file)
    return root


def without_primer(root: Path) -> Path:
    """The same fixtures without the story, which rests on nearly every claim."""
    (root / "primer.yaml").unlink()
    return root


def found(root: Path) -> list[Problem]:
    """Every problem of the fixtures below ``root``, by the way that the commands take."""
    return desk.read(root)[1]


def check_case(case: Case, folder: Path) -> None:
    """One fault is one problem: of its id, at its place, and saying in both languages what was found."""
    root = copy(folder)
    line, column = case.edit(root / case.file)
    problems = found(root)
    assert [(one.id, str(one.spot)) for one in problems] == [(case.id, f"{case.at or case.file}:{line}:{column}")]
    for language in ("ar", "en"):
        words = " ".join(problems[0].words(language))
        assert [one for one in case.found if one not in words] == []
