"""What a date looks like on an axis: a point, a bar with hard or soft ends, or one bound with the rest open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from archive.dates import Edtf, End, Part
from archive.timelines.axis import Axis

SOFT = timedelta(days=25)
POINT = timedelta(days=1)
OPEN_REACH = 6.0


@dataclass(frozen=True)
class Bar:
    """Positions in per cent of the axis, ``start`` ≤ ``hard_start`` ≤ ``hard_end`` ≤ ``end``; what lies outside the hard part is soft.

    ``kind``: ``point``, ``bar``, ``from`` (the start is stated and no end) or ``until`` (the end and no start). ``runs_on``: ``start``,
    ``end`` or both, where it reaches beyond the axis.
    """

    kind: str
    start: float
    hard_start: float
    hard_end: float
    end: float
    runs_on: tuple[str, ...] = ()

    @property
    def signs(self) -> set[str]:
        """What a reader must know to read it: of ``full``, ``soft``, ``open`` and ``beyond``, those that it shows."""
        is_open = self.kind in ("from", "until")
        shown = {
            "full": self.hard_start < self.hard_end,
            "soft": not is_open and (self.start < self.hard_start or self.hard_end < self.end),
            "open": is_open,
            "beyond": bool(self.runs_on),
        }
        return {sign for sign, is_shown in shown.items() if is_shown}


def bar_of(edtf: Edtf, sense: str, axis: Axis) -> Bar | None:
    """The shape of a date in a sense (empty, not-before, by, until); None where it states neither bound, or lies wholly outside."""
    earliest, latest = edtf.bounds(sense)
    if earliest and latest:
        return _whole(edtf, earliest, latest, axis) if axis.after(latest) > 0 and axis.at(earliest) < 100 else None
    if earliest and 0 <= (at := axis.at(earliest)) < 100:
        return Bar("from", at, at, at, min(100, at + OPEN_REACH))
    if latest and 0 < (at := axis.after(latest)) <= 100:
        return Bar("until", max(0, at - OPEN_REACH), at, at, at)
    return None


def _whole(edtf: Edtf, first: date, last: date, axis: Axis) -> Bar:
    length = last - first + POINT
    soft = min(SOFT, length / 3)
    start, end = axis.at(first), axis.after(last)
    if length == POINT:
        middle = (start + end) / 2
        return Bar("point", middle, middle, middle, middle)
    hard_start = axis.at(first + soft) if _is_soft(edtf.start) else start
    hard_end = axis.after(last - soft) if _is_soft(edtf.start if edtf.end is None else edtf.end) else end
    beyond = tuple(name for name, is_beyond in (("start", start < 0), ("end", end > 100)) if is_beyond)
    start, hard_start, hard_end, end = (min(100.0, max(0.0, one)) for one in (start, hard_start, hard_end, end))
    return Bar("bar", start, hard_start, hard_end, end, beyond)


def _is_soft(end: End) -> bool:
    return isinstance(end, Part) and (end.approximate or end.uncertain or "X" in end.year or 0 in (end.month, end.day))
