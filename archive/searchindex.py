"""The index, built from entries one by one; part of loading. Documents go into their own table and, as tokens, into the engine's index.

Keys are given in the order of the entries, so the same entries make the same index on both engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count

from django.db import connection

from archive import bulk
from archive.accession.names import forms
from archive.models import SearchDocument, SearchName, SearchTrigram, SearchWord
from archive.searching.entries import Entry, NameEntry
from archive.searching.expression import GAP, tokens, tsvector
from archive.searching.kinds import BAND, KINDS, MANY
from archive.searching.marks import Days, filed, years
from archive.searching.near import trigrams
from archive.searching.parts import part_of
from archive.searching.tokens import spelt, words

BATCH = 1000
TABLE = "archive_searchindex"
INDEXES = "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid JOIN pg_am a ON a.oid = relam WHERE amname = 'gin' AND indrelid = %s::regclass"

# The key of a document, its ordered tokens and the rest.
Indexed = tuple[int, list[str], list[str]]


def clear() -> None:
    """Takes the whole index away."""
    bulk.clear(SearchTrigram, SearchWord, SearchName, SearchDocument)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")  # noqa: S608
        else:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608


class Index:
    """An index that is being built. By folded word: ``spellings``, how it is first spelt; ``documents``, how many have it."""

    def __init__(self) -> None:
        self.spellings: dict[str, str] = {}
        self.documents: Counter[str] = Counter()
        self.numbers = {kind: count(1) for kind in KINDS}

    def add(self, entries: Iterable[Entry]) -> None:
        """Puts documents in, a batch in memory at a time."""
        for batch in bulk.batches(entries, BATCH):
            made = [self._document(entry) for entry in batch]
            bulk.insert(SearchDocument, (row for row, _indexed in made))
            _insert([indexed for _row, indexed in made])

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Puts in the names by which places can be asked for; of those that are folded alike in one place, the first."""
        seen: set[tuple] = set()
        numbers = count(1)

        def rows() -> Iterator[dict[str, object]]:
            for name in names:
                for form in forms(name.spelling):
                    key = (name.kind, name.identifier, " ".join(word.folded for word in words(form)))
                    if key[-1] and key not in seen:
                        seen.add(key)
                        where = dict(zip(("where_ar", "where_en"), name.where, strict=True))
                        row = {"id": next(numbers), "kind": name.kind, "identifier": name.identifier, "folded": key[-1][:240]}
                        yield {**row, "spelling": name.spelling, "language": name.language, "met": name.met, **where}

        bulk.insert(SearchName, rows())

    def close(self) -> None:
        """Puts in the archive's words, and makes the engine's own index ready to be asked."""
        numbered = list(enumerate(sorted(self.spellings), 1))
        told = ({"id": pk, "word": one, "spelling": self.spellings[one], "documents": self.documents[one]} for pk, one in numbered)
        bulk.insert(SearchWord, told)
        pieces = ((three, len(word), pk) for pk, word in numbered for three in trigrams(word))
        rows = ({"id": at, "letters": piece[0], "length": piece[1], "word_id": piece[2]} for at, piece in enumerate(pieces, 1))
        bulk.insert(SearchTrigram, rows)
        if connection.vendor == "postgresql":
            _settle()

    def _document(self, entry: Entry) -> tuple[dict[str, object], Indexed]:
        """The row of a document, and its tokens."""
        fields = [spelt(one.text) for one in entry.fields]
        made = tokens(fields, [*entry.marks, *(mark for days in entry.days for mark in filed(days))])
        counted = dict.fromkeys([*entry.marks, *(f"year:{year}" for days in entry.days for year in years(days))])
        self.documents.update({word.folded for found in fields for word in found})
        for word in chain.from_iterable(fields):
            if word.folded not in self.spellings:
                self.spellings[word.folded] = word.spelling
        earliest, latest = _bounds(entry.days)
        key = KINDS.index(entry.kind) * BAND + next(self.numbers[entry.kind])
        row = {
            "id": key,
            "kind": entry.kind,
            "identifier": entry.identifier,
            "record": entry.record,
            "marks": " ".join(counted),
            "earliest": earliest,
            "latest": latest,
            "dated": bool(entry.days),
            "fields": [] if entry.kind in MANY else entry.fields,
        }
        return row, (key, *made)


def _bounds(days: list[Days]) -> tuple[date | None, date | None]:
    """From the first to the last of all the days; None where one of them is open."""
    starts, ends = [start for start, _end in days if start], [end for _start, end in days if end]
    return (min(starts) if len(starts) == len(days) > 0 else None), (max(ends) if len(ends) == len(days) > 0 else None)


def _insert(rows: list[Indexed]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} (id, part, tokens) FROM STDIN") as copy:
                for key, ordered, rest in rows:
                    copy.write_row((key, part_of(key), tsvector(ordered, rest)))
        else:
            texts = [(key, " ".join([*ordered, GAP, *rest])) for key, ordered, rest in rows]
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", texts)  # noqa: S608


def _settle() -> None:
    """PostgreSQL: what the index has not yet sorted in is sorted in, and the planner is told how the words lie."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [TABLE])
        for (name,) in cursor.fetchall():
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
        for table in (TABLE, *(one._meta.db_table for one in (SearchDocument, SearchWord, SearchTrigram, SearchName))):
            cursor.execute(f"ANALYZE {table}")
