"""Place records and authority files → problems. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from statistics import median

from archive.fixtures.checks.common import check_edtf, check_file_name, check_identifier_exists, check_unique_in_record
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.text.countries import list_country_codes
from archive.text.names import normalize_name
from camps.circles import find_circles
from camps.distances import Point, make_point, measure_distance
from camps.records import AuthorityRecord, CoordinatesRecord, PlaceRecord, TodayRecord

# Places with points from which a middle is computed at least.
MIN_PLACES = 3
# Kilometres from the middle within which no point is suspicious.
NEAR_KM = 500
# Times that a point is nearer to the middle with its numbers exchanged, or another sign, from which it is suspicious.
SUSPICIOUS_RATIO = 2.5
# Kilometres within which a place is expected from the one that it is part of.
MAX_PART_KM = 500
# Kilometres within which the nearest city is expected.
MAX_CITY_KM = 100


@dataclass(frozen=True)
class PlaceContext:
    """The records against which places are checked: all places and camps, and the authority files by identifier, or None if these are unreadable."""

    subjects: Set[str]
    authorities: Mapping[str, AuthorityFileRecord] | None

    @classmethod
    def of(cls, archive: ArchiveRecords, subjects: Set[str]) -> PlaceContext:
        """Return what the places of an archive are checked against; ``subjects`` are written ``kind:identifier``."""
        return cls(subjects, {file.authority: file for file in reversed(archive.authority_files)} if archive.authorities else None)


def check_authorities(archive: ArchiveRecords) -> Iterator[Problem]:
    """Yield a problem for every identifier that an earlier authority file has."""
    if archive.authorities:
        files = enumerate(archive.authority_files)
        names = ((file.authority, file.authority, ("authorities", at, "authority")) for at, file in files)
        yield from check_unique_in_record(archive.authorities, names)


def check_place(located: LocatedRecord[PlaceRecord], context: PlaceContext) -> Iterator[Problem]:
    """Yield every problem of a place."""
    place = located.record
    yield from check_file_name(located, place.place, "place")
    if bool(place.names) == bool(place.description):
        yield Problem("subject.no-name", located.locate("names"), {"identifier": place.place})
    yield from check_unique_in_record(located, _list_names(place))
    for at, variant in enumerate(place.variants):
        if variant.time:
            yield from check_edtf(located, variant.time, "", "variants", at, "time")
    if place.part_of:
        yield from check_identifier_exists("subject.unknown", place.part_of, context.subjects, located, "part_of")
    if place.today:
        yield from _check_today(located, place.today)
    authorities = ((entry.authority, ("authorities", at, "authority")) for at, entry in enumerate(place.authorities))
    yield from check_unique_in_record(located, ((name, name, path) for name, path in authorities))
    if context.authorities is not None:
        for at, entry in enumerate(place.authorities):
            yield from _check_authority(located, at, entry, context.authorities)


def check_place_dependencies(located: LocatedRecord[PlaceRecord], drafts: Container[str]) -> Iterator[Problem]:
    """Yield a problem if a published place is part of a draft; ``drafts`` are written ``kind:identifier``."""
    parent = located.record.part_of
    return check_dependencies(located, [(parent, ("part_of",))] if parent else [], drafts)


def check_places_together(places: RecordSet[PlaceRecord]) -> Iterator[Problem]:
    """Yield a problem for each circle of places that are part of one another, at the first of them by key."""
    dependencies = {row.key: row.dependencies.split(" ") for row in places.rows}
    parents = {key: parent for key, names in dependencies.items() for parent in names if parent in dependencies}
    for circle in find_circles(parents):
        if located := places.get(min(circle)):
            values = {"identifier": located.record.key, "other": located.record.part_of}
            yield Problem("subject.part-of-itself", located.locate("part_of"), values)


def find_stray_subcamps(places: Iterable[LocatedRecord[PlaceRecord]]) -> Iterator[Problem]:
    """Yield a warning for every subcamp that is not part of a camp or another place."""
    for located in places:
        if located.record.kind == "subcamp" and not located.record.part_of:
            yield Problem("subject.no-main-camp", located.locate("kind"), {"identifier": located.record.place})


def find_displaced_places(places: Iterable[LocatedRecord[PlaceRecord]]) -> Iterator[Problem]:
    """Yield a warning for every point that is far from others.

    These are all other places, the whole that its place is part of, and the nearest city. A point is far from all others if it would be near them with latitude and longitude exchanged, or with another sign.
    """
    located_points = [(located, _get_point(located.record.coordinates)) for located in places if located.record.coordinates]
    points = {located.record.key: point for located, point in located_points}
    middle = (
        (median(point[0] for point in points.values()), median(point[1] for point in points.values())) if points else (0.0, 0.0)
    )
    for located, point in located_points:
        yield from _find_displacement(located, point, points, middle) or _find_far_city(located, point)


def _find_displacement(
    located: LocatedRecord[PlaceRecord], point: Point, points: Mapping[str, Point], middle: Point
) -> list[Problem]:
    """Return the warning of a point that is far from the whole that its place is part of, or from the ``middle`` of all points."""
    place, distance = located.record, measure_distance(point, middle)
    values = {"identifier": place.key, "found": _format_point(point)}
    where = located.locate("coordinates", "latitude")
    whole = points.get(place.part_of or "")
    if whole and (apart := measure_distance(point, whole)) > MAX_PART_KM:
        return [Problem("subject.far-from-whole", where, {**values, "distance": round(apart), "other": place.part_of})]
    if len(points) >= MIN_PLACES and distance > NEAR_KM:
        latitude, longitude = point
        likely = min(
            [(longitude, latitude), (latitude, -longitude), (-latitude, longitude)],
            key=lambda other: measure_distance(other, middle),
        )
        nearer = measure_distance(likely, middle)
        if nearer * SUSPICIOUS_RATIO < distance:
            more = {"distance": round(distance), "likely": _format_point(likely), "nearer": round(nearer)}
            return [Problem("subject.far-from-others", where, {**values, **more})]
    return []


def _find_far_city(located: LocatedRecord[PlaceRecord], point: Point) -> list[Problem]:
    """Return the warning of a nearest city whose point is far from that of the place."""
    place = located.record
    city = place.today.city if place.today else None
    city_point = make_point(city.latitude, city.longitude) if city else None
    if city_point and (distance := measure_distance(point, city_point)) > MAX_CITY_KM:
        values = {"identifier": place.key, "distance": round(distance)}
        return [Problem("subject.far-city", located.locate("today", "city", "latitude"), values)]
    return []


def find_similar_names(places: Iterable[LocatedRecord[PlaceRecord]]) -> Iterator[Problem]:
    """Yield a warning for every place that has, but for spelling or inflection, the name of an earlier place of its kind."""
    first: dict[tuple[str, str, str], tuple[LocatedRecord[PlaceRecord], str, tuple[str | int, ...]]] = {}
    for located in places:
        place = located.record
        for (language, name), _shown, path in _list_names(place):
            normalized = normalize_name(name, language)
            earlier, given, earlier_path = first.setdefault((place.kind, language, normalized), (located, name, path))
            if normalized and earlier.record.key != place.key:
                values = {"name": name, "identifier": place.key, "given": given, "other": earlier.record.key}
                yield Problem("subject.same-name", located.locate(*path), {**values, "first": str(earlier.locate(*earlier_path))})
                break


def _check_today(located: LocatedRecord[PlaceRecord], today: TodayRecord) -> Iterator[Problem]:
    """Yield every problem of the country and the nearest city of today."""
    place, city = located.record, today.city
    values = {"identifier": place.key}
    if not (today.country or city):
        yield Problem("subject.empty-today", located.locate("today", "<key>"), values)
    if today.country and today.country not in list_country_codes():
        yield Problem("subject.unknown-country", located.locate("today", "country"), {"found": today.country})
    if not city:
        return
    missing = [name for name in ("latitude", "longitude") if getattr(city, name) is None]
    if len(missing) == 1:
        yield Problem("record.missing-field", located.locate("today", "city"), {"field": missing[0]})
    elif not missing and city.distance:
        yield Problem("subject.two-distances", located.locate("today", "city", "distance"), values)
    elif not missing and (not place.coordinates or place.coordinates.confidence == "symbolic"):
        yield Problem("subject.no-distance", located.locate("today", "city", "latitude"), values)


def _get_point(coordinates: CoordinatesRecord) -> Point:
    return float(coordinates.latitude), float(coordinates.longitude)


def _format_point(point: Point) -> str:
    return f"{point[0]:g}, {point[1]:g}"


def _check_authority(
    located: LocatedRecord[PlaceRecord], at: int, entry: AuthorityRecord, files: Mapping[str, AuthorityFileRecord]
) -> Iterator[Problem]:
    """Yield a problem if an authority file is unknown, or if it has no such identifiers."""
    path = ("authorities", at)
    yield from check_identifier_exists("authority.unknown", entry.authority, files, located, *path, "authority")
    file = files.get(entry.authority)
    if file and not re.fullmatch(file.pattern, entry.identifier):
        nearest = _find_identifier(file.pattern, entry.identifier)
        values = {"found": entry.identifier, "name": file.authority, "pattern": file.pattern, "nearest": nearest}
        yield Problem("authority.not-matched", located.locate(*path, "identifier"), values)


def _find_identifier(pattern: str, text: str) -> str:
    """Return the identifier within ``text``, such as an address, as `` (identifier?)``; an empty text if there is none."""
    matches = filter(None, (re.search(pattern, variant) for variant in (text, text.upper(), text.lower())))
    return next((f" ({match[0]}?)" for match in matches if match[0]), "")


def _list_names(place: PlaceRecord) -> Iterator[tuple[tuple[str, str], str, tuple[str | int, ...]]]:
    for language, name in place.labels.items():
        yield (language, name), name, ("names", language)
    for at, variant in enumerate(place.variants):
        yield (variant.language, variant.name), variant.name, ("variants", at, "name")
