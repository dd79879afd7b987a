"""State of the fixtures in a preview: their problems and drafts.

``archive.editions.preview_watcher`` sets it in the process of a preview, and pages read it. In other processes it is empty.
"""

from __future__ import annotations

from collections import Counter
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

# Fixture files of a page, by its URL name; ``{}`` is the record's identifier.
PAGE_FILES = {
    "source": "sources/{}/",
    "coverage": "sources/{}/",
    "passage": "sources/{}/",
    "claim": "claims/{}.yaml",
    "camp": "places/{}.yaml",
    "place": "places/{}.yaml",
    "route": "routes/{}.yaml",
    "movement": "movements/{}.yaml",
}


class DraftRecord(NamedTuple):
    """A draft, its file, and the number of texts that are still to be written."""

    kind: str
    identifier: str
    file: str
    unwritten: int


@dataclass(frozen=True)
class FixturesState:
    """The fixtures below ``root`` as last checked; ``version`` counts the checks.

    ``is_loaded``: pages show them; ``load_error``: the reason they were not loaded although they have no problem.
    ``published``: the number of published editions; a later one is made for the preview.
    """

    root: Path
    version: int = 0
    checked: datetime | None = None
    problems: tuple[Problem, ...] = ()
    drafts: tuple[DraftRecord, ...] = ()
    is_loaded: bool = False
    load_error: str = ""
    published: int = 0

    @property
    def counts(self) -> Counter[str]:
        """Return the number of problems that keep the fixtures from being loaded, and of warnings, by ``Problem.level``."""
        return Counter(problem.level for problem in self.problems)

    @cached_property
    def _draft_keys(self) -> frozenset[tuple[str, str]]:
        return frozenset((draft.kind, draft.identifier) for draft in self.drafts)

    def page_problems(self, name: str, identifier: str) -> list[Problem]:
        """Return the problems in the fixture files of the page with that URL name."""
        start = PAGE_FILES[name].format(identifier) if name in PAGE_FILES else None
        return [problem for problem in self.problems if start and problem.location.file.startswith(start)]

    def is_draft(self, kind: str, identifier: str) -> bool:
        """Return True if the record is a draft."""
        return (kind, identifier) in self._draft_keys


@dataclass
class PreviewState:
    """Holder of this process's state; None outside a preview."""

    state: FixturesState | None = field(default=None)


PREVIEW_STATE = PreviewState()


class ProblemView(NamedTuple):
    """A problem for a template: its line split at the place, and its sentences."""

    problem: Problem
    before: str
    mark: str
    after: str
    name: str
    sentences: list[str]


def group_problems(problems: Iterable[Problem], root: Path, language: str) -> Iterator[tuple[str, list[ProblemView]]]:
    """Yield each file with its problems, in their order."""
    for file, group in groupby(problems, key=lambda problem: problem.location.file):
        lines = read_lines(root, file)
        yield file, [_build_problem_view(problem, lines, language) for problem in group]


def _build_problem_view(problem: Problem, lines: list[str], language: str) -> ProblemView:
    message, *others = problem.translate(language)
    sentences = [message, *problem.translate_hints(language), *others]
    place = make_excerpt(lines, problem.location)
    if place is None:
        return ProblemView(problem, "", "", "", "", sentences)
    mark = make_character_visible(place.character) if place.character else ""
    return ProblemView(problem, place.line[: place.at], mark, place.line[place.at + len(mark) :], place.name, sentences)
