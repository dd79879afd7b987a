"""Pages of routes, and the page of the map."""

from __future__ import annotations

from django.core.paginator import Page
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from archive.addresses import build_permanent_url
from archive.claims import questions, scholarship
from archive.claims.time_index import DayCounts, TimeOrder, build_time_index, count_days
from archive.claims.timeline import build_timeline
from archive.edition_cache import cached_per_edition
from archive.models.claim import DISAGREEMENT_RELATIONS
from archive.web import record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import name_page, paginate
from marches import kinds, representations
from marches.comparison import compare_route
from marches.itinerary import build_itinerary
from marches.map_data import build_overview
from marches.map_periods import PeriodNotFound, build_period_map
from marches.models import Route

# Maximum characters of an unknown period that a page repeats.
MAX_NAME_LENGTH = 80
# Claims about a route, or of a period, on a page; routes of the list.
CLAIMS_PER_PAGE, ROUTES_PER_PAGE = 40, 20


@reads_parameters("page")
def routes(request: HttpRequest) -> HttpResponse:
    """List the routes with map and table: all, or a page of them in the order of time. ``?page=``: its number."""
    context, listed = build_overview(), paginate_routes(request)
    items = [build_permanent_url("route", route.subject.identifier) for route in listed]
    claims = [route.claim for route in listed]
    prefetch_related_objects(claims, *DISAGREEMENT_RELATIONS)
    timeline = build_timeline(claims, {claim.pk for claim in claims})
    shown = {**context, "timeline": timeline, "scholarship": scholarship.list_for_page("routes"), "listed": listed}
    shown["time_index"] = build_time_index(count_route_days(), ROUTES_PER_PAGE) if listed.has_other_pages() else []
    return record_page.render_list_page(request, "marches/routes.html", shown, [kinds.ROUTE_KIND], items)


def paginate_routes(request: HttpRequest) -> Page:
    """Return all routes in their order if they are few, else a page of them in the order of time."""
    routes = Route.objects.with_stops()
    if not routes.values("pk")[ROUTES_PER_PAGE:].exists():
        return paginate(routes, request, "page", ROUTES_PER_PAGE)
    listed = paginate(TimeOrder(routes, count_route_days(), "claim__"), request, "page", ROUTES_PER_PAGE)
    name_page(request, listed.number, listed.paginator.num_pages)
    return listed


@cached_per_edition
def count_route_days() -> DayCounts:
    """Return the number of routes for each day."""
    return count_days(Route.objects.all(), "claim__")


@reads_parameters("claims")
def route(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a route: origins, destinations, direction, time and means, each with its words, and its stops if it is told by stops."""
    route = get_object_or_404(Route.objects.with_texts(), subject__identifier=identifier)
    claims = paginate(route.subject.claims.with_evidence().with_disagreements(), request, "claims", CLAIMS_PER_PAGE)
    context = {
        "route": route,
        "claims": claims,
        "timeline": build_timeline(claims, {route.claim_id}, small=True),
        "silences": questions.unanswered_questions(route.subject, {"route"}),
        "scholarship": scholarship.list_for_page("routes"),
        **compare_route(route),
        **({"itinerary": build_itinerary(route.itinerary.all())} if route.has_stops else build_overview(route.subject)),
    }
    record = representations.represent_route(route, claims)
    return record_page.render_record_page(request, "marches/route.html", context, kinds.ROUTE_KIND, record)


@reads_parameters("time", "page")
def map_page(request: HttpRequest) -> HttpResponse:
    """Show all places and routes, or those of the period ``?time=``; 404 with a list of periods if it is unknown."""
    name = request.GET.get("time", "").strip()
    try:
        context = build_period_map(name)
    except PeriodNotFound as error:
        unknown = {"name": name[:MAX_NAME_LENGTH], "periods": error.periods}
        return render(request, "marches/no_such_period.html", unknown, status=404)
    return render(request, "marches/map.html", {**context, "said": paginate(context["said"], request, "page", CLAIMS_PER_PAGE)})
