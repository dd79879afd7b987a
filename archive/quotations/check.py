"""Check of a quotation against all sources and readings.

A quotation is compared letter for letter first, then word by word with the nearest words, then piece by piece. Nothing is said to be
absent that was not looked for by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from archive.quotations.arrangement import arrange_parts
from archive.quotations.nearest_passage import NearestPassage, find_nearest_passage
from archive.quotations.nearest_words import (
    OTHER_WORD,
    WordMatch,
    find_cut_words,
    match_nearest_words,
)
from archive.quotations.pieces import find_pieces
from archive.quotations.quotation import NormalizedQuotation, list_reversed_readings, normalize_quotation, split_at_ellipses
from archive.quotations.result import QuotationPart, QuotationResult
from archive.quotations.text_index import TextIndex, TextMatch, find_exact
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import Span
from archive.text.gaps import has_gap

# Maximum regions that are compared with a quotation word by word, and in which the nearest passage is looked for.
MAX_REGIONS_COMPARED, MAX_REGIONS_OF_NEAREST = 4, 2
# Minimum share of words that are followed by the same word in a text, for it to be compared; of a quotation in reverse order.
MIN_PAIRS, MIN_PAIRS_IN_REVERSE = 1 / 8, 1 / 4


def check_quotation(text: str) -> QuotationResult:
    """Look a quotation of any characters up in all sources and all readings."""
    forms, index = normalize_quotation(text), TextIndex()
    core = forms[-1]
    if not tokenize_text(core.text):
        return QuotationResult(core, ())
    regions, has_more = index.find_whole(core.text)
    for form in forms if not has_gap(core.text) else ():
        if places := _sort_cut_last(find_exact(form.text, regions)):
            return QuotationResult(form, (_build_exact_part(Span(0, len(form.text)), form.text, places, has_more=has_more),))
    spans = [span for span in split_at_ellipses(core.text) if tokenize_text(span.of(core.text))]
    if spans == [(0, len(core.text))]:
        return _check_whole(core, index, has_more=has_more)
    checked = [_check_span(core.text, span, index) for span in spans]
    parts, in_order = arrange_parts(list(chain.from_iterable(checked)))
    has_whole_parts = all(len(pieces) == 1 and pieces[0].places for pieces in checked)
    return _add_nearest(QuotationResult(core, parts, len(spans) > 1 and has_whole_parts, in_order), index)


def _check_whole(core: NormalizedQuotation, index: TextIndex, *, has_more: bool) -> QuotationResult:
    """Return the result for a quotation without ellipses that is nowhere letter for letter."""
    span = Span(0, len(core.text))
    match = _find_nearest_words(core.text, index)
    if match is None or match.changes:
        for result in (_check_reversed(core, index, is_legible=match is not None), _check_reordered(core, index)):
            if result:
                return result
    if match and not _may_be_joined(core.text, match, index):
        return QuotationResult(core, (_build_nearest_part(span, core.text, match, index),))
    parts, in_order = arrange_parts(find_pieces(span, core.text, index, has_more=has_more))
    if match and not match.has_omissions_only and not _are_joined_statements(parts, match):
        return QuotationResult(core, (_build_nearest_part(span, core.text, match, index),))
    return _add_nearest(QuotationResult(core, parts, in_order=in_order), index)


def _check_reversed(core: NormalizedQuotation, index: TextIndex, *, is_legible: bool) -> QuotationResult | None:
    """Return the result if the letters or words are in reverse order; ``is_legible``: then all words must be the same."""
    matches = []
    has_known_words = bool(index.find_nearest(core.text, 1))
    for reading in list_reversed_readings(core.text):
        if has_known_words is not (reading.set_aside == ("reversed-words",)):
            continue
        match = _find_nearest_words(reading.text, index, share_of_pairs=MIN_PAIRS_IN_REVERSE)
        if match and not (match.changes and (is_legible or reading.set_aside == ("reversed-words",))):
            matches.append((match, reading))
    if not matches:
        return None
    match, reading = min(matches, key=lambda pair: pair[0].rank)
    form = NormalizedQuotation(reading.text, (*core.set_aside, *reading.set_aside))
    return QuotationResult(form, (_build_nearest_part(Span(0, len(form.text)), form.text, match, index),))


def _check_reordered(core: NormalizedQuotation, index: TextIndex) -> QuotationResult | None:
    """Return the result if a text has the same words together in another order."""
    words = sorted(token.folded for token in tokenize_text(core.text))
    if len(words) == 1:
        return None
    for region in index.find_nearest(core.text, MAX_REGIONS_COMPARED, min_words=len(words)):
        tokens, folded = index.list_words(region), index.list_folded(region)
        known = set(words)
        for start in range(len(folded) - len(words) + 1):
            end = start + len(words)
            if folded[start] in known and folded[end - 1] in known and sorted(folded[start:end]) == words:
                place = region.locate(Span(tokens[start].start, tokens[end - 1].end))
                part = QuotationPart(Span(0, len(core.text)), core.text, (place,))
                return QuotationResult(core, (part,), in_order=False, is_reordered=True)
    return None


def _may_be_joined(text: str, match: WordMatch, index: TextIndex) -> bool:
    """Return whether the words that differ are all somewhere, so that the quotation may be joined from several places."""
    tokens = tokenize_text(text)
    if not match.changes or match.has_omissions_only:
        return bool(match.changes)
    return all(index.has_word(tokens[at]) for change in match.changes for at in change.quoted)


def _are_joined_statements(parts: Sequence[QuotationPart], match: WordMatch) -> bool:
    """Return whether all parts were found, and the words that differ are in parts that state something."""
    changed = [
        Span(difference.at, difference.at + len(difference.quoted))
        for difference in match.differences
        if difference.kind in OTHER_WORD
    ]
    return all(part.places and not part.is_isolated for part in parts) and all(
        part.states_something for part in parts for span in changed if span.overlaps(part.span)
    )


def _add_nearest(result: QuotationResult, index: TextIndex) -> QuotationResult:
    if result.verdict not in ("absent", "undecided"):
        return result
    if located := [part for part in result.parts if part.places and not part.is_isolated]:
        place = max(located, key=lambda part: len(part.words)).places[0]
        return result._replace(nearest=NearestPassage(place, (place.span,)))
    regions = index.find_nearest(result.normalized.text, MAX_REGIONS_OF_NEAREST, min_words=1)
    words = [token.folded for token in tokenize_text(result.normalized.text)]
    return result._replace(nearest=find_nearest_passage(words, [(region, index.list_words(region)) for region in regions]))


def _check_span(quotation: str, span: Span, index: TextIndex) -> list[QuotationPart]:
    """Return a span between ellipses in one part if it is anywhere whole, exact or but for some words, else in several."""
    text = span.of(quotation)
    regions, has_more = index.find_whole(text)
    if places := _sort_cut_last(find_exact(text, regions)):
        return [_build_exact_part(span, text, places, has_more=has_more)]
    match = _find_nearest_words(text, index)
    if match and not match.has_omissions_only:
        return [_build_nearest_part(span, text, match, index)]
    return find_pieces(span, text, index, has_more=has_more)


def _find_nearest_words(text: str, index: TextIndex, share_of_pairs: float = MIN_PAIRS) -> WordMatch | None:
    """Return the nearest words of any text, if they are close: few are other words.

    ``share_of_pairs``: minimum share of the words of a longer quotation that are followed by the same word in a text.
    """
    tokens = tokenize_text(text)
    regions = index.find_nearest(text, MAX_REGIONS_COMPARED)
    if int(share_of_pairs * len(tokens)) > 0 and index.count_pairs(tokens, regions) < int(share_of_pairs * len(tokens)):
        return None
    matches = [match_nearest_words(text, tokens, region, index.list_words(region)) for region in regions]
    return min(filter(None, matches), default=None, key=lambda match: match.rank)


def _sort_cut_last(places: list[TextMatch]) -> list[TextMatch]:
    """Return the places, those first in which the words are whole."""
    return sorted(places, key=lambda place: any(find_cut_words(place))) if len(places) > 1 else places


def _build_exact_part(span: Span, text: str, places: Sequence[TextMatch], *, has_more: bool) -> QuotationPart:
    return QuotationPart(span, text, tuple(places), may_have_more=has_more, cut_words=find_cut_words(places[0]))


def _build_nearest_part(span: Span, text: str, match: WordMatch, index: TextIndex) -> QuotationPart:
    """Return a part with all places of the words that are nearest to it."""
    words = match.place.words
    candidates, has_more = index.find_whole(words)
    places = find_exact(words, candidates) if not any(match.cut_words) else []
    others = [place for place in places if place.span != match.place.span or place.text_key != match.place.text_key]
    return QuotationPart(span, text, (match.place, *others), match.differences, has_more, match.cut_words)
