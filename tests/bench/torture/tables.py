"""The tables that are printed: what is tried how often, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

COLUMNS = ("tried", "detected", "without effect", "repaired", "lost")


def select_shares(shares: dict[str, int], total: int, only: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the shares of a smaller or larger total, at least one each, of those that are chosen; of all if ``only`` is empty."""
    for name, share in shares.items():
        if total and (not only or name in only):
            yield name, max(1, round(share * total / sum(shares.values())))


def print_head() -> None:
    """Print the names of the columns."""
    print(" " * 22 + "".join(f"{column:>16}" for column in COLUMNS))


def print_line(name: str, counts: Counter[str]) -> None:
    """Print a line of the table."""
    print(f"{name:<22}" + "".join(f"{counts[column]:>16}" for column in COLUMNS), flush=True)
