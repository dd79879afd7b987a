"""The words of stops, read for those alone that a page shows: those of a march of 50 stops are 150 anchors in its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy

from django.db.models import QuerySet

from archive.models import Anchor, Quantity
from archive.models.cached_rows import load_rows
from archive.models.source import list_details
from marches.models import MarchStop, Route
from marches.models.stop import STOP_ANCHORS, find_first_means, find_first_stops, find_last_stops


def load_words(stops: Iterable[MarchStop]) -> dict[int, MarchStop]:
    """Return copies of stops, by their keys, with their words and those of their numbers, of the sources what links need: one query at most.

    Copies, because pages that show other stops share the rows.
    """
    worded = {stop.pk: copy(stop) for stop in stops}
    for stop in worded.values():
        stop.quoted_quantities = [copy(quantity) for quantity in stop.quantities]
    keys = {key for stop in worded.values() for _part, _name, key in _list_anchors(stop)}
    anchors = {anchor.pk: anchor for anchor in load_rows(_select_anchors, tuple(sorted(keys)))} if keys else {}
    for stop in worded.values():
        for part, name, key in _list_anchors(stop):
            setattr(part, name, anchors[key])
    return worded


def _list_anchors(stop: MarchStop) -> list[tuple[MarchStop | Quantity, str, int]]:
    """Return the fields of a stop and of its numbers that refer to their words, with the keys of these."""
    keys = ((name, getattr(stop, f"{name}_id")) for name in STOP_ANCHORS)
    numbers = ((quantity, "anchor", quantity.anchor_id) for quantity in stop.quantities)
    return [*((stop, name, key) for name, key in keys if key is not None), *numbers]


def _select_anchors(keys: tuple[int, ...]) -> QuerySet[Anchor]:
    source = "passage__source"
    return Anchor.objects.filter(pk__in=keys).select_related(source).defer(*list_details(source)).order_by()


def list_named_stops(route: Route) -> Iterator[MarchStop]:
    """Yield the stops of a march, loaded ``with_stops``, that the facts about it quote: its first and last, and the first of each means."""
    stops = list(route.itinerary.all())
    yield from find_first_stops(stops)
    yield from find_last_stops(stops)
    yield from find_first_means(stops)


def name_stops(route: Route, words: Mapping[int, MarchStop]) -> Route:
    """Return a copy of a march, loaded ``with_stops``, that finds these stops among those with ``words``."""
    named = copy(route)
    named.outline, named.named_stops = list(route.itinerary.all()), words
    return named
