"""Parser of the subset of EDTF that the archive can word (Library of Congress, Extended Date/Time Format, 2019).

Accepted are years, months and days, uncertain (``?``), approximate (``~``) or both (``%``), with unspecified last digits (``X``);
the four seasons; and intervals of such dates whose ends may be open (``..``) or unknown (empty). Other EDTF is unsupported.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# Code points.
MAX_EDTF_LENGTH = 64
OPEN, UNKNOWN = "open", "unknown"
SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SEASON_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
QUALIFIERS = {"": (False, False), "?": (True, False), "~": (False, True), "%": (True, True)}
DATE_PATTERN = re.compile(
    r"(?P<year>[0-9]{2}XX|[0-9]{3}X|[0-9]{4})"
    r"(?:-(?:(?P<season>2[1-4])|(?P<month>XX|0[1-9]|1[0-2])(?:-(?P<day>XX|0[1-9]|[12][0-9]|3[01]))?))?(?P<qualifier>[?~%]?)"
)
# The form of EDTF, levels 0 to 2: a refused text that has it is unsupported, any other is not EDTF.
_MARK, _YEAR = "[?~%]?", "-?[0-9X]{4}(?:S[0-9]+)?"
_MONTH, _DAY = "(?:0[1-9X]|1[0-2X]|X[0-9X])", "(?:0[1-9X]|[12][0-9X]|3[01X]|X[0-9X])"
_DATE = (
    rf"(?:{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?{_MARK}|{_MARK}{_YEAR}{_MARK}(?:-{_MARK}{_MONTH}(?:{_MARK}-{_MARK}{_DAY})?)?"
    rf"|{_MARK}{_YEAR}{_MARK}-{_MARK}(?:2[1-9]|3[0-9]|4[01]){_MARK}|Y-?(?:[1-9][0-9]{{4,}}|[0-9]+E[0-9]+)(?:S[0-9]+)?"
    rf"|[0-9-]{{10}}T(?:[01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9](?:Z|[+-][0-9:]{{2,5}})?)"
)
_LIST = rf"[\[{{](?:\.\.)?{_DATE}(?:(?:\.\.|,){_DATE})*(?:\.\.)?[\]}}]"
FORM = re.compile(rf"{_DATE}|(?:{_DATE}|\.\.)/(?:{_DATE}|\.\.)?|/(?:{_DATE}|\.\.)|{_LIST}")
# Not allowed in an interval with unspecified digits: qualifiers, open or unknown ends, only the month unspecified.
NOT_WITH_X = re.compile(r"[?~%]|\.\.|^/|/$|^[0-9]{4}-XX/|/[0-9]{4}-XX$")


class InvalidEdtf(ValueError):
    """The text is refused; ``reason``: not-edtf, season-in-interval, backwards or unsupported."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text[:MAX_EDTF_LENGTH]!r}: {reason}")
        self.reason = reason


def is_edtf(text: str) -> bool:
    """Return True if ``text`` is a date that the archive can word."""
    try:
        parse_date(text)
    except InvalidEdtf:
        return False
    return True


class EdtfDate(NamedTuple):
    """One date. ``year`` may contain X; ``month`` and ``day`` are None if absent, 0 if unspecified."""

    year: str
    month: int | None = None
    day: int | None = None
    season: str = ""
    uncertain: bool = False
    approximate: bool = False

    @property
    def earliest(self) -> date:
        """First possible day, approximation ignored."""
        month = SEASON_FIRST_MONTH[self.season] if self.season else self.month or 1
        return date(int(self.year.replace("X", "0")), month, self.day or 1)

    @property
    def latest(self) -> date:
        """Last possible day, approximation ignored."""
        year, month = int(self.year.replace("X", "9")), self.month or 12
        if self.season:
            year, month = year + (self.season == "winter"), (SEASON_FIRST_MONTH[self.season] + 1) % 12 + 1
        return date(year, month, self.day or calendar.monthrange(year, month)[1])


EdtfEnd = EdtfDate | str


class Edtf(NamedTuple):
    """A date or an interval; ``end`` is None for a date, and either end may be ``OPEN`` or ``UNKNOWN``."""

    text: str
    start: EdtfEnd
    end: EdtfEnd | None = None

    @property
    def earliest(self) -> date | None:
        """First possible day; None without a stated start."""
        return self.start.earliest if isinstance(self.start, EdtfDate) else None

    @property
    def latest(self) -> date | None:
        """Last possible day; None without a stated end."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, EdtfDate) else None

    def bounds(self, sense: str = "") -> tuple[date | None, date | None]:
        """Return earliest and latest day; “by” and “until” state no earliest, “not-before” no latest."""
        earliest = None if sense in ("by", "until") else self.earliest
        return earliest, None if sense == "not-before" else self.latest

    def express_sense(self, sense: str) -> str:
        """Return an EDTF date that says the same without a sense: as an interval with an open end after “not-before”, else an open start.

        A season, a date with unspecified digits or an interval cannot stand in such an interval; its first or last day does.
        """
        first, last = self.bounds(sense)
        day = first if sense == "not-before" else last
        if not sense or day is None or OPEN in (self.start, self.end) or UNKNOWN in (self.start, self.end):
            return self.text
        is_plain = isinstance(self.start, EdtfDate) and self.end is None and not self.start.season and "X" not in self.text
        part = self.text if is_plain else day.isoformat()
        return f"{part}/.." if sense == "not-before" else f"../{part}"


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Edtf:
    """Parse an EDTF date. Raises InvalidEdtf."""
    if len(text) > MAX_EDTF_LENGTH:
        raise InvalidEdtf(text, "not-edtf")
    first, slash, last = text.partition("/")
    start = _parse_end(text, first, in_interval=bool(slash))
    end = _parse_end(text, last, in_interval=True) if slash else None
    if slash and text != "../..":
        stated = [part for part in (start, end) if isinstance(part, EdtfDate)]
        if not stated or ("X" in text and NOT_WITH_X.search(text)):
            raise _make_refusal(text)
        if stated[1:] and stated[0].earliest >= stated[1].earliest:
            # An end within the start, such as 1945-01-17/1945-01, is EDTF; no sentence says it.
            raise InvalidEdtf(text, "backwards" if stated[0].earliest > stated[1].latest else "unsupported")
    return Edtf(text, start, end)


def _parse_end(text: str, part: str, *, in_interval: bool) -> EdtfEnd:
    if in_interval and part in ("", ".."):
        return OPEN if part else UNKNOWN
    shape = DATE_PATTERN.fullmatch(part)
    if not shape or (shape["season"] and shape["qualifier"] and not in_interval):
        raise _make_refusal(text)
    if in_interval and shape["season"]:
        raise InvalidEdtf(text, "season-in-interval")
    return _parse_part(text, shape)


def _make_refusal(text: str) -> InvalidEdtf:
    return InvalidEdtf(text, "unsupported" if FORM.fullmatch(text) else "not-edtf")


def _parse_part(text: str, shape: re.Match) -> EdtfDate:
    season = SEASON_NAMES[int(shape["season"])] if shape["season"] else ""
    month, day = (None if digits is None else int(digits.replace("XX", "0")) for digits in shape.group("month", "day"))
    part = EdtfDate(shape["year"], month, day, season, *QUALIFIERS[shape["qualifier"]])
    if ("X" in part.year and (part.month or season)) or (part.month == 0 and part.day):
        raise InvalidEdtf(text, "unsupported")
    try:
        part.earliest, part.latest  # noqa: B018
    except ValueError as error:  # no such day
        raise InvalidEdtf(text, "not-edtf") from error
    return part
