"""What the page of a passage shows: its sentences, the characters chosen, the claims that rest on it, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from archive.models import Anchor, Claim, Mention, Passage, Source, Subject
from archive.sources import reading_room
from archive.text.anchoring import Span
from archive.text.references import InvalidReference, Reference, split_numbers
from archive.text.runs import Mark, split_runs


@dataclass(frozen=True)
class PassageView:
    """``span``: the passage in code points of the source; ``chosen``: the characters the reference narrows it to, or None."""

    source: Source
    ref: Reference
    sentences: list[Passage]
    span: Span
    chosen: Span | None
    previous: Passage | None
    following: Passage | None
    claims: list[Claim]

    @classmethod
    def load(cls, source: Source, ref: Reference) -> PassageView:
        """Fetches it; BadRef if there is no such passage, or it has no such characters."""
        ends = {one.ref: one for one in source.passages.filter(ref__in=[ref.first, ref.last])}
        if ref.first not in ends or ref.last not in ends:
            raise InvalidReference("unknown")
        first, last = ends[ref.first], ends[ref.last]
        span = Span(first.start, last.end)
        if ref.characters and ref.characters.end > span.end - span.start:
            raise InvalidReference("too-far")
        chosen = Span(*(at + span.start for at in ref.characters)) if ref.characters else None
        sentences = list(source.passages.sentences().overlapping(*span).select_related("reading", "paragraph"))
        claims = Claim.objects.filter(anchors__passage__in=sentences).distinct().with_evidence()
        around = source.passages.filter(kind=first.kind)
        return cls(
            source=source,
            ref=ref,
            sentences=sentences,
            span=span,
            chosen=chosen,
            previous=around.filter(end__lte=span.start).order_by("-start").first(),
            following=around.filter(start__gte=span.end).order_by("start").first(),
            claims=[claim for claim in claims if _is_evidence_in(claim, chosen or span)],
        )

    @property
    def is_paragraph(self) -> bool:
        """Whether the reference names paragraphs, not sentences."""
        return len(split_numbers(self.ref.first)) == 1

    @cached_property
    def known_refs(self) -> list[str]:
        """Every reference of the source, so that notes link to those that exist."""
        return list(self.source.passages.values_list("ref", flat=True))

    def list_citing_subjects(self) -> list[Subject]:
        """The camps, places and routes whose pages cite these words: by a claim that rests on them, or a mention among them."""
        chosen = self.chosen or self.span
        mentions = Mention.objects.filter(passage__in=self.sentences).select_related("passage", "subject")
        subjects = {one.subject for one in mentions if _overlaps_span(one, chosen)}
        subjects |= {subject for claim in self.claims for subject in claim.subjects.all()}
        return sorted(subjects, key=lambda subject: subject.pk)

    def build_rows(self, language: str, claim: str) -> list[reading_room.SentenceRow]:
        """The sentences as the reading room shows them, the chosen characters marked."""
        mentions = list(Mention.objects.filter(passage__in=self.sentences).select_related("subject"))
        rows = reading_room.build_rows(self.sentences, self.claims, mentions, language, claim)
        return [self._marked(row, self.chosen) for row in rows] if self.chosen else rows

    def _marked(self, row: reading_room.SentenceRow, span: Span) -> reading_room.SentenceRow:
        start = row.passage.start
        chosen = Mark(Span(*(max(0, at - start) for at in span)), self.ref)
        marks = {mark: None for run in row.runs for mark in run.marks}
        return reading_room.SentenceRow(**{**vars(row), "runs": split_runs(row.passage.text, [*marks, chosen])})


def _is_evidence_in(claim: Claim, span: Span) -> bool:
    """Whether a character of the span is among the claim's words."""
    return any(_overlaps_span(one, span) for one in claim.anchors.all())


def _overlaps_span(one: Anchor | Mention, span: Span) -> bool:
    """Whether a character of the words lies in the span of the source."""
    return Span(one.passage.start + one.start, one.passage.start + one.end).overlaps(span)
