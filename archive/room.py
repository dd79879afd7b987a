"""The reading room's rows: each sentence cut into runs, with its reading, note and the claims that rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from archive.anchoring import Span
from archive.coverage import SentenceCoverage
from archive.models import Anchor, Claim, Mention, Passage, Reading, Role
from archive.refs import Ref
from archive.runs import Mark, Run, split

LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz", "ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}


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
    claims, mentions = list(claims), list(mentions)
    opening = {later.pk for earlier, later in pairwise(sentences) if earlier.paragraph_id != later.paragraph_id}
    opening |= {one.pk for one in sentences[:1]}
    return [
        Row(
            passage=one,
            runs=split(one.text, _marks(one, claims, mentions, current) + _gaps(measured.get(one.ref))),
            reading=one.reading,
            entries=_entries(one, claims, language, current),
            opens_paragraph=one.pk in opening,
            coverage=measured.get(one.ref),
        )
        for one in sentences
    ]


def evidence_in(claim: Claim, passage: Passage) -> list[Anchor]:
    """The claim's statement anchors in one sentence."""
    return [anchor for anchor in claim.anchors.all() if anchor.role == Role.STATEMENT and anchor.passage_id == passage.pk]


def _entries(passage: Passage, claims: list[Claim], language: str, current: str) -> list[Entry]:
    here = [claim for claim in claims if evidence_in(claim, passage)]
    several = len(here) > 1
    return [
        Entry(claim, _letter(number, language) if several else "", claim.identifier == current) for number, claim in enumerate(here)
    ]


def _letter(number: int, language: str) -> str:
    """a, b … z, aa, bb … in the order of the alphabet."""
    rounds, at = divmod(number, len(LETTERS[language]))
    return LETTERS[language][at] * (rounds + 1)


def _marks(passage: Passage, claims: list[Claim], mentions: list[Mention], current: str) -> list[Mark]:
    marks = [Mark(Span(one.start, one.end), one) for one in mentions if one.passage_id == passage.pk]
    for claim in claims:
        anchors = [one for one in claim.anchors.all() if one.passage_id == passage.pk]
        marks += [Mark(Span(one.start, one.end), one) for one in anchors if claim.identifier == current]
    return marks


def _gaps(coverage: SentenceCoverage | None) -> list[Mark]:
    return [Mark(span, coverage) for span in coverage.uncovered] if coverage else []
