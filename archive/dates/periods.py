"""Periods that a reader may choose from, made of the dates of claims: a name for addresses, and bounds in days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from archive.dates.edtf import SEASON_NAMES, parse_date

QUALIFIER_PATTERN, SEASON_PATTERN = re.compile(r"[?~%]"), re.compile(r"(.{4})-(2[1-4])")


class DatedClaim(Protocol):
    """The date of a claim."""

    edtf: str
    earliest: date | None
    latest: date | None


class Period(NamedTuple):
    """A time that ``claim`` is the first to state, or a month or a year that no claim need state; an unstated bound is None."""

    name: str
    claim: DatedClaim | None
    earliest: date | None
    latest: date | None


def make_period_name(edtf: str) -> str:
    """Write an EDTF date for addresses: without qualifiers, ``1944-22`` as ``1944-summer``."""
    plain = QUALIFIER_PATTERN.sub("", edtf)
    season = SEASON_PATTERN.fullmatch(plain)
    return f"{season[1]}-{SEASON_NAMES[int(season[2])]}" if season else plain


def collect_periods(claims: Iterable[DatedClaim]) -> list[Period]:
    """Return the periods of dated claims, each once, in order of time."""
    periods: dict[str, Period] = {}
    for claim in claims:
        name = make_period_name(claim.edtf)
        periods.setdefault(name, Period(name, claim, claim.earliest, claim.latest))
    return sorted(periods.values(), key=lambda period: (period.earliest or date.min, period.latest or date.max, period.name))


def shorten_periods(periods: Sequence[Period], limit: int) -> list[Period]:
    """Return at most ``limit`` periods to choose from: all, or the months in which they begin, or else the years.

    A period without a beginning counts where it ends. A month or a year that a claim states is that period.
    """
    if len(periods) <= limit:
        return list(periods)
    stated = {period.name: period for period in periods}
    days = [day.isoformat() for period in periods if (day := period.earliest or period.latest)]
    months, years = (sorted({day[:length] for day in days}) for length in (len("1945-01"), len("1945")))
    return [stated.get(name) or _make_period(name) for name in (months if len(months) <= limit else years)]


def _make_period(name: str) -> Period:
    edtf = parse_date(name)
    return Period(name, None, edtf.earliest, edtf.latest)
