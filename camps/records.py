"""The shape of the fixture record of a place."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from archive.addresses import RecordKey
from archive.fixtures.problems import expected_values
from archive.fixtures.records.types import (
    DECIMAL_PATTERN,
    NUMBER_PATTERN,
    Bilingual,
    CountryCode,
    Draftable,
    Identifier,
    IsoDay,
    Language,
    NonBlankText,
    PlaceId,
    Record,
    require_pattern,
)
from archive.vocabulary import CAMP_KINDS, NameUsage, PlaceKind

Latitude = Annotated[Decimal, Field(ge=-85, le=85, decimal_places=4), require_pattern(DECIMAL_PATTERN, expected_values.DEGREES)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, decimal_places=4), require_pattern(DECIMAL_PATTERN, expected_values.DEGREES)]
Kilometres = Annotated[int, Field(ge=1, le=500), require_pattern(NUMBER_PATTERN, expected_values.NUMBER)]


class Names(Record):
    """The place's name in both languages of the archive, and in any others, by their tags."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"propertyNames": TypeAdapter(Language).json_schema()})
    __pydantic_extra__: dict[Language, NonBlankText]

    ar: NonBlankText
    en: NonBlankText


class VariantRecord(Record):
    """Another name or spelling: of what kind, when it was in use, and where it was met; for search only."""

    language: Language
    name: NonBlankText
    kind: NameUsage | None = None
    time: Annotated[NonBlankText, Field(max_length=64)] | None = None
    met: Bilingual | None = None
    recorded: IsoDay | None = None


class CoordinatesRecord(Record):
    """WGS 84 in decimal degrees, with their reference and the day on which they were recorded here.

    ``precision``: within how many kilometres the place is of the point, if this is known.
    """

    latitude: Latitude
    longitude: Longitude
    precision: Kilometres | None = None
    confidence: Literal["high", "medium", "low", "symbolic"]
    reference: Bilingual
    recorded: IsoDay


class CityRecord(Bilingual):
    """The city or town of today that is nearest to the place.

    With its position, from which the distance is computed, or the distance that the reference gives.
    """

    latitude: Latitude | None = None
    longitude: Longitude | None = None
    distance: Kilometres | None = None


class TodayRecord(Record):
    """Where the place is today: the country's code and the nearest city, by a reference of their own."""

    country: CountryCode | None = None
    city: CityRecord | None = None
    reference: Bilingual
    recorded: IsoDay


class AuthorityRecord(Record):
    """The place's identifier in an authority file."""

    authority: Identifier
    identifier: Annotated[NonBlankText, Field(max_length=40)]
    recorded: IsoDay


class PlaceRecord(Draftable):
    """``places/<place>.yaml``: a camp, or another place that a source names or describes.

    A place without a name has a ``description`` in place of ``names``.
    """

    omitted_if_empty: ClassVar[frozenset[str]] = frozenset(["today"])

    place: Identifier
    kind: PlaceKind
    part_of: PlaceId | None = None
    names: Names | None = None
    description: Bilingual | None = None
    variants: list[VariantRecord] = Field(default_factory=list)
    coordinates: CoordinatesRecord | None = None
    today: TodayRecord | None = None
    authorities: list[AuthorityRecord] = Field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the place's identifier among all subjects: ``camp:…`` or ``place:…``."""
        return str(RecordKey("camp" if self.kind in CAMP_KINDS else "place", self.place))

    def dependencies(self) -> set[str]:
        """Return the keys of the authority files, if the place is in any, and of the place that it is part of."""
        return ({"authorities:"} if self.authorities else set()) | ({self.part_of} if self.part_of else set())

    @property
    def labels(self) -> dict[str, str]:
        """Return the place's name in each language; none if it has a description."""
        return self.names.model_dump() if self.names else {}

    @property
    def title(self) -> Bilingual:
        """Return the name under which the place is shown, or its description. Raises ValueError if it has neither."""
        names = self.names or self.description
        if names is None:
            raise ValueError(self.key)
        return Bilingual.model_construct(ar=names.ar, en=names.en)
