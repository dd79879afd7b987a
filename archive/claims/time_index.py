"""A long list in the order of time with its index: for each month, or year, the page on which it begins, and that of what has no date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from archive.edition_cache import cached_per_edition
from archive.models import Claim

# Months of which an index has one entry each; of more it has years.
MAX_MONTHS = 36
# Rows by their first possible day, or their last if that has no bound, in the order of time; those without a day last.
DayCounts = Sequence[tuple[date | None, int]]


class TimeEntry(NamedTuple):
    """A month, as an EDTF date, or a year, or an empty text for no date; the number of its rows, and the page on which they begin."""

    edtf: str
    rows: int
    page: int


def count_days(rows: QuerySet, prefix: str = "") -> DayCounts:
    """Return the number of rows for each day; ``prefix``: of the names of a claim's fields. One query, which groups the rows."""
    day = Coalesce(f"{prefix}earliest", f"{prefix}latest")
    counts = rows.order_by().annotate(day=day).values_list("day").annotate(count=Count("pk"))
    return sorted(counts, key=lambda row: (row[0] is None, row[0] or date.min))


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
        """Return the rows of a slice without a step. Two queries: their keys, then what is shown of them."""
        start, stop, _step = part.indices(len(self))
        before, position = 0, 0
        chosen: list[date | None] = []
        for day, count in self.days:
            if before < stop and before + count > start:
                position = position if chosen else before
                chosen.append(day)
            before += count
        near = order_by_time(self.rows.filter(_fall_on(chosen)), self.prefix)
        keys = list(near.values_list("pk", flat=True)[start - position : stop - position]) if chosen else []
        rows = {row.pk: row for row in self.rows.filter(pk__in=keys)} if keys else {}
        return [rows[key] for key in keys]


def _fall_on(days: Sequence[date | None]) -> Q:
    """Return the condition that a row is of some days, which follow one another; None is that of rows without a day."""
    dated = [day for day in days if day]
    condition = Q(day__range=(dated[0], dated[-1])) if dated else Q(pk__in=[])
    return condition | Q(day=None) if None in days else condition
