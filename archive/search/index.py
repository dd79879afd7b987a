"""The index, built from entries one by one; part of loading. Documents go into their own table and, as tokens, into the engine's index.

Keys are given in the order of the entries, so the same entries make the same index on both engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count

from django.db import connection

from archive.models import SearchDocument, SearchName, SearchTrigram, SearchWord, bulk
from archive.search.documents import (
    KEYS_PER_KIND,
    LARGE_KINDS,
    DayRange,
    IndexEntry,
    PlaceNameEntry,
    find_partition,
    list_date_marks,
    list_years,
)
from archive.search.edit_distance import list_trigrams
from archive.search.engine_query import FIELD_GAP, list_tokens, to_tsvector
from archive.search.words import split_spellings, split_words
from archive.text.names import list_name_forms
from archive.vocabulary import SEARCH_KINDS

BATCH_SIZE = 1000
INDEX_TABLE = "archive_searchindex"
GIN_INDEXES = "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid JOIN pg_am a ON a.oid = relam WHERE amname = 'gin' AND indrelid = %s::regclass"

# The key of a document, its ordered tokens and the rest.
Indexed = tuple[int, list[str], list[str]]


def clear_search_index() -> None:
    """Takes the whole index away."""
    bulk.clear_tables(SearchTrigram, SearchWord, SearchName, SearchDocument)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {INDEX_TABLE} ({INDEX_TABLE}) VALUES ('delete-all')")  # noqa: S608
        else:
            cursor.execute(f"DELETE FROM {INDEX_TABLE}")  # noqa: S608


class IndexBuilder:
    """An index that is being built. By folded word: ``spellings``, how it is first spelt; ``documents``, how many have it."""

    def __init__(self) -> None:
        self.spellings: dict[str, str] = {}
        self.documents: Counter[str] = Counter()
        self.numbers = {kind: count(1) for kind in SEARCH_KINDS}

    def add(self, entries: Iterable[IndexEntry]) -> None:
        """Puts documents in, a batch in memory at a time."""
        for batch in bulk.iterate_batches(entries, BATCH_SIZE):
            made = [self._document(entry) for entry in batch]
            bulk.insert_rows(SearchDocument, (row for row, _indexed in made))
            _insert_tokens([indexed for _row, indexed in made])

    def add_names(self, names: Iterable[PlaceNameEntry]) -> None:
        """Puts in the names by which places can be asked for; of those that are folded alike in one place, the first."""
        seen: set[tuple] = set()
        numbers = count(1)

        def rows() -> Iterator[dict[str, object]]:
            for name in names:
                for form in list_name_forms(name.spelling):
                    key = (name.kind, name.identifier, " ".join(word.folded for word in split_words(form)))
                    if key[-1] and key not in seen:
                        seen.add(key)
                        where = dict(zip(("where_ar", "where_en"), name.where, strict=True))
                        row = {"id": next(numbers), "kind": name.kind, "identifier": name.identifier, "folded": key[-1][:240]}
                        yield {**row, "spelling": name.spelling, "language": name.language, "met": name.met, **where}

        bulk.insert_rows(SearchName, rows())

    def close(self) -> None:
        """Puts in the archive's words, and makes the engine's own index ready to be asked."""
        numbered = list(enumerate(sorted(self.spellings), 1))
        told = ({"id": pk, "word": one, "spelling": self.spellings[one], "documents": self.documents[one]} for pk, one in numbered)
        bulk.insert_rows(SearchWord, told)
        pieces = ((three, len(word), pk) for pk, word in numbered for three in list_trigrams(word))
        rows = ({"id": at, "letters": piece[0], "length": piece[1], "word_id": piece[2]} for at, piece in enumerate(pieces, 1))
        bulk.insert_rows(SearchTrigram, rows)
        if connection.vendor == "postgresql":
            _analyze_tables()

    def _document(self, entry: IndexEntry) -> tuple[dict[str, object], Indexed]:
        """The row of a document, and its tokens."""
        fields = [split_spellings(one.text) for one in entry.fields]
        made = list_tokens(fields, [*entry.marks, *(mark for days in entry.days for mark in list_date_marks(days))])
        counted = dict.fromkeys([*entry.marks, *(f"year:{year}" for days in entry.days for year in list_years(days))])
        self.documents.update({word.folded for found in fields for word in found})
        for word in chain.from_iterable(fields):
            if word.folded not in self.spellings:
                self.spellings[word.folded] = word.spelling
        earliest, latest = _day_bounds(entry.days)
        key = SEARCH_KINDS.index(entry.kind) * KEYS_PER_KIND + next(self.numbers[entry.kind])
        row = {
            "id": key,
            "kind": entry.kind,
            "identifier": entry.identifier,
            "record": entry.record,
            "marks": " ".join(counted),
            "earliest": earliest,
            "latest": latest,
            "dated": bool(entry.days),
            "fields": [] if entry.kind in LARGE_KINDS else entry.fields,
        }
        return row, (key, *made)


def _day_bounds(days: list[DayRange]) -> tuple[date | None, date | None]:
    """From the first to the last of all the days; None where one of them is open."""
    starts, ends = [start for start, _end in days if start], [end for _start, end in days if end]
    return (min(starts) if len(starts) == len(days) > 0 else None), (max(ends) if len(ends) == len(days) > 0 else None)


def _insert_tokens(rows: list[Indexed]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {INDEX_TABLE} (id, part, tokens) FROM STDIN") as copy:
                for key, ordered, rest in rows:
                    copy.write_row((key, find_partition(key), to_tsvector(ordered, rest)))
        else:
            texts = [(key, " ".join([*ordered, FIELD_GAP, *rest])) for key, ordered, rest in rows]
            cursor.executemany(f"INSERT INTO {INDEX_TABLE} (rowid, tokens) VALUES (%s, %s)", texts)  # noqa: S608


def _analyze_tables() -> None:
    """PostgreSQL: what the index has not yet sorted in is sorted in, and the planner is told how the words lie."""
    with connection.cursor() as cursor:
        cursor.execute(GIN_INDEXES, [INDEX_TABLE])
        for (name,) in cursor.fetchall():
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
        for table in (INDEX_TABLE, *(one._meta.db_table for one in (SearchDocument, SearchWord, SearchTrigram, SearchName))):
            cursor.execute(f"ANALYZE {table}")
