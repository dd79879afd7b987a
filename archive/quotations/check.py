"""Check of a quotation against all sources and readings: exact, the same but for spelling, partly there, or absent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from archive.models import TextChunk
from archive.quotations.alignment import AlignedSpan, align_quotation
from archive.quotations.quotation import NormalizedQuotation, normalize_quotation, split_at_ellipses
from archive.quotations.spelling import has_same_words
from archive.quotations.text_index import TextIndex, TextMatch, TextRegion, find_exact
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span
from archive.text.closest_match import Difference, find_closest_match, find_differences
from archive.text.gaps import has_gap

# Maximum regions that are compared with a quotation character by character.
MAX_REGIONS_COMPARED = 4


class QuotationPart(NamedTuple):
    """A span of the normalized quotation and the places where its words are.

    ``differences``: from the first place, none if it is exact; ``may_have_more``: there may be other places that were not searched.
    """

    span: Span
    words: str
    places: tuple[TextMatch, ...] = ()
    differences: tuple[Difference, ...] = ()
    may_have_more: bool = False

    @property
    def is_reading(self) -> bool:
        """Return whether it is in readings only, which are the archive's own words."""
        return bool(self.places) and all(place.region.kind == TextChunk.Kind.READING for place in self.places)


class QuotationResult(NamedTuple):
    """The form of a quotation that was looked up, and its parts; ``has_ellipses``: each part between ellipses is in one place."""

    normalized: NormalizedQuotation
    parts: tuple[QuotationPart, ...]
    has_ellipses: bool = False
    in_order: bool = True

    @property
    def located_parts(self) -> list[QuotationPart]:
        """Return the parts that were found."""
        return [part for part in self.parts if part.places]

    @property
    def verdict(self) -> str:
        """Return exact, spelling, partly, absent; wordless without a word; undecided if not everything was searched."""
        located = self.located_parts
        if not self.parts:
            return "wordless"
        if not located:
            return "undecided" if any(part.may_have_more for part in self.parts) else "absent"
        if len(located) == len(self.parts) and (len(located) == 1 or (self.has_ellipses and self.in_order)):
            return "spelling" if any(part.differences for part in located) else "exact"
        return "partly"

    @property
    def is_reading(self) -> bool:
        """Return whether all parts that were found are the archive's own words."""
        return bool(self.located_parts) and all(part.is_reading for part in self.located_parts)


def check_quotation(text: str) -> QuotationResult:
    """Look a quotation of any characters up in all sources and all readings."""
    forms, index = normalize_quotation(text), TextIndex()
    core = forms[-1]
    if not tokenize_text(core.text):
        return QuotationResult(core, ())
    regions, has_more = index.find_whole(core.text)
    for form in forms if not has_gap(core.text) else ():
        if places := find_exact(form.text, regions):
            part = QuotationPart(Span(0, len(form.text)), form.text, tuple(places), may_have_more=has_more)
            return QuotationResult(form, (part,))
    spans = [span for span in split_at_ellipses(core.text) if tokenize_text(span.of(core.text))]
    has_ellipses = len(spans) > 1
    is_searched = spans == [(0, len(core.text))]
    checked = [_check_span(core.text, span, index, is_searched=is_searched, has_more=has_more) for span in spans]
    parts = tuple(chain.from_iterable(checked))
    ordered = order_places([part for part in parts if part.places])
    if ordered is not None:
        located = iter(ordered)
        parts = tuple(next(located) if part.places else part for part in parts)
    has_whole_parts = all(len(pieces) == 1 and pieces[0].places for pieces in checked)
    return QuotationResult(core, parts, has_ellipses and has_whole_parts, ordered is not None)


def order_places(parts: Sequence[QuotationPart]) -> list[QuotationPart] | None:
    """Return the parts, the first place of each being after that of the part before it in the same text; None if impossible."""
    for first in parts[0].places if parts else ():
        chosen = [first]
        for part in parts[1:]:
            after = [place for place in part.places if place.text_key == first.text_key and place.span.start >= chosen[-1].span.end]
            if not after:
                break
            chosen.append(min(after, key=lambda place: place.span))
        if len(chosen) == len(parts):
            return [
                part._replace(places=(first, *(place for place in part.places if place != first)))
                for part, first in zip(parts, chosen, strict=True)
            ]
    return None if parts else []


def _check_span(quotation: str, span: Span, index: TextIndex, *, is_searched: bool, has_more: bool) -> list[QuotationPart]:
    """Return a span in one part if it is anywhere whole, exact or but for spelling, else in several.

    ``is_searched``: it was not found exactly, and ``has_more`` says whether it may be where nothing was searched.
    """
    text = span.of(quotation)
    if not is_searched:
        regions, has_more = index.find_whole(text)
        if places := find_exact(text, regions):
            return [QuotationPart(span, text, tuple(places), may_have_more=has_more)]
    if part := _match_spelling(span, text, index):
        return [part]
    regions, incomplete = index.find_partial(text)
    aligned = align_quotation(text, [region.text for region in regions])
    return [_build_aligned_part(span, text, piece, regions, incomplete, has_more=has_more) for piece in aligned]


def _match_spelling(span: Span, text: str, index: TextIndex) -> QuotationPart | None:
    """Return the part if its words are somewhere whole but for spelling."""
    regions = index.find_nearest(text, MAX_REGIONS_COMPARED)
    matches = [(region, match) for region in regions if (match := find_closest_match(text, region.text))]
    for region, match in sorted(matches, key=lambda pair: pair[1].distance):
        if match.differences and has_same_words(text, match.words):
            candidates, has_more = index.find_whole(match.words)
            places = find_exact(match.words, candidates) or [region.locate(match.span)]
            return QuotationPart(span, text, tuple(places), match.differences, has_more)
    return None


def _build_aligned_part(
    span: Span, text: str, aligned: AlignedSpan, regions: Sequence[TextRegion], incomplete: Sequence[Span], *, has_more: bool
) -> QuotationPart:
    words = aligned.span.of(text)
    part_span = Span(span.start + aligned.span.start, span.start + aligned.span.end)
    if aligned.text is None or aligned.matched_span is None:
        may_have_more = has_more or any(aligned.span.overlaps(window) for window in incomplete)
        return QuotationPart(part_span, words, may_have_more=may_have_more)
    region = regions[aligned.text]
    differences = find_differences(words, aligned.matched_span.of(region.text))
    return QuotationPart(part_span, words, (region.locate(aligned.matched_span),), tuple(differences))
