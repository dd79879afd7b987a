"""EDTF dates in words, in the archive's two languages; Arabic months by both their names.

What a date does not state is named (“end not stated”); approximate and uncertain dates are called so.
"""

from __future__ import annotations

from datetime import date

from babel import dates

from archive.dates.edtf import OPEN, SEASON_NAMES, UNKNOWN, Edtf, EdtfDate

# January first; in Arabic by both their names, as CLDR has them for Egypt and for Syria.
MONTH_NAMES = {
    "en": list(dates.get_month_names(locale="en").values()),
    "ar": [
        f"{dates.get_month_names(locale='ar')[month]} ({dates.get_month_names(locale='ar_SY')[month]})" for month in range(1, 13)
    ],
}
SEASON_WORDS = {
    "en": {season: season for season in SEASON_NAMES.values()},
    "ar": {"spring": "ربيع", "summer": "صيف", "autumn": "خريف", "winter": "شتاء"},
}
PHRASES = {
    "en": {
        "year": "{year}",
        "years": "a year from {first} to {last}",
        "month": "{month} {year}",
        "some-month": "a month of {year}",
        "day": "{day} {month} {year}",
        "some-day": "a day of {month} {year}",
        "some-day-of-year": "a day of {year}",
        "season": "{season} {year}",
        "winter": "winter {year}–{next}",
        "approximate": "about {}",
        "uncertain": "{} (uncertain)",
        "span": "from {} to {}",
        "some-time": "a time between {} and {}",
        "from": "from {}",
        "not-before": "not before {}",
        "to": "up to {}",
        "by": "by {}",
        "until": "until {}",
        "open-end": "{} onwards",
        "no-end": "{}; end not stated",
        "no-start": "{}; start not stated",
        "nothing": "start and end not stated",
    },
    "ar": {
        "year": "عام {year}",
        "years": "عام غير محدد من {first} إلى {last}",
        "month": "{month} {year}",
        "some-month": "شهر غير محدد من عام {year}",
        "day": "{day} {month} {year}",
        "some-day": "يوم غير محدد من {month} {year}",
        "some-day-of-year": "يوم غير محدد من عام {year}",
        "season": "{season} {year}",
        "winter": "شتاء {year}-{next}",
        "approximate": "نحو {}",
        "uncertain": "{} (غير مؤكد)",
        "span": "من {} إلى {}",
        "some-time": "وقت بين {} و{}",
        "from": "من {}",
        "not-before": "ليس قبل {}",
        "to": "حتى {}",
        "by": "بحلول {}",
        "until": "حتى {}",
        "open-end": "{} فصاعدا",
        "no-end": "{}؛ النهاية غير مذكورة",
        "no-start": "{}؛ البداية غير مذكورة",
        "nothing": "البداية والنهاية غير مذكورتين",
    },
}


def describe_date(edtf: Edtf, sense: str | None, language: str) -> str:
    """Describe a date in words; ``sense``: not-before, by, until or None; ``language``: ar or en."""
    phrases = PHRASES[language]
    start, end = (_describe_part(part, language) if isinstance(part, EdtfDate) else "" for part in (edtf.start, edtf.end))
    if start and (end or edtf.end is None):
        text = phrases["some-time" if sense else "span"].format(start, end) if end else start
        return phrases[sense].format(text) if sense else text
    if start:
        return phrases["open-end" if edtf.end == OPEN else "no-end"].format(phrases[sense or "from"].format(start))
    if end:
        text = phrases[sense or "to"].format(end)
        return phrases["no-start"].format(text) if edtf.start == UNKNOWN else text
    return phrases["nothing"]


def _describe_part(part: EdtfDate, language: str) -> str:
    phrases = PHRASES[language]
    text = phrases[_find_precision(part)].format(
        year=part.year,
        next=part.latest.year,
        first=part.earliest.year,
        last=part.latest.year,
        month=MONTH_NAMES[language][part.month - 1] if part.month else "",
        day=part.day,
        season=SEASON_WORDS[language].get(part.season),
    )
    if part.approximate:
        text = phrases["approximate"].format(text)
    return phrases["uncertain"].format(text) if part.uncertain else text


def _find_precision(part: EdtfDate) -> str:
    if "X" in part.year:
        return "years"
    if part.season:
        return "winter" if part.season == "winter" else "season"
    if part.day is not None:
        return "day" if part.day else "some-day" if part.month else "some-day-of-year"
    if part.month is not None:
        return "month" if part.month else "some-month"
    return "year"


def describe_day(day: date, language: str) -> str:
    """Describe a day in words: 7 May 1945, «7 مايو (أيار) 1945»."""
    return PHRASES[language]["day"].format(day=day.day, month=MONTH_NAMES[language][day.month - 1], year=day.year)
