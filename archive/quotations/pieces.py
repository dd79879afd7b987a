"""Runs of the words of a quotation that are together somewhere, each looked for by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from archive.models import TextChunk
from archive.quotations.alignment import align_tokens, compute_min_words
from archive.quotations.assertions import list_content_words
from archive.quotations.result import QuotationPart
from archive.quotations.text_index import TextIndex, TextMatch, TextRegion
from archive.quotations.tokens import Token, tokenize_text
from archive.text.anchoring import Span

# Minimum words of a run that is looked for within words that were not found, unless it has two content words.
MIN_RUN_WORDS, MIN_RUN_CONTENT_WORDS = 3, 2
# Maximum chunks that are searched for each such run, and for the places of each piece; maximum pairs of words looked up.
MAX_CHUNKS_OF_PAIR, MAX_CHUNKS_OF_PIECE, MAX_PAIRS = 3, 60, 200


class _Piece(NamedTuple):
    """Words of a quotation, from ``start`` up to ``end``, and those of a text that are the same, with their characters.

    ``original`` has none if they are nowhere.
    """

    start: int
    end: int
    original: tuple[Token, ...] = ()
    words: str = ""


def find_pieces(span: Span, text: str, index: TextIndex, *, has_more: bool) -> list[QuotationPart]:
    """Return the runs of words that are together somewhere, and what is left between them."""
    tokens = tokenize_text(text)
    pieces, incomplete = _divide_text(text, tokens, index)
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
        parts.append(QuotationPart(piece_span.moved(span.start), piece_span.of(text), places, may_have_more=may_have_more))
    return parts


def _divide_text(text: str, tokens: list[Token], index: TextIndex) -> tuple[list[_Piece], list[Span]]:
    """Return the pieces of a quotation in their order, and the spans of it whose words may be elsewhere too."""
    regions, incomplete = index.find_partial(text)
    pieces = _align_pieces(text, tokens, range(len(tokens)), regions, index, compute_min_words(len(tokens)))
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
    return pieces, incomplete


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
