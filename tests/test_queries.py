"""Every kind of page asks the database a small fixed number of questions, whatever the archive's size."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Anchor, Claim, Disagreement, Mention
from tests.example import AUTUMN, AUTUMN_ROUTE, FEBRUARY, load

pytestmark = pytest.mark.django_db

SOURCE = "ushmm-death-marches"
QUERIES = {
    "/en/": 17,
    "/en/camps/": 9,
    "/en/camps/sachsenhausen/": 24,
    "/en/camps/majdanek/": 24,
    "/en/places/baltic-sea/": 24,
    "/en/routes/": 12,
    "/en/routes/winter-1944-1945-westward/": 22,
    "/en/sources/": 4,
    f"/en/sources/{SOURCE}/": 9,
    f"/en/sources/{SOURCE}/?coverage=shown": 9,
    f"/en/sources/{SOURCE}/coverage/": 7,
    f"/en/sources/{SOURCE}/3/": 13,
    f"/en/sources/{SOURCE}/3.5/": 13,
    f"/en/sources/{SOURCE}/3.1-3.5/": 13,
    f"/en/sources/{SOURCE}/3.5@12-40/": 13,
    "/en/search/": 2,
    "/en/search/?q=Buchenwald": 18,
    "/en/search/?q=death+marches&date=1945": 22,
    "/en/search/?q=Buchenwlad": 12,
    "/en/search.json?q=Buchenwald": 18,
    "/en/search.atom?q=Buchenwald&kind=claim": 18,
    "/en/suggest?q=buch": 3,
    "/en/claims/": 4,
    "/en/claims/evacuation-last-weeks-baltic/": 8,
    "/en/timeline/": 11,
    "/en/start/": 8,
    "/en/glossary/": 4,
    "/en/map/": 14,
    "/en/map/?time=1944-summer": 14,
    "/en/map/?time=1944": 8,
    "/en/verify/": 2,
    "/en/verify/?q=%D9%85%D8%B9%D8%B3%D9%83%D8%B1%D8%A7%D8%AA+%D8%A7%D9%84%D8%A7%D8%B9%D8%AA%D9%82%D8%A7%D9%84": 6,
    "/en/about/": 3,
    "/en/about/method/": 3,
    "/en/nothing-here/": 2,
    "/id/camp/dachau": 5,
    "/id/camp/dachau.jsonld": 12,
    "/id/routes.geojson": 24,
    "/id/claims.csv": 7,
    f"/id/source/{SOURCE}.tei.xml": 14,
    "/en/embed/claim/thousands-died/": 6,
    f"/id/passage/{SOURCE}:3.5": 9,
}
# Of pages that show claims that differ.
DIFFERING = {
    "/en/camps/buchenwald/": 29,
    f"/en/routes/{AUTUMN_ROUTE}/": 32,
    "/en/routes/spring-1945-to-mauthausen/": 32,
    f"/en/claims/{FEBRUARY}/": 13,
    f"/id/claim/{AUTUMN}.jsonld": 9,
    "/id/claims.csv": 9,
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


def grow_apart() -> None:
    """Each copy of a claim that ``grow`` made differs as the claim does, and from it."""
    pk = count(10_000)
    for one in list(Disagreement.objects.all()):
        for claim, other in (
            (one.claim_id, one.other_id + 10_000),
            (one.other_id, one.claim_id + 10_000),
            (one.claim_id, one.claim_id + 10_000),
        ):
            Disagreement.objects.get_or_create(claim_id=claim, other_id=other, matter=one.matter, defaults={"pk": next(pk)})


def test_what_differs_is_shown_by_few_questions_however_much_it_is(tmp_path):
    load(tmp_path)
    one, other = Claim.objects.filter(identifier__in=(AUTUMN, FEBRUARY)).order_by("pk")
    Disagreement.objects.create(pk=9_000, claim=one, other=other, matter="means")
    asked = {address: queries(address) for address in DIFFERING}
    grow()
    grow_apart()
    more = {address: queries(address) for address in DIFFERING}
    # A relation that was empty on one side costs one question when it is not.
    assert [address for address in DIFFERING if more[address] > min(asked[address] + 1, DIFFERING[address])] == []
