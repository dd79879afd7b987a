"""Every kind of page asks the database a small fixed number of questions, whatever the archive's size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Anchor, Claim, Mention

pytestmark = pytest.mark.django_db

SOURCE = "ushmm-death-marches"
QUERIES = {
    "/en/": 17,
    "/en/camps/": 9,
    "/en/camps/sachsenhausen/": 23,
    "/en/camps/majdanek/": 23,
    "/en/places/baltic-sea/": 23,
    "/en/routes/": 9,
    "/en/routes/winter-1944-1945-westward/": 18,
    "/en/sources/": 3,
    f"/en/sources/{SOURCE}/": 8,
    f"/en/sources/{SOURCE}/?coverage=shown": 8,
    f"/en/sources/{SOURCE}/coverage/": 7,
    f"/en/sources/{SOURCE}/3/": 12,
    f"/en/sources/{SOURCE}/3.5/": 12,
    f"/en/sources/{SOURCE}/3.1-3.5/": 12,
    f"/en/sources/{SOURCE}/3.5@12-40/": 12,
    "/en/claims/": 4,
    "/en/claims/evacuation-last-weeks-baltic/": 6,
    "/en/timeline/": 7,
    "/en/map/": 9,
    "/en/about/": 3,
    "/en/about/method/": 3,
    "/en/nothing-here/": 2,
    "/id/camp/dachau": 4,
    "/id/camp/dachau.jsonld": 12,
    "/id/routes.geojson": 24,
    "/id/claims.csv": 5,
    f"/id/source/{SOURCE}.tei.xml": 14,
    "/en/embed/claim/thousands-died/": 6,
    f"/id/passage/{SOURCE}:3.5": 8,
}


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code < 500
    return len(asked)


def grow() -> None:
    """Twice as many claims and mentions, on the same words and about the same subjects."""
    for claim in list(Claim.objects.prefetch_related("anchors", "subjects")):
        anchors, subjects = list(claim.anchors.all()), list(claim.subjects.all())
        claim.pk, claim.identifier = claim.pk + 10_000, f"{claim.identifier}-again"
        claim.save(force_insert=True)
        claim.subjects.set(subjects)
        for anchor in anchors:
            anchor.pk, anchor.claim_id = anchor.pk + 10_000, claim.pk
        Anchor.objects.bulk_create(anchors)
    mentions = list(Mention.objects.filter(end__gt=2))
    for mention in mentions:
        mention.pk, mention.start, mention.exact = mention.pk + 10_000, mention.start + 1, mention.exact[1:]
    Mention.objects.bulk_create(mentions)


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_few_questions(address):
    assert queries(address) <= QUERIES[address]


def test_the_number_does_not_grow_with_the_archive():
    before = {address: queries(address) for address in QUERIES}
    grow()
    assert {address: queries(address) for address in QUERIES} == before
