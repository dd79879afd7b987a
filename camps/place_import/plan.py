"""The plan of an import: what becomes of each row, and the drafts of the new places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from archive.addresses import RecordKey
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.vocabulary import CAMP_KINDS
from camps.place_import.drafts import build_place_draft, choose_identifier, make_origin
from camps.place_import.mapping import MappingRecord
from camps.place_import.matches import PlaceIndex
from camps.place_import.repetitions import find_repeated_places, find_rows_in_circles
from camps.place_import.review import NEW, SKIP, Question
from camps.place_import.rows import IncomingPlace, RowReader

# matched: the row means a place of the archive; asked: it may mean one; written: a draft is made of it; waiting: it is part of a row
# that is asked about; skipped: the archivist leaves it out.
Outcome = Literal["matched", "asked", "written", "waiting", "skipped"]
OUTCOMES: tuple[Outcome, ...] = ("matched", "asked", "written", "waiting", "skipped")


class RowResult(NamedTuple):
    """The result for a row, and the key of the place that it means or that is made of it."""

    row: IncomingPlace
    outcome: Outcome
    place: str = ""


@dataclass
class ImportPlan:
    """The plan of an import: ``results`` in the order of the rows, the doubtful rows, and draft ``files`` and their ``rows`` by path."""

    results: list[RowResult] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, IncomingPlace] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have an outcome."""
        return sum(result.outcome == outcome for result in self.results)


class ImportPlanner:
    """Planner of one import; ``taken``: identifiers that places have or had; ``answers``: by row id, None without a review file."""

    def __init__(
        self,
        reader: RowReader,
        index: PlaceIndex,
        table: str,
        mapping: MappingRecord,
        taken: set[str],
        answers: Mapping[str, str] | None,
    ) -> None:
        self.reader, self.index, self.table, self.mapping = reader, index, table, mapping
        self.taken, self.answers = taken, answers
        self.problems: list[Problem] = []

    def plan(self, rows: Iterable[IncomingPlace], today: date, tick: Callable[[], object]) -> ImportPlan:
        """Return the plan of all rows. Raises RejectedFile with every fault between rows, places and answers."""
        plan, rows = ImportPlan(), list(rows)
        self.taken |= {row.identifier for row in rows if row.identifier}
        decided = {}
        for row in rows:
            decided[row.id] = self._decide(row, plan.questions)
            tick()
        self.problems += find_rows_in_circles({id_: result.row for id_, result in decided.items() if result.outcome == "written"})
        self.problems += find_repeated_places(result.row for result in decided.values() if result.outcome == "written")
        for id_ in self._find_waiting(decided):
            decided[id_] = decided[id_]._replace(outcome="waiting", place="")
        plan.results = list(decided.values())
        for result in plan.results:
            if result.outcome == "written":
                identifier = RecordKey.parse(result.place).identifier
                part_of = self._resolve_whole(result.row, decided)
                skipped = decided.get(result.row.part_of)
                whole = result.row.part_of_name or (skipped.row.title if skipped and skipped.outcome == "skipped" else "")
                draft = build_place_draft(result.row, identifier, self.table, self.mapping, (part_of, whole), today)
                plan.files[f"places/{identifier}.yaml"] = draft
                plan.rows[f"places/{identifier}.yaml"] = result.row
        if self.problems:
            raise RejectedFile(*self.problems)
        return plan

    def _decide(self, row: IncomingPlace, questions: list[Question]) -> RowResult:
        match = self.index.find(row, make_origin(self.table, row))
        if match.certain:
            return RowResult(row, "matched", match.certain.key)
        if match.candidates:
            answer = self._get_answer(row)
            if answer in self.index.by_key:
                return RowResult(row, "matched", answer)
            if answer == SKIP:
                return RowResult(row, "skipped")
            if answer != NEW:
                questions.append(Question(row, match.candidates))
                return RowResult(row, "asked")
        return RowResult(row, "written", self._name_place(row))

    def _get_answer(self, row: IncomingPlace) -> str:
        if self.answers is not None and row.id not in self.answers:
            self.problems.append(Problem("import.not-in-review", row.location, {"identifier": row.id}))
        return (self.answers or {}).get(row.id, "")

    def _name_place(self, row: IncomingPlace) -> str:
        if row.identifier and any(f"{kind}:{row.identifier}" in self.index.by_key for kind in ("camp", "place")):
            self.problems.append(Problem("import.taken", row.locate("identifier"), {"identifier": row.identifier}))
        identifier = choose_identifier(row, self.taken)
        self.taken.add(identifier)
        return str(RecordKey("camp" if row.kind in CAMP_KINDS else "place", identifier))

    def _find_waiting(self, decided: Mapping[str, RowResult]) -> Iterator[str]:
        """Yield the ids of the new places that are part, directly or not, of a row that makes or means no place yet."""
        parts: dict[str, list[str]] = {}
        for id_, result in decided.items():
            if result.outcome == "written" and result.row.part_of in decided:
                parts.setdefault(result.row.part_of, []).append(id_)
        pending = [id_ for id_, result in decided.items() if result.outcome == "asked"]
        while pending:
            found = parts.pop(pending.pop(), [])
            yield from found
            pending += found

    def _resolve_whole(self, row: IncomingPlace, decided: Mapping[str, RowResult]) -> str:
        """Return the key of the place that a row is part of: another row, a place of the archive, or one with that identifier."""
        if not row.part_of:
            return ""
        if row.part_of in decided:
            return decided[row.part_of].place
        match = self.reader.parse_match(row.part_of)
        places = self.index.by_match.get(match, []) if match else []
        key = row.part_of if row.part_of in self.index.by_key else places[0].key if len(places) == 1 else ""
        if not key:
            self.problems.append(Problem("import.unknown-whole", row.locate("part_of"), {"found": row.part_of}))
        return key
