"""Places of the archive that a row may mean: by identifiers in authority files, by names in any script, by distance.

Each row is looked up in dicts: identifiers, names without spelling and inflection, consonants with at most one left out, cells of a
grid. So the cost grows with the rows and the places, not with their product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, cos, floor, radians
from typing import NamedTuple

from archive.search.similar_names import FIRST_SOUNDS, MIN_NAME_LENGTH, SOUND_LIMITS
from archive.text.names import list_name_forms, normalize_name
from archive.text.romanisation import get_sound_distance, get_weight, list_consonants, romanise
from camps.distances import Point, measure_distance
from camps.place_import.rows import IncomingPlace, Match

# Kilometres within which a place is asked about whatever its name, if it is of the same kind.
NEAR_KM = 1.0
# Kilometres beyond which the same identifier is asked about.
FAR_KM = 100.0
# Kilometres beyond which a name that only sounds alike is another place.
MAX_SOUND_KM = 25.0
# Degrees of latitude of a grid cell, somewhat more than NEAR_KM.
CELL_DEGREES = 0.01
# Consonants of the shortest name that is looked up with one of them left out.
MIN_CONSONANTS = 4
MAX_CANDIDATES = 5


@dataclass(frozen=True)
class KnownPlace:
    """A place of the archive. ``names``: pairs of language and name; ``origin``: the row that its draft was made of, if any."""

    key: str
    kind: str
    title: Mapping[str, str]
    names: tuple[tuple[str, str], ...]
    point: Point | None = None
    matches: frozenset[Match] = frozenset()
    origin: str = ""


class Candidate(NamedTuple):
    """A place that a row may mean: distance in km if both positions are known; ``reasons``: keys of DOUBTS, the strongest first."""

    place: KnownPlace
    distance: float | None
    reasons: tuple[str, ...]


class PlaceMatch(NamedTuple):
    """The place that a row certainly means, or the candidates; neither for a new place."""

    certain: KnownPlace | None
    candidates: tuple[Candidate, ...] = ()


class PlaceIndex:
    """All places of the archive, to be looked up by identifier, name, sound and position."""

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self.by_key: dict[str, KnownPlace] = {}
        self.by_origin: dict[str, KnownPlace] = {}
        self.by_match: dict[Match, list[KnownPlace]] = defaultdict(list)
        self.by_name: dict[str, list[KnownPlace]] = defaultdict(list)
        self.by_sound: dict[str, list[tuple[KnownPlace, str]]] = defaultdict(list)
        self.by_cell: dict[tuple[int, int], list[KnownPlace]] = defaultdict(list)
        for place in places:
            self._add(place)

    def _add(self, place: KnownPlace) -> None:
        self.by_key[place.key] = place
        if place.origin:
            self.by_origin[place.origin] = place
        for match in place.matches:
            self.by_match[match].append(place)
        for name in list_compared_names(place.names):
            self.by_name[name].append(place)
        for romanised in _list_romanised(place.names):
            for key in _list_sound_keys(romanised):
                self.by_sound[key].append((place, romanised))
        if place.point:
            self.by_cell[_get_cell(place.point)].append(place)

    def find(self, row: IncomingPlace, origin: str) -> PlaceMatch:
        """Return what a row may mean; ``origin``: its name in the drafts that are made of it."""
        if origin in self.by_origin:
            return PlaceMatch(self.by_origin[origin])
        identified = {place.key: place for match in row.matches for place in self.by_match[match]}
        if len(identified) == 1:
            (place,) = identified.values()
            distance = _measure(row, place)
            if distance is None or distance <= FAR_KM:
                return PlaceMatch(place)
            return PlaceMatch(None, (Candidate(place, distance, ("identifier-far",)),))
        if identified:
            candidates = (Candidate(place, _measure(row, place), ("identifiers-differ",)) for place in identified.values())
            return PlaceMatch(None, tuple(candidates)[:MAX_CANDIDATES])
        return PlaceMatch(None, tuple(sorted(self._find_candidates(row), key=_rank))[:MAX_CANDIDATES])

    def _find_candidates(self, row: IncomingPlace) -> Iterator[Candidate]:
        reasons: dict[str, list[str]] = defaultdict(list)
        for place in self._find_same_names(row):
            reasons[place.key].append("same-name")
        for place in self._find_similar_names(row):
            if place.key not in reasons:
                reasons[place.key].append("similar-name")
        for place in self._find_near(row.point) if row.point else ():
            if place.kind == row.kind or place.key in reasons:
                reasons[place.key].append("near")
        for key, doubts in reasons.items():
            place, distance = self.by_key[key], _measure(row, self.by_key[key])
            doubts += ["no-distance"] if distance is None else ["far"] if distance > FAR_KM else []
            doubts += ["other-kind"] if place.kind != row.kind else []
            doubts += ["other-identifier"] if _has_other_identifier(row, place) else []
            yield Candidate(place, distance, tuple(doubts))

    def _find_same_names(self, row: IncomingPlace) -> Iterable[KnownPlace]:
        names = list_compared_names(tuple(row.list_names()))
        return {place.key: place for name in names for place in self.by_name.get(name, ())}.values()

    def _find_similar_names(self, row: IncomingPlace) -> Iterable[KnownPlace]:
        """Return the places at most MAX_SOUND_KM away that sound alike; distances are measured first, since they cost less."""
        similar: dict[str, KnownPlace] = {}
        for romanised in _list_romanised(tuple(row.list_names())):
            for key in _list_sound_keys(romanised):
                for place, other in self.by_sound.get(key, ()):
                    if place.key not in similar and _is_within(row, place, MAX_SOUND_KM) and _sounds_alike(romanised, other):
                        similar[place.key] = place
        return similar.values()

    def _find_near(self, point: Point) -> Iterator[KnownPlace]:
        north, east = _get_cell(point)
        reach = ceil(1 / cos(radians(point[0])))
        for row in range(north - 1, north + 2):
            for column in range(east - reach, east + reach + 1):
                for place in self.by_cell.get((row, column), ()):
                    if place.point and measure_distance(point, place.point) <= NEAR_KM:
                        yield place


def _rank(candidate: Candidate) -> tuple[bool, float, str]:
    distance = candidate.distance
    return "same-name" not in candidate.reasons, FAR_KM if distance is None else distance, candidate.place.key


def _get_cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / CELL_DEGREES), floor(point[1] / CELL_DEGREES)


def _measure(row: IncomingPlace, place: KnownPlace) -> float | None:
    return measure_distance(row.point, place.point) if row.point and place.point else None


def _is_within(row: IncomingPlace, place: KnownPlace, limit: float) -> bool:
    distance = _measure(row, place)
    return distance is None or distance <= limit


def _has_other_identifier(row: IncomingPlace, place: KnownPlace) -> bool:
    files = {match.authority: match.identifier for match in place.matches}
    return any(files.get(match.authority, match.identifier) != match.identifier for match in row.matches)


def list_compared_names(names: tuple[tuple[str, str], ...]) -> set[str]:
    """Return the names, and their parts in and before brackets and after a slash, without spelling and inflection."""
    forms = {(language, form) for language, name in names for form in list_name_forms(name)}
    return {normalized for language, form in forms if (normalized := normalize_name(form, language))}


def _list_romanised(names: tuple[tuple[str, str], ...]) -> set[str]:
    joined = {"".join(filter(str.isalpha, form)) for _language, name in names for form in list_name_forms(name)}
    return {romanise(name) for name in joined if len(name) >= MIN_NAME_LENGTH}


def _list_sound_keys(romanised: str) -> set[str]:
    """Return the consonants in classes of sounds that are compared with each other, and the same with one of them left out."""
    consonants = list_consonants(romanised).translate(FIRST_SOUNDS)
    shortened = (consonants[:at] + consonants[at + 1 :] for at in range(len(consonants)))
    return {consonants, *(shortened if len(consonants) >= MIN_CONSONANTS else ())}


def _sounds_alike(romanised: str, other: str) -> bool:
    weight = get_weight(other)
    limit = next(limit for edge, limit in SOUND_LIMITS if weight <= edge)
    return get_sound_distance(romanised, other) <= limit * weight
