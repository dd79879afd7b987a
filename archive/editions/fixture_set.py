"""The records of all three apps in one fixtures folder, and the kinds of file that hold them."""

from __future__ import annotations

from dataclasses import dataclass

from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import RecordSet
from archive.fixtures.records.claims import ClaimRecord, QuestionsRecord
from archive.fixtures.records.primer import PrimerRecord
from archive.fixtures.records.register import RegisterRecord
from archive.fixtures.records.sources import MentionsRecord, PassagesRecord, SourceRecord
from archive.fixtures.records.types import Record
from camps.records import PlaceRecord
from marches.records import RouteRecord

# By kind of fixture file, the shape of its records and the pattern of its paths below the fixtures' root.
RECORD_FILES: dict[str, tuple[type[Record], str]] = {
    "source": (SourceRecord, "sources/*/source.yaml"),
    "passages": (PassagesRecord, "sources/*/passages.yaml"),
    "mentions": (MentionsRecord, "sources/*/mentions.yaml"),
    "claim": (ClaimRecord, "claims/*.yaml"),
    "place": (PlaceRecord, "places/*.yaml"),
    "route": (RouteRecord, "routes/*.yaml"),
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

    @property
    def record_sets(self) -> tuple[RecordSet, ...]:
        """Return the records that have files of their own, kind by kind."""
        records = self.archive
        return records.sources, records.passages, records.mentions, records.claims, self.places, self.routes

    @property
    def drafts(self) -> set[str]:
        """Return the ``kind:identifier`` of every draft."""
        return {row.key for records in self.record_sets for row in records.rows if row.draft}
