"""Routes that pages of other apps show: those of one place, the first of all, and which of some claims state routes; names of movements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from archive.claims.quantities import select_quantities
from archive.claims.time_index import DayCounts, TimedRows, count_days
from archive.claims.timeline import DatedStop
from archive.dates.edtf import parse_date
from archive.dates.words import describe_date
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Quantity
from archive.models.cached_rows import load_rows
from archive.vocabulary import STOP_EVENT_LABELS
from camps.models import Place
from marches.map_records import RouteSummary, choose_routes, load_map_summary, load_route_records, read_routes
from marches.models import MarchStop, Movement, Route
from marches.models.stop import MarchStopQuerySet

# Maximum routes in the table of the home page.
MAX_HOME_ROUTES = 4
HAS_DAY = Q(earliest__isnull=False) | Q(latest__isnull=False)


def list_place_routes(place: Place) -> list[RouteSummary]:
    """Return the routes that leave or reach a place or stop there, in the order of the archive."""
    return [route for route in load_map_summary().routes.values() if route.names_place(place.pk)]


def load_place_routes(place: Place, routes: Sequence[RouteSummary], shown: Iterable[RouteSummary]) -> list[Route]:
    """Return those of the routes of a place that its page shows or its map draws, with what both show of them: a fixed number of queries."""
    keys = {route.pk for route in (*shown, *choose_routes(routes))}
    return load_rows(_read_place_routes, place.pk, tuple(sorted(keys)))


def _read_place_routes(place: int, keys: tuple[int, ...]) -> list[Route]:
    return read_routes(Route.objects.filter(pk__in=keys), place) if keys else []


def split_evacuations(place: Place, routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Return those of ``routes`` that ``reached`` a place, those that ``left`` it, and those that ``stopped`` there, with their ``stops_here``.

    ``of_sets``: those that move between sets of places. The routes are loaded by ``load_place_routes``.
    """
    routes = list(routes)
    for route in routes:
        route.stops_here = route.find_records(stop for stop in route.all_stops if stop.place_id == place.pk)
    reached = [route for route in routes if place.pk in {stop.place_id for stop in route.destinations}]
    left = [route for route in routes if place.pk in {stop.place_id for stop in route.origins}]
    stopped = [route for route in routes if route not in (*reached, *left)]
    return {"reached": reached, "left": left, "stopped": stopped, "of_sets": [route for route in routes if not route.has_stops]}


def find_routed_claims(claims: Iterable[Claim]) -> dict[int, list[DatedStop]]:
    """Return those of some claims that routes belong to, by their keys, with the dated stops of these; one query if any has stops."""
    forms = load_claim_routes()
    routes = [(claim.pk, *forms[claim.pk]) for claim in claims if claim.pk in forms]
    stops: dict[int, list[MarchStop]] = {pk: [] for _claim, pk, form in routes if form == Route.Form.STOPS}
    for stop in load_rows(_select_dated_stops, tuple(stops)) if stops else ():
        stops[stop.route_id].append(stop)
    return {claim: list_dated_stops(stops.get(pk, ())) for claim, pk, _form in routes}


@cached_per_edition
def load_claim_routes() -> dict[int, tuple[int, str]]:
    """Return the key and the form of every route by the key of its claim."""
    rows = Route.objects.order_by().values_list("claim_id", "pk", "form")
    return {claim: (pk, form) for claim, pk, form in rows}


def _select_dated_stops(routes: tuple[int, ...]) -> QuerySet[MarchStop]:
    return MarchStop.objects.filter(route__in=routes).exclude(edtf="").select_related("route__subject", "place__subject")


def select_timed_stops() -> MarchStopQuerySet:
    """Select the stops of all marches that have a day, with what a list of them shows."""
    return MarchStop.objects.filter(HAS_DAY).select_related("route__subject", "place__subject").with_anchors()


@cached_per_edition
def count_stop_days() -> DayCounts:
    """Return the number of such stops for each day."""
    return count_days(MarchStop.objects.filter(HAS_DAY))


TIMED_STOPS = TimedRows(select_timed_stops, count_stop_days)


def list_dated_stops(stops: Iterable[MarchStop]) -> list[DatedStop]:
    """Return the dated ones of the stops of a route, loaded with route and place, in the order of time."""
    dated = sorted(
        (stop for stop in stops if stop.edtf), key=lambda stop: (stop.earliest or stop.latest or date.max, stop.position)
    )
    return [
        DatedStop(
            stop.edtf,
            stop.sense,
            _describe_day(stop),
            str(STOP_EVENT_LABELS[stop.event]),
            stop.place.subject.name if stop.place else stop.description,
            f"{reverse('route', args=[stop.route.subject.identifier])}{stop.reference}",
        )
        for stop in dated
    ]


def load_first_routes() -> tuple[list[Route], bool]:
    """Return at most MAX_HOME_ROUTES routes, and whether there are more."""
    summary = load_map_summary()
    return load_route_records(summary, [*summary.routes][:MAX_HOME_ROUTES]), len(summary.routes) > MAX_HOME_ROUTES


def _describe_day(stop: MarchStop) -> str:
    """Return the date of a stop: the words of the account, if it has some of its own, and the day that they mean."""
    day = describe_date(parse_date(stop.edtf), stop.sense or None, get_language())
    return f"{stop.date_words} ({day})" if stop.date_words else day


def select_numbers() -> QuerySet[Quantity]:
    """Select all numbers in the order of their page, with the stops that some are of, in the same query."""
    return select_quantities().select_related("at_stop__stop__route__subject", "at_stop__stop__place__subject")


def list_movement_names() -> list[str]:
    """Return the identifiers of all movements, in their order."""
    return list(Movement.objects.values_list("identifier", flat=True))
