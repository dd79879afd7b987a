"""The shape of the fixture record of a place."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from archive.addresses import RecordKey
from archive.fixtures.problems import expected_values
from archive.fixtures.records.types import (
    DECIMAL_PATTERN,
    Bilingual,
    Draftable,
    Identifier,
    IsoDay,
    Language,
    NonBlankText,
    Record,
    require_pattern,
)


class Names(Record):
    """The place's name in the languages of the archive and of the region."""

    ar: NonBlankText
    en: NonBlankText
    de: NonBlankText
    pl: NonBlankText


class VariantRecord(Record):
    """Another spelling in use, and where it was met; for search only."""

    language: Language
    name: NonBlankText
    met: Bilingual | None = None
    recorded: IsoDay | None = None


class CoordinatesRecord(Record):
    """WGS 84 in decimal degrees, with their reference and the day on which they were recorded here."""

    latitude: Annotated[Decimal, Field(ge=-85, le=85, decimal_places=4), require_pattern(DECIMAL_PATTERN, expected_values.DEGREES)]
    longitude: Annotated[
        Decimal, Field(ge=-180, le=180, decimal_places=4), require_pattern(DECIMAL_PATTERN, expected_values.DEGREES)
    ]
    confidence: Literal["high", "medium", "low", "symbolic"]
    reference: Bilingual
    recorded: IsoDay


class AuthorityRecord(Record):
    """The place's identifier in an authority file."""

    authority: Identifier
    identifier: Annotated[NonBlankText, Field(max_length=40)]
    recorded: IsoDay


class PlaceRecord(Draftable):
    """``places/<place>.yaml``: a camp, or another place that a source names."""

    place: Identifier
    kind: Literal["camp", "sea", "region"]
    names: Names
    variants: list[VariantRecord] = Field(default_factory=list)
    coordinates: CoordinatesRecord
    authorities: list[AuthorityRecord] = Field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the place's identifier among all subjects: ``camp:…`` or ``place:…``."""
        return str(RecordKey("camp" if self.kind == "camp" else "place", self.place))

    def dependencies(self) -> set[str]:
        """Return the key of the authority files, if the place is in any."""
        return {"authorities:"} if self.authorities else set()
