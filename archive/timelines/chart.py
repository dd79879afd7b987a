"""A timeline as plain data for ``templates/timelines/_timeline.html``: rows of bars with labels that touch nothing.

Positions along time are in per cent, so that a drawing fits any width from its minimum; all other numbers are CSS pixels. In Arabic, time
runs from right to left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from archive.dates.words import MONTH_NAMES
from archive.text.width import estimate_width
from archive.timelines.axis import TICK_STEPS, Axis, Bar

# Distance of a label from its bar, and height of a bar below its label, in pixels; width of a ref, in text sizes.
LABEL_GAP, BAR_HEIGHT, REF_WIDTH = 10, 28, 2.2
# Shares of the narrowest window, the widest first, in which the lines of a label are tried: as few lines as there may be, and these about equal
LINE_SHARES = (1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55)
# Maximum marks of a row with tooltips in a narrow chart; the page of a march with more lists them. Least distance in pixels of marks without.
MAX_TITLED_MARKS, MARK_STEP = 12, 3


class ChartSize(NamedTuple):
    """Measures in pixels: minimum width, size of text, height of a line of it, and of the head.

    ``has_labels_beside``: a label may be beside its bar.
    """

    name: str
    min_width: int
    text: float
    line: int
    head: int
    has_labels_beside: bool


CHART_SIZES = {
    "wide": ChartSize("wide", 940, 17, 34, 58, has_labels_beside=True),
    "narrow": ChartSize("narrow", 276, 15.5, 24, 54, has_labels_beside=False),
}


class ChartMark(NamedTuple):
    """A dated stop of a march on the line of its claim: where it is in per cent of the axis, and what it says."""

    at: float
    title: str


class ChartEntry(NamedTuple):
    """A claim to show: a few words, their address, and its refs with their addresses.

    ``tone``: ``route`` or empty. ``note``: a word after the label, or empty. ``marks``: the dated stops of a march, if it states one.
    """

    words: str
    href: str
    bar: Bar
    refs: tuple[tuple[str, str], ...] = ()
    tone: str = ""
    note: str = ""
    marks: tuple[ChartMark, ...] = ()

    @property
    def start(self) -> float:
        """Return where the bar or the first mark begins, in per cent of the axis."""
        return min(self.bar.start, *(mark.at for mark in self.marks)) if self.marks else self.bar.start

    @property
    def end(self) -> float:
        """Return where the bar or the last mark ends, in per cent of the axis."""
        return max(self.bar.end, *(mark.at for mark in self.marks)) if self.marks else self.bar.end


class ChartLabel(NamedTuple):
    """The position of a label: ``x`` in per cent, ``dx`` in pixels, ``anchor`` as in SVG, in the direction of the language.

    ``lines``: each with its ``y`` in pixels; note and refs follow the last.
    """

    x: str
    dx: str
    anchor: str
    lines: tuple[tuple[str, str], ...]


class Tick(NamedTuple):
    """A month named on the axis, in one or two lines."""

    x: str
    lines: tuple[str, ...]


class ChartRow(NamedTuple):
    """An entry as drawn; all positions are text."""

    entry: ChartEntry
    y: str
    start: str
    hard_start: str
    hard_end: str
    end: str
    arrows: tuple[tuple[str, str], ...]
    label: ChartLabel
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Chart:
    """``entries`` in order over ``axis``, in a language (``ar``, ``en``) and a size."""

    axis: Axis
    entries: tuple[ChartEntry, ...]
    language: str
    size: ChartSize

    @property
    def is_rtl(self) -> bool:
        """Return whether time runs from right to left."""
        return self.language == "ar"

    @cached_property
    def rows(self) -> list[ChartRow]:
        """Return every entry as drawn."""
        rows, top = [], float(self.size.head)
        for entry, lines in self._entries_with_lines:
            rows.append(self._make_row(entry, lines, top))
            top += self._measure_height(lines)
        return rows

    @cached_property
    def height(self) -> int:
        """Return the height in pixels. It is cached because the template reads it for every line of the grid."""
        return int(self.size.head + sum(self._measure_height(lines) for _entry, lines in self._entries_with_lines)) + 8

    @cached_property
    def _entries_with_lines(self) -> list[tuple[ChartEntry, list[str]]]:
        return [(entry, self._break_label(entry)) for entry in self.entries]

    @cached_property
    def signs(self) -> set[str]:
        """Return what the legend explains: the signs of the bars, ``route`` if there is one, and ``stops`` if one has marks."""
        return {sign for entry in self.entries for sign in (*entry.bar.signs, entry.tone, "stops" if entry.marks else "") if sign}

    @cached_property
    def ticks(self) -> list[Tick]:
        """Return the months that are named: as many as there is space for."""
        month_width = self.size.min_width / self.axis.months
        for step in TICK_STEPS:
            months = self._name_months(step)
            if all(self._measure_month(lines) + LABEL_GAP <= month_width * step for _day, lines in months):
                break
        return [
            Tick(self.format_x(self.axis.at(day)), lines)
            for day, lines in months
            if self._measure_month(lines) <= self.size.min_width * (100 - self.axis.at(day)) / 100
        ]

    def measure_width(self, words: str, entry: ChartEntry, *, is_last: bool = True) -> float:
        """Return the estimated width of a line of a label in pixels; the last includes note and refs."""
        note = f" {entry.note}" if entry.note and is_last else ""
        return estimate_width(words + note, self.size.text) + REF_WIDTH * self.size.text * len(entry.refs) * is_last

    def format_x(self, position: float) -> str:
        """Return a position along time as SVG writes it."""
        return f"{100 - position if self.is_rtl else position:.4g}%"

    def _break_label(self, entry: ChartEntry) -> list[str]:
        """Return the lines of a label above its bar; none if the label is beside it."""
        if self.size.has_labels_beside and (self._fits_after(entry) or self._fits_before(entry)):
            return []
        words, lines = entry.words.split(), list[str]()
        for share in LINE_SHARES:
            narrower = self._fill_lines(entry, words, self.size.min_width * share)
            if lines and len(narrower) > len(lines):
                break
            # Note and refs follow the last line, which therefore has less space for words.
            if self.measure_width(narrower[-1], entry) <= self.size.min_width:
                lines = narrower
            if len(lines) == 1:
                break
        return lines or narrower

    def _fill_lines(self, entry: ChartEntry, words: list[str], width: float) -> list[str]:
        """Return words in lines of a width, without note and refs."""
        lines = [""]
        for word in words:
            line = f"{lines[-1]} {word}".strip()
            if self.measure_width(line, entry, is_last=False) <= width or not lines[-1]:
                lines[-1] = line
            else:
                lines.append(word)
        return lines

    def _measure_height(self, lines: list[str]) -> float:
        return self.size.line * len(lines) + BAR_HEIGHT if lines else self.size.line

    def _fits_after(self, entry: ChartEntry) -> bool:
        end = entry.end * self.size.min_width / 100
        return end + LABEL_GAP + self.measure_width(entry.words, entry) <= self.size.min_width

    def _fits_before(self, entry: ChartEntry) -> bool:
        return entry.start * self.size.min_width / 100 - LABEL_GAP - self.measure_width(entry.words, entry) >= 0

    def _make_row(self, entry: ChartEntry, lines: list[str], top: float) -> ChartRow:
        bar = entry.bar
        y = top + self._measure_height(lines) - (BAR_HEIGHT * 0.65 if lines else self.size.line / 2)
        start, hard_start, hard_end, end = map(self.format_x, (bar.start, bar.hard_start, bar.hard_end, bar.end))
        label = self._place_above(entry, lines, top) if lines else self._place_beside(entry, y)
        has_titles = len(entry.marks) <= MAX_TITLED_MARKS or self.size.has_labels_beside
        drawn = entry.marks if has_titles else self._leave_out_hidden(entry.marks)
        marks = tuple((self.format_x(mark.at), mark.title if has_titles else "") for mark in drawn)
        return ChartRow(entry, f"{y:g}", start, hard_start, hard_end, end, tuple(self._find_arrows(bar)), label, marks)

    def _leave_out_hidden(self, marks: tuple[ChartMark, ...]) -> list[ChartMark]:
        """Return the first and the last mark of a row, and of the others those that do not lie on one another in the narrowest window."""
        drawn, step = [marks[0]], 100 * MARK_STEP / self.size.min_width
        for mark in marks[1:-1]:
            if mark.at - drawn[-1].at >= step:
                drawn.append(mark)
        return [*drawn, marks[-1]]

    def _find_arrows(self, bar: Bar) -> Iterator[tuple[str, str]]:
        """Yield arrows where time continues, with their direction: ``later`` points to the right, ``earlier`` to the left."""
        right, left = ("earlier", "later") if self.is_rtl else ("later", "earlier")
        if bar.kind == "from" or "end" in bar.runs_on:
            yield self.format_x(bar.end), right
        if bar.kind == "until" or "start" in bar.runs_on:
            yield self.format_x(bar.start), left

    def _place_beside(self, entry: ChartEntry, y: float) -> ChartLabel:
        """Return a label after the bar if there is space, or else before it."""
        lines = ((entry.words, f"{y + 0.34 * self.size.text:g}"),)
        position, anchor, gap = entry.start, "end", -LABEL_GAP
        if self._fits_after(entry):
            position, anchor, gap = entry.end, "start", LABEL_GAP
        return ChartLabel(self.format_x(position), str(-gap if self.is_rtl else gap), anchor, lines)

    def _place_above(self, entry: ChartEntry, lines: list[str], top: float) -> ChartLabel:
        """Return a label that begins at the bar's start, or ends at the frame's edge if it is too wide for that."""
        placed = tuple((line, f"{top + self.size.line * (number + 0.72):g}") for number, line in enumerate(lines))
        width = max(self.measure_width(line, entry, is_last=line is lines[-1]) for line in lines)
        fits = entry.start * self.size.min_width / 100 + width <= self.size.min_width
        return ChartLabel(self.format_x(entry.start if fits else 100), "0", "start" if fits else "end", placed)

    def _name_months(self, step: int) -> list[tuple[date, tuple[str, ...]]]:
        """Return every ``step``-th month and its name; the first of each year has the year."""
        days = self.axis.ticks(step)
        years = [None, *(day.year for day in days)]
        return [(day, _format_month(day, self.language, day.year != year)) for day, year in zip(days, years, strict=False)]

    def _measure_month(self, lines: tuple[str, ...]) -> float:
        return max(estimate_width(line, self.size.text * 0.85) for line in lines)


def _format_month(day: date, language: str, with_year: bool) -> tuple[str, ...]:
    """Return both names of a month in Arabic, one below the other, or one in English; the year follows the last."""
    *names, last = MONTH_NAMES[language][day.month - 1].split(" ", 1)
    return (*names, f"{last} {day.year}" if with_year else last)
