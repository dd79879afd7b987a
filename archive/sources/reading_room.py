"""The reading room's rows: each sentence cut into runs, with its reading, note and the claims that rest on it.

The view switches of the reading room: links, each of which changes one view and keeps the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlencode

from archive.models import Claim, Mention, Passage, Reading, Role
from archive.text.anchoring import Span
from archive.text.references import Reference
from archive.text.runs import Mark, Run, split_runs
from archive.text.span_coverage import SentenceCoverage
from archive.vocabulary import READING_SWITCHES, letter


@dataclass(frozen=True)
class MarginClaim:
    """A claim in the margin; its letter, if the sentence has several; whether it is the one looked at."""

    claim: Claim
    letter: str
    current: bool


@dataclass(frozen=True)
class SentenceRow:
    """One sentence of the reading room; its coverage, where that is shown."""

    passage: Passage
    runs: list[Run]
    reading: Reading
    entries: list[MarginClaim]
    opens_paragraph: bool
    coverage: SentenceCoverage | None = None

    @property
    def has_remark(self) -> bool:
        """Whether there is something to say of it: a note, or that words of it have no claim, where coverage is shown."""
        return bool(self.reading.note or self.is_unclaimed)

    @property
    def is_unclaimed(self) -> bool:
        """Whether coverage is shown, and words of it have no claim."""
        return bool(self.coverage and (not self.coverage.claims or self.uncovered))

    @property
    def uncovered(self) -> list[tuple[Reference, str]]:
        """The words that no claim rests on, each stretch with its reference."""
        ref, spans = self.passage.ref, self.coverage.uncovered if self.coverage else ()
        return [(Reference(ref, ref, span), span.of(self.passage.text)) for span in spans]


def build_rows(
    sentences: list[Passage],
    claims: Iterable[Claim],
    mentions: Iterable[Mention],
    language: str,
    current: str = "",
    coverage: Iterable[SentenceCoverage] = (),
) -> list[SentenceRow]:
    """Rows for ``sentences`` (with source and reading fetched), in their order; words marked that by ``coverage`` no claim rests on."""
    measured = {one.ref: one for one in coverage}
    claims = list(claims)
    marks, entries = _group_marks(claims, mentions, current), _group_claims(claims, language, current)
    opening = {later.pk for earlier, later in pairwise(sentences) if earlier.paragraph_id != later.paragraph_id}
    opening |= {one.pk for one in sentences[:1]}
    return [
        SentenceRow(
            passage=one,
            runs=split_runs(one.text, marks.get(one.pk, []) + _mark_uncovered(measured.get(one.ref))),
            reading=one.reading,
            entries=entries.get(one.pk, []),
            opens_paragraph=one.pk in opening,
            coverage=measured.get(one.ref),
        )
        for one in sentences
    ]


def _group_claims(claims: Iterable[Claim], language: str, current: str) -> dict[int, list[MarginClaim]]:
    """By the keys of passages: the claims that rest on their words, each with its letter if there are several."""
    here: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for passage in dict.fromkeys(one.passage_id for one in claim.anchors.all() if one.role == Role.STATEMENT):
            here[passage].append(claim)
    return {
        passage: [
            MarginClaim(claim, letter(number, language) if len(several) > 1 else "", claim.identifier == current)
            for number, claim in enumerate(several)
        ]
        for passage, several in here.items()
    }


def _group_marks(claims: Iterable[Claim], mentions: Iterable[Mention], current: str) -> dict[int, list[Mark]]:
    """By the keys of passages: their mentions, and the words that the claim looked at rests on."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    anchors = (one for claim in claims if claim.identifier == current for one in claim.anchors.all())
    for one in (*mentions, *anchors):
        marks[one.passage_id].append(Mark(Span(one.start, one.end), one))
    return marks


def _mark_uncovered(coverage: SentenceCoverage | None) -> list[Mark]:
    return [Mark(span, coverage) for span in coverage.uncovered] if coverage else []


class ViewOption(NamedTuple):
    """One view: its word, the query of its address, whether it is the one looked at."""

    word: str
    query: str
    current: bool


class ViewSwitch(NamedTuple):
    """The views to choose from, under their name."""

    name: str
    choices: list[ViewOption]


def choose_views(asked: Mapping[str, str]) -> dict[str, str]:
    """By switch, the view asked for, or the first where none is, or none that there is."""
    return {
        name: asked[name] if asked.get(name) in views else next(iter(views)) for name, (_word, views) in READING_SWITCHES.items()
    }


def build_switches(current: Mapping[str, str], claim: str = "") -> Iterator[ViewSwitch]:
    """The switches under the ``current`` views; their links keep the ``claim`` that is looked at."""
    kept = {"claim": claim} if claim else {}
    for name, (title, views) in READING_SWITCHES.items():
        choices = [
            ViewOption(str(word), urlencode({**current, name: view, **kept}), current[name] == view) for view, word in views.items()
        ]
        yield ViewSwitch(str(title), choices)
