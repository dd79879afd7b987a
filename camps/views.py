"""Pages of camps and other places. ``archive.urls`` passes the map and the evacuations, because camps do not know marches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from archive.addresses import build_permanent_url
from archive.claims import disagreements, questions
from archive.claims.timeline import RoutedClaims, build_timeline
from archive.models import Claim, Mention, Subject
from archive.models.cached_rows import CachedRows, get_row_or_404, load_rows
from archive.models.claim import count_claims_about, select_claims_about
from archive.models.subject import count_mentions
from archive.search.found_words import FOUND_PARAMETERS, FoundWords, read_found_words
from archive.sources.concordance import build_concordance
from archive.web import record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import paginate
from camps import kinds, representations
from camps.models import Place
from camps.place_index import load_place_index
from camps.place_list import build_place_list

# Maximum spellings of the name, and mentions under each; claims, lines of the concordance and routes on a page.
MAX_SPELLINGS, MENTIONS_PER_SPELLING, CLAIMS_PER_PAGE, MENTIONS_PER_PAGE, ROUTES_PER_PAGE = 6, 5, 5, 10, 3
# Returns the map of everything or of one subject as context of a page, with ``places`` and ``routes``.
Overview = Callable[..., dict[str, Any]]


class PlaceRoutes(NamedTuple):
    """What the page of a place shows of routes.

    ``find``: those that left or reached it, or stopped there, in few words; ``load``: of these, the records of those that the page shows or its map
    draws; ``split``: which of some did what; ``find_claims``: those of some claims that state routes.
    """

    find: Callable[[Place], list[Any]]
    load: Callable[[Place, list[Any], Iterable[Any]], list[Any]]
    split: Callable[[Place, Iterable[Any]], Mapping[str, list]]
    find_claims: Callable[[Iterable[Claim]], RoutedClaims]


@reads_parameters("country", "kind", "page", "part-of", "region", "script")
def camps(request: HttpRequest, *, overview: Overview) -> HttpResponse:
    """List camps, as the sources spell them, and other places: all, or a page of them.

    Of several pages ``?script=`` is that of the names by which they are ordered; ``?kind=``, ``?part-of=``, a camp,
    ``?country=``, a code of ISO 3166-1 or “none”, and ``?region=``, a place, select places.
    """
    context = {**overview(), **build_place_list(request)}
    items = [build_permanent_url(place.subject.kind, place.subject.identifier) for place in context["listed"]]
    return record_page.render_list_page(request, "camps/camps.html", context, (kinds.CAMP_KIND, kinds.PLACE_KIND), items)


@reads_parameters("claims", "mentions", "routes", *FOUND_PARAMETERS)
def place(request: HttpRequest, identifier: str, *, kind: str, overview: Overview, routes: PlaceRoutes) -> HttpResponse:
    """Show a camp, or a place that is not a camp. ``?found=`` marks the words of a search."""
    place = get_row_or_404(select_place, kind, identifier)
    subject, is_camp = place.subject, kind == Subject.Kind.CAMP
    listed = routes.find(place)
    moved = paginate(listed, request, "routes", ROUTES_PER_PAGE)
    loaded = routes.load(place, listed, moved)
    shown = overview(subject, load_own=lambda: loaded)
    spans = CachedRows(select_mentions, subject)
    mentions = paginate(spans, request, "mentions", MENTIONS_PER_PAGE, count=count_mentions().get(subject.pk, 0))
    subject.named = load_naming_mentions(place, mentions)
    about = CachedRows(select_claims_about, subject)
    claims = paginate(about, request, "claims", CLAIMS_PER_PAGE, count=count_claims_about().get(subject.pk, 0))
    keys = {route.pk for route in moved}
    evacuations = routes.split(place, [route for route in loaded if route.pk in keys])
    # The questions of evacuated camps are about movements between sets: a route by stops says from where to where it went.
    topics = {place.kind, *(["camp"] if is_camp else []), *(["evacuated-camp"] if is_camp and evacuations["of_sets"] else [])}
    found = read_found_words(request.GET)
    context = {
        "place": place,
        "spellings": choose_spellings(place, found),
        "claims": claims,
        "mentions": mentions,
        **split_disagreements(claims),
        "evacuations": evacuations,
        "place_routes": moved,
        "has_parts": place.is_camp and place.pk in load_place_index().wholes,
        "timeline": SimpleLazyObject(lambda: build_timeline(claims, routes.find_claims(claims), small=True)),
        "concordance": SimpleLazyObject(partial(build_concordance, mentions)),
        "silences": SimpleLazyObject(partial(questions.unanswered_questions, subject, topics)),
        "found_words": found,
        **shown,
    }
    record_kind = kinds.CAMP_KIND if is_camp else kinds.PLACE_KIND
    represent = partial(representations.describe_place, place, claims, subject.named)
    return record_page.render_record_page(
        request,
        "camps/place.html",
        context,
        record_kind,
        represent,
        *(identifier, claims.number, mentions.number, moved.number),
    )


def select_place(kind: str, identifier: str) -> QuerySet[Place]:
    """Select a place with what its page shows of the gazetteer."""
    return Place.objects.with_gazetteer_data().filter(subject__kind=kind, subject__identifier=identifier)


def select_mentions(subject: Subject) -> QuerySet[Mention]:
    """Select the mentions of a place, with links to their words."""
    return subject.mentions.with_refs()


def select_naming_mentions(subject: Subject) -> QuerySet[Mention]:
    """Select the first mentions under each spelling of the name, with links to their words."""
    return subject.mentions.names(MENTIONS_PER_SPELLING).with_refs()


def load_naming_mentions(place: Place, mentions: Page) -> list[Mention]:
    """Return mentions by name: of ``mentions`` if these are all, or else the first ``MENTIONS_PER_SPELLING`` of each spelling."""
    if mentions.has_other_pages():
        return load_rows(select_naming_mentions, place.subject)
    return [mention for mention in mentions if mention.form == Mention.Form.NAME]


def choose_spellings(place: Place, found: FoundWords | None) -> list[tuple[str, list[Mention]]]:
    """Return the first ``MAX_SPELLINGS`` of the name, those with the words of a search before others, so that these are marked."""
    spellings = place.spellings
    if found and len(spellings) > MAX_SPELLINGS:
        spellings.sort(key=lambda spelling: not found.find_matches(spelling[0]))
    return spellings[:MAX_SPELLINGS]


def split_disagreements(claims: Iterable[Claim]) -> dict[str, object]:
    """Return ``differing``, groups of claims that disagree, and ``undisputed``, the other claims in their order."""
    groups = disagreements.group_disagreements(claims)
    disputed = {item.claim.pk for group in groups for item in group.claims}
    return {"differing": groups, "undisputed": [claim for claim in claims if claim.pk not in disputed]}
