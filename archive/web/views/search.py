"""The search page, its results as JSON and Atom, and OpenSearch. All are read by GET; the URL holds the whole search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from itertools import chain
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from archive.formats import opensearch
from archive.models import RecordVersion, Source
from archive.search import concordance as concordances
from archive.search import find
from archive.search.completions import suggest_completions
from archive.search.facets import build_facets, list_active_filters
from archive.search.find import SearchFilters, SearchResults
from archive.search.matching import NamedPlace
from archive.search.months import build_months
from archive.search.query import MAX_QUERY_LENGTH, Query, QueryError, parse_query, remove_quotes
from archive.search.results import Hit, build_hits
from archive.search.typed_dates import TypedDate
from archive.search.url_state import PAGE_SIZE, SearchState
from archive.versions import permanent_urls
from archive.versions.history import find_final_version
from archive.versions.lookup import NamedLine, find_named_lines
from archive.versions.record_titles import get_title
from archive.vocabulary import OTHER_LANGUAGE, QUERY_ERRORS, SEARCH_KIND_LABELS
from archive.web.page_urls import build_history_url, build_page_url, build_version_url

# Hits of each kind where several kinds are shown.
HITS_PER_KIND = 5
MAX_COMPLETIONS = 10
JSON_OPTIONS = {"ensure_ascii": False}


@dataclass(frozen=True)
class HitGroup:
    """Hits of a kind, the number of all its documents, and the query string that shows them all."""

    kind: str
    hits: list[Hit]
    count: int
    query: str


@dataclass(frozen=True)
class ResultPage:
    """A page of results: the search, all that was found, and the hits of the page."""

    state: SearchState
    results: SearchResults
    hits: list[Hit]

    @cached_property
    def offered_date(self) -> TypedDate | None:
        """Return the date in the query, if narrowing to it finds anything."""
        return find.find_offered_date(self.results)

    @property
    def total(self) -> int:
        """Return the number of results on all pages."""
        return len(self.results.selected)

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return max(1, -(-self.total // PAGE_SIZE))

    def page_query(self, page: int) -> str:
        """Return the query string of another page; empty if there is no such page."""
        return self.state.with_changes(page=page).query if 1 <= page <= self.pages else ""

    @property
    def is_truncated(self) -> bool:
        """Return true if there may be more results than were looked at."""
        return not self.results.truncated_kinds.isdisjoint(document.kind for document in self.results.selected)


def run_search(request: HttpRequest) -> tuple[SearchState, Query, SearchResults]:
    """Run the search of a request; raise ``QueryError`` if it cannot be answered."""
    try:
        parameters = request.GET
    except TooManyFieldsSent as error:
        raise QueryError("fields") from error
    state = SearchState.from_query(parameters)
    if any("\0" in value or "\ufffd" in value for _name, values in parameters.lists() for value in values):
        raise QueryError("bytes")
    query = parse_query(state.text, exact=state.exact)
    filters = find.parse_filters([*query.filters, *state.filter_pairs])
    state = replace(state, text=query.text_without_filters, kind=filters.kind, records=filters.records, date=filters.date)
    results = find.find_documents(query, filters)
    return state, query, find.sort_by_date(results) if state.sort == "date" else results


def handle_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run the search for a view, and explain a refused one with status 400."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        try:
            return view(request, *run_search(request))
        except QueryError as refusal:
            explanation = QUERY_ERRORS.get(refusal.reason, QUERY_ERRORS["record"])
            if request.path.endswith(".json"):
                data = {
                    "error": refusal.reason,
                    "value": refusal.value,
                    "told": list(map(str, explanation)),
                    "did_you_mean": [refusal.suggestion] if refusal.suggestion else [],
                }
                return JsonResponse(data, status=400, json_dumps_params=JSON_OPTIONS)
            context = {
                "refusal": refusal,
                "explanation": explanation,
                "text": _printable_query(request),
                "suggestion_query": _correct_query(request, refusal),
                "how_to_search": _help_template(),
                # Without the query, which may be of any length.
                "other_address": translate_url(request.path, OTHER_LANGUAGE[get_language()]),
            }
            return render(request, "search/search_refused.html", context, status=400)

    return wrapper


def _help_template() -> str:
    return f"about/searching.{get_language()}.html"


def _printable_query(request: HttpRequest) -> str:
    try:
        return "".join(filter(str.isprintable, request.GET.get("q", "")[:MAX_QUERY_LENGTH]))
    except TooManyFieldsSent:
        return ""


def _correct_query(request: HttpRequest, refusal: QueryError) -> str:
    """Return the query string with the refused value replaced by the suggestion; empty if there is none."""
    if not refusal.suggestion:
        return ""
    suggestion = f'"{refusal.suggestion}"' if " " in refusal.suggestion else refusal.suggestion
    pairs = [
        (name, suggestion if name == refusal.reason else value.replace(refusal.value, suggestion) if name == "q" else value)
        for name, values in request.GET.lists()
        for value in values
    ]
    return urlencode(pairs)


@handle_refusals
def search(request: HttpRequest, state: SearchState, query: Query, results: SearchResults) -> HttpResponse:
    """Render the results of a search; without a query, how to search."""
    page = _build_result_page(state, results) if state.kind else ResultPage(state, results, [])
    context = {
        "state": page.state,
        "references": find.find_referenced_passages(state.text),
        "named": list(map(_describe_line, find_named_lines(state.text))),
        "has_query": bool(query or results.filters or state.kind),
        "page": page,
        "results": results,
        "groups": _group_hits(page),
        "facets": build_facets(results, state),
        "months": build_months(results, state),
        "active_filters": list_active_filters(state),
        "kinds": [
            (kind, SEARCH_KIND_LABELS[kind], count, state.with_changes(kind=kind).query) for kind, count in results.counts.items()
        ],
        "orders": [(order, state.with_changes(sort=order).query) for order in ("", "date")] if results.has_dates else [],
        "every_kind": state.with_changes(kind="").query,
        "in_context": _build_concordance_query(page),
        "before": page.page_query(page.state.page - 1),
        "after": page.page_query(page.state.page + 1),
        "how_to_search": _help_template(),
        "help_hits": build_hits(results.help_pages, results),
        "offered": [
            (date.words, state.with_changes(text=date.rest, date=date.edtf).query) for date in filter(None, [page.offered_date])
        ],
        "suggested": [(text, state.with_changes(text=text).query) for text in find.suggest_queries(results)],
        **({} if results.documents else _suggest_alternatives(state, query, results)),
    }
    return render(request, "search/search.html", context)


@handle_refusals
def concordance(request: HttpRequest, state: SearchState, query: Query, results: SearchResults) -> HttpResponse:
    """Render every match in the passages with the words on either side, in the order that ``order`` names, a page at a time."""
    order = request.GET.get("order", "")
    order = order if order in concordances.ORDERS else ""
    lines = concordances.list_word_lines(results, order) if query.terms and not results.is_partial else []
    pages = max(1, -(-len(lines) // concordances.PAGE_SIZE))
    number = min(state.page, pages)

    def build_query(page: int, order: str = order) -> str:
        pairs = state.with_changes(page=page).query
        return f"{pairs}&order={order}" if order else pairs

    context = {
        "state": state,
        "count": len(lines),
        "is_truncated": "passage" in results.truncated_kinds,
        "groups": concordances.group_lines(lines[(number - 1) * concordances.PAGE_SIZE : number * concordances.PAGE_SIZE]),
        "orders": [(choice, choice == order, build_query(1, choice)) for choice in concordances.ORDERS],
        "number": number,
        "pages": pages,
        "before": build_query(number - 1) if number > 1 else "",
        "after": build_query(number + 1) if number < pages else "",
    }
    return render(request, "search/concordance.html", context)


def _describe_line(named: NamedLine) -> dict[str, object]:
    """Return a line of the ledger with the title of its record and the address that its name leads to."""
    line = named.line
    final = line if line.outcome == RecordVersion.Outcome.RECORD else find_final_version(line.key)
    address = build_page_url(line.key) or build_history_url(line.key)
    return {
        **named._asdict(),
        "title": get_title(line.key, final.record if final else None)[get_language()],
        "address": build_version_url(line.key, line.version) if named.is_version else address,
    }


def _represent_named(state: SearchState) -> list[dict[str, object]]:
    """Return the versions and records that the text of a search names, as plain data."""
    return [
        {
            "kind": permanent_urls.name_in_addresses(line.key).kind,
            "identifier": line.identifier,
            "version": line.version,
            "edition": line.edition_id,
            "published": line.edition.published,
            "outcome": line.outcome,
            "is_version": named.is_version,
            "permanent": permanent_urls.build_version_url(line) if named.is_version else permanent_urls.build_record_url(line.key),
            **{name: described[name] for name in ("address", "title")},
        }
        for named in find_named_lines(state.text)
        for line, described in [(named.line, _describe_line(named))]
    ]


def _build_result_page(state: SearchState, results: SearchResults) -> ResultPage:
    """Return the page of the search, or the last page if there are fewer."""
    page = min(state.page, ResultPage(state, results, []).pages)
    hits = build_hits(results.selected[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], results)
    return ResultPage(replace(state, page=page), results, hits)


def _build_concordance_query(page: ResultPage) -> str:
    """Return the query string of the concordance; empty if no passage has all words of the search."""
    has_passages = bool(page.results.query.terms) and not page.results.is_partial and "passage" in page.results.counts
    return page.state.with_changes(kind="", sort="").query if has_passages else ""


def _group_hits(page: ResultPage) -> list[HitGroup]:
    """Return the hits by kind: all if they fit on a page, else the first of each kind."""
    state, results = page.state, page.results
    if state.kind:
        return [HitGroup(state.kind, page.hits, page.total, "")] if page.hits else []
    limit = PAGE_SIZE if len(results.documents) <= PAGE_SIZE else HITS_PER_KIND
    documents = [[document for document in results.documents if document.kind == kind][:limit] for kind in results.counts]
    hits = build_hits(list(chain.from_iterable(documents)), results)
    return [
        HitGroup(kind, [hit for hit in hits if hit.kind == kind], count, state.with_changes(kind=kind).query)
        for kind, count in results.counts.items()
    ]


def _suggest_alternatives(state: SearchState, query: Query, results: SearchResults) -> dict[str, object]:
    """Return alternatives to a search without results: other spellings, and fewer conditions if these find anything."""
    filters, unquoted = results.filters, remove_quotes(query)

    def has_results(query: Query, filters: SearchFilters) -> bool:
        return bool(find.find_documents(query, filters).documents)

    without_quotes = bool(unquoted) and has_results(parse_query(unquoted, exact=query.exact), filters)
    without_filters = bool(filters and query.terms) and has_results(query, SearchFilters())
    without_exact = query.exact and has_results(replace(query, exact=False), filters)
    return {
        "sources": Source.objects.count,
        "without_quotes": state.with_changes(text=unquoted).query if without_quotes else "",
        "without_filters": state.with_changes(records=(), date="", kind="").query if without_filters else "",
        "without_exact": state.with_changes(exact=False).query if without_exact else "",
    }


@handle_refusals
def search_json(request: HttpRequest, state: SearchState, query: Query, results: SearchResults) -> HttpResponse:
    """Return the results as JSON, a page at a time, in the same order."""
    page = _build_result_page(state, results)
    facets = {
        facet.name: [{"value": choice.value, "label": choice.label, "count": choice.count} for choice in facet.choices]
        for facet in build_facets(results, state)
    }
    suggested = find.suggest_queries(results)
    named = _represent_named(state)
    data = opensearch.format_results(_represent_page(page), named, list(map(_represent_hit, page.hits)), facets, suggested)
    return JsonResponse(data, json_dumps_params=JSON_OPTIONS)


@handle_refusals
def search_atom(request: HttpRequest, state: SearchState, query: Query, results: SearchResults) -> HttpResponse:
    """Return the results as an Atom feed, a page at a time, in the same order."""
    page = _build_result_page(state, results)
    updated = Source.objects.order_by("-accessioned").values_list("accessioned", flat=True).first()
    day = updated.isoformat() if updated else "1970-01-01"
    feed = opensearch.render_feed(_represent_page(page), _represent_named(state), list(map(_represent_hit, page.hits)), day)
    return HttpResponse(feed.encode(), content_type="application/atom+xml; charset=utf-8")


def _represent_page(page: ResultPage) -> dict[str, object]:
    """Return the query, the counts and the query strings of other pages as plain data."""
    state, results, number = page.state, page.results, page.state.page
    links = {"self": number, "first": 1, "previous": number - 1, "next": number + 1, "last": page.pages}
    return {
        "query": state.text,
        "filters": list(map(list, state.filter_pairs)),
        "exact": state.exact,
        "sort": state.sort,
        "total": page.total,
        "more": page.is_truncated,
        "page": number,
        "pages": page.pages,
        "per_page": PAGE_SIZE,
        "partial": results.is_partial,
        "ignored": list(results.ignored),
        "read_as": list(map(_describe_similar_name, results.reading.similar_names)),
        "unsupported": list(results.query.unsupported),
        "offered_date": page.offered_date.edtf if page.offered_date else "",
        "help_pages": [_represent_hit(hit) for hit in build_hits(results.help_pages, results)],
        "queries": {name: page.page_query(linked) for name, linked in links.items() if 1 <= linked <= page.pages},
    }


def _represent_hit(hit: Hit) -> dict[str, object]:
    """Return a hit as plain data; matches are offsets in code points of the text, and left out of an excerpt."""
    texts = [
        {
            "role": text.role,
            "language": text.language,
            "text": text.plain,
            "found": [] if text.before or text.after else [list(match.span) for match in text.matches],
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
        "why": [reason.text for reason in hit.reasons],
        **({"missing": list(hit.missing)} if hit.missing else {}),
    }


def _describe_similar_name(place: NamedPlace) -> dict[str, str]:
    """Return a name that the query nearly has as plain data."""
    return {"typed": place.typed, "name": place.name.spelling, "kind": place.name.kind, "identifier": place.name.identifier}


def opensearch_description(request: HttpRequest) -> HttpResponse:
    """Return the OpenSearch description, from which browsers learn of the search."""
    return HttpResponse(
        opensearch.render_description().encode(), content_type="application/opensearchdescription+xml; charset=utf-8"
    )


def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Return completions of an unfinished query as OpenSearch suggestions: names, then words of the archive."""
    typed = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    completions = [] if "\0" in typed or "\ufffd" in typed else suggest_completions(typed, MAX_COMPLETIONS)
    urls = [f"{settings.CANONICAL_ORIGIN}{reverse('search')}?{SearchState(text).query}" for text in completions]
    data = [typed, completions, [""] * len(completions), urls]
    return JsonResponse(data, safe=False, json_dumps_params=JSON_OPTIONS, content_type="application/x-suggestions+json")
