"""The timeline draws every dated claim with its words' reference, lists the same, and says where claims differ."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from lxml import html

from archive.claims.timeline import group_by_month
from archive.dates.edtf import parse_date
from archive.models import Claim
from marches.models import Route
from tests.support.example_fixtures import AUTUMN
from tests.support.html_pages import read_page, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]
MONTHS = {
    "en": ["June 1944", "October 1944", "November 1944", "December 1944", "January 1945", "March 1945", "April 1945", "May 1945"],
    "ar": [
        "يونيو (حزيران) 1944",
        "أكتوبر (تشرين الأول) 1944",
        "نوفمبر (تشرين الثاني) 1944",
        "ديسمبر (كانون الأول) 1944",
        "يناير (كانون الثاني) 1945",
        "مارس (آذار) 1945",
        "أبريل (نيسان) 1945",
        "مايو (أيار) 1945",
    ],
}


def sheets(address: str) -> list:
    return read_page(address).xpath("//svg[contains(@class, 'time-sheet')]")


def list_linked_claims(sheet) -> set[str]:
    """The claims that a drawing links to."""
    return {href.rstrip("/").split("/")[-1] for href in sheet.xpath(".//a/@href") if "/claims/" in href}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["timeline/", ""])
def test_every_dated_claim_is_drawn_with_its_reference(language, page):
    dated = set(Claim.objects.dated().values_list("identifier", flat=True))
    (sheet,) = sheets(f"/{language}/{page}")
    assert list_linked_claims(sheet) == dated
    assert len(sheet.xpath(".//tspan[@class='time-ref']/a")) == len(dated)
    assert sheet.get("lang") == language
    assert sheet.find("title").text.strip()
    (about,) = sheet.xpath(f".//desc[@id='{sheet.get('aria-describedby')}']")
    assert about.text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "path"), [("", "//*[@class='time-months']"), ("timeline/", "//table")])
def test_every_dated_claim_is_listed_by_month_for_narrow_windows(language, page, path):
    (listed,) = read_page(f"/{language}/{page}").xpath(path)
    assert list_linked_claims(listed) == set(Claim.objects.dated().values_list("identifier", flat=True))
    months = [text_of(head) for head in listed.xpath(".//h3 | .//tr[@class='month']")]
    assert months == MONTHS[language]


def test_spring_is_listed_from_march_and_an_end_by_its_own_month():
    (listed,) = read_page("/en/").xpath("//*[@class='time-months']")
    by_month = {text_of(head): list_linked_claims(head.getnext()) for head in listed.xpath("./h3")}
    assert by_month["March 1945"] == {"evacuation-spring-1945-mauthausen"}
    assert by_month["January 1945"] == {"reich-brink-of-defeat-1945-01"}


@pytest.mark.parametrize(
    ("edtf", "sense", "name"),
    [("1944", "", "1944"), ("1944-22", "", "June 1944"), ("/1945-05-09~", "", "May 1945"), ("1944-10~/1945", "", "October 1944")],
)
def test_month_is_named_only_if_the_date_names_one(edtf, sense, name):
    earliest, latest = parse_date(edtf).bounds(sense)
    with override("en"):
        (month,) = group_by_month([Claim(edtf=edtf, sense=sense, earliest=earliest, latest=latest)])
    assert month.name == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_of_the_timeline_is_beside_the_words_of_the_source(language):
    page = read_page(f"/{language}/timeline/")
    rows = page.xpath("//tr[td]") + page.xpath("//ul[contains(@class, 'faced')]/li")
    assert len(rows) == Claim.objects.count()
    for row in rows:
        claim = Claim.objects.get(identifier=next(iter(list_linked_claims(row))))
        assert [q.text_content() for q in row.xpath(".//q")] == [
            anchor.exact for anchor in claim.anchors.all() if anchor.role == "statement"
        ]


@pytest.mark.parametrize("page", ["timeline/", ""])
def test_a_link_skips_the_chart_and_its_list(page):
    tree = read_page(f"/en/{page}")
    (skip,) = tree.xpath("//a[@class='skip-over'][contains(@href, 'time')]")
    (end,) = tree.xpath(f"//*[@id='{skip.get('href')[1:]}']")
    order = list(tree.iter())
    assert order.index(skip) < order.index(tree.xpath("//figure[contains(@class, 'time-figure')]")[0]) < order.index(end)


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


def test_timeline_marks_differing_claims_in_drawing_and_list(example_archive):
    page = html.document_fromstring(Client().get("/en/timeline/").content.decode())
    for row in page.xpath("//svg[contains(@class, 'time-sheet')]/g") + page.xpath("//tr"):
        if AUTUMN in "".join(row.xpath(".//a/@href")):
            assert "differs" in row.text_content()
        elif "surrender-west" in "".join(row.xpath(".//a/@href")):
            assert "differs" not in row.text_content()
