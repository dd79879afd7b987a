"""The months of the results: how many of them have a day in each, and the search that is narrowed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from archive.dates import edtf, words
from archive.search import engine
from archive.search.documents import DayRange, has_common_day
from archive.search.find import SearchResults
from archive.search.url_state import SearchState

# Most months that are listed. Results of more are narrowed by their years.
MAX_MONTHS = 24
# Width of the longest bar, in units of the picture.
BAR_WIDTH = 100


@dataclass(frozen=True)
class Month:
    """A month with its number of results, the width of its bar, and the query string that narrows to it or, if chosen, no longer does."""

    name: str
    label: str
    count: int
    width: int
    query: str
    is_chosen: bool


def build_months(results: SearchResults, state: SearchState) -> list[Month]:
    """Return the months in which results have a day, in order; none if there are fewer than two, or more than MAX_MONTHS."""
    days = list(engine.load_days(document.pk for document in results.selected).values())
    months = dict(count_months(days))
    if not 2 <= len(months) <= MAX_MONTHS:
        return []
    highest = max(months.values())
    return [
        Month(
            name,
            words.describe_date(edtf.parse_date(name), None, get_language()),
            count,
            max(1, round(BAR_WIDTH * count / highest)),
            state.with_filter_toggled("date", name).query,
            state.date == name,
        )
        for name, count in months.items()
    ]


def count_months(days: list[DayRange]) -> Iterator[tuple[str, int]]:
    """Yield each month that a closed range touches, with the number of all ranges that have a day in it; at most one too many."""
    for first in sorted(_list_first_days(days))[: MAX_MONTHS + 1]:
        last = _next_month(first) - timedelta(days=1)
        yield first.strftime("%Y-%m"), sum(has_common_day(known, (first, last)) for known in days)


def _list_first_days(days: Iterable[DayRange]) -> set[date]:
    """Return the first days of the months of closed ranges."""
    months: set[date] = set()
    for earliest, latest in days:
        month = earliest.replace(day=1) if earliest and latest else None
        while month and latest and month <= latest and len(months) <= MAX_MONTHS:
            months.add(month)
            month = _next_month(month)
    return months


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
