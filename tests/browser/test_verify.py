"""The form that checks a quotation, with and without scripts."""

import pytest

from archive.models import Passage
from tests.support.browser_actions import follow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_checked_quotation_links_to_its_words(origin, page_without_scripts, language):
    page = page_without_scripts
    sentence = Passage.objects.select_related("source").get(ref="3.3").text
    page.goto(f"{origin}/{language}/verify/")
    page.fill("#quotation", f"«{sentence[:30]}»\n")
    follow(page.locator("#verify button"))
    assert page.locator("mark.evidence").all_inner_texts() == [sentence[:30].strip()]
    assert page.input_value("#quotation") == f"«{sentence[:30]}»\n"
    address = page.locator(".stands .address").inner_text()
    follow(page.locator(".stands .label a"))
    assert page.url.partition("#")[0].endswith(address.rpartition(":")[2] + "/")


@pytest.mark.parametrize(
    ("text", "is_sent"), [("ا" * 1300, True), ("ا" * 1400, False), ("a\n" * 1100, True), ("a\n" * 1200, False)]
)
def test_quotation_too_long_for_an_address_is_not_sent(origin, page, text, is_sent):
    page.goto(f"{origin}/en/verify/")
    page.fill("#quotation", text)
    assert page.is_visible("#quotation-refused") is not is_sent
    if is_sent:
        follow(page.locator("#verify button"))
    else:
        page.click("#verify button")
    assert ("?q=" in page.url) is is_sent
    page.fill("#quotation", "short")
    assert not page.is_visible("#quotation-refused")
