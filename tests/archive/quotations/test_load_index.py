"""The quotation index is built block by block; the rows are collected before they reach the database."""

from __future__ import annotations

import pytest

from archive.models import PostingBucket, TextChunk, bulk
from archive.quotations import load_index
from archive.quotations.load_index import IndexedText, QuotationIndexBuilder, load_quotation_index

TEXTS = [IndexedText("text", f"{name} " + "word " * 500, [0], [key]) for key, name in enumerate(("one", "two", "three"), 1)]


@pytest.fixture
def inserted(monkeypatch):
    """Return the rows of each table, as they would be inserted."""
    tables: dict[type, list[dict]] = {TextChunk: [], PostingBucket: []}
    monkeypatch.setattr(bulk, "insert_rows", lambda model, rows: tables[model].extend(rows))
    return tables


def test_texts_that_are_added_one_by_one_make_the_index_of_all(inserted):
    load_quotation_index(TEXTS)
    at_once = {model: list(rows) for model, rows in inserted.items()}
    for rows in inserted.values():
        rows.clear()
    index = QuotationIndexBuilder()
    for text in TEXTS:
        index.add([text])
    index.close()
    assert inserted == at_once
    assert [row["id"] for row in inserted[TextChunk]] == list(range(9))
    assert [row["passage_id"] for row in inserted[TextChunk]] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_words_are_inserted_by_block_and_numbered_on(inserted, monkeypatch):
    monkeypatch.setattr(load_index, "BLOCK_SIZE", 4)
    load_quotation_index(TEXTS)
    rows = inserted[PostingBucket]
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert sorted({row["block"] for row in rows}) == [0, 1, 2]


def test_no_text_makes_no_index(inserted):
    load_quotation_index([])
    assert inserted == {TextChunk: [], PostingBucket: []}
