"""Dates as a text states them: parsed from a match of ``date_patterns`` and encoded as EDTF (``archive.dates.edtf``).

Early, middle and late are approximate months: of a year the first three, May to August, the last three; of a season its first, second,
third month; of a month its days to the 10th, to the 20th, to its end. A winter of two years is approximately December to February; a
winter of one year begins in it (EDTF 24).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from archive.accession.date_patterns import DATE_WORDS, DAY_FIRST_LANGUAGES, NumberedPatterns
from archive.accession.other_calendars import HIJRI_LANGUAGES, HIJRI_YEARS, MAX_INTERVAL_YEARS
from archive.text.languages import get_primary_language

YEAR_PART_MONTHS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
MONTH_PART_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
SEASON_PART_MONTHS = {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "": (0, 2)}
SPRING, WINTER = 21, 24


class DateNotStated(ValueError):
    """No date can be proposed; ``reason``: an id of ``archive.accession.draft_yaml``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StatedPoint(NamedTuple):
    """One date as stated; ``part``: early, mid, late or empty; ``season``: 21 (spring) to 24."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    part: str = ""


class StatedDate(NamedTuple):
    """A date, or an interval with ``end``.

    ``about``: the words say so; ``sense``: as in ``archive.fixtures.records.claims.DateRecord``; ``whole_months``: a season is encoded by its months.
    """

    start: StatedPoint
    end: StatedPoint | None = None
    about: bool = False
    sense: str = ""
    whole_months: bool = False
    rules: tuple[str, ...] = ()


def encode_edtf(stated: StatedDate) -> tuple[str, tuple[str, ...]]:
    """Return EDTF and the ids of the rules that were applied. Raises DateNotStated."""
    if stated.end is None:
        first, last, rules = _encode_ends(stated.start, months=stated.whole_months)
        value = first if first == last else f"{first}/{last}"
    else:
        start, end = _complete_ends(stated.start, stated.end)
        (first, _last, early), (_first, last, late) = _encode_ends(start, months=True), _encode_ends(end, months=True)
        value, rules = f"{first}/{last}", early + late
    if stated.about and "~" not in value:
        value, rules = "/".join(f"{end}~" for end in value.split("/")), (*rules, "about")
    if stated.sense:
        rules = (*rules, f"sense-{stated.sense}")
    return value, tuple(dict.fromkeys((*stated.rules, *rules)))


def _complete_ends(start: StatedPoint, end: StatedPoint) -> tuple[StatedPoint, StatedPoint]:
    """Return both ends of an interval; a year or month that one lacks is that of the other."""
    if end.day is not None and end.month is None:
        end = end._replace(month=start.month)
    if start.year is None:
        start = start._replace(year=end.year)
    if start.day is not None and start.month is None:
        start = start._replace(month=end.month)
    return start, end


def _check_calendar(start: StatedPoint, end: StatedPoint | None, language: str) -> None:
    """Raise DateNotStated if a year is likely of another calendar."""
    years = [point.year for point in (start, end) if point and point.year]
    if language in HIJRI_LANGUAGES and any(year in HIJRI_YEARS for year in years):
        raise DateNotStated("other")
    if len(years) == 2 and years[1] - years[0] > MAX_INTERVAL_YEARS:
        raise DateNotStated("other")


def _describe_pair(start: StatedPoint, end: StatedPoint, groups: dict[str, str]) -> list[str]:
    """Return the rules by which two dates that are named together are an interval. Raises DateNotStated if they are none."""
    follow = _is_next(start, end)
    if "night" in groups and (follow or "both" not in groups) and "either" not in groups:
        return ["night"] if follow else []
    if "either" in groups or not follow:
        raise DateNotStated("several" if end.year else "yearless")
    return ["consecutive"]


def _is_next(start: StatedPoint, end: StatedPoint) -> bool:
    """Return whether the second day, month or season follows the first directly."""
    if start.part not in ("", "late") or end.part not in ("", "early") or not (start.year and end.year):
        return False
    if start.day and end.day and start.month and end.month:
        try:
            return date(end.year, end.month, end.day) - date(start.year, start.month, start.day) == timedelta(1)
        except ValueError:
            return False
    if start.day or end.day:
        return False
    if start.month and end.month:
        return (end.year - start.year) * 12 + end.month - start.month == 1
    return bool(start.season and end.season) and start.year == end.year and (end.season or 0) - (start.season or 0) == 1


def _encode_ends(point: StatedPoint, *, months: bool = False) -> tuple[str, str, tuple[str, ...]]:
    """Return first date, last date and rules; ``months``: a season by its months, as intervals require."""
    if point.year is None:
        raise DateNotStated("yearless")
    if point.season and (point.part or months):
        first, last = _encode_season_months(point.year, point.season, point.part)
        return first, last, (point.part or "season",)
    if point.season:
        value = f"{point.year:04}-{point.season}"
        return value, value, (("winter",) if point.season == WINTER else ())
    if point.part and point.month:
        begin, end = MONTH_PART_DAYS[point.part]
        end = min(end, calendar.monthrange(point.year, point.month)[1])
        first, last = (f"{point.year:04}-{point.month:02}-{day:02}~" for day in (begin, end))
        return first, last, (point.part,)
    if point.part:
        first, last = (f"{point.year:04}-{month:02}~" for month in YEAR_PART_MONTHS[point.part])
        return first, last, (point.part,)
    value = "-".join([f"{point.year:04}", *(f"{number:02}" for number in (point.month, point.day) if number is not None)])
    return value, value, ()


def _encode_season_months(year: int, season: int, part: str) -> tuple[str, str]:
    begin = 3 * (season - SPRING) + 3
    months = (begin + step for step in SEASON_PART_MONTHS[part])
    first, last = (f"{year + (month > 12):04}-{(month - 1) % 12 + 1:02}~" for month in months)
    return first, last


ROMAN_NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
SENSE_BY_GROUP = {"after": "not-before", "by": "by", "until": "until"}
UNRESOLVED_GROUPS = ("other", "before", "short", "yearless", "unknown", "several", "sided")
YEAR_GROUPS = ("year", "season_year", "worded", "bare")
DAY_GROUPS = ("day", "after_month", "only_day")
ORDINAL_GROUPS = ("ordinal", "after_ordinal", "only_ordinal")
SECOND_END_GROUPS = (
    "year2",
    "season_year2",
    "worded2",
    "bare2",
    "iso2",
    "dmy2",
    "roman2",
    "day2",
    "ordinal2",
    "after_month2",
    "after_ordinal2",
    "month2",
)


def read_stated_date(match: re.Match, language: str) -> StatedDate:
    """Parse the match of a pattern of the language. Raises DateNotStated."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    if reason := next((name for name in UNRESOLVED_GROUPS if name in groups), None):
        raise DateNotStated(reason)
    if "winter" in groups:
        return _read_winter(groups)
    if "night_before" in groups:
        raise DateNotStated("night-unclear")
    primary = get_primary_language(language)
    start, end = _read_point(groups, "1", primary), None
    if "next" in groups:
        end = StatedPoint(_read_second_year(int(groups["worded1"]), groups["next"]))
    elif any(name in groups for name in SECOND_END_GROUPS):
        end = _read_point(groups, "2", primary)
        start, end = _complete_ends(start, end)
    _check_calendar(start, end, primary)
    sense = next((sense for name, sense in SENSE_BY_GROUP.items() if name in groups), "")
    figures = [_read_numbers(groups[name]) for name in ("dmy1", "dmy2") if name in groups]
    if any(second <= 12 for _first, second, _year in figures):
        rules = ["day-first"]
    else:
        rules = ["year-alone"] if primary not in DATE_WORDS and not figures else []
    if end and ("both" in groups or "either" in groups or "night" in groups):
        rules += _describe_pair(start, end, groups)
    return StatedDate(start, end, "about" in groups, sense, rules=tuple(rules))


def _read_winter(groups: dict[str, str]) -> StatedDate:
    first = int(groups["winter"])
    if _read_second_year(first, groups["next"]) != first + 1:
        raise DateNotStated("backwards")
    return StatedDate(StatedPoint(first, season=WINTER), whole_months=True)


def _read_second_year(first: int, figures: str) -> int:
    second = int(figures) if len(figures) == 4 else first // 100 * 100 + int(figures)
    if second <= first:
        raise DateNotStated("backwards")
    return second


def _read_point(groups: dict[str, str], end: str, language: str) -> StatedPoint:
    for name, read_figures in (("iso", _read_iso), ("dmy", _read_numeric), ("roman", _read_roman)):
        if name + end in groups:
            return read_figures(groups[name + end], language)
    year = next((int(groups[name + end]) for name in YEAR_GROUPS if name + end in groups), None)
    day = next((int(groups[name + end]) for name in DAY_GROUPS if name + end in groups), None)
    ordinal = next((groups[name + end] for name in ORDINAL_GROUPS if name + end in groups), None)
    if ordinal:
        day = _find_number(DATE_WORDS[language].ordinals, ordinal)
    part = next((name for name in ("early", "mid", "late") if name + end in groups), "")
    season = _find_number(DATE_WORDS[language].seasons, groups[f"season{end}"]) if f"season{end}" in groups else None
    return StatedPoint(year, _read_month(groups, end, language), day, season, part)


def _read_month(groups: dict[str, str], end: str, language: str) -> int | None:
    if f"only_month{end}" in groups:
        return int(groups[f"only_month{end}"])
    numbers = {_find_number(DATE_WORDS[language].months, groups[name + end]) for name in ("month", "also") if name + end in groups}
    if len(numbers) > 1:
        raise DateNotStated("two-months")
    return next(iter(numbers), None)


def _find_number(table: NumberedPatterns, name: str) -> int:
    return next(number for number, pattern in table.items() if re.fullmatch(pattern, name))


def _read_numbers(figures: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", figures)]


def _read_iso(figures: str, language: str) -> StatedPoint:
    year, month, day = _read_numbers(figures)
    return StatedPoint(year, month, day)


def _read_numeric(figures: str, language: str) -> StatedPoint:
    day, month, year = _read_numbers(figures)
    if language not in DAY_FIRST_LANGUAGES and day != month:
        if day <= 12 and month <= 12:
            raise DateNotStated("day-or-month")
        if month > 12:
            day, month = month, day
    if month > 12:
        raise DateNotStated("no-such-day")
    return StatedPoint(year, month, day)


def _read_roman(figures: str, language: str) -> StatedPoint:
    day, month, year = re.findall(r"\w+", figures)
    return StatedPoint(int(year), ROMAN_NUMERALS.index(month) + 1, int(day))
