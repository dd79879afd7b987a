"""Coverage as it is told in a terminal and to a program, after the problems of the fixtures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.characters import cells
from archive.coverage import SentenceCoverage, TotalCoverage
from archive.coveragewords import in_total, part_of

Sources = Iterable[tuple[str, list[SentenceCoverage]]]
BETWEEN = "   "


def as_text(report: str, sources: Sources, language: str) -> str:
    """The report and, after an empty line each, a table a source; where there are several sources, a table of their totals."""
    totals: dict[str, TotalCoverage] = {}
    with override(language):
        parts = [report]
        for source, sentences in sources:
            totals[source] = TotalCoverage.of(sentences)
            parts.append("\n".join(_of_source(source, sentences, totals[source])))
        if len(totals) > 1:
            parts.append("\n".join(_of_all(totals)))
    return "\n\n".join(parts)


def as_json(report: str, sources: Sources, language: str) -> str:
    """An object: ``problems``, the list that the report is, and ``coverage``, with ``sources`` and their ``total``.

    Of each sentence and each total, ``letters`` and ``characters`` are ``covered`` and ``whole``; ``uncovered`` stretches are
    code points of the sentence, half-open. The total of a source that could not be counted is null.
    """
    told, total = [], TotalCoverage()
    for source, sentences in sources:
        of_source = TotalCoverage.of(sentences)
        total += of_source
        counted = _total(of_source) if sentences else None
        told.append({"source": source, "total": counted, "sentences": [_plain(one) for one in sentences]})
    whole = {"problems": json.loads(report), "coverage": {"total": _total(total), "sources": told}}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def left_out(report: str, sources: Sources, language: str) -> str:
    """The report alone: GitHub shows what stands at a line, and coverage stands at none."""
    return report


FORMATS: dict[str, Callable[[str, Sources, str], str]] = {"text": as_text, "json": as_json, "github": left_out}


def _of_source(source: str, sentences: list[SentenceCoverage], total: TotalCoverage) -> Iterator[str]:
    if not sentences:
        yield _("Source %(source)s is not counted, because of the problems of its files.") % {"source": source}
        return
    yield _("Source %(source)s") % {"source": source} + f": {in_total(total)}"
    yield from _table([*map(_sentence, sentences), _row(_("in total"), total)])


def _of_all(totals: dict[str, TotalCoverage]) -> Iterator[str]:
    total = sum(totals.values(), TotalCoverage())
    yield _("All sources") + f": {in_total(total)}"
    rows = [_row(_("source %(source)s") % {"source": source}, one) for source, one in totals.items()]
    yield from _table([*rows, _row(_("in total"), total)])


def _sentence(one: SentenceCoverage) -> list[str]:
    row = _row(_("sentence %(ref)s") % {"ref": one.ref}, one, str(one.claims))
    return row if one.claims else [*row, _("no claim rests on it")]


def _row(name: str, one: SentenceCoverage | TotalCoverage, claims: str = "") -> list[str]:
    parts = (part_of(covered, whole) for covered, whole in _counts(one))
    return [name, claims, *parts, f"{one.percent}%"]


def _counts(one: SentenceCoverage | TotalCoverage) -> Iterator[tuple[int, int]]:
    yield one.covered.letters, one.whole.letters
    yield one.covered.characters, one.whole.characters


def _table(rows: list[list[str]]) -> Iterator[str]:
    """The lines of a table under its head: names at the start of their column, numbers at its end, a remark after the last.

    Every row begins with a word of the language, so that a terminal that turns Arabic lines turns them all.
    """
    head = [_("text"), _("claims"), _("letters"), _("characters"), _("share")]
    rows = [head, *rows]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(head))]
    for name, *others in rows:
        padded = [name + " " * (widths[0] - cells(name))]
        padded += [" " * (width - cells(text)) + text for width, text in zip(widths[1:], others, strict=False)]
        yield BETWEEN.join([*padded, *others[len(head) - 1 :]])


def _plain(one: SentenceCoverage) -> dict[str, object]:
    spans = [{"start": span.start, "end": span.end} for span in one.uncovered]
    return {"ref": one.ref, "claims": one.claims, **_extent(one), "uncovered": spans}


def _total(one: TotalCoverage) -> dict[str, object]:
    return {"sentences": one.sentences, "sentences_with_claims": one.resting, **_extent(one)}


def _extent(one: SentenceCoverage | TotalCoverage) -> dict[str, object]:
    units = zip(("letters", "characters"), _counts(one), strict=True)
    extent = {unit: {"covered": covered, "whole": whole} for unit, (covered, whole) in units}
    return {**extent, "percent": one.percent}
