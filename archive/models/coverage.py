"""The coverage of each source by claims, measured when the archive is loaded; ``archive.text.span_coverage`` has the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from django.db import models
from django.db.models import F, FilteredRelation, Q

from archive.models.claim import Role
from archive.models.source import PassageQuerySet, Source
from archive.text.anchoring import Span
from archive.text.span_coverage import CoverageBuilder, SentenceCoverage, TextExtent, TotalCoverage, merge_spans


class SourceCoverage(models.Model):
    """The number of a source's sentences, letters and characters, and how many of each the evidence of claims covers."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="coverage")
    sentences = models.PositiveIntegerField()
    sentences_with_claims = models.PositiveIntegerField()
    covered_letters = models.PositiveIntegerField()
    covered_characters = models.PositiveIntegerField()
    letters = models.PositiveIntegerField()
    characters = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sentences_with_claims__lte=F("sentences"),
                    covered_letters__lte=F("letters"),
                    covered_characters__lte=F("characters"),
                ),
                name="coverage_is_within_its_total",
            ),
        ]


def measure_sentences(passages: PassageQuerySet, texts: Mapping[int, str]) -> Iterator[tuple[int, SentenceCoverage]]:
    """Yield the key of the source and the coverage of each sentence among ``passages``; rows are read one by one."""
    for (source, ref, start, end), spans in groupby(_iterate_evidence(passages), key=lambda row: row[:4]):
        yield source, _build_cover(spans).measure(ref, texts[source][start:end])


def measure_totals(passages: PassageQuerySet, texts: Mapping[int, str]) -> Iterator[tuple[int, TotalCoverage]]:
    """Yield the key and the coverage of each source of ``passages``, all its sentences in one measurement."""
    for source, rows in groupby(_iterate_evidence(passages), key=itemgetter(0)):
        sentences, stating, covered = set[Span](), set[Span](), list[Span]()
        for _source, _ref, start, end, claim, first, last in rows:
            sentences.add(sentence := Span(start, end))
            if claim:
                stating.add(sentence)
                covered.append(Span(first, last).moved(start))
        extents = [
            TextExtent.of("".join([span.of(texts[source]) for span in spans])) for spans in (merge_spans(covered), sentences)
        ]
        yield source, TotalCoverage(len(sentences), len(stating), *extents)


def _iterate_evidence(passages: PassageQuerySet) -> Iterator[tuple]:
    """Yield source, reference, start and end of each sentence with each claim that quotes it and the span; nulls if there is none."""
    stated = FilteredRelation("anchors", condition=Q(anchors__role=Role.STATEMENT))
    rows = passages.sentences().alias(stated=stated).order_by("source_id", "start", "stated__claim_id")
    return rows.values_list("source_id", "ref", "start", "end", "stated__claim_id", "stated__start", "stated__end").iterator()


def _build_cover(rows: Iterable[tuple]) -> CoverageBuilder:
    """Return the spans of a sentence that claims cover; a sentence without claims has one row, with nulls."""
    cover = CoverageBuilder()
    for claim, spans in groupby(rows, key=lambda row: row[4]):
        if claim is not None:
            cover.add(Span(*row[5:]) for row in spans)
    return cover
