"""Problems found in fixtures: where, what was found, what was expected, what to try.

A problem carries a stable id (``<record>.<fault>``); its prose is looked up in SENTENCES and translated when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from archive.catalogue import CATALOGUE
from archive.cautions import CAUTIONS
from archive.expectations import EXPECTATIONS, SHAPED
from archive.hints import Hint
from archive.reasons import REASONS
from archive.refusals import REFUSALS

SENTENCES = CATALOGUE | CAUTIONS | REFUSALS
SHOWN = 500


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a fixture file: path relative to the fixtures' root, line and column from 1, columns in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def spot_of(file: str, text: str, at: int) -> Spot:
    """The place of the code point ``at`` of a text whose lines end with U+000A."""
    return Spot(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


@dataclass(frozen=True)
class Problem:
    """One fault. ``values`` fill the placeholders of the catalogue's sentences; ``hints`` are shown after them."""

    id: str
    spot: Spot
    values: Mapping[str, object] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()

    def __post_init__(self) -> None:
        if self.id not in SENTENCES:
            raise KeyError(f"problem id without a message: {self.id}")

    @property
    def level(self) -> str:
        """``problem``, because of which nothing is loaded, or ``warning``."""
        return "warning" if self.id in CAUTIONS else "problem"

    def words(self, language: str) -> tuple[str, str, str]:
        """What is wrong, what was expected, and what to try, in ``ar`` or ``en``."""
        with override(language):
            values = {name: self._translated(name, value) for name, value in self.values.items()}
            fault, expected, advice = (gettext(sentence) % values for sentence in SENTENCES[self.id])
            return fault, expected, advice

    def _translated(self, name: str, value: object) -> object:
        """A value as the sentences show it: what the archive says of a file in the active language, what stands in the file as it stands."""
        if not isinstance(value, str):
            return value
        if name == "expected" and value in EXPECTATIONS:
            return gettext(value) % self.values
        is_said = (name == "found" and SHAPED in self.values) or (name == "reason" and value in REASONS)
        return gettext(value) if is_said else shortened(value)

    def more(self, language: str) -> list[str]:
        """The sentences of the hints, in ``ar`` or ``en``."""
        with override(language):
            return [hint.words() for hint in self.hints]


def shortened(value: str) -> str:
    """What fills a sentence, at most SHOWN code points of it; the rest is where the problem is."""
    return f"{value[:SHOWN]}…" if len(value) > SHOWN else value


def plain(problem: Problem) -> list[object]:
    """The problem as lists, dicts, strings and numbers, which JSON can keep."""
    spot = problem.spot
    return [
        problem.id,
        spot.file,
        spot.line,
        spot.column,
        dict(problem.values),
        [[one.id, dict(one.values)] for one in problem.hints],
    ]


def of_plain(data: list) -> Problem:
    """The problem that ``plain`` made ``data`` of."""
    id_, file, line, column, values, hints = data
    return Problem(id_, Spot(file, line, column), values, tuple(Hint(*one) for one in hints))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, each once."""
    seen = {(problem.spot, problem.id, str(problem.values)): problem for problem in problems}
    return [seen[key] for key in sorted(seen)]
