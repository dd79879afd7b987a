"""Pages of camps and other places. The map and the evacuations are handed in by the wiring: camps do not know marches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from archive.addresses import build_permanent_url
from archive.claims import disagreements, questions
from archive.claims.timeline import build_timeline
from archive.models import Claim, Mention, Subject
from archive.sources.concordance import build_concordance
from archive.web import record_page
from archive.web.paging import paginate
from archive.web.prepared_pages import serve_prepared
from camps import kinds, representations
from camps.models import Place

# On a record's page: mentions under each spelling of the name, and, a page at a time, claims and lines of the concordance.
MENTIONS_PER_SPELLING, CLAIMS_PER_PAGE, MENTIONS_PER_PAGE = 5, 40, 30
# Returns the map's part of a page's context, of everything or of one subject: among it ``places`` and ``routes``.
Overview = Callable[..., dict[str, Any]]
# Returns the routes that reached and that left a place.
Evacuations = Callable[[Place, Iterable[Any]], Mapping[str, list]]


@serve_prepared()
def camps(request: HttpRequest, *, overview: Overview) -> HttpResponse:
    """All camps, as the sources spell them, and the other places."""
    context = overview()
    items = [build_permanent_url(one.subject.kind, one.subject.identifier) for one in context["places"]]
    return record_page.render_list_page(request, "camps/camps.html", context, (kinds.CAMP_KIND, kinds.PLACE_KIND), items)


@serve_prepared("claims", "mentions")
def camp(request: HttpRequest, identifier: str, *, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    """One camp."""
    return _place_page(request, Subject.Kind.CAMP, identifier, overview, evacuations)


@serve_prepared("claims", "mentions")
def place(request: HttpRequest, identifier: str, *, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    """One place that is no camp."""
    return _place_page(request, Subject.Kind.PLACE, identifier, overview, evacuations)


def _place_page(request: HttpRequest, kind: str, identifier: str, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    found = get_object_or_404(Place.objects.with_gazetteer_data(), subject__kind=kind, subject__identifier=identifier)
    shown = overview(found.subject)
    moved = evacuations(found, shown["routes"])
    asked_of = {found.kind} | ({"evacuated-camp"} if found.kind == Place.Kind.CAMP and any(moved.values()) else set())
    mentions = paginate(found.subject.mentions.with_texts(), request, "mentions", MENTIONS_PER_PAGE)
    found.subject.named = load_naming_mentions(found, mentions)
    claims = paginate(Claim.objects.about(found.subject).with_evidence().with_disagreements(), request, "claims", CLAIMS_PER_PAGE)
    context = {
        "place": found,
        "claims": claims,
        "mentions": mentions,
        **split_disagreements(claims),
        "evacuations": moved,
        "timeline": build_timeline(claims, {route.claim_id for route in shown["routes"]}, small=True),
        "concordance": build_concordance(mentions),
        "silences": questions.unanswered_questions(found.subject, asked_of),
        **shown,
    }
    known = kinds.CAMP_KIND if kind == Subject.Kind.CAMP else kinds.PLACE_KIND
    return record_page.render_record_page(
        request, "camps/place.html", context, known, representations.represent_place(found, claims, found.subject.named)
    )


def load_naming_mentions(place: Place, mentions: Page) -> list[Mention]:
    """Mentions that name the place, of each spelling at least the first EACH: of ``mentions``, if these are all that there are."""
    if mentions.has_other_pages():
        return list(place.subject.mentions.names(MENTIONS_PER_SPELLING).with_texts())
    return [one for one in mentions if one.form == Mention.Form.NAME]


def split_disagreements(claims: Iterable[Claim]) -> dict[str, object]:
    """``differing``: those of ``claims`` that differ from others, with these; ``undisputed``: the rest, in their order."""
    groups = disagreements.group_disagreements(claims)
    shown = {one.claim.pk for group in groups for one in group.claims}
    return {"differing": groups, "undisputed": [claim for claim in claims if claim.pk not in shown]}
