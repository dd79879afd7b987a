"""The edition that a request to a TimeGate is for: the last one published until the instant in ``Accept-Datetime`` (RFC 7089)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import lru_cache

from django.db import Error
from django.utils.http import parse_http_date

from archive.ledger.lines import parse_instant
from archive.models import Edition
from archive.versions.mementos import format_date

# In place of a date that is none
INVALID_DATE = "invalid"


def parse_accept_datetime(header: str) -> datetime:
    """Return the instant of an ``Accept-Datetime`` header, a date as in RFC 1123 (RFC 7089, 2.1.1.1). Raises ValueError."""
    try:
        instant = datetime.fromtimestamp(parse_http_date(header), UTC)
    except OverflowError as error:
        raise ValueError(header) from error
    if format_date(instant) != header:
        raise ValueError(header)
    return instant


def find_edition(header: str, instants: tuple[datetime, ...]) -> int:
    """Return the number of the edition for an ``Accept-Datetime`` header: without one the last, before the first one 1.

    ``instants``: those of all editions. Raises ValueError if the header is no date.
    """
    if not header:
        return len(instants)
    return max(1, bisect_right(instants, parse_accept_datetime(header.strip())))


def normalize_date(header: str, loaded: str) -> str:
    """Return the date of the edition for an ``Accept-Datetime`` header, the same for all that lead to it; INVALID_DATE for no date.

    ``loaded``: the digest of the loaded edition; while the database does not answer, the header is returned as it is.
    """
    try:
        instants = list_instants(loaded) if loaded else load_instants()
        return format_date(instants[find_edition(header, instants) - 1]) if instants else ""
    except ValueError:
        return INVALID_DATE
    except Error:
        return header


def load_instants() -> tuple[datetime, ...]:
    """Return the instants of all editions, in order."""
    return tuple(parse_instant(published) for published in Edition.objects.order_by("number").values_list("published", flat=True))


@lru_cache(maxsize=2)
def list_instants(loaded: str) -> tuple[datetime, ...]:
    """Return the instants of all editions while ``loaded`` is the digest of the loaded one."""
    return load_instants()
