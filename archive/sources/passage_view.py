"""Content of a passage's page: its sentences, the chosen characters, the claims on them, its neighbours.

A passage of many sentences is divided into pages, like the reading room; each has the claims and mentions of its own sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.utils.functional import SimpleLazyObject

from archive.edition_cache import cached_per_edition
from archive.models import Anchor, Claim, Mention, Passage, Role, Source, Subject
from archive.models.cached_rows import load_rows
from archive.sources import reading_room
from archive.sources.sentence_claims import ClaimKeys, ShownClaims, group_claim_keys
from archive.text.anchoring import Span
from archive.text.references import InvalidReference, Reference, split_numbers
from archive.text.runs import Mark

# Maximum sentences and claims, together, of the passages in the memory of a process.
MAX_PASSAGE_ROWS = 2_000
# Maximum sentences of a page: fewer than in the reading room, since each has all its readings here
SENTENCES_PER_PAGE = 8
# Maximum words of a passage that its page offers to choose from
MAX_OFFERED_WORDS = 60


def find_known_refs(sources: Iterable[int]) -> Container[str]:
    """Return every reference of the sources of some keys, to which notes may link: read once one is looked up, since few notes name any."""
    keys = tuple(dict.fromkeys(sources))
    return SimpleLazyObject(lambda: frozenset(load_rows(_select_refs, keys)))


def _select_refs(sources: tuple[int, ...]) -> QuerySet:
    return Passage.objects.filter(source__in=sources).order_by().values_list("ref", flat=True)


def select_sentences(source: int, span: Span) -> QuerySet[Passage]:
    """Select the sentences of a source, given by its key, in the span of a passage, which has whole sentences."""
    # Bounds of one column, from which both engines know that the sentences are few.
    return Passage.objects.sentences().filter(source=source, start__gte=span.start, start__lt=span.end)


class SentenceRange(NamedTuple):
    """The place of the sentences of a passage: the key of the source, their span in it, the lowest and the highest of their keys."""

    source: int
    span: Span
    first: int
    last: int

    @classmethod
    def of(cls, sentences: list[Passage]) -> SentenceRange:
        """Return where some successive sentences of one source are, given in their order; at least one."""
        keys = [sentence.pk for sentence in sentences]
        return cls(sentences[0].source_id, Span(sentences[0].start, sentences[-1].end), min(keys), max(keys))

    @property
    def conditions(self) -> dict[str, object]:
        """Return the conditions that words of these sentences meet: by the keys PostgreSQL knows that they are few, and reads no whole table."""
        return {
            "passage__gte": self.first,
            "passage__lte": self.last,
            "passage__kind": Passage.Kind.SENTENCE,
            "passage__source": self.source,
            "passage__start__gte": self.span.start,
            "passage__start__lt": self.span.end,
        }


def select_mentions_between(sentences: SentenceRange) -> QuerySet[Mention]:
    """Select the mentions in the sentences of a passage."""
    return Mention.objects.filter(**sentences.conditions).select_related("passage", "subject")


def select_claims_on(sentences: SentenceRange, span: Span) -> QuerySet[Claim]:
    """Select the claims that quote a character of a span of a passage."""
    return Claim.objects.filter(pk__in=_select_anchors_on(sentences, span).values("claim"))


def select_subjects_of_claims(sentences: SentenceRange, span: Span) -> QuerySet[Subject]:
    """Select the camps, places and routes that the claims are about which quote a character of a span of a passage."""
    return Subject.objects.filter(claims__in=_select_anchors_on(sentences, span).values("claim")).distinct()


def _select_anchors_on(sentences: SentenceRange, span: Span) -> QuerySet[Anchor]:
    anchors = Anchor.objects.filter(**sentences.conditions)
    anchors = anchors.alias(first=F("passage__start") + F("start"), last=F("passage__start") + F("end"))
    return anchors.filter(first__lt=span.end, last__gt=span.start)


def select_mentions_in(sentences: tuple[Passage, ...]) -> QuerySet[Mention]:
    """Select the mentions in some sentences."""
    return Mention.objects.filter(passage__in=sentences).select_related("passage", "subject")


def select_claims(source: Source, keys: tuple[int, ...]) -> list[Claim]:
    """Select claims by their keys, with their evidence, of which much is from the source."""
    return Claim.objects.filter(pk__in=keys).load_with_evidence(source)


class Word(NamedTuple):
    """A word of a passage, without the punctuation around it: ``span`` in code points of the passage."""

    text: str
    span: Span


@dataclass(frozen=True)
class PassageView:
    """``span``: the passage in code points of the source; ``chosen``: the characters that the reference narrows it to, or None.

    ``sentences``: those of it, or of the page that was loaded; ``sentence_count``: all of them. ``claim_keys``: of the claims that quote a
    character of it, in these sentences, in their order; ``statement_keys``: of those of them whose statement quotes a sentence, by its key.
    """

    source: Source
    ref: Reference
    sentences: list[Passage]
    span: Span
    chosen: Span | None
    previous: Passage | None
    following: Passage | None
    claim_keys: list[int]
    statement_keys: ClaimKeys = field(default_factory=dict)
    sentence_count: int = 0

    @classmethod
    def load(cls, source: Source, ref: Reference, page: int | None = None) -> PassageView:
        """Load a passage, or a page of it, from 1; raises InvalidReference if there is none such, or it has no such characters."""
        passages = {passage.ref: passage for passage in source.passages.filter(ref__in=[ref.first, ref.last])}
        if ref.first not in passages or ref.last not in passages:
            raise InvalidReference("unknown")
        first, last = passages[ref.first], passages[ref.last]
        span = Span(first.start, last.end)
        if ref.characters and ref.characters.end > span.end - span.start:
            raise InvalidReference("too-far")
        chosen = Span(*(offset + span.start for offset in ref.characters)) if ref.characters else None
        rows = select_sentences(source.pk, span)
        sentences = list(_select_page(rows.select_related("paragraph").prefetch_related("readings"), page))
        for sentence in sentences:
            sentence.source = source
        is_whole = page is None or (page == 1 and len(sentences) < SENTENCES_PER_PAGE)
        keys, statement_keys = _find_claims(SentenceRange.of(sentences), chosen or span)
        neighbours = source.passages.filter(kind=first.kind)
        return cls(
            source=source,
            ref=ref,
            sentences=sentences,
            span=span,
            chosen=chosen,
            previous=neighbours.filter(start__lt=span.start).order_by("-start").first(),
            following=neighbours.filter(start__gte=span.end).order_by("start").first(),
            claim_keys=keys,
            statement_keys=statement_keys,
            sentence_count=len(sentences) if is_whole else rows.count(),
        )

    @property
    def page_count(self) -> int:
        """Return the number of pages that the passage is divided into."""
        return max(1, -(-self.sentence_count // SENTENCES_PER_PAGE))

    @property
    def last_ref(self) -> str:
        """Return the reference of the last of its sentences, or of those of the page."""
        return self.sentences[-1].ref

    def find_page(self, claim: str = "") -> int:
        """Return the number of the page with the first words that a claim quotes from the passage, or else with the chosen characters."""
        if self.page_count == 1 or not (claim or self.chosen):
            return 1
        span, sentences = self.chosen or self.span, select_sentences(self.source.pk, self.span)
        words = Anchor.objects.filter(claim__identifier=claim, passage__in=sentences.order_by().values("pk"))
        quoted = words.select_related("passage") if claim else ()
        starts = [row.passage.start + row.start for row in quoted if _overlaps_span(row, span)]
        return sentences.filter(end__lte=min(starts, default=span.start)).count() // SENTENCES_PER_PAGE + 1

    @cached_property
    def sentence_range(self) -> SentenceRange:
        """Return where its sentences are, or those of the page."""
        return SentenceRange.of(self.sentences)

    @cached_property
    def claims(self) -> list[Claim]:
        """Return all claims that quote a character of it, in its sentences or those of the page, without their evidence."""
        return list(select_claims_on(self.sentence_range, self.chosen or self.span))

    @property
    def is_paragraph(self) -> bool:
        """Return whether the reference names paragraphs, not sentences."""
        return len(split_numbers(self.ref.first)) == 1

    @cached_property
    def mentions(self) -> list[Mention]:
        """Return the mentions in its sentences, or in those of the page."""
        return load_rows(select_mentions_between, self.sentence_range)

    @cached_property
    def words(self) -> list[Word]:
        """Return the words of the passage in order."""
        return list(find_words(self.source.text[self.span.start : self.span.end]))

    @property
    def offered_words(self) -> list[Word]:
        """Return the words of which a reader may choose the first and the last; none of a single word or of a long passage."""
        return self.words if self.page_count == 1 and 1 < len(self.words) <= MAX_OFFERED_WORDS else []

    def narrow_to_words(self, first: str, last: str) -> Reference:
        """Return the reference of the words from one number to another, counted from 1. Raises InvalidReference."""
        if not all(number.isascii() and number.isdigit() for number in (first, last)):
            raise InvalidReference("no-words")
        start, end = sorted((int(first[:9]), int(last[:9])))
        if not 1 <= start <= end <= len(self.words):
            raise InvalidReference("no-words")
        return self.ref._replace(characters=Span(self.words[start - 1].span.start, self.words[end - 1].span.end))

    def list_citing_subjects(self) -> list[Subject]:
        """Return the camps, places and routes whose pages cite these words, by a claim or a mention."""
        subjects = {mention.subject for mention in self.mentions if _overlaps_span(mention, self.chosen or self.span)}
        if self.claim_keys:
            subjects |= set(load_rows(select_subjects_of_claims, self.sentence_range, self.chosen or self.span))
        return sorted(subjects, key=lambda subject: subject.pk)

    def find_claim(self, identifier: str) -> int | None:
        """Return the key of the claim if it is on the passage, or else None."""
        key = Claim.objects.filter(identifier=identifier).values_list("pk", flat=True).first()
        return key if key in self.claim_keys else None

    def show_claims(self, page: Page | None, current: int | None) -> ShownClaims:
        """Return which claims are shown: those on a page of the claims on one sentence, or the first on each, and the ``current`` one."""
        if page is None:
            return ShownClaims.first(self.statement_keys, current)
        return ShownClaims(self.statement_keys, slice(max(0, page.start_index() - 1), page.end_index()), current)

    def load_claims(self, shown: ShownClaims) -> list[Claim]:
        """Return the claims that are shown, with their evidence."""
        return load_rows(select_claims, self.source, shown.list_keys(self.sentences))

    def build_rows(self, language: str, claim: str, shown: ShownClaims, claims: list[Claim]) -> list[reading_room.SentenceRow]:
        """Return the sentences as the reading room shows them, with all readings and the ``shown`` claims, the chosen characters marked."""
        readings = reading_room.ALL_READINGS
        rows = reading_room.build_rows(self.sentences, claims, self.mentions, language, claim, readings=readings, shown=shown)
        return [_mark_chosen(row, Mark(self.chosen, self.ref)) for row in rows] if self.chosen else rows


def _select_page(rows: QuerySet[Passage], page: int | None) -> QuerySet[Passage]:
    """Select the sentences of a page, from 1, or all."""
    return rows if page is None else rows[(page - 1) * SENTENCES_PER_PAGE : page * SENTENCES_PER_PAGE]


def _find_claims(sentences: SentenceRange, span: Span) -> tuple[list[int], ClaimKeys]:
    """Return the keys of the claims that quote a character of a span of a passage, and those whose statement quotes each of its sentences."""
    anchors = Anchor.objects.filter(**sentences.conditions).order_by("claim_id")
    rows = list(anchors.values_list("claim_id", "passage_id", "role", "start", "end", "passage__start"))
    keys = dict.fromkeys(
        claim for claim, _passage, _role, start, end, sentence in rows if Span(sentence + start, sentence + end).overlaps(span)
    )
    stated = group_claim_keys((passage, claim) for claim, passage, role, *_ in rows if role == Role.STATEMENT and claim in keys)
    return list(keys), stated


@cached_per_edition(maxsize=MAX_PASSAGE_ROWS, weigh=lambda view: len(view.sentences) + len(view.claim_keys) + 1)
def load_passage(source: Source, ref: Reference, page: int | None = None) -> PassageView:
    """Return a passage or a page of it, which pages share: do not change it. Raises InvalidReference as ``PassageView.load``."""
    return PassageView.load(source, ref, page)


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of a text, which white space divides, each without the punctuation and symbols at its ends."""
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        while start < end and _is_punctuation(text[start]):
            start += 1
        while start < end and _is_punctuation(text[end - 1]):
            end -= 1
        if start < end:
            yield Word(text[start:end], Span(start, end))


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _mark_chosen(row: reading_room.SentenceRow, chosen: Mark) -> reading_room.SentenceRow:
    start = row.passage.start
    span = Span(*(max(0, offset - start) for offset in chosen.span))
    return row.with_marks([Mark(span, chosen.meaning)])


def _overlaps_span(words: Anchor | Mention, span: Span) -> bool:
    """Return whether a character of the words is in the span of the source."""
    start = words.passage.start
    return Span(start + words.start, start + words.end).overlaps(span)
