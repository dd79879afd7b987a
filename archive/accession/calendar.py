"""What a text states of a date, and EDTF made of it in the archive’s profile (``archive.dates``).

Early, middle and late are months, approximate: of a year the first three, May to August, the last three; of a season its first, second,
third month; of a month its days to the 10th, to the 20th, to its end. A winter of two years is December to February, approximate; a
winter of one year begins in it (EDTF 24), as the archive counts winters.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace

MONTHS_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
DAYS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
OF_SEASON = {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "": (0, 2)}
SPRING, WINTER = 21, 24


class NotTold(ValueError):
    """No date can be proposed; ``reason``: an id of ``archive.accession.remarks``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Point:
    """One date as stated; ``part``: early, mid, late or nothing; ``season``: 21 (spring) to 24."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    part: str = ""


@dataclass(frozen=True)
class Stated:
    """A date, or an interval with ``end``.

    ``about``: the words say so; ``sense``: as in ``archive.records.DateRecord``; ``whole_months``: a season told by its months.
    """

    start: Point
    end: Point | None = None
    about: bool = False
    sense: str = ""
    whole_months: bool = False
    rules: tuple[str, ...] = ()


def as_edtf(stated: Stated) -> tuple[str, tuple[str, ...]]:
    """EDTF, and the ids of the rules by which it was made. Raises NotTold."""
    if stated.end is None:
        first, last, rules = _ends(stated.start, months=stated.whole_months)
        whole = first if first == last else f"{first}/{last}"
    else:
        start = _completed(stated.start, stated.end)
        (first, _last, early), (_first, last, late) = _ends(start, months=True), _ends(stated.end, months=True)
        whole, rules = f"{first}/{last}", early + late
    if stated.about and "~" not in whole:
        whole, rules = "/".join(f"{one}~" for one in whole.split("/")), (*rules, "about")
    if stated.sense:
        rules = (*rules, f"sense-{stated.sense}")
    return whole, tuple(dict.fromkeys((*stated.rules, *rules)))


def _completed(start: Point, end: Point) -> Point:
    """The first date of an interval, with the year and month of the second where it states none."""
    if start.year is None:
        start = replace(start, year=end.year)
    if start.day is not None and start.month is None:
        start = replace(start, month=end.month)
    return start


def _ends(point: Point, *, months: bool = False) -> tuple[str, str, tuple[str, ...]]:
    """First and last date; ``months``: a season by its months, as at the ends of an interval, where EDTF allows no seasons."""
    if point.year is None:
        raise NotTold("yearless")
    if point.season and (point.part or months):
        first, last = _season(point.year, point.season, point.part)
        return first, last, (point.part or "season",)
    if point.season:
        whole = f"{point.year:04}-{point.season}"
        return whole, whole, (("winter",) if point.season == WINTER else ())
    if point.part and point.month:
        begin, end = DAYS_OF_MONTH[point.part]
        end = min(end, calendar.monthrange(point.year, point.month)[1])
        first, last = (f"{point.year:04}-{point.month:02}-{day:02}~" for day in (begin, end))
        return first, last, (point.part,)
    if point.part:
        first, last = (f"{point.year:04}-{month:02}~" for month in MONTHS_OF_YEAR[point.part])
        return first, last, (point.part,)
    whole = "-".join([f"{point.year:04}", *(f"{one:02}" for one in (point.month, point.day) if one is not None)])
    return whole, whole, ()


def _season(year: int, season: int, part: str) -> tuple[str, str]:
    begin = 3 * (season - SPRING) + 3
    months = (begin + step for step in OF_SEASON[part])
    first, last = (f"{year + (month > 12):04}-{(month - 1) % 12 + 1:02}~" for month in months)
    return first, last
