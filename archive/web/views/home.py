"""Pages of the record: home, sources, passages, claims, time."""

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

# On a page of their list: sources, claims, and claims in the order of time.
SOURCES_PER_PAGE, CLAIMS_PER_PAGE, DATED_CLAIMS_PER_PAGE = 20, 40, 30
# Dated claims that the home page draws, and sources that the pages about the archive speak of one by one.
MAX_HOME_CLAIMS, MAX_ABOUT_SOURCES = 20, 10


def redirect_to_home(request: HttpRequest) -> HttpResponse:
    """The home page in the reader's language."""
    return redirect(reverse("home"))


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything may be indexed (RFC 9309)."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


@reads_parameters()
def home(request: HttpRequest, *, overview: Callable[[], dict[str, Any]]) -> HttpResponse:
    """What this archive is, and the three ways in. ``overview`` gives the map and the table of routes.

    Of more than DRAWN dated claims those alone are drawn on which routes rest.
    """
    counts = dict(Subject.objects.values_list("kind").annotate(count=Count("pk")).order_by())
    shown = overview()
    routed = {route.claim_id for route in shown["routes"]}
    dated = Claim.objects.dated().in_order_of_time().with_evidence().with_disagreements()
    is_cut = Claim.objects.dated().count() > MAX_HOME_CLAIMS
    drawn = build_timeline(dated.filter(pk__in=routed)[:MAX_HOME_CLAIMS] if is_cut else dated, routed)
    context = {"counts": counts, "sources": Source.objects.count(), "timeline": drawn, "is_cut": is_cut, **shown}
    return render(request, "web/home.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the language of the address or of the reader, with the record whose identifier is most like the one asked for."""
    asked = request.path.rstrip("/").rpartition("/")[2]
    known = {subject.identifier: subject for subject in Subject.objects.all()}
    close = difflib.get_close_matches(asked[:80], known, n=1)
    return render(request, "404.html", {"nearest": known[close[0]] if close else None}, status=404)
