"""Pages of routes, and of the map."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from archive.addresses import build_permanent_url
from archive.claims import questions
from archive.claims.timeline import build_timeline
from archive.models import Claim
from archive.models.claim import DISAGREEMENT_RELATIONS
from archive.web import record_page
from archive.web.paging import paginate
from archive.web.prepared_pages import serve_prepared
from marches import kinds, representations
from marches.comparison import compare_route
from marches.map_data import build_overview
from marches.map_periods import PeriodNotFound, build_period_map
from marches.models import Route

MAX_NAME_LENGTH = 80
# On a page of what the sources say of a route, or of a time.
CLAIMS_PER_PAGE = 40


@serve_prepared()
def routes(request: HttpRequest) -> HttpResponse:
    """All routes, with map and table."""
    context = build_overview()
    items = [build_permanent_url("route", one.subject.identifier) for one in context["routes"]]
    claims = [one.claim for one in context["routes"]]
    prefetch_related_objects(claims, *DISAGREEMENT_RELATIONS)
    timeline = build_timeline(claims, {one.pk for one in claims})
    return record_page.render_list_page(
        request, "marches/routes.html", {**context, "timeline": timeline}, [kinds.ROUTE_KIND], items
    )


@serve_prepared("claims")
def route(request: HttpRequest, identifier: str) -> HttpResponse:
    """One route: origins, destinations, direction, time, means, each with its words."""
    found = get_object_or_404(Route.objects.with_texts(), subject__identifier=identifier)
    claims = paginate(Claim.objects.about(found.subject).with_evidence().with_disagreements(), request, "claims", CLAIMS_PER_PAGE)
    context = {
        "route": found,
        "claims": claims,
        "timeline": build_timeline(claims, {found.claim_id}, small=True),
        "silences": questions.unanswered_questions(found.subject, {"route"}),
        **compare_route(found),
        **build_overview(found.subject),
    }
    return record_page.render_record_page(
        request, "marches/route.html", context, kinds.ROUTE_KIND, representations.represent_route(found, claims)
    )


@serve_prepared("time", "page")
def map_page(request: HttpRequest) -> HttpResponse:
    """All places and routes; ``?time=`` narrows them to a period, and 404 explains a name that no period has."""
    name = request.GET.get("time", "").strip()
    try:
        context = build_period_map(name)
    except PeriodNotFound as error:
        return render(
            request, "marches/no_such_period.html", {"name": name[:MAX_NAME_LENGTH], "periods": error.periods}, status=404
        )
    return render(request, "marches/map.html", {**context, "said": paginate(context["said"], request, "page", CLAIMS_PER_PAGE)})
