"""The records of an edition, read from the ledger, for loading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from pydantic.config import ExtraValues

from archive.addresses import PassageKey, RecordKey
from archive.editions.ledger_records import (
    LedgerRecord,
    RecordLine,
    make_mentions,
    make_passages,
    make_record,
    make_source,
    sort_list,
)
from archive.fixtures.loading.published import Item, PublishedArchive, PublishedRecords
from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.fixtures.records.claims import ClaimPlace, ClaimRecord, QuestionRecord
from archive.fixtures.records.primer import StoryRecord, TermRecord
from archive.fixtures.records.types import AnyRecord
from archive.ledger.chain import Ledger, LedgerFault
from camps.records import PlaceRecord
from marches.records import MovementRecord, RouteRecord


@dataclass(frozen=True)
class EditionRecords:
    """All records of one edition, of the three apps. ``places``: by the kind of their keys, camps first."""

    archive: PublishedArchive
    places: Mapping[str, Mapping[str, PlaceRecord]]
    routes: Mapping[str, RouteRecord]
    movements: Mapping[str, MovementRecord]


def read_edition(ledger: Ledger) -> EditionRecords:
    """Return the records in force in the last edition of the ledger. Raises LedgerFault if one of them is suppressed."""
    by_kind: dict[str, list[str]] = {}
    for kind, identifier in sorted(ledger.last_lines.iterate_keys_in_force()):
        by_kind.setdefault(kind, []).append(identifier)

    def require(record: Item | None, key: RecordKey) -> Item:
        if record is None:
            edition = ledger.editions[ledger.last_lines[key].edition - 1]
            raise LedgerFault("ledger.suppressed-in-force", edition.path.name, key=str(key))
        return record

    def read(kind: str, identifier: str) -> LedgerRecord:
        key = RecordKey(kind, identifier)
        return require(ledger.read_last_record(key), key)

    # What is made of a source is asked for source by source.
    read_source = lru_cache(maxsize=16)(partial(read, "source"))

    def select(kind: str, line_type: type[RecordLine[Item]], extra: ExtraValues | None = None) -> PublishedRecords[Item]:
        def read_directly(identifier: str) -> Item:
            key = RecordKey(kind, identifier)
            return require(line_type.model_validate_json(ledger.read_last_line(key), extra=extra).record, key)

        return PublishedRecords(by_kind.get(kind, []), read_directly)

    def select_list(kind: str, record_type: type[AnyRecord]) -> list[AnyRecord]:
        records = {identifier: read(kind, identifier) for identifier in by_kind.get(kind, ())}
        return [make_record(record_type, record, "follows") for record in sort_list(records)]

    sources, sentences = by_kind.get("source", []), _group_sentences(by_kind.get("sentence", []))
    archive = PublishedArchive(
        sources=PublishedRecords(sources, lambda source: make_source(read_source(source))),
        passages=PublishedRecords(
            sources,
            lambda source: make_passages(read_source(source), (read("sentence", name) for name in sentences.get(source, ()))),
        ),
        mentions=PublishedRecords(sources, lambda source: make_mentions(read("source", source))),
        texts=PublishedRecords(sources, lambda source: ledger.read_text(read_source(source)["text"]["sha256"]).decode()),
        claims=select("claim", RecordLine[ClaimRecord], extra="allow"),
        claim_places=select("claim", RecordLine[ClaimPlace]),
        authority_files=select_list("authority", AuthorityFileRecord),
        questions=select_list("question", QuestionRecord),
        terms=select_list("term", TermRecord),
        story=select_list("story", StoryRecord),
    )
    places = {kind: select(kind, RecordLine[PlaceRecord]) for kind in ("camp", "place")}
    routes = select("route", RecordLine[RouteRecord], extra="allow")
    movements = select("movement", RecordLine[MovementRecord])
    return EditionRecords(archive, places, routes, movements)


def _group_sentences(sentences: Iterable[str]) -> dict[str, list[str]]:
    """Return the identifiers of the sentences of each source, in the order of the text."""
    groups: dict[str, list[str]] = {}
    for identifier in sentences:
        groups.setdefault(PassageKey.parse(identifier).source, []).append(identifier)
    for identifiers in groups.values():
        identifiers.sort(key=lambda identifier: [int(part) for part in PassageKey.parse(identifier).ref.split(".")])
    return groups
