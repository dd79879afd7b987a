"""The timeline draws every dated claim with its words' reference, lists the same, and says where claims differ."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim
from marches.models import Route
from tests.support.example_fixtures import AUTUMN, load_example

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]


def sheets(address: str) -> list:
    return html.document_fromstring(Client().get(address).content.decode()).xpath("//svg[contains(@class, 'time-sheet')]")


def list_linked_claims(sheet) -> set[str]:
    """The claims that a drawing links to."""
    return {href.rstrip("/").split("/")[-1] for href in sheet.xpath(".//a/@href") if "/claims/" in href}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["timeline/", ""])
def test_every_dated_claim_is_drawn_with_its_reference_in_both_sizes(language, page):
    dated = set(Claim.objects.dated().values_list("identifier", flat=True))
    charts = sheets(f"/{language}/{page}")
    assert len(charts) == 2
    for sheet in charts:
        assert list_linked_claims(sheet) == dated
        assert len(sheet.xpath(".//tspan[@class='time-ref']/a")) == len(dated)
        assert sheet.get("lang") == language
        assert sheet.find("title").text.strip()
        (about,) = sheet.xpath(f".//desc[@id='{sheet.get('aria-describedby')}']")
        assert about.text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_in_the_language_of_the_page(language):
    for claim in Claim.objects.dated():
        label = getattr(claim, f"label_{language}")
        assert label
        assert any("\u0600" <= letter <= "\u06ff" for letter in label) == (language == "ar")


def test_undated_claims_are_listed_and_not_drawn():
    page = html.document_fromstring(Client().get("/en/timeline/").content.decode())
    undated = set(Claim.objects.filter(edtf="").values_list("identifier", flat=True))
    listed = {href.split("/")[-2] for href in page.xpath("//main//ul//a/@href") if "/claims/" in href}
    assert undated == listed


def test_routes_are_distinguished_from_other_claims():
    routed = set(Route.objects.values_list("claim__identifier", flat=True))
    for sheet in sheets("/en/timeline/"):
        assert {claim for row in sheet.xpath("./g[@class='time-route']") for claim in list_linked_claims(row)} == routed
    assert {claim for sheet in sheets("/en/routes/") for claim in list_linked_claims(sheet)} == routed


def test_a_small_timeline_shows_what_concerns_its_page():
    (route,) = sheets("/en/routes/spring-1945-to-mauthausen/")
    assert list_linked_claims(route) == {"evacuation-spring-1945-mauthausen"}
    (camp,) = sheets("/en/camps/sachsenhausen/")
    assert list_linked_claims(camp) == {"evacuation-winter-1944-1945", "evacuation-last-weeks-baltic"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_label_of_several_lines_has_spaces_between_words(language):
    labels = {getattr(claim, f"label_{language}") for claim in Claim.objects.dated()}
    for sheet in sheets(f"/{language}/timeline/"):
        drawn = {" ".join(row.xpath(".//a[@class='time-words']/text()")) for row in sheet.xpath("./g")} - {""}
        assert drawn == labels


@pytest.mark.parametrize(
    ("page", "claim"),
    [("camps/majdanek", "majdanek-first-major-camp-overrun"), ("places/eastern-belarus", "belarus-offensive-1944")],
)
def test_a_place_that_no_evacuation_left_or_reached_has_its_timeline_too(page, claim):
    (sheet,) = sheets(f"/en/{page}/")
    assert claim in list_linked_claims(sheet)


def test_timeline_marks_differing_claims_in_drawing_and_list(tmp_path):
    load_example(tmp_path)
    page = html.document_fromstring(Client().get("/en/timeline/").content.decode())
    for row in page.xpath("//svg[contains(@class, 'time-sheet')]/g") + page.xpath("//tr"):
        if AUTUMN in "".join(row.xpath(".//a/@href")):
            assert "differs" in row.text_content()
        elif "surrender-west" in "".join(row.xpath(".//a/@href")):
            assert "differs" not in row.text_content()
