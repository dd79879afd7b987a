"""Loading of the quotation index from the texts of sources and their readings.

It is written block by block, so that memory is bounded.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from typing import NamedTuple

from archive.addresses import PassageKey
from archive.fixtures.records.sources import PassagesRecord
from archive.models import PostingBucket, TextChunk, bulk
from archive.quotations.chunks import list_offsets, split_chunks
from archive.quotations.postings import BLOCK_SIZE, pack_buckets

RowValues = dict[str, object]


class IndexedText(NamedTuple):
    """A text to be indexed: the code points at which its sentences begin, in order, and the keys of their passages."""

    kind: str
    text: str
    sentence_starts: list[int]
    passages: list[int]


def clear_quotation_index() -> None:
    """Delete the index."""
    bulk.clear_tables(PostingBucket, TextChunk)


def list_indexed_texts(record: PassagesRecord, text: str, keys: Mapping[str, int]) -> Iterator[IndexedText]:
    """Yield the text of a source, and its readings joined by single spaces; ``keys`` by ``source:ref``."""
    sentences = [sentence for paragraph in record.paragraphs for sentence in paragraph.sentences]
    passages = [keys[str(PassageKey(record.source, sentence.ref))] for sentence in sentences]
    yield IndexedText(TextChunk.Kind.TEXT.value, text, [sentence.start for sentence in sentences], passages)
    readings = [sentence.reading.text for sentence in sentences]
    yield IndexedText(TextChunk.Kind.READING.value, " ".join(readings), list_offsets(readings), passages)


def load_quotation_index(texts: Iterable[IndexedText]) -> None:
    """Insert the chunks, numbered in the order of the texts, and the words of each block."""
    rows, keys = _build_rows(texts), count(1)
    for block in count():
        positions: dict[int, array] = defaultdict(lambda: array("H"))
        bulk.insert_rows(TextChunk, _collect_positions(islice(rows, BLOCK_SIZE), block * BLOCK_SIZE, positions))
        if not positions:
            return
        buckets = zip(pack_buckets(positions), keys, strict=False)
        bulk.insert_rows(
            PostingBucket, ({"id": key, "number": number, "block": block, "postings": packed} for (number, packed), key in buckets)
        )


def _collect_positions(
    rows: Iterable[tuple[RowValues, set[int]]], first: int, positions: Mapping[int, array]
) -> Iterator[RowValues]:
    """Yield the rows of a block with keys from ``first``, adding their positions in the block to those of their words."""
    for position, (row, words) in enumerate(rows):
        for word in words:
            positions[word].append(position)
        yield {"id": first + position, **row}


def _build_rows(texts: Iterable[IndexedText]) -> Iterator[tuple[RowValues, set[int]]]:
    for kind, text, sentence_starts, passages in texts:
        for chunk in split_chunks(text):
            sentence = max(0, bisect_right(sentence_starts, chunk.start) - 1)
            sentence_start = min(sentence_starts[sentence], chunk.start)
            row = {
                "kind": kind,
                "passage_id": passages[sentence],
                "sentence_start": sentence_start,
                "start": chunk.start,
                "text": chunk.text,
            }
            yield row, chunk.words
