"""The pages and forms of search. All are read by GET, and the address holds all that was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from archive.formats import opensearch
from archive.models import Source
from archive.search import engine
from archive.search.engine import FoundDocument
from archive.search.facets import Facet, build_facets, list_active_filters
from archive.search.find import SearchResults, find_documents, parse_filters, suggest_queries
from archive.search.query import MAX_QUERY_LENGTH, Query, QueryError, parse_query, remove_quotes
from archive.search.reference_lookup import find_referenced_passages
from archive.search.results import Hit, build_hits
from archive.search.url_state import PAGE_SIZE, SearchState
from archive.vocabulary import OTHER_LANGUAGE, QUERY_ERRORS, SEARCH_KIND_LABELS

# Hits of each kind where several kinds are shown.
HITS_PER_KIND = 5
MAX_SUGGESTIONS = 10
JSON_OPTIONS = {"ensure_ascii": False}
CORS_HEADERS = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class HitGroup:
    """The hits of a kind, of how many in all, and the query string that shows them all."""

    kind: str
    hits: list[Hit]
    count: int
    is_truncated: bool
    query: str


@dataclass(frozen=True)
class ResultPage:
    """What was asked, what was found, and the stretch of it that is shown."""

    state: SearchState
    found: SearchResults
    hits: list[Hit]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))

    def page_query(self, pages: int) -> str:
        """The query string so many pages on; empty if there is no such page."""
        page = self.state.page + pages
        return self.state.with_changes(page=page).query if 1 <= page <= self.pages else ""

    @property
    def is_truncated(self) -> bool:
        """Whether there may be more than were looked at."""
        return any(kind in self.found.truncated_kinds for kind in {one.kind for one in self.found.selected})


def run_search(request: HttpRequest) -> tuple[SearchState, Query, SearchResults]:
    """What the request asks, and what answers it. Raises Refused."""
    try:
        given = request.GET
    except TooManyFieldsSent as error:
        raise QueryError("fields") from error
    state = SearchState.from_query(given)
    if any("\0" in one or "\ufffd" in one for name in given for one in given.getlist(name)):
        raise QueryError("bytes")
    query = parse_query(state.text, exact=state.exact)
    chosen = parse_filters([*query.filters, *state.filter_pairs])
    state = replace(state, text=query.text_without_filters, kind=chosen.kind, records=chosen.records, date=chosen.date)
    return state, query, find_documents(query, chosen)


def handle_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is handed what was asked and found; what is refused is explained, with status 400."""

    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request, *run_search(request))
        except QueryError as refusal:
            told = QUERY_ERRORS.get(refusal.reason, QUERY_ERRORS["record"])
            context = {"refusal": refusal, "told": told, "text": _printable_query(request), "how_to_search": _help_template()}
            # Without what was asked, which may be of any length.
            context["other_address"] = translate_url(request.path, OTHER_LANGUAGE[get_language()])
            if request.path.endswith(".json"):
                why = {"error": refusal.reason, "value": refusal.value, "told": [str(one) for one in told]}
                return JsonResponse(why, status=400, json_dumps_params=JSON_OPTIONS, headers=CORS_HEADERS)
            return render(request, "search/search_refused.html", context, status=400)

    return answered


def _help_template() -> str:
    return f"about/searching.{get_language()}.html"


def _printable_query(request: HttpRequest) -> str:
    try:
        return "".join(one for one in request.GET.get("q", "")[:MAX_QUERY_LENGTH] if one.isprintable())
    except TooManyFieldsSent:
        return ""


@handle_refusals
def search(request: HttpRequest, state: SearchState, query: Query, found: SearchResults) -> HttpResponse:
    """The page of a search; without a query, how to search."""
    answer = _build_result_page(state, found) if state.kind else ResultPage(state, found, [], len(found.documents))
    context = {
        "state": answer.state,
        "referred": find_referenced_passages(state.text),
        "asked": bool(query or found.filters or state.kind),
        "answer": answer,
        "found": found,
        "groups": _group_hits(answer),
        "facets": build_facets(found, state),
        "picked": list_active_filters(found, state),
        "kinds": [
            (kind, SEARCH_KIND_LABELS[kind], count, state.with_changes(kind=kind).query) for kind, count in found.counts.items()
        ],
        "every_kind": state.with_changes(kind="").query,
        "before": answer.page_query(-1),
        "after": answer.page_query(1),
        "how_to_search": _help_template(),
        **({} if found.documents else _suggest_alternatives(state, query, found)),
    }
    return render(request, "search/search.html", context)


def _build_result_page(state: SearchState, found: SearchResults) -> ResultPage:
    """The page of hits that is asked for, or the last there is."""
    state = replace(state, page=min(state.page, max(1, -(-len(found.selected) // PAGE_SIZE))))
    start = (state.page - 1) * PAGE_SIZE
    return ResultPage(state, found, build_hits(found.selected[start : start + PAGE_SIZE], found), len(found.selected))


def _group_hits(answer: ResultPage) -> list[HitGroup]:
    """The hits by kind: all if they are few, else the first of each kind."""
    state, found = answer.state, answer.found
    if state.kind:
        return [HitGroup(state.kind, answer.hits, answer.total, state.kind in found.truncated_kinds, "")] if answer.hits else []
    most = PAGE_SIZE if len(found.documents) <= PAGE_SIZE else HITS_PER_KIND
    chosen: list[FoundDocument] = []
    for kind in found.counts:
        chosen += [one for one in found.documents if one.kind == kind][:most]
    shown = build_hits(chosen, found)
    return [
        HitGroup(
            kind,
            [one for one in shown if one.kind == kind],
            count,
            kind in found.truncated_kinds,
            state.with_changes(kind=kind).query,
        )
        for kind, count in found.counts.items()
    ]


def _suggest_alternatives(state: SearchState, query: Query, found: SearchResults) -> dict[str, object]:
    """What to try where nothing was found: other spellings, and the same words without quotation marks, filters or the switch."""
    offered = [(text, state.with_changes(text=text).query) for text in suggest_queries(query)]
    wider = state.with_changes(records=(), date="", kind="")
    wide = find_documents(query, parse_filters([])) if found.filters and query.terms else None
    loose = find_documents(replace(query, exact=False), found.filters) if query.exact else None
    apart = remove_quotes(query)
    return {
        "sources": Source.objects.count,
        "suggested": offered,
        "without_quotes": state.with_changes(text=apart).query
        if apart and find_documents(parse_query(apart, exact=query.exact), found.filters).documents
        else "",
        "without_filters": wider.query if wide and wide.documents else "",
        "without_exact": state.with_changes(exact=False).query if loose and loose.documents else "",
    }


@handle_refusals
def search_json(request: HttpRequest, state: SearchState, query: Query, found: SearchResults) -> HttpResponse:
    """The same results for machines, a page at a time, in the same order."""
    answer = _build_result_page(state, found)
    offered = [] if found.documents else suggest_queries(query)
    data = opensearch.format_results(
        _represent_page(answer),
        [_represent_hit(one) for one in answer.hits],
        _represent_facets(build_facets(found, state)),
        offered,
    )
    return JsonResponse(data, json_dumps_params=JSON_OPTIONS, headers=CORS_HEADERS)


@handle_refusals
def search_atom(request: HttpRequest, state: SearchState, query: Query, found: SearchResults) -> HttpResponse:
    """The same results as an Atom feed."""
    answer = _build_result_page(state, found)
    updated = Source.objects.order_by("-accessioned").values_list("accessioned", flat=True).first()
    text = opensearch.render_feed(
        _represent_page(answer), [_represent_hit(one) for one in answer.hits], updated.isoformat() if updated else "1970-01-01"
    )
    return HttpResponse(text.encode(), content_type="application/atom+xml; charset=utf-8")


def _represent_page(answer: ResultPage) -> dict[str, object]:
    """What both forms say of the whole: the query, the counts, the addresses of the pages."""
    state = answer.state
    around = {"self": state.page, "first": 1, "previous": state.page - 1, "next": state.page + 1, "last": answer.pages}
    return {
        "query": state.text,
        "filters": [list(one) for one in state.filter_pairs],
        "exact": state.exact,
        "total": answer.total,
        "more": answer.is_truncated,
        "page": state.page,
        "pages": answer.pages,
        "per_page": PAGE_SIZE,
        "queries": {name: state.with_changes(page=at).query for name, at in around.items() if 1 <= at <= answer.pages},
    }


def _represent_hit(hit: Hit) -> dict[str, object]:
    """A hit as a plain dict: offsets of the words found are code points of the text that is given."""
    texts = [
        {
            "role": text.role,
            "language": text.language,
            "text": text.plain,
            "found": [[match.span.start, match.span.end] for match in text.found] if not (text.before or text.after) else [],
        }
        for text in hit.texts
    ]
    title = hit.title.plain if hit.title else ""
    return {
        "kind": hit.kind,
        "identifier": hit.identifier,
        "permanent": hit.permanent,
        "address": hit.address,
        "title": title or (texts[0]["text"] if texts else hit.identifier),
        "texts": texts,
        "why": hit.reasons,
    }


def _represent_facets(shown: list[Facet]) -> dict[str, list[dict[str, object]]]:
    return {one.name: [{"value": each.value, "label": each.label, "count": each.count} for each in one.choices] for one in shown}


def opensearch_description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, by which a browser takes the archive’s search up."""
    return HttpResponse(
        opensearch.render_description().encode(), content_type="application/opensearchdescription+xml; charset=utf-8"
    )


def search_suggestions(request: HttpRequest) -> HttpResponse:
    """What a query that has been begun may become, in the form of OpenSearch suggestions: names first, then words of the archive."""
    typed = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    found = [] if "\0" in typed or "\ufffd" in typed else engine.suggest_completions(typed, MAX_SUGGESTIONS)
    addresses = [f"{settings.CANONICAL_ORIGIN}{reverse('search')}?{SearchState(text).query}" for text in found]
    data = [typed, found, [""] * len(found), addresses]
    return JsonResponse(data, safe=False, json_dumps_params=JSON_OPTIONS, content_type="application/x-suggestions+json")
