"""What is downloaded says what the record says, to the character, in the terms of each format."""

import csv
import io
import json
from hashlib import sha256
from xml.etree import ElementTree as ET

import bibtexparser
import pytest
import rispy
from django.test import Client
from shapely.geometry import shape

from archive.formats import MEDIA_TYPES, representations, tei
from archive.formats.tei import TEI_NAMESPACE
from archive.models import Claim, Mention, Passage, Source, Subject

pytestmark = pytest.mark.django_db
SOURCE = "ushmm-death-marches"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def got(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response


def data(address: str) -> dict:
    return json.loads(got(address).content)


def test_the_source_is_downloaded_byte_for_byte():
    source = Source.objects.get()
    content = got(f"/id/source/{SOURCE}.txt").content
    assert sha256(content).hexdigest() == source.sha256
    assert len(content) == source.byte_length


def test_a_passage_is_downloaded_to_the_character():
    text = Source.objects.get().text
    for one in Passage.objects.all():
        assert got(f"/id/passage/{SOURCE}:{one.ref}.txt").content.decode() == text[one.start : one.end]
    first, last = (Passage.objects.get(ref=ref) for ref in ("3.4", "3.5"))
    assert got(f"/id/passage/{SOURCE}:3.4-3.5@5-200.txt").content.decode() == text[first.start : last.end][5:200]


def test_every_selector_of_every_claim_selects_its_words():
    text = Source.objects.get().text
    raw = text.encode()
    for claim in Claim.objects.all():
        annotation = data(f"/id/claim/{claim.identifier}.jsonld")
        assert {body["language"] for body in annotation["body"]} == {"ar", "en"}
        for target in annotation["target"]:
            position, quote, in_bytes = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert raw[in_bytes["start"] : in_bytes["end"]].decode() == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            assert got(target["scope"].replace("http://127.0.0.1:8000", "") + ".txt").content.decode() == quote["exact"]


def test_the_body_of_the_tei_document_is_the_source():
    root = ET.fromstring(got(f"/id/source/{SOURCE}.tei.xml").content)  # noqa: S314 (ours)
    body = root.find(f".//{{{TEI_NAMESPACE}}}body")
    source = Source.objects.get()
    assert "\n\n".join("".join(one.itertext()) for one in body.findall(f"{{{TEI_NAMESPACE}}}p")) == source.text
    sentences = {one.get(XML_ID): "".join(one.itertext()) for one in body.iter(f"{{{TEI_NAMESPACE}}}seg")}
    assert sentences == {f"s{one.ref}": one.text for one in source.passages.sentences()}


def test_controls_and_line_ends_of_a_source_survive_tei():
    """XML cannot hold a form feed at all, and its readers take a bare carriage return for a line feed."""
    record = representations.represent_source(Source.objects.get())
    odd = "\x0cAb\r\nc\x00d"
    sentence = record["sentences"][0] | {"start": 0, "end": len(odd), "text": odd}
    paragraph = record["paragraphs"][0] | {"start": 0, "end": len(odd) + 2}
    record |= {"text": odd + "\r\x0b", "sentences": [sentence], "paragraphs": [paragraph], "mentions": [], "claims": []}
    body = ET.fromstring(tei.render_source(record)).find(f".//{{{TEI_NAMESPACE}}}body")  # noqa: S314 (ours)
    for one in body.iter(f"{{{TEI_NAMESPACE}}}g"):
        one.text = f"<{one.get('n')}>"
    assert "".join(body.itertext()) == "<U+000C>Ab\r\nc<U+0000>d\r<U+000B>"


def test_the_tei_document_marks_every_place_and_every_date():
    root = ET.fromstring(got(f"/id/source/{SOURCE}.tei.xml").content)  # noqa: S314 (ours)
    named = [one.text for one in root.iter(f"{{{TEI_NAMESPACE}}}placeName")] + [
        one.text for one in root.iter(f"{{{TEI_NAMESPACE}}}rs")
    ]
    assert sorted(named) == sorted(Mention.objects.values_list("exact", flat=True))
    dates = {(one.get("when-custom"), one.text) for one in root.iter(f"{{{TEI_NAMESPACE}}}date")}
    anchors = Claim.objects.dated().filter(anchors__role="date").values_list("edtf", "anchors__exact")
    assert {exact for _edtf, exact in dates} == {exact for _edtf, exact in anchors}
    spans = root.findall(f".//{{{TEI_NAMESPACE}}}spanGrp/{{{TEI_NAMESPACE}}}span")
    assert len(spans) == sum(claim.anchors.count() for claim in Claim.objects.all())


@pytest.mark.parametrize("kind", ["camp", "place", "route"])
def test_geojson_is_of_rfc_7946(kind):
    features = data(f"/id/{kind}s.geojson")["features"]
    assert [one["properties"]["identifier"] for one in features] == [one.identifier for one in Subject.objects.filter(kind=kind)]
    for feature in features:
        west, south, east, north = shape(feature["geometry"]).bounds
        assert 5 < west <= east < 32, feature["id"]
        assert 46 < south <= north < 56, feature["id"]
        assert feature == data(f"/id/{kind}/{feature['properties']['identifier']}.geojson")


def test_linked_places_cite_every_attestation():
    for subject in Subject.objects.exclude(kind="route"):
        feature = data(f"/id/{subject.kind}/{subject.identifier}.jsonld")["features"][0]
        spelled = [name for name in feature["names"] if "citations" in name]
        assert [name["toponym"] for name in spelled] == [
            one.exact for one in subject.mentions.all() if one.form == Mention.Form.NAME
        ]
        assert feature["geometry"]["citations"][0]["label"]
    for subject in Subject.objects.filter(kind="route"):
        feature = data(f"/id/route/{subject.identifier}.jsonld")["features"][0]
        assert feature["when"]["citations"]
        assert all(one["citations"][0]["label"] for one in feature["relations"])
        assert {one["relationType"] for one in feature["relations"]} == {"origin", "destination"}


CITED = [
    f"source/{SOURCE}",
    f"passage/{SOURCE}:3.5",
    f"passage/{SOURCE}:1@0-20",
    "claim/thousands-died",
    "camp/dachau",
    "route/winter-1944-1945-westward",
]


@pytest.mark.parametrize("record", CITED)
def test_a_citation_is_read_back_with_nothing_lost(record):
    item = data(f"/id/{record}.csl.json")[0]
    address = f"http://127.0.0.1:8000/id/{record}"
    assert item["URL"] == address
    library = bibtexparser.parse_string(got(f"/id/{record}.bib").content.decode())
    assert not library.failed_blocks
    entry = {field.key: field.value for field in library.entries[0].fields}
    assert (unescaped(entry["title"]), entry["url"], entry["organization"]) == (item["title"], address, item["container-title"])
    assert [unescaped(one) for one in filter(None, entry.get("author", "").split(" and "))] == [
        one["literal"] for one in item.get("author", [])
    ]
    read = rispy.loads(got(f"/id/{record}.ris").content.decode())[0]
    assert (read["title"], read["urls"], read["secondary_title"]) == (item["title"], [address], item["container-title"])
    assert read.get("authors", []) == [one["literal"] for one in item.get("author", [])]
    assert read["publisher"] == item["container-title"]


def unescaped(text: str) -> str:
    return text.strip("{}").replace("\\", "")


@pytest.mark.parametrize("kind", ["source", "claim", "camp", "place", "route"])
def test_a_list_is_read_back_as_csv(kind):
    rows = list(csv.DictReader(io.StringIO(got(f"/id/{kind}s.csv").content.decode(), newline="")))
    assert rows
    assert all(row["permanent"] == f"http://127.0.0.1:8000/id/{kind}/{row['identifier']}" for row in rows)
    if kind == "claim":
        stated = {one.identifier: (one.statement_ar, one.statement_en, one.edtf) for one in Claim.objects.all()}
        assert {row["identifier"]: (row["statement_ar"], row["statement_en"], row["edtf"]) for row in rows} == stated


def test_every_format_answers_under_its_type():
    for suffix, media_type in MEDIA_TYPES.items():
        record = "camps" if suffix == "csv" else "camp/dachau" if suffix == "geojson" else f"source/{SOURCE}"
        assert got(f"/id/{record}.{suffix}").headers["Content-Type"] == media_type
