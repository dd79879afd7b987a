"""The records of all three apps in one fixtures folder, and the kinds of file that hold them."""

from __future__ import annotations

from dataclasses import dataclass

from archive.addresses import RecordKey
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import RecordSet
from archive.fixtures.records.authorities import AuthoritiesRecord
from archive.fixtures.records.claims import ClaimRecord, QuestionsRecord
from archive.fixtures.records.primer import PrimerRecord
from archive.fixtures.records.register import RegisterRecord
from archive.fixtures.records.sources import MentionsRecord, PassagesRecord, SourceRecord
from archive.fixtures.records.types import Record
from camps.records import PlaceRecord
from marches.records import MovementRecord, RouteRecord

# By kind of fixture file, the shape of its records and the pattern of its paths below the fixtures' root.
RECORD_FILES: dict[str, tuple[type[Record], str]] = {
    "source": (SourceRecord, "sources/*/source.yaml"),
    "passages": (PassagesRecord, "sources/*/passages.yaml"),
    "mentions": (MentionsRecord, "sources/*/mentions.yaml"),
    "claim": (ClaimRecord, "claims/*.yaml"),
    "place": (PlaceRecord, "places/*.yaml"),
    "route": (RouteRecord, "routes/*.yaml"),
    "movement": (MovementRecord, "movements/*.yaml"),
    "authorities": (AuthoritiesRecord, "authorities.yaml"),
    "questions": (QuestionsRecord, "questions.yaml"),
    "register": (RegisterRecord, "register.yaml"),
    "primer": (PrimerRecord, "primer.yaml"),
}


@dataclass(frozen=True)
class FixtureSet:
    """All records below one fixtures folder."""

    archive: ArchiveRecords
    places: RecordSet[PlaceRecord]
    routes: RecordSet[RouteRecord]
    movements: RecordSet[MovementRecord]

    @property
    def record_sets(self) -> tuple[RecordSet, ...]:
        """Return the records that have files of their own, kind by kind."""
        records = self.archive
        return records.sources, records.passages, records.mentions, records.claims, self.places, self.routes, self.movements

    @property
    def written_keys(self) -> set[str]:
        """Return the keys of all records with an identifier, as ``kind:identifier``; a sentence has that of its source."""
        records = self.archive
        with_files = (records.sources, records.claims, self.places, self.routes, self.movements)
        primer = records.primer.record if records.primer else None
        return {
            *(row.key for record_set in with_files for row in record_set.rows),
            *(str(RecordKey("authority", file.authority)) for file in records.authority_files),
            *(str(RecordKey("question", question.question)) for question in records.question_records),
            *(str(RecordKey("term", term.term)) for term in (primer.terms if primer else ())),
            *(str(RecordKey("story", line.line)) for line in (primer.story if primer else ())),
        }

    @property
    def drafts(self) -> set[str]:
        """Return the ``kind:identifier`` of every draft."""
        return {row.key for records in self.record_sets for row in records.rows if row.draft}
