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

from archive import searchengine
from archive.facets import Facet, facets, picked
from archive.formats import opensearch
from archive.hits import Hit, hits
from archive.labels import FOUND, OTHER, REFUSED
from archive.models import Source
from archive.referred import referred
from archive.search import Found, filters, find, suggestions
from archive.searchengine import Document
from archive.searching.query import LONGEST, Query, Refused, parse, unquoted
from archive.searching.state import PAGE_SIZE, State

# Hits of each kind where several kinds are shown.
FEW = 5
SUGGESTED = 10
JSON = {"ensure_ascii": False}
ANYWHERE = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Group:
    """The hits of a kind, of how many in all, and the query string that shows them all."""

    kind: str
    hits: list[Hit]
    count: int
    full: bool
    query: str


@dataclass(frozen=True)
class Answer:
    """What was asked, what was found, and the stretch of it that is shown."""

    state: State
    found: Found
    hits: list[Hit]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))

    def turned(self, pages: int) -> str:
        """The query string so many pages on; empty if there is no such page."""
        page = self.state.page + pages
        return self.state.but(page=page).query if 1 <= page <= self.pages else ""

    @property
    def full(self) -> bool:
        """Whether there may be more than were looked at."""
        return any(kind in self.found.full for kind in {one.kind for one in self.found.chosen})


def asked(request: HttpRequest) -> tuple[State, Query, Found]:
    """What the request asks, and what answers it. Raises Refused."""
    try:
        given = request.GET
    except TooManyFieldsSent as error:
        raise Refused("fields") from error
    state = State.of(given)
    if any("\0" in one or "\ufffd" in one for name in given for one in given.getlist(name)):
        raise Refused("bytes")
    query = parse(state.text, exact=state.exact)
    chosen = filters([*query.filters, *state.typed])
    state = replace(state, text=query.rest, kind=chosen.kind, records=chosen.records, date=chosen.date)
    return state, query, find(query, chosen)


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is handed what was asked and found; what is refused is explained, with status 400."""

    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request, *asked(request))
        except Refused as refusal:
            told = REFUSED.get(refusal.reason, REFUSED["record"])
            context = {"refusal": refusal, "told": told, "text": _shown(request), "how_to_search": _how()}
            # Without what was asked, which may be of any length.
            context["other_address"] = translate_url(request.path, OTHER[get_language()])
            if request.path.endswith(".json"):
                why = {"error": refusal.reason, "value": refusal.value, "told": [str(one) for one in told]}
                return JsonResponse(why, status=400, json_dumps_params=JSON, headers=ANYWHERE)
            return render(request, "archive/search_refused.html", context, status=400)

    return answered


def _how() -> str:
    return f"about/searching.{get_language()}.html"


def _shown(request: HttpRequest) -> str:
    try:
        return "".join(one for one in request.GET.get("q", "")[:LONGEST] if one.isprintable())
    except TooManyFieldsSent:
        return ""


@answering
def search(request: HttpRequest, state: State, query: Query, found: Found) -> HttpResponse:
    """The page of a search; without a query, how to search."""
    answer = _answer(state, found) if state.kind else Answer(state, found, [], len(found.documents))
    context = {
        "state": answer.state,
        "referred": referred(state.text),
        "asked": bool(query or found.filters or state.kind),
        "answer": answer,
        "found": found,
        "groups": _groups(answer),
        "facets": facets(found, state),
        "picked": picked(found, state),
        "kinds": [(kind, FOUND[kind], count, state.but(kind=kind).query) for kind, count in found.counts.items()],
        "every_kind": state.but(kind="").query,
        "before": answer.turned(-1),
        "after": answer.turned(1),
        "how_to_search": _how(),
        **({} if found.documents else _instead(state, query, found)),
    }
    return render(request, "archive/search.html", context)


def _answer(state: State, found: Found) -> Answer:
    """The page of hits that is asked for, or the last there is."""
    state = replace(state, page=min(state.page, max(1, -(-len(found.chosen) // PAGE_SIZE))))
    start = (state.page - 1) * PAGE_SIZE
    return Answer(state, found, hits(found.chosen[start : start + PAGE_SIZE], found), len(found.chosen))


def _groups(answer: Answer) -> list[Group]:
    """The hits by kind: all if they are few, else the first of each kind."""
    state, found = answer.state, answer.found
    if state.kind:
        return [Group(state.kind, answer.hits, answer.total, state.kind in found.full, "")] if answer.hits else []
    most = PAGE_SIZE if len(found.documents) <= PAGE_SIZE else FEW
    chosen: list[Document] = []
    for kind in found.counts:
        chosen += [one for one in found.documents if one.kind == kind][:most]
    shown = hits(chosen, found)
    return [
        Group(kind, [one for one in shown if one.kind == kind], count, kind in found.full, state.but(kind=kind).query)
        for kind, count in found.counts.items()
    ]


def _instead(state: State, query: Query, found: Found) -> dict[str, object]:
    """What to try where nothing was found: other spellings, and the same words without quotation marks, filters or the switch."""
    offered = [(text, state.but(text=text).query) for text in suggestions(query)]
    wider = state.but(records=(), date="", kind="")
    wide = find(query, filters([])) if found.filters and query.terms else None
    loose = find(replace(query, exact=False), found.filters) if query.exact else None
    apart = unquoted(query)
    return {
        "sources": Source.objects.count,
        "suggested": offered,
        "without_quotes": state.but(text=apart).query
        if apart and find(parse(apart, exact=query.exact), found.filters).documents
        else "",
        "without_filters": wider.query if wide and wide.documents else "",
        "without_exact": state.but(exact=False).query if loose and loose.documents else "",
    }


@answering
def as_json(request: HttpRequest, state: State, query: Query, found: Found) -> HttpResponse:
    """The same results for machines, a page at a time, in the same order."""
    answer = _answer(state, found)
    offered = [] if found.documents else suggestions(query)
    data = opensearch.results(_told(answer), [_plain(one) for one in answer.hits], _counted(facets(found, state)), offered)
    return JsonResponse(data, json_dumps_params=JSON, headers=ANYWHERE)


@answering
def as_atom(request: HttpRequest, state: State, query: Query, found: Found) -> HttpResponse:
    """The same results as an Atom feed."""
    answer = _answer(state, found)
    updated = Source.objects.order_by("-accessioned").values_list("accessioned", flat=True).first()
    text = opensearch.atom(_told(answer), [_plain(one) for one in answer.hits], updated.isoformat() if updated else "1970-01-01")
    return HttpResponse(text.encode(), content_type="application/atom+xml; charset=utf-8")


def _told(answer: Answer) -> dict[str, object]:
    """What both forms say of the whole: the query, the counts, the addresses of the pages."""
    state = answer.state
    around = {"self": state.page, "first": 1, "previous": state.page - 1, "next": state.page + 1, "last": answer.pages}
    return {
        "query": state.text,
        "filters": [list(one) for one in state.typed],
        "exact": state.exact,
        "total": answer.total,
        "more": answer.full,
        "page": state.page,
        "pages": answer.pages,
        "per_page": PAGE_SIZE,
        "queries": {name: state.but(page=at).query for name, at in around.items() if 1 <= at <= answer.pages},
    }


def _plain(hit: Hit) -> dict[str, object]:
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


def _counted(shown: list[Facet]) -> dict[str, list[dict[str, object]]]:
    return {one.name: [{"value": each.value, "label": each.label, "count": each.count} for each in one.choices] for one in shown}


def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, by which a browser takes the archive’s search up."""
    return HttpResponse(opensearch.description().encode(), content_type="application/opensearchdescription+xml; charset=utf-8")


def suggest(request: HttpRequest) -> HttpResponse:
    """What a query that has been begun may become, in the form of OpenSearch suggestions: names first, then words of the archive."""
    typed = request.GET.get("q", "")[:LONGEST]
    found = [] if "\0" in typed or "\ufffd" in typed else searchengine.completions(typed, SUGGESTED)
    addresses = [f"{settings.CANONICAL_ORIGIN}{reverse('search')}?{State(text).query}" for text in found]
    data = [typed, found, [""] * len(found), addresses]
    return JsonResponse(data, safe=False, json_dumps_params=JSON, content_type="application/x-suggestions+json")
