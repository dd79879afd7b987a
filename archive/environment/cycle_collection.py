"""How often Python looks for unreachable cycles of objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New containers between two collections of the youngest; Python's default is 700.
MANY_CONTAINERS = 100_000


@contextmanager
def collect_rarely() -> Iterator[None]:
    """Collect cycles rarely, as context or decorator, while many rows are made that are freed without it.

    Each full collection looks at every object of the ledger or of the fixtures again, which took a tenth of a load. Not for work that leaves
    cycles behind: its memory would grow.
    """
    threshold = gc.get_threshold()
    gc.set_threshold(MANY_CONTAINERS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
