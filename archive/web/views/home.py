"""The home page, and the responses to addresses without a page of their own."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable
from heapq import nlargest
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from archive.claims.timeline import build_timeline
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Mention, Passage, Role, Source, Status, Subject
from archive.sources import reading_room
from archive.text.references import split_numbers
from archive.vocabulary import LANGUAGES
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import NoSuchPage
from archive.web.tombstones import render_page_tombstone

# Items on one page of a list: sources, claims, claims in the order of time, and numbers.
SOURCES_PER_PAGE, CLAIMS_PER_PAGE, DATED_CLAIMS_PER_PAGE, QUANTITIES_PER_PAGE = 20, 40, 30, 40
# Maximum number of dated claims drawn on the home page, and of sources listed on the pages about the archive.
MAX_HOME_CLAIMS, MAX_ABOUT_SOURCES = 20, 10
# Maximum number of camps that the home page names.
MAX_HOME_CAMPS = 12
# Maximum number of identifiers that one which no record has is compared with.
MAX_COMPARED_IDENTIFIERS = 20


def redirect_to_home(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the reader's language."""
    return redirect(reverse("home"))


def find_only_source() -> Source | None:
    """Return the only source of the archive, without its text; None if there are several or none. One query."""
    sources = list(Source.objects.defer("text")[:2])
    return sources[0] if len(sources) == 1 else None


@cached_per_edition
def find_opening_key() -> int | None:
    """Return the key of the sentence with which the home page opens: the shortest cited by the story that is read to the letter.

    It has a reading in each language of the archive, all of them plain; None if there is none such. Two queries.
    """
    cited = Passage.objects.sentences().filter(anchors__role=Role.STATEMENT, anchors__claim__stories__isnull=False).distinct()
    candidates = [passage for passage in cited.prefetch_related("readings") if _is_read_to_the_letter(passage)]
    return min(candidates, key=lambda passage: (passage.end - passage.start, passage.pk)).pk if candidates else None


def _is_read_to_the_letter(passage: Passage) -> bool:
    readings = passage.readings.all()
    return {*LANGUAGES} <= {row.language for row in readings} and all(row.status == Status.PLAIN for row in readings)


def build_opening() -> dict[str, Any]:
    """Return the sentence with which the home page opens, with its readings and the numbers of its reference; empty if there is none."""
    key = find_opening_key()
    if key is None:
        return {}
    sentences = list(Passage.objects.filter(pk=key).prefetch_related("source", "readings"))
    mentions = Mention.objects.filter(passage=key).select_related("subject")
    language = get_language()
    (row,) = reading_room.build_rows(sentences, [], mentions, language, readings=reading_room.ALL_READINGS)
    readings = sorted(row.readings, key=lambda reading: reading.language != language)
    paragraph, sentence = split_numbers(row.passage.ref)
    return {"row": row, "readings": readings, "source": row.passage.source, "paragraph": paragraph, "sentence": sentence}


@reads_parameters()
def home(
    request: HttpRequest, *, overview: Callable[[], dict[str, Any]], first_routes: Callable[[], tuple[list, bool]]
) -> HttpResponse:
    """Render the home page. ``overview`` returns the context of the map, ``first_routes`` the routes of the table and whether there are more.

    Of more than MAX_HOME_CLAIMS dated claims only the claims of routes are drawn.
    """
    counts = dict(Subject.objects.values_list("kind").annotate(count=Count("pk")).order_by())
    listed, has_more = first_routes()
    routed = {route.claim_id: () for route in listed}
    dated = Claim.objects.dated().in_order_of_time().with_dates()
    is_cut = Claim.objects.dated().order_by()[MAX_HOME_CLAIMS:].exists()
    drawn = build_timeline(dated.filter(pk__in=routed)[:MAX_HOME_CLAIMS] if is_cut else dated, routed)
    shown = overview()
    context = {
        "counts": counts,
        "sources": Source.objects.count(),
        "only_source": find_only_source(),
        "timeline": drawn,
        "is_cut": is_cut,
        "listed_routes": listed,
        "has_more_routes": has_more,
        "opening": build_opening(),
        "named_camps": [place for place in shown["places"] if place.is_camp][:MAX_HOME_CAMPS],
        **shown,
    }
    return render(request, "web/home.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Render a 404 with the record whose identifier is most like the requested one; 410 or 301 if the record was given up.

    If a list has no page of a number, the 404 leads to the nearest one that it has.
    """
    if tombstone := render_page_tombstone(request):
        return tombstone
    if isinstance(exception, NoSuchPage):
        nearest_page = {"number": exception.nearest, "address": f"{request.path}{exception.query}"}
        return render(request, "404.html", {"nearest_page": nearest_page}, status=404)
    identifier = request.path.rstrip("/").rpartition("/")[2]
    return render(request, "404.html", {"nearest": _find_nearest_subject(identifier[:80])}, status=404)


def _find_nearest_subject(identifier: str) -> Subject | None:
    """Return the camp, place or route whose identifier is most like another; None if none is like it.

    Those are compared letter by letter that have the largest share of pairs of letters in common with it.
    """
    known = _group_identifiers()
    common = Counter(name for pair in _list_pairs(identifier) for name in known.get(pair, ()))
    likely = nlargest(MAX_COMPARED_IDENTIFIERS, common, key=lambda name: common[name] / (len(name) + len(identifier)))
    close = difflib.get_close_matches(identifier, likely, n=1)
    return Subject.objects.filter(identifier=close[0]).last() if close else None


@cached_per_edition
def _group_identifiers() -> dict[str, list[str]]:
    """Return the identifiers of camps, places and routes by each pair of letters in them; one query."""
    groups: dict[str, list[str]] = {}
    for identifier in Subject.objects.order_by("pk").values_list("identifier", flat=True).distinct():
        for pair in _list_pairs(identifier):
            groups.setdefault(pair, []).append(identifier)
    return groups


def _list_pairs(identifier: str) -> set[str]:
    return {identifier[at : at + 2] for at in range(len(identifier) - 1)}
