"""Pages of sources: the list, the reading room, coverage, passages."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from archive.addresses import build_permanent_url
from archive.claims import scholarship
from archive.formats import representations
from archive.models import Mention, Source
from archive.models.cached_rows import get_row_or_404
from archive.search.found_words import FOUND_PARAMETERS, read_found_words
from archive.sources import reading_room
from archive.sources.coverage import load_sum, load_totals
from archive.sources.passage_view import PassageView, find_known_refs, load_passage
from archive.sources.sentence_claims import CLAIMS_PER_PAGE
from archive.text import references
from archive.text.gaps import GAP_MARK, has_gap
from archive.text.span_coverage import TotalCoverage
from archive.text.swhid import compute_swhid
from archive.vocabulary import READING_SWITCHES
from archive.web import record_kinds, record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import PAGE, name_page, paginate, read_page_number
from archive.web.source_part import DESCRIBED_LENGTH, SourcePart, read_named_claim
from archive.web.views.home import SOURCES_PER_PAGE

# Maximum paragraphs that the page of an unknown passage names.
MAX_PARAGRAPHS = 100


@reads_parameters("page")
def sources(request: HttpRequest) -> HttpResponse:
    """Render a page of the list of sources, SOURCES_PER_PAGE on each; 404 for a page that does not exist."""
    listed = paginate(Source.objects.with_sentence_count().defer("text"), request, "page", SOURCES_PER_PAGE)
    totals = load_totals(row.pk for row in listed)
    context = {
        "sources": [(row, totals.get(row.pk, TotalCoverage())) for row in listed],
        "total": load_sum(),
        "listed": listed,
    }
    items = [build_permanent_url("source", row.identifier) for row in listed]
    name_page(request, listed.number, listed.paginator.num_pages)
    return record_page.render_list_page(request, "sources/sources.html", context, [record_kinds.SOURCE_KIND], items)


@reads_parameters("ref", "claim", PAGE, *READING_SWITCHES, *FOUND_PARAMETERS)
def source(request: HttpRequest, identifier: str) -> HttpResponse:
    """Render a page of the reading room of a source: its text and the archive's reading.

    ``?page=``: its number; ``?claim=`` leads to the page with the words of this claim, and marks them; ``?ref=`` redirects to that passage;
    ``?found=`` marks the words of a search.
    """
    row = get_object_or_404(Source.objects.with_sentence_count(), identifier=identifier)
    if ref := request.GET.get("ref", "").strip():
        return _redirect_to_passage(request, identifier, ref)
    part = SourcePart.load(row, request)
    mentions = Mention.objects.filter(passage__in=part.sentences).select_related("subject")
    current = next((claim.identifier for claim in part.claims if claim.identifier == request.GET.get("claim")), "")
    languages = part.list_reading_languages()
    choose_views = partial(reading_room.choose_views, source_language=row.language, languages=languages, language=get_language())
    views, default = choose_views(request.GET), choose_views({})
    marked = part.measured if views["coverage"] == "shown" else ()
    rows = reading_room.build_rows(
        part.sentences, part.claims, mentions, get_language(), current, marked, views["reading"], part.shown
    )
    found = read_found_words(request.GET)
    # In one order, because the memory of a worker has a page for each: readers choose the order of the query.
    kept = {name: views[name] for name in READING_SWITCHES if request.GET.get(name) == views.get(name)}
    context = {
        **part.context,
        "swhid": compute_swhid(row.text.encode()),
        "has_gaps": has_gap(row.text),
        "gap_mark": GAP_MARK,
        "rows": reading_room.mark_found_words(rows, found),
        "found_words": found,
        "refs": SimpleLazyObject(lambda: part.refs),
        "views": views,
        "words_shown": views["text"] != "reading",
        "kept": urlencode(kept),
        "is_view_chosen": any(name in request.GET for name in READING_SWITCHES),
        "switches": reading_room.build_switches(views, default, languages, current, part.page.number),
    }

    def represent() -> dict[str, object]:
        return {**representations.represent_source_head(row), **part.represent_text()}

    return record_page.render_record_page(
        request,
        "sources/source.html",
        context,
        record_kinds.SOURCE_KIND,
        represent,
        *(identifier, part.page.number, current, *views.values(), context["kept"], context["is_view_chosen"]),
    )


@reads_parameters("claim", PAGE)
def coverage(request: HttpRequest, identifier: str) -> HttpResponse:
    """Render how much of each sentence of a source, or of a page of it, the claims quote.

    ``?page=``: its number; ``?claim=`` leads to the page with the words of this claim, which is always shown.
    """
    row = get_object_or_404(Source.objects.with_sentence_count(), identifier=identifier)
    part = SourcePart.load(row, request)
    rows = reading_room.build_rows(part.sentences, part.claims, [], get_language(), coverage=part.measured, shown=part.shown)
    return render(request, "sources/coverage.html", {**part.context, "rows": rows})


def _redirect_to_passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    try:
        return redirect(reverse("passage", args=[identifier, str(references.parse_reference(ref))]))
    except references.InvalidReference as error:
        return passage_not_found(request, identifier, ref, error.reason)


def select_source(identifier: str) -> QuerySet[Source]:
    """Select a source with its text."""
    return Source.objects.filter(identifier=identifier)


@reads_parameters("claim", "claims", "first-word", "last-word", PAGE, *FOUND_PARAMETERS)
def passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    """Render a paragraph, a sentence, a range, or exact characters; 404 with an explanation for any other reference.

    ``?claim=`` marks the words that this claim quotes, ``?found=`` those of a search; ``?page=``: the number of a page of a long passage;
    ``?claims=``: of the claims on one sentence; ``?first-word=`` and ``?last-word=``, numbers of words, redirect to the characters of these words.
    """
    row = get_row_or_404(select_source, identifier)
    try:
        reference = references.parse_reference(ref)
        view = load_passage(row, reference, 1)
        first_word, last_word = request.GET.get("first-word"), request.GET.get("last-word")
        if first_word:
            chosen = view.narrow_to_words(first_word, last_word or first_word)
            return redirect(f"{reverse('passage', args=[identifier, str(chosen)])}#words")
    except references.InvalidReference as error:
        return passage_not_found(request, identifier, ref, error.reason)
    if str(reference) != ref:
        return redirect(reverse("passage", args=[identifier, str(reference)]), permanent=True)
    named = read_named_claim(request)
    view, number = _load_page(request, view, named)
    current = view.find_claim(named) if named else None
    claim_page = _paginate_claims(request, view, current) if view.sentence_count == 1 else None
    shown = view.show_claims(claim_page, current)
    claims = view.load_claims(shown)
    claim = named if current else ""
    found = read_found_words(request.GET)
    context = {
        "source": row,
        "view": view,
        "rows": SimpleLazyObject(
            lambda: reading_room.mark_found_words(view.build_rows(get_language(), claim, shown, claims), found)
        ),
        "refs": find_known_refs([row.pk]),
        "claim_page": claim_page,
        "passage_page": Paginator(range(view.page_count), 1).page(number),
        "reference": reference,
        "citing": SimpleLazyObject(view.list_citing_subjects),
        "found_words": found,
    }
    context["scholarship"] = scholarship.list_for_passages(view.sentences)

    def represent() -> dict[str, object]:
        record = representations.represent_passage(view, claims)
        if view.page_count > 1:  # each page would have all of it; the files have
            record["text"] = str(record["text"])[:DESCRIBED_LENGTH]
        return record

    key = (identifier, ref, number, claim, claim_page.number if claim_page else 1)
    return record_page.render_record_page(request, "sources/passage.html", context, record_kinds.PASSAGE_KIND, represent, *key)


def _load_page(request: HttpRequest, first: PassageView, claim: str) -> tuple[PassageView, int]:
    """Return the page of a passage that the query names, or else the one with the words of a claim, and its number."""
    number = read_page_number(request, first.page_count) or first.find_page(claim)
    name_page(request, number, first.page_count, first=first.find_page())
    return (load_passage(first.source, first.ref, number) if number > 1 else first), number


def _paginate_claims(request: HttpRequest, view: PassageView, current: int | None) -> Page:
    """Return the page, of the claims on a sentence, that the query names, or else the one with the claim that it names, or the first."""
    keys = view.statement_keys.get(view.sentences[0].pk, ())
    if current in keys and not request.GET.get("claims"):
        return Paginator(keys, CLAIMS_PER_PAGE).page(keys.index(current) // CLAIMS_PER_PAGE + 1)
    return paginate(keys, request, "claims", CLAIMS_PER_PAGE)


def passage_not_found(request: HttpRequest, identifier: str, ref: str, reason: str) -> HttpResponse:
    """Render a 404 that explains references, with the nearest valid one and the passages of the source."""
    row = get_object_or_404(Source, identifier=identifier)
    paragraphs = list(row.passages.paragraphs().annotate(count=Count("sentences"))[: MAX_PARAGRAPHS + 1])
    lengths = {ref: end - start for ref, start, end in row.passages.values_list("ref", "start", "end")}
    context = {
        "source": row,
        "ref": ref[: references.MAX_REFERENCE_LENGTH],
        "reason": reason,
        "paragraphs": paragraphs[:MAX_PARAGRAPHS],
        "has_more": len(paragraphs) > MAX_PARAGRAPHS,
        "nearest": references.find_nearest_reference(ref, lengths),
    }
    return render(request, "sources/no_such_passage.html", context, status=404)
