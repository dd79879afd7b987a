"""The map of places and routes, the rows of the tables below it, and the routes that pages of other apps show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypedDict

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy

from archive.dates import edtf, words
from archive.edition_cache import EditionCache
from archive.maps.areas import MapArea
from archive.maps.figure import compose_map
from archive.maps.map_places import MapPlaces
from archive.maps.parts import MapFigure, MapFlow, MapPath, Shape
from archive.models import Role, Subject
from archive.vocabulary import find_least_certain
from camps.models import Place
from marches.map_records import (
    NAME_KINDS,
    LinkedName,
    MapSummary,
    ShownPlace,
    choose_routes,
    load_map_summary,
    load_route_records,
    make_path,
)
from marches.models import Route, Stop
from marches.models.stop import AnyStop

# On maps, where the words of a status would take the room of names; the legend says what each mark means.
STATUS_MARKS = {"emended": "*", "supplied": "*", "uncertain": pgettext_lazy("mark of an uncertain reading", "?")}
# Dash patterns of routes in ``map.css``.
DASH_STYLES = ("1", "2", "3", "4", "5", "6", "7", "8")
# Maximum number of names beside a map
MAX_NAMES = 40
# Maps in the memory of a process, as many as ``compose_map`` keeps
OVERVIEWS = EditionCache(64)


class MapContext(TypedDict):
    """Context of a map: ``map`` in its first size, ``narrow`` in its second or None, and the ``places`` and ``routes`` of its tables.

    ``shapes``: those of the routes in both sizes, each once.

    Not on the map are the ``unplaced`` places, which have no position, the ``undrawn`` routes, which have none at one end, and
    ``more_routes``, for which there is no space. ``tabled``: the routes of the table below it. ``unnamed`` are the places that the map counts and does not name, the most important first.
    ``marches``: the routes by stops among ``routes``. ``marks_other_places``: whether there are marks that are no camps. ``area``: the part that the map shows, None for the whole.
    """

    map: MapFigure
    narrow: MapFigure | None
    shapes: list[Shape]
    places: Sequence[ShownPlace | Place]
    routes: list[Route]
    unplaced: list[ShownPlace]
    more_unplaced: int
    unnamed: list[LinkedName]
    tabled: list[Route]
    undrawn: list[Route]
    marches: list[Route]
    more_routes: int
    marks_other_places: bool
    area: MapArea | None


class Overview(MapContext):
    """A map of everything, with ``focus``, a place or a route, and those of its routes that are ``concerned`` with it.

    With a focus, only those unplaced places and undrawn routes are named that are the focus or concerned with it.
    """

    focus: Subject | None
    concerned: list[Route]


def build_overview(
    focus: Subject | None = None, chosen_routes: Collection[int] = (), load_own: Callable[[], Iterable[Route]] = tuple
) -> Overview:
    """Return the map of all places and routes, as far as they are legible; pages share it: do not change it.

    ``chosen_routes``: in place of a focus, the keys of routes that the page is about. Without both all routes are concerned, and the map has
    two sizes; else it is in a margin and has the narrow size only, and of many routes only those concerned are in its table. A fixed number of
    queries. ``load_own`` returns routes that the page has read, so that the map does not read them too; they are as ``load_outlines`` loads them.
    """
    chosen = frozenset(chosen_routes)
    return OVERVIEWS.get((focus, chosen, get_language()), lambda: _build_overview(focus, chosen, load_own))


def _build_overview(focus: Subject | None, chosen_routes: frozenset[int], load_own: Callable[[], Iterable[Route]]) -> Overview:
    summary = load_map_summary()
    is_whole = focus is None and not chosen_routes
    concerned = [
        route
        for route in summary.routes.values()
        if is_whole or route.pk in chosen_routes or (focus and (focus.pk == route.pk or route.names_place(focus.pk)))
    ]
    keys = {route.pk for route in concerned}
    others = [route for route in summary.routes.values() if route.pk not in keys]
    chosen = choose_routes(concerned, others, own=len(chosen_routes))
    routes = load_route_records(summary, {route.pk for route in chosen}, load_own())
    for route in routes:
        route.current = route.pk in keys
    concerned_places = {pk for route in concerned for pk in route.places}
    named = summary.places.keys() if is_whole else {*concerned_places, *([focus.pk] if focus else [])}
    context = draw_map(
        summary,
        routes,
        ("wide", "narrow") if is_whole else ("narrow",),
        focus=focus.identifier if focus and focus.kind != Subject.Kind.ROUTE else None,
        beside=named,
        address=build_map_address(),
    )
    if not is_whole:
        context["undrawn"] = [route for route in context["undrawn"] if route.current]
    context["more_routes"], own = len(summary.routes) - len(routes), [route for route in routes if route.current]
    if not is_whole and context["more_routes"]:
        context["tabled"] = own
    return {**context, "focus": focus, "concerned": own}


def draw_map(
    summary: MapSummary,
    routes: list[Route],
    sizes: Collection[str],
    *,
    focus: str | None = None,
    beside: Collection[int] = (),
    current: Collection[int] | None = None,
    area: MapArea | None = None,
    address: str = "",
) -> MapContext:
    """Return the map of all places and some routes in one or two ``sizes``.

    ``current`` of each route must be set. ``focus`` is the identifier of the place that the page is about. Unplaced places are named if their
    keys are ``beside`` the map. Marks of places that are not ``current``, unless it is None, are hollow. ``address`` begins that of a narrower
    map.
    """
    language = get_language()
    marks = summary.map_places[language]
    if current is not None:
        marks = marks.with_current({summary.places[pk].identifier for pk in current if pk in summary.places})
    assign_dashes(summary, routes)
    flows = {route: _make_map_flow(summary, route) for route in routes if not route.has_stops}
    marches = {route: _make_map_path(summary, route) for route in routes if route.has_stops}
    drawn = tuple(flow for flow in flows.values() if flow.origins and flow.destinations)
    paths = tuple(path for path in marches.values() if path.legs)
    first = tuple(
        dict.fromkeys(name for route in sorted(routes, key=lambda route: not route.current) for name in _list_names(summary, route))
    )
    figures = [
        compose_map(
            marks, drawn, language, focus, size, paths=paths, first=first, area=area, address=address, is_small="wide" not in sizes
        )
        for size in sizes
    ]
    named = frozenset[str]().union(*(figure.named for figure in figures))
    unplaced = [pk for pk, place in summary.places.items() if not place.position and pk in beside]
    keys = {pk for pk, place in summary.places.items() if place.identifier in named} | {*unplaced[:MAX_NAMES]}
    places = summary.list_places(keys, language)
    return {
        "map": figures[0],
        "narrow": figures[1] if len(figures) > 1 else None,
        "shapes": list(dict.fromkeys(shape for figure in figures for shape in figure.shapes)),
        "places": places,
        "routes": routes,
        "unplaced": [place for place in places if not place.latitude],
        "more_unplaced": max(0, len(unplaced) - MAX_NAMES),
        "unnamed": list_unnamed(figures[0], named, marks, area),
        "undrawn": [route for route in routes if flows.get(route) not in drawn and marches.get(route) not in paths],
        "tabled": routes,
        "marches": list(marches),
        "more_routes": 0,
        "marks_other_places": any(place.position and place.kind not in ("camp", *NAME_KINDS) for place in summary.places.values()),
        "area": area,
    }


def list_unnamed(figure: MapFigure, named: Collection[str], marks: MapPlaces, area: MapArea | None) -> list[LinkedName]:
    """Return the places of a map, or of its area, that no size of it names, the most important first."""
    unnamed = [marks.by_name[identifier] for identifier in figure.counted if identifier not in named]
    inside = [mark for mark in unnamed if area is None or area.contains(mark.latitude, mark.longitude)]
    return [LinkedName(mark.label, mark.href) for mark in inside]


def build_map_address(period_query: str = "") -> str:
    """Return the beginning of the address of a narrower map, to which the text of an area is added."""
    return f"{reverse('map')}?{period_query}{'&' if period_query else ''}area="


def assign_dashes(summary: MapSummary, routes: list[Route]) -> None:
    """Give each route a dash, distinct on this map; the same on every map as long as the archive has no more routes than dashes."""
    order = {pk: number for number, pk in enumerate(summary.routes)}
    free = list(DASH_STYLES)
    for route in routes:
        usual = DASH_STYLES[order[route.pk] % len(DASH_STYLES)]
        route.dash = usual if usual in free or not free else free[0]
        if route.dash in free:
            free.remove(route.dash)


def _make_map_flow(summary: MapSummary, route: Route) -> MapFlow:
    """Return a route of sets as a flow between its places with a position."""
    return MapFlow(
        **_describe_on_map(route)._asdict(),
        origins=_list_positioned(summary, route.origins),
        destinations=_list_positioned(summary, route.destinations),
    )


def _make_map_path(summary: MapSummary, route: Route) -> MapPath:
    """Return a route by stops as a path through its stops with a position."""
    return (route.path or make_path(summary, route))._replace(**_describe_on_map(route)._asdict())


class RouteOnMap(NamedTuple):
    """What flows and paths have in common."""

    identifier: str
    label: str
    href: str
    name: str
    page: str
    current: bool
    dash: str


def _describe_on_map(route: Route) -> RouteOnMap:
    """Return how a route is named on a map; its label is its time, linked to the words that state it."""
    time_anchor = next((anchor for anchor in route.claim.anchors.all() if anchor.role == Role.DATE), None)
    subject = route.subject
    return RouteOnMap(
        identifier=subject.identifier,
        label=describe_time(route) if time_anchor else "",
        href=f"{reverse('passage', args=[time_anchor.passage.source.identifier, time_anchor.ref])}#words" if time_anchor else "",
        name=subject.name,
        page=reverse("route", args=[subject.identifier]),
        current=route.current,
        dash=route.dash,
    )


def _list_names(summary: MapSummary, route: Route) -> tuple[str, ...]:
    """Return the identifiers of the places of a route that have a position: of sets, the origins first; of stops, in their order."""
    return _list_positioned(summary, route.all_stops if route.has_stops else [*route.origins, *route.destinations])


def _list_positioned(summary: MapSummary, stops: Iterable[Stop | AnyStop]) -> tuple[str, ...]:
    places = (summary.places[stop.place_id] for stop in stops if stop.place_id is not None)
    return tuple(place.identifier for place in places if place.position)


def describe_time(route: Route) -> str:
    """Return the route's time in words, with the mark of the status of the words that state the route unless all are plain."""
    claim = route.claim
    time = claim.date_words or words.describe_date(edtf.parse_date(claim.edtf), claim.sense or None, get_language())
    statuses = (anchor.status for anchor in claim.anchors.all())
    mark = STATUS_MARKS.get(find_least_certain([*statuses, *route.stop_statuses]))
    return f"{time}{mark}" if mark else time
