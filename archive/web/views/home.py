"""The home page, and the responses to addresses without a page of their own."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from archive.claims.timeline import build_timeline
from archive.models import Claim, Source, Subject
from archive.web.cache.cache_key import reads_parameters
from archive.web.tombstones import render_page_tombstone

# Items on one page of a list: sources, claims, claims in the order of time, and numbers.
SOURCES_PER_PAGE, CLAIMS_PER_PAGE, DATED_CLAIMS_PER_PAGE, QUANTITIES_PER_PAGE = 20, 40, 30, 40
# Maximum number of dated claims drawn on the home page, and of sources listed on the pages about the archive.
MAX_HOME_CLAIMS, MAX_ABOUT_SOURCES = 20, 10


def redirect_to_home(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the reader's language."""
    return redirect(reverse("home"))


def find_only_source() -> Source | None:
    """Return the only source of the archive, without its text; None if there are several or none. One query."""
    sources = list(Source.objects.defer("text")[:2])
    return sources[0] if len(sources) == 1 else None


@reads_parameters()
def home(request: HttpRequest, *, overview: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Render the home page. ``overview`` returns the context of the map and the table of routes.

    Of more than MAX_HOME_CLAIMS dated claims only the claims of routes are drawn.
    """
    counts = dict(Subject.objects.values_list("kind").annotate(count=Count("pk")).order_by())
    shown = overview()
    routed = {route.claim_id for route in shown["routes"]}
    dated = Claim.objects.dated().in_order_of_time().with_evidence().with_disagreements()
    is_cut = Claim.objects.dated().count() > MAX_HOME_CLAIMS
    drawn = build_timeline(dated.filter(pk__in=routed)[:MAX_HOME_CLAIMS] if is_cut else dated, routed)
    context = {
        "counts": counts,
        "sources": Source.objects.count(),
        "only_source": find_only_source(),
        "timeline": drawn,
        "is_cut": is_cut,
        **shown,
    }
    return render(request, "web/home.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Render a 404 with the record whose identifier is most like the requested one; 410 or 301 if the record was given up."""
    if tombstone := render_page_tombstone(request):
        return tombstone
    identifier = request.path.rstrip("/").rpartition("/")[2]
    known = {subject.identifier: subject for subject in Subject.objects.all()}
    close = difflib.get_close_matches(identifier[:80], known, n=1)
    return render(request, "404.html", {"nearest": known[close[0]] if close else None}, status=404)
