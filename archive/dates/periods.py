"""Periods that a reader may choose from, made of the dates of claims: a name for addresses, and bounds in days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from archive.dates.edtf import SEASON_NAMES

QUALIFIER_PATTERN, SEASON_PATTERN = re.compile(r"[?~%]"), re.compile(r"(.{4})-(2[1-4])")


class DatedClaim(Protocol):
    """The date of a claim."""

    edtf: str
    earliest: date | None
    latest: date | None


class Period(NamedTuple):
    """A time that ``claim`` is the first to state; an unstated bound is None."""

    name: str
    claim: DatedClaim
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
