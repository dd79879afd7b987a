"""What a document is filed under beside its words: records that it concerns, and when. Each mark is a token of the index.

Dates: a mark for every month between the document’s days, or for every year where they lie far apart, within the WINDOW of years; a
document without an end is filed until the window closes. Asked for days, the marks of all months and years that they touch
are asked for; the days themselves are compared afterwards.
"""

from __future__ import annotations

from datetime import date

WINDOW = (1930, 1955)
# Months that a document is filed under one by one; the years of a longer time are taken whole.
MONTHS = 36
# Of what concerns a document, so many of each kind are kept.
MOST = 200

Days = tuple[date | None, date | None]


def subject(kind: str, identifier: str) -> str:
    """The mark of a record that a document concerns."""
    return f"{kind}:{identifier}"


def filed(days: Days) -> list[str]:
    """The marks of a document’s days; an end that is not stated is open."""
    first, last = _months(days)
    years = [f"year:{year}" for year in range(first // 12, last // 12 + 1)]
    if last - first >= MONTHS:
        return [*years, *(f"long:{year}" for year in range(first // 12, last // 12 + 1))]
    return [*years, *(f"month:{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1))]


def years(days: Days) -> list[int]:
    """The years that a document is counted under: all between its days, or that of the one day that is stated."""
    stated = [one.year for one in days if one]
    return list(range(stated[0], min(stated[-1], stated[0] + MOST) + 1)) if stated else []


def asked(days: Days) -> list[str]:
    """The marks of which a document that may touch these days has one."""
    first, last = _months(days)
    if last - first >= MONTHS:
        return [f"year:{year}" for year in range(first // 12, last // 12 + 1)]
    months = [f"month:{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return [*months, *(f"long:{year}" for year in range(first // 12, last // 12 + 1))]


def touch(one: Days, other: Days) -> bool:
    """Whether two stretches of days, open where an end is None, have a day in common."""
    (start, end), (begin, stop) = one, other
    return (start is None or stop is None or start <= stop) and (begin is None or end is None or begin <= end)


def _months(days: Days) -> tuple[int, int]:
    """The first and last month within the window, counted from the year 0."""
    lowest, highest = WINDOW[0] * 12, WINDOW[1] * 12 + 11
    first = days[0].year * 12 + days[0].month - 1 if days[0] else lowest
    last = days[1].year * 12 + days[1].month - 1 if days[1] else highest
    return min(max(first, lowest), highest), min(max(last, lowest), highest)
