"""How much of each source the claims rest on, measured when the archive is loaded; see ``archive/text/span_coverage.py`` for the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.db import models
from django.db.models import F, FilteredRelation, Q

from archive.models.claim import Role
from archive.models.source import PassageQuerySet, Source
from archive.text.anchoring import Span
from archive.text.span_coverage import CoverageBuilder, SentenceCoverage


class SourceCoverage(models.Model):
    """Of a source: its sentences and those that claims rest on, its letters and characters and those that claims rest on."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="coverage")
    sentences = models.PositiveIntegerField()
    resting = models.PositiveIntegerField()
    covered_letters = models.PositiveIntegerField()
    covered_characters = models.PositiveIntegerField()
    letters = models.PositiveIntegerField()
    characters = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    resting__lte=F("sentences"), covered_letters__lte=F("letters"), covered_characters__lte=F("characters")
                ),
                name="no_more_is_covered_than_there_is",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.covered_letters} of {self.letters}"


def measure_sentences(passages: PassageQuerySet, texts: Mapping[int, str]) -> Iterator[tuple[int, SentenceCoverage]]:
    """Each sentence among ``passages``, with the key of its source; rows are taken one by one, so that none are kept."""
    stated = FilteredRelation("anchors", condition=Q(anchors__role=Role.STATEMENT))
    rows = passages.sentences().alias(stated=stated).order_by("source_id", "start", "stated__claim_id")
    fields = rows.values_list("source_id", "ref", "start", "end", "stated__claim_id", "stated__start", "stated__end")
    for (source, ref, start, end), spans in groupby(fields.iterator(), key=lambda row: row[:4]):
        yield source, _collect_cover(spans).measure(ref, texts[source][start:end])


def _collect_cover(rows: Iterable[tuple]) -> CoverageBuilder:
    """What the claims of one sentence's rows rest on; a sentence without claims has one row, of nulls."""
    cover = CoverageBuilder()
    for claim, spans in groupby(rows, key=lambda row: row[4]):
        if claim is not None:
            cover.add(Span(*row[5:]) for row in spans)
    return cover
