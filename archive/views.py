"""Pages of the record: home, sources, passages, claims, time."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from archive import covering, differing, kinds, recordpage, refs, representations, room
from archive.addresses import permanent
from archive.coverage import TotalCoverage
from archive.labels import ABOUT, VIEWS
from archive.models import Claim, Mention, Passage, Question, Source, Subject
from archive.nearref import nearest
from archive.paging import page_of
from archive.passages import PassageView
from archive.prepared import prepared
from archive.switches import chosen, switches
from archive.timeline import picture

# On a page of their list: sources, claims, and claims in the order of time.
SOURCES, CLAIMS, TIMES = 20, 40, 30
# Dated claims that the home page draws, and sources that the pages about the archive speak of one by one.
DRAWN, TOLD = 20, 10
PAGES = tuple(filter(None, ABOUT))


def front(request: HttpRequest) -> HttpResponse:
    """The home page in the reader's language."""
    return redirect(reverse("home"))


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be indexed (RFC 9309)."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


@prepared()
def home(request: HttpRequest, *, overview: Callable[[], dict[str, Any]]) -> HttpResponse:
    """What this archive is, and the three ways in. ``overview`` gives the map and the table of routes.

    Of more than DRAWN dated claims those alone are drawn on which routes rest.
    """
    counts = dict(Subject.objects.values_list("kind").annotate(count=Count("pk")).order_by())
    shown = overview()
    routed = {route.claim_id for route in shown["routes"]}
    dated = Claim.objects.dated().in_order_of_time().with_evidence().with_disagreements()
    is_cut = Claim.objects.dated().count() > DRAWN
    drawn = picture(dated.filter(pk__in=routed)[:DRAWN] if is_cut else dated, routed)
    context = {"counts": counts, "sources": Source.objects.count(), "timeline": drawn, "is_cut": is_cut, **shown}
    return render(request, "archive/home.html", context)


@prepared("page")
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, SOURCES on a page; ``?page=`` counts them, and a page that is not there is 404."""
    listed, totals = page_of(Source.objects.counted().defer("text"), request, "page", SOURCES), covering.totals()
    context = {
        "sources": [(one, totals.get(one.pk, TotalCoverage())) for one in listed],
        "total": sum(totals.values(), TotalCoverage()),
        "listed": listed,
    }
    items = [permanent("source", one.identifier) for one in listed]
    return recordpage.list_page(request, "archive/sources.html", context, [kinds.SOURCE], items)


@prepared("ref", "claim", *VIEWS)
def source(request: HttpRequest, identifier: str) -> HttpResponse:
    """The reading room of one source: the verbatim text against the archive's reading. ``?ref=`` leads to that passage."""
    found = get_object_or_404(Source.objects.counted(), identifier=identifier)
    if asked := request.GET.get("ref", "").strip():
        return _asked_for(request, identifier, asked)
    claims = _claims(sentences := _sentences(found))
    mentions = Mention.objects.filter(passage__source=found).select_related("subject")
    current = next((one.identifier for one in claims if one.identifier == request.GET.get("claim")), "")
    views, measured = chosen(request.GET), covering.of_source(found)
    shown = measured if views["coverage"] == "shown" else ()
    context = {
        "source": found,
        "rows": room.rows(sentences, claims, mentions, get_language(), current, shown),
        "refs": [one.ref for one in sentences],
        "total": TotalCoverage.of(measured),
        "views": views,
        "switches": switches(views, current),
    }
    record = {**representations.source_head(found), "sentences": [representations.sentence(one) for one in sentences]}
    return recordpage.page(request, "archive/source.html", context, kinds.SOURCE, record)


def coverage(request: HttpRequest, identifier: str) -> HttpResponse:
    """How much of a source the claims rest on, sentence by sentence."""
    found = get_object_or_404(Source, identifier=identifier)
    measured = covering.of_source(found)
    sentences = _sentences(found)
    rows = room.rows(sentences, _claims(sentences), [], get_language(), coverage=measured)
    context = {"source": found, "rows": rows, "total": TotalCoverage.of(measured)}
    return render(request, "archive/coverage.html", context)


def _sentences(found: Source) -> list[Passage]:
    return list(found.passages.sentences().select_related("reading", "paragraph"))


def _claims(sentences: list[Passage]) -> list[Claim]:
    return list(Claim.objects.resting_on(sentences).with_evidence())


def _asked_for(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    try:
        return redirect(reverse("passage", args=[identifier, str(refs.parse(ref))]))
    except refs.BadRef as error:
        return no_such_passage(request, identifier, ref, error.reason)


def passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    """A paragraph, a sentence, a range, or exact characters of one; a reference that leads nowhere is explained with 404."""
    found = get_object_or_404(Source, identifier=identifier)
    try:
        wanted = refs.parse(ref)
        view = PassageView.of(found, wanted)
    except refs.BadRef as error:
        return no_such_passage(request, identifier, ref, error.reason)
    if str(wanted) != ref:
        return redirect(reverse("passage", args=[identifier, str(wanted)]), permanent=True)
    claim = request.GET.get("claim", "")
    rows = view.rows(get_language(), claim)
    context = {"source": found, "view": view, "rows": rows, "wanted": wanted, "citing": view.citing()}
    return recordpage.page(request, "archive/passage.html", context, kinds.PASSAGE, representations.passage(view))


def no_such_passage(request: HttpRequest, identifier: str, ref: str, reason: str) -> HttpResponse:
    """404 that explains references, with the nearest good one and the passages there are."""
    found = get_object_or_404(Source, identifier=identifier)
    paragraphs = found.passages.paragraphs().annotate(count=Count("sentences"))
    lengths = {one.ref: one.end - one.start for one in found.passages.all()}
    context = {
        "source": found,
        "ref": ref[: refs.LONGEST],
        "reason": reason,
        "paragraphs": paragraphs,
        "nearest": nearest(ref, lengths),
    }
    return render(request, "archive/no_such_passage.html", context, status=404)


@prepared("page")
def claims(request: HttpRequest) -> HttpResponse:
    """All claims, in the order of the texts, CLAIMS on a page, which ``?page=`` counts."""
    listed = page_of(Claim.objects.with_evidence(), request, "page", CLAIMS)
    items = [permanent("claim", one.identifier) for one in listed]
    return recordpage.list_page(request, "archive/claims.html", {"listed": listed}, [kinds.CLAIM], items)


def claim(request: HttpRequest, identifier: str) -> HttpResponse:
    """One claim and the very words it rests on."""
    found = get_object_or_404(Claim.objects.with_evidence(), identifier=identifier)
    cited = {anchor.passage_id: anchor.passage for anchor in found.anchors.all()}
    sentences = sorted(cited.values(), key=lambda one: (one.source_id, one.start))
    mentions = Mention.objects.filter(passage__in=sentences).select_related("subject")
    rows = room.rows(sentences, [found], mentions, get_language(), identifier)
    known = Passage.objects.filter(source__in={one.source_id for one in sentences}).values_list("ref", flat=True)
    context = {"claim": found, "rows": rows, "refs": list(known), "against": differing.beside(found)}
    return recordpage.page(request, "archive/claim.html", context, kinds.CLAIM, representations.claim(found))


@prepared("page")
def timeline(request: HttpRequest, *, routed: Callable[[], Collection[int]]) -> HttpResponse:
    """Every dated claim in order of time, drawn and listed, then every undated one in order of the texts; TIMES on a page.

    ``?page=`` counts the pages; ``routed`` gives the keys of the claims that routes rest on.
    """
    listed = page_of(Claim.objects.in_order_of_time().with_evidence().with_disagreements(), request, "page", TIMES)
    dated, undated = [one for one in listed if one.edtf], [one for one in listed if not one.edtf]
    context = {"listed": listed, "dated": dated, "timeline": picture(dated, routed()), "undated": undated}
    return render(request, "archive/timeline.html", context)


def about(request: HttpRequest, page: str = "") -> HttpResponse:
    """A page about the archive; its prose is written for each language, not translated word for word."""
    if page and page not in PAGES:
        raise Http404
    language = get_language()
    context: dict[str, object] = {"page": page, "pages": PAGES, "template": f"about/{page or 'index'}.{language}.html"}
    sources = Source.objects.defer("text")
    context |= {"questions": Question.objects.all(), "sources": sources[:TOLD], "more": lambda: sources.count() > TOLD}
    return render(request, "archive/about.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the language of the address or of the reader, with the record whose identifier is most like the one asked for."""
    asked = request.path.rstrip("/").rpartition("/")[2]
    known = {subject.identifier: subject for subject in Subject.objects.all()}
    close = difflib.get_close_matches(asked[:80], known, n=1)
    return render(request, "404.html", {"nearest": known[close[0]] if close else None}, status=404)
