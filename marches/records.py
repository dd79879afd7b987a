"""The shape of the fixture record of a route: a movement between sets of places, as one claim describes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from archive.addresses import RecordKey
from archive.fixtures.records.types import Bilingual, Draftable, Identifier, PlaceId, Quote, make_source_key


class GroupRecord(Quote):
    """Places that the words name together, as origins or as destinations."""

    places: Annotated[list[PlaceId], Field(min_length=1)]


class DirectionRecord(Quote):
    """The direction that the words state."""

    value: Literal["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]


class MeansRecord(Quote):
    """The means of travel that the words state."""

    value: Literal["on-foot", "rail", "ship"]


class RouteRecord(Draftable):
    """``routes/<route>.yaml``."""

    route: Identifier
    claim: Identifier
    name: Bilingual
    origins: GroupRecord
    destinations: GroupRecord
    direction: DirectionRecord | None = None
    means: list[MeansRecord] = Field(default_factory=list)

    @property
    def key(self) -> str:
        """Return ``route:<route>``."""
        return str(RecordKey("route", self.route))

    @property
    def quotes(self) -> list[tuple[tuple[str | int, ...], Quote]]:
        """Return every quotation with its path."""
        direction = [(("direction",), self.direction)] if self.direction else []
        means = [(("means", at), record) for at, record in enumerate(self.means)]
        return [(("origins",), self.origins), (("destinations",), self.destinations), *direction, *means]

    def dependencies(self) -> set[str]:
        """Return the keys of its claim, of the sources that it quotes, and of its places."""
        places = {*self.origins.places, *self.destinations.places}
        return {str(RecordKey("claim", self.claim)), *places, *(make_source_key(quote.passage) for _path, quote in self.quotes)}
