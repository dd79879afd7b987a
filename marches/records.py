"""The shape of the fixture record of a route: a movement between sets of places, as one claim tells it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from archive.recordtypes import Bilingual, Draftable, Identifier, PlaceId, Quote


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
    means: list[MeansRecord] = []
