"""Dates and places that the markup of a TEI document states are proposed, or left where it contradicts the words."""

import re

import pytest
import yaml

from archive.accession.tei_markup import PlaceIdentifier, list_marked_dates, list_marked_places
from archive.editions import pipeline
from archive.fixtures.documents.tei_text import read_tei_text
from archive.fixtures.documents.xml_tree import parse_xml
from tests.support.accession import run_accession, write_document
from tests.support.corrupted_fixtures import copy_fixtures

DOCUMENT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{}<text><body>{}</body></text></TEI>'
DACHAU = "https://www.geonames.org/12493313/dachau.html"
PLACES = '<standOff><listPlace><place xml:id="p"><idno type="geonames">12493313</idno></place></listPlace></standOff>'


def read(body: str, before: str = ""):
    root = parse_xml(DOCUMENT.format(before, body).encode())
    return root, read_tei_text(root)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('when="1945-01-18"', ("1945-01-18", "", ("markup",))),
        ('when="1945-01-18T10:30:00"', ("1945-01-18", "", ("markup",))),
        ('when-iso="1945-01"', ("1945-01", "", ("markup",))),
        ('from="1945-01-17" to="1945-01-21"', ("1945-01-17/1945-01-21", "", ("markup",))),
        ('notBefore="1945-01"', ("1945-01", "not-before", ("markup",))),
        ('notAfter="1945"', ("1945", "by", ("markup",))),
        ('when="1945-01-18+01:00"', ("1945-01-18", "", ("markup",))),
        ('when=" 1945-01-18Z"', ("1945-01-18", "", ("markup",))),
        ('when-iso="19450118"', ("1945-01-18", "", ("markup",))),
        ('when-iso="1945-01-17/1945-01-21"', ("1945-01-17/1945-01-21", "", ("markup",))),
        ('when="1945-01-18" cert="low"', ("1945-01-18?", "", ("markup", "markup-uncertain"))),
        ('notBefore="1945-01" notAfter="1945-03"', ("1945-01/1945-03", "", ("markup", "markup-bounds"))),
    ],
)
def test_attributes_of_a_date_are_read(attributes, expected):
    _root, text = read(f"<p>On <date {attributes}>that day</date>.</p>")
    (date,) = list_marked_dates(text.annotations)
    assert (date.span.of(text.text), (date.edtf, date.sense, date.rules)) == ("that day", expected)


@pytest.mark.parametrize("attributes", ["", 'when="--01-18"', 'when="soon"', 'when-custom="1364-02-04"', 'when="1945-02-31"'])
def test_attributes_that_state_no_day_are_no_date(attributes):
    assert list_marked_dates(read(f"<p><date {attributes}>then</date></p>")[1].annotations) == []


@pytest.mark.parametrize(
    ("element", "addresses"),
    [
        ('<placeName ref="https://a.example/1 #p">D</placeName>', ("https://a.example/1", "https://www.geonames.org/12493313")),
        ('<orgName key="x:1">D</orgName>', ("x:1",)),
        ('<name ref="#none">D</name>', ("#none",)),
    ],
)
def test_references_of_names_are_followed_within_the_document(element, addresses):
    root, text = read(f"<p>{element}</p>", PLACES)
    assert [place.addresses for place in list_marked_places(root, text.annotations)] == [addresses]


@pytest.mark.parametrize(
    ("address", "shares_file", "is_at"),
    [
        (DACHAU, True, True),
        ("http://sws.geonames.org/12493313/", True, True),
        ("http://www.geonames.org/1249331", True, False),
        ("https://www.wikidata.org/wiki/12493313", False, False),
        ("#12493313", False, False),
        ("http://[", False, False),
    ],
)
def test_address_is_compared_whatever_its_form(address, shares_file, is_at):
    identifier = PlaceIdentifier("camp:dachau", "12493313", "https://sws.geonames.org/{}/")
    assert (identifier.shares_file(address), identifier.is_at(address)) == (shares_file, is_at)


def accession(tmp_path, body: str, before: str = ""):
    root = copy_fixtures(tmp_path)
    file = write_document(tmp_path, DOCUMENT.format(before, body), "letter.xml")
    said = run_accession(root, file, lang="en")
    assert said.status == 0, said.err
    assert pipeline.read_fixtures(root)[1] == []
    mentions = (root / "sources/new-source/mentions.yaml").read_text("utf-8")
    claims = {path.stem: yaml.safe_load(path.read_text("utf-8"))["date"] for path in root.glob("claims/new-source-*.yaml")}
    return said.out, mentions, yaml.safe_load(mentions)["mentions"], claims


def test_date_and_place_of_the_markup_are_proposed(tmp_path):
    body = f'<p>They left <placeName ref="{DACHAU}">the camp</placeName> on <date when="1945-01-18">the eighteenth</date>.</p>'
    _said, _yaml, mentions, claims = accession(tmp_path, body)
    assert [(mention["place"], mention["quote"]) for mention in mentions] == [("camp:dachau", "the camp")]
    assert [(date["edtf"], date["quote"]) for date in claims.values()] == [("1945-01-18", "the eighteenth")]


def test_contradictions_between_markup_and_words_are_left(tmp_path):
    body = '<p><placeName ref="http://www.geonames.org/1">Dachau</placeName>, <date when="1945-01-19">18 January 1945</date>.</p>'
    said, text, mentions, claims = accession(tmp_path, body)
    assert (mentions, claims) == ([], {})
    assert "Left to you: the name “Dachau” in sentence new-source:1.1: the document refers it to http://www.geonames.org/1." in said
    assert "“18 January 1945” in sentence new-source:1.1: the document’s markup states another date." in said
    assert "http://www.geonames.org/1" in text


def test_name_with_a_reference_that_cannot_be_compared_has_a_comment(tmp_path):
    body = '<p>From <placeName ref="https://a.example/1">Dachau</placeName>.</p>'
    _said, text, mentions, _claims = accession(tmp_path, body)
    assert [mention["place"] for mention in mentions] == ["camp:dachau"]
    assert "https://a.example/1, where no place of the archive is known to be" in text


def test_evidence_of_a_date_beside_a_gap_does_not_cross_it(tmp_path):
    body = "<p>We <gap/> went on 18 January 1945 to <gap/> on foot; Dach<gap/>au, Dachau<gap/>er.</p>"
    said, _yaml, mentions, _claims = accession(tmp_path, body)
    (claim,) = (tmp_path / "fixtures/claims").glob("new-source-*.yaml")
    assert yaml.safe_load(claim.read_text("utf-8"))["evidence"] == [
        {"passage": "new-source:1.1", "quote": "went on 18 January 1945 to"}
    ]
    assert mentions == []
    assert re.search(r"Left out: gap, number: 4, letters: 0, the first in line 1, column \d+\.", said)


def test_what_was_left_out_is_kept_with_the_source(tmp_path):
    accession(tmp_path, "<p>One<supplied>abc</supplied>.</p>")
    source = yaml.safe_load((tmp_path / "fixtures/sources/new-source/source.yaml").read_text("utf-8"))
    (item,) = source["received"]["left_out"]
    assert (item["element"], item["count"], item["letters"], item["line"]) == ("supplied", 1, 3, 1)


@pytest.mark.parametrize("name", ["letter.txt", "letter.xml"])
def test_tei_is_recognized_by_its_content(name, tmp_path):
    root = copy_fixtures(tmp_path)
    said = run_accession(root, write_document(tmp_path, DOCUMENT.format("", "<p>One.</p>"), name), lang="en").out
    assert "Nothing of the document’s body was left out" in said
    assert yaml.safe_load((root / "sources/new-source/source.yaml").read_text("utf-8"))["received"]["encoding"] == "tei-2"
