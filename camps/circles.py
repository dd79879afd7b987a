"""Circles of places that are part of one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def find_circles(wholes: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each circle, as its keys from the first that is reached; ``wholes``: by key, the key of what a place is part of."""
    seen: set[str] = set()
    for key in wholes:
        path: dict[str, None] = {}
        while key in wholes and key not in seen:
            seen.add(key)
            path[key] = None
            key = wholes[key]
        if key in path:
            yield list(path)[list(path).index(key) :]
