"""Lookup of a quotation's words in the index of texts. The database is queried for numbers only, never for a reader's words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.models import PostingBucket, TextChunk
from archive.quotations import postings
from archive.quotations.chunks import CHUNK_SIZE, OVERLAP_WORDS
from archive.quotations.tokens import Token, hash_word, is_word_boundary, tokenize_text
from archive.text.anchoring import Span, find_occurrences

# Maximum chunks that are read for one lookup, and chunks in which a quotation may be; the archive may have more.
MAX_CHUNKS_READ, MAX_CANDIDATE_CHUNKS = 900, 300
# Maximum chunks that are read for runs of words which are looked for by themselves, all together.
MAX_CHUNKS_TOGETHER = 24
# Maximum chunks of such runs that are compared whatever their letters.
MAX_CHUNKS_COMPARED = 12
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
        return TextMatch(self, span.moved(self.start))


class TextMatch(NamedTuple):
    """Words that were found: ``span`` is in code points of the whole text."""

    region: TextRegion
    span: Span

    @property
    def words(self) -> str:
        """The characters of the text."""
        return self.region.text[self.span.start - self.region.start : self.span.end - self.region.start]

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
        self._chunks: dict[int, tuple | None] = {}
        self._region_words: dict[tuple[str, int, int, int], list[Token]] = {}
        self._chunk_words: dict[str, list[Token]] = {}

    def list_words(self, region: TextRegion) -> list[Token]:
        """Return the words of a region, which are remembered."""
        key = region.kind, region.source, region.start, len(region.text)
        if key not in self._region_words:
            ends = [chunk.start for chunk in region.chunk_starts[1:]] + [region.start + len(region.text)]
            self._region_words[key] = [
                Token(token.start + shift, token.end + shift, token.folded, token.is_note) if shift else token
                for chunk, end in zip(region.chunk_starts, ends, strict=True)
                for shift in (chunk.start - region.start,)
                for token in self._list_chunk_words(region.text[shift : end - region.start])
            ]
        return self._region_words[key]

    def _list_chunk_words(self, text: str) -> list[Token]:
        """Return the words of a chunk, which ends between words."""
        if text not in self._chunk_words:
            self._chunk_words[text] = tokenize_text(text)
        return self._chunk_words[text]

    def list_folded(self, region: TextRegion) -> list[str]:
        """Return the folded words of a region."""
        return [token.folded for token in self.list_words(region)]

    def count_pairs(self, tokens: Sequence[Token], regions: Iterable[TextRegion]) -> int:
        """Return how many words are followed by the next one in some region too."""
        pairs = {(first.folded, second.folded) for first, second in pairwise(tokens)}
        return len(pairs.intersection(*[set().union(*(pairwise(self.list_folded(region)) for region in regions))]))

    def has_word(self, token: Token) -> bool:
        """Return whether any text has a word."""
        return postings.count_containing(self._blocks, self._load_words([token])) > 0

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

    def find_nearest(self, text: str, limit: int, min_words: int | None = None) -> list[TextRegion]:
        """Return up to ``limit`` regions, each longer than a text, that hold the most of its words.

        ``min_words``: how many of those looked up they hold; half of them by default.
        """
        tokens = tokenize_text(text)
        step = -(-len(tokens) // (2 * CONTEXT_WORDS)) if len(text) > CHUNK_SIZE else 1
        words = self._load_words(tokens[::step][: 2 * CONTEXT_WORDS])
        reach = len(text) * 2 // CHUNK_SIZE + 1
        numbers = postings.rank_candidates(self._blocks, words, -(-len(words) // 2) if min_words is None else min_words, limit)
        return self._load_regions(numbers, range(-reach, reach + 1))

    def has_many_together(self, runs: Sequence[Sequence[Token]]) -> bool:
        """Return whether more than MAX_CHUNKS_COMPARED chunks hold all words of some run."""
        numbers: set[int] = set()
        for run in runs:
            numbers.update(self._select_together(run, MAX_CHUNKS_COMPARED + 1).numbers)
            if len(numbers) > MAX_CHUNKS_COMPARED:
                return True
        return False

    def _select_together(self, run: Sequence[Token], limit: int) -> postings.ChunkSelection:
        longest = sorted({token.folded for token in run[:OVERLAP_WORDS]}, key=lambda word: (-len(word), word))
        words = [hash_word(word) for word in longest[:MAX_WORDS_LOOKED_UP]]
        return postings.find_containing(self._blocks, words, limit)

    def find_together(
        self, runs: Sequence[Sequence[Token]], texts: Sequence[str], limits: Sequence[int]
    ) -> tuple[list[TextRegion], list[bool]]:
        """Return regions that hold all words of a run near each other, and for each run whether there are more.

        ``texts``: the characters of the runs; of many chunks only those that hold them letter for letter are returned.
        ``limits``: maximum chunks of each run; fewer if all have more than MAX_CHUNKS_TOGETHER.
        """
        self._load_words([token for run in runs for token in run[:OVERLAP_WORDS]])
        ahead = max((run[-1].end - run[0].start for run in runs), default=0) * 2 // CHUNK_SIZE + 1
        selections = [self._select_together(run, limit) for run, limit in zip(runs, limits, strict=True)]
        shares = postings.divide_fairly(MAX_CHUNKS_TOGETHER, [len(selection.numbers) for selection in selections])
        candidates = [selection.numbers[:share] for selection, share in zip(selections, shares, strict=True)]
        numbers = dict.fromkeys(number for chunks in candidates for number in chunks)
        if len(numbers) > MAX_CHUNKS_COMPARED:
            self._load_chunks([number + step for number in numbers for step in range(ahead + 1)])
            numbers = dict.fromkeys(
                number
                for chunks, text in zip(candidates, texts, strict=True)
                for number in chunks
                if text in "".join(self._get_chunk_text(number + step) for step in range(ahead + 1))
            )
        has_more = [
            selection.has_more or share < len(selection.numbers) for selection, share in zip(selections, shares, strict=True)
        ]
        return self._load_regions(numbers, range(ahead + 1)), has_more

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

    def _load_chunks(self, keys: Iterable[int]) -> None:
        if missing := [key for key in dict.fromkeys(keys) if key not in self._chunks]:
            self._chunks |= dict.fromkeys(missing)
            fields = ("pk", "kind", "passage__source", "text", "start", "sentence_start", "passage")
            rows = TextChunk.objects.filter(pk__in=missing).order_by().values_list(*fields)
            self._chunks |= {row[0]: row for row in rows}

    def _get_chunk_text(self, number: int) -> str:
        row = self._chunks.get(number)
        return row[3] if row else ""

    def _load_regions(self, numbers: Iterable[int], reach: range) -> list[TextRegion]:
        """Return the chunks and those within ``reach`` of each, consecutive ones of a text joined."""
        keys = list(dict.fromkeys(number + step for number in numbers for step in reach))[:MAX_CHUNKS_READ]
        self._load_chunks(keys)
        regions: list[TextRegion] = []
        following = None
        for row in filter(None, map(self._chunks.__getitem__, sorted(keys))):
            number, kind, source, text, *start = row
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
