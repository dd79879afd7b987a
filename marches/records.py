"""The shape of the fixture records of routes and movements.

A route is a movement as one claim describes it, between sets of places or from stop to stop; a movement joins several such accounts.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticKnownError

from archive.addresses import RecordKey
from archive.fixtures.reading.yaml_documents import FieldPath
from archive.fixtures.records.claims import DateRecord
from archive.fixtures.records.quantities import QuantityRecord
from archive.fixtures.records.types import (
    Bilingual,
    Draftable,
    Identifier,
    PlaceId,
    Quote,
    ReadingStatus,
    YamlBoolean,
    make_source_key,
)
from archive.vocabulary import Certainty, StopEvent

# By form, the fields that a route has, and those that it does not have.
FORM_FIELDS = {"sets": (("origins", "destinations"), ("stops",)), "stops": (("stops",), ("origins", "destinations"))}
# In JSON Schemas: which fields a route of each form has.
FORM_CONDITION: JsonDict = {
    "if": {"properties": {"form": {"const": "stops"}}, "required": ["form"]},
    "then": {"required": ["stops"], "properties": {"origins": False, "destinations": False}},
    "else": {"required": ["origins", "destinations"], "properties": {"stops": False}},
}


class GroupRecord(Quote):
    """Places that the words name together, as origins or as destinations."""

    places: Annotated[list[PlaceId], Field(min_length=1)]


class DirectionRecord(Quote):
    """The direction that the words state."""

    value: Literal["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]


class MeansRecord(Quote):
    """The means of travel that the words state."""

    value: Literal["on-foot", "rail", "ship"]


class StopRecord(Quote):
    """A stop of a march: where, what happened, and the words that say so.

    The place has a record, or a ``description`` here. ``after``: the stops that precede, by default the one before in the list;
    ``omission``: the account leaves stops out before this one; ``quantities``: the numbers of persons that its words state;
    ``reading``: the status of the words, if it is not that of their sentence.
    """

    stop: Identifier
    event: StopEvent
    place: PlaceId | None = None
    description: Bilingual | None = None
    after: list[Identifier] | None = None
    omission: YamlBoolean = False
    date: DateRecord | None = None
    means: MeansRecord | None = None
    direction: DirectionRecord | None = None
    quantities: list[QuantityRecord] = Field(default_factory=list)
    reading: ReadingStatus | None = None

    @property
    def quotes(self) -> list[tuple[FieldPath, Quote]]:
        """Return every quotation with its path in the stop."""
        parts: list[tuple[FieldPath, Quote | None]] = [
            ((), self),
            (("date",), self.date),
            (("means",), self.means),
            (("direction",), self.direction),
            *((("quantities", at), quantity) for at, quantity in enumerate(self.quantities)),
        ]
        return [(path, quote) for path, quote in parts if quote]


class RouteRecord(Draftable):
    """``routes/<route>.yaml``. A route has ``origins`` and ``destinations``, or ``stops`` in the order of the account."""

    omitted_if_empty: ClassVar[frozenset[str]] = frozenset(["origins", "destinations", "stops"])
    model_config = ConfigDict(json_schema_extra={"allOf": [FORM_CONDITION]})

    route: Identifier
    claim: Identifier
    form: Literal["sets", "stops"] = "sets"
    name: Bilingual
    origins: GroupRecord | None = Field(default=None, validate_default=True)
    destinations: GroupRecord | None = Field(default=None, validate_default=True)
    stops: Annotated[list[StopRecord], Field(min_length=1)] | None = Field(default=None, validate_default=True)
    direction: DirectionRecord | None = None
    means: list[MeansRecord] = Field(default_factory=list)

    @field_validator("origins", "destinations", "stops")
    @classmethod
    def require_fields_of_form(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a route without a field that its form requires; the problem is that of any missing field."""
        required = FORM_FIELDS[info.data["form"]][0] if "form" in info.data else ()
        if value is None and info.field_name in required:
            raise PydanticKnownError("missing")
        return value

    @property
    def key(self) -> str:
        """Return ``route:<route>``."""
        return str(RecordKey("route", self.route))

    @property
    def groups(self) -> list[tuple[str, GroupRecord]]:
        """Return the groups of places by the names of their fields; none if the route has stops."""
        groups = (("origins", self.origins), ("destinations", self.destinations))
        return [(field, group) for field, group in groups if group]

    @property
    def itinerary(self) -> list[StopRecord]:
        """Return the stops in the order of the account; none if the route has sets."""
        return self.stops or []

    @property
    def places(self) -> list[tuple[str, FieldPath]]:
        """Return every place with a record, with the path of the field that names it."""
        of_groups = [(place, (field, "places", at)) for field, group in self.groups for at, place in enumerate(group.places)]
        return of_groups + [(stop.place, ("stops", at, "place")) for at, stop in enumerate(self.itinerary) if stop.place]

    @property
    def quotes(self) -> list[tuple[FieldPath, Quote]]:
        """Return every quotation with its path."""
        parts: list[tuple[FieldPath, Quote]] = [((field,), group) for field, group in self.groups]
        parts += [(("direction",), self.direction)] if self.direction else []
        parts += [(("means", at), record) for at, record in enumerate(self.means)]
        stops = enumerate(self.itinerary)
        return parts + [(("stops", at, *path), quote) for at, stop in stops for path, quote in stop.quotes]

    def dependencies(self) -> set[str]:
        """Return the keys of its claim, of the sources that it quotes, and of its places."""
        places = {place for place, _path in self.places}
        return {str(RecordKey("claim", self.claim)), *places, *(make_source_key(quote.passage) for _path, quote in self.quotes)}


class MovementRecord(Draftable):
    """``movements/<movement>.yaml``: the routes that are accounts of one movement, and how certainly and why the archive takes them for that."""

    movement: Identifier
    name: Bilingual
    certainty: Certainty
    reason: Bilingual
    routes: Annotated[list[Identifier], Field(min_length=2)]

    @property
    def key(self) -> str:
        """Return ``movement:<movement>``."""
        return str(RecordKey("movement", self.movement))

    def dependencies(self) -> set[str]:
        """Return the keys of its routes."""
        return {str(RecordKey("route", route)) for route in self.routes}


def list_preceding(stops: list[StopRecord]) -> list[list[str]]:
    """Return of each stop the identifiers of the stops that precede it: those that ``after`` names, or else the one before."""
    before = [[], *([stop.stop] for stop in stops)]
    return [default if stop.after is None else stop.after for stop, default in zip(stops, before, strict=False)]
