"""Coverage as it is told in a terminal and to a program, after the problems of the fixtures.

The coverage of the fixtures' sources, from the fixtures alone: no database.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.addresses import PassageKey
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.passage_texts import PassageTexts
from archive.fixtures.records.claims import ClaimRecord
from archive.sources.coverage import describe_part, describe_total
from archive.text.anchoring import Span
from archive.text.characters import count_cells
from archive.text.span_coverage import CoverageBuilder, SentenceCoverage, TotalCoverage

SourceCoverages = Iterable[tuple[str, list[SentenceCoverage]]]
COLUMN_GAP = "   "


def render_text(report: str, sources: SourceCoverages, language: str) -> str:
    """The report and, after an empty line each, a table a source; where there are several sources, a table of their totals."""
    totals: dict[str, TotalCoverage] = {}
    with override(language):
        parts = [report]
        for source, sentences in sources:
            totals[source] = TotalCoverage.of(sentences)
            parts.append("\n".join(_render_source(source, sentences, totals[source])))
        if len(totals) > 1:
            parts.append("\n".join(_render_totals(totals)))
    return "\n\n".join(parts)


def render_json(report: str, sources: SourceCoverages, language: str) -> str:
    """An object: ``problems``, the list that the report is, and ``coverage``, with ``sources`` and their ``total``.

    Of each sentence and each total, ``letters`` and ``characters`` are ``covered`` and ``whole``; ``uncovered`` stretches are
    code points of the sentence, half-open. The total of a source that could not be counted is null.
    """
    told, total = [], TotalCoverage()
    for source, sentences in sources:
        of_source = TotalCoverage.of(sentences)
        total += of_source
        counted = _total_data(of_source) if sentences else None
        told.append({"source": source, "total": counted, "sentences": [_sentence_data(one) for one in sentences]})
    whole = {"problems": json.loads(report), "coverage": {"total": _total_data(total), "sources": told}}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def omit_coverage(report: str, sources: SourceCoverages, language: str) -> str:
    """The report alone: GitHub shows what stands at a line, and coverage stands at none."""
    return report


RENDERERS: dict[str, Callable[[str, SourceCoverages, str], str]] = {
    "text": render_text,
    "json": render_json,
    "github": omit_coverage,
}


def _render_source(source: str, sentences: list[SentenceCoverage], total: TotalCoverage) -> Iterator[str]:
    if not sentences:
        yield _("Source %(source)s is not counted, because of the problems of its files.") % {"source": source}
        return
    yield _("Source %(source)s") % {"source": source} + f": {describe_total(total)}"
    yield from _render_table([*map(_sentence_cells, sentences), _row_cells(_("in total"), total)])


def _render_totals(totals: dict[str, TotalCoverage]) -> Iterator[str]:
    total = sum(totals.values(), TotalCoverage())
    yield _("All sources") + f": {describe_total(total)}"
    rows = [_row_cells(_("source %(source)s") % {"source": source}, one) for source, one in totals.items()]
    yield from _render_table([*rows, _row_cells(_("in total"), total)])


def _sentence_cells(one: SentenceCoverage) -> list[str]:
    row = _row_cells(_("sentence %(ref)s") % {"ref": one.ref}, one, str(one.claims))
    return row if one.claims else [*row, _("no claim rests on it")]


def _row_cells(name: str, one: SentenceCoverage | TotalCoverage, claims: str = "") -> list[str]:
    parts = (describe_part(covered, whole) for covered, whole in _list_counts(one))
    return [name, claims, *parts, f"{one.percent}%"]


def _list_counts(one: SentenceCoverage | TotalCoverage) -> Iterator[tuple[int, int]]:
    yield one.covered.letters, one.whole.letters
    yield one.covered.characters, one.whole.characters


def _render_table(rows: list[list[str]]) -> Iterator[str]:
    """The lines of a table under its head: names at the start of their column, numbers at its end, a remark after the last.

    Every row begins with a word of the language, so that a terminal that turns Arabic lines turns them all.
    """
    head = [_("text"), _("claims"), _("letters"), _("characters"), _("share")]
    rows = [head, *rows]
    widths = [max(count_cells(row[at]) for row in rows) for at in range(len(head))]
    for name, *others in rows:
        padded = [name + " " * (widths[0] - count_cells(name))]
        padded += [" " * (width - count_cells(text)) + text for width, text in zip(widths[1:], others, strict=False)]
        yield COLUMN_GAP.join([*padded, *others[len(head) - 1 :]])


def _sentence_data(one: SentenceCoverage) -> dict[str, object]:
    spans = [{"start": span.start, "end": span.end} for span in one.uncovered]
    return {"ref": one.ref, "claims": one.claims, **_count_data(one), "uncovered": spans}


def _total_data(one: TotalCoverage) -> dict[str, object]:
    return {"sentences": one.sentences, "sentences_with_claims": one.sentences_with_claims, **_count_data(one)}


def _count_data(one: SentenceCoverage | TotalCoverage) -> dict[str, object]:
    units = zip(("letters", "characters"), _list_counts(one), strict=True)
    extent = {unit: {"covered": covered, "whole": whole} for unit, (covered, whole) in units}
    return {**extent, "percent": one.percent}


def measure_fixtures(records: ArchiveRecords) -> Iterator[tuple[str, list[SentenceCoverage]]]:
    """Each source with the coverage of each of its sentences, or of none where a problem of its files keeps it from being counted.

    Claims pass one by one and none is kept. A quotation that is not found, which is a problem, covers nothing.
    """
    passages, told = PassageTexts(records), set()
    covers: dict[str, CoverageBuilder] = defaultdict(CoverageBuilder)
    for claim in (kept.record for kept in records.claims):
        for passage, spans in _locate_evidence(claim, passages).items():
            covers[passage].add(spans)
    for tiled in (kept.record for kept in records.passages):
        source, found = tiled.source, []
        for sentence in (one for paragraph in tiled.paragraphs for one in paragraph.sentences):
            passage = str(PassageKey(source, sentence.ref))
            if passage in passages:
                found.append(covers.get(passage, CoverageBuilder()).measure(sentence.ref, passages[passage].text))
        told.add(source)
        yield source, found
    for kept in records.sources:
        if kept.record.source not in told:
            yield kept.record.source, []


def _locate_evidence(claim: ClaimRecord, passages: PassageTexts) -> dict[str, list[Span]]:
    """By sentence, where the words stand that the claim rests on."""
    found: dict[str, list[Span]] = defaultdict(list)
    for passage, span in filter(None, map(passages.find_place, claim.evidence)):
        found[passage].append(span)
    return found
