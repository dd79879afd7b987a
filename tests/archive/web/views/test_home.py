"""The home page opens with a sentence of the source, and leads to the answers of a first visit within two actions."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Passage, Reading, StoryLine, Subject
from archive.web.views.home import find_opening_key
from tests.support.html_pages import language_of, read_main, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_opens_with_a_sentence_and_its_readings(language):
    main = read_main(f"/{language}/")
    (hero,) = main.xpath("//*[@class='hero']")
    (words,) = hero.xpath(".//*[@data-verbatim]")
    passage = Passage.objects.get(ref=words.get("data-verbatim"))
    assert words.text_content() == passage.text
    assert words.xpath("./span[@class='unbroken']/text()") == ["التعرض ،", "والتجويع ،"]  # no line begins with a comma
    shown = [(language_of(reading), reading.text_content()) for reading in hero.xpath(".//p[@class='reading']")]
    texts = dict(Reading.objects.filter(passage=passage).values_list("language", "text"))
    other = "en" if language == "ar" else "ar"
    assert shown == [(language, texts[language]), (other, texts[other])]
    order = list(main.iter())
    assert order.index(hero) < order.index(main.xpath("//ul[@class='contents']")[0]) < order.index(main.find(".//figure"))


def test_opening_sentence_is_read_to_the_letter_and_cited_by_the_story():
    passage = Passage.objects.get(pk=find_opening_key())
    assert {reading.status for reading in passage.readings.all()} == {"plain"}
    assert StoryLine.objects.filter(claims__anchors__passage=passage).exists()
    assert passage.ref == "3.3"


def test_address_with_a_slip_leads_to_the_record_that_it_is_most_like():
    for nth, subject in enumerate(Subject.objects.all()):
        at = nth % (len(subject.identifier) - 1) + 1
        slips = (subject.identifier[:at] + subject.identifier[at + 1 :], f"{subject.identifier[:at]}x{subject.identifier[at:]}")
        for slip in slips:
            assert list_nearest(f"/en/camps/{slip}/") == [subject.name_en], slip


@pytest.mark.parametrize("path", ["qqqq", "x", "%D8%B4", "9" * 300])
def test_address_like_no_record_leads_to_none(path):
    assert list_nearest(f"/en/camps/{path}/") == []


def list_nearest(address: str) -> list[str]:
    response = Client().get(address)
    assert response.status_code == 404
    return html.document_fromstring(response.content.decode()).xpath("//main//p[starts-with(., 'Nearest to it')]/a/text()")


def test_home_without_a_story_opens_without_a_sentence():
    StoryLine.objects.all().delete()
    main = read_main("/en/")
    assert main.xpath("//*[@data-verbatim]") == []
    assert text_of(main.find(".//h1")).startswith("An archive of record")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_says_what_a_red_number_is_before_the_first_one(language):
    main = read_main(f"/{language}/")
    order = list(main.iter())
    (explained,) = main.xpath("//*[@class='hero']//b")
    assert explained.text == "3.3"
    assert order.index(explained) < order.index(main.xpath("//a[@class='ref']")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_camp_and_the_word_death_march_are_one_link_from_home(language):
    main = read_main(f"/{language}/")
    linked = set(main.xpath("//ul[@class='contents']//a/@href"))
    assert linked >= {
        f"/{language}/camps/{camp}/" for camp in Subject.objects.filter(kind="camp").values_list("identifier", flat=True)
    }
    assert f"/{language}/glossary/#death-march" in main.xpath("//h1//a/@href")


@pytest.mark.parametrize(("language", "name"), [("ar", "معجم الألفاظ"), ("en", "Glossary")])
def test_glossary_is_in_the_main_navigation(client, language, name):
    page = client.get(f"/{language}/glossary/").content.decode()
    assert f'<a href="/{language}/glossary/" aria-current="page">{name}</a>' in page
