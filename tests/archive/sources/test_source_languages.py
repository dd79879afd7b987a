"""Sources in English: their words are the record, in their own direction, on every page that shows them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from lxml import html

from archive.templatetags.words import language_name
from tests.support.example_fixtures import AUTUMN
from tests.support.html_pages import language_of, read_page

pytestmark = pytest.mark.django_db
ROOM = "/{}/sources/invented-notice-en/?text={}"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_view_of_one_language_hides_the_other(language, example_archive):
    """``source-only`` and ``reading-only`` of the style sheet hide the reading and the source's own words."""
    for view, hidden in (("en", "source-only"), ("ar", "reading-only"), ("both", "both")):
        tree = read_page(ROOM.format(language, view))
        assert hidden in tree.xpath("//div[contains(@class, 'reading-room')]/@class")[0].split()
    assert set(map(language_of, tree.xpath("//p[@class='verbatim']"))) == {"en"}
    readings = tree.xpath("//p[@class='reading']")
    assert {language_of(reading) for reading in readings} == {"ar"}


def test_pages_do_not_call_the_arabic_the_record(example_archive):
    for address in (ROOM.format("en", "both"), f"/en/claims/{AUTUMN}/"):
        assert "The Arabic is" not in read_page(address).text_content()
        assert "The words of the source" in read_page(address).text_content()


def test_embedded_claim_quotes_each_source_in_its_language(example_archive):
    quoted = read_page(f"/ar/embed/claim/{AUTUMN}/").xpath("//blockquote")
    assert [(quote.get("lang"), quote.get("dir"), "says" in quote.text) for quote in quoted] == [
        ("en", "ltr", True),
        ("ar", "rtl", False),
    ] * 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_arabic_citation_isolates_latin_words_only(language, example_archive):
    """An isolate around Arabic after an address reorders the following date on English pages."""
    cited = read_page(f"/{language}/camps/dachau/").xpath("//*[@data-citation='arabic']")[0]
    isolated = cited.xpath(".//bdi")
    assert {element.get("lang") for element in isolated} == {"en"}
    assert "http" in isolated[-1].text
    assert not any("\u0600" <= letter <= "\u06ff" for element in isolated for letter in element.text)


@pytest.mark.parametrize("ref", ["3.3@0-21", "3.4-3.5", "3.4-3.5@5-40", "3@2-9"])
def test_reference_in_arabic_citation_is_isolated(ref):
    """After an Arabic word «3.3@0-21» reads «21-0@3.3» unless it is isolated; a range of years is to be read as Arabic has it."""
    for cited in read_page(f"/ar/sources/ushmm-death-marches/{ref}/").xpath("//*[@data-citation]"):
        assert ref in [element.text for element in cited.xpath(".//bdi")]
        assert f" {ref}، " in cited.text_content()
    for cited in read_page("/ar/claims/evacuation-winter-1944-1945/").xpath("//*[@data-citation]"):
        assert "1944-1945" not in [element.text for element in cited.xpath(".//bdi")]


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/ar/nowhere/", "/en/nowhere/"),
        ("/ar/camps/auschwiz/?x=1", "/en/camps/auschwiz/?x=1"),
        ("/id/camp/nowhere", "/en/"),
        ("/nowhere", "/en/"),
    ],
)
def test_page_not_found_links_to_the_other_language(address, leads_to):
    response = Client().get(address, headers={"accept-language": "ar"})
    assert response.status_code == 404
    (link,) = html.document_fromstring(response.content.decode()).xpath("//a[@class='other-language']/@href")
    assert link == leads_to


def test_language_without_a_name_in_the_active_one_is_shown_by_its_code():
    with override("en"):
        assert language_name("lld") == "lld"
        assert language_name("yi") == "Yiddish"
