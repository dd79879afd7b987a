"""Comparison of two routes that describe the same movement differently, on the pages of both."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Disagreement, Passage, Role
from marches.comparison import compare_route
from marches.models import MarchStop, Route
from tests.support.example_fixtures import AUTUMN, AUTUMN_ROUTE, FEBRUARY, WINTER, WINTER_ROUTE
from tests.support.html_pages import disagreements_section, read_main, text_of
from tests.support.march_example import MARCH_M, MARCH_S, MOVEMENT

# Some tests change how many rows a page has, or the rows themselves.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pages")]
VERDICTS = {
    "en": [
        ("From", "The same in both"),
        ("To", "Different"),
        ("When", "Different"),
        ("Direction", "The same in both"),
        ("Means", "Stated by one only"),
    ],
    "ar": [
        ("من", "متفق عليه"),
        ("إلى", "مختلف فيه"),
        ("متى", "مختلف فيه"),
        ("الاتجاه", "متفق عليه"),
        ("الوسيلة", "في رواية واحدة فقط"),
    ],
}
WORDS = [
    ("أوشفيتز ، شتوتهوف ، وجروس روزين", "Auschwitz, Stutthof and Gross-Rosen"),
    ("بوخنفالد ، فلوسنبرج وداخاو وساكسنهاوزن", "Neuengamme and Dachau"),
    ("فصل الشتاء 1944-1945", "the autumn of 1944"),
    ("غربا", "غربا"),
    ("", "by rail"),
]
# Fields of a stop that a third account has too
COPIED = ("position", "identifier", "place", "description_en", "description_ar", "anchor", "event", "status")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("route", [WINTER_ROUTE, AUTUMN_ROUTE])
def test_pages_of_both_routes_have_the_same_table(language, route, example_archive):
    table = disagreements_section(f"/{language}/routes/{route}/").find("table")
    heads = [head.xpath(".//bdi[@class='hash']")[0].text for head in table.iterfind("thead/tr/th")]
    assert heads == [WINTER, AUTUMN] == sorted(heads)
    statement, *rows = table.iterfind("tbody/tr")
    assert [
        cell.xpath(".//*[@data-fact='statement']/a[not(@class)]/@href")[0].split("/")[3] for cell in statement.iterfind("td")
    ] == heads
    for row, (part, verdict), words in zip(rows, VERDICTS[language], WORDS, strict=True):
        assert text_of(row.find("th")) == f"{part} {verdict}"
        assert tuple("".join(cell.xpath(".//q//text()")) for cell in row.iterfind("td")) == words
        for cell, quoted in zip(row.iterfind("td"), words, strict=True):
            assert len(cell.xpath(".//*[@data-fact]//a[@class='ref']")) == len(cell.xpath(".//q"))
            assert bool(cell.xpath(".//q")) == bool(quoted)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_names_of_references_and_statuses_are_in_the_language_of_the_page(language, example_archive):
    for route in (WINTER_ROUTE, AUTUMN_ROUTE):
        table = disagreements_section(f"/{language}/routes/{route}/").find("table")
        for element in table.xpath(".//a[@class='ref'] | .//*[@data-status]"):
            assert element.xpath("ancestor-or-self::*[@lang][1]/@lang") == [language]


def test_every_cell_has_the_name_of_its_route(example_archive):
    cells = disagreements_section(f"/en/routes/{WINTER_ROUTE}/").xpath(".//tbody//td/@data-label")
    assert cells == ["Westward, winter 1944–1945", "Westward, autumn 1944 (invented)"] * 6


def test_claim_without_a_route_is_shown_with_the_claim_of_the_route(example_archive):
    section = disagreements_section("/en/routes/spring-1945-to-mauthausen/")
    assert section.find("table") is None
    assert [text_of(element) for element in section.xpath(".//bdi[@class='hash']")] == [
        "evacuation-spring-1945-mauthausen",
        FEBRUARY,
    ]


@pytest.mark.usefixtures("march_archive")
def test_long_comparison_is_on_pages_that_have_all_its_rows(monkeypatch):
    address = f"/en/routes/{MARCH_M}/"
    monkeypatch.setattr("marches.views.ROWS_PER_PAGE", 5)
    monkeypatch.setattr("marches.views.LAST_ROWS", 1)
    whole, parts, number = list_compared_rows(f"{address}?compared=all"), [], 0
    while len(parts) < len(whole):
        number += 1
        shown = list_compared_rows(f"{address}?compared={number}")
        assert 0 < len(shown) <= 6
        parts += shown
    assert parts == whole
    assert Client().get(f"{address}?compared={number + 1}").status_code == 404


@pytest.mark.usefixtures("march_archive")
def test_comparison_names_the_sources_of_the_stops_of_both_accounts(settings):
    settings.RESPONSE_CACHE_MB = 0
    quoted = Route.objects.get(subject__identifier=MARCH_S).claim.anchors.filter(role=Role.STOP).first()
    quoted.passage = Passage.objects.filter(source__identifier="ushmm-death-marches").first()
    quoted.save()
    for route in (MARCH_M, MARCH_S):
        heads = read_main(f"/en/routes/{route}/").xpath(".//table[@class='data compared']/thead/tr/th")
        named = [[link.rpartition("/sources/")[2] for link in head.xpath(".//a/@href") if "/sources/" in link] for head in heads]
        assert ["ushmm-death-marches/" in sources for sources in named] == [False, True], route


@pytest.fixture
def three_accounts(march_archive, settings, monkeypatch):
    """Let a third account differ from the shorter march, with three of its stops; five rows and stops are on a page."""
    settings.RESPONSE_CACHE_MB = 0
    monkeypatch.setattr("marches.views.ROWS_PER_PAGE", 5)
    monkeypatch.setattr("marches.views.LAST_ROWS", 1)
    monkeypatch.setattr("marches.models.stop.STOPS_PER_PAGE", 5)
    march, other = (Route.objects.get(subject__identifier=name) for name in (MARCH_S, WINTER_ROUTE))
    Route.objects.filter(pk=other.pk).update(form=Route.Form.STOPS)
    for stop in march.itinerary.order_by("position")[:3]:
        copied = {name: getattr(stop, name) for name in COPIED}
        MarchStop.objects.create(pk=1000 + stop.position, route=other, **copied)
    first, second = sorted((march.claim_id, other.claim_id))
    Disagreement.objects.create(pk=100, claim_id=first, other_id=second, matter="origin")


@pytest.mark.usefixtures("three_accounts")
def test_comparisons_share_one_pager_with_a_name_of_its_own():
    address = f"/en/routes/{MARCH_S}/"
    for number, leads_to in ((1, ["2"]), (2, ["1", "3"]), (3, ["2"])):
        main = read_main(f"{address}?compared={number}")
        assert len(main.xpath(".//table[contains(@class, 'of-stops')]")) == 2
        assert main.xpath(".//nav[@class='pager']/@aria-label") == ["Pages of stops", "Pages of the comparison"]
        pager = main.xpath(".//nav[@aria-label='Pages of the comparison']")[0]
        assert f"Page {number} of 3" in text_of(pager)
        assert pager.xpath(".//a/@href") == [f"?compared={page}#compared" for page in leads_to]
        whole = {text_of(link): link.get("href") for link in main.xpath(".//a[contains(@href, '=all')]")}
        assert whole == {
            "All stops with their words on one page, for printing": "?stops=all#stops",
            "The whole comparison on one page, for printing": "?compared=all#compared",
        }


@pytest.mark.usefixtures("three_accounts")
def test_page_of_all_stops_has_the_whole_comparison():
    address = f"/en/routes/{MARCH_S}/"
    assert list_compared_rows(f"{address}?stops=all") == list_compared_rows(f"{address}?compared=all")
    assert len(list_compared_rows(f"{address}?stops=2")) < len(list_compared_rows(f"{address}?stops=all"))
    assert read_main(f"{address}?stops=all").xpath(".//nav[@class='pager']") == []


def list_compared_rows(address: str) -> list[str]:
    """Return the rows of the stops of accounts that differ, on a page of a route."""
    return list(map(text_of, read_main(address).xpath(".//table[contains(@class, 'of-stops')]/tbody/tr")))


def test_compared_routes_are_not_listed_again(example_archive):
    winter = Route.objects.with_texts().get(claim__identifier=WINTER)
    result = compare_route(winter)
    assert [[route.claim.identifier for route in comparison.routes] for comparison in result["compared"]] == [[WINTER, AUTUMN]]
    assert result["differing"] == []


def test_part_that_neither_route_states_has_the_verdict_none(example_archive):
    baltic, spring = (
        Route.objects.with_texts().get(subject__identifier=identifier)
        for identifier in ("last-weeks-1945-to-baltic", "spring-1945-to-mauthausen")
    )
    first, second = sorted((baltic.claim_id, spring.claim_id))
    Disagreement.objects.create(pk=100, claim_id=first, other_id=second, matter="origin")
    (comparison,) = compare_route(spring)["compared"]
    assert {row.part: row.verdict for row in comparison.parts} == {
        "origin": "different",
        "destination": "different",
        "date": "different",
        "direction": "one",
        "means": "none",
    }


@pytest.mark.parametrize("address", [f"routes/{MARCH_M}/", f"movements/{MOVEMENT}/"])
def test_words_that_date_a_stop_and_state_its_means_are_tooltips_of_their_links(address, march_archive):
    """Beside a stop of a comparison are only the words that state it."""
    first = read_main(f"/en/{address}").xpath(".//table[contains(@class, 'of-stops')]/tbody/tr")[0]
    for kind, words in (("date", ["18 January 1945", "19 يناير 1945"]), ("means", ["on foot", "سيرا على الأقدام"])):
        assert first.xpath(f".//*[@data-fact='{kind}']//a[@class='ref']/descendant-or-self::*/@title") == words
