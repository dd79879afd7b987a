"""Rows of archives of any size for the benchmark of quotations. Words have the frequencies of real texts (Zipf's law)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate, islice
from typing import NamedTuple

from django.db import transaction

from archive.models import Passage, Reading, Source, TextChunk, bulk
from archive.quotations import chunks, load_index
from archive.quotations.load_index import IndexedText

SENTENCES, WORDS = 20, 200_000
ARABIC, LATIN = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةأإى", "abcdefghijklmnopqrstuvwxyz"


class Vocabulary:
    """Words of an invented language and their frequencies."""

    def __init__(self, letters: str, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        words = {"".join(self.random.choices(letters, k=self.random.randint(3, 8))): None for _time in range(WORDS)}
        self.words = list(words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def sentence(self, count: int | None = None) -> str:
        """Return a sentence of ``count`` words, by default of 8 to 24."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=count or self.random.randint(8, 24))
        if len(words) > 9:
            words[5] += " ،"
        return " ".join(words) + "."


class Text(NamedTuple):
    """Sentences of a source, and their readings."""

    sentences: list[str]
    readings: list[str]

    @property
    def text(self) -> str:
        """Return the joined sentences."""
        return " ".join(self.sentences)


def texts(sentences: int) -> Iterator[Text]:
    """Yield sources of SENTENCES sentences each, and one with a twentieth of all."""
    arabic, latin = Vocabulary(ARABIC, 1), Vocabulary(LATIN, 2)
    large = sentences // 20
    for count in [SENTENCES] * ((sentences - large) // SENTENCES) + [large]:
        yield Text([arabic.sentence() for _time in range(count)], [latin.sentence() for _time in range(count)])


def insert_rows_of_sources(sentences: int) -> int:
    """Insert the sources with their passages and readings; return the bytes of all texts."""
    number, size = 1, 0
    with transaction.atomic():
        bulk.clear_tables(TextChunk, Reading, Passage, Source)
        numbered = enumerate(texts(sentences), 1)
        while few := list(islice(numbered, 100)):
            bulk.insert_rows(Source, (_build_source(pk, text) for pk, text in few))
            for pk, text in few:
                spans = list(zip(chunks.list_offsets(text.sentences), text.sentences, strict=True))
                keys = range(number + 1, number + 1 + len(spans))
                bulk.insert_rows(Passage, _passages(pk, number, spans))
                readings = zip(keys, text.readings, strict=True)
                bulk.insert_rows(
                    Reading, ({"passage_id": key, "language": "en", "status": "plain", "text": words} for key, words in readings)
                )
                number += len(spans) + 1
                size += len(text.text.encode()) + sum(len(reading.encode()) + 1 for reading in text.readings)
    return size


def index(sentences: int) -> None:
    """Build the index of the texts with the code that loads fixtures."""
    with transaction.atomic():
        load_index.clear_quotation_index()
        load_index.load_quotation_index(_list_indexed_texts(sentences))


def _list_indexed_texts(sentences: int) -> Iterator[IndexedText]:
    number = 1
    for text in texts(sentences):
        keys = list(range(number + 1, number + 1 + len(text.sentences)))
        yield IndexedText("text", text.text, chunks.list_offsets(text.sentences), keys)
        yield IndexedText("reading", " ".join(text.readings), chunks.list_offsets(text.readings), keys)
        number += len(keys) + 1


def _build_source(pk: int, source: Text) -> dict[str, object]:
    text = source.text
    words = {
        f"{name}_{language}": f"{pk}" for name in ("title", "publisher", "origin_note", "rights_note") for language in ("ar", "en")
    }
    none = {f"{name}_{language}": "" for name in ("author", "published_in", "remark") for language in ("ar", "en")}
    content = text.encode()
    size = {"byte_length": len(content), "character_length": len(text), "sha256": sha256(content).hexdigest()}
    fixed = {"language": "ar", "title_supplied": True, "published": "", "accessioned": "2026-01-01", "supersedes_id": None}
    address = {"origin_address": "https://example.org/", "rights_statement": "https://example.org/"}
    return {"id": pk, "identifier": f"source-{pk}", "text": text, **size, **fixed, **address, **words, **none}


def _passages(source: int, first: int, spans: list[tuple[int, str]]) -> Iterator[dict[str, object]]:
    end = spans[-1][0] + len(spans[-1][1])
    fixed = {"source_id": source}
    yield {"id": first, "kind": "paragraph", "paragraph_id": None, "ref": "1", "start": 0, "end": end, **fixed}
    for at, (start, text) in enumerate(spans, 1):
        place = {"ref": f"1.{at}", "start": start, "end": start + len(text)}
        yield {"id": first + at, "kind": "sentence", "paragraph_id": first, **place, **fixed}
