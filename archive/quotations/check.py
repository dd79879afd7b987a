"""Whether a quotation stands in the archive: letter for letter, the same but for spelling, partly, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from archive.models import Stretch
from archive.quotations.alignment import AlignedSpan, align_quotation
from archive.quotations.quotation import NormalizedQuotation, normalize_quotation, split_at_ellipses
from archive.quotations.spelling import has_same_words
from archive.quotations.text_index import TextIndex, TextMatch, TextRegion, find_exact
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span
from archive.text.closest_match import Difference, find_closest_match, find_differences

# Regions that are compared with a quotation character by character.
MAX_REGIONS_COMPARED = 4


@dataclass(frozen=True)
class QuotationPart:
    """A stretch of the quotation, ``span`` of its form, and the ``places`` where it stands; none if it stands nowhere.

    ``differences``: none if it stands letter for letter; ``more``: it may stand at other places too, that were not looked at.
    """

    span: Span
    words: str
    places: tuple[TextMatch, ...] = ()
    differences: tuple[Difference, ...] = ()
    may_have_more: bool = False

    @property
    def is_reading(self) -> bool:
        """Whether it stands in readings alone, which are the archive's own words."""
        return bool(self.places) and all(one.region.kind == Stretch.Kind.READING for one in self.places)


@dataclass(frozen=True)
class QuotationResult:
    """``form``: what of the quotation was looked for; ``omits``: it has ellipses, and is looked for in parts."""

    normalized: NormalizedQuotation
    parts: tuple[QuotationPart, ...]
    has_ellipses: bool = False
    in_order: bool = True

    @property
    def verdict(self) -> str:
        """exact, spelling, partly, absent; wordless if it has no word; undecided if it was not looked for everywhere."""
        if not self.parts:
            return "wordless"
        there = [one for one in self.parts if one.places]
        if len(there) == len(self.parts) and (len(there) == 1 or (self.has_ellipses and self.in_order)):
            return "spelling" if any(one.differences for one in there) else "exact"
        if there:
            return "partly"
        return "undecided" if any(one.may_have_more for one in self.parts) else "absent"

    @property
    def is_reading(self) -> bool:
        """Whether all that stands of it are the archive's own words."""
        there = [one for one in self.parts if one.places]
        return bool(there) and all(one.is_reading for one in there)


def check_quotation(text: str) -> QuotationResult:
    """Looks for a quotation, of any characters, in all sources and all readings."""
    forms, index = normalize_quotation(text), TextIndex()
    core = forms[-1]
    if not tokenize_text(core.text):
        return QuotationResult(core, ())
    regions, more = index.find_whole(core.text)
    for form in forms:
        if places := find_exact(form.text, regions):
            return QuotationResult(form, (QuotationPart(Span(0, len(form.text)), form.text, tuple(places), may_have_more=more),))
    spans = [span for span in split_at_ellipses(core.text) if tokenize_text(span.of(core.text))]
    omits = len(spans) > 1
    found = [_check_part(core.text, span, index, exact_too=omits or span != (0, len(core.text)), more=more) for span in spans]
    pieces = tuple(chain.from_iterable(found))
    ordered = order_places([one for one in pieces if one.places])
    if ordered is not None:
        there = iter(ordered)
        pieces = tuple(next(there) if one.places else one for one in pieces)
    whole = omits and all(len(few) == 1 and few[0].places for few in found)
    return QuotationResult(core, pieces, whole, ordered is not None)


def order_places(pieces: Sequence[QuotationPart]) -> list[QuotationPart] | None:
    """The pieces, each with a place before its others that is after that of the piece before it in the same text; None if there are none such."""
    for first in pieces[0].places if pieces else ():
        chosen = [first]
        for piece in pieces[1:]:
            after = [one for one in piece.places if one.text_key == first.text_key and one.span.start >= chosen[-1].span.end]
            if not after:
                break
            chosen.append(min(after, key=lambda one: one.span))
        if len(chosen) == len(pieces):
            pairs = zip(pieces, chosen, strict=True)
            return [replace(piece, places=(one, *(place for place in piece.places if place != one))) for piece, one in pairs]
    return None if pieces else []


def _check_part(quotation: str, span: Span, index: TextIndex, *, exact_too: bool, more: bool) -> list[QuotationPart]:
    """A part of a quotation: in one piece if it stands, letter for letter or but for spelling, else in several."""
    text = span.of(quotation)
    if exact_too:
        regions, more = index.find_whole(text)
        if places := find_exact(text, regions):
            return [QuotationPart(span, text, tuple(places), may_have_more=more)]
    if piece := _match_spelling(span, text, index):
        return [piece]
    regions, unsure = index.find_partial(text)
    found = align_quotation(text, [one.text for one in regions])
    return [_build_aligned_part(span, text, one, regions, more or _may_stand_elsewhere(one, unsure)) for one in found]


def _may_stand_elsewhere(tile: AlignedSpan, unsure: Sequence[Span]) -> bool:
    """Whether a stretch that was not found may stand where nothing was looked at."""
    return tile.text is None and any(tile.span.overlaps(one) for one in unsure)


def _match_spelling(span: Span, text: str, index: TextIndex) -> QuotationPart | None:
    regions = index.find_nearest(text, MAX_REGIONS_COMPARED)
    compared = [(region, near) for region in regions if (near := find_closest_match(text, region.text))]
    for region, near in sorted(compared, key=lambda pair: pair[1].distance):
        if near.differences and has_same_words(text, near.stands):
            whole, more = index.find_whole(near.stands)
            places = find_exact(near.stands, whole) or [TextMatch(region, Span(*(region.start + at for at in near.span)))]
            return QuotationPart(span, text, tuple(places), near.differences, more)
    return None


def _build_aligned_part(span: Span, text: str, tile: AlignedSpan, regions: Sequence[TextRegion], more: bool) -> QuotationPart:
    own, at = tile.span.of(text), Span(span.start + tile.span.start, span.start + tile.span.end)
    if tile.text is None or tile.matched_span is None:
        return QuotationPart(at, own, may_have_more=more)
    region = regions[tile.text]
    place = TextMatch(region, Span(*(region.start + one for one in tile.matched_span)))
    return QuotationPart(at, own, (place,), tuple(find_differences(own, tile.matched_span.of(region.text))))
