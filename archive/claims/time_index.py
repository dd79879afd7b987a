"""A long list in the order of time with its index: for each month, or year, the page on which it begins, and that of what has no date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from archive.edition_cache import cached_per_edition
from archive.models import Claim

# Months of which an index has one entry each; of more it has years.
MAX_MONTHS = 36
# Rows by their first possible day, or their last if that has no bound, in the order of time; those without a day last.
DayCounts = Sequence[tuple[date | None, int]]


class TimedRows(NamedTuple):
    """Rows of another app that have a day: a function that selects them, and one that returns their number for each day."""

    select: Callable[[], QuerySet]
    count_by_day: Callable[[], DayCounts]


class TimeEntry(NamedTuple):
    """A month, as an EDTF date, or a year, or an empty text for no date; the number of its rows, and the page on which they begin."""

    edtf: str
    rows: int
    page: int


def count_days(rows: QuerySet, prefix: str = "") -> DayCounts:
    """Return the number of rows for each day; ``prefix``: of the names of a claim's fields. One query, which groups the rows."""
    day = Coalesce(f"{prefix}earliest", f"{prefix}latest")
    counts = rows.order_by().annotate(day=day).values_list("day").annotate(count=Count("pk"))
    return sorted(counts, key=_rank_day)


def order_by_time(rows: QuerySet, prefix: str = "") -> QuerySet:
    """Return rows with a claim in the order of time, as ``ClaimQuerySet.in_order_of_time``."""
    first = Coalesce(f"{prefix}earliest", f"{prefix}latest")
    return rows.order_by(first.asc(nulls_last=True), F(f"{prefix}latest").asc(nulls_last=True), "pk")


@cached_per_edition
def count_claim_days() -> DayCounts:
    """Return the number of claims for each day."""
    return count_days(Claim.objects.all())


def build_time_index(days: DayCounts, size: int) -> list[TimeEntry]:
    """Return the entries of a list with ``size`` rows on a page; none if it has one page."""
    if sum(count for _day, count in days) <= size:
        return []
    months = {day.strftime("%Y-%m") for day, _count in days if day}
    length = len("1945-01") if len(months) <= MAX_MONTHS else len("1945")
    totals: dict[str, int] = {}
    for day, count in days:
        name = day.isoformat()[:length] if day else ""
        totals[name] = totals.get(name, 0) + count
    entries, before = [], 0
    for name, count in totals.items():
        entries.append(TimeEntry(name, count, before // size + 1))
        before += count
    return entries


class TimeOrder(Sequence):
    """Rows in the order of time, of which a slice reads only those of its days. ``days``: of all rows."""

    def __init__(self, rows: QuerySet, days: DayCounts, prefix: str = "") -> None:
        self.rows = rows.annotate(day=Coalesce(f"{prefix}earliest", f"{prefix}latest"))
        self.days, self.prefix = days, prefix

    def __len__(self) -> int:
        return sum(count for _day, count in self.days)

    def __getitem__(self, part: slice) -> list:  # type: ignore[override]
        """Return the rows of a slice without a step. One query if they are all rows; else for their keys two at most, and one for what is shown."""
        start, stop, _step = part.indices(len(self))
        if stop - start == len(self):
            return list(order_by_time(self.rows, self.prefix)) if self.days else []
        before, keys = 0, list[int]()
        chosen: list[tuple[date, int]] = []
        for day, count in self.days:
            if before < stop and before + count > start:
                if day:
                    chosen.append((day, before))
                else:  # last, in the order of their keys: a row without a first or last day has no day at all
                    without_day = self.rows.filter(day=None).order_by("pk").values_list("pk", flat=True)
                    keys += without_day[max(0, start - before) : stop - before]
            before += count
        if chosen:
            near = order_by_time(self.rows.filter(day__range=(chosen[0][0], chosen[-1][0])), self.prefix)
            keys = [*near.values_list("pk", flat=True)[max(0, start - chosen[0][1]) : stop - chosen[0][1]], *keys]
        rows = {row.pk: row for row in self.rows.filter(pk__in=keys)} if keys else {}
        return [rows[key] for key in keys]


class JoinedOrder(Sequence):
    """Rows of several tables in the order of time; of one day, those of a table before those of the next."""

    def __init__(self, orders: Sequence[TimeOrder]) -> None:
        self.orders = orders

    def __len__(self) -> int:
        return sum(map(len, self.orders))

    @property
    def days(self) -> DayCounts:
        """Return the number of rows of all tables for each day."""
        totals: Counter[date | None] = Counter()
        for order in self.orders:
            totals.update(dict(order.days))
        return sorted(totals.items(), key=_rank_day)

    def __getitem__(self, part: slice) -> list:  # type: ignore[override]
        """Return the rows of a slice without a step."""
        start, stop, _step = part.indices(len(self))
        pieces = list(self._divide(start, stop))
        rows = [self._read(order, [piece for number, piece in pieces if number == at]) for at, order in enumerate(self.orders)]
        return [row for number, piece in pieces for row in islice(rows[number], len(piece))]

    def _divide(self, start: int, stop: int) -> Iterator[tuple[int, range]]:
        """Yield what a slice has of each day and table, in their order: the number of the table, and the positions in its own order."""
        counts, passed, before = [dict(order.days) for order in self.orders], [0] * len(self.orders), 0
        for day, _count in self.days:
            for number, by_day in enumerate(counts):
                count = by_day.get(day, 0)
                first, last = max(start - before, 0), min(stop - before, count)
                if first < last:
                    yield number, range(passed[number] + first, passed[number] + last)
                passed[number] += count
                before += count

    @staticmethod
    def _read(order: TimeOrder, pieces: Sequence[range]) -> Iterator:
        """Return the rows of a table, whose pieces of a slice follow one another."""
        return iter(order[pieces[0].start : pieces[-1].stop] if pieces else [])


def _rank_day(row: tuple[date | None, int]) -> tuple[bool, date]:
    return row[0] is None, row[0] or date.min
