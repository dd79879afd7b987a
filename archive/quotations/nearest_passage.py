"""The passage that has most of the words of a quotation that is nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from archive.quotations.assertions import list_content_words
from archive.quotations.text_index import TextMatch, TextRegion
from archive.quotations.tokens import Token
from archive.text.anchoring import Span

# Minimum content words that a passage shares with a quotation.
MIN_SHARED_WORDS = 2
# Words of the passage for each of the quotation, at least and at most.
WORDS_PER_WORD, MIN_PASSAGE_WORDS, MAX_PASSAGE_WORDS = 2, 12, 40


class NearestPassage(NamedTuple):
    """The words from the first shared one to the last; ``shared``: their spans in code points of the whole text."""

    place: TextMatch
    shared: tuple[Span, ...]


def find_nearest_passage(words: Sequence[str], regions: Sequence[tuple[TextRegion, list[Token]]]) -> NearestPassage | None:
    """Return the passage of some regions that shares most content words, then the rarest; None if it shares too few."""
    content = set(list_content_words(words))
    hits = [[(at, token) for at, token in enumerate(tokens) if token.folded in content] for _region, tokens in regions]
    counts = Counter(token.folded for region_hits in hits for _at, token in region_hits)
    width = min(MAX_PASSAGE_WORDS, max(MIN_PASSAGE_WORDS, WORDS_PER_WORD * len(words)))
    best: tuple[tuple[int, float], int, list[Token]] | None = None
    for number, region_hits in enumerate(hits):
        for at, (position, _token) in enumerate(region_hits):
            window = [token for other, token in region_hits[at : at + width] if other < position + width]
            distinct = {token.folded for token in window}
            # Its sum is the same in any order of the words, and so in any process.
            weight = len(distinct), fsum(1 / counts[word] for word in distinct)
            if len(distinct) >= min(MIN_SHARED_WORDS, len(content)) and (best is None or weight > best[0]):
                best = weight, number, window
    if best is None:
        return None
    _weight, number, window = best
    region = regions[number][0]
    shared = tuple(region.locate(Span(token.start, token.end)).span for token in window)
    return NearestPassage(region.locate(Span(window[0].start, window[-1].end)), shared)
