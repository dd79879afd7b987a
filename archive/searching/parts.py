"""The index in parts: PostgreSQL keeps an index of its own for each, so that of a common word the first documents are found without the rest.

Documents of the kinds that are few are one part. Those of the kinds that are many lie, in their order, in a first, a middle and a last part.
"""

from __future__ import annotations

from archive.searching.kinds import BAND, KINDS, MANY

EDGES = (10_000, 100_000)


def part_of(key: int) -> int:
    """The number of the part in which the document of that key lies."""
    kind, number = divmod(key, BAND)
    if KINDS[kind] not in MANY:
        return 0
    return kind * 10 + sum(number > edge for edge in EDGES)


def parts() -> list[list[int]]:
    """The parts of each group of kinds that is asked together, in the order of the documents."""
    return [[0], *([KINDS.index(kind) * 10 + at for at in range(len(EDGES) + 1)] for kind in MANY)]


def bounds() -> list[tuple[int, int]]:
    """The lowest and the highest key of the documents of each group."""
    first = KINDS.index(MANY[0])
    return [(0, first * BAND - 1), *((at * BAND, (at + 1) * BAND - 1) for at in map(KINDS.index, MANY))]
