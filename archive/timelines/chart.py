"""A timeline as plain data for ``templates/timelines/figure.html``: rows of bars, each with its label where it touches nothing.

Positions along time are in per cent, so that one drawing fits any width from its least; all other numbers are CSS pixels. In Arabic time
runs from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from archive.dates.words import MONTH_NAMES
from archive.text.width import estimate_width
from archive.timelines.axis import TICK_STEPS, Axis, Bar

LABEL_GAP, REF_WIDTH, BAR_HEIGHT = 10, 2.2, 28


@dataclass(frozen=True)
class ChartSize:
    """``least``: the width in pixels for which labels are placed; ``text``: their size; ``line``: the height of a line of them."""

    name: str
    min_width: int
    text: float
    line: int
    head: int
    beside: bool


CHART_SIZES = {
    "wide": ChartSize("wide", 940, 17, 34, 58, beside=True),
    "narrow": ChartSize("narrow", 276, 15.5, 24, 54, beside=False),
}


@dataclass(frozen=True)
class ChartEntry:
    """A claim to show: a few words, their address, the refs they rest on with theirs; ``tone``: ``route`` or empty; ``note``: a word more."""

    words: str
    href: str
    bar: Bar
    refs: tuple[tuple[str, str], ...] = ()
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class ChartLabel:
    """Where a label stands: ``x`` in per cent, ``dx`` in pixels, ``anchor`` in SVG's terms for the language's direction.

    ``lines``: each with its ``y`` in pixels; the last is followed by note and refs.
    """

    x: str
    dx: str
    anchor: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tick:
    """A month named on the axis, in one or two lines."""

    x: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ChartRow:
    """One entry, drawn; all positions as text."""

    entry: ChartEntry
    y: str
    start: str
    hard_start: str
    hard_end: str
    end: str
    arrows: tuple[tuple[str, str], ...]
    label: ChartLabel


@dataclass(frozen=True)
class Chart:
    """``entries`` in order over ``axis``, in a language (``ar``, ``en``) and a size (``wide``, ``narrow``)."""

    axis: Axis
    entries: tuple[ChartEntry, ...]
    language: str
    size: ChartSize

    @property
    def is_rtl(self) -> bool:
        """Whether time runs from right to left."""
        return self.language == "ar"

    @cached_property
    def rows(self) -> list[ChartRow]:
        """Every entry, drawn."""
        drawn, top = [], float(self.size.head)
        for entry, lines in self._laid:
            drawn.append(self._row(entry, lines, top))
            top += self._height(lines)
        return drawn

    @cached_property
    def height(self) -> int:
        """In pixels; a template asks for it at every line of the grid."""
        return int(self.size.head + sum(self._height(lines) for _entry, lines in self._laid)) + 8

    @cached_property
    def _laid(self) -> list[tuple[ChartEntry, list[str]]]:
        """Every entry with the lines of its label that stand above its bar."""
        return [(entry, self._lines(entry)) for entry in self.entries]

    @cached_property
    def signs(self) -> set[str]:
        """What its legend explains: the signs of its bars, and ``route`` if there is one."""
        return {sign for entry in self.entries for sign in (*entry.bar.signs, entry.tone) if sign}

    @cached_property
    def ticks(self) -> list[Tick]:
        """The months that are named: as many as have room."""
        step = next((one for one in TICK_STEPS if self._fits(one)), TICK_STEPS[-1])
        return [Tick(self.x(self.axis.at(day)), lines) for day, lines in self._named(step) if self._is_inside(day, lines)]

    def width(self, words: str, entry: ChartEntry, *, is_last: bool = True) -> float:
        """How wide a line of a label is, in pixels, estimated; the last with its note and refs."""
        note = f" {entry.note}" if entry.note and is_last else ""
        return estimate_width(words + note, self.size.text) + REF_WIDTH * self.size.text * len(entry.refs) * is_last

    def x(self, at: float) -> str:
        """A position along time as the SVG wants it."""
        return f"{100 - at if self.is_rtl else at:.4g}%"

    def _lines(self, entry: ChartEntry) -> list[str]:
        """The label's lines above its bar; none if it stands beside it."""
        if self.size.beside and (self._room_after(entry) or self._room_before(entry)):
            return []
        lines = [""]
        for word in entry.words.split():
            longer = f"{lines[-1]} {word}".strip()
            lines = [*lines[:-1], longer] if self.width(longer, entry) <= self.size.min_width or not lines[-1] else [*lines, word]
        return lines

    def _height(self, lines: list[str]) -> float:
        return self.size.line * len(lines) + BAR_HEIGHT if lines else self.size.line

    def _room_after(self, entry: ChartEntry) -> bool:
        return entry.bar.end * self.size.min_width / 100 + LABEL_GAP + self.width(entry.words, entry) <= self.size.min_width

    def _room_before(self, entry: ChartEntry) -> bool:
        return entry.bar.start * self.size.min_width / 100 - LABEL_GAP - self.width(entry.words, entry) >= 0

    def _row(self, entry: ChartEntry, lines: list[str], top: float) -> ChartRow:
        bar = entry.bar
        y = top + self._height(lines) - (BAR_HEIGHT * 0.65 if lines else self.size.line / 2)
        start, hard_start, hard_end, end = (self.x(one) for one in (bar.start, bar.hard_start, bar.hard_end, bar.end))
        arrows = tuple(
            (self.x(at), towards if not self.is_rtl else _OPPOSITE_DIRECTION[towards]) for at, towards in _find_arrows(bar)
        )
        label = self._above(entry, lines, top) if lines else self._beside(entry, y)
        return ChartRow(entry, f"{y:g}", start, hard_start, hard_end, end, arrows, label)

    def _beside(self, entry: ChartEntry, y: float) -> ChartLabel:
        """After the bar if there is room, before it otherwise."""
        lines = ((entry.words, f"{y + 0.34 * self.size.text:g}"),)
        if self._room_after(entry):
            return self._label(entry.bar.end, LABEL_GAP, "start", lines)
        return self._label(entry.bar.start, -LABEL_GAP, "end", lines)

    def _above(self, entry: ChartEntry, lines: list[str], top: float) -> ChartLabel:
        """From the bar's start on, or as far before it as the frame's edge makes needful."""
        placed = tuple((line, f"{top + self.size.line * (at + 0.72):g}") for at, line in enumerate(lines))
        widest = max(self.width(line, entry, is_last=line is lines[-1]) for line in lines)
        fits = entry.bar.start * self.size.min_width / 100 + widest <= self.size.min_width
        return self._label(entry.bar.start if fits else 100, 0, "start" if fits else "end", placed)

    def _label(self, at: float, dx: float, anchor: str, lines: tuple[tuple[str, str], ...]) -> ChartLabel:
        return ChartLabel(self.x(at), f"{-dx if self.is_rtl and dx else dx:g}", anchor, lines)

    def _named(self, step: int) -> list[tuple[date, tuple[str, ...]]]:
        """Every ``step``-th month and its words; the year stands with the first of each year."""
        days = self.axis.ticks(step)
        years = [None, *(day.year for day in days)]
        return [(day, _format_month(day, self.language, day.year != before)) for day, before in zip(days, years, strict=False)]

    def _is_inside(self, day: date, lines: tuple[str, ...]) -> bool:
        return self._widest(lines) <= self.size.min_width * (100 - self.axis.at(day)) / 100

    def _fits(self, step: int) -> bool:
        room = self.size.min_width / self.axis.months * step
        return all(self._widest(lines) + LABEL_GAP <= room for _day, lines in self._named(step))

    def _widest(self, lines: tuple[str, ...]) -> float:
        return max(map(self._width, lines))

    def _width(self, line: str) -> float:
        return estimate_width(line, self.size.text * 0.85)


_OPPOSITE_DIRECTION = {"later": "earlier", "earlier": "later"}


def _find_arrows(bar: Bar) -> Iterable[tuple[float, str]]:
    """Where an arrow says that time runs on, and which way; ``later`` points to the right where time does."""
    if bar.kind == "from" or "end" in bar.runs_on:
        yield bar.end, "later"
    if bar.kind == "until" or "start" in bar.runs_on:
        yield bar.start, "earlier"


def _format_month(day: date, language: str, with_year: bool) -> tuple[str, ...]:
    """Both names of a month in Arabic, one under the other; one in English; the year after the last."""
    *names, last = MONTH_NAMES[language][day.month - 1].split(" ", 1)
    return (*names, f"{last} {day.year}" if with_year else last)
