"""EDTF dates in words, in the archive's two languages; Arabic months by both their names.

What a date does not state is said (“end not stated”); what is approximate or uncertain stays so in words.
"""

from __future__ import annotations

from datetime import date

from archive.dates.edtf import OPEN, UNKNOWN, Edtf, EdtfDate

MONTH_NAMES = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ar": [
        "يناير (كانون الثاني)",
        "فبراير (شباط)",
        "مارس (آذار)",
        "أبريل (نيسان)",
        "مايو (أيار)",
        "يونيو (حزيران)",
        "يوليو (تموز)",
        "أغسطس (آب)",
        "سبتمبر (أيلول)",
        "أكتوبر (تشرين الأول)",
        "نوفمبر (تشرين الثاني)",
        "ديسمبر (كانون الأول)",
    ],
}
SEASON_WORDS = {
    "en": {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"},
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
    """A date in words; ``sense`` is not-before, by, until or None, ``language`` ar or en."""
    say = PHRASES[language]
    if edtf.end is None and isinstance(edtf.start, EdtfDate):
        return _add_sense(_describe_part(edtf.start, language), sense, say)
    ends = [_describe_part(end, language) if isinstance(end, EdtfDate) else "" for end in (edtf.start, edtf.end)]
    if all(ends):
        return _add_sense(say["span"].format(*ends), sense, say)
    return _describe_half_open(edtf, ends, sense, say)


def _add_sense(said: str, sense: str | None, say: dict[str, str]) -> str:
    return say[sense].format(said) if sense else said


def _describe_half_open(edtf: Edtf, ends: list[str], sense: str | None, say: dict[str, str]) -> str:
    if not any(ends):
        return say["nothing"]
    if ends[0]:
        said = say[sense or "from"].format(ends[0])
        return say["open-end" if edtf.end == OPEN else "no-end"].format(said)
    said = say[sense or "to"].format(ends[1])
    return say["no-start"].format(said) if edtf.start == UNKNOWN else said


def _describe_part(part: EdtfDate, language: str) -> str:
    say = PHRASES[language]
    said = say[_find_precision(part)].format(
        year=part.year,
        next=part.latest.year,
        first=part.earliest.year,
        last=part.latest.year,
        month=MONTH_NAMES[language][part.month - 1] if part.month else "",
        day=part.day,
        season=SEASON_WORDS[language].get(part.season),
    )
    if part.approximate:
        said = say["approximate"].format(said)
    return say["uncertain"].format(said) if part.uncertain else said


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
    """A day in words: 7 May 1945, «7 مايو (أيار) 1945»."""
    return PHRASES[language]["day"].format(day=day.day, month=get_month_names(language)[day.month - 1], year=day.year)


def get_month_names(language: str) -> list[str]:
    """The months, January first; the Arabic ones by both their names."""
    return MONTH_NAMES[language]
