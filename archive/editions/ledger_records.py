"""Fixture records as records of the ledger, and back.

A ledger record holds every field, defaults included, but for a few that are younger than the first records (``omitted_if_empty``).
Each quotation in it also has its span (``start`` and ``end``, half-open, in code points of its passage), the SHA-256 of the source's
text (``text``) and, in claims and routes, its reading ``status``, so that a version can be verified against the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from archive.addresses import PassageKey, RecordKey
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.passage_texts import PassageTexts, resolve_status
from archive.fixtures.records.claims import ClaimRecord
from archive.fixtures.records.sources import MentionsRecord, PassagesRecord, SourceRecord
from archive.fixtures.records.types import AnyRecord, Quote, Record
from marches.records import StopRecord

LedgerRecord = dict[str, Any]
Item = TypeVar("Item")
# Types of nine of ten values, which are plain data already
PLAIN_TYPES = {str, int, bool, type(None)}
# Fields of terms that came after edition 1: omitted if they are empty, so that unchanged records stay byte for byte the same
LATER_FIELDS = ("beside", "shown_on", "questions")


class RecordLine(BaseModel, Generic[Item]):
    """The record on a line of the ledger, which is made of the line's bytes without a dict of all its fields; None if it is suppressed.

    Quotations of a fixture record have the computed fields too (``stated_span``) if unknown fields are allowed.
    """

    record: Item | None = None


def list_ledger_records(fixtures: FixtureSet) -> Iterator[tuple[RecordKey, LedgerRecord]]:
    """Yield every record of the fixtures, which must have no problem and no drafts, with its key."""
    archive, texts = fixtures.archive, PassageTexts.of(fixtures.archive)
    digests = {located.record.source: located.record.text.sha256 for located in archive.sources}
    statuses = {
        str(PassageKey(passages.source, sentence.ref)): sentence.reading.status
        for passages in (located.record for located in archive.passages)
        for paragraph in passages.paragraphs
        for sentence in paragraph.sentences
    }

    def locate(quote: Quote) -> LedgerRecord:
        span = texts.find_span(quote)
        return {"start": span.start, "end": span.end, "text": digests[PassageKey.parse(quote.passage).source]}

    def locate_in_claim(claim: ClaimRecord) -> Callable[[Quote], LedgerRecord]:
        def locate_with_status(quote: Quote) -> LedgerRecord:
            own = quote.reading if isinstance(quote, StopRecord) else None
            return locate(quote) | {"status": own or resolve_status(quote, claim, texts, statuses)}

        return locate_with_status

    yield from _list_sources(archive, locate)
    yield from _list_sentences(archive, digests)
    for claim in (located.record for located in archive.claims):
        yield RecordKey("claim", claim.claim), _encode(claim, locate_in_claim(claim))
    for place in (located.record for located in fixtures.places):
        yield RecordKey.parse(place.key), _encode(place, locate)
    for route in (located.record for located in fixtures.routes):
        claim = archive.claims[str(RecordKey("claim", route.claim))].record
        yield RecordKey("route", route.route), _encode(route, locate_in_claim(claim))
    for movement in (located.record for located in fixtures.movements):
        yield RecordKey("movement", movement.movement), _encode(movement)
    primer = archive.primer.record if archive.primer else None
    lists: Sequence[tuple[str, str, Iterable[Record]]] = [
        ("authority", "authority", archive.authority_files),
        ("question", "question", archive.question_records),
        ("term", "term", primer.terms if primer else ()),
        ("story", "line", primer.story if primer else ()),
    ]
    for kind, name, records in lists:
        previous = None
        for record in records:
            identifier = getattr(record, name)
            fields = {field: value for field, value in _encode(record, locate).items() if value or field not in LATER_FIELDS}
            yield RecordKey(kind, identifier), fields | {"follows": previous}
            previous = identifier


def _list_sources(archive: ArchiveRecords, locate: Callable[[Quote], LedgerRecord]) -> Iterator[tuple[RecordKey, LedgerRecord]]:
    for source in (located.record for located in archive.sources):
        mentions = archive.mentions.get(str(RecordKey("mentions", source.source)))
        passages = archive.passages[str(RecordKey("passages", source.source))]
        parts: LedgerRecord = {
            "mentions": [_encode(mention, locate) for mention in mentions.record.mentions] if mentions else [],
            "paragraphs": [
                {"ref": paragraph.ref, "start": paragraph.start, "end": paragraph.end} for paragraph in passages.record.paragraphs
            ],
        }
        yield RecordKey("source", source.source), _encode(source, locate) | parts


def _list_sentences(archive: ArchiveRecords, digests: Mapping[str, str]) -> Iterator[tuple[RecordKey, LedgerRecord]]:
    for passages in (located.record for located in archive.passages):
        for sentence in (sentence for paragraph in passages.paragraphs for sentence in paragraph.sentences):
            yield (
                RecordKey("sentence", str(PassageKey(passages.source, sentence.ref))),
                {
                    "source": passages.source,
                    "ref": sentence.ref,
                    "start": sentence.start,
                    "end": sentence.end,
                    "exact": sentence.exact,
                    "text": digests[passages.source],
                    "readings": [
                        _encode(sentence.reading) | {"note": _encode(sentence.note), "by": None},
                        *map(_encode, sentence.other_readings),
                    ],
                },
            )


def _encode(value: Any, locate: Callable[[Quote], LedgerRecord] | None = None) -> Any:
    """Return a value as plain data: decimals as text without trailing zeros, days as ISO 8601; no ``draft``."""
    if type(value) in PLAIN_TYPES:
        return value
    if isinstance(value, Record):
        names = [*type(value).model_fields, *(value.model_extra or ())]
        omitted = {"draft", *(name for name in value.omitted_if_empty if not getattr(value, name))}
        fields = {name: _encode(getattr(value, name), locate) for name in names if name not in omitted}
        return fields | (locate(value) if locate and isinstance(value, Quote) else {})
    if isinstance(value, list):
        return [_encode(item, locate) for item in value]
    if isinstance(value, dict):
        return {name: _encode(item, locate) for name, item in value.items()}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def make_record(record_type: type[AnyRecord], ledger_record: LedgerRecord, *without: str) -> AnyRecord:
    """Return a ledger record without quotations as the fixture record that it was made of; ``without``: fields that this has not."""
    fields = {name: value for name, value in ledger_record.items() if name not in without} if without else ledger_record
    return record_type.model_validate(fields)


def make_source(record: LedgerRecord) -> SourceRecord:
    """Return a source's record."""
    return make_record(SourceRecord, record, "mentions", "paragraphs")


def make_mentions(record: LedgerRecord) -> MentionsRecord:
    """Return the mentions in a source, given its ledger record; its quotations have the computed fields too (``stated_span``)."""
    return MentionsRecord.model_validate({"source": record["source"], "mentions": record["mentions"]}, extra="allow")


def make_passages(source: LedgerRecord, sentences: Iterable[LedgerRecord]) -> PassagesRecord:
    """Return the passages of a source, given its ledger record and those of its sentences in their order."""
    by_paragraph: dict[str, list] = {}
    for sentence in sentences:
        first, *others = sentence["readings"]
        fields = {name: sentence[name] for name in ("ref", "start", "end", "exact")}
        reading = {name: first[name] for name in ("language", "status", "text")}
        fields |= {"note": first["note"], "reading": reading, "other_readings": others}
        by_paragraph.setdefault(str(sentence["ref"]).partition(".")[0], []).append(fields)
    paragraphs = [paragraph | {"sentences": by_paragraph[paragraph["ref"]]} for paragraph in source["paragraphs"]]
    return PassagesRecord.model_validate({"source": source["source"], "paragraphs": paragraphs})


def sort_list(records: Mapping[str, LedgerRecord]) -> list[LedgerRecord]:
    """Return the records of a list, given by identifier, in its order: each ``follows`` another, the first one none."""
    following = {record["follows"]: identifier for identifier, record in records.items()}
    chain: list[LedgerRecord] = []
    identifier = following.get(None)
    while identifier is not None:
        chain.append(records[identifier])
        identifier = following.get(identifier)
    return chain
