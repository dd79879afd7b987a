"""Documents of the search index: their kinds, fields, marks and keys.

A mark is a token of the index that names a record or a time which a document concerns. A document has a mark for every year of its
days within YEAR_RANGE, and for every month, or for every year of a long time; an open end is that of YEAR_RANGE. A query for days
wants any mark of the months and years that they touch; the days themselves are compared afterwards.

PostgreSQL has an index for each partition of the documents, so that the first documents with a common word are found without the
rest: one partition for all small kinds, three (PARTITION_EDGES) for each large kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from archive.addresses import RecordKey
from archive.vocabulary import LANGUAGES, SEARCH_KINDS

DayRange = tuple[date | None, date | None]
# Years that have marks; earlier and later days have the marks of the first and the last month.
YEAR_RANGE = (1930, 1955)
# Months from which on a time has marks of years in place of months.
MAX_MONTH_MARKS = 36
# Marks of a kind that a document has, and years that it is counted under.
MAX_MARKS_PER_KIND = 200

# Pairs of days whose marks are cached: many claims have the same
CACHED_DAYS = 4096

# Kinds that grow with the archive; their numbers are the highest.
LARGE_KINDS = ("claim", "passage")
# The order in which hits are shown.
KIND_ORDER = ("camp", "place", "route", "movement", "term", "claim", "passage", "source", "page")
# A document's key is the number of its kind times this, plus its number among the documents of the kind, from 1.
KEYS_PER_KIND = 10_000_000_000
# Numbers of the last document in the first and in the second partition of a large kind.
PARTITION_EDGES = (10_000, 100_000)
# By large kind, the number of its first partition, for which PostgreSQL has an index (migration 0007).
FIRST_PARTITIONS = {"claim": 60, "passage": 70}
# Names of the kinds that a query may have after “kind:”, with the kind.
KIND_NAMES = {
    name: kind
    for kind, names in {
        "camp": "camp camps معسكر معسكرات",
        "place": "place places موضع مواضع",
        "route": "route routes مسار مسارات",
        "movement": "movement movements إخلاء إخلاءات",
        "term": "term terms لفظ ألفاظ مصطلح مصطلحات",
        "source": "source sources مصدر مصادر",
        "page": "page pages صفحة صفحات",
        "claim": "claim claims مستخلص مستخلصات قول أقوال",
        "passage": "passage passages مقطع مقاطع",
    }.items()
    for name in names.split()
}


class TextField(NamedTuple):
    """A text of a document; its role is such as title, name, spelt, text, verbatim, reading or statement."""

    role: str
    language: str
    text: str


def translated_fields(record: object, name: str, role: str) -> list[TextField]:
    """Return the attribute ``name`` of a record in each language, as fields of that role."""
    return [TextField(role, language, getattr(record, f"{name}_{language}") or "") for language in LANGUAGES]


@dataclass
class IndexEntry:
    """A document to be indexed.

    ``record`` is the primary key of a passage or a claim, and for a route that of the claim that states it.
    """

    kind: str
    identifier: str
    fields: list[TextField]
    marks: list[RecordKey] = field(default_factory=list)
    days: list[DayRange] = field(default_factory=list)
    record: int | None = None


@dataclass
class PlaceNameEntry:
    """A name of a place to be indexed; see ``SearchName``."""

    kind: str
    identifier: str
    spelling: str
    language: str
    origin: str
    where_ar: str
    where_en: str


@lru_cache(CACHED_DAYS)
def list_date_marks(days: DayRange) -> tuple[str, ...]:
    """Return the marks of a document with these days; None is an open end."""
    years, long_years, months = _build_date_marks(days)
    return (*years, *(months or long_years))


@lru_cache(CACHED_DAYS)
def list_year_marks(days: DayRange) -> tuple[str, ...]:
    """Return the marks of the years that a document with these days is counted under."""
    return tuple(f"year:{year}" for year in list_years(days))


def list_query_date_marks(days: DayRange) -> list[str]:
    """Return marks of which every document has one that has a day in common with ``days``."""
    years, long_years, months = _build_date_marks(days)
    return [*months, *long_years] if months else years


def _build_date_marks(days: DayRange) -> tuple[list[str], list[str], list[str]]:
    """Return the marks of the years, of the same years of a long time, and of the months, of which a long time has none."""
    lowest, highest = YEAR_RANGE[0] * 12, YEAR_RANGE[1] * 12 + 11
    first, last = (
        min(max(day.year * 12 + day.month - 1, lowest), highest) if day else end
        for day, end in zip(days, (lowest, highest), strict=True)
    )
    years = range(first // 12, last // 12 + 1)
    months = range(first, last + 1) if last - first < MAX_MONTH_MARKS else ()
    return (
        [f"year:{year}" for year in years],
        [f"long:{year}" for year in years],
        [f"month:{month // 12}-{month % 12 + 1:02}" for month in months],
    )


def list_years(days: DayRange) -> list[int]:
    """Return the years that a document is counted under: those between its days, or that of its only stated day."""
    stated = [day.year for day in days if day]
    return list(range(stated[0], min(stated[-1], stated[0] + MAX_MARKS_PER_KIND) + 1)) if stated else []


def has_common_day(first: DayRange, second: DayRange) -> bool:
    """Return true if two ranges, open where an end is None, share a day."""
    (start, end), (other_start, other_end) = first, second
    return (start is None or other_end is None or start <= other_end) and (other_start is None or end is None or other_start <= end)


def find_partition(key: int) -> int:
    """Return the number of the partition of the document with this key."""
    kind, number = divmod(key, KEYS_PER_KIND)
    first = FIRST_PARTITIONS.get(SEARCH_KINDS[kind])
    return first + sum(number > edge for edge in PARTITION_EDGES) if first else 0


def list_partitions() -> list[list[int]]:
    """Return the partitions of each group of kinds that is queried together, in the order of the keys."""
    return [[0], *([FIRST_PARTITIONS[kind] + at for at in range(len(PARTITION_EDGES) + 1)] for kind in LARGE_KINDS)]


def list_key_bounds() -> list[tuple[int, int]]:
    """Return the lowest and the highest key of each group of kinds that is queried together."""
    starts = [0, *(SEARCH_KINDS.index(kind) * KEYS_PER_KIND for kind in LARGE_KINDS), len(SEARCH_KINDS) * KEYS_PER_KIND]
    return [(start, end - 1) for start, end in pairwise(starts)]
