"""Where words stand, as a reader is told: the source, the permanent reference, and the words in their sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q
from django.urls import reverse

from archive.addresses import PassageKey, build_permanent_url
from archive.models import Passage, Reading, Source, Stretch
from archive.quotations.chunks import list_offsets
from archive.quotations.text_index import TextMatch
from archive.text.anchoring import Span, extract_context
from archive.text.references import Reference

# Code points shown of a sentence before the words, and after.
CONTEXT_LENGTH = 300
# Places in readings that are told; each costs a query.
MAX_READING_PLACES = 5


@dataclass(frozen=True)
class QuotedPlace:
    """``span``: of the whole text; ``words`` stand between ``before`` and ``after`` in their sentences, which may go on (``cut``)."""

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
        """The permanent address of the words, or of the sentences whose reading they are of."""
        return build_permanent_url("passage", str(PassageKey(self.source.identifier, str(self.ref))))

    @property
    def page(self) -> str:
        """Their page, in the active language."""
        return reverse("passage", args=[self.source.identifier, str(self.ref)]) + "#words"

    @property
    def sentence(self) -> str:
        """The reference of the sentence, if all of one is shown verbatim; else empty."""
        alone = self.ref.first == self.ref.last and not any(self.is_cut) and self.kind == Stretch.Kind.TEXT
        return self.ref.first if alone else ""


def locate_places(places: Iterable[TextMatch]) -> dict[TextMatch, QuotedPlace]:
    """Each of ``places`` as it is told; of those in readings the first READINGS. One query, and one for each of these."""
    places = list(dict.fromkeys(places))
    found = _locate_in_texts([one for one in places if one.region.kind == Stretch.Kind.TEXT])
    for place in islice((one for one in places if one.region.kind == Stretch.Kind.READING), MAX_READING_PLACES):
        found[place] = _locate_in_reading(place)
    return {place: found[place] for place in places if place in found}


def _locate_in_texts(places: list[TextMatch]) -> dict[TextMatch, QuotedPlace]:
    # Each alternative is one that an index answers; without any there is no question.
    wanted = [Q(source=one.region.source, start__gte=one.chunk_start.opens, start__lt=one.span.end) for one in places]
    sentences = Passage.objects.sentences().filter(reduce(or_, wanted)).order_by() if wanted else Passage.objects.none()
    rows = sorted(sentences.select_related("source").defer("source__text"), key=lambda one: one.start)
    found = {}
    for place in places:
        around = [one for one in rows if one.source_id == place.region.source and place.span.overlaps(Span(one.start, one.end))]
        if around:
            first, last = around[0], around[-1]
            whole = Span(first.start, last.end)
            ends = (max(place.span.start, whole.start), min(place.span.end, whole.end))
            narrowed = None if ends == whole else Span(*(at - whole.start for at in ends))
            ref = Reference(first.ref, last.ref, narrowed)
            found[place] = _build_quoted_place(place, first.source, first.source.language, ref, whole)
    return found


def _locate_in_reading(place: TextMatch) -> QuotedPlace:
    begin = place.chunk_start
    following = Reading.objects.filter(passage_id__gte=begin.passage, passage__source=place.region.source)
    ordered = following.order_by("passage_id").select_related("passage__source").defer("passage__source__text")
    # Each reading has a character and a space at least.
    rows = list(ordered[: (place.span.end - begin.opens) // 2 + 1])
    spans = [
        Span(begin.opens + at, begin.opens + at + len(one.text))
        for one, at in zip(rows, list_offsets(row.text for row in rows), strict=True)
    ]
    around = [(one, span) for one, span in zip(rows, spans, strict=True) if place.span.overlaps(span)]
    (first, opens), (last, closes) = around[0], around[-1]
    ref = Reference(first.passage.ref, last.passage.ref)
    return _build_quoted_place(place, first.passage.source, first.language, ref, Span(opens.start, closes.end))


def _build_quoted_place(place: TextMatch, source: Source, language: str, ref: Reference, whole: Span) -> QuotedPlace:
    region, text = place.region, place.region.text
    here = Span(*(at - region.start for at in place.span))
    known = Span(max(0, whole.start - region.start), min(len(text), whole.end - region.start))
    before, after = extract_context(known.of(text), Span(*(at - known.start for at in here)), CONTEXT_LENGTH)
    cut = (here.start - len(before) + region.start > whole.start, here.end + len(after) + region.start < whole.end)
    return QuotedPlace(source, language, region.kind, ref, place.span, here.of(text), before, after, cut)
