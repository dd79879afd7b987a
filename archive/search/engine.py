"""Queries to the engine's full text, to the words of the archive and to the names of places.

Only the first MAX_DOCUMENTS_PER_GROUP documents of each group of kinds are found, so that a common word costs no more than a rare one.
Both engines give the same keys in the same order: the index has our own tokens, which no engine changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from archive.models import SearchDocument, SearchName, SearchTrigram, SearchWord
from archive.search.documents import KEYS_PER_KIND, DayRange, list_key_bounds, list_partitions
from archive.search.edit_distance import MAX_CANDIDATES, get_max_distance, list_trigrams, rank_near_words
from archive.search.engine_query import EngineQuery, to_fts5, to_tsquery
from archive.search.matching import PlaceName
from archive.vocabulary import SEARCH_KINDS

# Documents of each group of kinds that are looked at.
MAX_DOCUMENTS_PER_GROUP = 500
# Words that the beginning of a word matches, the most frequent first.
MAX_PREFIX_WORDS = 200
SQLITE_KEYS = f"SELECT rowid FROM (SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
# “id + 0” keeps the planner from reading the documents in the order of their ids until enough of them match.
POSTGRESQL_KEYS = f"(SELECT id FROM archive_searchindex WHERE part = %s AND tokens @@ %s::tsquery ORDER BY id + 0 LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
POSTGRESQL_GROUP = f"(SELECT id FROM ({{}}) parts LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
# In the order of code points, which PostgreSQL's collation of a language does not follow.
PREFIX_CONDITIONS = {"sqlite": "{0} >= %s AND {0} < %s", "postgresql": "{0} ~>=~ %s AND {0} ~<~ %s"}
WORDS_BY_PREFIX = "SELECT word, spelling FROM archive_searchword WHERE {} ORDER BY documents DESC, id LIMIT %s"
NAMES_BY_PREFIX = "SELECT folded, spelling FROM archive_searchname WHERE {} ORDER BY id LIMIT %s"
KIND_NAMES_BY_PREFIX = "SELECT folded, spelling FROM archive_searchname WHERE {} AND kind = %s ORDER BY id LIMIT %s"
LAST_CODE_POINT = "\U0010ffff"


class FoundDocument(NamedTuple):
    """A document without its texts and its days; see ``SearchDocument``."""

    pk: int
    kind: str
    identifier: str
    record: int | None
    marks: str


def find_document_keys(query: EngineQuery, groups: Sequence[int]) -> list[list[int]]:
    """Return the keys of the first documents that match in each of some groups of kinds, in their order. One SQL query."""
    bounds = [list_key_bounds()[group] for group in groups]
    if connection.vendor == "sqlite":
        statements = [SQLITE_KEYS] * len(bounds)
        text = to_fts5(query)
        parameters = [parameter for lowest, highest in bounds for parameter in (text, lowest, highest)]
    else:
        partitions = [list_partitions()[group] for group in groups]
        statements = [POSTGRESQL_GROUP.format(" UNION ALL ".join([POSTGRESQL_KEYS] * len(group))) for group in partitions]
        text = to_tsquery(query)
        parameters = [parameter for group in partitions for partition in group for parameter in (partition, text)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        keys = [key for (key,) in cursor.fetchall()]
    return [[key for key in keys if lowest <= key <= highest] for lowest, highest in bounds]


def load_documents(keys: Iterable[int]) -> list[FoundDocument]:
    """Return the documents with these keys, in the order of the keys."""
    return [FoundDocument(*row) for row in _select_documents(keys).order_by("pk").values_list(*FoundDocument._fields)]


def load_days(keys: Iterable[int]) -> dict[int, DayRange]:
    """Return the days of the documents with these keys that have any."""
    rows = _select_documents(keys).filter(dated=True).order_by().values_list("pk", "earliest", "latest")
    return {pk: (earliest, latest) for pk, earliest, latest in rows}


def _select_documents(keys: Iterable[int]) -> QuerySet[SearchDocument]:
    if connection.vendor == "postgresql":
        return SearchDocument.objects.extra(where=["id = ANY(%s)"], params=[list(keys)])
    return SearchDocument.objects.extra(where=["id IN (SELECT value FROM json_each(%s))"], params=[json.dumps(list(keys))])


def list_kind_keys(kind: str) -> list[int]:
    """Return the keys of the first documents of a kind, in their order."""
    lowest = SEARCH_KINDS.index(kind) * KEYS_PER_KIND
    rows = SearchDocument.objects.filter(pk__gte=lowest, pk__lt=lowest + KEYS_PER_KIND).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MAX_DOCUMENTS_PER_GROUP])


def find_names(folded: Iterable[str]) -> list[PlaceName]:
    """Return every name of each place that has one of these folded names."""
    having = SearchName.objects.filter(folded__in=list(folded)).order_by().values("identifier")
    rows = SearchName.objects.filter(identifier__in=having).values_list(*PlaceName._fields[:-1], f"where_{get_language()}")
    return [PlaceName(*row) for row in rows]


def find_prefix_words(folded: str, limit: int = MAX_PREFIX_WORDS) -> list[tuple[str, str]]:
    """Return folded words that begin so, with their first spelling; the most frequent first."""
    return _find_by_prefix(WORDS_BY_PREFIX, "word", folded, limit)


def find_prefix_names(folded: str, limit: int, kind: str = "") -> list[tuple[str, str]]:
    """Return folded names of places, of a kind if one is given, that begin so, with their spelling, in the order of the gazetteer."""
    if kind:
        return _find_by_prefix(KIND_NAMES_BY_PREFIX, "folded", folded, kind, limit)
    return _find_by_prefix(NAMES_BY_PREFIX, "folded", folded, limit)


def _find_by_prefix(statement: str, column: str, folded: str, *parameters: str | int) -> list[tuple[str, str]]:
    condition = PREFIX_CONDITIONS[connection.vendor].format(column)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(condition), [folded, folded + LAST_CODE_POINT, *parameters])
        return cursor.fetchall()


def filter_known_words(folded: Iterable[str]) -> set[str]:
    """Return those of some folded words that the archive has."""
    return set(SearchWord.objects.filter(word__in=list(folded)).values_list("word", flat=True))


def find_similar_words(folded: str) -> list[str]:
    """Return the words of the archive that are nearest to a folded word, in their first spelling."""
    trigrams, distance = list_trigrams(folded), get_max_distance(folded)
    rows = SearchTrigram.objects.filter(letters__in=trigrams, length__range=(len(folded) - distance, len(folded) + distance))
    shared = rows.values("word_id").annotate(shared=Count("pk")).order_by("-shared", "word_id")[:MAX_CANDIDATES]
    words = {word.word: word for word in SearchWord.objects.filter(pk__in=[row["word_id"] for row in shared])}
    return [words[near].spelling for near in rank_near_words(folded, [(word.word, word.documents) for word in words.values()])]
