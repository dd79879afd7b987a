"""A source divided into pages: whole paragraphs as far as they fit, in the order of the text. A short source has one page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from archive.models import Source

# Maximum sentences of a page.
SENTENCES_PER_PAGE = 20
# Pages of one block of the index; of other blocks it has the first page only.
INDEX_BLOCK = 60


class SourcePage(NamedTuple):
    """A page: its ``number``, from 1, the half-open range of its sentences among all of the source, and the first and last of their references."""

    number: int
    start: int
    end: int
    first: str
    last: str


class SourcePages:
    """The pages of a source, by its sentences in their order: of each its key, its reference and the key of its paragraph."""

    def __init__(self, sentences: Iterable[tuple[int, str, int]]) -> None:
        keys, refs, paragraphs = list(zip(*sentences, strict=True)) or ((), (), ())
        self.refs: list[str] = list(refs)
        # The lowest and the highest key
        self.first, self.last = min(keys, default=0), max(keys, default=0)
        ends = list(_divide([len(list(group)) for _key, group in groupby(paragraphs)]))
        starts = [0, *ends[:-1]] if ends else []
        self.pages = [
            SourcePage(number, start, end, self.refs[start], self.refs[end - 1])
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
        ] or [SourcePage(1, 0, 0, "", "")]
        self.starts = starts

    @classmethod
    def load(cls, source: Source) -> SourcePages:
        """Return the pages of a source; one query, without texts."""
        return cls(source.passages.sentences().values_list("pk", "ref", "paragraph_id"))

    def __len__(self) -> int:
        return len(self.pages)

    def find(self, ref: str) -> SourcePage:
        """Return the page with a sentence, or the first if the source has no such sentence."""
        at = self.refs.index(ref) if ref in self.refs else 0
        return self.pages[max(0, bisect_right(self.starts, at) - 1)]

    def list_index(self, number: int) -> Sequence[SourcePage]:
        """Return the pages to which a page leads: all those of its block, and the first of each other block."""
        block = (number - 1) // INDEX_BLOCK
        return [page for page in self.pages if (page.number - 1) % INDEX_BLOCK == 0 or (page.number - 1) // INDEX_BLOCK == block]


def _divide(lengths: Iterable[int]) -> Iterator[int]:
    """Yield the ends of pages, as numbers of sentences, of paragraphs with so many sentences; a longer paragraph than a page is divided."""
    start = end = 0
    for length in lengths:
        if end + length - start > SENTENCES_PER_PAGE and end > start:
            yield end
            start = end
        end += length
        while end - start > SENTENCES_PER_PAGE:
            start += SENTENCES_PER_PAGE
            yield start
    if end > start:
        yield end
