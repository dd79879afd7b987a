"""Changes of the search index when few documents differ; the result is that of building it from nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from django.db import connection

from archive.models import Claim, Passage, SearchDocument, SearchTrigram, SearchWord, bulk
from archive.models.key_moves import KeyMove
from archive.search.archive_entries import SubjectContext, list_passages
from archive.search.documents import KEYS_PER_KIND, LARGE_KINDS, IndexEntry, TextField
from archive.search.engine_query import EngineQuery, make_token, to_fts5, to_tsquery
from archive.search.index import (
    BuiltDocument,
    build_document,
    delete_documents,
    insert_documents,
    insert_words,
    list_partition_keys,
    make_key,
    prepare_index,
)
from archive.search.words import split_spellings

# Kinds of documents whose words are words of the archive, in the order in which a load indexes them: the first spelling counts.
KINDS_IN_ORDER = ("claim", "passage", "camp", "place", "route", "movement", "term", "source")
# Documents whose tokens are in memory at once.
BATCH_SIZE = 1000
FIRST_KEY_ON_SQLITE = (
    "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT 1"
)
# Of many words at once, since planning takes longer than finding one
FIRST_KEYS_ON_POSTGRESQL = """
    SELECT word, (
        SELECT min(id) FROM archive_searchindex WHERE part = %s AND tokens @@ query::tsquery AND id BETWEEN %s AND %s
    ) FROM unnest(%s::text[], %s::text[]) AS words (word, query)
"""

Documents = Mapping[int, IndexEntry]
KeyedEntry = tuple[int, IndexEntry]
WriteBatch = Callable[[Sequence[KeyedEntry]], Mapping[int, BuiltDocument]]
CountWords = Callable[[IndexEntry, BuiltDocument], None]


def read_stored_entries(kind: str) -> dict[int, IndexEntry]:
    """Return the documents of a small kind that has neither marks nor days, by their keys, as the index has them."""
    rows = SearchDocument.objects.filter(kind=kind).values_list("pk", "identifier", "fields")
    return {pk: IndexEntry(kind, identifier, [TextField(*field) for field in fields]) for pk, identifier, fields in rows}


def number_sentences(passages: Collection[int]) -> dict[int, int]:
    """Return the numbers of the sentences among some passages, by their keys: their documents are numbered in the order of all."""
    sentences = Passage.objects.sentences().order_by("pk").values_list("pk", flat=True).iterator()
    return {pk: number for number, pk in enumerate(sentences, 1) if pk in passages}


def number_entries(entries: Iterable[IndexEntry]) -> dict[int, IndexEntry]:
    """Return entries by the keys of their documents; they must be all of their kinds, in their order."""
    numbers: Counter[str] = Counter()
    keyed = {}
    for entry in entries:
        numbers[entry.kind] += 1
        keyed[make_key(entry.kind, numbers[entry.kind])] = entry
    return keyed


class IndexUpdate:
    """A change of the index: first documents are deleted, while the tables are as they were, others move, then documents are inserted.

    ``is_counted`` tells of a document whether its words or its place among the others may change.
    """

    def __init__(self, is_counted: Callable[[IndexEntry], bool]) -> None:
        self._is_counted = is_counted
        self._words = WordChanges()

    def delete(self, documents: Iterable[KeyedEntry]) -> None:
        """Delete documents, which must be as they were inserted."""
        self._write(documents, _delete_batch, self._words.remove)

    def insert(self, documents: Iterable[KeyedEntry]) -> None:
        """Insert documents."""
        self._write(documents, _insert_batch, self._words.add)

    def _write(self, documents: Iterable[KeyedEntry], write_batch: WriteBatch, count: CountWords) -> None:
        """Write documents, a batch in memory at a time, and count the words of those that are counted."""
        for batch in bulk.iterate_batches(documents, BATCH_SIZE):
            built = write_batch(batch)
            for key, entry in batch:
                if self._is_counted(entry):
                    count(entry, built.get(key) or build_document(key, entry))

    def replace(self, old: Documents, new: Documents) -> None:
        """Replace documents by others, but those that are equal; of those that only differ in their record, whose key moved, enter it."""
        records = [(entry.record, key) for key, entry in new.items() if key in old and old[key].record != entry.record]
        unmoved = {**old, **{key: replace(old[key], record=record) for record, key in records}}
        self.delete((key, entry) for key, entry in unmoved.items() if new.get(key) != entry)
        self.insert((key, entry) for key, entry in new.items() if unmoved.get(key) != entry)
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE archive_searchdocument SET record = %s WHERE id = %s", records)

    def close(self, context: SubjectContext) -> None:
        """Count the words and find their first spellings."""
        prepare_index()
        _update_words(self._words, context)


def _delete_batch(batch: Sequence[KeyedEntry]) -> dict[int, BuiltDocument]:
    """Delete documents; none is built, since only those that are counted need be."""
    delete_documents([key for key, _entry in batch])
    return {}


def _insert_batch(batch: Sequence[KeyedEntry]) -> dict[int, BuiltDocument]:
    """Insert documents, and return them as they were built, by their keys."""
    built = {key: build_document(key, entry) for key, entry in batch}
    insert_documents(list(built.values()))
    return built


class WordChanges:
    """By how many documents more or fewer have each word (``differences``), and the spellings that were removed and added with them.

    The spelling of a word is that of the first document that has it, which is looked up only if it may have changed.
    """

    def __init__(self) -> None:
        self.differences: Counter[str] = Counter()
        self._removed: Counter[tuple[str, str]] = Counter()
        self._added: defaultdict[str, set[str]] = defaultdict(set)
        # By identifier, the digest of the texts of each removed sentence: if they are inserted again, their place is the same.
        self._texts: dict[str, bytes] = {}

    def remove(self, entry: IndexEntry, document: BuiltDocument) -> None:
        """Count the words of a document that is deleted."""
        spellings = document.list_spellings()
        self.differences.subtract(spellings.keys())
        self._removed.update(spellings.items())
        if entry.kind == "passage":
            self._texts[entry.identifier] = _digest_texts(entry)

    def add(self, entry: IndexEntry, document: BuiltDocument) -> None:
        """Count the words of a document that is inserted."""
        spellings = document.list_spellings()
        self.differences.update(spellings.keys())
        if entry.kind == "passage" and self._texts.get(entry.identifier) == _digest_texts(entry):
            self._removed.subtract(spellings.items())
        else:
            for word, spelling in spellings.items():
                self._added[word].add(spelling)

    def may_respell(self, word: str, spelling: str) -> bool:
        """Return whether the first spelling of a word may have changed."""
        return bool(self._removed[word, spelling]) or not self._added[word] <= {spelling}


def _digest_texts(entry: IndexEntry) -> bytes:
    return sha256("\n".join(field.text for field in entry.fields).encode()).digest()


def list_document_moves(kind: str, moves: Iterable[KeyMove]) -> list[KeyMove]:
    """Return the moves of documents of a kind, given those of their numbers."""
    first = make_key(kind, 0)
    return [KeyMove(first + move.first, first + move.last, move.distance) for move in moves]


def _update_words(changes: WordChanges, context: SubjectContext) -> None:
    """Change the numbers of documents of words, and find the first spellings that may have changed."""
    if not changes.differences:
        return
    rows = SearchWord.objects.order_by().values_list("pk", "word", "spelling", "documents")
    known = {word: (pk, spelling, documents) for pk, word, spelling, documents in rows}
    words = {word: (spelling, documents) for word, (_pk, spelling, documents) in known.items()}
    respelled = []
    for word, difference in changes.differences.items():
        spelling, documents = words.pop(word, ("", 0))
        if documents + difference:
            words[word] = (spelling, documents + difference)
            if not documents or changes.may_respell(word, spelling):
                respelled.append(word)
    for word, spelling in _read_first_spellings(respelled, context):
        words[word] = (spelling, words[word][1])
    if words.keys() == known.keys():
        changed = [(*words[word], known[word][0]) for word in changes.differences if words[word] != known[word][1:]]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE archive_searchword SET spelling = %s, documents = %s WHERE id = %s", changed)
    else:
        bulk.clear_tables(SearchTrigram, SearchWord)
        insert_words(words)


def _read_first_spellings(words: Collection[str], context: SubjectContext) -> Iterator[tuple[str, str]]:
    """Yield each word with its spelling in the first document of the index that has it."""
    by_document: dict[int, list[str]] = {}
    for word, key in _find_first_keys(words).items():
        by_document.setdefault(key, []).append(word)
    for key, of_document in by_document.items():
        texts = (field.text for field in _read_fields(key, context))
        spellings = [(word.folded, word.spelling) for text in texts for word in split_spellings(text)]
        first = dict(reversed(spellings))
        yield from ((word, first[word]) for word in of_document)


def _read_fields(key: int, context: SubjectContext) -> list[TextField]:
    document = SearchDocument.objects.get(pk=key)
    if document.kind not in LARGE_KINDS:
        return [TextField(*field) for field in document.fields]
    if document.kind == "passage":
        return next(list_passages(context, [document.record or 0])).fields
    statement = Claim.objects.values_list("statement_ar", "statement_en").get(pk=document.record or 0)
    return [TextField("statement", language, text) for language, text in zip(("ar", "en"), statement, strict=True)]


def _find_first_keys(words: Iterable[str]) -> dict[str, int]:
    """Return the key of the first document that has each word; the index must have them all."""
    find_keys = _find_keys_on_postgresql if connection.vendor == "postgresql" else _find_keys_on_sqlite
    keys: dict[str, int] = {}
    for kind in KINDS_IN_ORDER:
        keys |= find_keys(kind, [word for word in words if word not in keys])
    return keys


def _find_keys_on_sqlite(kind: str, words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield words that documents of a kind have, with the key of the first one."""
    with connection.cursor() as cursor:
        for word in words:
            query = to_fts5(EngineQuery(make_token(word)))
            cursor.execute(FIRST_KEY_ON_SQLITE, [query, make_key(kind, 0), make_key(kind, KEYS_PER_KIND - 1)])
            if row := cursor.fetchone():
                yield word, row[0]


def _find_keys_on_postgresql(kind: str, words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the same; a word is found in the last partitions first, so that the first one counts."""
    queries = [to_tsquery(EngineQuery(make_token(word))) for word in words]
    with connection.cursor() as cursor:
        for partition in reversed(list_partition_keys(kind)):
            cursor.execute(FIRST_KEYS_ON_POSTGRESQL, [*partition, words, queries])
            yield from ((word, key) for word, key in cursor.fetchall() if key is not None)
