"""A text cut into runs wherever any of a set of spans begins or ends. The runs, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from archive.text.anchoring import Span


class Mark(NamedTuple):
    """A span of the text, in code points, and whatever it stands for."""

    span: Span
    meaning: object


class Run(NamedTuple):
    """Characters that the same marks cover."""

    text: str
    marks: tuple[Mark, ...]


def split_runs(text: str, marks: Iterable[Mark]) -> list[Run]:
    """The runs of ``text`` under ``marks``, which may overlap, nest and coincide; spans are cut to the text, empty ones left out."""
    cut = [Mark(_clip_span(mark.span, len(text)), mark.meaning) for mark in marks]
    cut = [mark for mark in cut if mark.span.start < mark.span.end]
    edges = sorted({0, len(text), *(edge for mark in cut for edge in mark.span)})
    return [_make_run(text, Span(start, end), cut) for start, end in pairwise(edges)]


def _clip_span(span: Span, length: int) -> Span:
    return Span(max(0, min(span.start, length)), max(0, min(span.end, length)))


def _make_run(text: str, span: Span, marks: list[Mark]) -> Run:
    return Run(span.of(text), tuple(mark for mark in marks if span.within(mark.span)))
