"""Dates of a citation in words, and the terms that stand with them: those of the CSL locales en-US and ar.

Every function takes date-parts, [year, month, day] with month and day perhaps missing.
"""

from __future__ import annotations

from archive.dates.words import get_month_names

# A sentence of its own, the day standing for {}.
ACCESSED_SENTENCES = {"en": "Accessed {}. ", "ar": "تاريخ الوصول {}. "}
NO_DATE = {"en": "n.d.", "ar": "د.ت"}
# What the Modern Language Association does not cut to three letters and a full stop.
MLA_MONTHS = {5: "May", 6: "June", 7: "July", 9: "Sept."}


def read_date_parts(item: dict, name: str) -> list[int]:
    """Takes an item and the name of its date; gives the date-parts, none when it has no such date."""
    return [int(part) for part in (item.get(name) or {}).get("date-parts", [[]])[0]]


def format_date(date: list[int], language: str) -> str:
    """The date as the locale writes it, in Arabic with both names of the month: November 23, 2026; «23 نوفمبر (تشرين الثاني) 2026»."""
    if len(date) < 2:
        return "".join(map(str, date))
    if language == "ar":
        return f"{_format_day_month(date)} {date[0]}"
    return f"{_format_month_day(date)}, {date[0]}" if len(date) > 2 else f"{_format_month_day(date)} {date[0]}"


def format_mla_date(date: list[int], language: str) -> str:
    """The date in the manner of the Modern Language Association: 23 Nov. 2026; in Arabic as in ``text``."""
    if language == "ar" or len(date) < 2:
        return format_date(date, language)
    month = MLA_MONTHS.get(date[1]) or f"{get_month_names('en')[date[1] - 1][:3]}."
    return " ".join([*map(str, date[2:]), month, str(date[0])])


def format_apa_date(date: list[int], language: str) -> str:
    """The date in the manner of the American Psychological Association: 2026, November 23; none is «n.d.»."""
    if not date:
        return NO_DATE[language]
    if len(date) == 1:
        return str(date[0])
    return f"{date[0]}، {_format_day_month(date)}" if language == "ar" else f"{date[0]}, {_format_month_day(date)}"


def _format_month_day(date: list[int]) -> str:
    return " ".join([get_month_names("en")[date[1] - 1], *map(str, date[2:])])


def _format_day_month(date: list[int]) -> str:
    return " ".join([*map(str, date[2:]), get_month_names("ar")[date[1] - 1]])
