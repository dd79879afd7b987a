"""The texts of the sources and their readings → the index in which quotations are looked up, shelf by shelf, so that memory is bounded."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from typing import NamedTuple

from archive.addresses import PassageKey
from archive.fixtures.records.sources import PassagesRecord
from archive.models import Drawer, Stretch, bulk
from archive.quotations.chunks import list_offsets, split_chunks
from archive.quotations.postings import BLOCK_SIZE, pack_buckets

RowValues = dict[str, object]


class IndexedText(NamedTuple):
    """A text that quotations may be of: where its sentences begin, in code points and in order, and their keys."""

    kind: str
    text: str
    sentence_starts: list[int]
    passages: list[int]


def clear_quotation_index() -> None:
    """Takes the index away."""
    bulk.clear_tables(Drawer, Stretch)


def list_indexed_texts(record: PassagesRecord, text: str, keys: Mapping[str, int]) -> Iterator[IndexedText]:
    """The text of a source and its readings joined by single spaces; ``keys`` by ``source:ref``."""
    sentences = [one for paragraph in record.paragraphs for one in paragraph.sentences]
    passages = [keys[str(PassageKey(record.source, one.ref))] for one in sentences]
    yield IndexedText(Stretch.Kind.TEXT.value, text, [one.start for one in sentences], passages)
    readings = [one.reading.text for one in sentences]
    yield IndexedText(Stretch.Kind.READING.value, " ".join(readings), list_offsets(readings), passages)


def load_quotation_index(texts: Iterable[IndexedText]) -> None:
    """Stretches numbered in the order of the texts, and the words of each shelf."""
    rows, drawers = _build_rows(texts), count(1)
    for shelf in count():
        places: dict[int, array] = defaultdict(lambda: array("H"))
        bulk.insert_rows(Stretch, _collect_postings(islice(rows, BLOCK_SIZE), shelf * BLOCK_SIZE, places))
        if not places:
            return
        packed = zip(pack_buckets(places), drawers, strict=False)
        bulk.insert_rows(Drawer, ({"id": pk, "number": number, "shelf": shelf, "words": words} for (number, words), pk in packed))


def _collect_postings(rows: Iterable[tuple[RowValues, set[int]]], first: int, places: Mapping[int, array]) -> Iterator[RowValues]:
    """The rows of a shelf with their keys from ``first`` on; on the way the place of each of their words is noted."""
    for at, (row, words) in enumerate(rows):
        for word in words:
            places[word].append(at)
        yield {"id": first + at, **row}


def _build_rows(texts: Iterable[IndexedText]) -> Iterator[tuple[RowValues, set[int]]]:
    for whole in texts:
        for one in split_chunks(whole.text):
            at = max(0, bisect_right(whole.sentence_starts, one.start) - 1)
            opens = min(whole.sentence_starts[at], one.start)
            yield (
                {
                    "kind": whole.kind,
                    "passage_id": whole.passages[at],
                    "opens": opens,
                    "start": one.start,
                    "text": one.text,
                },
                one.words,
            )
