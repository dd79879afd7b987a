"""A text divided into runs wherever a mark begins or ends. The runs, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from archive.text.anchoring import Span


class Mark(NamedTuple):
    """A span of the text, in code points, and what it means to the caller."""

    span: Span
    meaning: object


class Run(NamedTuple):
    """Characters that the same marks cover."""

    text: str
    marks: tuple[Mark, ...]


def split_runs(text: str, marks: Iterable[Mark]) -> list[Run]:
    """Divide ``text`` by ``marks``, which may overlap, nest and coincide.

    Spans are clipped to the text; empty ones are left out.
    """
    clipped = [Mark(Span(max(0, span.start), min(span.end, len(text))), meaning) for span, meaning in marks]
    present = [mark for mark in clipped if mark.span.start < mark.span.end]
    edges = sorted({0, len(text), *(edge for mark in present for edge in mark.span)})
    waiting = sorted(enumerate(present), key=lambda numbered: numbered[1].span.start, reverse=True)
    covering: list[tuple[int, Mark]] = []
    runs: list[Run] = []
    for start, end in pairwise(edges):
        covering = [numbered for numbered in covering if numbered[1].span.end > start]
        while waiting and waiting[-1][1].span.start == start:
            covering.append(waiting.pop())
        # In the order in which the marks were given.
        covering.sort(key=itemgetter(0))
        runs.append(Run(text[start:end], tuple(mark for _number, mark in covering)))
    return runs
