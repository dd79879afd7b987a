"""The review file: doubtful rows with their candidates, and the archivist's answers to them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from archive.accession.draft_yaml import make_one_line, quote_scalar
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.types import NonBlankText, Record, validate_record
from camps.place_import.matches import Candidate
from camps.place_import.rows import IncomingPlace

NEW, SKIP = "new", "skip"
# Why a row may mean a place, and what speaks against it.
DOUBTS = {
    "same-name": _("the same name"),
    "similar-name": _("a name that sounds alike"),
    "near": _("less than 1 km away"),
    "far": _("more than 100 km away"),
    "no-distance": _("one of the two has no position"),
    "other-kind": _("it is of another kind"),
    "other-identifier": _("another identifier in the same authority file"),
    "identifier-far": _("the same identifier, but more than 100 km away"),
    "identifiers-differ": _("the row’s identifiers belong to several places"),
}
HEADER = (
    _("Rows of the table that may mean a place of the archive. Write an answer into each empty “answer”:"),
    _(
        "the place’s identifier as it is here (camp:… or place:…) if the row means it; new if it is another place; skip to leave the row out."
    ),
    _("Then run import_places again, with this file after --review. Change nothing else."),
)


class Question(NamedTuple):
    """A row that may mean a place of the archive, and the places that it may mean."""

    row: IncomingPlace
    candidates: tuple[Candidate, ...]


class ReviewCandidate(Record):
    """A candidate as the review file shows it; it is not read back."""

    place: NonBlankText
    name: str
    kind: str
    distance: str
    authorities: str
    why: str


class ReviewRow(Record):
    """A row of the review file; ``answer``: a place, ``new``, ``skip`` or empty."""

    row: NonBlankText
    line: str
    name: str
    kind: str
    position: str
    authorities: str
    candidates: list[ReviewCandidate]
    answer: str


class ReviewRecord(Record):
    """A review file; ``sha256``: that of the table."""

    table: NonBlankText
    sha256: NonBlankText
    rows: list[ReviewRow]


def format_review(table: str, digest: str, questions: Iterable[Question], language: str) -> str:
    """Return a review file in the active language; ``digest``: SHA-256 of the table, in hex."""
    lines = [f"# {gettext(line)}" for line in HEADER]
    lines += [f"table: {quote_scalar(table)}", f"sha256: {quote_scalar(digest)}", "rows:"]
    for question in questions:
        lines += _format_question(question, language)
    return "\n".join(lines) + "\n"


def _format_question(question: Question, language: str) -> Iterator[str]:
    row = question.row
    position = f"{row.latitude}, {row.longitude}" if row.point else gettext("unknown")
    yield f"  - row: {quote_scalar(row.id)}"
    yield f"    line: {row.location.line}"
    yield f"    name: {_quote(row.title)}"
    yield f"    kind: {row.kind}"
    yield f"    position: {quote_scalar(position)}"
    yield f"    authorities: {_quote(', '.join(' '.join(match) for match in row.matches))}"
    yield "    candidates:"
    for candidate in question.candidates:
        yield from _format_candidate(candidate, language)
    yield '    answer: ""'


def _format_candidate(candidate: Candidate, language: str) -> Iterator[str]:
    place = candidate.place
    distance = gettext("unknown") if candidate.distance is None else f"{candidate.distance:.1f} km"
    comma = gettext(", ")
    yield f"      - place: {place.key}"
    yield f"        name: {_quote(place.title.get(language) or next(iter(place.title.values()), ''))}"
    yield f"        kind: {place.kind}"
    yield f"        distance: {quote_scalar(distance)}"
    yield f"        authorities: {_quote(', '.join(' '.join(match) for match in sorted(place.matches)))}"
    yield f"        why: {_quote(comma.join(gettext(DOUBTS[reason]) for reason in candidate.reasons))}"


def _quote(text: str) -> str:
    return quote_scalar(make_one_line(text))


def read_answers(document: YamlDocument, digest: str, places: Container[str]) -> dict[str, str]:
    """Return the answers by row id; that of a row without one is empty.

    Raises RejectedFile if the file is of another table, or an answer is none of the words and of ``places``.
    """
    review, problems, _unwritten = validate_record(ReviewRecord, document)
    if review is None:
        raise RejectedFile(*problems)
    if review.sha256 != digest:
        raise RejectedFile(Problem("import.other-table", document.locate("sha256"), {"name": review.table}))
    problems = [
        Problem("import.wrong-answer", document.locate("rows", at, "answer"), {"found": row.answer})
        for at, row in enumerate(review.rows)
        if row.answer not in ("", NEW, SKIP) and row.answer not in places
    ]
    first: dict[str, int] = {}
    for at, row in enumerate(review.rows):
        if (earlier := first.setdefault(row.row, at)) != at:
            place = document.locate("rows", earlier, "row")
            values = {"identifier": row.row, "first": f"{place.line}:{place.column}"}
            problems.append(Problem("import.answered-twice", document.locate("rows", at, "row"), values))
    if problems:
        raise RejectedFile(*problems)
    return {row.row: row.answer for row in review.rows}
