"""Coverage of sources by claims: measured for a source's pages, loaded for lists, and in words of the active language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Passage, Source, SourceCoverage
from archive.models.coverage import measure_sentences
from archive.text.span_coverage import SentenceCoverage, TextExtent, TotalCoverage


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


def load_totals(sources: Iterable[int] | None = None) -> dict[int, TotalCoverage]:
    """Return the total of each source, or of those with the keys ``sources``, by its key, as it was measured when the archive was loaded."""
    rows = SourceCoverage.objects.all() if sources is None else SourceCoverage.objects.filter(pk__in=list(sources))
    fields = ("source_id", "sentences", "sentences_with_claims", "covered_letters", "covered_characters", "letters", "characters")
    return {
        key: TotalCoverage(sentences, with_claims, TextExtent(*extents[:2]), TextExtent(*extents[2:]))
        for key, sentences, with_claims, *extents in rows.values_list(*fields)
    }
