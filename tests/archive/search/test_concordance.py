"""The concordance of a search tells every match once, with the source's own characters, in the order that is chosen."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Passage
from archive.search.words import split_words
from tests.support.html_pages import search_page, texts_at

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]


def concordance_page(language: str, **query):
    response = Client().get(f"/{language}/search/concordance/", query)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def read_lines(tree) -> list[tuple[str, str, str, str]]:
    """Return whose words they are (“ar” of the source, or “reading”), and characters before, of and after the match of each line."""
    return [
        (
            "reading" if "reading" in line.get("class").split() else line.get("lang"),
            *("".join(line.find(path).itertext()) for path in ("span[@class='before']", "mark", "span[@class='after']")),
        )
        for line in tree.xpath("//p[contains(@class, 'kwic')]")
    ]


def test_every_match_in_a_sentence_is_a_line_of_its_own_characters():
    lines = [line for line in read_lines(concordance_page("en", q="السجناء", exact="on")) if line[0] == "ar"]
    texts = [passage.text for passage in Passage.objects.select_related("source").sentences()]
    assert len(lines) == sum(word.span.of(text) == "السجناء" for text in texts for word in split_words(text)) > 1
    assert all(any(before + match + after in text for text in texts) for _language, before, match, after in lines)


@pytest.mark.parametrize("order", ["before", "after"])
def test_lines_are_in_the_order_of_the_words_beside_the_match(order):
    lines = read_lines(concordance_page("ar", q="march", order=order))
    readings = [line for line in lines if line[0] == "reading"]
    assert len(readings) > 5

    def sort_key(line):
        words = [word.folded for word in split_words(line[1 if order == "before" else 3])]
        return words[::-1] if order == "before" else words

    assert readings == sorted(readings, key=sort_key)
    assert readings != read_lines(concordance_page("ar", q="march"))[-len(readings) :]


def test_reference_of_a_line_leads_to_its_words():
    tree = concordance_page("en", q="وداخاو")
    passage = Passage.objects.get(ref="3.5")
    starts = [at for at in range(len(passage.text)) if passage.text.startswith("وداخاو", at)]
    addresses = [f"/en/sources/ushmm-death-marches/3.5@{start}-{start + 6}/#words" for start in starts]
    assert tree.xpath("//ol[@class='concordance']/li[p/@class='kwic']/a/@href") == addresses


@pytest.mark.parametrize("language", ["ar", "en"])
def test_results_lead_to_the_concordance_and_back(language):
    (address,) = search_page(language, q="Buchenwald", date="1945").xpath("//a[contains(@href, '/concordance/')]/@href")
    tree = html.document_fromstring(Client().get(address).content.decode())
    assert read_lines(tree)
    assert f"/{language}/search/?{address.partition('?')[2]}" in tree.xpath("//form//a/@href")


@pytest.mark.parametrize("query", [{"q": "helicopter"}, {"q": "march helicopter"}, {}])
def test_without_a_match_it_says_what_to_do(query):
    tree = concordance_page("en", **query)
    assert not read_lines(tree)
    assert texts_at(tree, "//article/p")


def test_search_that_is_refused_is_explained():
    assert Client().get("/ar/search/concordance/", {"q": "date:never"}).status_code == 400
