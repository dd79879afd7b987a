"""Rows read in chunks by their keys, so that memory and the number of queries for each row do not grow with a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

# Rows read at once.
CHUNK_SIZE = 500


def iterate_chunks(rows: QuerySet, size: int = CHUNK_SIZE, get_key: Callable[[Any], object] = attrgetter("pk")) -> Iterator[list]:
    """Yield the rows, in the order of their keys, in lists of at most ``size``; ``get_key`` returns the key of one.

    Each list is one query, and those of what is fetched with it; the next begins after the last key (keyset), so that none is slower than
    the first.
    """
    remaining = rows.order_by("pk")
    while chunk := list(remaining[:size]):
        yield chunk
        if len(chunk) < size:
            return
        remaining = rows.order_by("pk").filter(pk__gt=get_key(chunk[-1]))
