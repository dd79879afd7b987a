"""The map of all places and routes, and the rows for the table under it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language

from archive.maps.figure import MapFlow, MapPlace, compose
from archive.models import Subject
from camps.models import Place
from marches.models import Route


def overview(focus: Subject | None = None) -> dict[str, object]:
    """``figure``, ``places`` and ``routes`` for a page; the routes of ``focus``, a place or a route, are picked out.

    A fixed number of queries, however many places and routes.
    """
    places, routes = list(Place.objects.listed()), list(Route.objects.whole())
    current = {route.pk for route in routes if focus is None or _concerns(route, focus)}
    flows = tuple(_flow(route, route.pk in current) for route in routes)
    marks = tuple(_mark(place) for place in places)
    spot = str(focus) if focus else None
    figure = compose(marks, flows, get_language(), focus=spot)
    return {"figure": figure, "places": places, "routes": routes, "focus": focus}


def _concerns(route: Route, focus: Subject) -> bool:
    return focus.pk in {route.pk, *(stop.place_id for stop in route.stops.all())}


def _mark(place: Place) -> MapPlace:
    subject = place.subject
    return MapPlace(
        identifier=str(subject),
        kind=place.kind,
        latitude=float(place.latitude),
        longitude=float(place.longitude),
        label=subject.name,
        href=reverse(subject.kind, args=[subject.identifier]),
    )


def _flow(route: Route, current: bool) -> MapFlow:
    return MapFlow(
        identifier=str(route.subject),
        origins=tuple(str(stop.place.subject) for stop in route.origins),
        destinations=tuple(str(stop.place.subject) for stop in route.destinations),
        label=route.claim.date_words or route.subject.name,
        href=reverse("route", args=[route.subject.identifier]),
        current=current,
        dash="",
    )
