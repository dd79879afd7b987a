"""A long source is shown on pages of whole paragraphs: every sentence on one page, and old addresses lead to it."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.models import Claim, Passage
from archive.sources import source_pages
from archive.sources.source_pages import SENTENCES_PER_PAGE, SourcePages
from tests.support.html_pages import read_page

SOURCE = "ushmm-death-marches"
ROOM = f"/en/sources/{SOURCE}/"
ORIGIN = "http://127.0.0.1:8000"


def divide(lengths: list[int]) -> SourcePages:
    """Return the pages of a source whose paragraphs have so many sentences."""
    sentences = [(f"{number}.{nth}", number) for number, length in enumerate(lengths, 1) for nth in range(1, length + 1)]
    return SourcePages((key, *sentence) for key, sentence in enumerate(sentences, 1))


@given(st.lists(st.integers(1, 70), max_size=40))
def test_pages_have_every_sentence_once_and_divide_only_long_paragraphs(lengths):
    pages = divide(lengths)
    assert [ref for page in pages.pages for ref in pages.refs[page.start : page.end]] == pages.refs
    assert all(page.end - page.start <= SENTENCES_PER_PAGE for page in pages.pages)
    for page in pages.pages[1:]:
        paragraph, sentence = map(int, page.first.split("."))
        assert sentence == 1 or lengths[paragraph - 1] > SENTENCES_PER_PAGE
    for ref in pages.refs:
        page = pages.find(ref)
        assert ref in pages.refs[page.start : page.end]


@given(st.integers(1, 5000), st.data())
def test_every_page_is_reached_from_every_other_in_two_steps(count, data):
    pages = divide([SENTENCES_PER_PAGE] * count)
    start, end = (data.draw(st.integers(1, count)) for _ in range(2))
    block = max(page.number for page in pages.list_index(start) if page.number <= end)
    assert end in {page.number for page in pages.list_index(block)}
    assert len(pages.list_index(start)) <= source_pages.INDEX_BLOCK + -(-count // source_pages.INDEX_BLOCK)


def test_source_without_sentences_has_one_page():
    assert len(divide([])) == 1
    assert divide([]).find("1.1").number == 1


@pytest.fixture
def long(monkeypatch):
    for module in ("archive.sources.source_pages", "archive.web.source_part"):
        monkeypatch.setattr(f"{module}.SENTENCES_PER_PAGE", 6)


def list_sentences(page) -> list[str]:
    return page.xpath("//*[@data-verbatim]/@data-verbatim") or page.xpath("//table//tr[@id]/th/a/bdi/text()")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "coverage/"])
def test_every_sentence_is_on_one_page_with_its_anchor(long, path):
    refs = list(Passage.objects.filter(kind="sentence").order_by("start").values_list("ref", flat=True))
    whole, found = read_page(f"{ROOM}{path}"), []
    count = len(whole.xpath("//nav[@class='page-index']//a"))
    assert count > 2
    for number in range(1, count + 1):
        page = read_page(f"{ROOM}{path}?page={number}")
        shown = list_sentences(page)
        assert [f"s{ref}" for ref in shown] == [
            name for name in page.xpath("//@id") if name.startswith("s") and name[1:2].isdigit()
        ]
        found += shown
    assert found == refs
    assert Client().get(f"{ROOM}{path}?page={count + 1}").status_code == 404


@pytest.mark.django_db
def test_rows_are_those_of_the_whole_source(monkeypatch):
    whole = {row.get("id"): html.tostring(row) for row in read_page(ROOM).xpath("//div[contains(@class, 'sentence')]")}
    for module in ("archive.sources.source_pages", "archive.web.source_part"):
        monkeypatch.setattr(f"{module}.SENTENCES_PER_PAGE", 6)
    paged = {}
    for number in range(1, len(read_page(ROOM).xpath("//nav[@class='page-index']//a")) + 1):
        paged |= {
            row.get("id"): html.tostring(row)
            for row in read_page(f"{ROOM}?page={number}").xpath("//div[contains(@class, 'sentence')]")
        }
    # A term is linked once on a page
    assert {key: b"".join(row.split(b"/glossary/#")[:1])[:200] for key, row in whole.items()} == {
        key: b"".join(row.split(b"/glossary/#")[:1])[:200] for key, row in paged.items()
    }


@pytest.mark.django_db
def test_index_names_the_first_sentence_of_each_page_for_scripts(long):
    page = read_page(f"{ROOM}?page=2")
    links = page.xpath("//nav[@class='page-index']//a")
    assert page.xpath("//nav[@class='page-index']//a[@aria-current]/@href") == ["?page=2"]
    assert links[1].get("data-first") == list_sentences(page)[0]
    assert [name for name in page.xpath("//script/@src") if "source-pages" in name]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}{ROOM}?page=2"]
    assert page.xpath("//link[@rel='next']/@href") == [f"{ORIGIN}{ROOM}?page=3"]


@pytest.mark.django_db
def test_links_between_pages_keep_the_views_and_switches_keep_the_page(long):
    page = read_page(f"{ROOM}?coverage=shown&page=2")
    assert page.xpath("//nav[@class='pager']//a[@rel='next']/@href")[0] == "?coverage=shown&page=3"
    assert all("page=2" in query for query in page.xpath("//div[@class='views']//a[starts-with(@href, '?')]/@href"))


@pytest.mark.django_db
def test_claim_leads_to_the_page_with_its_words(long):
    claim = Claim.objects.order_by("-pk").first()
    ref = claim.anchors.first().passage.ref
    page = read_page(f"{ROOM}?claim={claim.identifier}")
    assert ref in list_sentences(page)
    assert ref not in list_sentences(read_page(ROOM))
    assert page.xpath("//li[@class='current']")


@pytest.mark.django_db
def test_total_and_metadata_are_the_same_on_every_page(long):
    pages = [read_page(f"{ROOM}?page={number}") for number in (1, 2)]
    first, second = (
        [page.xpath(path) for path in ("//script[@type='application/ld+json']/text()", "//meta[@name='description']/@content")]
        for page in pages
    )
    assert first == second
    totals = [page.xpath("//dl[contains(@class, 'facts')]")[0].text_content() for page in pages]
    assert totals[0] == totals[1]


@pytest.mark.django_db
def test_short_source_has_no_pages():
    page = read_page(ROOM)
    assert len(list_sentences(page)) == 20
    assert not page.xpath("//nav[@class='page-index']|//link[@rel='next']")
    assert read_page(f"{ROOM}?page=1") is not None
    assert Client().get(f"{ROOM}?page=2").status_code == 404
