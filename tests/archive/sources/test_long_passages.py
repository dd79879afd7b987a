"""A passage of many sentences is shown on pages: every sentence is on one, and claims and chosen characters lead to theirs."""

import json

import pytest
from django.test import Client

from archive.models import Anchor, Mention, Passage, Source
from tests.support.html_pages import read_page

SOURCE = "ushmm-death-marches"
WHOLE = f"/en/sources/{SOURCE}/1-4/"
ORIGIN = "http://127.0.0.1:8000"
SIZE = 6

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pages", "six_sentences_a_page")]


@pytest.fixture
def six_sentences_a_page(monkeypatch):
    monkeypatch.setattr("archive.sources.passage_view.SENTENCES_PER_PAGE", SIZE)


def list_refs(page) -> list[str]:
    """Return the references of the sentences on a page."""
    return page.xpath("//*[@id='words']//@data-verbatim")


def list_all_refs() -> list[str]:
    """Return the references of all sentences, in the order of the text."""
    return list(Passage.objects.filter(kind="sentence").order_by("start").values_list("ref", flat=True))


def test_every_sentence_is_on_one_page():
    found, address = [], WHOLE
    while address:
        page = read_page(address)
        assert 0 < len(list_refs(page)) <= SIZE
        found += list_refs(page)
        following = page.xpath("//nav[@aria-label='Pages of the passage']/a[@rel='next']/@href")
        assert page.xpath("//link[@rel='next']/@href") == [f"{ORIGIN}{WHOLE}{query}" for query in following]
        address = f"{WHOLE}{following[0]}" if following else ""
    assert found == list_all_refs()


def test_claims_and_what_cites_a_page_are_those_of_its_sentences():
    refs = list_all_refs()
    for number in (1, 4):
        page = read_page(f"{WHOLE}?page={number}")
        shown = refs[(number - 1) * SIZE : number * SIZE]
        anchors = Anchor.objects.filter(passage__ref__in=shown, role="statement")
        expected = set(anchors.values_list("claim__identifier", flat=True))
        links = page.xpath("//*[@id='words']//ul//a/@href")
        assert {link.split("/")[3] for link in links if link.startswith("/en/claims/")} == expected
        mentions = Mention.objects.filter(passage__ref__in=shown)
        cited = {anchor.claim for anchor in Anchor.objects.filter(passage__ref__in=shown).select_related("claim")}
        subjects = {mention.subject for mention in mentions} | {subject for claim in cited for subject in claim.subjects.all()}
        citing = page.xpath("//section[contains(@class, 'citing')]//li//text()")
        assert {name.strip() for name in citing} - {""} == {subject.name_en for subject in subjects}


def test_page_says_which_sentences_it_has_and_is_not_copied_under_the_citation_of_all():
    page, refs = read_page(f"{WHOLE}?page=2"), list_all_refs()
    (words,) = page.xpath("//header[contains(@class, 'record-head')]/p[@class='gloss']/text()")
    assert words == f"Page 2 of 4, sentences {refs[SIZE]} to {refs[2 * SIZE - 1]}"
    assert not page.xpath("//*[@data-citation='together']")
    assert read_page(f"/en/sources/{SOURCE}/3/").xpath("//*[@data-citation='together']")


def test_claim_that_an_address_names_leads_to_its_page():
    anchor = Anchor.objects.filter(role="statement").order_by("-passage__start").first()
    assert anchor.passage.ref not in list_refs(read_page(WHOLE))
    page = read_page(f"{WHOLE}?claim={anchor.claim.identifier}")
    assert anchor.passage.ref in list_refs(page)
    assert page.xpath("//*[@id='words']//mark[contains(@class, 'evidence')]")


def test_chosen_characters_lead_to_their_page():
    first, last = Passage.objects.get(ref="1"), Passage.objects.get(ref="4.4")
    start = last.start - first.start
    page = read_page(f"/en/sources/{SOURCE}/1-4@{start}-{start + 5}/")
    assert "4.4" in list_refs(page)
    assert page.xpath("//*[@id='words']//mark")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/en/sources/{SOURCE}/1-4@{start}-{start + 5}/"]
    first_page = read_page(f"/en/sources/{SOURCE}/1-4@{start}-{start + 5}/?page=1")
    assert first_page.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/en/sources/{SOURCE}/1-4@{start}-{start + 5}/?page=1"]


def test_claim_that_quotes_none_of_the_chosen_characters_does_not_lead_away_from_them():
    anchor = Anchor.objects.filter(role="statement").order_by("-passage__start").first()
    page = read_page(f"/en/sources/{SOURCE}/1-4@0-30/?claim={anchor.claim.identifier}")
    assert list_refs(page) == list_all_refs()[:SIZE]
    assert page.xpath("//*[@id='words']//mark")


def test_number_of_a_page_that_is_none_is_refused():
    for address in (f"{WHOLE}?page=5", f"{WHOLE}?page=0", f"{WHOLE}?page=x", f"/en/sources/{SOURCE}/3.3/?page=2"):
        assert Client().get(address).status_code == 404, address


def test_short_passage_has_no_pages():
    page = read_page(f"/en/sources/{SOURCE}/3/")
    assert list_refs(page) == [ref for ref in list_all_refs() if ref.startswith("3.")]
    assert not page.xpath("//nav[@aria-label='Pages of the passage']|//link[@rel='next']")


def test_machines_receive_the_whole_passage():
    document = Client().get(f"/id/passage/{SOURCE}:1-4.jsonld").json()
    assert Source.objects.get(identifier=SOURCE).text.strip().endswith(document["text"][-100:])


def test_page_describes_a_long_passage_by_its_beginning(monkeypatch):
    monkeypatch.setattr("archive.web.views.sources.DESCRIBED_LENGTH", 100)
    (script,) = read_page(WHOLE).xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(script)["text"] == Source.objects.get(identifier=SOURCE).text[:100]
