"""The search index, built from entries while loading: documents in their own table, their tokens in the engine's index.

Keys follow the order of the entries, so the same entries make the same index on both engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count, pairwise
from typing import NamedTuple

from django.db import connection

from archive.models import SearchDocument, SearchName, SearchTrigram, SearchWord, bulk
from archive.models.key_moves import KeyMove, move_wide_rows, rewrite_rows, select_rows, select_value
from archive.search import documents as search_documents
from archive.search.documents import IndexEntry, PlaceNameEntry
from archive.search.edit_distance import list_trigrams
from archive.search.engine_query import FIELD_GAP, cut_fields, list_tokens, to_tsvector
from archive.search.words import WordSpelling, split_spellings, split_words
from archive.text.names import list_name_forms
from archive.vocabulary import SEARCH_KINDS

# Documents per batch.
BATCH_SIZE = 1000
INDEX_TABLE = "archive_searchindex"
# SQLite's table of the tokens of each document, and statements that delete those between two keys from its index, and insert them
TOKENS_TABLE = "archive_searchtokens"
OF_TOKENS = f"FROM {TOKENS_TABLE} WHERE id BETWEEN %s AND %s ORDER BY id"
DELETE_INDEX = f"INSERT INTO {INDEX_TABLE} ({INDEX_TABLE}) VALUES ('delete-all')"  # noqa: S608
UNINDEX_TOKENS = f"INSERT INTO {INDEX_TABLE} ({INDEX_TABLE}, rowid, tokens) SELECT 'delete', id, tokens {OF_TOKENS}"
INDEX_TOKENS = f"INSERT INTO {INDEX_TABLE} (rowid, tokens) SELECT id, tokens {OF_TOKENS}"
GIN_INDEXES = "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid JOIN pg_am a ON a.oid = relam WHERE amname = 'gin' AND indrelid = %s::regclass"

# The key of a document, its ordered tokens and its other tokens.
DocumentTokens = tuple[int, list[str], list[str]]


class BuiltDocument(NamedTuple):
    """The row of a document, its tokens, and the indexed words of its fields."""

    row: dict[str, object]
    tokens: DocumentTokens
    fields: list[list[WordSpelling]]

    def list_words(self) -> set[str]:
        """Return the folded words, each once."""
        return set(self.tokens[1]) - {FIELD_GAP}

    def list_spellings(self) -> dict[str, str]:
        """Return the first spelling of each folded word."""
        words = [(word.folded, word.spelling) for word in chain.from_iterable(self.fields)]
        return dict(reversed(words))


def clear_search_index() -> None:
    """Delete the whole index."""
    bulk.clear_tables(SearchTrigram, SearchWord, SearchName, SearchDocument)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(DELETE_INDEX)
            cursor.execute(f"DELETE FROM {TOKENS_TABLE}")  # noqa: S608
        else:
            cursor.execute(f"DELETE FROM {INDEX_TABLE}")  # noqa: S608


class IndexBuilder:
    """An index under construction. By folded word: its first spelling, and the number of documents that have it."""

    def __init__(self) -> None:
        self.spellings: dict[str, str] = {}
        self.documents: Counter[str] = Counter()
        self.numbers = {kind: count(1) for kind in SEARCH_KINDS}

    def add(self, entries: Iterable[IndexEntry]) -> None:
        """Insert documents, a batch in memory at a time."""
        for batch in bulk.iterate_batches(entries, BATCH_SIZE):
            documents = [build_document(make_key(entry.kind, next(self.numbers[entry.kind])), entry) for entry in batch]
            for entry, document in zip(batch, documents, strict=True):
                # Words that only pages about the archive have are no words of the archive: they are not suggested.
                if entry.kind != "page":
                    self._count_words(document)
            insert_documents(documents)

    def add_names(self, names: Iterable[PlaceNameEntry]) -> None:
        """Insert the names of places; of those that a place has and that are folded alike, the first."""
        rows: dict[tuple[str, str, str], dict[str, object]] = {}
        for name in names:
            for form in list_name_forms(name.spelling):
                folded = " ".join(word.folded for word in split_words(form))
                key = (name.kind, name.identifier, folded)
                if folded and key not in rows:
                    rows[key] = {"id": len(rows) + 1, "folded": folded[:240], **vars(name)}
        bulk.insert_rows(SearchName, rows.values())

    def close(self) -> None:
        """Insert the words of all documents, and prepare the engine's own index for queries."""
        insert_words({word: (spelling, self.documents[word]) for word, spelling in self.spellings.items()})
        prepare_index()

    def _count_words(self, document: BuiltDocument) -> None:
        """Count the words of a document, each once."""
        folded = document.list_words()
        self.documents.update(folded)
        if new := folded.difference(self.spellings):
            for word in chain.from_iterable(document.fields):
                if word.folded in new:
                    self.spellings.setdefault(word.folded, word.spelling)


def make_key(kind: str, number: int) -> int:
    """Return the key of a document, given its number among those of its kind."""
    return SEARCH_KINDS.index(kind) * search_documents.KEYS_PER_KIND + number


def build_document(key: int, entry: IndexEntry) -> BuiltDocument:
    """Return the document of an entry."""
    fields = cut_fields([split_spellings(field.text) for field in entry.fields])
    marks = list(map(str, entry.marks))
    tokens = list_tokens(fields, [*marks, *chain.from_iterable(map(search_documents.list_date_marks, entry.days))])
    counted = dict.fromkeys([*marks, *chain.from_iterable(map(search_documents.list_year_marks, entry.days))])
    # A range is open where one of the days is.
    starts, ends = zip(*entry.days, strict=True) if entry.days else ((None,), (None,))
    row = {
        "id": key,
        "kind": entry.kind,
        "identifier": entry.identifier,
        "record": entry.record,
        "marks": " ".join(counted),
        "earliest": None if None in starts else min(starts),
        "latest": None if None in ends else max(ends),
        "dated": bool(entry.days),
        "fields": [] if entry.kind in search_documents.LARGE_KINDS else entry.fields,
    }
    return BuiltDocument(row, (key, *tokens), fields)


def insert_documents(documents: list[BuiltDocument]) -> None:
    """Insert documents and their tokens."""
    bulk.insert_rows(SearchDocument, (document.row for document in documents))
    _insert_tokens([document.tokens for document in documents])


def delete_documents(keys: Sequence[int]) -> None:
    """Delete documents and their tokens."""
    rows = [(key,) for key in keys]
    bulk.delete_rows(SearchDocument, "id", keys)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(f"DELETE FROM {INDEX_TABLE} WHERE id = %s", rows)  # noqa: S608
        else:
            cursor.executemany(UNINDEX_TOKENS, [(key, key) for key in keys])
            cursor.executemany(f"DELETE FROM {TOKENS_TABLE} WHERE id = %s", rows)  # noqa: S608


def move_documents(moves: Sequence[KeyMove], records: Sequence[KeyMove]) -> None:
    """Change the keys of documents, with their tokens; ``records``: by how much those of their records change.

    Both are by the old keys of documents.
    """
    if connection.vendor == "postgresql":
        _move_on_postgresql(moves, records)
    elif moves or records:
        _move_on_sqlite(moves, records)


def _move_on_sqlite(moves: Sequence[KeyMove], records: Sequence[KeyMove]) -> None:
    """Index those that move again, or all, which takes as long if two in three move."""
    with connection.cursor() as cursor:
        changes = [(distance, first, last) for first, last, distance in records]
        cursor.executemany("UPDATE archive_searchdocument SET record = record + %s WHERE id BETWEEN %s AND %s", changes)
        cursor.execute(f"SELECT count(*) FROM {TOKENS_TABLE}")  # noqa: S608
        is_most = 3 * sum(last - first + 1 for first, last, _distance in moves) > 2 * cursor.fetchone()[0]
        if is_most:
            cursor.execute(DELETE_INDEX)
            new = [(0, make_key(SEARCH_KINDS[-1], search_documents.KEYS_PER_KIND))]
        else:
            cursor.executemany(UNINDEX_TOKENS, [(first, last) for first, last, _distance in moves])
            new = sorted((first + distance, last + distance) for first, last, distance in moves)
        for table in (SearchDocument._meta.db_table, TOKENS_TABLE):
            move_wide_rows(table, moves)
        cursor.executemany(INDEX_TOKENS, new)


def _move_on_postgresql(moves: Sequence[KeyMove], records: Sequence[KeyMove]) -> None:
    values = {str(field.column): f'"{field.column}"' for field in SearchDocument._meta.concrete_fields}
    values |= {"id": select_value("id", moves), "record": select_value("record", records, by="id")}
    if moves or records:
        rewrite_rows(SearchDocument._meta.db_table, values, select_rows("id", [*moves, *records]))
    if moves:
        rewrite_rows(INDEX_TABLE, {"id": values["id"], "part": "part", "tokens": "tokens"}, select_rows("id", moves))
        _correct_partitions()


def _correct_partitions() -> None:
    """Let the rows of PostgreSQL's index be in the partitions of their keys."""
    statement = f"UPDATE {INDEX_TABLE} SET part = %s WHERE id BETWEEN %s AND %s AND part <> %s"  # noqa: S608
    with connection.cursor() as cursor:
        for kind in search_documents.LARGE_KINDS:
            for partition, first, last in list_partition_keys(kind):
                cursor.execute(statement, [partition, first, last, partition])


def list_partition_keys(kind: str) -> list[tuple[int, int, int]]:
    """Return PostgreSQL's partitions of the documents of a kind, each with its first and last key there."""
    edges = search_documents.PARTITION_EDGES if kind in search_documents.LARGE_KINDS else ()
    bounds = pairwise([0, *edges, search_documents.KEYS_PER_KIND - 1])
    first_partition = search_documents.FIRST_PARTITIONS.get(kind, 0)
    return [(first_partition + at, make_key(kind, before + 1), make_key(kind, last)) for at, (before, last) in enumerate(bounds)]


def insert_words(words: Mapping[str, tuple[str, int]]) -> None:
    """Insert words, each with its first spelling and the number of documents that have it; their tables must be empty."""
    numbered = list(enumerate(sorted(words), 1))
    columns = ((pk, word, *words[word]) for pk, word in numbered)
    bulk.insert_rows(SearchWord, (dict(zip(("id", "word", "spelling", "documents"), row, strict=True)) for row in columns))
    trigrams = ((letters, len(word), pk) for pk, word in numbered for letters in list_trigrams(word))
    names = ("id", "letters", "length", "word_id")
    bulk.insert_rows(SearchTrigram, (dict(zip(names, (pk, *row), strict=True)) for pk, row in enumerate(trigrams, 1)))


def _insert_tokens(documents: list[DocumentTokens]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {INDEX_TABLE} (id, part, tokens) FROM STDIN") as copy:
                for key, ordered, others in documents:
                    copy.write_row((key, search_documents.find_partition(key), to_tsvector(ordered, others)))
        else:
            rows = list(map(_join_tokens, documents))
            for batch in bulk.iterate_batches(rows):
                bulk.insert_on_sqlite(cursor, f"{TOKENS_TABLE} (id, tokens)", batch)
            cursor.executemany(f"INSERT INTO {INDEX_TABLE} (rowid, tokens) VALUES (%s, %s)", rows)  # noqa: S608


def _join_tokens(document: DocumentTokens) -> tuple[int, str]:
    key, ordered, others = document
    return key, " ".join([*ordered, FIELD_GAP, *others])


def prepare_index() -> None:
    """Merge the pending entries of PostgreSQL's indexes, and update the planner's statistics; SQLite needs neither."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(GIN_INDEXES, [INDEX_TABLE])
        for (name,) in cursor.fetchall():
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
        for table in (INDEX_TABLE, *(model._meta.db_table for model in (SearchDocument, SearchWord, SearchTrigram, SearchName))):
            cursor.execute(f"ANALYZE {table}")
