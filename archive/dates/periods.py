"""The times that dated claims state, as periods that a reader may choose from: each has a name for addresses, and bounds in days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from archive.dates.edtf import SEASON_NAMES

QUALIFIER_PATTERN, SEASON_PATTERN = re.compile(r"[?~%]"), re.compile(r"(.{4})-(2[1-4])")


class DatedClaim(Protocol):
    """A claim, as far as its date goes."""

    edtf: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Period:
    """A time that ``claim`` is the first to state. A bound is None where none is stated."""

    name: str
    claim: DatedClaim
    earliest: date | None
    latest: date | None

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """What sorts it among others: its first day, its last, its name."""
        return self.earliest or date.min, self.latest or date.max, self.name


def make_period_name(edtf: str) -> str:
    """An EDTF date as an address shows it: without qualifiers, seasons by their English names; ``1944-22`` gives ``1944-summer``."""
    plain = QUALIFIER_PATTERN.sub("", edtf)
    season = SEASON_PATTERN.fullmatch(plain)
    return f"{season[1]}-{SEASON_NAMES[int(season[2])]}" if season else plain


def collect_periods(claims: Iterable[DatedClaim]) -> list[Period]:
    """The periods of some dated claims, each once, in the order of time."""
    found: dict[str, Period] = {}
    for claim in claims:
        name = make_period_name(claim.edtf)
        found.setdefault(name, Period(name, claim, claim.earliest, claim.latest))
    return sorted(found.values(), key=lambda one: one.sort_key)
