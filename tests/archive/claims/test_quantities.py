"""The numbers that claims state: in words, on their pages, in every format, and in older editions."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from lxml import html

from archive.claims.quantities import describe_value
from archive.editions.edition_load import load_edition
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import Anchor, Claim, Quantity
from archive.text.quantity_values import QuantityValue, make_value
from archive.vocabulary import QUANTITY_RANKS
from tests.support.commands import publish_and_load, run_command
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.html_pages import text_of

FIRST, SHOT = "thousands-died", "shootings-on-orders"
LAST_BEFORE_NUMBERS = 2


def get(address: str) -> str:
    return Client().get(address).content.decode()


def read(address: str) -> html.HtmlElement:
    return html.document_fromstring(get(address))


def load_older_edition() -> None:
    load_edition(read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER, until=LAST_BEFORE_NUMBERS))


@pytest.mark.parametrize(
    ("fields", "notation", "english", "arabic"),
    [
        ((3500, None, None, None, None), "3500", "3,500", "3500"),
        ((None, 600, None, None, None), "600~", "about 600", "نحو 600"),
        ((None, None, 500, None, None), "500/..", "at least 500", "500 على الأقل"),
        ((None, None, None, 600, None), "../600", "at most 600", "600 على الأكثر"),
        ((None, None, 500, 600, None), "500/600", "500 to 600", "من 500 إلى 600"),
        ((None, None, None, None, "hundreds-of-thousands"), "hundreds-of-thousands", "hundreds of thousands", "مئات الآلاف"),
    ],
)
def test_value_in_words_and_for_machines(fields, notation, english, arabic):
    value = make_value(*fields)
    words = []
    for language in ("en", "ar"):
        with override(language):
            words.append(describe_value(value))
    assert (value.notation, words) == (notation, [english, arabic])


@pytest.mark.parametrize(
    ("unit", "value", "english", "arabic"),
    [
        ("families", QuantityValue(1, 1), "1 family", "عائلة واحدة"),
        ("columns", QuantityValue(2, 2), "2 columns", "رتلان"),
        ("wagons", QuantityValue(3, 3), "3 wagons", "3 عربات"),
        ("trains", QuantityValue(11, 11), "11 trains", "11 قطارا"),
        ("ships", QuantityValue(100, 100), "100 ships", "100 سفينة"),
        ("wagons", QuantityValue(2, 2, True), "about 2 wagons", "عربتان تقريبا"),
        ("columns", QuantityValue(2, None), "at least 2 columns", "رتلان على الأقل"),
        ("columns", QuantityValue(None, 12), "at most 12 columns", "12 رتلا على الأكثر"),
        ("wagons", QuantityValue(1, 2), "1 to 2 wagons", "من 1 إلى 2 عربات"),
        ("wagons", QuantityValue(2500, 2512), "2,500 to 2,512 wagons", "من 2500 إلى 2512 عربة"),
        ("families", QuantityValue(order="dozens"), "dozens of families", "عشرات من العائلات"),
        ("percent-of-march", QuantityValue(50, 50), "50 per cent of those on the march", "50 في المئة من السائرين في المسيرة"),
        (
            "percent-of-march",
            QuantityValue(33, 33, True),
            "about 33 per cent of those on the march",
            "33 في المئة تقريبا من السائرين في المسيرة",
        ),
        (
            "percent-of-camp",
            QuantityValue(10, 20),
            "10 to 20 per cent of those in the camp",
            "من 10 إلى 20 في المئة ممن كانوا في المعسكر",
        ),
        (
            "percent-of-camp",
            QuantityValue(10, None),
            "at least 10 per cent of those in the camp",
            "10 في المئة على الأقل ممن كانوا في المعسكر",
        ),
    ],
)
def test_value_in_a_unit_is_in_the_plural_of_its_language(unit, value, english, arabic):
    words = []
    for language in ("en", "ar"):
        with override(language):
            words.append(describe_value(value, unit))
    assert words == [english, arabic]


@pytest.mark.django_db
def test_numbers_of_one_sort_are_listed_unit_by_unit():
    Quantity.objects.filter(claim__identifier=FIRST).update(unit="families", rank=QUANTITY_RANKS["died", "families"])
    other = Quantity.objects.get(claim__identifier="hundreds-of-thousands-liberated")
    Quantity.objects.filter(pk=other.pk).update(counted="died", rank=QUANTITY_RANKS["died", "persons"])
    (section,) = [part for part in read("/en/numbers/").xpath("//section") if "Persons who died" in text_of(part.find("h2"))]
    assert [text_of(number) for number in section.xpath(".//*[@data-fact='quantity']//b")] == [
        "hundreds of thousands",
        *["thousands of families"],
    ]


@pytest.mark.django_db
def test_published_numbers_without_a_unit_count_persons_on_pages_of_old_editions():
    assert b'"unit"' not in (settings.FIXTURES_ROOT / LEDGER_FOLDER / "0003.jsonl").read_bytes()
    record = json.loads(get(f"/id/claim/{FIRST}/edition/3.json"))["record"]
    assert [quantity["unit"] for quantity in record["quantities"]] == ["persons"]
    assert {*Quantity.objects.values_list("unit", flat=True)} == {"persons"}
    assert "keeps its unit" not in get("/en/numbers/")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_lists_every_number_with_its_words_and_its_claim(language):
    tree = read(f"/{language}/numbers/")
    shown = {
        (fact.xpath("string(.//b)"), fact.xpath("string(.//q)"), fact.xpath("string(.//a[@class='ref'])"))
        for fact in tree.xpath("//*[@data-fact='quantity']")
    }
    with override(language):
        expected = {
            (describe_value(quantity.value), quantity.anchor.exact, quantity.anchor.passage.ref)
            for quantity in Quantity.objects.all()
        }
    assert shown == expected
    assert len(shown) == 4
    assert {link.get("href").split("/")[-2] for link in tree.xpath("//*[@data-fact='statement']/a[not(@class)]")} == set(
        Claim.objects.exclude(quantities=None).values_list("identifier", flat=True)
    )


@pytest.mark.django_db
def test_page_groups_the_numbers_by_what_they_count_and_adds_nothing_up():
    tree = read("/en/numbers/")
    headings = [text_of(heading) for heading in tree.xpath("//h2[@class='side-head']")]
    assert headings == ["How to read these numbers", "Persons fired on", "Persons who died", "Persons liberated"]
    assert "They are never added up." in text_of(tree)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/claims/", "/en/timeline/", "/en/about/how-do-we-know/", f"/en/claims/{FIRST}/"])
def test_page_is_linked(address):
    assert read(address).xpath("//main//a[@href='/en/numbers/']")
    assert read("/ar/").xpath("//footer//a[@href='/ar/numbers/']")
    assert "/en/numbers/" in get("/sitemap-1.xml")


@pytest.mark.django_db
def test_claim_shows_its_numbers_and_a_claim_without_one_has_no_such_part():
    tree = read(f"/en/claims/{SHOT}/")
    (part,) = tree.xpath("//dl[@class='facts']/div[dt='Persons fired on']/dd")
    assert text_of(part).startswith("hundreds مئات من السجناء3.2 supplied")
    assert "The text does not say how many of them died." in text_of(part)
    assert "Numbers" not in [text_of(heading) for heading in read("/en/claims/himmler-evacuation-order/").xpath("//h2")]


@pytest.mark.django_db
def test_table_of_claims_has_the_numbers():
    rows = {row["identifier"]: row for row in csv.DictReader(io.StringIO(get("/id/claims.csv")))}
    row = rows["hundreds-of-thousands-liberated"]
    assert (row["counted"], row["numbers"], row["number_words"]) == (
        "liberated",
        "hundreds-of-thousands",
        "مئات الآلاف من السجناء",
    )
    assert row["number_units"] == "persons"
    assert row["number_evidence"].endswith("/id/passage/ushmm-death-marches:4.1@51-73")
    assert rows["himmler-evacuation-order"]["numbers"] == ""


def read_structured_data(claim: str) -> dict:
    (data,) = read(f"/en/claims/{claim}/").xpath("//script[@type='application/ld+json']/text()")
    return json.loads(data)


@pytest.mark.django_db
def test_linked_data_has_an_order_of_magnitude_as_a_word_without_bounds():
    (number,) = read_structured_data(FIRST)["mentions"]
    assert {name: number.get(name) for name in ("@type", "value", "minValue", "maxValue", "unitText")} == {
        "@type": "QuantitativeValue",
        "value": "thousands",
        "minValue": None,
        "maxValue": None,
        "unitText": "persons",
    }
    assert number["subjectOf"]["text"] == "الآلاف من السجناء"


@pytest.mark.django_db
def test_annotation_has_the_same_numbers():
    record = json.loads(get(f"/id/claim/{FIRST}.jsonld"))
    (number,) = record["mentions"]
    assert number == {"@context": "https://schema.org/", **read_structured_data(FIRST)["mentions"][0]}
    assert record["@context"][1]["mentions"] == {"@id": "schema:mentions"}
    assert "mentions" not in json.loads(get("/id/claim/himmler-evacuation-order.jsonld"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (QuantityValue(600, 600), {"value": 600}),
        (QuantityValue(500, 600), {"minValue": 500, "maxValue": 600}),
        (QuantityValue(500, None), {"minValue": 500}),
        (QuantityValue(None, 600), {"maxValue": 600}),
    ],
)
def test_linked_data_has_the_bounds(value, expected):
    Quantity.objects.filter(claim__identifier=FIRST).update(**value._asdict())
    (number,) = read_structured_data(FIRST)["mentions"]
    assert {name: number[name] for name in ("value", "minValue", "maxValue") if name in number} == expected


@pytest.mark.django_db
def test_words_that_state_two_numbers_have_one_anchor(tmp_path):
    root = copy_fixtures(tmp_path)
    path = root / "claims" / f"{FIRST}.yaml"
    text = path.read_text("utf-8")
    number = text[text.index("  - of: died") :]
    path.write_text(text + number.replace("of: died", "of: killed"), "utf-8")
    assert publish_and_load(root)[0] == 0
    quantities = Quantity.objects.filter(claim__identifier=FIRST)
    assert [quantity.counted for quantity in quantities] == ["killed", "died"]
    assert Anchor.objects.filter(claim__identifier=FIRST, role="quantity").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_older_edition_states_no_numbers(language):
    load_older_edition()
    assert Quantity.objects.count() == 0
    tree = read(f"/{language}/numbers/")
    assert not tree.xpath("//*[@data-fact]")
    sentence = {"ar": "ليس في الأرشيف مستخلَص يذكر عددا من الأشخاص.", "en": "No claim of the archive states a number of persons."}
    assert sentence[language] in text_of(tree)
    assert "mentions" not in read_structured_data(FIRST)


@pytest.mark.django_db
def test_prior_version_has_no_number_and_the_version_in_force_has_one():
    older, newer = (get(f"/id/claim/{FIRST}/edition/{edition}.json") for edition in (2, 3))
    assert json.loads(older)["record"]["quantities"] == []
    assert [quantity["order"] for quantity in json.loads(newer)["record"]["quantities"]] == ["thousands"]
    roles = [re.findall(r'"role": "(\w+)"', get(f"/id/claim/{FIRST}/edition/{edition}.jsonld")) for edition in (2, 3)]
    assert roles == [["statement"], ["statement", "quantity"]]


@pytest.mark.django_db
def test_history_names_the_field_that_was_added():
    tree = read(f"/en/claims/{FIRST}/versions/")
    assert "Number stated 1" in text_of(tree)
    assert "thousands" in text_of(tree)


def test_upgraded_records_are_no_new_versions(tmp_path):
    """Records of editions 1 and 2 are of format 1; what has not changed since is not published again."""
    root = copy_fixtures(tmp_path)
    ledger = read_ledger(root / LEDGER_FOLDER)
    assert [edition.header.format for edition in ledger.editions[:3]] == [1, 1, 2]
    claims = [
        version for key, version in ledger.iterate_in_force() if key.kind == "claim" and version.edition <= LAST_BEFORE_NUMBERS
    ]
    assert claims
    status, printed = run_command("publish", root, "en", note_ar="ملاحظة", note_en="A note")
    assert (status, "nothing differs from edition 3" in printed) == (0, True)
