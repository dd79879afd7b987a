"""Changes of the search index when few documents differ; the result is that of building it from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db import connection

from archive.models import Claim, Passage, SearchDocument, SearchTrigram, SearchWord, bulk
from archive.models.key_moves import KeyMove
from archive.search.archive_entries import SubjectContext, list_passages
from archive.search.documents import KEYS_PER_KIND, LARGE_KINDS, IndexEntry, TextField, find_partition, list_partitions
from archive.search.engine_query import EngineQuery, make_token, to_fts5, to_tsquery
from archive.search.index import (
    BuiltDocument,
    build_document,
    delete_documents,
    insert_documents,
    insert_words,
    make_key,
    move_documents,
    prepare_index,
)
from archive.search.words import split_spellings

# Kinds of documents whose words are words of the archive, in the order in which a load indexes them: the first spelling counts.
KINDS_IN_ORDER = ("claim", "passage", "camp", "place", "route", "movement", "term", "source")
# Documents whose tokens are in memory at once.
BATCH_SIZE = 1000
FIRST_KEY = {
    "sqlite": "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT 1",
    "postgresql": "SELECT min(id) FROM archive_searchindex WHERE part = %s AND tokens @@ %s::tsquery AND id BETWEEN %s AND %s",
}

Documents = Mapping[int, IndexEntry]
KeyedEntry = tuple[int, IndexEntry]


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
        self._differences: Counter[str] = Counter()

    def delete(self, documents: Iterable[KeyedEntry]) -> None:
        """Delete documents, which must be as they were inserted."""
        for batch in bulk.iterate_batches(documents, BATCH_SIZE):
            delete_documents([key for key, _entry in batch])
            counted = [build_document(key, entry) for key, entry in batch if self._is_counted(entry)]
            self._count_words(counted, -1)

    def insert(self, documents: Iterable[KeyedEntry]) -> None:
        """Insert documents."""
        for batch in bulk.iterate_batches(documents, BATCH_SIZE):
            built = [build_document(key, entry) for key, entry in batch]
            insert_documents(built)
            pairs = zip(batch, built, strict=True)
            self._count_words([document for (_key, entry), document in pairs if self._is_counted(entry)], 1)

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
        _update_words(self._differences, context)

    def _count_words(self, documents: Iterable[BuiltDocument], sign: int) -> None:
        for document in documents:
            for word in document.list_words():
                self._differences[word] += sign


def move_large_documents(kind: str, documents: Sequence[KeyMove], records: Sequence[KeyMove]) -> None:
    """Move documents of a kind by their numbers among those of the kind; ``records``: by how much the keys of their records change."""
    first = make_key(kind, 0)
    by_keys = [[KeyMove(first + move.first, first + move.last, move.distance) for move in moves] for moves in (documents, records)]
    move_documents(*by_keys)


def _update_words(differences: Mapping[str, int], context: SubjectContext) -> None:
    """Change the numbers of documents of words, and find their first spellings again."""
    if not differences:
        return
    rows = SearchWord.objects.order_by().values_list("pk", "word", "spelling", "documents")
    known = {word: (pk, spelling, documents) for pk, word, spelling, documents in rows}
    words = {word: (spelling, documents) for word, (_pk, spelling, documents) in known.items()}
    reader = _SpellingReader(context)
    for word, difference in differences.items():
        documents = words.pop(word, ("", 0))[1] + difference
        if documents:
            words[word] = (reader.find_first(word), documents)
    if words.keys() == known.keys():
        changed = [(*words[word], known[word][0]) for word in differences if words[word] != known[word][1:]]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE archive_searchword SET spelling = %s, documents = %s WHERE id = %s", changed)
    else:
        bulk.clear_tables(SearchTrigram, SearchWord)
        insert_words(words)


class _SpellingReader:
    """The first spelling of words, read from the first document of the index that has each."""

    def __init__(self, context: SubjectContext) -> None:
        self._context = context
        self._spellings: dict[int, dict[str, str]] = {}

    def find_first(self, word: str) -> str:
        """Return the first spelling of a word, which the index must have."""
        key = next(key for kind in KINDS_IN_ORDER for key in _find_first_key(kind, word))
        if key not in self._spellings:
            texts = (field.text for field in self._read_fields(key))
            words = [spelling for text in texts for spelling in split_spellings(text)]
            self._spellings[key] = {spelling.folded: spelling.spelling for spelling in reversed(words)}
        return self._spellings[key][word]

    def _read_fields(self, key: int) -> list[TextField]:
        document = SearchDocument.objects.get(pk=key)
        if document.kind not in LARGE_KINDS:
            return [TextField(*field) for field in document.fields]
        if document.kind == "passage":
            return next(list_passages(self._context, [document.record or 0])).fields
        statement = Claim.objects.values_list("statement_ar", "statement_en").get(pk=document.record or 0)
        return [TextField("statement", language, text) for language, text in zip(("ar", "en"), statement, strict=True)]


def _find_first_key(kind: str, word: str) -> Iterator[int]:
    """Yield the key of the first document of a kind that has a word, if there is any."""
    first, last = make_key(kind, 0), make_key(kind, KEYS_PER_KIND - 1)
    query = EngineQuery(make_token(word))
    parameters: list[tuple[str | int, ...]] = [(to_fts5(query), first, last)]
    if connection.vendor == "postgresql":
        partitions = next(group for group in list_partitions() if find_partition(first + 1) in group)
        parameters = [(partition, to_tsquery(query), first, last) for partition in partitions]
    with connection.cursor() as cursor:
        for row in parameters:
            cursor.execute(FIRST_KEY[connection.vendor], row)
            found = cursor.fetchone()
            if found and found[0] is not None:
                yield found[0]
                return
