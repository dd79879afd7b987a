"""Pages of the record: home, sources, passages, claims, time."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from archive.addresses import build_permanent_url
from archive.claims import scholarship
from archive.formats import representations
from archive.models import Claim, Mention, Passage, Source
from archive.search.found_words import FOUND_PARAMETERS, read_found_words
from archive.sources import reading_room
from archive.sources.coverage import load_totals, measure_source
from archive.sources.passage_view import PassageView
from archive.text import references
from archive.text.gaps import GAP_MARK, has_gap
from archive.text.span_coverage import TotalCoverage
from archive.text.swhid import compute_swhid
from archive.vocabulary import READING_SWITCHES
from archive.web import record_kinds, record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import paginate
from archive.web.views.home import SOURCES_PER_PAGE


@reads_parameters("page")
def sources(request: HttpRequest) -> HttpResponse:
    """Render a page of the list of sources, SOURCES_PER_PAGE on each; 404 for a page that does not exist."""
    listed, totals = paginate(Source.objects.with_sentence_count().defer("text"), request, "page", SOURCES_PER_PAGE), load_totals()
    context = {
        "sources": [(row, totals.get(row.pk, TotalCoverage())) for row in listed],
        "total": sum(totals.values(), TotalCoverage()),
        "listed": listed,
    }
    items = [build_permanent_url("source", row.identifier) for row in listed]
    return record_page.render_list_page(request, "sources/sources.html", context, [record_kinds.SOURCE_KIND], items)


@reads_parameters("ref", "claim", *READING_SWITCHES)
def source(request: HttpRequest, identifier: str) -> HttpResponse:
    """Render the reading room of a source: its text and the archive's reading. ``?ref=`` redirects to that passage."""
    row = get_object_or_404(Source.objects.with_sentence_count(), identifier=identifier)
    if ref := request.GET.get("ref", "").strip():
        return _redirect_to_passage(request, identifier, ref)
    claims = _load_claims(sentences := _load_sentences(row))
    mentions = Mention.objects.filter(passage__source=row).select_related("subject")
    current = next((claim.identifier for claim in claims if claim.identifier == request.GET.get("claim")), "")
    languages = reading_room.list_reading_languages(sentences)
    views, measured = reading_room.choose_views(request.GET, row.language, languages, get_language()), measure_source(row)
    marked = measured if views["coverage"] == "shown" else ()
    context = {
        "source": row,
        "swhid": compute_swhid(row.text.encode()),
        "has_gaps": has_gap(row.text),
        "gap_mark": GAP_MARK,
        "rows": reading_room.build_rows(sentences, claims, mentions, get_language(), current, marked, views["reading"]),
        "refs": [sentence.ref for sentence in sentences],
        "total": TotalCoverage.of(measured),
        "views": views,
        "is_view_chosen": any(name in request.GET for name in READING_SWITCHES),
        "switches": reading_room.build_switches(views, languages, current),
    }
    record = {
        **representations.represent_source_head(row),
        "sentences": [representations.represent_sentence(sentence) for sentence in sentences],
    }
    return record_page.render_record_page(request, "sources/source.html", context, record_kinds.SOURCE_KIND, record)


@reads_parameters()
def coverage(request: HttpRequest, identifier: str) -> HttpResponse:
    """Render how much of each sentence of a source the claims quote."""
    row = get_object_or_404(Source, identifier=identifier)
    measured = measure_source(row)
    sentences = _load_sentences(row)
    rows = reading_room.build_rows(sentences, _load_claims(sentences), [], get_language(), coverage=measured)
    context = {"source": row, "rows": rows, "total": TotalCoverage.of(measured)}
    return render(request, "sources/coverage.html", context)


def _load_sentences(row: Source) -> list[Passage]:
    return list(row.passages.sentences().select_related("paragraph").prefetch_related("readings"))


def _load_claims(sentences: list[Passage]) -> list[Claim]:
    return list(Claim.objects.quoting(sentences).with_evidence())


def _redirect_to_passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    try:
        return redirect(reverse("passage", args=[identifier, str(references.parse_reference(ref))]))
    except references.InvalidReference as error:
        return passage_not_found(request, identifier, ref, error.reason)


@reads_parameters("claim", *FOUND_PARAMETERS)
def passage(request: HttpRequest, identifier: str, ref: str) -> HttpResponse:
    """Render a paragraph, a sentence, a range, or exact characters; 404 with an explanation for any other reference.

    ``?claim=`` marks the words that this claim quotes, ``?found=`` those of a search.
    """
    row = get_object_or_404(Source, identifier=identifier)
    try:
        reference = references.parse_reference(ref)
        view = PassageView.load(row, reference)
    except references.InvalidReference as error:
        return passage_not_found(request, identifier, ref, error.reason)
    if str(reference) != ref:
        return redirect(reverse("passage", args=[identifier, str(reference)]), permanent=True)
    claim = request.GET.get("claim", "")
    found = read_found_words(request.GET)
    rows = reading_room.mark_found_words(view.build_rows(get_language(), claim), found)
    context = {
        "source": row,
        "view": view,
        "rows": rows,
        "reference": reference,
        "citing": view.list_citing_subjects(),
        "found_words": found,
    }
    context["scholarship"] = scholarship.list_for_passages(view.sentences)
    return record_page.render_record_page(
        request, "sources/passage.html", context, record_kinds.PASSAGE_KIND, representations.represent_passage(view)
    )


def passage_not_found(request: HttpRequest, identifier: str, ref: str, reason: str) -> HttpResponse:
    """Render a 404 that explains references, with the nearest valid one and the passages of the source."""
    row = get_object_or_404(Source, identifier=identifier)
    paragraphs = row.passages.paragraphs().annotate(count=Count("sentences"))
    lengths = {passage.ref: passage.end - passage.start for passage in row.passages.all()}
    context = {
        "source": row,
        "ref": ref[: references.MAX_REFERENCE_LENGTH],
        "reason": reason,
        "paragraphs": paragraphs,
        "nearest": references.find_nearest_reference(ref, lengths),
    }
    return render(request, "sources/no_such_passage.html", context, status=404)
