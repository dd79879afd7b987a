"""Every kind of page makes a small number of queries, independent of the size of the archive."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Anchor, Claim, Disagreement, Mention
from tests.support.example_fixtures import AUTUMN, AUTUMN_ROUTE, FEBRUARY
from tests.support.page_kinds import find_first_version

pytestmark = pytest.mark.django_db

SOURCE = "ushmm-death-marches"
# Maximum queries with an empty cache. What is cached per edition, such as the five queries of the summary for maps, is read once by a process.
QUERIES = {
    "/en/": 40,
    "/en/camps/": 22,
    "/en/camps/sachsenhausen/": 43,
    "/en/camps/majdanek/": 39,
    "/en/places/baltic-sea/": 42,
    "/en/routes/": 27,
    "/en/routes/winter-1944-1945-westward/": 39,
    "/en/sources/": 5,
    f"/en/sources/{SOURCE}/": 15,
    f"/en/sources/{SOURCE}/?coverage=shown": 15,
    f"/en/sources/{SOURCE}/coverage/": 11,
    f"/en/sources/{SOURCE}/3/": 20,
    f"/en/sources/{SOURCE}/3.5/": 20,
    f"/en/sources/{SOURCE}/3.1-3.5/": 20,
    f"/en/sources/{SOURCE}/3.5@12-40/": 20,
    f"/en/sources/{SOURCE}/3.5@12-40/?found=Buchenwald": 24,
    "/en/search/": 4,
    "/en/search/?q=Buchenwald": 20,
    "/en/search/?q=death+marches&date=1945": 24,
    "/en/search/?q=Buchenwlad": 20,
    "/en/search.json?q=Buchenwald": 18,
    "/en/search.atom?q=Buchenwald&kind=claim": 18,
    "/en/suggest?q=buch": 3,
    "/en/claims/": 6,
    "/en/claims/evacuation-last-weeks-baltic/": 14,
    "/en/claims/evacuation-last-weeks-baltic/?found=Stutthof": 18,
    "/en/numbers/": 9,
    "/en/timeline/": 12,
    "/en/start/": 11,
    "/en/glossary/": 6,
    "/en/map/": 21,
    "/en/map/?time=1944-summer": 26,
    "/en/map/?time=1944": 9,
    "/en/verify/": 3,
    "/en/verify/?q=%D9%85%D8%B9%D8%B3%D9%83%D8%B1%D8%A7%D8%AA+%D8%A7%D9%84%D8%A7%D8%B9%D8%AA%D9%82%D8%A7%D9%84": 7,
    "/en/about/": 4,
    "/en/about/method/": 4,
    "/en/editions/": 4,
    "/en/editions/1/": 8,
    "/en/claims/thousands-died/versions/": 8,
    f"/en/claims/thousands-died/versions/{find_first_version('claim', 'thousands-died')}/": 13,
    f"/en/sources/{SOURCE}/versions/{find_first_version('source', SOURCE)}/": 16,
    "/en/nothing-here/": 3,
    "/id/camp/dachau": 5,
    "/id/camp/dachau.jsonld": 14,
    "/id/routes.geojson": 24,
    "/id/claims.csv": 10,
    f"/id/source/{SOURCE}.tei.xml": 14,
    "/en/embed/claim/thousands-died/": 9,
    f"/id/passage/{SOURCE}:3.5": 11,
}
# Another page of the same kind, and maximum queries after it: what is read once for an edition has been read then.
FURTHER = {
    "/en/camps/sachsenhausen/": ("/en/camps/majdanek/", 15),
    "/en/camps/majdanek/": ("/en/camps/sachsenhausen/", 11),
    "/en/places/baltic-sea/": ("/en/camps/majdanek/", 15),
    "/en/routes/winter-1944-1945-westward/": ("/en/routes/spring-1945-to-mauthausen/", 12),
}
# Maximum queries of pages that show differing claims.
DIFFERING = {
    "/en/camps/buchenwald/": 50,
    f"/en/routes/{AUTUMN_ROUTE}/": 52,
    "/en/routes/spring-1945-to-mauthausen/": 47,
    f"/en/claims/{FEBRUARY}/": 19,
    f"/id/claim/{AUTUMN}.jsonld": 10,
    "/id/claims.csv": 11,
}


def list_statements(address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code < 500
    return [query["sql"] for query in queries]


def count_queries(address: str) -> int:
    return len(list_statements(address))


COPIES = 10_000


def copy_records(nth: int = 1) -> None:
    """Copy all original claims and mentions, on the same words and subjects; ``nth`` distinguishes the copies."""
    for claim in list(Claim.objects.filter(pk__lt=COPIES).prefetch_related("anchors", "subjects")):
        anchors, subjects = list(claim.anchors.all()), list(claim.subjects.all())
        claim.pk, claim.identifier = claim.pk + nth * COPIES, f"{claim.identifier}-{nth}"
        claim.save(force_insert=True)
        claim.subjects.set(subjects)
        for anchor in anchors:
            anchor.pk, anchor.claim_id = anchor.pk + nth * COPIES, claim.pk
        Anchor.objects.bulk_create(anchors)
    mentions = [mention for mention in Mention.objects.filter(pk__lt=COPIES) if len(mention.exact) > nth]
    for mention in mentions:
        mention.pk, mention.start, mention.exact = mention.pk + nth * COPIES, mention.start + nth, mention.exact[nth:]
    Mention.objects.bulk_create(mentions)


@pytest.mark.parametrize("address", QUERIES)
def test_page_makes_few_queries_and_joins_no_text_of_a_source_to_other_rows(address):
    statements = list_statements(address)
    assert len(statements) <= QUERIES[address]
    reading = [sql for sql in statements if re.search(r'[ ,]"archive_source"\."text"[, ]', sql)]
    assert [sql for sql in reading if ' FROM "archive_source"' not in sql] == []


@pytest.mark.parametrize("path", ["", "coverage/", "1.2/", "1/"])
def test_text_of_a_source_is_read_once_for_its_page(path):
    statements = list_statements(f"/en/sources/{SOURCE}/{path}")
    assert len([sql for sql in statements if re.search(r'[ ,]"archive_source"\."text"[, ]', sql)]) == 1


@pytest.mark.parametrize("path", ["camps/sachsenhausen/", "places/baltic-sea/"])
def test_page_of_a_place_reads_no_text_of_a_source(path):
    assert [sql for sql in list_statements(f"/en/{path}") if '"archive_source"."text"' in sql] == []


@pytest.mark.usefixtures("own_pages")
@pytest.mark.parametrize("address", FURTHER)
def test_further_page_of_a_kind_asks_for_little_but_its_own_records(address, settings):
    settings.RESPONSE_CACHE_MB = 1  # so that pages keep values for the edition
    first, expected = FURTHER[address]
    list_statements(first)
    assert count_queries(address) <= expected


def test_number_of_queries_does_not_grow_with_the_archive():
    few = {address: count_queries(address) for address in QUERIES}
    copy_records()
    many = {address: count_queries(address) for address in QUERIES}
    copy_records(2)
    # A page may need fewer: none of its first rows has a relation that others have.
    assert [address for address in QUERIES if count_queries(address) > many[address]] == []
    # The timeline needs an index of its months if it is longer than a page.
    assert {address for address in QUERIES if many[address] != few[address]} == {"/en/timeline/"}
    assert all(many[address] <= few[address] + 2 for address in QUERIES)


def copy_disagreements() -> None:
    """Make each copy of a claim differ from the claim, and from those that the claim differs from."""
    pk = count(10_000)
    for disagreement in list(Disagreement.objects.all()):
        for claim, other in (
            (disagreement.claim_id, disagreement.other_id + COPIES),
            (disagreement.other_id, disagreement.claim_id + COPIES),
            (disagreement.claim_id, disagreement.claim_id + COPIES),
        ):
            Disagreement.objects.get_or_create(
                claim_id=claim, other_id=other, matter=disagreement.matter, defaults={"pk": next(pk)}
            )


def test_differing_claims_need_few_queries_however_many_they_are(example_archive):
    claim, other = Claim.objects.filter(identifier__in=(AUTUMN, FEBRUARY)).order_by("pk")
    Disagreement.objects.create(pk=9_000, claim=claim, other=other, matter="means")
    before = {address: count_queries(address) for address in DIFFERING}
    copy_records()
    copy_disagreements()
    more = {address: count_queries(address) for address in DIFFERING}
    # A relation that was empty needs one more query when it is not.
    assert [address for address in DIFFERING if more[address] > min(before[address] + 1, DIFFERING[address])] == []
