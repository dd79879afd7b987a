"""Dates of a citation in words, and their terms, as in the CSL locales en-US and ar.

A date is a list of date-parts: [year, month, day], where month and day are optional.
"""

from __future__ import annotations

from archive.dates.words import MONTH_NAMES

# Sentences in which {} is the day.
ACCESSED_SENTENCES = {"en": "Accessed {}. ", "ar": "تاريخ الوصول {}. "}
NO_DATE = {"en": "n.d.", "ar": "د.ت"}
# Months that MLA style does not abbreviate to three letters and a full stop.
MLA_MONTHS = {5: "May", 6: "June", 7: "July", 9: "Sept."}


def read_date_parts(item: dict, name: str) -> list[int]:
    """Return the date-parts of an item’s date; empty if it has no such date."""
    return list(map(int, (item.get(name) or {}).get("date-parts", [[]])[0]))


def format_date(date: list[int], language: str) -> str:
    """Write a date as the locale does: November 23, 2026; «23 نوفمبر (تشرين الثاني) 2026»."""
    if len(date) < 2:
        return "".join(map(str, date))
    if language == "ar":
        return f"{_format_day_month(date)} {date[0]}"
    return f"{_format_month_day(date)}, {date[0]}" if len(date) > 2 else f"{_format_month_day(date)} {date[0]}"


def format_mla_date(date: list[int], language: str) -> str:
    """Write a date in MLA style: 23 Nov. 2026; in Arabic as ``format_date`` does."""
    if language == "ar" or len(date) < 2:
        return format_date(date, language)
    month = MLA_MONTHS.get(date[1]) or f"{MONTH_NAMES['en'][date[1] - 1][:3]}."
    return " ".join([*map(str, date[2:]), month, str(date[0])])


def format_apa_date(date: list[int], language: str) -> str:
    """Write a date in APA style: 2026, November 23; “n.d.” without a date."""
    if not date:
        return NO_DATE[language]
    if len(date) == 1:
        return str(date[0])
    return f"{date[0]}، {_format_day_month(date)}" if language == "ar" else f"{date[0]}, {_format_month_day(date)}"


def _format_month_day(date: list[int]) -> str:
    return " ".join([MONTH_NAMES["en"][date[1] - 1], *map(str, date[2:])])


def _format_day_month(date: list[int]) -> str:
    return " ".join([*map(str, date[2:]), MONTH_NAMES["ar"][date[1] - 1]])
