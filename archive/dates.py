"""EDTF dates (Library of Congress, Extended Date/Time Format, 2019) as the archive reads them.

The ``edtf`` package judges the syntax; this module reads the structure and sets the bounds. It keeps to what the
archive can put into words: years, months, days and the four seasons, any of them uncertain (``?``), approximate
(``~``) or both (``%``), the last digits unspecified (``X``), and intervals of such dates whose ends may be open
(``..``) or unknown (empty). Other EDTF is refused as unsupported.
"""

from __future__ import annotations

import calendar
import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edtf import EDTFParseException, parse_edtf

LONGEST = 64
OPEN, UNKNOWN = "open", "unknown"
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
QUALIFIERS = {"": (False, False), "?": (True, False), "~": (False, True), "%": (True, True)}
SHAPE = re.compile(r"(?P<year>\d{2}XX|\d{3}X|\d{4})(?:-(?P<month>XX|\d\d)(?:-(?P<day>XX|\d\d))?)?(?P<qualifier>[?~%]?)")


class NotEdtf(ValueError):
    """``reason`` is not-edtf, season-in-interval, backwards or unsupported."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text[:LONGEST]!r}: {reason}")
        self.reason = reason


def is_edtf(text: str) -> bool:
    """Whether the archive can put ``text`` into words as a date."""
    try:
        parse(text)
    except NotEdtf:
        return False
    return True


@dataclass(frozen=True)
class Part:
    """One date. ``year`` keeps its X’s; ``month`` and ``day`` are None if not given, 0 if unspecified."""

    year: str
    month: int | None = None
    day: int | None = None
    season: str = ""
    uncertain: bool = False
    approximate: bool = False

    @property
    def earliest(self) -> date:
        """The first day it can mean, approximation aside."""
        month = FIRST_MONTH[self.season] if self.season else self.month or 1
        return date(int(self.year.replace("X", "0")), month, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean, approximation aside."""
        year = int(self.year.replace("X", "9"))
        if self.season:
            year, month = year + (self.season == "winter"), (FIRST_MONTH[self.season] + 1) % 12 + 1
        else:
            month = self.month or 12
        return date(year, month, self.day or calendar.monthrange(year, month)[1])


End = Part | str


@dataclass(frozen=True)
class Edtf:
    """A date or an interval; ``end`` is None for a date, and either end may be ``OPEN`` or ``UNKNOWN``."""

    text: str
    start: End
    end: End | None = None

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None where no start is stated."""
        return self.start.earliest if isinstance(self.start, Part) else None

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None where no end is stated."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, Part) else None

    def bounds(self, sense: str = "") -> tuple[date | None, date | None]:
        """Earliest and latest day in a sense: “by” and “until” state no earliest day, “not-before” no latest."""
        earliest = None if sense in ("by", "until") else self.earliest
        return earliest, None if sense == "not-before" else self.latest


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Reads an EDTF date. Raises NotEdtf."""
    if len(text) > LONGEST or text != text.strip():
        raise NotEdtf(text, "not-edtf")
    _judge(text)
    first, slash, last = text.partition("/")
    start = _end(text, first, in_interval=bool(slash))
    end = _end(text, last, in_interval=True) if slash else None
    if isinstance(start, Part) and isinstance(end, Part) and start.earliest >= end.earliest:
        raise NotEdtf(text, "backwards")
    return Edtf(text, start, end)


def _judge(text: str) -> None:
    try:
        with redirect_stdout(io.StringIO()):  # the package prints before it fails
            parse_edtf(text)
    except EDTFParseException as error:
        raise NotEdtf(text, "not-edtf") from error
    except Exception as error:  # the package fails in many ways on dates that it cannot compute
        raise NotEdtf(text, "unsupported") from error


def _end(text: str, part: str, *, in_interval: bool) -> End:
    if in_interval and part in ("", ".."):
        return OPEN if part else UNKNOWN
    shape = SHAPE.fullmatch(part)
    if not shape:
        raise NotEdtf(text, "unsupported")
    found = _part(text, shape)
    if in_interval and found.season:
        raise NotEdtf(text, "season-in-interval")
    return found


def _part(text: str, shape: re.Match) -> Part:
    year, month, day = shape["year"], _number(shape["month"]), _number(shape["day"])
    uncertain, approximate = QUALIFIERS[shape["qualifier"]]
    if month in SEASONS and day is None:
        found = Part(year, season=SEASONS[month], uncertain=uncertain, approximate=approximate)
    else:
        found = Part(year, month, day, "", uncertain, approximate)
    _calendar(text, found)
    return found


def _calendar(text: str, part: Part) -> None:
    """Refuses what the calendar has not, and unspecified parts before specified ones."""
    if ("X" in part.year and (part.month or part.season)) or (part.month == 0 and part.day):
        raise NotEdtf(text, "unsupported")
    if part.month and part.month > 12:
        raise NotEdtf(text, "unsupported")
    try:
        part.earliest, part.latest  # noqa: B018
    except ValueError as error:
        raise NotEdtf(text, "not-edtf") from error


def _number(digits: str | None) -> int | None:
    return None if digits is None else 0 if digits == "XX" else int(digits)
