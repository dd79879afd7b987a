"""Pages keep to the weight of a page where marches are told in fifty sentences, four of them in one movement, and places have long names."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim, LoadedState, Role
from marches.models import Movement
from tests.bench.growth import Size, grow
from tests.support.databases import load_into_copy, use_and_roll_back
from tests.support.html_pages import text_of
from tests.support.page_kinds import LANGUAGES

# Bytes of HTML
MAX_BYTES = 60 * 1024
MOVEMENT, CLAIM = "movements/invented-movement-0/", "claims/invented-route-1/"
PAGES = (
    "",
    "camps/",
    "camps/invented-10000/",
    "camps/invented-10001/",
    "routes/",
    "routes/invented-route-1/",
    "routes/invented-route-1/?stops=2",
    MOVEMENT,
    f"{MOVEMENT}?stops=5",
    CLAIM,
    f"{CLAIM}?words=2",
    "claims/",
    "numbers/",
    "timeline/",
    "map/",
    "map/?time=1945-01",
)


@pytest.fixture(scope="module")
def grown_database(published_database, django_db_blocker, tmp_path_factory):
    """Return a separate database with such an archive."""
    folder = tmp_path_factory.mktemp("grown")
    with load_into_copy(published_database, folder, "grown", load_long_marches, django_db_blocker) as loaded:
        yield loaded


def load_long_marches(_folder: Path) -> None:
    grow(Size(100, 8, 1000, 500))
    LoadedState.objects.update(digest="long marches")
    assert Claim.objects.get(identifier="invented-route-1").anchors.filter(role=Role.STATEMENT).count() == 50
    assert Movement.objects.get(identifier="invented-movement-0").accounts.count() == 4


@pytest.fixture
def long_marches(grown_database, db):
    """Let the test use that archive."""
    with use_and_roll_back(grown_database):
        yield


def read(address: str) -> html.HtmlElement:
    response = Client().get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content)


@pytest.mark.usefixtures("long_marches")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_weigh_sixty_kibibytes_at_most(language):
    weights = {page: len(Client().get(f"/{language}/{page}").content) for page in PAGES}
    assert not {page: weight for page, weight in weights.items() if weight > MAX_BYTES}


@pytest.mark.usefixtures("long_marches")
@pytest.mark.parametrize(("address", "name", "counted"), [(CLAIM, "words", "blockquote"), (MOVEMENT, "stops", "tbody/tr")])
def test_pages_of_a_long_list_have_all_of_it(address, name, counted):
    path = {"words": "//*[@id='words']//", "stops": "//table[contains(@class, 'of-stops')]/"}[name] + counted
    whole = [text_of(row) for row in read(f"/ar/{address}?{name}=all").xpath(path)]
    shown, page = [], f"/ar/{address}"
    while page:
        tree = read(page)
        shown += [text_of(row) for row in tree.xpath(path)]
        page = next((f"/ar/{address}{link}" for link in tree.xpath("//nav[@class='pager']/a[@rel='next']/@href")), "")
    assert len(whole) >= 50
    assert shown == whole
    assert not read(f"/ar/{address}?{name}=all").xpath("//nav[@class='pager']")


@pytest.mark.usefixtures("long_marches")
def test_first_page_of_a_claim_links_to_every_passage_that_it_quotes():
    anchors = Claim.objects.get(identifier="invented-route-1").anchors.filter(role=Role.STATEMENT).select_related("passage__source")
    addresses = {f"/en/sources/{anchor.passage.source.identifier}/{anchor.ref}/#words" for anchor in anchors}
    assert len(addresses) == 50
    assert addresses <= {*read(f"/en/{CLAIM}").xpath("//main//a/@href")}


@pytest.mark.usefixtures("long_marches")
def test_copy_in_one_piece_has_the_words_of_the_page_and_says_that_there_are_more():
    for query, last in (("", "…"), ("?words=all", None)):
        tree = read(f"/en/{CLAIM}{query}")
        quoted = {text_of(mark) for mark in tree.xpath("//details[@class='together']//p[@class='source-words']")}
        assert len(quoted) == len(tree.xpath("//*[@id='words']//blockquote"))
        assert bool(tree.xpath("//details[@class='together']//p[text()='…']")) == bool(last)


@pytest.mark.usefixtures("long_marches")
@pytest.mark.parametrize("page", [MOVEMENT, "camps/invented-10001/", "numbers/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_to_further_passages_say_of_which_claim(page, language):
    links = read(f"/{language}/{page}").xpath("//main//a[contains(@href, '/claims/') and contains(@href, '#words')]")
    names = {link.get("href"): link.get("aria-label") for link in links}
    assert len({*names.values()}) == len(names) > 1
    assert all(link.get("aria-label").startswith(text_of(link)) for link in links)


@pytest.mark.usefixtures("long_marches")
def test_numbers_of_one_claim_stand_above_its_statement_once():
    tree = read("/en/numbers/")
    entries = tree.xpath("//ul[@class='ruled']/li[.//a[contains(@href, '/routes/invented-route-')]]")
    assert max(len(entry.xpath(".//*[@data-fact='quantity']")) for entry in entries) == 5
    assert {len(entry.xpath(".//*[@data-fact='statement']")) for entry in entries} == {1}


@pytest.mark.usefixtures("long_marches")
@pytest.mark.parametrize("language", LANGUAGES)
def test_movement_of_four_states_each_claim_once_and_its_timeline_names_the_accounts(language):
    main = read(f"/{language}/{MOVEMENT}").xpath("//main")[0]
    assert len(main.xpath(".//*[@data-fact='statement']")) == 4
    routes = [f"/{language}/routes/invented-route-{number}/" for number in range(4)]
    assert main.xpath(".//*[contains(@class, 'time-sheet')]//a[@class='time-words'][not(@aria-hidden)]/@href") == routes
    assert len(main.xpath(".//table[contains(@class, 'of-stops')]/tbody/tr")) == 4


@pytest.mark.usefixtures("long_marches")
def test_legend_says_that_lines_of_marches_are_side_by_side_where_they_are():
    words = "their lines run side by side"
    for page, is_said in ((MOVEMENT, True), ("routes/invented-route-1/", False)):
        assert (words in text_of(read(f"/en/{page}").xpath("//figcaption[.//*[@id='map-end']]")[0])) == is_said


@pytest.mark.usefixtures("long_marches")
def test_samples_of_the_legend_have_a_width_where_there_are_no_stylesheets():
    assert {sample.get("width") for sample in read(f"/en/{MOVEMENT}").xpath("//svg[@class='map-sample']")} == {"60"}
