"""The coverage of stored texts: of one source for its pages, of all of them when the archive is loaded. One query, however many claims there are."""

from __future__ import annotations

from archive.coverage import SentenceCoverage, Size, TotalCoverage
from archive.models import Source, SourceCoverage
from archive.models.covered import measured


def of_source(source: Source) -> list[SentenceCoverage]:
    """The coverage of each sentence of a source, in the order of the text."""
    return [sentence for _key, sentence in measured(source.passages.all(), {source.pk: source.text})]


def totals() -> dict[int, TotalCoverage]:
    """The total of each source, by its key, as it was measured when the archive was loaded."""
    fields = ("source_id", "sentences", "resting", "covered_letters", "covered_characters", "letters", "characters")
    rows = SourceCoverage.objects.values_list(*fields)
    return {
        key: TotalCoverage(sentences, resting, Size(covered_letters, covered_characters), Size(letters, characters))
        for key, sentences, resting, covered_letters, covered_characters, letters, characters in rows
    }
