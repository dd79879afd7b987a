"""A teacher checks what a pupil handed in: the answer can be linked to, and what is too long is not sent."""

import pytest

from archive.models import Passage
from tests.support.browser_actions import follow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_quotation_is_checked_and_its_words_are_led_to(served, page_without_scripts, language):
    page = page_without_scripts
    sentence = Passage.objects.select_related("source").get(ref="3.3").text
    page.goto(f"{served}/{language}/verify/")
    page.fill("#quotation", f"«{sentence[:30]}»\n")
    follow(page.locator("#verify button"))
    assert page.locator("mark.evidence").all_inner_texts() == [sentence[:30].strip()]
    assert page.input_value("#quotation") == f"«{sentence[:30]}»\n"
    answer = page.locator(".stands .address").inner_text()
    follow(page.locator(".stands .label a"))
    assert page.url.partition("#")[0].endswith(answer.rpartition(":")[2] + "/")


@pytest.mark.parametrize(("text", "sent"), [("ا" * 1300, True), ("ا" * 1400, False), ("a\n" * 1100, True), ("a\n" * 1200, False)])
def test_what_is_too_long_for_an_address_is_not_sent(served, page, text, sent):
    page.goto(f"{served}/en/verify/")
    page.fill("#quotation", text)
    assert page.is_visible("#quotation-refused") is not sent
    if sent:
        follow(page.locator("#verify button"))
    else:
        page.click("#verify button")
    assert ("?q=" in page.url) is sent
    page.fill("#quotation", "short")
    assert not page.is_visible("#quotation-refused")
