"""The axis of a timeline, and the shape of a date on it: a point, a bar with hard or soft ends, or one bound with the other open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from archive.dates.edtf import Edtf, EdtfDate, EdtfEnd

# Months between ticks.
TICK_STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120)
# Maximum length of a soft end.
SOFT_END = timedelta(days=25)
ONE_DAY = timedelta(days=1)
# Length of a bar with one open end, in per cent of the axis.
OPEN_REACH = 6.0


class Axis(NamedTuple):
    """The months shown. ``first``: the first day of a month; ``end``: the first day after the last month."""

    first: date
    end: date

    def at(self, day: date) -> float:
        """Return where a day begins, in per cent of the axis from its start; outside 0 to 100 if it is outside."""
        return 100 * (day - self.first).days / (self.end - self.first).days

    def after(self, day: date) -> float:
        """Return where a day ends, in per cent of the axis."""
        return self.at(day + ONE_DAY)

    @property
    def months(self) -> int:
        """Return the number of months shown."""
        return (self.end.year - self.first.year) * 12 + self.end.month - self.first.month

    def ticks(self, step: int) -> list[date]:
        """Return the first day of every ``step``-th month, from the first."""
        return [_add_months(self.first, months) for months in range(0, self.months, step)]


def make_axis(dates: Iterable[Edtf]) -> Axis | None:
    """Return the months from the first to the last that the dates name; None if they name none.

    A bound without a month, such as a bare year, does not extend the axis: a bar that reaches beyond it is drawn as continuing.
    """
    parts = [part for edtf in dates for part in (edtf.start, edtf.end) if isinstance(part, EdtfDate)]
    exact = [part for part in parts if part.month or part.season] or parts
    if not exact:
        return None
    first, last = min(part.earliest for part in exact), max(part.latest for part in exact)
    return Axis(first.replace(day=1), _add_months(last.replace(day=1), 1))


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


class Bar(NamedTuple):
    """A date on the axis. Positions in per cent, ``start`` ≤ ``hard_start`` ≤ ``hard_end`` ≤ ``end``; outside the hard part it is soft.

    ``kind``: ``point``, ``bar``, ``from`` (only the start is stated) or ``until`` (only the end). ``runs_on``: the ends (``start``,
    ``end``) at which it continues beyond the axis.
    """

    kind: str
    start: float
    hard_start: float
    hard_end: float
    end: float
    runs_on: tuple[str, ...] = ()

    @property
    def signs(self) -> set[str]:
        """Return the signs that a legend explains: those of ``full``, ``soft``, ``open`` and ``beyond`` that the bar has."""
        is_open = self.kind in ("from", "until")
        signs = {
            "full": self.hard_start < self.hard_end,
            "soft": not is_open and (self.start < self.hard_start or self.hard_end < self.end),
            "open": is_open,
            "beyond": bool(self.runs_on),
        }
        return {sign for sign, is_shown in signs.items() if is_shown}


def make_bar(edtf: Edtf, sense: str, axis: Axis) -> Bar | None:
    """Return the shape of a date in a sense (empty, not-before, by, until).

    None if it states no bound or is completely outside the axis.
    """
    earliest, latest = edtf.bounds(sense)
    if earliest and latest:
        return _make_closed_bar(edtf, earliest, latest, axis) if axis.after(latest) > 0 and axis.at(earliest) < 100 else None
    if earliest and 0 <= (at := axis.at(earliest)) < 100:
        return Bar("from", at, at, at, min(100, at + OPEN_REACH))
    if latest and 0 < (at := axis.after(latest)) <= 100:
        return Bar("until", max(0, at - OPEN_REACH), at, at, at)
    return None


def _make_closed_bar(edtf: Edtf, first: date, last: date, axis: Axis) -> Bar:
    length = last - first + ONE_DAY
    soft = min(SOFT_END, length / 3)
    start, end = axis.at(first), axis.after(last)
    if length == ONE_DAY:
        middle = (start + end) / 2
        return Bar("point", middle, middle, middle, middle)
    hard_start = axis.at(first + soft) if _is_soft(edtf.start) else start
    hard_end = axis.after(last - soft) if _is_soft(edtf.start if edtf.end is None else edtf.end) else end
    beyond = tuple(name for name, is_beyond in (("start", start < 0), ("end", end > 100)) if is_beyond)
    start, hard_start, hard_end, end = (min(100.0, max(0.0, at)) for at in (start, hard_start, hard_end, end))
    return Bar("bar", start, hard_start, hard_end, end, beyond)


def _is_soft(end: EdtfEnd) -> bool:
    return isinstance(end, EdtfDate) and (end.approximate or end.uncertain or "X" in end.year or 0 in (end.month, end.day))
