"""The coverage of the fixtures' sources, measured without a database, and its report in a terminal and as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.addresses import PassageKey
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.passage_texts import PassageTexts
from archive.sources.coverage import describe_part, describe_total
from archive.text.anchoring import Span
from archive.text.characters import count_cells
from archive.text.span_coverage import CoverageBuilder, SentenceCoverage, TotalCoverage

SourceCoverages = Iterable[tuple[str, list[SentenceCoverage]]]
COLUMN_GAP = "   "


def render_text(report: str, sources: SourceCoverages, language: str) -> str:
    """Return the report, a table for each source and, if there are several, one of their totals, with empty lines between."""
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
    """Return an object with ``problems``, the list in the report, and ``coverage``, which has ``sources`` and their ``total``.

    In each sentence and each total, ``letters`` and ``characters`` have a part ``covered`` and a ``whole``. The spans ``uncovered``
    are half-open, in code points of the sentence. The total of a source that could not be measured is null.
    """
    source_data, total = [], TotalCoverage()
    for source, sentences in sources:
        source_total = TotalCoverage.of(sentences)
        total += source_total
        source_data.append(
            {
                "source": source,
                "total": _make_total_data(source_total) if sentences else None,
                "sentences": [_make_sentence_data(sentence) for sentence in sentences],
            }
        )
    data = {"problems": json.loads(report), "coverage": {"total": _make_total_data(total), "sources": source_data}}
    return json.dumps(data, ensure_ascii=False, indent=2)


def omit_coverage(report: str, sources: SourceCoverages, language: str) -> str:
    """Return the report alone: GitHub shows messages at lines of files, and coverage has none."""
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
    yield from _render_table([*map(_make_sentence_cells, sentences), _make_cells(_("in total"), total)])


def _render_totals(totals: dict[str, TotalCoverage]) -> Iterator[str]:
    total = sum(totals.values(), TotalCoverage())
    yield _("All sources") + f": {describe_total(total)}"
    rows = [_make_cells(_("source %(source)s") % {"source": source}, coverage) for source, coverage in totals.items()]
    yield from _render_table([*rows, _make_cells(_("in total"), total)])


def _make_sentence_cells(sentence: SentenceCoverage) -> list[str]:
    row = _make_cells(_("sentence %(ref)s") % {"ref": sentence.ref}, sentence, str(sentence.claims))
    return row if sentence.claims else [*row, _("no claim quotes it")]


def _make_cells(name: str, coverage: SentenceCoverage | TotalCoverage, claims: str = "") -> list[str]:
    letters = describe_part(coverage.covered.letters, coverage.whole.letters)
    characters = describe_part(coverage.covered.characters, coverage.whole.characters)
    return [name, claims, letters, characters, f"{coverage.percent}%"]


def _render_table(rows: list[list[str]]) -> Iterator[str]:
    """Yield the lines of a table with its head: names aligned to the start, numbers to the end, remarks after the last column.

    Every row begins with a word of the active language, so that a terminal gives all rows of an Arabic table the same direction.
    """
    head = [_("text"), _("claims"), _("letters"), _("characters"), _("share")]
    rows = [head, *rows]
    widths = [max(count_cells(row[at]) for row in rows) for at in range(len(head))]
    for name, *others in rows:
        padded = [name + " " * (widths[0] - count_cells(name))]
        padded += [" " * (width - count_cells(text)) + text for width, text in zip(widths[1:], others, strict=False)]
        yield COLUMN_GAP.join([*padded, *others[len(head) - 1 :]])


def _make_sentence_data(sentence: SentenceCoverage) -> dict[str, object]:
    spans = [span._asdict() for span in sentence.uncovered]
    return {"ref": sentence.ref, "claims": sentence.claims, **_make_count_data(sentence), "uncovered": spans}


def _make_total_data(total: TotalCoverage) -> dict[str, object]:
    return {"sentences": total.sentences, "sentences_with_claims": total.sentences_with_claims, **_make_count_data(total)}


def _make_count_data(coverage: SentenceCoverage | TotalCoverage) -> dict[str, object]:
    covered, whole = coverage.covered, coverage.whole
    letters = {"covered": covered.letters, "whole": whole.letters}
    characters = {"covered": covered.characters, "whole": whole.characters}
    return {"letters": letters, "characters": characters, "percent": coverage.percent}


def measure_fixtures(records: ArchiveRecords) -> Iterator[tuple[str, list[SentenceCoverage]]]:
    """Yield each source with the coverage of its sentences; the list is empty if a problem of its files prevents the measurement.

    Claims are read one by one. A quotation that cannot be anchored, which is a problem, covers nothing.
    """
    passages, measured = PassageTexts.of(records), set()
    covers: dict[str, CoverageBuilder] = defaultdict(CoverageBuilder)
    for claim in (located.record for located in records.claims):
        spans: dict[str, list[Span]] = defaultdict(list)
        for passage, span in filter(None, map(passages.find_place, claim.evidence)):
            spans[passage].append(span)
        for passage, quoted in spans.items():
            covers[passage].add(quoted)
    for source in (located.record for located in records.passages):
        coverages = []
        for sentence in (sentence for paragraph in source.paragraphs for sentence in paragraph.sentences):
            key = str(PassageKey(source.source, sentence.ref))
            if key in passages:
                coverages.append(covers.get(key, CoverageBuilder()).measure(sentence.ref, passages[key].text))
        measured.add(source.source)
        yield source.source, coverages
    yield from ((located.record.source, []) for located in records.sources if located.record.source not in measured)
