"""Pages of camps and other places. The map and the evacuations are handed in by the wiring: camps do not know marches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from archive import differing, recordpage, silences
from archive.addresses import permanent
from archive.concordance import lines
from archive.models import Claim, Mention, Subject
from archive.paging import page_of
from archive.prepared import prepared
from archive.timeline import picture
from camps import kinds, representations
from camps.models import Place

# On a record's page: mentions under each spelling of the name, and, a page at a time, claims and lines of the concordance.
EACH, CLAIMS, LINES = 5, 40, 30
# Returns the map's part of a page's context, of everything or of one subject: among it ``places`` and ``routes``.
Overview = Callable[..., dict[str, Any]]
# Returns the routes that reached and that left a place.
Evacuations = Callable[[Place, Iterable[Any]], Mapping[str, list]]


@prepared()
def camps(request: HttpRequest, *, overview: Overview) -> HttpResponse:
    """All camps, as the sources spell them, and the other places."""
    context = overview()
    items = [permanent(one.subject.kind, one.subject.identifier) for one in context["places"]]
    return recordpage.list_page(request, "camps/camps.html", context, (kinds.CAMP, kinds.PLACE), items)


@prepared("claims", "mentions")
def camp(request: HttpRequest, identifier: str, *, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    """One camp."""
    return _place_page(request, Subject.Kind.CAMP, identifier, overview, evacuations)


@prepared("claims", "mentions")
def place(request: HttpRequest, identifier: str, *, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    """One place that is no camp."""
    return _place_page(request, Subject.Kind.PLACE, identifier, overview, evacuations)


def _place_page(request: HttpRequest, kind: str, identifier: str, overview: Overview, evacuations: Evacuations) -> HttpResponse:
    found = get_object_or_404(Place.objects.told(), subject__kind=kind, subject__identifier=identifier)
    shown = overview(found.subject)
    moved = evacuations(found, shown["routes"])
    asked_of = {found.kind} | ({"evacuated-camp"} if found.kind == Place.Kind.CAMP and any(moved.values()) else set())
    mentions = page_of(found.subject.mentions.with_words(), request, "mentions", LINES)
    found.subject.named = named(found, mentions)
    claims = page_of(Claim.objects.about(found.subject).with_evidence().with_disagreements(), request, "claims", CLAIMS)
    context = {
        "place": found,
        "claims": claims,
        "mentions": mentions,
        **apart(claims),
        "evacuations": moved,
        "timeline": picture(claims, {route.claim_id for route in shown["routes"]}, small=True),
        "concordance": lines(mentions),
        "silences": silences.of(found.subject, asked_of),
        **shown,
    }
    known = kinds.CAMP if kind == Subject.Kind.CAMP else kinds.PLACE
    return recordpage.page(request, "camps/place.html", context, known, representations.place(found, claims, found.subject.named))


def named(place: Place, mentions: Page) -> list[Mention]:
    """Mentions that name the place, of each spelling at least the first EACH: of ``mentions``, if these are all that there are."""
    if mentions.has_other_pages():
        return list(place.subject.mentions.names(EACH).with_words())
    return [one for one in mentions if one.form == Mention.Form.NAME]


def apart(claims: Iterable[Claim]) -> dict[str, object]:
    """``differing``: those of ``claims`` that differ from others, with these; ``undisputed``: the rest, in their order."""
    groups = differing.groups(claims)
    shown = {one.claim.pk for group in groups for one in group.statements}
    return {"differing": groups, "undisputed": [claim for claim in claims if claim.pk not in shown]}
