"""The span of time that a timeline shows, and where on it a day lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.dates import Edtf, Part

STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Axis:
    """``first``: the first day of a month; ``end``: the first day after the last month shown."""

    first: date
    end: date

    def at(self, day: date) -> float:
        """Where a day begins, in per cent of the axis from its earliest side; outside 0 to 100 if it lies outside."""
        return 100 * (day - self.first).days / (self.end - self.first).days

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day + timedelta(days=1))

    @property
    def months(self) -> int:
        """How many months it has."""
        return (self.end.year - self.first.year) * 12 + self.end.month - self.first.month

    def ticks(self, step: int) -> list[date]:
        """The first day of every ``step``-th month, counted from the first."""
        return [_months_after(self.first, months) for months in range(0, self.months, step)]


def axis_of(dates: Iterable[Edtf]) -> Axis | None:
    """The months from the first to the last that the dates name; None if they name none.

    A bound that names no month, as a bare year does, stretches nothing: what reaches beyond is drawn as running on.
    """
    parts = [part for one in dates for part in (one.start, one.end) if isinstance(part, Part)]
    exact = [part for part in parts if part.month or part.season] or parts
    if not exact:
        return None
    first, last = min(part.earliest for part in exact), max(part.latest for part in exact)
    return Axis(first.replace(day=1), _months_after(last.replace(day=1), 1))


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
