"""The one door to the engines’ full text: which documents have what is asked, and which words and names the archive knows.

Of each group of kinds (archive/search/documents.py) the first MOST documents are found and no more, so that a common word costs no more
than a rare one. Both engines give the same keys in the same order: what is compared was made by us, not by them.
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
from archive.search.query import QUOTATION_MARKS, find_open_filter
from archive.search.words import Word, split_words
from archive.vocabulary import SEARCH_KINDS

MAX_DOCUMENTS_PER_GROUP = 500
# Words that a beginning stands for, the most frequent first.
MAX_PREFIX_WORDS = 200
SQLITE_KEYS = f"SELECT rowid FROM (SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
# “id + 0”: the documents are looked up by their tokens and then put in order, never read in order until one has them.
POSTGRESQL_KEYS = f"(SELECT id FROM archive_searchindex WHERE part = %s AND tokens @@ %s::tsquery ORDER BY id + 0 LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
POSTGRESQL_GROUP = f"(SELECT id FROM ({{}}) parts LIMIT {MAX_DOCUMENTS_PER_GROUP})"  # noqa: S608
# Compared by code points, which PostgreSQL’s own order of a language does not.
PREFIX_CONDITIONS = {"sqlite": "{0} >= %s AND {0} < %s", "postgresql": "{0} ~>=~ %s AND {0} ~<~ %s"}
WORDS_BY_PREFIX = "SELECT word, spelling FROM archive_searchword WHERE {} ORDER BY documents DESC, id LIMIT %s"
NAMES_BY_PREFIX = "SELECT folded, spelling FROM archive_searchname WHERE {} ORDER BY id LIMIT %s"
KIND_NAMES_BY_PREFIX = "SELECT folded, spelling FROM archive_searchname WHERE {} AND kind = %s ORDER BY id LIMIT %s"
LAST_CODE_POINT = "\U0010ffff"


class FoundDocument(NamedTuple):
    """A document without its texts and its days; see SearchDocument."""

    pk: int
    kind: str
    identifier: str
    record: int | None
    marks: str


class PlaceNameRow(NamedTuple):
    """A name of a place; see SearchName. ``where``: in the active language."""

    folded: str
    spelling: str
    kind: str
    identifier: str
    met: str
    where: str

    @property
    def place(self) -> tuple[str, str]:
        """The kind and the identifier of the place."""
        return self.kind, self.identifier


def find_document_keys(ask: EngineQuery, groups: Sequence[int]) -> list[list[int]]:
    """For each of some groups of kinds, the keys of the first MOST documents that have what is asked, in their order. One query."""
    every = list_key_bounds()
    ends = [every[group] for group in groups]
    if connection.vendor == "sqlite":
        statement = " UNION ALL ".join([SQLITE_KEYS] * len(ends))
        given = [one for pair in ends for one in (to_fts5(ask), *pair)]
    else:
        together = list_partitions()
        within = [together[group] for group in groups]
        statement = " UNION ALL ".join(POSTGRESQL_GROUP.format(" UNION ALL ".join([POSTGRESQL_KEYS] * len(few))) for few in within)
        given = [one for few in within for part in few for one in (part, to_tsquery(ask))]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = [key for (key,) in cursor.fetchall()]
    return [[key for key in found if lowest <= key <= highest] for lowest, highest in ends]


def load_documents(found: Iterable[int]) -> list[FoundDocument]:
    """The documents of some keys, in the order of the keys."""
    return [FoundDocument(*row) for row in _select_documents(found).order_by("pk").values_list(*FoundDocument._fields)]


def load_days(found: Iterable[int]) -> dict[int, DayRange]:
    """The days of those of some documents that have any."""
    rows = _select_documents(found).filter(dated=True).order_by()
    return {pk: (earliest, latest) for pk, earliest, latest in rows.values_list("pk", "earliest", "latest")}


def _select_documents(found: Iterable[int]) -> QuerySet[SearchDocument]:
    if connection.vendor == "postgresql":
        return SearchDocument.objects.extra(where=["id = ANY(%s)"], params=[list(found)])
    return SearchDocument.objects.extra(where=["id IN (SELECT value FROM json_each(%s))"], params=[json.dumps(list(found))])


def list_kind_keys(kind: str) -> list[int]:
    """The keys of the first MOST documents of a kind, in their order."""
    lowest = SEARCH_KINDS.index(kind) * KEYS_PER_KIND
    rows = SearchDocument.objects.filter(pk__gte=lowest, pk__lt=lowest + KEYS_PER_KIND).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MAX_DOCUMENTS_PER_GROUP])


def find_names(folded: Iterable[str]) -> list[PlaceNameRow]:
    """Every name of each place that has one of these, folded, as a name."""
    having = SearchName.objects.filter(folded__in=list(folded)).order_by().values("identifier")
    rows = SearchName.objects.filter(identifier__in=having).values_list(*PlaceNameRow._fields[:-1], f"where_{get_language()}")
    return [PlaceNameRow(*row) for row in rows]


def find_prefix_words(folded: str, most: int = MAX_PREFIX_WORDS) -> list[tuple[str, str]]:
    """Words that begin so, and how each is first spelt; the most frequent first."""
    return _find_by_prefix(WORDS_BY_PREFIX, "word", folded, most)


def suggest_completions(typed: str, most: int) -> list[str]:
    """Names that begin with what was typed, then what was typed with its last word made whole; of a filter, names of its kind alone."""
    if begun := find_open_filter(typed):
        return _complete_filter(typed, *begun, most)
    found = split_words(typed)
    if not found:
        return []
    last, whole = found[-1], _join_words(found)
    names = [spelling for _folded, spelling in _find_by_prefix(NAMES_BY_PREFIX, "folded", whole, most)]
    made_whole = [typed[: last.span.start] + spelling for _word, spelling in find_prefix_words(last.folded, most)]
    return list(dict.fromkeys([*names, *made_whole]))[:most]


def _complete_filter(typed: str, kind: str, at: int, most: int) -> list[str]:
    found = split_words(typed[at:])
    names = _find_by_prefix(KIND_NAMES_BY_PREFIX, "folded", _join_words(found), kind, most) if found else []
    values = (f'"{spelling}"' if " " in spelling else spelling for _folded, spelling in names)
    return list(dict.fromkeys(typed[:at].rstrip(QUOTATION_MARKS) + value for value in values))


def _join_words(found: Iterable[Word]) -> str:
    return " ".join(word.folded for word in found)


def _find_by_prefix(statement: str, column: str, folded: str, *rest: str | int) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        begins = PREFIX_CONDITIONS[connection.vendor].format(column)
        cursor.execute(statement.format(begins), [folded, folded + LAST_CODE_POINT, *rest])
        return cursor.fetchall()


def filter_known_words(folded: Iterable[str]) -> set[str]:
    """Those of some folded words that the archive has."""
    return set(SearchWord.objects.filter(word__in=list(folded)).values_list("word", flat=True))


def find_similar_words(folded: str) -> list[str]:
    """The archive’s own words that are nearest to a folded word, as they are first spelt."""
    pieces, most = list_trigrams(folded), get_max_distance(folded)
    rows = SearchTrigram.objects.filter(letters__in=pieces, length__range=(len(folded) - most, len(folded) + most))
    shared = rows.values("word_id").annotate(shared=Count("pk")).order_by("-shared", "word_id")[:MAX_CANDIDATES]
    found = {one.word: one for one in SearchWord.objects.filter(pk__in=[row["word_id"] for row in shared])}
    return [found[word].spelling for word in rank_near_words(folded, [(one.word, one.documents) for one in found.values()])]
