"""Rows of the current edition that several pages show, cached by the function that selects them and its arguments.

They are the same for both languages and all formats. Pages share them: do not change them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from archive.edition_cache import cached_per_edition

# Maximum rows in the memory of a process, each with what it refers to: some kilobytes. Rows of a source share its text.
MAX_ROWS = 10_000
# A function of a module, so that it is the same in all requests
Select = Callable[..., QuerySet]


@cached_per_edition(maxsize=MAX_ROWS, weigh=lambda rows: len(rows) + 1)
def load_rows(select: Select, *arguments: Hashable, start: int | None = None, stop: int | None = None) -> list[Any]:
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


@cached_per_edition(maxsize=MAX_ROWS)
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
