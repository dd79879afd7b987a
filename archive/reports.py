"""Problems as they are told: to an archivist in a terminal, to a program as JSON, to GitHub as annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.characters import shown, visible
from archive.excerpts import Excerpt, excerpt, lines_of
from archive.problems import Problem

INDENT = "    "
# What would steer a terminal; only line ends may.
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def as_text(problems: Iterable[Problem], root: Path, language: str) -> str:
    """The problems file by file, each with its line and a caret under the place; an empty line between files."""
    groups = []
    with override(language):
        for file, group in groupby(problems, key=lambda problem: problem.spot.file):
            lines = lines_of(root, file)
            groups.append("\n".join(_one(problem, excerpt(lines, problem.spot), language) for problem in group))
    return _printable(CONTROLS.sub(lambda match: visible(match[0]), "\n\n".join(groups)))


def as_json(problems: Iterable[Problem], root: Path, language: str) -> str:
    """A list of objects; columns count code points from 1, ``file`` is relative to the fixtures' folder."""
    told = []
    for problem in problems:
        spot = problem.spot
        where = {"id": problem.id, "level": problem.level, "file": spot.file, "line": spot.line, "column": spot.column}
        words = dict(zip(("found", "expected", "try"), problem.words(language), strict=True))
        told.append({**where, **words, "hints": problem.more(language)})
    return _printable(json.dumps(told, ensure_ascii=False, indent=2))


def as_github(problems: Iterable[Problem], root: Path, language: str) -> str:
    """A workflow command a line, with files relative to the folder that the check was started in."""
    return _printable("\n".join(_annotation(problem, _from_here(root), language) for problem in problems))


FORMATS: dict[str, Callable[[Iterable[Problem], Path, str], str]] = {"text": as_text, "json": as_json, "github": as_github}


def _one(problem: Problem, cut: Excerpt | None, language: str) -> str:
    place = _place(problem.spot.line, cut) if cut else ()
    level = _("warning") + ": " if problem.level == "warning" else ""
    return "\n".join(
        [f"{shown(str(problem.spot))}: {level}{problem.id}", *(INDENT + line for line in (*place, *_sentences(problem, language)))]
    )


def _sentences(problem: Problem, language: str) -> list[str]:
    """What was found, the hints, what was expected and what to try."""
    found, *others = problem.words(language)
    return [found, *problem.more(language), *others]


def _place(number: int, cut: Excerpt) -> Iterator[str]:
    """The line, the caret under it, and the character by name: under Arabic, which runs the other way, a caret may mislead."""
    yield f"{number} | {cut.line}"
    yield f"{' ' * len(str(number))} | {' ' * cut.caret}^"
    yield _("At the place: %(character)s.") % {"character": cut.name} if cut.name else _("At the place: the end of the line.")


def _annotation(problem: Problem, folder: str, language: str) -> str:
    spot = problem.spot
    where = {"file": f"{folder}/{spot.file}", "line": spot.line, "col": spot.column, "title": problem.id}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in where.items())
    return f"::{'warning' if problem.level == 'warning' else 'error'} {properties}::{_escaped(chr(10).join(_sentences(problem, language)))}"


def _escaped(value: str, more: str = "") -> str:
    """As GitHub's runner reads it back: line ends and the per cent sign in any value, colon and comma in a property."""
    for sign in f"%\r\n{more}":
        value = value.replace(sign, f"%{ord(sign):02X}")
    return value


def _from_here(root: Path) -> str:
    root, here = root.resolve(), Path.cwd()
    return (root.relative_to(here) if root.is_relative_to(here) else root).as_posix()


def _printable(text: str) -> str:
    """Lone surrogates, which stand for bytes that are not UTF-8, as escapes."""
    return text.encode(errors="backslashreplace").decode()
