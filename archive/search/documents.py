"""What a document is filed under beside its words: records that it concerns, and when. Each mark is a token of the index.

Dates: a mark for every month between the document’s days, or for every year where they lie far apart, within the WINDOW of years; a
document without an end is filed until the window closes. Asked for days, the marks of all months and years that they touch
are asked for; the days themselves are compared afterwards.

What is put into the index: anything that can be found, in one shape, whatever app it comes from.

The kinds of what can be found.

The index in parts: PostgreSQL keeps an index of its own for each, so that of a common word the first documents are found without the rest.

Documents of the kinds that are few are one part. Those of the kinds that are many lie, in their order, in a first, a middle and a last part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from archive.vocabulary import SEARCH_KINDS

YEAR_RANGE = (1930, 1955)
# Months that a document is filed under one by one; the years of a longer time are taken whole.
MAX_MONTH_MARKS = 36
# Of what concerns a document, so many of each kind are kept.
MAX_MARKS_PER_KIND = 200

DayRange = tuple[date | None, date | None]


def make_record_mark(kind: str, identifier: str) -> str:
    """The mark of a record that a document concerns."""
    return f"{kind}:{identifier}"


def list_date_marks(days: DayRange) -> list[str]:
    """The marks of a document’s days; an end that is not stated is open."""
    first, last = _month_range(days)
    years = [f"year:{year}" for year in range(first // 12, last // 12 + 1)]
    if last - first >= MAX_MONTH_MARKS:
        return [*years, *(f"long:{year}" for year in range(first // 12, last // 12 + 1))]
    return [*years, *(f"month:{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1))]


def list_years(days: DayRange) -> list[int]:
    """The years that a document is counted under: all between its days, or that of the one day that is stated."""
    stated = [one.year for one in days if one]
    return list(range(stated[0], min(stated[-1], stated[0] + MAX_MARKS_PER_KIND) + 1)) if stated else []


def list_query_date_marks(days: DayRange) -> list[str]:
    """The marks of which a document that may touch these days has one."""
    first, last = _month_range(days)
    if last - first >= MAX_MONTH_MARKS:
        return [f"year:{year}" for year in range(first // 12, last // 12 + 1)]
    months = [f"month:{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return [*months, *(f"long:{year}" for year in range(first // 12, last // 12 + 1))]


def has_common_day(one: DayRange, other: DayRange) -> bool:
    """Whether two stretches of days, open where an end is None, have a day in common."""
    (start, end), (begin, stop) = one, other
    return (start is None or stop is None or start <= stop) and (begin is None or end is None or begin <= end)


def _month_range(days: DayRange) -> tuple[int, int]:
    """The first and last month within the window, counted from the year 0."""
    lowest, highest = YEAR_RANGE[0] * 12, YEAR_RANGE[1] * 12 + 11
    first = days[0].year * 12 + days[0].month - 1 if days[0] else lowest
    last = days[1].year * 12 + days[1].month - 1 if days[1] else highest
    return min(max(first, lowest), highest), min(max(last, lowest), highest)


class TextField(NamedTuple):
    """A text of a document: what it is of it (such as title, name, verbatim, reading, statement), its language, its characters."""

    role: str
    language: str
    text: str


@dataclass
class IndexEntry:
    """``record``: the key of a passage’s or claim’s own row, of a route that of the claim that states it; ``days``: every stretch it tells of."""

    kind: str
    identifier: str
    fields: list[TextField]
    marks: list[str] = field(default_factory=list)
    days: list[DayRange] = field(default_factory=list)
    record: int | None = None


@dataclass
class PlaceNameEntry:
    """A name of a place, and where it was met: in both languages."""

    kind: str
    identifier: str
    spelling: str
    language: str
    met: str
    where: tuple[str, str] = ("", "")


# Kinds that grow with the archive; the rest are few. They come last.
LARGE_KINDS = ("claim", "passage")
# The order in which hits are shown.
KIND_ORDER = ("camp", "place", "route", "term", "claim", "passage", "source", "page")
# A document's key: its kind's number times this, and its place in the order of its kind.
KEYS_PER_KIND = 10_000_000_000
# What a reader may call a kind after “kind:”, beside the names above.
KIND_NAMES = {
    "camps": "camp",
    "معسكر": "camp",
    "معسكرات": "camp",
    "places": "place",
    "موضع": "place",
    "مواضع": "place",
    "routes": "route",
    "مسار": "route",
    "مسارات": "route",
    "terms": "term",
    "لفظ": "term",
    "ألفاظ": "term",
    "مصطلح": "term",
    "مصطلحات": "term",
    "sources": "source",
    "مصدر": "source",
    "مصادر": "source",
    "pages": "page",
    "صفحة": "page",
    "صفحات": "page",
    "claims": "claim",
    "قول": "claim",
    "أقوال": "claim",
    "passages": "passage",
    "مقطع": "passage",
    "مقاطع": "passage",
}


PARTITION_EDGES = (10_000, 100_000)


def find_partition(key: int) -> int:
    """The number of the part in which the document of that key lies."""
    kind, number = divmod(key, KEYS_PER_KIND)
    if SEARCH_KINDS[kind] not in LARGE_KINDS:
        return 0
    return kind * 10 + sum(number > edge for edge in PARTITION_EDGES)


def list_partitions() -> list[list[int]]:
    """The parts of each group of kinds that is asked together, in the order of the documents."""
    return [[0], *([SEARCH_KINDS.index(kind) * 10 + at for at in range(len(PARTITION_EDGES) + 1)] for kind in LARGE_KINDS)]


def list_key_bounds() -> list[tuple[int, int]]:
    """The lowest and the highest key of the documents of each group."""
    first = SEARCH_KINDS.index(LARGE_KINDS[0])
    return [
        (0, first * KEYS_PER_KIND - 1),
        *((at * KEYS_PER_KIND, (at + 1) * KEYS_PER_KIND - 1) for at in map(SEARCH_KINDS.index, LARGE_KINDS)),
    ]
