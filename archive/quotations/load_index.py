"""Loading of the quotation index from the texts of sources and their readings.

It is written block by block, so that memory is bounded.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby
from operator import itemgetter
from typing import NamedTuple

from archive.addresses import PassageKey
from archive.fixtures.records.sources import PassagesRecord
from archive.models import PostingBucket, Reading, Source, TextChunk, bulk
from archive.quotations.chunks import list_offsets, split_chunks
from archive.quotations.postings import BLOCK_SIZE, pack_buckets

RowValues = dict[str, object]
# Maximum number of texts that are in memory at once; each has five megabytes at most.
TEXTS_PER_BATCH = 8


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
    starts, readings = [sentence.start for sentence in sentences], [sentence.reading.text for sentence in sentences]
    yield from _make_indexed_texts(text, passages, starts, readings)


def list_stored_texts() -> Iterator[IndexedText]:
    """Yield the same of all sources, from the tables."""
    for sources in bulk.iterate_batches(Source.objects.order_by("pk").values_list("pk", flat=True), TEXTS_PER_BATCH):
        texts = dict(Source.objects.filter(pk__in=sources).values_list("pk", "text"))
        rows = Reading.objects.filter(passage__source__in=sources, number=1).order_by("passage_id")
        columns = rows.values_list("passage__source_id", "passage_id", "passage__start", "text")
        for source, sentences in groupby(columns, key=itemgetter(0)):
            _sources, passages, starts, readings = map(list, zip(*sentences, strict=True))
            yield from _make_indexed_texts(texts[source], passages, starts, readings)


def _make_indexed_texts(text: str, passages: list[int], starts: list[int], readings: list[str]) -> Iterator[IndexedText]:
    """Yield a text, and its readings joined by single spaces, given keys, starts and readings of its sentences."""
    yield IndexedText(TextChunk.Kind.TEXT.value, text, starts, passages)
    yield IndexedText(TextChunk.Kind.READING.value, " ".join(readings), list_offsets(readings), passages)


def load_quotation_index(texts: Iterable[IndexedText]) -> None:
    """Insert the index of all texts."""
    index = QuotationIndexBuilder()
    index.add(texts)
    index.close()


class QuotationIndexBuilder:
    """An index under construction: chunks are numbered in the order of the texts; the words of a block are inserted when it is full."""

    def __init__(self) -> None:
        self._next_chunk, self._bucket_keys = 0, count(1)
        self._rows: list[RowValues] = []
        self._positions: dict[int, array] = defaultdict(_make_positions)

    def add(self, texts: Iterable[IndexedText]) -> None:
        """Add texts."""
        for row, words in _build_rows(texts):
            position = self._next_chunk % BLOCK_SIZE
            for word in words:
                self._positions[word].append(position)
            self._rows.append({"id": self._next_chunk, **row})
            self._next_chunk += 1
            if len(self._rows) == bulk.BATCH_SIZE:
                self._insert_chunks()
            if position == BLOCK_SIZE - 1:
                self._insert_words()

    def close(self) -> None:
        """Insert what is not yet inserted."""
        self._insert_chunks()
        self._insert_words()

    def _insert_chunks(self) -> None:
        bulk.insert_rows(TextChunk, self._rows)
        self._rows = []

    def _insert_words(self) -> None:
        """Insert the words of the last block, if there are any."""
        block, buckets = (self._next_chunk - 1) // BLOCK_SIZE, pack_buckets(self._positions)
        bulk.insert_rows(
            PostingBucket,
            ({"id": next(self._bucket_keys), "number": number, "block": block, "postings": packed} for number, packed in buckets),
        )
        self._positions = defaultdict(_make_positions)


def _make_positions() -> array:
    return array("H")


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
