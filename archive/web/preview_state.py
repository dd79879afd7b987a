"""What a preview shows beside the pages: the problems of the fixtures, where they are, and which records are drafts.

One process makes it: ``management/preview.py`` checks and loads, and puts what it found here; pages read it. Elsewhere nothing
is here, and every function gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.excerpts import make_excerpt, read_lines
from archive.text.characters import make_character_visible

# By the name of a page's address, the fixture files that the page is made of; ``{}`` is the record's identifier.
PAGE_FILES = {
    "source": "sources/{}/",
    "coverage": "sources/{}/",
    "passage": "sources/{}/",
    "claim": "claims/{}.yaml",
    "camp": "places/{}.yaml",
    "place": "places/{}.yaml",
    "route": "routes/{}.yaml",
}


class DraftRecord(NamedTuple):
    """A draft as ``kind`` and ``identifier``, its file, and how many texts are still to be written."""

    kind: str
    identifier: str
    file: str
    unwritten: int


@dataclass(frozen=True)
class FixturesState:
    """The fixtures below ``root`` as they were last looked at; ``version`` counts the looks. ``shown``: whether the pages show them.

    ``fault``: what kept them from being loaded although they have no problem.
    """

    root: Path
    version: int = 0
    checked: datetime | None = None
    problems: tuple[Problem, ...] = ()
    drafts: tuple[DraftRecord, ...] = ()
    is_loaded: bool = False
    load_error: str = ""

    def count(self, level: str) -> int:
        """How many problems, or warnings, there are."""
        return sum(one.level == level for one in self.problems)

    @property
    def problem_count(self) -> int:
        """How many problems keep the fixtures from being shown."""
        return self.count("problem")

    @property
    def warning_count(self) -> int:
        """How many warnings there are."""
        return self.count("warning")

    @cached_property
    def _named(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.kind, one.identifier) for one in self.drafts)

    def page_problems(self, name: str, identifier: str) -> list[Problem]:
        """The problems in the files that the page of that name is made of."""
        start = PAGE_FILES[name].format(identifier) if name in PAGE_FILES else None
        return [one for one in self.problems if start and one.location.file.startswith(start)]

    def is_draft(self, kind: str, identifier: str) -> bool:
        """Whether the record is a draft."""
        return (kind, identifier) in self._named


@dataclass
class PreviewState:
    """The one state of this process; None where no preview is made."""

    state: FixturesState | None = field(default=None)


PREVIEW_STATE = PreviewState()


class ProblemView(NamedTuple):
    """A problem as a page tells it: its line cut around the place, and its sentences."""

    problem: Problem
    before: str
    mark: str
    after: str
    name: str
    sentences: list[str]


def group_problems(problems: Iterable[Problem], root: Path, language: str) -> Iterator[tuple[str, list[ProblemView]]]:
    """Problems, in their order, file by file."""
    for file, group in groupby(problems, key=lambda problem: problem.location.file):
        lines = read_lines(root, file)
        yield file, [_build_problem_view(problem, lines, language) for problem in group]


def _build_problem_view(problem: Problem, lines: list[str], language: str) -> ProblemView:
    found, *others = problem.translate(language)
    sentences = [found, *problem.translate_hints(language), *others]
    place = make_excerpt(lines, problem.location)
    if place is None:
        return ProblemView(problem, "", "", "", "", sentences)
    mark = make_character_visible(place.character) if place.character else ""
    return ProblemView(problem, place.line[: place.at], mark, place.line[place.at + len(mark) :], place.name, sentences)
