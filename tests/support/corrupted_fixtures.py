"""Copies of the published fixtures with a fault, and the problems expected."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from archive.editions import pipeline, publication
from archive.editions.changes import Change
from archive.fixtures.problems.problem import Problem, deserialize_problem, serialize_problem
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from tests.support.yaml_document import check_both_readers

MARK = "⌖"
SOURCE = "sources/ushmm-death-marches/source.yaml"
TEXT = "sources/ushmm-death-marches/death-marches.ar.txt"
PASSAGES = "sources/ushmm-death-marches/passages.yaml"
BELARUS = "claims/belarus-offensive-1944.yaml"
MENTIONS = "sources/ushmm-death-marches/mentions.yaml"
QUESTIONS = "questions.yaml"

Position = tuple[int, int]
Edit = Callable[[Path], Position]


class Case(NamedTuple):
    """A fault: ``expected`` are words of the message, ``at`` the file it names if not the changed one."""

    id: str
    file: str
    edit: Edit
    expected: tuple[str, ...]
    at: str = ""

    def __str__(self) -> str:
        return f"{self.id}, {self.file}"


def replace_text(id_: str, file: str, old: str, new: str, *expected: str, also: dict[str, str] | None = None) -> Case:
    """Return the case that replaces the only ``old`` by ``new``, in which MARK is the place of the fault."""

    def edit(path: Path) -> Position:
        text = path.read_bytes().decode()
        for before, after in {old: new, **(also or {})}.items():
            assert text.count(before) == 1, f"{before!r} occurs {text.count(before)} times"
            text = text.replace(before, after)
        return _write(path, text)

    return Case(id_, file, edit, expected)


def write_file(text: str) -> Edit:
    """Return the edit that writes ``text``; lone surrogates become bytes that are not UTF-8."""

    def edit(path: Path) -> Position:
        path.parent.mkdir(exist_ok=True, parents=True)
        return _write(path, text)

    return edit


def copy_file(id_: str, file: str, original: str, old: str, new: str, *expected: str) -> Case:
    """Return the case that copies ``original``, renames the record and replaces ``old`` by ``new``."""

    def edit(path: Path) -> Position:
        shutil.copyfile(path.with_name(original), path)
        rename = replace_text(id_, file, f": {Path(original).stem}\n", f": {path.stem}\n")
        rename.edit(path)
        return replace_text(id_, file, old, new).edit(path)

    return Case(id_, file, edit, expected)


def delete_file(path: Path) -> Position:
    """Delete the file."""
    path.unlink()
    return 1, 1


def replace_by_folder(path: Path) -> Position:
    """Create a folder in place of the file."""
    path.mkdir()
    return 1, 1


def delete_folder(path: Path) -> Position:
    """Delete the folder and its contents."""
    shutil.rmtree(path)
    return 1, 1


def _write(path: Path, text: str) -> Position:
    before, _, after = text.rpartition(MARK) if MARK in text else ("", "", text)
    assert MARK not in before
    path.write_bytes((before + after).encode(errors="surrogateescape"))
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def copy_fixtures(folder: Path) -> Path:
    """Copy the published fixtures into ``folder``."""
    return shutil.copytree(settings.FIXTURES_ROOT, folder / "fixtures", copy_function=shutil.copyfile)


def corrupt_fixtures(folder: Path, *cases: Case) -> Path:
    """Copy the published fixtures with the faults of ``cases``."""
    root = copy_fixtures(folder)
    for case in cases:
        case.edit(root / case.file)
    return root


def delete_primer(root: Path) -> Path:
    """Delete the primer, which refers to nearly every claim, and the ledger, which promises its terms."""
    (root / "primer.yaml").unlink()
    shutil.rmtree(root / LEDGER_FOLDER)
    return root


def find_problems(root: Path) -> list[Problem]:
    """Return the problems of the fixtures below ``root``, as the commands find them."""
    return pipeline.read_fixtures(root)[1]


def find_changes(root: Path) -> list[Change]:
    """Return what publishing the fixtures below ``root`` would change."""
    return publication.plan_publication(pipeline.read_fixtures(root)[0], read_ledger(root / LEDGER_FOLDER)).changes


def check_case(case: Case, folder: Path, copy: Callable[[Path], Path] = copy_fixtures) -> None:
    """Assert that the fault is one problem, with its id, place and words in both languages, by both readers, and can be cached.

    ``copy`` makes the fixtures that get the fault.
    """
    root = copy(folder)
    line, column = case.edit(root / case.file)
    problems = find_problems(root)
    if case.file.endswith(".yaml") and (root / case.file).is_file():
        check_both_readers((root / case.file).read_bytes().decode(errors="replace"))
    assert [(problem.id, str(problem.location)) for problem in problems] == [(case.id, f"{case.at or case.file}:{line}:{column}")]
    assert deserialize_problem(json.loads(json.dumps(serialize_problem(problems[0])))) == problems[0]
    for language in ("ar", "en"):
        message = " ".join(problems[0].translate(language))
        assert [words for words in case.expected if words not in message] == []


UNKNOWN_SUBJECT = replace_text("subject.unknown", BELARUS, "place:eastern-belarus", "⌖place:belarus")
UNKNOWN_SUBJECT_LINE = re.compile(rf"^{re.escape(BELARUS)}:12:5: subject\.unknown$", re.MULTILINE)

RENAMED_FILE = "claims/thousands-dead.yaml"


def _rename_claim(path: Path) -> Position:
    """Rename a claim, in the primer too."""
    path.write_bytes(path.with_name("thousands-died.yaml").read_bytes().replace(b"claim: thousands-died", b"claim: thousands-dead"))
    path.with_name("thousands-died.yaml").unlink()
    primer = path.parents[1] / "primer.yaml"
    primer.write_bytes(primer.read_bytes().replace(b"thousands-died", b"thousands-dead"))
    return 1, 1


RENAMED_CLAIM = Case("", RENAMED_FILE, _rename_claim, ())
RENAMED_IN_REGISTER = replace_text(
    "", "register.yaml", "retired: []", "retired:\n  - {kind: claim, identifier: thousands-died, renamed: thousands-dead}"
)
