"""Movements: accounts of one march that the archive joins, shows beside each other and never merges."""

from __future__ import annotations

import csv
import io
import json
import random
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import html
from pydantic import ValidationError

from archive.addresses import RecordKey
from archive.fixtures.folder import LocatedRecord
from archive.ledger.lines import RECORD, VersionLine
from archive.ledger.references import list_references
from archive.models import Edition, RecordVersion
from archive.versions.edition_state import EditionState
from archive.versions.record_state import load_record_state
from marches.alignment import AlignedRow, align_accounts
from marches.models import MarchStop, Movement
from marches.movement_checks import check_between_movements, check_movement, check_movement_dependencies
from marches.past_representations import represent_past_movement
from marches.records import MovementRecord
from marches.representations import represent_movement
from tests.marches.test_alignment import make_stops
from tests.marches.test_stop_formats import without_roles
from tests.support.corrupted_fixtures import check_case, replace_text
from tests.support.html_pages import read_main, search_page, text_of, texts_at
from tests.support.linked_places import check_linked_places
from tests.support.march_example import MARCH_M, MARCH_S, MOVEMENT, MOVEMENT_FILE, add_march
from tests.support.records import BILINGUAL, RecordList, locate_record, summary

ROUTES = ("north", "south", "west")


def make_movement(*routes: str, name: str = "march", draft: bool = False) -> LocatedRecord[MovementRecord]:
    """Return a movement of some routes."""
    fields = {
        "movement": name,
        "name": BILINGUAL,
        "certainty": "probable",
        "reason": BILINGUAL,
        "routes": list(routes),
        "draft": draft,
    }
    return locate_record(MovementRecord.model_validate(fields), f"movements/{name}.yaml")


def test_movement_of_known_routes_has_no_problem():
    assert summary(check_movement(make_movement("north", "south"), ROUTES)) == []


def test_movement_has_two_routes_at_least():
    with pytest.raises(ValidationError):
        make_movement("north")


def test_unknown_route_is_refused_with_the_nearest_one():
    (problem,) = check_movement(make_movement("north", "suoth"), ROUTES)
    assert (problem.id, str(problem.location)) == ("movement.unknown-route", "movements/march.yaml#routes/1")
    assert "south" in str(problem.values["nearest"])


def test_route_is_in_a_movement_once_and_in_one_movement():
    assert summary(check_movement(make_movement("north", "north"), ROUTES)) == [("record.twice", "movements/march.yaml#routes/1")]
    movements = RecordList([make_movement("north", "south"), make_movement("west", "south", name="other")])
    assert summary(check_between_movements(movements)) == [("movement.route-taken", "movements/other.yaml#routes/1")]


def test_published_movement_does_not_depend_on_drafts_but_a_draft_may():
    drafts = {"route:south"}
    assert summary(check_movement_dependencies(make_movement("north", "south"), drafts)) == [
        ("draft.rested-on", "movements/march.yaml#routes/1")
    ]
    assert summary(check_movement_dependencies(make_movement("north", "south", draft=True), drafts)) == []


def test_movement_refers_to_its_routes():
    key = RecordKey("movement", "march")
    line = VersionLine(*key, None, RECORD, make_movement("north", "south").record.model_dump())
    assert list_references(key, line.encode()) == ["route:north", "route:south"]


def test_fault_in_a_file_is_told_at_its_line_and_column(tmp_path):
    case = replace_text("movement.unknown-route", MOVEMENT_FILE, "- invented-march-s", "- ⌖invented-march-z", "invented-march-z")
    check_case(case, tmp_path, add_march)


@pytest.mark.parametrize(
    ("old", "new", "problem", "expected"),
    [
        ("certainty: probable", "certainty: ⌖likely", "record.wrong-value", ("likely", "certain, probable, possible")),
        ("certainty: probable", 'certainty: ⌖""', "record.wrong-value", ("certain, probable, possible",)),
    ],
)
def test_certainty_is_one_of_three_words(old, new, problem, expected, tmp_path):
    check_case(replace_text(problem, MOVEMENT_FILE, old, new, *expected), tmp_path, add_march)


def test_movement_of_one_route_is_refused_with_how_many_it_needs(tmp_path):
    routes = "  - invented-march-m\n  - invented-march-s\n"
    case = replace_text("record.wrong-value", MOVEMENT_FILE, routes, "  ⌖- invented-march-m\n", "2")
    check_case(case, tmp_path, add_march)


def test_movement_without_a_certainty_is_refused(tmp_path):
    case = replace_text(
        "record.missing-field", MOVEMENT_FILE, "certainty: probable\n", "", "certainty", also={"\nmovement: ": "\n⌖movement: "}
    )
    check_case(case, tmp_path, add_march)


def show_rows(rows: list[AlignedRow]) -> list[tuple[int, ...]]:
    """Return the positions in each row, 0 for none."""
    return [tuple(stop.position if stop else 0 for stop in row.stops) for row in rows]


def test_three_accounts_are_beside_each_other_where_the_place_is_the_same():
    accounts = [make_stops("abcd"), make_stops("acd"), make_stops("bcx")]
    assert show_rows(align_accounts(accounts)) == [(1, 1, 0), (2, 0, 1), (3, 2, 2), (0, 0, 3), (4, 3, 0)]


def test_random_accounts_keep_their_orders_and_rows_are_of_one_place():
    chance = random.Random(36)  # noqa: S311
    for _round in range(100):
        accounts = [make_stops("".join(chance.choices("abc-", k=chance.randint(0, 6)))) for _account in range(4)]
        rows = align_accounts(accounts)
        for number, account in enumerate(accounts):
            assert [row.stops[number] for row in rows if row.stops[number]] == account
        for row in rows:
            assert len({stop.place_id for stop in row.told}) == 1
            assert len(row.told) == 1 or row.told[0].place_id


class TestLoadedMovement:
    """The movement of the example, from the record to pages and formats: loaded once."""

    def test_movement_is_joined_shown_and_exported(self, march_archive):
        movement = Movement.objects.with_texts().get()
        assert [route.subject.identifier for route in movement.routes] == [MARCH_M, MARCH_S]
        self.check_pages()
        self.check_formats()
        self.check_numbers()
        self.check_past(movement)
        self.check_search()
        self.check_links()
        self.check_timeline()
        self.check_questions()

    def check_pages(self):
        for language, alike, unlike in (
            ("en", "Quarry Camp (invented) The same: the event and the means of travel Different: the date", "no stop here"),
            ("ar", "معسكر المحجر (مختلَق) متفق عليه: ما وقع ووسيلة النقل مختلف فيه: التاريخ", "لا محطة هنا"),
        ):
            main = read_main(f"/{language}/movements/{MOVEMENT}/")
            rows = main.xpath(".//table[contains(@class, 'of-stops')]/tbody/tr")
            assert len(rows) == 13
            assert text_of(rows[0].find("th")) == alike
            assert sum(unlike in text_of(row) for row in rows) == 7
            words = " ".join(texts_at(main, ".//table//q"))
            assert "we left Quarry Camp" in words
            assert "غادرنا معسكر المحجر" in words
        for language, sentence, told in (
            (
                "en",
                "That the accounts describe one movement is probable, not certain.",
                "that they describe one movement is probable",
            ),
            ("ar", "من المرجَّح، لا المؤكد، أن الروايات تروي عملية إخلاء واحدة.", "وكونها تروي عملية إخلاء واحدة أمر مرجَّح"),
        ):
            assert all(sentence in text_of(read_main(f"/{language}/{page}/")) for page in (f"movements/{MOVEMENT}", "routes"))
            assert told in text_of(read_main(f"/{language}/routes/{MARCH_M}/"))
        (data,) = html.fromstring(Client().get(f"/en/movements/{MOVEMENT}/").content).xpath(
            "//script[@type='application/ld+json']/text()"
        )
        assert json.loads(data)["disambiguatingDescription"][1]["@value"].endswith("is probable, not certain.")
        link = f"/en/movements/{MOVEMENT}/"
        for page in (f"/en/routes/{MARCH_M}/", "/en/places/invented-oakmere/", "/en/routes/"):
            assert link in read_main(page).xpath(".//a/@href"), page
        assert link not in read_main("/en/routes/winter-1944-1945-westward/").xpath(".//a/@href")
        assert f"/movements/{MOVEMENT}/" in Client().get("/sitemap-1.xml").content.decode()
        assert Client().get(f"/id/movement/{MOVEMENT}", headers={"Accept-Language": "en"}).headers["Location"] == link
        assert Client().get(f"{link}versions/").status_code == 200

    def check_formats(self):
        geojson = fetch_json(f"/id/movement/{MOVEMENT}.geojson")["features"]
        assert [feature["properties"]["kind"] for feature in geojson if feature["properties"]["kind"] != "leg"] == [
            "movement",
            "route",
            *["stop"] * 12,
            "route",
            *["stop"] * 7,
        ]
        assert (geojson[0]["geometry"], geojson[0]["properties"]["certainty"]) == (None, "probable")
        movement, *routes = fetch_json(f"/id/movement/{MOVEMENT}.jsonld")["features"]
        assert [relation["relationTo"].rpartition("/")[2] for relation in movement["relations"]] == [MARCH_M, MARCH_S]
        assert [relation["certainty"] for relation in movement["relations"]] == ["less-certain"] * 2
        assert [len(route["relations"]) for route in routes] == [12 + 1, 7 + 1]
        assert {route["relations"][-1]["relationTo"].rpartition("/")[2] for route in routes} == {MOVEMENT}
        check_linked_places(fetch_json(f"/id/movement/{MOVEMENT}.jsonld"))
        check_linked_places(fetch_json(f"/id/route/{MARCH_M}.jsonld"))
        text = Client().get("/id/movements.csv").getvalue().decode()
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert (row["identifier"], row["certainty"]) == (MOVEMENT, "probable")
        assert [address.rpartition("/")[2] for address in row["routes"].split(" | ")] == [MARCH_M, MARCH_S]
        assert [address.rpartition("/")[2] for address in row["claims"].split(" | ")] == [
            "invented-march-by-m",
            "invented-march-by-s",
        ]

    def check_numbers(self):
        rows = csv.DictReader(io.StringIO(Client().get("/id/routes.stops.csv").getvalue().decode(), newline=""))
        numbers = {row["identifier"]: (row["counted"], row["numbers"], row["number_words"]) for row in rows if row["counted"]}
        assert numbers == {
            f"{MARCH_M}#sandhill-station": ("evacuated", "2", "two open wagons"),
            f"{MARCH_M}#upper-ford": ("died", "3", "three of us died"),
            f"{MARCH_S}#sandhill-station": ("evacuated", "4", "أربع عربات مكشوفة"),
            f"{MARCH_S}#harbour-town": ("arrived", "33~", "لم يصلها إلا ثلثنا"),
        }
        for language, route, stop, words in (
            ("en", MARCH_M, "sandhill-station", "Persons evacuated: 2 wagons two open wagons"),
            ("en", MARCH_M, "sandhill-station", "The sick alone."),
            ("ar", MARCH_M, "sandhill-station", "الذين أُجلوا: عربتان two open wagons"),
            ("ar", MARCH_S, "sandhill-station", "الذين أُجلوا: 4 عربات أربع عربات مكشوفة"),
            ("en", MARCH_S, "harbour-town", "Persons who arrived: about 33 per cent of those on the march لم يصلها إلا ثلثنا"),
            ("ar", MARCH_S, "harbour-town", "الذين وصلوا: 33 في المئة تقريبا من السائرين في المسيرة لم يصلها إلا ثلثنا"),
        ):
            (item,) = read_main(f"/{language}/routes/{route}/").xpath(f".//li[@id='stop-{stop}']")
            assert words in text_of(item)
        compared = {row[0]: row[1] for row in self.compare_stops()}
        assert compared["Sandhill station (invented)"] == "The same: the event Different: the number"
        assert "The sick alone." in text_of(read_main(f"/en/movements/{MOVEMENT}/"))
        numbers_page = text_of(read_main("/en/numbers/"))
        assert "how many persons it stands for, no source says" in numbers_page
        (stop,) = read_main(f"/en/routes/{MARCH_M}/").xpath(".//li[@id='stop-upper-ford']")
        assert "Persons who died: 3 three of us died" in text_of(stop)
        page = read_main("/en/numbers/")
        assert page.xpath(f".//a[@href='/en/routes/{MARCH_M}/#stop-upper-ford']")
        features = fetch_json(f"/id/route/{MARCH_M}.geojson")["features"]
        assert [
            feature["properties"]["quantities"][0]["value"] for feature in features if feature["properties"].get("quantities")
        ] == ["2", "3"]
        assert [
            feature["properties"]["quantities"][0]["unit"] for feature in features if feature["properties"].get("quantities")
        ] == [
            "wagons",
            "persons",
        ]
        descriptions = fetch_json(f"/id/route/{MARCH_M}.jsonld")["features"][0]["descriptions"]
        assert [text["value"] for text in descriptions if "lang" not in text and not text["value"].startswith("means")] == [
            "evacuated: 2 wagons “two open wagons”",
            "died: 3 “three of us died”",
        ]
        edition = Edition.objects.latest("pk").pk
        for claim, numbers in (
            ("invented-march-by-m", [("persons", None, 3), ("wagons", None, 2)]),
            ("invented-march-by-s", [("wagons", None, 4), ("per cent of those on the march", "P1", 33)]),
        ):
            today, past = (fetch_json(f"/id/claim/{claim}{rest}.jsonld") for rest in ("", f"/edition/{edition}"))
            assert (today["target"], today["mentions"]) == (past["target"], past["mentions"])
            stated = [(number["unitText"], number.get("unitCode"), number["value"]) for number in today["mentions"]]
            assert sorted(stated) == sorted(numbers)

    def compare_stops(self) -> list[tuple[str, str]]:
        """Return the place of each row of the stops side by side, and what it says of them."""
        rows = read_main(f"/en/movements/{MOVEMENT}/").xpath(".//table[contains(@class, 'of-stops')]/tbody/tr/th")
        verdicts = [" ".join(texts_at(row, ".//span[contains(@class, 'verdict')]")) for row in rows]
        return [(text_of(row).removesuffix(verdict).strip(), verdict) for row, verdict in zip(rows, verdicts, strict=True)]

    def check_past(self, movement: Movement):
        edition = Edition.objects.latest("pk")
        version = RecordVersion.objects.get(kind="movement", identifier=MOVEMENT)
        past = represent_past_movement(load_record_state(EditionState(edition), version))
        today = represent_movement(movement)
        assert all(past[name] == today[name] for name in ("name", "certainty", "reason"))
        for then, now in zip(past["accounts"], today["accounts"], strict=True):
            assert without_roles(then["stops"]) == without_roles(now["stops"])
        state = fetch_json(f"/id/movement/{MOVEMENT}/edition/{edition.pk}.json")
        assert state["record"]["routes"] == [MARCH_M, MARCH_S]
        route = load_record_state(EditionState(edition), RecordVersion.objects.get(kind="route", identifier=MARCH_M))
        assert [str(line.key) for line in route.related["movements"]] == [f"movement:{MOVEMENT}"]

    def check_links(self):
        """Follow the links of the pages of the march to what else is invented, once."""
        names = (f"movements/{MOVEMENT}/", f"routes/{MARCH_M}/", f"routes/{MARCH_S}/", "places/invented-lower-ford/", "numbers/")
        pages = {f"/{language}/{name}": read_main(f"/{language}/{name}") for language in ("ar", "en") for name in names}
        links = {link for main in pages.values() for link in main.xpath(".//a/@href") if link.startswith("/")}
        for path in {
            path for link in links if "invented" in (path := urlsplit(link).path) and "/sources/" not in path
        } - pages.keys():
            assert Client().get(path).status_code in (200, 303), path
        for link in map(urlsplit, links):
            assert not (link.path in pages and link.fragment) or pages[link.path].xpath(f".//*[@id='{link.fragment}']"), link

    def check_timeline(self):
        (row,) = (row for row in read_main("/en/timeline/").xpath(".//tr") if "account of M." in text_of(row))
        stops = [text_of(item) for item in row.xpath(".//ol[@class='time-stops']/li")]
        assert stops[0] == "18 January 1945: Departure, Quarry Camp (invented)"
        assert stops[-1] == "3 May 1945: Liberation, Harbour Town (invented)"
        assert len(stops) == 5
        march = read_main("/en/timeline/").xpath(".//tbody[tr[@class='stop']]")
        assert [text_of(month.find("tr")) for month in march] == ["January 1945", "February 1945", "May 1945"]
        listed = [row for month in march for row in month.xpath("tr[@class='stop']")]
        links = [row.xpath("td[2]/a[@class='gloss']/@href")[0] for row in listed]
        assert f"/en/routes/{MARCH_M}/#stop-freed" in links
        assert len(links) == len(set(links)) == MarchStop.objects.exclude(edtf="").count()
        assert all(row.xpath("td[3]//q") for row in listed)
        titles = read_main(f"/ar/routes/{MARCH_S}/").xpath(".//*[@class='time-stop']//*[local-name()='title']/text()")
        assert titles[0].endswith("انطلاق، معسكر المحجر (مختلَق)")

    def check_questions(self):
        question = "pairs none with another"
        assert question in text_of(read_main("/en/routes/winter-1944-1945-westward/"))
        assert question not in text_of(read_main(f"/en/routes/{MARCH_M}/"))
        assert question not in text_of(read_main("/en/camps/invented-quarry-camp/"))
        assert "to which stop the march went from which" in text_of(read_main(f"/en/routes/{MARCH_M}/"))

    def check_search(self):
        found = fetch_json("/en/search.json?q=kind%3Amovement+Quarry")
        assert [hit["permanent"].rpartition("/id/")[2] for hit in found["hits"]] == [f"movement/{MOVEMENT}"]
        assert MOVEMENT in Client().get("/ar/search/?q=مسيرة+المحجر").content.decode()
        for language, query, words in (("en", "Quarry", "Quarry"), ("ar", "المحجر", "المحجر")):
            (link,) = search_page(language, q=f"kind:movement {query}").xpath("//li[contains(@class, 'hit')]/p[1]//a/@href")
            assert "found=" in link
            page = read_main(link)
            assert words in texts_at(page, ".//h1/mark[@class='found']")
            assert page.xpath(f".//p[@class='gloss']/a[@href='/{language}/movements/{MOVEMENT}/']")
            assert page.xpath(".//section[@id='accounts']//mark[@class='found']")


def fetch_json(address: str) -> dict:
    """Return the JSON at an address."""
    response = Client().get(address)
    assert response.status_code == 200, address
    return json.loads(response.getvalue())
