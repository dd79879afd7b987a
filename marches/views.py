"""Pages of routes, and of the map."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from archive import recordpage, silences
from archive.addresses import permanent
from archive.models import Claim
from archive.models.claim import DISAGREEMENTS
from archive.paging import page_of
from archive.prepared import prepared
from archive.timeline import picture
from marches import kinds, representations
from marches.comparison import of_route
from marches.figures import overview
from marches.models import Route
from marches.periodmap import NoSuchPeriod, of_time

LONGEST = 80
# On a page of what the sources say of a route, or of a time.
CLAIMS = 40


@prepared()
def routes(request: HttpRequest) -> HttpResponse:
    """All routes, with map and table."""
    context = overview()
    items = [permanent("route", one.subject.identifier) for one in context["routes"]]
    claims = [one.claim for one in context["routes"]]
    prefetch_related_objects(claims, *DISAGREEMENTS)
    timeline = picture(claims, {one.pk for one in claims})
    return recordpage.list_page(request, "marches/routes.html", {**context, "timeline": timeline}, [kinds.ROUTE], items)


@prepared("claims")
def route(request: HttpRequest, identifier: str) -> HttpResponse:
    """One route: origins, destinations, direction, time, means, each with its words."""
    found = get_object_or_404(Route.objects.whole(), subject__identifier=identifier)
    claims = page_of(Claim.objects.about(found.subject).with_evidence().with_disagreements(), request, "claims", CLAIMS)
    context = {
        "route": found,
        "claims": claims,
        "timeline": picture(claims, {found.claim_id}, small=True),
        "silences": silences.of(found.subject, {"route"}),
        **of_route(found),
        **overview(found.subject),
    }
    return recordpage.page(request, "marches/route.html", context, kinds.ROUTE, representations.route(found, claims))


@prepared("time", "page")
def map_page(request: HttpRequest) -> HttpResponse:
    """All places and routes; ``?time=`` narrows them to a period, and 404 explains a name that no period has."""
    name = request.GET.get("time", "").strip()
    try:
        context = of_time(name)
    except NoSuchPeriod as error:
        return render(request, "marches/no_such_period.html", {"name": name[:LONGEST], "periods": error.periods}, status=404)
    return render(request, "marches/map.html", {**context, "said": page_of(context["said"], request, "page", CLAIMS)})
