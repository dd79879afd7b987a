"""The places of a quotation as readers see them: the source, the permanent reference, and the words in their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q
from django.urls import reverse

from archive.addresses import PassageKey, build_permanent_url
from archive.models import Passage, Reading, Source, TextChunk
from archive.quotations.chunks import list_offsets
from archive.quotations.text_index import TextMatch
from archive.text.anchoring import Span, extract_context
from archive.text.references import Reference

# Code points shown of a sentence before the words, and after.
CONTEXT_LENGTH = 300
# Maximum places in readings that are shown; each costs a query.
MAX_READING_PLACES = 8


@dataclass(frozen=True)
class QuotedPlace:
    """``words``, ``span`` of the whole text, between ``before`` and ``after`` in their sentences; ``is_cut``: more comes before, after."""

    source: Source
    language: str
    kind: str
    ref: Reference
    span: Span
    words: str
    before: str
    after: str
    is_cut: tuple[bool, bool]

    @property
    def permanent(self) -> str:
        """Return the permanent address of the words, or of the sentences whose reading they are in."""
        return build_permanent_url("passage", str(PassageKey(self.source.identifier, str(self.ref))))

    @property
    def page(self) -> str:
        """Return the address of their page in the active language."""
        return reverse("passage", args=[self.source.identifier, str(self.ref)]) + "#words"

    @property
    def sentence(self) -> str:
        """Return the reference of the sentence if exactly one is shown whole and verbatim, else an empty string."""
        is_whole_sentence = self.ref.first == self.ref.last and not any(self.is_cut) and self.kind == TextChunk.Kind.TEXT
        return self.ref.first if is_whole_sentence else ""


def locate_places(matches: Iterable[TextMatch]) -> dict[TextMatch, QuotedPlace]:
    """Return the places of matches, of those in readings the first few; one query, and one for each in a reading."""
    matches = list(dict.fromkeys(matches))
    places = _locate_in_texts([match for match in matches if match.region.kind == TextChunk.Kind.TEXT])
    in_readings = (match for match in matches if match.region.kind == TextChunk.Kind.READING)
    return places | {match: _locate_in_reading(match) for match in islice(in_readings, MAX_READING_PLACES)}


def _locate_in_texts(matches: list[TextMatch]) -> dict[TextMatch, QuotedPlace]:
    if not matches:
        return {}
    # Each alternative is one that a database index answers.
    alternatives = [
        Q(source=match.region.source, start__gte=match.chunk_start.sentence_start, start__lt=match.span.end) for match in matches
    ]
    passages = Passage.objects.sentences().filter(reduce(or_, alternatives)).order_by()
    sentences = sorted(passages.select_related("source").defer("source__text"), key=lambda sentence: sentence.start)
    places = {}
    for match in matches:
        quoted = [
            sentence
            for sentence in sentences
            if sentence.source_id == match.region.source and match.span.overlaps(Span(sentence.start, sentence.end))
        ]
        if quoted:
            first, last = quoted[0], quoted[-1]
            sentences_span = Span(first.start, last.end)
            ends = (max(match.span.start, sentences_span.start), min(match.span.end, sentences_span.end))
            characters = None if ends == sentences_span else Span(*(offset - sentences_span.start for offset in ends))
            ref = Reference(first.ref, last.ref, characters)
            places[match] = _build_quoted_place(match, first.source, first.source.language, ref, sentences_span)
    return places


def _locate_in_reading(match: TextMatch) -> QuotedPlace:
    start = match.chunk_start
    readings = Reading.objects.filter(number=1, passage_id__gte=start.passage, passage__source=match.region.source)
    readings = readings.order_by("passage_id").select_related("passage__source").defer("passage__source__text")
    # Each reading has a character and a space at least.
    rows = list(readings[: (match.span.end - start.sentence_start) // 2 + 1])
    begins = (start.sentence_start + offset for offset in list_offsets(row.text for row in rows))
    spans = [(row, Span(begin, begin + len(row.text))) for row, begin in zip(rows, begins, strict=True)]
    quoted = [(row, span) for row, span in spans if match.span.overlaps(span)]
    (first, first_span), (last, last_span) = quoted[0], quoted[-1]
    ref = Reference(first.passage.ref, last.passage.ref)
    return _build_quoted_place(match, first.passage.source, first.language, ref, Span(first_span.start, last_span.end))


def _build_quoted_place(match: TextMatch, source: Source, language: str, ref: Reference, sentences: Span) -> QuotedPlace:
    """Return the place; ``sentences``: their span of the whole text, of which the region may lack both ends."""
    text, start = match.region.text, match.region.start
    words = match.span.moved(-start)
    shown = Span(max(0, sentences.start - start), min(len(text), sentences.end - start))
    before, after = extract_context(shown.of(text), words.moved(-shown.start), CONTEXT_LENGTH)
    is_cut = (match.span.start - len(before) > sentences.start, match.span.end + len(after) < sentences.end)
    return QuotedPlace(source, language, match.region.kind, ref, match.span, words.of(text), before, after, is_cut)
