"""Stops as pages show them: every order of them can be told from the list, with its lines and words."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from django.test import Client
from lxml import html

from marches.itinerary import build_itinerary
from marches.map_records import load_places
from marches.models import Route
from marches.place_routes import list_place_routes, load_place_routes, split_evacuations
from tests.support.html_pages import text_of
from tests.support.march_example import MARCH_M, MARCH_S


def make_stops(order: list[list[int]], omissions: set[int] = frozenset()) -> list[SimpleNamespace]:
    """Return stops by the positions, from 1, of those that precede each."""
    return [
        SimpleNamespace(position=position, after=after, omission=position in omissions) for position, after in enumerate(order, 1)
    ]


def read_order(itinerary) -> dict[int, list[int]]:
    """Return the positions of the stops that precede each, as a reader of the page infers them."""
    order = {}
    for above, item in zip([None, *itinerary], itinerary, strict=False):
        if item.joins or item.continues:
            order[item.stop.position] = [stop.position for stop in (*item.joins, *item.continues)]
        else:
            order[item.stop.position] = [] if item.begins or above is None else [above.stop.position]
    return order


def test_every_random_order_can_be_read_from_the_list():
    chance = random.Random(1945)  # noqa: S311
    for _round in range(400):
        order = [
            sorted(chance.sample(range(1, at + 1), k=min(at, chance.choice([0, 1, 1, 1, 2, 3]))))
            for at in range(chance.randint(1, 12))
        ]
        itinerary = build_itinerary(make_stops(order))
        assert read_order(itinerary) == dict(enumerate(order, 1))
        for item in itinerary:
            position = item.stop.position
            followers = [number for number, after in enumerate(order, 1) if position in after]
            assert [stop.position for stop in item.divides] == (followers if len(followers) > 1 else [])
            assert item.line == ("whole" if position + 1 in followers else "")
            assert item.ends == (not followers and position < len(order))


def test_line_is_broken_where_the_account_leaves_stops_out():
    assert [item.line for item in build_itinerary(make_stops([[], [1], [2], [], [3, 4]], {3, 5}))] == [
        "whole",
        "broken",
        "",
        "broken",
        "",
    ]


def test_no_stops_make_no_list():
    assert build_itinerary([]) == []


pages = pytest.mark.usefixtures("march_archive")


def get_tree(address: str):
    """Return a page as a tree."""
    response = Client().get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


@pages
@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_lists_all_stops_in_order_with_their_words(language):
    route = Route.objects.with_texts().get(subject__identifier=MARCH_M)
    items = get_tree(f"/{language}/routes/{MARCH_M}/").xpath("//ol[@class='itinerary']/li")
    stops = list(route.itinerary.all())
    assert [item.get("id") for item in items] == [f"stop-{stop.identifier}" for stop in stops]
    for item, stop in zip(items, stops, strict=True):
        (words,) = item.xpath(".//*[@data-fact='stop']//q/text()")
        assert words == stop.anchor.exact
        assert item.xpath(".//*[@data-fact='stop']//a[@class='ref']/@href")[0].endswith(f"/{stop.anchor.ref}/#words")
        assert len(item.xpath(".//*[@data-fact='date']")) == bool(stop.edtf)
        assert len(item.xpath(".//*[@data-fact='means']")) == bool(stop.means)
        assert len(item.xpath(".//p[@class='stop-head']/a")) == bool(stop.place)
        assert len(item.xpath(".//*[@data-status='uncertain']")) == (stop.identifier == "wood")
    assert [item.get("class") for item in items].count("has-broken-line") == 1


@pytest.fixture
def five_stops_a_page(monkeypatch):
    """Let pages have five stops with their words."""
    monkeypatch.setattr("marches.models.stop.STOPS_PER_PAGE", 5)


@pages
@pytest.mark.read_only
@pytest.mark.usefixtures("own_pages", "five_stops_a_page")
def test_every_stop_of_a_long_march_is_found_on_each_of_its_pages_and_leads_to_its_words():
    address = f"/en/routes/{MARCH_M}/"
    identifiers = [item.get("id") for item in get_tree(f"{address}?stops=all").xpath("//ol[@class='itinerary']/li[.//q]")]
    assert len(identifiers) == 12
    shown = []
    for query in ("", "?stops=2", "?stops=3"):
        items = get_tree(address + query).xpath("//ol[@class='itinerary']/li")
        assert [item.get("id") for item in items] == identifiers
        shown += [item.get("id") for item in items if item.xpath(".//q")]
        for item in items:
            if not item.xpath(".//q"):
                reference = item.xpath("./a/@href")[0]
                assert get_tree(address + reference).xpath(f"//*[@id='{reference.partition('#')[2]}']//q"), reference
    assert shown == identifiers
    assert Client().get(f"{address}?stops=4").status_code == 404
    assert Client().get(f"{address}?stops=none").status_code == 404


@pages
@pytest.mark.usefixtures("own_pages", "five_stops_a_page")
def test_links_to_a_stop_lead_to_the_page_that_has_its_words():
    links = [
        link
        for page in ("places/invented-lower-ford/", "timeline/", "numbers/")
        for link in get_tree(f"/en/{page}").xpath("//a[contains(@href, '#stop-')]/@href")
    ]
    assert any("?stops=" in link for link in links)
    for link in dict.fromkeys(links):
        assert get_tree(link).xpath(f"//li[@id='{link.partition('#')[2]}']//q"), link


@pages
def test_page_tells_splits_and_merges_in_words():
    tree = get_tree(f"/en/routes/{MARCH_M}/")
    words = [text_of(note) for note in tree.xpath("//ol[@class='itinerary']//p[contains(@class, 'gloss')]")]
    assert words == [
        "Here another part of the march begins.",
        "Here parts of the march come together, from 4 Lower Ford (invented); 5 Brickworks Camp (invented).",
        "… The account leaves stops out here.",
        "From here the march divides, to 8 Sandhill station (invented); 10 Upper Ford (invented).",
        "Here the account goes on from 7 Oakmere (invented).",
        "Here parts of the march come together, from 9 A wood, it is not known where; 10 Upper Ford (invented).",
    ]


@pages
@pytest.mark.parametrize("page", ["map/", "routes/", "camps/invented-quarry-camp/"])
def test_maps_draw_the_routes_by_stops(page):
    drawn = set(get_tree(f"/en/{page}").xpath("//svg//a[contains(@class, 'map-path')]/@href"))
    assert drawn == {f"/en/routes/{MARCH_M}/", f"/en/routes/{MARCH_S}/"}


@pages
def test_pages_of_places_list_the_stops_there():
    ford = next(place for place in load_places() if place.subject.identifier == "invented-lower-ford")
    routes = list_place_routes(ford)
    moved = split_evacuations(ford, load_place_routes(ford, routes, routes))
    assert {name: [route.subject.identifier for route in of_place] for name, of_place in moved.items()} == {
        "reached": [],
        "left": [],
        "stopped": [MARCH_M, MARCH_S],
        "of_sets": [],
    }
    stops = get_tree("/en/places/invented-lower-ford/").xpath("//ul[@class='stops-here']/li")
    assert text_of(stops[0]).split(",")[0] == "Stop 3 of 12: Killing"
    assert [stop.xpath("./a/@href")[0].partition("#")[2] for stop in stops] == [
        "stop-lower-ford-killing",
        "stop-lower-ford-burial",
        "stop-lower-ford",
    ]


@pages
def test_list_says_which_routes_are_told_stop_by_stop():
    notes = [
        text_of(note) for note in get_tree("/en/routes/").xpath("//table[contains(@class, 'routes')]//th/span[@class='gloss']")
    ]
    assert notes == ["stop by stop; number of stops: 12", "stop by stop; number of stops: 7"]


@pages
def test_two_accounts_that_differ_are_compared_part_by_part():
    rows = get_tree(f"/en/routes/{MARCH_M}/").xpath("//table[@class='data compared']/tbody/tr/th")
    assert [text_of(row) for row in rows][1:] == [
        "From Different",
        "To The same in both",
        "When Different",
        "Direction Stated by neither",
        "Means Different",
    ]


@pages
@pytest.mark.parametrize(
    ("address", "language"), [("claims/", "ar"), ("numbers/", "en"), ("movements/invented-quarry-camp-march/", "ar")]
)
def test_statement_of_twelve_sentences_leads_to_two_of_them_and_to_the_page_with_all(address, language):
    tree = get_tree(f"/{language}/{address}")
    link = f"/{language}/claims/invented-march-by-m/"
    [statement, *_again] = tree.xpath(f"//*[@data-fact='statement'][.//a[@href='{link}']]")
    assert [text_of(ref) for ref in statement.xpath(".//a[@class='ref']")] == ["2.1", "2.2"]
    rest = {"ar": "و10 مقاطع أخرى", "en": "and 10 more passages"}[language]
    assert [text_of(more) for more in statement.xpath(f"following-sibling::*[1][@href='{link}#words']")] == [rest]
    assert len(get_tree(link).xpath("//*[@id='words']//blockquote")) == 12


@pages
def test_list_of_claims_shows_the_words_of_the_first_two_of_twelve_sentences():
    [entry] = get_tree("/en/claims/").xpath("//li[.//a[@href='/en/claims/invented-march-by-m/']]")
    assert len(entry.xpath(".//q")) == 2
    assert text_of(entry).endswith("…")


@pages
def test_legend_says_what_dots_and_small_numbers_on_the_map_mean():
    for language, words in {"en": ("three dots", "Small numbers"), "ar": ("ثلاث نقط", "الأرقام الصغيرة")}.items():
        legend = text_of(get_tree(f"/{language}/routes/{MARCH_M}/").xpath("//figure[contains(@class, 'map-figure')]/figcaption")[0])
        assert all(said in legend for said in words)


@pages
def test_table_of_routes_does_not_call_the_ends_of_marches_sets():
    table = get_tree("/en/routes/").xpath("//table[contains(@class, 'routes')]")[0]
    assert [text_of(head) for head in table.xpath("./thead//th")][1:3] == ["From", "To"]
    labels = {row.xpath("string(.//a)"): row.xpath("./td/@data-label")[:2] for row in table.xpath("./tbody/tr")}
    assert labels["The Quarry Camp march, by M. (invented)"] == ["From", "To"]
    assert labels["Westward, winter 1944–1945"] == ["From the set", "To the set"]
