"""Cutting of texts into chunks, the units of the quotation index.

The words of a chunk include some that follow it, so that words that are near each other in a text are together in one chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from archive.quotations.tokens import WORD, list_fingerprints

# Maximum code points of a chunk.
CHUNK_SIZE = 1000
# Words after a chunk that are indexed with it.
OVERLAP_WORDS = 16


@dataclass
class Chunk:
    """``text`` from code point ``start`` of the whole; ``words``: fingerprints, of which ``missing_words`` are still to be added."""

    start: int
    text: str
    words: set[int]
    missing_words: int = OVERLAP_WORDS


def split_chunks(text: str) -> Iterator[Chunk]:
    """Yield the chunks of a text, which joined are the text; a word is cut only if it is longer than a chunk."""
    incomplete: list[Chunk] = []
    for start, end in _split_text(text):
        fingerprints = list_fingerprints(text[start:end])
        for chunk in incomplete:
            chunk.words.update(fingerprints[: chunk.missing_words])
            chunk.missing_words -= min(len(fingerprints), chunk.missing_words)
        yield from (chunk for chunk in incomplete if not chunk.missing_words)
        incomplete = [chunk for chunk in incomplete if chunk.missing_words]
        incomplete.append(Chunk(start, text[start:end], set(fingerprints)))
    yield from incomplete


def _split_text(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = start + CHUNK_SIZE
        if end < len(text):
            # No word has a space, so that one which crosses the end begins after the last space before it.
            word_start = max(start, text.rfind(" ", start, end) + 1)
            last_word = max((match.span() for match in WORD.finditer(text, word_start, end + 1)), default=(end, end))
            end = last_word[0] if start < last_word[0] and last_word[1] > end else end
        yield start, end
        start = end


def list_offsets(texts: Iterable[str]) -> list[int]:
    """Return the code points at which texts begin when they are joined by single spaces."""
    return list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
