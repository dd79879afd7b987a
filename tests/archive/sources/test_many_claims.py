"""A sentence of many claims: pages show the first ones, say how many there are, and lead to all."""

from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Anchor, Claim, Passage, Source
from archive.sources import passage_view
from archive.sources.sentence_claims import CLAIMS_OF_A_PAGE, CLAIMS_PER_PAGE, ShownClaims
from archive.text.references import parse_reference
from tests.support.html_pages import read_page

SOURCE = "ushmm-death-marches"
PLACES = {"ar": "/ar/sources/ushmm-death-marches/", "en": "/en/sources/ushmm-death-marches/"}
MORE = 50


@pytest.fixture
def many(db):
    """Let the test use an archive in which the sentence 1.2 has MORE claims besides its own; return the number of all."""
    passage = Passage.objects.get(source__identifier=SOURCE, ref="1.2")
    first = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    anchor = Anchor.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    words = {"passage": passage, "start": 0, "end": 4, "exact": passage.text[:4], "role": "statement", "status": "plain"}
    claims = [
        Claim(pk=first + nth, identifier=f"invented-{nth}", statement_ar=f"قول {nth}", statement_en=f"Claim {nth}")
        for nth in range(MORE)
    ]
    Claim.objects.bulk_create(claims)
    Anchor.objects.bulk_create(Anchor(pk=anchor + nth, claim=claim, **words) for nth, claim in enumerate(claims))
    return MORE + 1


def list_claims(row) -> list[str]:
    """Return the identifiers of the claims that are shown in a part of a page."""
    return [address.split("/")[3] for address in row.xpath(".//*[@data-fact='statement']/a[not(@class)]/@href")]


@pytest.mark.parametrize("language", PLACES)
@pytest.mark.parametrize("page", ["", "coverage/", "1/"])
def test_pages_of_several_sentences_say_how_many_claims_there_are_and_lead_to_all(language, page, many):
    row = read_page(f"{PLACES[language]}{page}").xpath("//*[@id='s1.2']")[0]
    shown = list_claims(row)
    (link,) = row.xpath(".//li[@class='gloss']/a")
    assert 1 <= len(shown) < many
    assert {"1.2", str(many)} <= set(link.text.replace("،", "").split())
    assert urljoin(PLACES[language], link.get("href")) == f"{PLACES[language]}1.2/#words"


def test_page_of_a_sentence_has_all_its_claims_on_pages(many):
    shown, address = [], f"{PLACES['en']}1.2/"
    while address:
        page = read_page(address)
        shown += list_claims(page.get_element_by_id("words"))
        following = page.xpath("//nav[@aria-label='Pages of claims']/a[@rel='next']/@href")
        address = f"{PLACES['en']}1.2/{following[0].partition('#')[0]}" if following else ""
    assert len(shown) == len(set(shown)) == many


def test_claim_that_an_address_names_is_shown_and_marked(many):
    last = f"invented-{MORE - 1}"
    for address in (PLACES["en"], f"{PLACES['en']}1.2/", f"{PLACES['en']}1/"):
        row = read_page(f"{address}?claim={last}").xpath("//*[@id='s1.2']")[0]
        assert [list_claims(item) for item in row.xpath(".//li[@class='current']")] == [[last]], address
        assert row.xpath(".//mark[contains(@class, 'evidence')]"), address


def test_keys_of_cached_rows_do_not_grow_with_the_claims(many, monkeypatch):
    keys, load = [], passage_view.load_rows
    monkeypatch.setattr(passage_view, "load_rows", lambda *key, **part: keys.append(key) or load(*key, **part))
    view = passage_view.PassageView.load(Source.objects.get(identifier=SOURCE), parse_reference("1.2"))
    assert view.list_citing_subjects()
    assert len(keys) == 2
    values = [
        value for _select, *arguments in keys for argument in arguments for value in (argument if type(argument) is tuple else ())
    ]
    assert len(values) <= 2


def test_queries_of_a_passage_do_not_grow_with_the_claims(many):
    with CaptureQueriesContext(connection) as queries:
        view = passage_view.PassageView.load(Source.objects.get(identifier=SOURCE), parse_reference("1.2"))
        assert len(view.claims) == many
        assert view.find_claim("invented-0") in view.claim_keys
        assert view.find_claim("of-a-reader") is None
        view.list_citing_subjects()
    assert all(query["sql"].count(",") < MORE for query in queries if " IN (" in query["sql"])


def test_machines_receive_all_claims_of_a_passage(many):
    document = Client().get(f"/id/passage/{SOURCE}:1.2.jsonld").content.decode()
    assert document.count('"@type": "Claim"') == many


def test_unknown_page_of_claims_is_refused(many):
    assert Client().get(f"{PLACES['en']}1.2/?claims=99").status_code == 404


@pytest.mark.parametrize(("claims", "beside"), [(1, 1), (2, 2), (3, 2), (50, 2)])
def test_page_of_many_sentences_has_few_claims_beside_each(claims, beside):
    keys = {sentence: range(claims) for sentence in range(15)}
    shown = ShownClaims.first(keys)
    assert {len(shown.list_beside(sentence)) for sentence in keys} == {beside}
    assert len(shown.list_beside(0)) * len(keys) <= CLAIMS_OF_A_PAGE


def test_sentences_of_one_page_share_its_space_for_claims():
    shown = ShownClaims.first({1: range(CLAIMS_PER_PAGE), 2: range(3)})
    assert [len(shown.list_beside(sentence)) for sentence in (1, 2, 3)] == [6, 3, 0]


@pytest.mark.parametrize("page", ["", "coverage/", "1.1/", "1.1-2.2/"])
@pytest.mark.parametrize("named", ["%00", "%D8%A7", "a" * 5_000, "no-such-claim"])
def test_claim_that_cannot_be_marks_nothing(db, page, named):
    assert Client().get(f"/en/sources/{SOURCE}/{page}?claim={named}").status_code == 200
