"""The coverage of stored texts, for pages: one query, however many sources, sentences and claims there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.db.models import FilteredRelation, Q

from archive.anchoring import Span
from archive.coverage import Cover, SentenceCoverage, TotalCoverage
from archive.models import Passage, Role, Source


def of_source(source: Source) -> list[SentenceCoverage]:
    """The coverage of each sentence of a source, in the order of the text."""
    return [sentence for _key, sentence in _measured(source.passages.all(), {source.pk: source.text})]


def totals(sources: Iterable[Source]) -> dict[int, TotalCoverage]:
    """The total of each source, by its key; ``sources`` are all there are."""
    measured = _measured(Passage.objects.all(), {one.pk: one.text for one in sources})
    by_source = groupby(measured, key=lambda pair: pair[0])
    return {key: TotalCoverage.of(sentence for _key, sentence in pairs) for key, pairs in by_source}


def _measured(passages, texts: Mapping[int, str]) -> Iterator[tuple[int, SentenceCoverage]]:
    """Each sentence among ``passages``, with the key of its source; rows are taken one by one, so that none are kept."""
    stated = FilteredRelation("anchors", condition=Q(anchors__role=Role.STATEMENT))
    rows = passages.sentences().alias(stated=stated).order_by("source_id", "start", "stated__claim_id")
    fields = rows.values_list("source_id", "ref", "start", "end", "stated__claim_id", "stated__start", "stated__end")
    for (source, ref, start, end), spans in groupby(fields.iterator(), key=lambda row: row[:4]):
        yield source, _cover(spans).measure(ref, texts[source][start:end])


def _cover(rows: Iterable[tuple]) -> Cover:
    """What the claims of one sentence's rows rest on; a sentence without claims has one row, of nulls."""
    cover = Cover()
    for claim, spans in groupby(rows, key=lambda row: row[4]):
        if claim is not None:
            cover.add(Span(*row[5:]) for row in spans)
    return cover
