"""The one door to the engines’ full text: which documents have what is asked, and which words and names the archive knows.

Of each group of kinds (archive/searching/parts.py) the first MOST documents are found and no more, so that a common word costs no more
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
from archive.searching.expression import Ask, fts5, tsquery
from archive.searching.kinds import BAND, KINDS
from archive.searching.marks import Days
from archive.searching.near import CANDIDATES, nearest, reach, trigrams
from archive.searching.parts import bounds, parts
from archive.searching.query import QUOTES, filter_begun
from archive.searching.tokens import Word, words

MOST = 500
# Words that a beginning stands for, the most frequent first.
BEGINNINGS = 200
SQLITE = f"SELECT rowid FROM (SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT {MOST})"  # noqa: S608
# “id + 0”: the documents are looked up by their tokens and then put in order, never read in order until one has them.
POSTGRESQL = f"(SELECT id FROM archive_searchindex WHERE part = %s AND tokens @@ %s::tsquery ORDER BY id + 0 LIMIT {MOST})"  # noqa: S608
GROUP = f"(SELECT id FROM ({{}}) parts LIMIT {MOST})"  # noqa: S608
# Compared by code points, which PostgreSQL’s own order of a language does not.
BEGINS = {"sqlite": "{0} >= %s AND {0} < %s", "postgresql": "{0} ~>=~ %s AND {0} ~<~ %s"}
WORDS = "SELECT word, spelling FROM archive_searchword WHERE {} ORDER BY documents DESC, id LIMIT %s"
NAMES = "SELECT folded, spelling FROM archive_searchname WHERE {} ORDER BY id LIMIT %s"
NAMES_OF = "SELECT folded, spelling FROM archive_searchname WHERE {} AND kind = %s ORDER BY id LIMIT %s"
AFTER_ALL = "\U0010ffff"


class Document(NamedTuple):
    """A document without its texts and its days; see SearchDocument."""

    pk: int
    kind: str
    identifier: str
    record: int | None
    marks: str


class KnownName(NamedTuple):
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


def keys(ask: Ask, groups: Sequence[int]) -> list[list[int]]:
    """For each of some groups of kinds, the keys of the first MOST documents that have what is asked, in their order. One query."""
    every = bounds()
    ends = [every[group] for group in groups]
    if connection.vendor == "sqlite":
        statement = " UNION ALL ".join([SQLITE] * len(ends))
        given = [one for pair in ends for one in (fts5(ask), *pair)]
    else:
        together = parts()
        within = [together[group] for group in groups]
        statement = " UNION ALL ".join(GROUP.format(" UNION ALL ".join([POSTGRESQL] * len(few))) for few in within)
        given = [one for few in within for part in few for one in (part, tsquery(ask))]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = [key for (key,) in cursor.fetchall()]
    return [[key for key in found if lowest <= key <= highest] for lowest, highest in ends]


def documents(found: Iterable[int]) -> list[Document]:
    """The documents of some keys, in the order of the keys."""
    return [Document(*row) for row in _of_keys(found).order_by("pk").values_list(*Document._fields)]


def days(found: Iterable[int]) -> dict[int, Days]:
    """The days of those of some documents that have any."""
    rows = _of_keys(found).filter(dated=True).order_by()
    return {pk: (earliest, latest) for pk, earliest, latest in rows.values_list("pk", "earliest", "latest")}


def _of_keys(found: Iterable[int]) -> QuerySet[SearchDocument]:
    if connection.vendor == "postgresql":
        return SearchDocument.objects.extra(where=["id = ANY(%s)"], params=[list(found)])
    return SearchDocument.objects.extra(where=["id IN (SELECT value FROM json_each(%s))"], params=[json.dumps(list(found))])


def of_kind(kind: str) -> list[int]:
    """The keys of the first MOST documents of a kind, in their order."""
    lowest = KINDS.index(kind) * BAND
    rows = SearchDocument.objects.filter(pk__gte=lowest, pk__lt=lowest + BAND).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MOST])


def names(folded: Iterable[str]) -> list[KnownName]:
    """Every name of each place that has one of these, folded, as a name."""
    having = SearchName.objects.filter(folded__in=list(folded)).order_by().values("identifier")
    rows = SearchName.objects.filter(identifier__in=having).values_list(*KnownName._fields[:-1], f"where_{get_language()}")
    return [KnownName(*row) for row in rows]


def beginning(folded: str, most: int = BEGINNINGS) -> list[tuple[str, str]]:
    """Words that begin so, and how each is first spelt; the most frequent first."""
    return _begun(WORDS, "word", folded, most)


def completions(typed: str, most: int) -> list[str]:
    """Names that begin with what was typed, then what was typed with its last word made whole; of a filter, names of its kind alone."""
    if begun := filter_begun(typed):
        return _completed_filter(typed, *begun, most)
    found = words(typed)
    if not found:
        return []
    last, whole = found[-1], _joined(found)
    names = [spelling for _folded, spelling in _begun(NAMES, "folded", whole, most)]
    made_whole = [typed[: last.span.start] + spelling for _word, spelling in beginning(last.folded, most)]
    return list(dict.fromkeys([*names, *made_whole]))[:most]


def _completed_filter(typed: str, kind: str, at: int, most: int) -> list[str]:
    found = words(typed[at:])
    names = _begun(NAMES_OF, "folded", _joined(found), kind, most) if found else []
    values = (f'"{spelling}"' if " " in spelling else spelling for _folded, spelling in names)
    return list(dict.fromkeys(typed[:at].rstrip(QUOTES) + value for value in values))


def _joined(found: Iterable[Word]) -> str:
    return " ".join(word.folded for word in found)


def _begun(statement: str, column: str, folded: str, *rest: str | int) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        begins = BEGINS[connection.vendor].format(column)
        cursor.execute(statement.format(begins), [folded, folded + AFTER_ALL, *rest])
        return cursor.fetchall()


def known(folded: Iterable[str]) -> set[str]:
    """Those of some folded words that the archive has."""
    return set(SearchWord.objects.filter(word__in=list(folded)).values_list("word", flat=True))


def alike(folded: str) -> list[str]:
    """The archive’s own words that are nearest to a folded word, as they are first spelt."""
    pieces, most = trigrams(folded), reach(folded)
    rows = SearchTrigram.objects.filter(letters__in=pieces, length__range=(len(folded) - most, len(folded) + most))
    shared = rows.values("word_id").annotate(shared=Count("pk")).order_by("-shared", "word_id")[:CANDIDATES]
    found = {one.word: one for one in SearchWord.objects.filter(pk__in=[row["word_id"] for row in shared])}
    return [found[word].spelling for word in nearest(folded, [(one.word, one.documents) for one in found.values()])]
