"""What maps need of all places and routes: few columns, read once per edition, and the full records of the few that a map shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from copy import copy
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from archive.edition_cache import EditionCache, cached_per_edition
from archive.maps.areas import MapArea
from archive.maps.figure import prepare_path
from archive.maps.map_places import MapPlaces
from archive.maps.parts import CAMP, REGION, SEA, MapPath, MapPlace
from archive.models import Subject
from archive.models.cached_rows import count_rows
from archive.models.claim import count_claims_about
from archive.vocabulary import CAMP_KINDS
from camps.distances import make_point
from camps.models import Place
from camps.spellings import load_spellings
from marches.map_paths import list_path
from marches.models import MarchStop, Route, Stop
from marches.models.route import RouteQuerySet
from marches.outlines import load_outlines

# Kinds of place that a map shows by name only; all others have a mark.
NAME_KINDS = {"region": REGION, "sea": SEA, "river": REGION}
# Maximum number of records of an archive that are all cached, with what lists show of them; of larger archives, each page reads its own.
MAX_CACHED_RECORDS = 100
# Maximum numbers of routes on a map, and of the places through which they go, if there are several routes.
MAX_ROUTES, MAX_ROUTE_PLACES = 4, 60
# Maximum weight of the routes of a larger archive that are cached besides those of the whole map
ROUTE_RECORDS = EditionCache(2_000, lambda route: count_rows([route]))
# The routes of the whole map of such an archive, which maps of all pages draw, as far as these have no routes of their own
USUAL_ROUTES = EditionCache(1)
# Maximum number of spellings of a place that a map's table shows, of archives larger than that.
MAX_SPELLINGS = 2


class PlaceSummary(NamedTuple):
    """A place as maps choose by it. ``position`` is in degrees, latitude first, or None."""

    pk: int
    identifier: str
    kind: str
    position: tuple[float, float] | None


class ShownPlace(NamedTuple):
    """A place that a map names, or of which no position is known, as lists below it show it; its record is not read.

    ``name`` and ``href``: in the language of the page. ``latitude`` and ``longitude`` as they are recorded, empty if no position is known.
    """

    pk: int
    kind: str
    name: str
    href: str
    latitude: str
    longitude: str

    @property
    def is_camp(self) -> bool:
        """Return True if it is a camp or a subcamp."""
        return self.kind in CAMP_KINDS


class RouteSummary(NamedTuple):
    """A route as maps choose by it: its places by their keys, of stops those in ``stops``.

    ``rank``: routes that more claims are about come first, then those between more places. ``is_drawable``: a place with a position is known at
    both ends of a route of sets, or at two stops of one by stops.
    """

    pk: int
    identifier: str
    origins: tuple[int, ...]
    destinations: tuple[int, ...]
    stops: tuple[int, ...]
    rank: tuple[int, ...]
    is_drawable: bool

    def names_place(self, pk: int) -> bool:
        """Return whether a place is one of its places."""
        return pk in self.stops or pk in self.origins or pk in self.destinations

    def is_among(self, keys: set[int]) -> bool:
        """Return whether any of its places is among those with some keys."""
        return not all(map(keys.isdisjoint, (self.stops, self.origins, self.destinations)))

    @property
    def places(self) -> frozenset[int]:
        """Return the keys of all its places."""
        return frozenset((*self.origins, *self.destinations, *self.stops))


class MapSummary(NamedTuple):
    """All places and routes by their keys, in the order of the archive.

    ``map_places``: by language, the places that have a position; ``names``: by language, the name and the address of every place and route by
    its key.
    """

    places: dict[int, PlaceSummary]
    routes: dict[int, RouteSummary]
    map_places: dict[str, MapPlaces]
    names: dict[str, dict[int, LinkedName]]

    def list_places(self, keys: Collection[int], language: str) -> list[ShownPlace]:
        """Return places in the order of the archive, with their names in a language."""
        names = self.names[language]
        return [
            ShownPlace(pk, place.kind, *names[pk], *(write_degrees(place.position) if place.position else ("", "")))
            for pk, place in self.places.items()
            if pk in keys
        ]

    def find_inside(self, area: MapArea) -> set[int]:
        """Return the keys of the places in an area."""
        return {pk for pk, place in self.places.items() if place.position and area.contains(*place.position)}


def write_degrees(position: tuple[float, float]) -> tuple[str, str]:
    """Return latitude and longitude with the decimals that are recorded."""
    latitude, longitude = position
    return f"{latitude:.4f}", f"{longitude:.4f}"


class LinkedName(NamedTuple):
    """The name of a record and the address of its page."""

    name: str
    href: str


@cached_per_edition
def load_map_summary() -> MapSummary:
    """Return what maps need of all places and routes: five queries, however many there are.

    A place is the more important if it is a main camp; of those, by the number of routes that name it, then of claims about it.
    """
    claims = count_claims_about()
    ends: dict[tuple[int, str], list[int]] = defaultdict(list)
    for route, place, role in Stop.objects.order_by("pk").values_list("route_id", "place_id", "role"):
        ends[route, role].append(place)
    stops: dict[int, list[int]] = defaultdict(list)
    for route, place in MarchStop.objects.exclude(place=None).order_by("pk").values_list("route_id", "place_id"):
        stops[route].append(place)
    columns = "pk", "subject__identifier", "kind", "latitude", "longitude"
    places = {
        pk: PlaceSummary(pk, name, kind, make_point(*degrees))
        for pk, name, kind, *degrees in Place.objects.order_by("pk").values_list(*columns)
    }
    positioned = {pk for pk, place in places.items() if place.position}
    routes = {
        pk: _summarize_route(
            pk, name, ends[pk, Stop.Role.ORIGIN], ends[pk, Stop.Role.DESTINATION], stops[pk], claims.get(pk, 0), positioned
        )
        for pk, name in Route.objects.order_by("pk").values_list("pk", "subject__identifier")
    }
    visits = Counter(pk for route in routes.values() for pk in route.places)
    importance: dict[int, tuple[int, ...]] = {
        pk: (int(place.kind == "camp"), visits[pk], claims.get(pk, 0)) for pk, place in places.items()
    }
    names = _load_names([*places, *routes])
    return MapSummary(
        places, routes, {language: MapPlaces(_make_map_places(places, names[language], importance)) for language in names}, names
    )


def _summarize_route(
    pk: int, name: str, origins: list[int], destinations: list[int], stops: list[int], claims: int, positioned: set[int]
) -> RouteSummary:
    """Return a route as maps choose by it; ``positioned``: the keys of the places whose position is known."""
    if stops:
        is_drawable = sum(stop in positioned for stop in stops) > 1
    else:
        is_drawable = not (positioned.isdisjoint(origins) or positioned.isdisjoint(destinations))
    rank = -claims, -len({*origins, *destinations, *stops}), pk
    return RouteSummary(pk, name, tuple(origins), tuple(destinations), tuple(stops), rank, is_drawable)


def _load_names(keys: Collection[int]) -> dict[str, dict[int, LinkedName]]:
    """Return the names and addresses of subjects by language and key."""
    languages = [code for code, _name in settings.LANGUAGES]
    columns = "pk", "kind", "identifier", *(f"name_{language}" for language in languages)
    known = set(keys)
    rows = [row for row in Subject.objects.order_by("pk").values_list(*columns) if row[0] in known]
    names = dict[str, dict[int, LinkedName]]()
    for column, language in enumerate(languages, 3):
        with override(language):
            addresses = {kind: reverse(kind, args=["identifier"]) for kind in {row[1] for row in rows}}
        names[language] = {row[0]: LinkedName(row[column], addresses[row[1]].replace("identifier", row[2])) for row in rows}
    return names


def _make_map_places(
    places: dict[int, PlaceSummary], names: dict[int, LinkedName], importance: dict[int, tuple[int, ...]]
) -> Iterable[MapPlace]:
    for pk, place in places.items():
        if place.position:
            kind, (label, href) = NAME_KINDS.get(place.kind, CAMP), names[pk]
            yield MapPlace(place.identifier, kind, *place.position, label, href, importance=importance[pk])


def choose_routes(first: Iterable[RouteSummary], others: Iterable[RouteSummary] = (), own: int = 0) -> list[RouteSummary]:
    """Return the routes of a map, at most MAX_ROUTES that can be drawn and as many that cannot, the most important of ``first`` first.

    Of those that can be drawn the first ``own`` are chosen, one at least, and others as long as all go through MAX_ROUTE_PLACES at most.
    """
    ranked = [*sort_routes(first), *sort_routes(others)]
    undrawable = [route for route in ranked if not route.is_drawable]
    drawn, places = list[RouteSummary](), 0
    for route in (route for route in ranked if route.is_drawable):
        size = len(route.stops) + len(route.origins) + len(route.destinations)
        if len(drawn) < max(own, 1) or places + size <= MAX_ROUTE_PLACES:
            drawn.append(route)
            places += size
        if len(drawn) == MAX_ROUTES:
            break
    return [*drawn, *undrawable[:MAX_ROUTES]]


def sort_routes(routes: Iterable[RouteSummary]) -> list[RouteSummary]:
    """Return routes by importance: those that more claims are about first, then those between more places, of equals the first."""
    return sorted(routes, key=attrgetter("rank"))


def load_place_records(summary: MapSummary, keys: Collection[int]) -> list[Place]:
    """Return places, with what lists show of them, in the order of the archive: a fixed number of queries."""
    if len(summary.places) <= MAX_CACHED_RECORDS:
        return [copy(place) for place in load_places() if place.pk in keys]
    return load_spellings(Place.objects.with_names().filter(pk__in=keys), MAX_SPELLINGS)


def load_route_records(summary: MapSummary, keys: Collection[int], loaded: Iterable[Route] = ()) -> list[Route]:
    """Return routes, with what lists show of them, in the order of the archive: a fixed number of queries. ``loaded``: those that are not read."""
    if len(summary.routes) <= MAX_CACHED_RECORDS:
        return [copy(route) for route in load_routes() if route.pk in keys]
    known = {**USUAL_ROUTES.get("", partial(_read_usual_routes, summary)), **{route.pk: route for route in loaded}}
    find = _make_reader(keys - known.keys())
    return [copy(known.get(pk) or ROUTE_RECORDS.get(pk, partial(find, pk))) for pk in summary.routes if pk in keys]


def _make_reader(keys: Collection[int]) -> Callable[[int], Route]:
    """Return a function that returns a route by its key; when it is first called it reads all of some keys."""

    @cache
    def read() -> dict[int, Route]:
        return {route.pk: route for route in read_routes(Route.objects.filter(pk__in=keys))}

    return lambda pk: read()[pk]


def _read_usual_routes(summary: MapSummary) -> dict[int, Route]:
    """Return the routes of the whole map by their keys, of marches with what maps draw of them."""
    keys = {route.pk for route in choose_routes(summary.routes.values())}
    routes = read_routes(Route.objects.filter(pk__in=keys))
    for route in routes:
        if route.has_stops:
            route.path = prepare_path(make_path(summary, route))
    return {route.pk: route for route in routes}


def make_path(summary: MapSummary, route: Route) -> MapPath:
    """Return a route by stops as a path through its stops with a position, without words."""
    stops, legs = list_path(route.all_stops, {pk: place.position for pk, place in summary.places.items()})
    return MapPath(route.subject.identifier, stops, legs)


@cached_per_edition
def load_routes() -> list[Route]:
    """Return all routes with what lists show of them."""
    return read_routes(Route.objects.all())


def read_routes(rows: RouteQuerySet, place: int | None = None) -> list[Route]:
    """Return routes with what lists show of them, and with a place the stops there: a fixed number of queries."""
    routes = list(rows.with_means())
    load_outlines(routes, place)
    return routes


@cached_per_edition
def load_places() -> list[Place]:
    """Return all places with what lists show of them."""
    return load_spellings(Place.objects.with_names())
