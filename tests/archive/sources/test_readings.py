"""A sentence has several readings; the reading room shows them by choice."""

import json

import pytest
from django.test import Client
from lxml import html

from archive.editions.ledger_records import make_passages
from archive.models import Passage, Reading
from archive.sources.reading_room import choose_views
from tests.support.html_pages import language_of, text_of
from tests.support.repository import ROOT

ROOM = "/{}/sources/ushmm-death-marches/{}"


def list_languages(address: str) -> set[str]:
    tree = html.document_fromstring(Client().get(address).content.decode())
    return {language_of(reading) for reading in tree.xpath("//p[@class='reading']")}


@pytest.mark.django_db
def test_room_opens_with_the_reading_in_the_language_of_the_interface():
    assert [list_languages(ROOM.format(language, "")) for language in ("ar", "en")] == [{"ar"}, {"en"}]
    assert list_languages(ROOM.format("ar", "?reading=en")) == {"en"}
    assert list_languages(ROOM.format("en", "?reading=all")) == {"ar", "en"}
    assert list_languages(ROOM.format("en", "3.2/")) == {"ar", "en"}


@pytest.mark.django_db
def test_reading_in_the_language_of_the_source_says_that_it_is_the_archives():
    tree = html.document_fromstring(Client().get(ROOM.format("ar", "")).content.decode())
    readings = tree.xpath("//p[@class='reading']")
    assert len(readings) == 20
    assert all(text_of(reading.getprevious()) == "قراءة الأرشيف" for reading in readings)


@pytest.mark.django_db
def test_supplied_words_are_in_brackets_in_every_reading():
    for reading in Reading.objects.filter(status="supplied"):
        assert "[" in reading.text
        assert "]" in reading.text
    for passage in Passage.objects.sentences().prefetch_related("readings"):
        brackets = {reading.text.count("[") > 0 for reading in passage.readings.all()}
        assert len(brackets) == 1, passage.ref


@pytest.mark.parametrize(
    ("query", "source_language", "text"),
    [("ar", "ar", "source"), ("en", "ar", "reading"), ("en", "en", "source"), ("both", "ar", "both"), ("zz", "ar", "both")],
)
def test_former_links_to_one_language_lead_to_the_same_view(query, source_language, text):
    views = choose_views({"text": query}, source_language, ["en", "ar"], "ar")
    assert (views["text"], views["reading"]) == (text, "ar")


def test_reading_of_another_person_is_kept_by_the_ledger():
    lines = (ROOT / "fixtures" / "editions" / "0001.jsonl").read_text("utf-8").splitlines()[1:]
    records = [json.loads(line) for line in lines]
    source = next(line["record"] for line in records if line["kind"] == "source")
    sentence = next(line["record"] for line in records if line["identifier"] == "ushmm-death-marches:1.1")
    other = {"language": "pl", "status": "uncertain", "text": "Inaczej.", "note": None, "by": {"ar": "غيرنا", "en": "Another"}}
    first = {"source": source["source"], "paragraphs": [{**source["paragraphs"][0]}]}
    record = make_passages(first, [{**sentence, "readings": [*sentence["readings"], other]}]).paragraphs[0].sentences[0]
    assert (record.other_readings[0].language, record.other_readings[0].by.en) == ("pl", "Another")
    assert make_passages(first, [sentence]).paragraphs[0].sentences[0].other_readings == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "groups"),
    [
        (ROOM.format("en", ""), ["The archive’s reading"] * 20),
        (ROOM.format("ar", ""), []),
        (ROOM.format("ar", "?reading=en"), ["قراءة الأرشيف"] * 20),
        ("/en/claims/evacuation-last-weeks-baltic/", ["The archive’s reading"]),
    ],
)
def test_listeners_are_told_once_that_a_reading_is_the_archives(address, groups):
    """By the name of its group, or by the label that a reading has in the language of the source."""
    tree = html.document_fromstring(Client().get(address).content.decode())
    assert tree.xpath("//main//*[@role='group'][.//p[@class='reading']]/@aria-label") == groups
