"""Check of a quotation against all sources and readings.

A quotation is compared letter for letter first, then word by word with the nearest words, then piece by piece. Nothing is said to be
absent that was not looked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from archive.models import TextChunk
from archive.quotations.alignment import MAX_GAP, align_tokens
from archive.quotations.assertions import list_content_words, states_something
from archive.quotations.nearest_passage import NearestPassage, find_nearest_passage
from archive.quotations.nearest_words import (
    OTHER_WORD,
    WordMatch,
    count_other_words,
    describe_differences,
    find_cut_words,
    match_nearest_words,
)
from archive.quotations.quotation import NormalizedQuotation, list_reversed_readings, normalize_quotation, split_at_ellipses
from archive.quotations.text_index import TextIndex, TextMatch, TextRegion, find_exact
from archive.quotations.tokens import Token, tokenize_text
from archive.text.anchoring import Span
from archive.text.closest_match import Difference
from archive.text.gaps import has_gap

# Maximum regions that are compared with a quotation word by word, and in which the nearest passage is looked for.
MAX_REGIONS_COMPARED, MAX_REGIONS_OF_NEAREST = 4, 2
# Minimum words of a run that is looked for within words that were not found, unless it has two content words.
MIN_RUN_WORDS, MIN_RUN_CONTENT_WORDS = 3, 2
# Minimum share of words that are followed by the same word in a text, for it to be compared; of a quotation in reverse order.
MIN_PAIRS, MIN_PAIRS_IN_REVERSE = 1 / 8, 1 / 4
# Maximum chunks that are searched for each such run, and for the places of each piece; maximum pairs of words looked up.
MAX_CHUNKS_OF_PAIR, MAX_CHUNKS_OF_PIECE, MAX_PAIRS = 3, 60, 200


class QuotationPart(NamedTuple):
    """A span of the normalized quotation and the places where its words are.

    ``differences``: from the first place, none if it is exact; ``may_have_more``: there may be other places that were not searched;
    ``cut_words``: the words of the source in which it begins and ends, if it does not have them whole; ``omitted``: what the text has
    between the part before it and this one, None if they are not in order near each other; ``is_isolated``: a single word that is
    elsewhere.
    """

    span: Span
    words: str
    places: tuple[TextMatch, ...] = ()
    differences: tuple[Difference, ...] = ()
    may_have_more: bool = False
    cut_words: tuple[str, str] = ("", "")
    omitted: str | None = None
    is_isolated: bool = False

    @property
    def kinds(self) -> set[str]:
        """Return the kinds of texts in which it is."""
        return {place.region.kind for place in self.places}

    @property
    def other_words(self) -> int:
        """Return how many words differ from the source's."""
        return count_other_words(self.differences)

    @property
    def states_something(self) -> bool:
        """Return whether its words state something by themselves."""
        return states_something([token.folded for token in tokenize_text(self.words)])


class QuotationResult(NamedTuple):
    """The form of a quotation that was looked up, and its parts; ``has_ellipses``: each part between ellipses is in one place.

    ``is_reordered``: one text has the same words in another order.
    """

    normalized: NormalizedQuotation
    parts: tuple[QuotationPart, ...]
    has_ellipses: bool = False
    in_order: bool = True
    is_reordered: bool = False
    nearest: NearestPassage | None = None

    @property
    def located_parts(self) -> list[QuotationPart]:
        """Return the parts that were found, without single words that are elsewhere."""
        return [part for part in self.parts if part.places and not part.is_isolated]

    @property
    def is_shortened(self) -> bool:
        """Return whether all parts are near each other in one text, in order: words between them are left out."""
        return bool(self.parts) and all(map(_is_near, self.parts[1:]))

    @property
    def other_words(self) -> int:
        """Return how many words differ from the source's."""
        return sum(part.other_words for part in self.parts)

    @property
    def cut_words(self) -> tuple[str, str]:
        """Return the words of the source in which the quotation begins and ends."""
        return (self.parts[0].cut_words[0], self.parts[-1].cut_words[1]) if self.parts else ("", "")

    @property
    def verdict(self) -> str:
        """Return the verdict.

        ``exact``; ``spelling``; ``other-words``; ``partly-joined``: all its words, not together; ``partly``; ``absent``;
        ``undecided`` if not everything was searched; ``wordless`` without a word.
        """
        located = self.located_parts
        if not self.parts:
            return "wordless"
        is_whole = len(located) == len(self.parts)
        if is_whole and (self.is_reordered or not (len(located) == 1 or (self.has_ellipses and self.in_order))):
            if self.is_reordered or self.is_shortened or any(part.states_something for part in located):
                return "partly-joined"
        elif is_whole:
            if self.other_words:
                return "other-words"
            is_exact = not any(part.differences for part in located) and not self.normalized.is_reversed
            return "exact" if is_exact else "spelling"
        elif any(part.states_something for part in located):
            return "partly"
        return "undecided" if any(part.may_have_more and not part.places for part in self.parts) else "absent"


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
    parts, in_order = _arrange_parts(list(chain.from_iterable(checked)))
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
    parts, in_order = _arrange_parts(_find_pieces(span, core.text, index, has_more=has_more))
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
    return _find_pieces(span, text, index, has_more=has_more)


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


class _Piece(NamedTuple):
    """Words of a quotation, from ``start`` up to ``end``, and those of a text that are the same, with their characters.

    ``original`` has none if they are nowhere.
    """

    start: int
    end: int
    original: tuple[Token, ...] = ()
    words: str = ""


def _find_pieces(span: Span, text: str, index: TextIndex, *, has_more: bool) -> list[QuotationPart]:
    """Return the runs of words that are together somewhere, and what is left between them."""
    tokens = tokenize_text(text)
    regions, incomplete = index.find_partial(text)
    min_words = max(2, min(4, -(-len(tokens) // 2)))
    pieces = _align_pieces(text, tokens, range(len(tokens)), regions, index, min_words)
    is_alone = len(pieces) == 1
    looked_up: set[_Piece] = set()
    # Each lost run is looked for by itself and by its pairs of words, and then each single word that is left of it.
    while lost := [piece for piece in pieces if not piece.original and piece not in looked_up]:
        runs = [tokens[piece.start : piece.end] for piece in lost]
        pairs = [] if looked_up else [run[at : at + 2] for run in runs for at in range(len(run) - 1)][:MAX_PAIRS]
        # Pairs alone make no statement: in a large archive they are not looked for if nothing else was found.
        pairs = [] if is_alone and index.has_many_together(pairs) else pairs
        limits = [MAX_CHUNKS_OF_PIECE] * len(runs) + [MAX_CHUNKS_OF_PAIR] * len(pairs)
        texts = [Span(run[0].start, run[-1].end).of(text) for run in (*runs, *pairs)]
        regions, has_more_runs = index.find_together([*runs, *pairs], texts, limits)
        incomplete = [
            *incomplete,
            *(Span(run[0].start, run[-1].end) for run, more in zip(runs, has_more_runs, strict=False) if more),
        ]
        divided = (
            _divide_lost(text, tokens, piece, regions, index, is_alone=is_alone) if piece in lost else [piece] for piece in pieces
        )
        looked_up |= set(lost)
        pieces = list(chain.from_iterable(divided))
        is_alone = not any(piece.original for piece in pieces)
        if is_alone:
            break
    located = [piece for piece in pieces if piece.original]
    regions, has_more_places = index.find_together(
        [piece.original for piece in located], [piece.words for piece in located], [MAX_CHUNKS_OF_PIECE] * len(located)
    )
    more = iter(has_more_places)
    parts = []
    for piece in pieces:
        piece_span = Span(tokens[piece.start].start, tokens[piece.end - 1].end)
        places = _find_places(piece_span.of(text), piece.original, regions, index) if piece.original else ()
        may_have_more = next(more) if piece.original else has_more or any(piece_span.overlaps(window) for window in incomplete)
        part_span = Span(span.start + piece_span.start, span.start + piece_span.end)
        parts.append(QuotationPart(part_span, piece_span.of(text), places, may_have_more=may_have_more))
    return parts


def _align_pieces(
    text: str, tokens: list[Token], words: range, regions: Sequence[TextRegion], index: TextIndex, min_words: int
) -> list[_Piece]:
    region_words = [index.list_words(region) for region in regions]
    aligned = align_tokens(text, tokens[words.start : words.stop], [region.text for region in regions], region_words, min_words)
    pieces, start = [], words.start
    for piece in aligned:
        end = start
        while end < words.stop and tokens[end].end <= piece.span.end:
            end += 1
        original: tuple[Token, ...] = ()
        characters = ""
        if piece.text is not None and piece.matched_span is not None:
            inside = piece.matched_span
            original = tuple(word for word in region_words[piece.text] if inside.start <= word.start and word.end <= inside.end)
            characters = inside.of(regions[piece.text].text)
        pieces.append(_Piece(start, end, original, characters))
        start = end
    return pieces


def _divide_lost(
    text: str, tokens: list[Token], lost: _Piece, regions: Sequence[TextRegion], index: TextIndex, *, is_alone: bool
) -> list[_Piece]:
    """Return the runs of lost words that are somewhere, joined to lost ones beside them if they are too short to tell anything.

    ``is_alone``: nothing else of the quotation was found, so that single words count for nothing.
    """
    length = lost.end - lost.start
    if length == 1 and is_alone:
        return [lost]
    found = _align_pieces(text, tokens, range(lost.start, lost.end), regions, index, min(2, length))
    pieces: list[_Piece] = []
    for at, piece in enumerate(found):
        words = [token.folded for token in tokens[piece.start : piece.end]]
        is_long = len(words) >= MIN_RUN_WORDS or len(list_content_words(words)) >= MIN_RUN_CONTENT_WORDS
        is_beside_lost = (pieces and not pieces[-1].original) or any(not other.original for other in found[at + 1 : at + 2])
        if piece.original and not is_long and is_beside_lost:
            piece = piece._replace(original=())
        if pieces and not piece.original and not pieces[-1].original:
            piece = pieces.pop()._replace(end=piece.end)
        pieces.append(piece)
    return pieces


def _find_places(quoted: str, original: Sequence[Token], regions: Iterable[TextRegion], index: TextIndex) -> tuple[TextMatch, ...]:
    """Return all places of some consecutive words: first those that agree letter for letter, and sources before readings."""
    words = [token.folded for token in original]
    places = []
    for region in regions:
        tokens = index.list_words(region)
        folded = index.list_folded(region)
        starts = (at for at, word in enumerate(folded) if word == words[0] and folded[at : at + len(words)] == words)
        places += [region.locate(Span(tokens[at].start, tokens[at + len(words) - 1].end)) for at in starts]
    return tuple(sorted(places, key=lambda place: (place.words != quoted, place.region.kind != TextChunk.Kind.TEXT)))


def _arrange_parts(parts: list[QuotationPart]) -> tuple[tuple[QuotationPart, ...], bool]:
    """Return the parts with their places in the order of one text, if there is one, and whether there is."""
    located = [part for part in parts if part.places]
    ordered = order_places(located)
    if ordered is None:
        several = [part for part in located if len(tokenize_text(part.words)) > 1]
        ordered = order_places(several) if len(several) < len(located) else None
        in_order = ordered is not None
        placed = {part.span: part for part in ordered or ()}
        ordered = [placed.get(part.span, part) for part in located]
    else:
        in_order = True
    arranged, following = [], iter(ordered)
    previous: QuotationPart | None = None
    for part in parts:
        if part.places:
            part = next(following)
            if not part.differences and part.places[0].words != part.words:
                part = part._replace(differences=describe_differences(part.words, part.places[0].words))
            part = part._replace(omitted=_find_omitted(previous, part) if in_order else None)
            previous = part
        arranged.append(part)
    return tuple(_mark_isolated(arranged)), in_order


def _mark_isolated(parts: Sequence[QuotationPart]) -> list[QuotationPart]:
    """Return the parts; a single word that is not near its neighbours in the same text is isolated."""
    marked = []
    for at, part in enumerate(parts):
        is_single = bool(part.places) and len(parts) > 1 and len(tokenize_text(part.words)) == 1
        following = next((other for other in parts[at + 1 :] if other.places), None)
        marked.append(part._replace(is_isolated=is_single and not (_is_near(part) or (following and _is_near(following)))))
    return marked


def _is_near(part: QuotationPart) -> bool:
    return part.omitted is not None and len(tokenize_text(part.omitted)) <= MAX_GAP


def _find_omitted(before: QuotationPart | None, part: QuotationPart) -> str | None:
    """Return the characters of the text between two parts; None if they are not in one region in this order."""
    if before is None:
        return None
    first, second = before.places[0], part.places[0]
    if first.text_key != second.text_key or first.span.end > second.span.start:
        return None
    for region in (first.region, second.region):
        gap = Span(first.span.end - region.start, second.span.start - region.start)
        if gap.start >= 0 and gap.end <= len(region.text):
            return gap.of(region.text)
    return None


def order_places(parts: Sequence[QuotationPart]) -> list[QuotationPart] | None:
    """Return the parts, the first place of each being after that of the part before it in the same text; None if impossible.

    Of several such orders it is the one that is nearest together.
    """
    best: tuple[int, list[TextMatch]] | None = None
    for first in parts[0].places if parts else ():
        chosen = [first]
        for part in parts[1:]:
            after = [place for place in part.places if place.text_key == first.text_key and place.span.start >= chosen[-1].span.end]
            if not after:
                break
            chosen.append(min(after, key=lambda place: place.span))
        extent = chosen[-1].span.end - first.span.start
        if len(chosen) == len(parts) and (best is None or extent < best[0]):
            best = extent, chosen
    if best is None:
        return None if parts else []
    return [
        part._replace(places=(first, *(place for place in part.places if place != first)))
        for part, first in zip(parts, best[1], strict=True)
    ]
