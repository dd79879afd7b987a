"""What is copied in one piece: the words of the source, the archive's in the other language, the citation."""

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim, Passage
from tests.support.page_kinds import SOURCE

pytestmark = pytest.mark.django_db


def list_lines(address: str) -> list[str]:
    page = html.fromstring(Client().get(address).content)
    return [line.text_content() for line in page.xpath("//*[@data-citation='together']/p")]


def test_passage_is_copied_with_its_reading_and_citation():
    passage = Passage.objects.get(ref="3.5")
    words, reading, citation = list_lines(f"/en/sources/{SOURCE}/3.5/")
    assert words == passage.text
    assert reading == passage.readings.get(language="en").text + " (uncertain)"
    assert f"/id/passage/{SOURCE}:3.5" in citation


def test_characters_of_a_passage_are_not_copied_with_the_reading_of_the_whole():
    assert list_lines(f"/en/sources/{SOURCE}/3.5@7-25/") == []


def test_claim_is_copied_with_its_words_in_both_languages_and_citation():
    claim = Claim.objects.get(identifier="thousands-died")
    *_words, arabic, english, citation = list_lines("/ar/claims/thousands-died/")
    assert (arabic, english) == (claim.statement_ar, claim.statement_en)
    assert "/id/claim/thousands-died" in citation
