"""What lists and maps show of routes: their words, and of marches few columns of all stops, with full records of the stops that are named.

A march of 50 stops has several records for each stop: its place, its words, and their passage and source. A line on a map needs none of them,
and a table those of both ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy

from django.db.models import Prefetch, Q, prefetch_related_objects

from archive.edition_cache import cached_per_edition
from archive.models import Anchor, Role, Status
from archive.models.source import list_details, list_other_fields
from camps.models import Place
from marches.models import MarchStop, Route, Stop
from marches.models.stop import STOP_ANCHORS, StopOutline, find_first_means, find_first_stops, find_last_stops


def load_outlines(routes: Iterable[Route], place: int | None = None, statuses: Mapping[int, set[str]] | None = None) -> None:
    """Load what lists show of routes that were loaded ``with_means``: their words, the places of sets, and the outlines of marches.

    Of marches also the records of their first and last stops. With ``place``, the key of one, these have all their words, and there are also
    those of the stops at it and of the first of each means. ``statuses``: those of ``load_stop_statuses``, if they are kept for many calls.
    A query for the words, one more for sets and two for marches; none of what is loaded already.
    """
    fresh = [route for route in routes if route.outline is None]
    marches = {route.pk: route for route in fresh if route.has_stops}
    outlines = _load_all_stops(marches) if marches else {}
    records = _load_named_stops(outlines, place) if marches else {}
    named = [stop for stops in records.values() for stop in stops.values()]
    _load_sets(route for route in fresh if not route.has_stops)
    if fresh:
        _load_words(fresh, named, STOP_ANCHORS if place else STOP_ANCHORS[:1])
    if statuses is None:
        statuses = load_stop_statuses() if marches else {}
    for route in fresh:
        route.stop_statuses, route.named_stops = statuses.get(route.claim_id, ()), records.get(route.pk, {})
        route.outline = outlines.get(route.pk, ())


def outline_routes(routes: Iterable[Route]) -> list[Route]:
    """Return copies of routes that were loaded ``with_stops``, and named by ``stop_words.name_stops``, as ``load_outlines`` loads them."""
    outlined = [copy(route) for route in routes]
    for march in (route for route in outlined if route.has_stops):
        outline = [StopOutline(*(getattr(stop, field) for field in StopOutline._fields)) for stop in march.itinerary.all()]
        ends = {stop.pk for stop in _choose_named_stops(outline, None)}
        march.named_stops = {pk: stop for pk, stop in march.named_stops.items() if pk in ends}
        march.outline, march.stop_statuses = outline, load_stop_statuses().get(march.claim_id, ())
        # No more of the other stops is kept with the map than their outlines.
        loaded = vars(march)["_prefetched_objects_cache"]
        vars(march)["_prefetched_objects_cache"] = {name: rows for name, rows in loaded.items() if name != "itinerary"}
    return outlined


def _load_sets(routes: Iterable[Route]) -> None:
    """Load the places of routes between sets, ordered by their keys alone, since the usual order would join the tables of routes too."""
    stops = Stop.objects.select_related("place__subject").defer(*list_other_fields(Place, "place")).order_by("pk")
    prefetch_related_objects([*routes], Prefetch("stops", stops))


def _load_all_stops(marches: Iterable[int]) -> dict[int, list[StopOutline]]:
    outlines: dict[int, list[StopOutline]] = defaultdict(list)
    rows = MarchStop.objects.filter(route__in=[*marches]).order_by("route_id", "position")
    for route, *columns in rows.values_list("route_id", *StopOutline._fields):
        outlines[route].append(StopOutline(*columns))
    return outlines


def _load_named_stops(outlines: Mapping[int, Sequence[StopOutline]], place: int | None) -> dict[int, dict[int, MarchStop]]:
    """Return records of stops by march and key. The place of a stop is named, and no more of it shown."""
    keys = [stop.pk for outline in outlines.values() for stop in _choose_named_stops(outline, place)]
    rows = MarchStop.objects.filter(pk__in=keys).select_related("place__subject").defer(*list_other_fields(Place, "place"))
    records: dict[int, dict[int, MarchStop]] = defaultdict(dict)
    for stop in rows.order_by():
        records[stop.route_id][stop.pk] = stop
    return records


def _load_words(routes: Sequence[Route], stops: Iterable[MarchStop], fields: Iterable[str]) -> None:
    """Load the words of routes and, in these ``fields``, of stops, with what links need of their sources: one query."""
    named = [(stop, name, key) for stop in stops for name in fields if (key := getattr(stop, f"{name}_id")) is not None]
    shown = Anchor.objects.filter(~Q(role=Role.STOP) | Q(pk__in=[key for _stop, _name, key in named])).order_by("pk")
    words = shown.select_related("passage__source").defer(*list_details("passage__source"))
    prefetch_related_objects([route.claim for route in routes], Prefetch("anchors", words))
    anchors = {anchor.pk: anchor for route in routes for anchor in route.claim.anchors.all()}
    for route in routes:
        route.quote_claim()
    for stop, name, key in named:
        setattr(stop, name, anchors[key])


@cached_per_edition
def load_stop_statuses() -> Mapping[int, set[str]]:
    """Return the statuses of the words of all stops that are not plain, which most are, by the key of their claim."""
    statuses: dict[int, set[str]] = defaultdict(set)
    rows = Anchor.objects.filter(role=Role.STOP).exclude(status=Status.PLAIN)
    for claim, status in rows.order_by().values_list("claim_id", "status").distinct():
        statuses[claim].add(status)
    return statuses


def _choose_named_stops(outline: Sequence[StopOutline], place: int | None) -> Iterator[StopOutline]:
    yield from find_first_stops(outline)
    yield from find_last_stops(outline)
    if place is not None:
        yield from find_first_means(outline)
        yield from (stop for stop in outline if stop.place_id == place)
