"""What the words of a date state: a match of ``archive.accession.dategrammar`` read as days, months, years, and how they are qualified."""

from __future__ import annotations

import re

from archive.accession.calendar import WINTER, NotTold, Point, Stated
from archive.accession.datewords import DAY_FIRST, WORDS, Table

ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
SENSES = {"after": "not-before", "by": "by", "until": "until"}
LEFT = ("other", "before", "short", "yearless", "unknown")
YEARS = ("year", "season_year", "worded", "bare")


def read(match: re.Match, language: str) -> Stated:
    """What the match of a pattern of the language states. Raises NotTold."""
    found = {name: value for name, value in match.groupdict().items() if value}
    if reason := next((one for one in LEFT if one in found), None):
        raise NotTold(reason)
    if "winter" in found:
        return _winter(found)
    primary = language.partition("-")[0]
    start, end = _point(found, "1", primary), None
    if "next" in found:
        end = Point(_second_year(int(found["worded1"]), found["next"]))
    elif any(f"{name}2" in found for name in (*YEARS, "iso", "dmy", "roman")):
        end = _point(found, "2", primary)
    sense = next((SENSES[one] for one in SENSES if one in found), "")
    rules = ["day-first"] if "dmy1" in found or "dmy2" in found else ["year-alone"] if primary not in WORDS else []
    return Stated(start, end, "about" in found, sense, rules=tuple(rules))


def _winter(found: dict[str, str]) -> Stated:
    first = int(found["winter"])
    if _second_year(first, found["next"]) != first + 1:
        raise NotTold("backwards")
    return Stated(Point(first, season=WINTER), whole_months=True)


def _second_year(first: int, figures: str) -> int:
    second = int(figures) if len(figures) == 4 else first // 100 * 100 + int(figures)
    if second <= first:
        raise NotTold("backwards")
    return second


def _point(found: dict[str, str], end: str, language: str) -> Point:
    for name, read_figures in (("iso", _iso), ("dmy", _day_month), ("roman", _roman)):
        if name + end in found:
            return read_figures(found[name + end], language)
    year = next((int(found[name + end]) for name in YEARS if name + end in found), None)
    day = next((int(found[name + end]) for name in ("day", "after_month", "only_day") if name + end in found), None)
    part = next((name for name in ("early", "mid", "late") if name + end in found), "")
    season = _number(WORDS[language].seasons, found[f"season{end}"]) if f"season{end}" in found else None
    return Point(year, _month(found, end, language), day, season, part)


def _month(found: dict[str, str], end: str, language: str) -> int | None:
    numbers = {_number(WORDS[language].months, found[name + end]) for name in ("month", "also") if name + end in found}
    if len(numbers) > 1:
        raise NotTold("two-months")
    return next(iter(numbers), None)


def _number(table: Table, name: str) -> int:
    return next(number for number, pattern in table.items() if re.fullmatch(pattern, name))


def _iso(figures: str, language: str) -> Point:
    year, month, day = map(int, re.findall(r"\d+", figures))
    return Point(year, month, day)


def _day_month(figures: str, language: str) -> Point:
    day, month, year = map(int, re.findall(r"\d+", figures))
    if language not in DAY_FIRST and day != month:
        if day <= 12 and month <= 12:
            raise NotTold("day-or-month")
        if month > 12:
            day, month = month, day
    if month > 12:
        raise NotTold("no-such-day")
    return Point(year, month, day)


def _roman(figures: str, language: str) -> Point:
    day, month, year = re.findall(r"\w+", figures)
    return Point(int(year), ROMAN.index(month) + 1, int(day))
