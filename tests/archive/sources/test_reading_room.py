"""Each claim that quotes a sentence is in its margin with a distinct letter, and links to the words without repeating them."""

import pytest
from django.test import Client
from lxml import html

from archive.models import Anchor, Claim

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_margin_has_a_distinct_letter_for_each_of_many_claims(language):
    claim = Claim.objects.get(identifier="thousands-died")
    anchors = list(claim.anchors.all())
    for number in range(1, 40):
        claim.pk, claim.identifier = 10_000 + number, f"again-{number}"
        claim.save(force_insert=True)
        for at, anchor in enumerate(anchors):
            anchor.pk, anchor.claim_id = 10_000 + 100 * number + at, claim.pk
            anchor.save(force_insert=True)
    assert Anchor.objects.filter(claim__pk__gt=10_000).exists()
    letters = []
    for number in (1, 2):
        response = Client().get(f"/{language}/sources/ushmm-death-marches/3.3/?claims={number}")
        letters += html.document_fromstring(response.content.decode()).xpath("//*[@id='s3.3']//li/@data-letter")
    assert len(letters) == len(set(letters)) == 40


@pytest.mark.parametrize("language", ["ar", "en"])
def test_links_to_words_repeat_them_only_where_their_sentence_is_not_shown(language):
    def list_tooltips(query: str) -> list[str]:
        page = html.document_fromstring(Client().get(f"/{language}/sources/ushmm-death-marches/{query}").content.decode())
        assert len(page.xpath("//ul[@aria-labelledby='claims']//a[@class='ref']")) > 40
        return page.xpath("//a[contains(@class, 'ref')]/descendant-or-self::*/@title")

    assert list_tooltips("") == []
    assert len(list_tooltips("?text=reading")) > 40
