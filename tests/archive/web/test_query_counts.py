"""Every kind of page asks the database a small fixed number of questions, whatever the archive's size."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Anchor, Claim, Disagreement, Mention
from tests.support.example_fixtures import AUTUMN, AUTUMN_ROUTE, FEBRUARY, load_example

pytestmark = pytest.mark.django_db

SOURCE = "ushmm-death-marches"
QUERIES = {
    "/en/": 20,
    "/en/camps/": 10,
    "/en/camps/sachsenhausen/": 26,
    "/en/camps/majdanek/": 26,
    "/en/places/baltic-sea/": 26,
    "/en/routes/": 13,
    "/en/routes/winter-1944-1945-westward/": 26,
    "/en/sources/": 4,
    f"/en/sources/{SOURCE}/": 10,
    f"/en/sources/{SOURCE}/?coverage=shown": 10,
    f"/en/sources/{SOURCE}/coverage/": 8,
    f"/en/sources/{SOURCE}/3/": 14,
    f"/en/sources/{SOURCE}/3.5/": 14,
    f"/en/sources/{SOURCE}/3.1-3.5/": 14,
    f"/en/sources/{SOURCE}/3.5@12-40/": 14,
    "/en/search/": 2,
    "/en/search/?q=Buchenwald": 18,
    "/en/search/?q=death+marches&date=1945": 22,
    "/en/search/?q=Buchenwlad": 12,
    "/en/search.json?q=Buchenwald": 18,
    "/en/search.atom?q=Buchenwald&kind=claim": 18,
    "/en/suggest?q=buch": 3,
    "/en/claims/": 5,
    "/en/claims/evacuation-last-weeks-baltic/": 9,
    "/en/timeline/": 11,
    "/en/start/": 8,
    "/en/glossary/": 4,
    "/en/map/": 14,
    "/en/map/?time=1944-summer": 18,
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
    "/en/embed/claim/thousands-died/": 7,
    f"/id/passage/{SOURCE}:3.5": 10,
}
# Of pages that show claims that differ.
DIFFERING = {
    "/en/camps/buchenwald/": 33,
    f"/en/routes/{AUTUMN_ROUTE}/": 38,
    "/en/routes/spring-1945-to-mauthausen/": 34,
    f"/en/claims/{FEBRUARY}/": 14,
    f"/id/claim/{AUTUMN}.jsonld": 9,
    "/id/claims.csv": 9,
}


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code < 500
    return len(asked)


COPIES = 10_000


def grow(nth: int = 1) -> None:
    """As many claims and mentions again as there were at first, on the same words and about the same subjects, for the ``nth`` time."""
    for claim in list(Claim.objects.filter(pk__lt=COPIES).prefetch_related("anchors", "subjects")):
        anchors, subjects = list(claim.anchors.all()), list(claim.subjects.all())
        claim.pk, claim.identifier = claim.pk + nth * COPIES, f"{claim.identifier}-{nth}"
        claim.save(force_insert=True)
        claim.subjects.set(subjects)
        for anchor in anchors:
            anchor.pk, anchor.claim_id = anchor.pk + nth * COPIES, claim.pk
        Anchor.objects.bulk_create(anchors)
    mentions = [one for one in Mention.objects.filter(pk__lt=COPIES) if len(one.exact) > nth]
    for mention in mentions:
        mention.pk, mention.start, mention.exact = mention.pk + nth * COPIES, mention.start + nth, mention.exact[nth:]
    Mention.objects.bulk_create(mentions)


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_few_questions(address):
    assert queries(address) <= QUERIES[address]


def test_the_number_does_not_grow_with_the_archive():
    few = {address: queries(address) for address in QUERIES}
    grow()
    many = {address: queries(address) for address in QUERIES}
    grow(2)
    assert {address: queries(address) for address in QUERIES} == many
    # A list that no page holds is counted.
    assert {address for address in QUERIES if many[address] != few[address]} == {"/en/claims/", "/en/timeline/"}
    assert all(many[address] <= few[address] + 1 for address in QUERIES)


def grow_apart() -> None:
    """Each copy of a claim that ``grow`` made differs as the claim does, and from it."""
    pk = count(10_000)
    for one in list(Disagreement.objects.all()):
        for claim, other in (
            (one.claim_id, one.other_id + COPIES),
            (one.other_id, one.claim_id + COPIES),
            (one.claim_id, one.claim_id + COPIES),
        ):
            Disagreement.objects.get_or_create(claim_id=claim, other_id=other, matter=one.matter, defaults={"pk": next(pk)})


def test_what_differs_is_shown_by_few_questions_however_much_it_is(tmp_path):
    load_example(tmp_path)
    one, other = Claim.objects.filter(identifier__in=(AUTUMN, FEBRUARY)).order_by("pk")
    Disagreement.objects.create(pk=9_000, claim=one, other=other, matter="means")
    asked = {address: queries(address) for address in DIFFERING}
    grow()
    grow_apart()
    more = {address: queries(address) for address in DIFFERING}
    # A relation that was empty on one side costs one question when it is not.
    assert [address for address in DIFFERING if more[address] > min(asked[address] + 1, DIFFERING[address])] == []


@pytest.mark.parametrize("address", QUERIES)
def test_the_text_of_a_source_is_not_read_again_beside_each_of_its_words(address):
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    whole = [one["sql"] for one in asked if re.search(r'[ ,]"archive_source"\."text"[, ]', one["sql"])]
    assert [sql for sql in whole if ' FROM "archive_source"' not in sql] == []
