"""A claim that several sentences state is stated once on a page; the others lead to the place where it is."""

import pytest

from tests.support.html_pages import read_page
from tests.support.page_kinds import LANGUAGES

SOURCE = "/{}/sources/ushmm-death-marches/"


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "2/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_repeated_claim_names_the_sentence_and_the_letter_where_it_is_stated(language, page):
    room = read_page(SOURCE.format(language) + page)
    links = room.xpath("//li//a[starts-with(@href, '#s')]")
    assert links
    for link in links:
        identifier = link.getparent().xpath(".//*[@data-fact='statement']/a/@href")[0].split("/")[3]
        (stated,) = room.get_element_by_id(link.get("href")[1:]).xpath(f".//li[.//a[contains(@href, '/claims/{identifier}/')]]")
        letter = stated.get("data-letter")
        assert link.text_content().split("\u00a0")[1 if language == "en" else 2 :] == ([letter] if letter else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "is_room"), [(SOURCE, True), (SOURCE + "3.5/", False), ("/{}/claims/evacuations-on-foot/", False)]
)
def test_pages_of_a_sentence_say_that_a_reading_is_not_the_words_of_the_source(address, is_room):
    labels = {label.text_content() for label in read_page(address.format("ar")).xpath("//p[@class='label']")}
    assert ("قراءة الأرشيف" in labels, "قراءة الأرشيف، لا كلمات المصدر" in labels) == (is_room, not is_room)
