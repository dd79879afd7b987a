"""Rows of the current edition that several pages show, cached by the function that selects them and its arguments.

They are the same for both languages and all formats. Pages share them: do not change them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from archive.edition_cache import cached_per_edition

# Maximum rows in the memory of a process, those that they refer to included; each is about 1.6 KB. Rows of a source share its text.
MAX_ROWS = 20_000
# Maximum rows of which each is the first that was selected
MAX_FIRST_ROWS = 5_000
# A function of a module, so that it is the same in all requests
Select = Callable[..., QuerySet]


def count_rows(rows: Iterable[Any]) -> int:
    """Return the number of rows with all that were loaded with them, and 1 for their list: a claim on a march may bring hundreds."""
    counted, waiting = dict[int, Any](), list(rows)
    while waiting:
        row = waiting.pop()
        if id(row) not in counted:
            counted[id(row)] = row
            waiting += _list_loaded(row)
    return len(counted) + 1


def _list_loaded(row: Any) -> list[Any]:
    """Return the rows that were loaded with a row: those to which it refers, and those that were prefetched, also as a list of its own."""
    if not isinstance(row, Model):
        return []
    loaded = [related for related in row._state.fields_cache.values() if related is not None]
    prefetched = getattr(row, "_prefetched_objects_cache", {})
    lists = (value for value in vars(row).values() if isinstance(value, list))
    return [*loaded, *chain.from_iterable(prefetched.values()), *chain.from_iterable(lists)]


@cached_per_edition(maxsize=MAX_ROWS, weigh=count_rows)
def load_rows(
    select: Callable[..., QuerySet | list], *arguments: Hashable, start: int | None = None, stop: int | None = None
) -> list[Any]:
    """Return the rows that ``select`` selects for its arguments, or those of a slice."""
    return list(select(*arguments)[start:stop])


def find_row(select: Select, *arguments: Hashable) -> Any:
    """Return the first row that ``select`` selects, or None, which is not cached: readers choose the arguments."""
    try:
        return _load_first_row(select, *arguments)
    except Http404:
        return None


def get_row_or_404(select: Select, *arguments: Hashable) -> Any:
    """Return the first row that ``select`` selects. Raises Http404 if there is none, which is not cached: readers choose the arguments."""
    return _load_first_row(select, *arguments)


@cached_per_edition(maxsize=MAX_FIRST_ROWS, weigh=lambda row: count_rows([row]))
def _load_first_row(select: Select, *arguments: Hashable) -> Any:
    for row in select(*arguments)[:1]:
        return row
    raise Http404


class CachedRows(Sequence):
    """The rows that ``select`` selects, of which each slice is cached."""

    def __init__(self, select: Select, *arguments: Hashable) -> None:
        self.select, self.arguments = select, arguments

    def __len__(self) -> int:
        return self.select(*self.arguments).count()

    def __getitem__(self, part: slice) -> list[Any]:  # type: ignore[override]
        return load_rows(self.select, *self.arguments, start=part.start, stop=part.stop)
