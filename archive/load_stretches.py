"""The texts of the sources and their readings → the index in which quotations are looked up, shelf by shelf, so that memory is bounded."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from archive import bulk
from archive.models import Fingerprint, Stretch
from archive.quotations.stretches import SHELF, cut, joined, pack
from archive.records import PassagesRecord


class Whole(NamedTuple):
    """A text that quotations may be of: where its sentences begin, in code points and in order, and their keys."""

    kind: str
    text: str
    begins: list[int]
    passages: list[int]


def clear() -> None:
    """Takes the index away."""
    bulk.clear(Fingerprint, Stretch)


def wholes(record: PassagesRecord, text: str, keys: Mapping[str, int]) -> Iterator[Whole]:
    """The text of a source and its readings joined by single spaces; ``keys`` by ``source:ref``."""
    sentences = [one for paragraph in record.paragraphs for one in paragraph.sentences]
    passages = [keys[f"{record.source}:{one.ref}"] for one in sentences]
    yield Whole(Stretch.Kind.TEXT.value, text, [one.start for one in sentences], passages)
    readings = [one.reading.text for one in sentences]
    yield Whole(Stretch.Kind.READING.value, " ".join(readings), joined(readings), passages)


def load(texts: Iterable[Whole]) -> None:
    """Stretches numbered in the order of the texts, and the words of each shelf."""
    numbers = count(1)
    for shelf, few in enumerate(bulk.batches(_rows(texts), SHELF)):
        places = defaultdict(list)
        for at, (_row, words) in enumerate(few):
            for word in words:
                places[word].append(at)
        bulk.insert(Stretch, ({"id": shelf * SHELF + at, **row} for at, (row, _words) in enumerate(few)))
        ordered = zip(sorted(places), numbers, strict=False)
        bulk.insert(Fingerprint, ({"id": pk, "word": word, "shelf": shelf, "places": pack(places[word])} for word, pk in ordered))


def _rows(texts: Iterable[Whole]) -> Iterator[tuple[dict, set[int]]]:
    for whole in texts:
        for one in cut(whole.text):
            at = max(0, bisect_right(whole.begins, one.start) - 1)
            opens = min(whole.begins[at], one.start)
            yield {
                "kind": whole.kind,
                "passage_id": whole.passages[at],
                "opens": opens,
                "start": one.start,
                "text": one.text,
            }, one.words
