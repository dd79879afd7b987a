"""Pages of claims: the list, one claim, the timeline, the numbers that they state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.addresses import build_permanent_url
from archive.claims import disagreements, scholarship
from archive.claims.quantities import group_quantities
from archive.claims.time_index import JoinedOrder, TimedRows, TimeOrder, build_time_index, count_claim_days
from archive.claims.timeline import RoutedClaims, add_stops, build_timeline, group_by_month
from archive.formats import representations
from archive.models import Claim, Quantity, Role
from archive.models.cached_rows import get_row_or_404, load_rows
from archive.models.claim import ClaimQuerySet
from archive.search.found_words import FOUND_PARAMETERS, read_found_words
from archive.sources import reading_room
from archive.sources.passage_view import find_known_refs, select_mentions_in
from archive.vocabulary import PERSONS
from archive.web import record_kinds, record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import describe_page, name_page, paginate, paginate_or_show_all
from archive.web.views.home import CLAIMS_PER_PAGE, DATED_CLAIMS_PER_PAGE, QUANTITIES_PER_PAGE

# Name of the number of a page of the words of a claim in addresses; passages on such a page, and how many more the last may have
WORDS, QUOTED_PER_PAGE, LAST_QUOTED = "words", 12, 3


@reads_parameters("page")
def claims(request: HttpRequest) -> HttpResponse:
    """Render a page of all claims in the order of the texts. ``?page=``: its number."""
    count = sum(claims for _day, claims in count_claim_days())
    listed = paginate(Claim.objects.with_dates(), request, "page", CLAIMS_PER_PAGE, count=count)
    name_page(request, listed.number, listed.paginator.num_pages)
    items = [build_permanent_url("claim", row.identifier) for row in listed]
    return record_page.render_list_page(request, "claims/claims.html", {"listed": listed}, [record_kinds.CLAIM_KIND], items)


def select_claim(identifier: str) -> ClaimQuerySet:
    """Select a claim with what its page shows."""
    return Claim.objects.with_evidence().with_quantities().filter(identifier=identifier)


@reads_parameters(WORDS, *FOUND_PARAMETERS)
def claim(request: HttpRequest, identifier: str) -> HttpResponse:
    """Render one claim with the passages that it quotes.

    ``?words=``: the page of these, or “all”. ``?found=`` marks the words of a search.
    """
    row = get_row_or_404(select_claim, identifier)
    cited = {anchor.passage_id: anchor.passage for anchor in row.anchors.all()}
    quoted = sorted(cited.values(), key=lambda passage: (passage.source_id, passage.start))
    page = paginate_or_show_all(quoted, request, WORDS, QUOTED_PER_PAGE, LAST_QUOTED)
    sentences = list(page)
    prefetch_related_objects(sentences, "readings")
    mentions = load_rows(select_mentions_in, tuple(sentences))
    found = read_found_words(request.GET)
    rows = reading_room.mark_found_words(reading_room.build_rows(sentences, [row], mentions, get_language(), identifier), found)
    known = find_known_refs(passage.source_id for passage in quoted)
    shown = {passage.pk for passage in sentences}
    words = [anchor for anchor in row.anchors.all() if anchor.role == Role.STATEMENT and anchor.passage_id in shown]
    context = {"claim": row, "rows": rows, "shown_words": words, "refs": known, "found_words": found, "word_page": page}
    context["first_source"] = quoted[0].source
    context["against"] = disagreements.load_differing_claims(row)
    context["scholarship"] = scholarship.list_for_passages(quoted)
    represent = partial(representations.represent_claim_numbers, row)
    key = (identifier, *describe_page(page))
    return record_page.render_record_page(request, "claims/claim.html", context, record_kinds.CLAIM_KIND, represent, *key)


@reads_parameters("page")
def timeline(request: HttpRequest, *, routed: Callable[[Iterable[Claim]], RoutedClaims], stops: TimedRows) -> HttpResponse:
    """Render a page of the dated claims and stops in order of time, the claims drawn, all listed; then of the undated claims in order of the texts.

    ``?page=``: its number; ``routed`` returns those of some claims that routes are based on; ``stops``: the dated stops of all marches.
    """
    rows = JoinedOrder([TimeOrder(Claim.objects.with_dates(), count_claim_days()), TimeOrder(stops.select(), stops.count_by_day())])
    listed = paginate(rows, request, "page", DATED_CLAIMS_PER_PAGE)
    name_page(request, listed.number, listed.paginator.num_pages)
    dated, undated = [row for row in listed if row.edtf], [row for row in listed if not row.edtf]
    stated = [row for row in dated if isinstance(row, Claim)]
    marches = routed(stated)
    drawn, with_stops = build_timeline(stated, marches), {claim.pk: claim for claim in add_stops(stated, marches)}
    months = group_by_month(with_stops[row.pk] if isinstance(row, Claim) else row for row in dated)
    context = {"listed": listed, "months": months, "timeline": drawn, "undated": undated}
    context["differing"] = disagreements.load_differing_keys()
    context["time_index"] = build_time_index(rows.days, DATED_CLAIMS_PER_PAGE)
    return render(request, "claims/timeline.html", context)


@reads_parameters("page")
def numbers(request: HttpRequest, *, select: Callable[[], QuerySet[Quantity]]) -> HttpResponse:
    """Render a page of all numbers that claims state, by what they count. ``?page=``: its number.

    ``select`` returns all numbers in their order, with the stops of marches that some are of.
    """
    listed = paginate(select(), request, "page", QUANTITIES_PER_PAGE)
    has_units = any(quantity.unit != PERSONS for quantity in listed)
    return render(request, "claims/numbers.html", {"listed": listed, "groups": group_quantities(listed), "has_units": has_units})
