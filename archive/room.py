"""The reading room's rows: each sentence cut into runs, with its reading, note and the claims that rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from archive.anchoring import Span
from archive.coverage import SentenceCoverage
from archive.labels import letter
from archive.models import Claim, Mention, Passage, Reading, Role
from archive.refs import Ref
from archive.runs import Mark, Run, split


@dataclass(frozen=True)
class Entry:
    """A claim in the margin; its letter, if the sentence has several; whether it is the one looked at."""

    claim: Claim
    letter: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One sentence of the reading room; its coverage, where that is shown."""

    passage: Passage
    runs: list[Run]
    reading: Reading
    entries: list[Entry]
    opens_paragraph: bool
    coverage: SentenceCoverage | None = None

    @property
    def is_remarked(self) -> bool:
        """Whether there is something to say of it: a note, or that words of it have no claim, where coverage is shown."""
        return bool(self.reading.note or self.is_unclaimed)

    @property
    def is_unclaimed(self) -> bool:
        """Whether coverage is shown, and words of it have no claim."""
        return bool(self.coverage and (not self.coverage.claims or self.unclaimed))

    @property
    def unclaimed(self) -> list[tuple[Ref, str]]:
        """The words that no claim rests on, each stretch with its reference."""
        ref, spans = self.passage.ref, self.coverage.uncovered if self.coverage else ()
        return [(Ref(ref, ref, span), span.of(self.passage.text)) for span in spans]


def rows(
    sentences: list[Passage],
    claims: Iterable[Claim],
    mentions: Iterable[Mention],
    language: str,
    current: str = "",
    coverage: Iterable[SentenceCoverage] = (),
) -> list[Row]:
    """Rows for ``sentences`` (with source and reading fetched), in their order; words marked that by ``coverage`` no claim rests on."""
    measured = {one.ref: one for one in coverage}
    claims = list(claims)
    marks, entries = _marks(claims, mentions, current), _entries(claims, language, current)
    opening = {later.pk for earlier, later in pairwise(sentences) if earlier.paragraph_id != later.paragraph_id}
    opening |= {one.pk for one in sentences[:1]}
    return [
        Row(
            passage=one,
            runs=split(one.text, marks.get(one.pk, []) + _gaps(measured.get(one.ref))),
            reading=one.reading,
            entries=entries.get(one.pk, []),
            opens_paragraph=one.pk in opening,
            coverage=measured.get(one.ref),
        )
        for one in sentences
    ]


def _entries(claims: Iterable[Claim], language: str, current: str) -> dict[int, list[Entry]]:
    """By the keys of passages: the claims that rest on their words, each with its letter if there are several."""
    here: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for passage in dict.fromkeys(one.passage_id for one in claim.anchors.all() if one.role == Role.STATEMENT):
            here[passage].append(claim)
    return {
        passage: [
            Entry(claim, letter(number, language) if len(several) > 1 else "", claim.identifier == current)
            for number, claim in enumerate(several)
        ]
        for passage, several in here.items()
    }


def _marks(claims: Iterable[Claim], mentions: Iterable[Mention], current: str) -> dict[int, list[Mark]]:
    """By the keys of passages: their mentions, and the words that the claim looked at rests on."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    anchors = (one for claim in claims if claim.identifier == current for one in claim.anchors.all())
    for one in (*mentions, *anchors):
        marks[one.passage_id].append(Mark(Span(one.start, one.end), one))
    return marks


def _gaps(coverage: SentenceCoverage | None) -> list[Mark]:
    return [Mark(span, coverage) for span in coverage.uncovered] if coverage else []
