"""The outlines of marches: few columns of all their stops, and full records of the stops that a table or a page names.

A march of 50 stops has several records for each stop: its place, its words, and their passage and source. A line on a map needs none of them,
and a table those of both ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archive.models import Anchor, Role, Status
from archive.models.source import list_details
from marches.models import MarchStop, Route, StopOutline, find_first_means, find_first_stops, find_last_stops


def load_outlines(routes: Iterable[Route], place: int | None = None) -> None:
    """Load the outlines of the routes by stops among ``routes``, with the records of their first and last stops: three queries, or none.

    With ``place``, the key of one, these records have all their words, and there are also those of the stops at it and of the first of each
    means.
    """
    marches = {route.pk: route for route in routes if route.has_stops}
    if not marches:
        return
    outlines: dict[int, list[StopOutline]] = defaultdict(list)
    rows = MarchStop.objects.filter(route__in=[*marches]).order_by("route_id", "position")
    for route, *columns in rows.values_list("route_id", *StopOutline._fields):
        outlines[route].append(StopOutline(*columns))
    keys = [stop.pk for outline in outlines.values() for stop in _choose_named_stops(outline, place)]
    named = MarchStop.objects.filter(pk__in=keys).select_related("place__subject")
    if place is None:
        named = named.select_related("anchor__passage__source").defer(*list_details("anchor__passage__source"))
    else:
        named = named.with_anchors()
    records: dict[int, dict[int, MarchStop]] = defaultdict(dict)
    for stop in named:
        records[stop.route_id][stop.pk] = stop
    statuses: dict[int, set[str]] = defaultdict(set)
    doubtful = Anchor.objects.filter(claim__route__in=[*marches], role=Role.STOP).exclude(status=Status.PLAIN).order_by()
    for pk, status in doubtful.values_list("claim__route", "status").distinct():
        statuses[pk].add(status)
    for pk, route in marches.items():
        route.named_stops, route.outline, route.stop_statuses = records[pk], outlines[pk], statuses[pk]


def _choose_named_stops(outline: Sequence[StopOutline], place: int | None) -> Iterator[StopOutline]:
    yield from find_first_stops(outline)
    yield from find_last_stops(outline)
    if place is not None:
        yield from find_first_means(outline)
        yield from (stop for stop in outline if stop.place_id == place)
