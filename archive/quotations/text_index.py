"""Lookup of a quotation's words in the index of texts. The database is queried for numbers only, never for a reader's words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.models import PostingBucket, TextChunk
from archive.quotations import postings
from archive.quotations.chunks import CHUNK_SIZE, OVERLAP_WORDS
from archive.quotations.tokens import Token, hash_word, is_word_boundary, tokenize_text
from archive.text.anchoring import Span, find_occurrences

# Maximum chunks that are read for one lookup, and chunks in which a quotation may be; the archive may have more.
MAX_CHUNKS_READ, MAX_CANDIDATE_CHUNKS = 900, 300
# Words up to which a quotation must be whole words; the first and the last of a longer one may be parts of words.
MAX_WHOLE_WORDS = 3
# Maximum words that are looked up of those that a chunk holds together.
MAX_WORDS_LOOKED_UP = 8
# Words of a window, which are looked up together where a quotation is nowhere whole, and words from one window to the next.
WINDOW_WORDS, WINDOW_STEP = 4, 3
# Words up to which a window begins at each word, for a short quotation may have no more than a window's words in a row.
SHORT_QUOTATION_WORDS = 64
# Words around a window by which its candidates are ranked.
CONTEXT_WORDS = 12
# Chunks of each window that are compared whatever their letters; and those of all windows that are read for their letters.
CANDIDATES_PER_WINDOW, MAX_CANDIDATES = 3, 400


class ChunkStart(NamedTuple):
    """The code point of its text at which a chunk begins, and its first sentence's passage, which begins at ``sentence_start``."""

    start: int
    sentence_start: int
    passage: int


class TextRegion(NamedTuple):
    """Consecutive chunks of a source, by its key: of its text or of its readings joined by single spaces."""

    kind: str
    source: int
    text: str
    chunk_starts: tuple[ChunkStart, ...]

    @property
    def start(self) -> int:
        """The code point of the whole text at which it begins."""
        return self.chunk_starts[0].start

    def locate(self, span: Span) -> TextMatch:
        """Return the match at a span of the region."""
        return TextMatch(self, Span(self.start + span.start, self.start + span.end))


class TextMatch(NamedTuple):
    """Words that were found: ``span`` is in code points of the whole text."""

    region: TextRegion
    span: Span

    @property
    def chunk_start(self) -> ChunkStart:
        """The start of the chunk in which they begin."""
        starts = self.region.chunk_starts
        return starts[bisect_right(starts, self.span.start, key=lambda chunk: chunk.start) - 1]

    @property
    def text_key(self) -> tuple[str, int]:
        """The kind and source of the text."""
        return self.region.kind, self.region.source


class TextIndex:
    """The index, loaded as far as the lookups of one quotation need it."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[int, int]] = defaultdict(dict)
        self._loaded_words: set[int] = set()

    def find_whole(self, text: str) -> tuple[list[TextRegion], bool]:
        """Return regions in which a text with words may be whole, and whether there are more of them."""
        tokens = tokenize_text(text)
        inner = tokens[1:-1] if len(tokens) > MAX_WHOLE_WORDS else tokens
        # The longest words are the rarest, by and large.
        longest = sorted(inner[:OVERLAP_WORDS], key=lambda token: -len(token.folded))
        words = self._load_words(longest[:MAX_WORDS_LOOKED_UP])
        ahead = len(text) * 2 // CHUNK_SIZE + 1
        numbers, has_more = postings.find_containing(self._blocks, words, min(MAX_CANDIDATE_CHUNKS, MAX_CHUNKS_READ // (ahead + 2)))
        return self._load_regions(numbers, range(-1, ahead + 1)), has_more

    def find_nearest(self, text: str, limit: int) -> list[TextRegion]:
        """Return up to ``limit`` regions, each longer than a text, that hold the most of its words and half of those looked up."""
        tokens = tokenize_text(text)
        step = -(-len(tokens) // (2 * CONTEXT_WORDS)) if len(text) > CHUNK_SIZE else 1
        words = self._load_words(tokens[::step][: 2 * CONTEXT_WORDS])
        reach = len(text) * 2 // CHUNK_SIZE + 1
        numbers = postings.rank_candidates(self._blocks, words, -(-len(words) // 2), limit)
        return self._load_regions(numbers, range(-reach, reach + 1))

    def find_partial(self, text: str) -> tuple[list[TextRegion], list[Span]]:
        """Return regions that hold windows of a text, and the windows that may be elsewhere too.

        A window's words, or all if they are fewer, must be near each other. Spans are of the text.
        """
        tokens = tokenize_text(text)
        self._load_words(tokens)
        step = 1 if len(tokens) <= SHORT_QUOTATION_WORDS else WINDOW_STEP
        starts = range(0, max(1, len(tokens) - WINDOW_WORDS + 1), step)
        windows = [tokens[start : start + WINDOW_WORDS] for start in starts]
        counts = [postings.count_containing(self._blocks, self._load_words(window)) for window in windows]
        shares = postings.divide_fairly(MAX_CANDIDATES, counts)
        candidates = []
        for start, window, share in zip(starts, windows, shares, strict=True):
            context = self._load_words(tokens[max(0, start - WINDOW_WORDS) : start + CONTEXT_WORDS - WINDOW_WORDS])
            limit = max(CANDIDATES_PER_WINDOW, share)
            candidates.append(postings.rank_candidates(self._blocks, context, 0, limit, self._load_words(window)))
        spans = [Span(window[0].start, window[-1].end) for window in windows]
        selected = self._select_candidates([span.of(text) for span in spans], candidates)
        incomplete = [span for span, count, numbers in zip(spans, counts, candidates, strict=True) if count > len(numbers)]
        return self._load_regions(selected[: MAX_CHUNKS_READ // 3], range(-1, 2)), incomplete

    @staticmethod
    def _select_candidates(windows: Sequence[str], candidates: Sequence[list[int]]) -> list[int]:
        """Return each window's likeliest chunks, and those of its others that hold it letter for letter."""
        keys = {number + step for numbers in candidates for number in numbers[CANDIDATES_PER_WINDOW:] for step in (0, 1)}
        texts = dict(TextChunk.objects.filter(pk__in=keys).order_by().values_list("pk", "text")) if keys else {}
        selected: dict[int, None] = {}
        for window, numbers in zip(windows, candidates, strict=True):
            others = numbers[CANDIDATES_PER_WINDOW:]
            selected |= dict.fromkeys(numbers[:CANDIDATES_PER_WINDOW])
            selected |= dict.fromkeys(number for number in others if window in texts[number] + texts.get(number + 1, ""))
        return list(selected)

    def _load_words(self, tokens: Sequence[Token]) -> list[int]:
        """Return the fingerprints of words, each once, after loading their positions."""
        fingerprints = list(dict.fromkeys(hash_word(token.folded) for token in tokens))
        missing = [fingerprint for fingerprint in fingerprints if fingerprint not in self._loaded_words]
        if missing:
            buckets = defaultdict(list)
            for fingerprint in missing:
                buckets[postings.select_bucket(fingerprint)].append(fingerprint)
            rows = PostingBucket.objects.filter(number__in=list(buckets)).order_by().values_list("number", "block", "postings")
            for number, block, packed in rows.iterator():
                self._blocks[block].update(postings.unpack_bucket(bytes(packed), buckets[number]))
            self._loaded_words.update(missing)
        return fingerprints

    @staticmethod
    def _load_regions(numbers: Iterable[int], reach: range) -> list[TextRegion]:
        """Return the chunks and those within ``reach`` of each, consecutive ones of a text joined."""
        keys = dict.fromkeys(number + step for number in numbers for step in reach)
        fields = ("pk", "kind", "passage__source", "text", "start", "sentence_start", "passage")
        rows = list(TextChunk.objects.filter(pk__in=list(keys)[:MAX_CHUNKS_READ]).order_by("pk").values_list(*fields))
        regions: list[TextRegion] = []
        following = None
        for number, kind, source, text, *start in rows:
            chunk_starts: tuple[ChunkStart, ...] = (ChunkStart(*start),)
            if (number, kind, source) == following:
                region = regions.pop()
                text, chunk_starts = region.text + text, (*region.chunk_starts, *chunk_starts)
            regions.append(TextRegion(kind, source, text, chunk_starts))
            following = number + 1, kind, source
        return regions


def find_exact(text: str, regions: Iterable[TextRegion]) -> list[TextMatch]:
    """Return where a text is letter for letter, the sources before the readings; few words must be whole words."""
    is_short = len(tokenize_text(text)) <= MAX_WHOLE_WORDS
    return [
        region.locate(Span(start, start + len(text)))
        for region in sorted(regions, key=lambda region: region.kind != TextChunk.Kind.TEXT)
        for start in find_occurrences(region.text, text)
        if not is_short or (is_word_boundary(region.text, start) and is_word_boundary(region.text, start + len(text)))
    ]
