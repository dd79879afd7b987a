"""Pages of routes and movements, and the page of the map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from archive.addresses import build_permanent_url
from archive.claims import questions, scholarship
from archive.claims.time_index import DayCounts, TimeOrder, build_time_index, count_days
from archive.claims.timeline import RoutedClaims, build_timeline
from archive.edition_cache import cached_per_edition
from archive.maps.areas import AreaError, parse_area
from archive.models import Claim, Subject
from archive.models.cached_rows import CachedRows, get_row_or_404
from archive.models.claim import ClaimQuerySet, count_claims_about
from archive.search.found_words import FOUND_PARAMETERS, read_found_words
from archive.web import record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import ALL, describe_page, name_page, paginate, paginate_or_show_all
from marches import kinds, representations
from marches.comparison import RouteComparison, compare_accounts, compare_route, load_claims, show_words
from marches.itinerary import COMPARED, LAST_ROWS, ROWS_PER_PAGE, STOPS, build_itinerary, count_rows
from marches.map_data import build_overview
from marches.map_periods import PeriodNotFound, build_period_map
from marches.models import Movement, Route
from marches.models import stop as stop_models
from marches.models.route import RouteQuerySet
from marches.outlines import load_outlines, outline_routes
from marches.place_routes import find_routed_claims, list_dated_stops
from marches.stop_words import list_named_stops, load_words, name_stops

# Maximum characters of an unknown period that a page repeats.
MAX_NAME_LENGTH = 80
# Claims about a route and of a period on a page; routes of the list; places that the map does not name.
CLAIMS_PER_PAGE, PERIOD_CLAIMS_PER_PAGE, ROUTES_PER_PAGE, NAMES_PER_PAGE = 25, 12, 6, 30
# What is wrong with an area, and what to try, by the fault of an AreaError.
AREA_FAULTS = {
    "parts": (
        _("An area has four numbers, with commas between them: west, south, east, north. This is not such a text:"),
        _("Give the numbers in degrees, with a point before decimals."),
    ),
    "number": (
        _("Each part of an area is a number of degrees. This is none:"),
        _("Give decimal degrees in Western digits, with a point before decimals and a minus sign for west and south."),
    ),
    "order": (
        _("West comes before east, and south before north. Here the first number is not less than the second:"),
        _("Give the numbers in the order west, south, east, north. An area cannot cross the 180th meridian."),
    ),
    "bounds": (
        _("An area lies between 180° W and 180° E, and between 60° S and 85° N. This one does not:"),
        _("Give an area within these bounds; longitudes come before latitudes."),
    ),
    "small": (
        _("An area is at least 0.16° wide and 0.1° high. This one is smaller:"),
        _("Give a larger area; positions are not known more exactly."),
    ),
}
AREA_EXAMPLES = ("16,50,20,52.5", "10.4,50.5,11.2,51")


@reads_parameters("page")
def routes(request: HttpRequest) -> HttpResponse:
    """List the routes with map and table: all, or a page of them in the order of time. ``?page=``: its number."""
    context, listed = build_overview(), paginate_routes(request)
    items = [build_permanent_url("route", route.subject.identifier) for route in listed]
    claims = [route.claim for route in listed]
    # Of many routes only the times as a whole: their own pages have the stops.
    marches: RoutedClaims = {claim.pk: () for claim in claims} if listed.has_other_pages() else find_routed_claims(claims)
    timeline = build_timeline(claims, marches)
    shown = {**context, "timeline": timeline, "scholarship": scholarship.list_for_page("routes"), "listed": listed}
    movements = {route.movement.pk: route.movement for route in listed if route.movement}
    shown["movements"] = list(movements.values())
    shown["time_index"] = build_time_index(count_route_days(), ROUTES_PER_PAGE) if listed.has_other_pages() else []
    record_kinds = [kinds.ROUTE_KIND, kinds.MOVEMENT_KIND] if movements else [kinds.ROUTE_KIND]
    return record_page.render_list_page(request, "marches/routes.html", shown, record_kinds, items)


def paginate_routes(request: HttpRequest) -> Page:
    """Return all routes in their order if they are few, else a page of them in the order of time."""
    routes, days = Route.objects.with_means(), count_route_days()
    has_pages = sum(count for _day, count in days) > ROUTES_PER_PAGE
    ordered = TimeOrder(routes, days, "claim__") if has_pages else routes
    listed = paginate(ordered, request, "page", ROUTES_PER_PAGE)
    if has_pages:
        name_page(request, listed.number, listed.paginator.num_pages)
    load_outlines(listed)
    return listed


def describe_marches(routes: Iterable[Route]) -> RoutedClaims:
    """Return the claims of routes, which are loaded with their stops, with the dated ones of these, for a timeline."""
    return {route.claim_id: list_dated_stops(route.itinerary.all()) for route in routes}


@cached_per_edition
def count_route_days() -> DayCounts:
    """Return the number of routes for each day."""
    return count_days(Route.objects.all(), "claim__")


def select_route(identifier: str) -> RouteQuerySet:
    """Select a route with what its page shows, without the words of its stops."""
    return Route.objects.with_stops().filter(subject__identifier=identifier)


@reads_parameters("claims", COMPARED, STOPS, *FOUND_PARAMETERS)
def route(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a route: origins, destinations, direction, time and means, each with its words, and its stops if it is told by stops.

    ``?stops=``: the page of the stops, or “all”, with which all is shown; ``?compared=``: that of stops beside those of accounts that differ,
    or “all”. ``?found=`` marks the words of a search.
    """
    route = get_row_or_404(select_route, identifier)
    route.quote_claim()
    about = CachedRows(select_claims_about_route, route.subject)
    claims = paginate(about, request, "claims", CLAIMS_PER_PAGE, count=count_claims_about().get(route.pk, 0))
    context = {
        "route": route,
        "claims": claims,
        "timeline": SimpleLazyObject(lambda: build_timeline(claims, describe_marches([route]), small=True)),
        "silences": SimpleLazyObject(
            partial(questions.unanswered_questions, route.subject, {"march" if route.has_stops else "route"})
        ),
        "scholarship": scholarship.list_for_page("routes"),
        "found_words": read_found_words(request.GET),
        **build_comparisons(request, route),
        **(build_stops(request, route) if route.has_stops else {}),
    }
    context |= build_overview(route.subject, load_own=lambda: outline_routes([context["route"]]))
    represent = partial(_describe_shown_route, route, claims)
    shown = [context["compared_page"], *([context["stop_page"]] if route.has_stops else [])]
    key = (identifier, claims.number, *map(describe_page, shown))
    return record_page.render_record_page(request, "marches/route.html", context, kinds.ROUTE_KIND, represent, *key)


def select_claims_about_route(subject: Subject) -> ClaimQuerySet:
    """Select the claims about a route, with links to their evidence."""
    return subject.claims.with_cited_stops()


def _describe_shown_route(route: Route, claims: Iterable[Claim]) -> dict[str, object]:
    """Return what the page of a route says of it to machines; its claim is among ``claims``, if the page has the first of these.

    A page leaves out a long list of numbers, which have no address.
    """
    claim = next((claim for claim in claims if claim.pk == route.claim_id), None)
    numbered = [stop for stop in route.itinerary.all() if stop.quantities]
    is_long = sum(len(stop.quantities) for stop in numbered) > record_page.MAX_EMBEDDED_RECORDS
    return representations.describe_route(
        route, claim or Claim.objects.filter(pk=route.claim_id).with_cited_stops().get(), {} if is_long else load_words(numbered)
    )


def build_comparisons(request: HttpRequest, route: Route) -> dict[str, object]:
    """Return the accounts that differ as ``compare_route`` does, each of ``compared`` with the page of its rows that is shown.

    All have the page of one number, of ``compared_page``, that of the longest; one that is shorter has its last. All rows are shown if all
    stops are, since the page with these is the one to print.
    """
    context = compare_route(route)
    compared: list[tuple[RouteComparison, list]] = [(comparison, comparison.rows) for comparison in context.get("compared", [])]
    longest = max((rows for _comparison, rows in compared), key=len, default=[])
    name = STOPS if request.GET.get(STOPS) == ALL else COMPARED
    page = paginate_or_show_all(longest, request, name, ROWS_PER_PAGE, LAST_ROWS)
    size, orphans = page.paginator.per_page, page.paginator.orphans
    pages = [(comparison, Paginator(rows, size, orphans).get_page(page.number)) for comparison, rows in compared]
    return {**context, "compared": show_words(pages), "compared_page": page}


def build_stops(request: HttpRequest, route: Route) -> dict[str, object]:
    """Return all stops of a march, ``itinerary``, the page of them that is shown with their words, ``stop_page``, and the ``route`` with these."""
    stops = list(route.itinerary.all())
    page = paginate_or_show_all(stops, request, STOPS, stop_models.STOPS_PER_PAGE)
    words = load_words([*page, *list_named_stops(route)])
    itinerary = build_itinerary([words.get(stop.pk, stop) for stop in stops])
    return {"itinerary": itinerary, "stop_page": page, "route": name_stops(route, words)}


def select_movement(identifier: str) -> QuerySet[Movement]:
    """Select a movement with its accounts, without the words of their stops."""
    return Movement.objects.with_stops().filter(identifier=identifier)


@reads_parameters(STOPS, *FOUND_PARAMETERS)
def movement(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a movement: its accounts beside each other, each with its own words, and where they agree and differ.

    ``?stops=``: the page of the stops, or “all”. ``?found=`` marks the words of a search.
    """
    movement = get_row_or_404(select_movement, identifier)
    routes = load_claims(movement.routes)
    claims = [route.claim for route in routes]
    labels = {route.claim_id: (route.subject.name, reverse("route", args=[route.subject.identifier])) for route in routes}
    comparison = compare_accounts(routes)
    page = paginate_or_show_all(comparison.rows, request, STOPS, *count_rows(len(comparison.marches)))
    ((comparison, page),) = show_words([(comparison, page)])
    context = {
        "movement": movement,
        "comparison": comparison,
        "stop_page": page,
        "timeline": build_timeline(claims, describe_marches(routes), small=True, labels=labels),
        **build_overview(chosen_routes={route.pk for route in routes}, load_own=lambda: outline_routes(comparison.routes)),
        "focus": movement,
        "found_words": read_found_words(request.GET),
    }
    represent = partial(representations.describe_movement, movement, claims)
    key = (identifier, *describe_page(context["stop_page"]))
    return record_page.render_record_page(request, "marches/movement.html", context, kinds.MOVEMENT_KIND, represent, *key)


@reads_parameters("time", "area", "page", "places")
def map_page(request: HttpRequest) -> HttpResponse:
    """Show places and routes, all or those of the period ``?time=`` and of the area ``?area=``.

    404 with a list of periods if the period is unknown; 400 if the area is none; 301 to the area as it is spelt in addresses.
    """
    name, written = request.GET.get("time", "").strip(), request.GET.get("area", "").strip()
    try:
        area = parse_area(written) if written else None
        context = build_period_map(name, area)
    except AreaError as error:
        explained = {"explanation": AREA_FAULTS[error.fault], "value": error.value[:MAX_NAME_LENGTH], "examples": AREA_EXAMPLES}
        return render(request, "marches/no_such_area.html", explained, status=400)
    except PeriodNotFound as error:
        unknown = {"name": name[:MAX_NAME_LENGTH], "periods": error.periods}
        return render(request, "marches/no_such_period.html", unknown, status=404)
    if area and written != area.text:
        return redirect(f"{reverse('map')}?{context['query']}", permanent=True)
    paged = {
        "said": paginate(context["said"], request, "page", PERIOD_CLAIMS_PER_PAGE),
        "unnamed_page": paginate(context["unnamed"], request, "places", NAMES_PER_PAGE),
    }
    return render(request, "marches/map.html", {**context, **paged})
