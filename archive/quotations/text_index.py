"""The index of the texts, asked where the words of a quotation may stand. Only numbers are asked of the database, never a reader's words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.models import Drawer, Stretch
from archive.quotations.chunks import CHUNK_SIZE, OVERLAP_WORDS
from archive.quotations.postings import (
    count_containing,
    divide_fairly,
    find_containing,
    rank_candidates,
    select_bucket,
    unpack_bucket,
)
from archive.quotations.tokens import Token, hash_word, is_word_boundary, tokenize_text
from archive.text.anchoring import Span, find_occurrences

# Stretches that are read for one question, and those in which a quotation may stand; there may be more in the archive.
MAX_CHUNKS_READ, MAX_CANDIDATE_CHUNKS = 900, 300
# Words up to which a quotation is looked for as whole words; of longer ones the first and the last may be parts of words.
MAX_WHOLE_WORDS = 3
# Of the words that a stretch knows together, so many are looked for.
MAX_WORDS_LOOKED_UP = 8
# Words looked for together where a quotation does not stand whole: a window of so many, the next beginning a STEP later,
# or at the next word in quotations of up to SHORT words, which may have no more than so many in a row that stand.
WINDOW_WORDS, WINDOW_STEP, SHORT_QUOTATION_WORDS, CONTEXT_WORDS = 4, 3, 64, 12
# Stretches that are compared for each window, whatever their letters; and those of all windows that are read for their letters.
CANDIDATES_PER_WINDOW, MAX_CANDIDATES = 3, 400


class ChunkStart(NamedTuple):
    """Where a stretch begins, in code points of its text, and in which sentence, which opens at ``opens``."""

    start: int
    opens: int
    passage: int


@dataclass(frozen=True)
class TextRegion:
    """Stretches that follow one another: of a source, by its key, the text or the readings joined."""

    kind: str
    source: int
    text: str
    chunk_starts: tuple[ChunkStart, ...]

    @property
    def start(self) -> int:
        """Where it begins, in code points of the whole text."""
        return self.chunk_starts[0].start


@dataclass(frozen=True)
class TextMatch:
    """Where words stand: code points of the whole text."""

    region: TextRegion
    span: Span

    @property
    def chunk_start(self) -> ChunkStart:
        """The stretch in which they begin."""
        begins = self.region.chunk_starts
        return begins[bisect_right(begins, self.span.start, key=lambda one: one.start) - 1]

    @property
    def text_key(self) -> tuple[str, int]:
        """What names the text that they stand in."""
        return self.region.kind, self.region.source


class TextIndex:
    """The index, as far as one question has asked for it."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[int, int]] = defaultdict(dict)
        self._loaded_words: set[int] = set()

    def find_whole(self, text: str) -> tuple[list[TextRegion], bool]:
        """Regions in which a text with words may stand whole, and whether there are more such regions than are given."""
        own = tokenize_text(text)
        inner = own[1:-1] if len(own) > MAX_WHOLE_WORDS else own
        # The longest words are the rarest, by and large.
        wanted = self._load_words(sorted(inner[:OVERLAP_WORDS], key=lambda one: -len(one.folded))[:MAX_WORDS_LOOKED_UP])
        ahead = len(text) * 2 // CHUNK_SIZE + 1
        numbers, more = find_containing(self._blocks, wanted, min(MAX_CANDIDATE_CHUNKS, MAX_CHUNKS_READ // (ahead + 2)))
        return self._load_regions(numbers, range(-1, ahead + 1)), more

    def find_nearest(self, text: str, most: int) -> list[TextRegion]:
        """The ``most`` regions that hold most of the words of a text, if they hold half of those asked for; each long enough for it."""
        own = tokenize_text(text)
        spread = own[:: -(-len(own) // (2 * CONTEXT_WORDS))]
        wanted = self._load_words(spread[: 2 * CONTEXT_WORDS] if len(text) > CHUNK_SIZE else own[: 2 * CONTEXT_WORDS])
        around = len(text) * 2 // CHUNK_SIZE + 1
        numbers = rank_candidates(self._blocks, wanted, -(-len(wanted) // 2), most)
        return self._load_regions(numbers, range(-around, around + 1))

    def find_partial(self, text: str) -> tuple[list[TextRegion], list[Span]]:
        """Regions in which several words of a text, WINDOW or all of them, stand near to each other; and the spans of the text that
        may stand in others too, that were not looked at."""
        own = tokenize_text(text)
        self._load_words(own)
        begins = range(0, max(1, len(own) - WINDOW_WORDS + 1), 1 if len(own) <= SHORT_QUOTATION_WORDS else WINDOW_STEP)
        windows = [own[at : at + WINDOW_WORDS] for at in begins]
        counts = [count_containing(self._blocks, self._load_words(window)) for window in windows]
        shares = divide_fairly(MAX_CANDIDATES, counts)
        found = []
        for at, window, share in zip(begins, windows, shares, strict=True):
            around = self._load_words(own[max(0, at - WINDOW_WORDS) : at + CONTEXT_WORDS - WINDOW_WORDS])
            found.append(rank_candidates(self._blocks, around, 0, max(CANDIDATES_PER_WINDOW, share), self._load_words(window)))
        spans = [Span(window[0].start, window[-1].end) for window in windows]
        wanted = self._select_candidates([span.of(text) for span in spans], found)
        unsure = [span for span, total, numbers in zip(spans, counts, found, strict=True) if total > len(numbers)]
        return self._load_regions(wanted[: MAX_CHUNKS_READ // 3], range(-1, 2)), unsure

    @staticmethod
    def _select_candidates(windows: Sequence[str], found: Sequence[list[int]]) -> list[int]:
        """Of each window the first LIKELIEST, and of the others those in which its words stand letter for letter."""
        wanted = {number + step for numbers in found for number in numbers[CANDIDATES_PER_WINDOW:] for step in (0, 1)}
        texts = dict(Stretch.objects.filter(pk__in=wanted).order_by().values_list("pk", "text")) if wanted else {}
        likely: dict[int, None] = {}
        for window, numbers in zip(windows, found, strict=True):
            likely |= dict.fromkeys(numbers[:CANDIDATES_PER_WINDOW])
            likely |= dict.fromkeys(one for one in numbers[CANDIDATES_PER_WINDOW:] if window in texts[one] + texts.get(one + 1, ""))
        return list(likely)

    def _load_words(self, asked: Sequence[Token]) -> list[int]:
        """The fingerprints of words, of each once, whose places are known from now on."""
        wanted = list(dict.fromkeys(hash_word(word.folded) for word in asked))
        unknown = [one for one in wanted if one not in self._loaded_words]
        if unknown:
            wanted_in = defaultdict(list)
            for one in unknown:
                wanted_in[select_bucket(one)].append(one)
            rows = Drawer.objects.filter(number__in=list(wanted_in)).order_by().values_list("number", "shelf", "words")
            for number, shelf, packed in rows.iterator():
                self._blocks[shelf].update(unpack_bucket(bytes(packed), wanted_in[number]))
            self._loaded_words.update(unknown)
        return wanted

    @staticmethod
    def _load_regions(numbers: Iterable[int], around: range) -> list[TextRegion]:
        wanted = dict.fromkeys(number + step for number in numbers for step in around)
        fields = ("pk", "kind", "passage__source", "text", "start", "opens", "passage")
        rows = list(Stretch.objects.filter(pk__in=list(wanted)[:MAX_CHUNKS_READ]).order_by("pk").values_list(*fields))
        regions, after = [], None
        for number, kind, source, text, *begin in rows:
            if (number, kind, source) == after:
                last = regions.pop()
                regions.append(TextRegion(kind, source, last.text + text, (*last.chunk_starts, ChunkStart(*begin))))
            else:
                regions.append(TextRegion(kind, source, text, (ChunkStart(*begin),)))
            after = number + 1, kind, source
        return regions


def find_exact(text: str, regions: Iterable[TextRegion]) -> list[TextMatch]:
    """Where a text stands letter for letter; of one to WHOLE words, where they are whole words; in the sources before the readings."""
    whole = len(tokenize_text(text)) <= MAX_WHOLE_WORDS
    found = []
    for region in sorted(regions, key=lambda one: one.kind != Stretch.Kind.TEXT):
        for at in find_occurrences(region.text, text):
            if not whole or (is_word_boundary(region.text, at) and is_word_boundary(region.text, at + len(text))):
                found.append(TextMatch(region, Span(region.start + at, region.start + at + len(text))))
    return found
