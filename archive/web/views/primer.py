"""Pages that students read first: the glossary, and the story in about a dozen sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from archive.addresses import RecordKey
from archive.claims import scholarship
from archive.models import Anchor, Passage, Role, StoryLine, Term
from archive.models.primer import MAX_TERM_PASSAGES
from archive.search.found_words import FOUND_PARAMETERS, FoundWords, read_found_words
from archive.vocabulary import OTHER_LANGUAGE, find_least_certain
from archive.web.cache.cache_key import reads_parameters
from archive.web.page_urls import build_history_url
from archive.web.views.home import find_only_source

PREFETCH_PASSAGES = Prefetch(
    "standing", Passage.objects.select_related("source").defer("source__text").order_by("source_id", "start")
)


@reads_parameters(*FOUND_PARAMETERS)
def glossary(request: HttpRequest) -> HttpResponse:
    """Render all terms in the order of their language, with the first sentences in whose reading each occurs.

    ``?found=`` marks the words of a search.
    """
    terms = sorted(Term.objects.prefetch_related(PREFETCH_PASSAGES), key=lambda term: term.name.casefold().removeprefix("ال"))
    if not terms:
        raise Http404
    found = read_found_words(request.GET)
    return render(request, "web/glossary.html", {"entries": _build_entries(terms, found), "found_words": found})


class GlossaryEntry(NamedTuple):
    """A term with the first sentence in whose reading it occurs, if any, and the others; ``has_more``: not all of them are named.

    ``is_found``: a search has a form of it in the other language.
    """

    term: Term
    passage: Passage | None
    others: list[Passage]
    has_more: bool
    is_found: bool


def _build_entries(terms: list[Term], found: FoundWords | None) -> list[GlossaryEntry]:
    """Return the entries of terms that have their passages; the texts of first sentences are loaded in two queries."""
    firsts = {term.standing.all()[0].pk for term in terms if term.standing.all()}
    texts = Passage.objects.filter(pk__in=firsts).prefetch_related("source").in_bulk()
    entries = []
    for term in terms:
        passages = list(term.standing.all())
        first = texts[passages[0].pk] if passages else None
        has_more = len(passages) == MAX_TERM_PASSAGES
        entries.append(GlossaryEntry(term, first, passages[1:], has_more, bool(found and _has_other_form(term, found))))
    return entries


def _has_other_form(term: Term, found: FoundWords) -> bool:
    other = OTHER_LANGUAGE[get_language()]
    forms = [getattr(term, f"name_{other}"), *term.forms[other]]
    return not found.find_matches(term.name) and any(map(found.has_all, forms))


@reads_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """Render the story, each sentence with the words that its claims quote."""
    parts: list[tuple[str, list]] = []
    for line in StoryLine.objects.with_evidence():
        if line.heading or not parts:
            parts.append((line.heading, []))
        history_address = build_history_url(RecordKey("story", line.identifier)) if line.identifier else ""
        parts[-1][1].append((line, list(_list_evidence(line)), history_address))
    if not parts:
        raise Http404
    context = {"parts": parts, "scholarship": scholarship.list_for_page("start"), "only_source": find_only_source()}
    return render(request, "web/start.html", context)


class StoryEvidence(NamedTuple):
    """The part of a passage that supports a sentence of the story: the passage's ref, the part's address, text, language and status."""

    ref: str
    address: str
    words: str
    language: str
    status: str


def _list_evidence(line: StoryLine) -> Iterator[StoryEvidence]:
    """Yield one part for each passage, from the first to the last of the words that the claims quote."""
    by_passage: dict[Passage, list[Anchor]] = {}
    for anchor in (anchor for claim in line.claims.all() for anchor in claim.anchors.all() if anchor.role == Role.STATEMENT):
        by_passage.setdefault(anchor.passage, []).append(anchor)
    for passage, anchors in sorted(by_passage.items(), key=lambda item: (item[0].source_id, item[0].start)):
        first, last = min(anchor.start for anchor in anchors), max(anchor.end for anchor in anchors)
        address = reverse("passage", args=[passage.source.identifier, f"{passage.ref}@{first}-{last}"])
        words = passage.source.text[passage.start + first : passage.start + last]
        status = find_least_certain(anchor.status for anchor in anchors)
        yield StoryEvidence(passage.ref, f"{address}#words", words, passage.source.language, status)
