"""The page of a place with many claims and mentions."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim, Mention, Passage, Source, Subject
from camps import representations, views
from camps.models import Place
from tests.support.html_pages import read_main

pytestmark = pytest.mark.django_db
CAMP = "/en/camps/majdanek/"


def texts(elements) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


@pytest.fixture
def small(monkeypatch):
    for name in ("MENTIONS_PER_SPELLING", "CLAIMS_PER_PAGE", "MENTIONS_PER_PAGE"):
        monkeypatch.setattr(views, name, 1)


def test_mentions_are_paginated(small):
    mentions = Mention.objects.filter(subject__identifier="majdanek")
    pages = [read_main(f"{CAMP}?mentions={number}").xpath(".//ol[@class='concordance']/li") for number in (1, 2, 3)]
    assert [len(lines) for lines in pages] == [1, 1, 1]
    assert [lines[0].find(".//mark").text for lines in pages] == [mention.exact for mention in mentions]
    assert read_main(f"{CAMP}?mentions=2").xpath(".//nav[@class='pager']/a/@href")[-2:] == ["?mentions=1#text", "?mentions=3#text"]
    assert Client().get(f"{CAMP}?mentions=4").status_code == 404


def test_claims_are_paginated(small):
    claims = Claim.objects.filter(subjects__identifier="majdanek").values_list("identifier", flat=True)
    pages = [
        read_main(f"{CAMP}?claims={number}").xpath(".//*[@id='said']//*[@data-fact='statement']/a[not(@class)]/@href")
        for number in (1, 2, 3)
    ]
    assert [href.split("/")[-2] for hrefs in pages for href in hrefs] == list(claims)
    assert Client().get(f"{CAMP}?claims=4").status_code == 404


def test_every_page_has_all_names_and_counts_their_mentions(small):
    by_name = Mention.objects.filter(subject__identifier="majdanek", form=Mention.Form.NAME)
    spelled = sorted({mention.exact for mention in by_name})
    for number in (1, 2, 3):
        names = read_main(f"{CAMP}?mentions={number}").xpath(".//*[@data-fact='name']")
        assert sorted(texts(name.xpath("./*[@class='source-words']"))[0] for name in names) == spelled
        assert all(len(name.xpath(".//a[contains(@class, 'ref')]")) == 1 for name in names)
    many = [name for name in spelled if sum(mention.exact == name for mention in by_name) > 1]
    counted = texts(read_main(CAMP).xpath(".//*[@class='facts names']//a[@href='#text']"))
    assert counted == [f"{sum(mention.exact == name for mention in by_name)} mentions" for name in many]


def test_spelling_that_a_reader_searched_for_is_among_the_names(monkeypatch):
    monkeypatch.setattr(views, "MAX_SPELLINGS", 1)
    passage, camp = Passage.objects.get(ref="1.2"), Subject.objects.get(identifier="majdanek")
    word = passage.text.split()[-2]
    start = passage.text.index(word)
    place = {"passage": passage, "start": start, "end": start + len(word), "exact": word, "prefix": "", "suffix": ""}
    Mention.objects.create(pk=9001, subject=camp, form="name", **place)
    count = len({mention.exact for mention in Mention.objects.filter(subject=camp, form="name")})
    for query, is_shown in (("", False), (f"?{urlencode({'found': word})}", True)):
        names = read_main(f"{CAMP}{query}").xpath(".//*[@class='facts names']")[0]
        (shown,) = names.xpath(".//*[@data-fact='name']/*[@class='source-words']")
        assert (texts([shown]) == [word], bool(shown.xpath(".//mark"))) == (is_shown, is_shown)
        assert f"1 of {count} spellings; all are in the text" in texts(names.xpath(".//a[@href='#text']"))


def test_place_that_no_source_mentions_has_no_digests():
    cite = ".//section[@id='cite']//p[@class='label']"
    assert "Digest of the source, SHA-256" in texts(read_main(CAMP).xpath(cite))
    subject = Subject.objects.create(pk=9001, kind="place", identifier="unmentioned", name_ar="مكان", name_en="Unmentioned")
    Place.objects.create(subject=subject, kind="town", is_named=False)
    assert not [label for label in texts(read_main("/en/places/unmentioned/").xpath(cite)) if "Digest" in label]


def test_metadata_are_the_same_on_every_page(small):
    pages = [Client().get(f"{CAMP}?mentions={number}").content.decode() for number in (1, 2)]
    (first,), (second,) = (html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()") for page in pages)
    assert first == second


def test_sources_beyond_the_maximum_are_counted(monkeypatch):
    monkeypatch.setattr(representations, "MAX_SOURCES", 1)
    (only,), camp = Source.objects.all(), Subject.objects.get(identifier="dachau")
    for number in (2, 3, 4):
        row = {field.attname: getattr(only, field.attname) for field in Source._meta.concrete_fields}
        source = Source.objects.create(**row | {"id": number, "identifier": f"s{number}"})
        passage = Passage.objects.create(pk=9000 + number, source=source, kind="paragraph", ref="1", start=0, end=10)
        Mention.objects.create(
            pk=9000 + number, passage=passage, subject=camp, form="name", start=0, end=4, exact=only.text[:4], prefix="", suffix=""
        )
    record = representations.represent_place(Place.objects.with_gazetteer_data().get(subject=camp))
    assert ([source["identifier"] for source in record["sources"]], record["more_sources"]) == ([only.identifier], 3)
    cite = read_main("/en/camps/dachau/").find(".//section[@id='cite']")
    assert "and 3 more sources" in texts(cite.xpath(".//p[@class='label']"))
    assert "and 3 more sources" in cite.xpath(".//*[@data-citation='apa']")[0].text_content()


@pytest.mark.parametrize(
    ("address", "position"),
    [("/en/camps/majdanek/", "51.2228 N, 22.5985 E"), ("/ar/camps/majdanek/", "51.2228 شمالا، 22.5985 شرقا")],
)
def test_position_is_in_words_of_the_language_of_the_page(address, position):
    assert position in texts(read_main(address).xpath(".//*[@data-gazetteer]//*[@class='position']"))
