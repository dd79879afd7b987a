"""The archivist's desk: all three apps' records read, checked and loaded together. Used by the commands alone."""

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

# Every kind of fixture file: its shape, and where its files are below the fixtures' root.
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
    """Everything below one fixtures folder, in its typed shape."""

    archive: ArchiveRecords
    places: RecordSet[PlaceRecord]
    routes: RecordSet[RouteRecord]

    @property
    def record_sets(self) -> tuple[RecordSet, ...]:
        """All records that stand in files of their own, kind by kind."""
        texts = self.archive
        return texts.sources, texts.passages, texts.mentions, texts.claims, self.places, self.routes

    @property
    def drafts(self) -> set[str]:
        """Every draft, as ``kind:identifier``."""
        return {row.key for records in self.record_sets for row in records.rows if row.draft}
