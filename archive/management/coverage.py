"""The coverage of the fixtures' sources, from the fixtures alone: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archive.anchoring import Span
from archive.collect import ArchiveRecords
from archive.coverage import Cover, SentenceCoverage
from archive.record_keys import PassageKey
from archive.records import ClaimRecord
from archive.texts import Passages


def of_fixtures(records: ArchiveRecords) -> Iterator[tuple[str, list[SentenceCoverage]]]:
    """Each source with the coverage of each of its sentences, or of none where a problem of its files keeps it from being counted.

    Claims pass one by one and none is kept. A quotation that is not found, which is a problem, covers nothing.
    """
    passages, told = Passages(records), set()
    covers: dict[str, Cover] = defaultdict(Cover)
    for claim in (kept.record for kept in records.claims):
        for passage, spans in _places(claim, passages).items():
            covers[passage].add(spans)
    for tiled in (kept.record for kept in records.passages):
        source, found = tiled.source, []
        for sentence in (one for paragraph in tiled.paragraphs for one in paragraph.sentences):
            passage = str(PassageKey(source, sentence.ref))
            if passage in passages:
                found.append(covers.get(passage, Cover()).measure(sentence.ref, passages[passage].text))
        told.add(source)
        yield source, found
    for kept in records.sources:
        if kept.record.source not in told:
            yield kept.record.source, []


def _places(claim: ClaimRecord, passages: Passages) -> dict[str, list[Span]]:
    """By sentence, where the words stand that the claim rests on."""
    found: dict[str, list[Span]] = defaultdict(list)
    for passage, span in filter(None, map(passages.place_of, claim.evidence)):
        found[passage].append(span)
    return found
