"""Problems found in fixtures: where, what was found, what was expected, what to try.

A problem carries a stable id (``<record>.<fault>``); its prose is looked up in CATALOGUE and translated when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from archive.catalogue import CATALOGUE


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a fixture file: path relative to the fixtures' root, line and column from 1, columns in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One fault. ``values`` fill the placeholders of the catalogue's sentences; ``found`` is shown as it stands."""

    id: str
    spot: Spot
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.id not in CATALOGUE:
            raise KeyError(f"problem id without a message: {self.id}")

    def words(self, language: str) -> tuple[str, str, str]:
        """What is wrong, what was expected, and what to try, in ``ar`` or ``en``."""
        with override(language):
            return tuple(gettext(sentence) % self.values for sentence in CATALOGUE[self.id])

    def text(self, language: str) -> str:
        """The problem as printed: ``file:line:column: id``, then its three sentences, a line each."""
        lines = "\n".join(f"    {sentence}" for sentence in self.words(language))
        return f"{self.spot}: {self.id}\n{lines}".encode(errors="backslashreplace").decode()


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, each once."""
    seen = {(problem.spot, problem.id, str(problem.values)): problem for problem in problems}
    return [seen[key] for key in sorted(seen)]
