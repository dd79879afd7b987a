"""Pages of the record: home, sources, passages, claims, time."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from archive.addresses import build_permanent_url
from archive.claims import disagreements
from archive.claims.timeline import build_timeline
from archive.formats import representations
from archive.models import Claim, Mention, Passage
from archive.sources import reading_room
from archive.web import record_kinds, record_page
from archive.web.cache.cache_key import reads_parameters
from archive.web.paging import paginate
from archive.web.views.home import CLAIMS_PER_PAGE, DATED_CLAIMS_PER_PAGE


@reads_parameters("page")
def claims(request: HttpRequest) -> HttpResponse:
    """All claims, in the order of the texts, CLAIMS on a page, which ``?page=`` counts."""
    listed = paginate(Claim.objects.with_evidence(), request, "page", CLAIMS_PER_PAGE)
    items = [build_permanent_url("claim", one.identifier) for one in listed]
    return record_page.render_list_page(request, "claims/claims.html", {"listed": listed}, [record_kinds.CLAIM_KIND], items)


@reads_parameters()
def claim(request: HttpRequest, identifier: str) -> HttpResponse:
    """One claim and the very words it rests on."""
    found = get_object_or_404(Claim.objects.with_evidence(), identifier=identifier)
    cited = {anchor.passage_id: anchor.passage for anchor in found.anchors.all()}
    sentences = sorted(cited.values(), key=lambda one: (one.source_id, one.start))
    mentions = Mention.objects.filter(passage__in=sentences).select_related("subject")
    rows = reading_room.build_rows(sentences, [found], mentions, get_language(), identifier)
    known = Passage.objects.filter(source__in={one.source_id for one in sentences}).values_list("ref", flat=True)
    context = {"claim": found, "rows": rows, "refs": list(known), "against": disagreements.load_differing_claims(found)}
    return record_page.render_record_page(
        request, "claims/claim.html", context, record_kinds.CLAIM_KIND, representations.represent_claim(found)
    )


@reads_parameters("page")
def timeline(request: HttpRequest, *, routed: Callable[[], Collection[int]]) -> HttpResponse:
    """Every dated claim in order of time, drawn and listed, then every undated one in order of the texts; TIMES on a page.

    ``?page=`` counts the pages; ``routed`` gives the keys of the claims that routes rest on.
    """
    listed = paginate(Claim.objects.in_order_of_time().with_evidence().with_disagreements(), request, "page", DATED_CLAIMS_PER_PAGE)
    dated, undated = [one for one in listed if one.edtf], [one for one in listed if not one.edtf]
    context = {"listed": listed, "dated": dated, "timeline": build_timeline(dated, routed()), "undated": undated}
    return render(request, "claims/timeline.html", context)
