"""Coverage of sources by claims: measured for a source's pages, loaded for lists, and in words of the active language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.edition_cache import cached_per_edition
from archive.models import Passage, Source, SourceCoverage
from archive.models.coverage import measure_sentences
from archive.text.span_coverage import SentenceCoverage, TextExtent, TotalCoverage

TOTAL_FIELDS = ("sentences", "sentences_with_claims", "covered_letters", "covered_characters", "letters", "characters")


def describe_total(total: TotalCoverage) -> str:
    """Return “The claims rest on 19 of 20 sentences, 98% of the words’ letters.”."""
    sentence = ngettext(
        "The claims quote %(resting)s of %(sentences)s sentence, and %(percent)s%% of all letters and digits.",
        "The claims quote %(resting)s of %(sentences)s sentences, and %(percent)s%% of all letters and digits.",
        total.sentences,
    )
    return sentence % {"resting": total.sentences_with_claims, "sentences": total.sentences, "percent": total.percent}


def describe_part(covered: int, whole: int) -> str:
    """Return “112 of 118”."""
    return _("%(covered)s of %(whole)s") % {"covered": covered, "whole": whole}


def measure_source(source: Source) -> list[SentenceCoverage]:
    """Return the coverage of each sentence of a source, in the order of the text; one query."""
    return [sentence for _key, sentence in measure_sentences(source.passages.all(), {source.pk: source.text})]


def measure_part(source: Source, sentences: Iterable[Passage]) -> list[SentenceCoverage]:
    """Return the coverage of some sentences of a source, in the order of the text; one query."""
    passages = source.passages.filter(pk__in=[sentence.pk for sentence in sentences])
    return [sentence for _key, sentence in measure_sentences(passages, {source.pk: source.text})]


def load_total(source: Source) -> TotalCoverage:
    """Return the total of a source as it was measured when the archive was loaded; one query."""
    return load_totals([source.pk]).get(source.pk, TotalCoverage())


def load_totals(sources: Iterable[int]) -> dict[int, TotalCoverage]:
    """Return the total of each of the sources with these keys, by its key, as it was measured when the archive was loaded; one query."""
    rows = SourceCoverage.objects.filter(pk__in=list(sources)).values_list("source_id", *TOTAL_FIELDS)
    return {key: _make_total(values) for key, *values in rows}


@cached_per_edition
def load_sum() -> TotalCoverage:
    """Return the total of all sources together; one query."""
    sums = SourceCoverage.objects.aggregate(**{field: Coalesce(Sum(field), 0) for field in TOTAL_FIELDS})
    return _make_total([sums[field] for field in TOTAL_FIELDS])


def _make_total(values: Sequence[int]) -> TotalCoverage:
    sentences, with_claims, *extents = values
    return TotalCoverage(sentences, with_claims, TextExtent(*extents[:2]), TextExtent(*extents[2:]))
