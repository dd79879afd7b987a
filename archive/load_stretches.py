"""The texts of the sources and their readings → the index in which quotations are looked up, shelf by shelf, so that memory is bounded."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from typing import NamedTuple

from archive import bulk
from archive.models import Drawer, Stretch
from archive.quotations.drawers import SHELF, pack
from archive.quotations.stretches import cut, joined
from archive.record_keys import PassageKey
from archive.records import PassagesRecord

Row = dict[str, object]


class Whole(NamedTuple):
    """A text that quotations may be of: where its sentences begin, in code points and in order, and their keys."""

    kind: str
    text: str
    begins: list[int]
    passages: list[int]


def clear() -> None:
    """Takes the index away."""
    bulk.clear(Drawer, Stretch)


def wholes(record: PassagesRecord, text: str, keys: Mapping[str, int]) -> Iterator[Whole]:
    """The text of a source and its readings joined by single spaces; ``keys`` by ``source:ref``."""
    sentences = [one for paragraph in record.paragraphs for one in paragraph.sentences]
    passages = [keys[str(PassageKey(record.source, one.ref))] for one in sentences]
    yield Whole(Stretch.Kind.TEXT.value, text, [one.start for one in sentences], passages)
    readings = [one.reading.text for one in sentences]
    yield Whole(Stretch.Kind.READING.value, " ".join(readings), joined(readings), passages)


def load(texts: Iterable[Whole]) -> None:
    """Stretches numbered in the order of the texts, and the words of each shelf."""
    rows, drawers = _rows(texts), count(1)
    for shelf in count():
        places: dict[int, array] = defaultdict(lambda: array("H"))
        bulk.insert(Stretch, _noted(islice(rows, SHELF), shelf * SHELF, places))
        if not places:
            return
        packed = zip(pack(places), drawers, strict=False)
        bulk.insert(Drawer, ({"id": pk, "number": number, "shelf": shelf, "words": words} for (number, words), pk in packed))


def _noted(rows: Iterable[tuple[Row, set[int]]], first: int, places: Mapping[int, array]) -> Iterator[Row]:
    """The rows of a shelf with their keys from ``first`` on; on the way the place of each of their words is noted."""
    for at, (row, words) in enumerate(rows):
        for word in words:
            places[word].append(at)
        yield {"id": first + at, **row}


def _rows(texts: Iterable[Whole]) -> Iterator[tuple[Row, set[int]]]:
    for whole in texts:
        for one in cut(whole.text):
            at = max(0, bisect_right(whole.begins, one.start) - 1)
            opens = min(whole.begins[at], one.start)
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
