"""Rows read in chunks by their keys, so that memory and the number of queries for each row do not grow with a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

# Rows read at once.
CHUNK_SIZE = 500


def iterate_chunks(rows: QuerySet, size: int = CHUNK_SIZE) -> Iterator[list]:
    """Yield the rows, in the order of their keys, in lists of at most ``size``.

    Each list is one query, and those of what is fetched with it; the next begins after the last key (keyset), so that none is slower than
    the first.
    """
    remaining = rows.order_by("pk")
    while chunk := list(remaining[:size]):
        yield chunk
        if len(chunk) < size:
            return
        remaining = rows.order_by("pk").filter(pk__gt=chunk[-1].pk)
