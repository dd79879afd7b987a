"""The places of a map with what many maps need of them, computed once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from archive.maps.geometry import Point
from archive.maps.parts import MapPlace
from archive.maps.projection import project_to_units


class MapPlaces(tuple[MapPlace, ...]):
    """Places to show, equal to a tuple of the same ones. The maps of all pages of an archive show the same places.

    So the hash, the projected points and the order are computed once, for the first map. The hash is that of every field of every place, and
    each map is looked up by it among those that were drawn.
    """

    _points: Mapping[str, Point] | None

    def __new__(cls, places: Iterable[MapPlace] = (), points: Mapping[str, Point] | None = None) -> MapPlaces:
        """Make it of places and, if they are known, their ``points``."""
        made = super().__new__(cls, places)
        made._points = points
        return made

    @cached_property
    def _hash_of_places(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash_of_places

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Return the positions in map units of the whole map, by identifier."""
        return self._points or {place.identifier: project_to_units(place.latitude, place.longitude) for place in self}

    @cached_property
    def by_name(self) -> dict[str, MapPlace]:
        """Return the places by identifier."""
        return {place.identifier: place for place in self}

    @cached_property
    def ranked(self) -> list[MapPlace]:
        """Return the places by importance, the greatest first; of equals by identifier."""
        by_name = sorted(self, key=lambda place: place.identifier)
        return sorted(by_name, key=lambda place: place.importance, reverse=True)

    def sort(self, first: Iterable[str]) -> list[MapPlace]:
        """Return the places in the order in which they are named: those ``first``, then by importance."""
        leading = {name: self.by_name[name] for name in first if name in self.by_name}
        return [*leading.values(), *(place for place in self.ranked if place.identifier not in leading)]

    def with_current(self, current: Collection[str]) -> MapPlaces:
        """Return the places of which those with some identifiers are current."""
        return MapPlaces((place._replace(current=place.identifier in current) for place in self), self.points)
