"""Downloads have the content of the record, exact to the character, in each format."""

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
from tests.support.cited_addresses import get_cited_address

pytestmark = pytest.mark.django_db
SOURCE = "ushmm-death-marches"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def fetch(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response


def fetch_json(address: str) -> dict:
    return json.loads(fetch(address).content)


def test_source_is_downloaded_byte_for_byte():
    source = Source.objects.get()
    content = fetch(f"/id/source/{SOURCE}.txt").content
    assert sha256(content).hexdigest() == source.sha256
    assert len(content) == source.byte_length


def test_downloaded_passage_equals_the_text():
    text = Source.objects.get().text
    for passage in Passage.objects.all():
        assert fetch(f"/id/passage/{SOURCE}:{passage.ref}.txt").content.decode() == text[passage.start : passage.end]
    first, last = (Passage.objects.get(ref=ref) for ref in ("3.4", "3.5"))
    assert fetch(f"/id/passage/{SOURCE}:3.4-3.5@5-200.txt").content.decode() == text[first.start : last.end][5:200]


def test_every_selector_selects_the_quoted_words():
    text = Source.objects.get().text
    raw = text.encode()
    for claim in Claim.objects.all():
        annotation = fetch_json(f"/id/claim/{claim.identifier}.jsonld")
        assert {body["language"] for body in annotation["body"]} == {"ar", "en"}
        for target in annotation["target"]:
            position, quote, in_bytes = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert raw[in_bytes["start"] : in_bytes["end"]].decode() == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            assert fetch(target["scope"].replace("http://127.0.0.1:8000", "") + ".txt").content.decode() == quote["exact"]


def test_body_of_the_tei_document_equals_the_source():
    root = ET.fromstring(fetch(f"/id/source/{SOURCE}.tei.xml").content)  # noqa: S314 (ours)
    body = root.find(f".//{{{TEI_NAMESPACE}}}body")
    source = Source.objects.get()
    assert "\n\n".join("".join(paragraph.itertext()) for paragraph in body.findall(f"{{{TEI_NAMESPACE}}}p")) == source.text
    sentences = {segment.get(XML_ID): "".join(segment.itertext()) for segment in body.iter(f"{{{TEI_NAMESPACE}}}seg")}
    assert sentences == {f"s{sentence.ref}": sentence.text for sentence in source.passages.sentences()}


def test_controls_and_line_ends_are_preserved_in_tei():
    """XML cannot hold a form feed at all, and its readers take a bare carriage return for a line feed."""
    record = representations.represent_source(Source.objects.get())
    text = "\x0cAb\r\nc\x00d"
    sentence = record["sentences"][0] | {"start": 0, "end": len(text), "text": text}
    paragraph = record["paragraphs"][0] | {"start": 0, "end": len(text) + 2}
    record |= {"text": text + "\r\x0b", "sentences": [sentence], "paragraphs": [paragraph], "mentions": [], "claims": []}
    body = ET.fromstring(tei.render_source(record)).find(f".//{{{TEI_NAMESPACE}}}body")  # noqa: S314 (ours)
    for glyph in body.iter(f"{{{TEI_NAMESPACE}}}g"):
        glyph.text = f"<{glyph.get('n')}>"
    assert "".join(body.itertext()) == "<U+000C>Ab\r\nc<U+0000>d\r<U+000B>"


def test_tei_document_marks_every_place_and_date():
    root = ET.fromstring(fetch(f"/id/source/{SOURCE}.tei.xml").content)  # noqa: S314 (ours)
    marked = [element.text for tag in ("placeName", "rs") for element in root.iter(f"{{{TEI_NAMESPACE}}}{tag}")]
    assert sorted(marked) == sorted(Mention.objects.values_list("exact", flat=True))
    dates = {(date.get("when-custom"), date.text) for date in root.iter(f"{{{TEI_NAMESPACE}}}date")}
    anchors = Claim.objects.dated().filter(anchors__role="date").values_list("edtf", "anchors__exact")
    assert {exact for _edtf, exact in dates} == {exact for _edtf, exact in anchors}
    spans = root.findall(f".//{{{TEI_NAMESPACE}}}spanGrp/{{{TEI_NAMESPACE}}}span")
    assert len(spans) == sum(claim.anchors.count() for claim in Claim.objects.all())


@pytest.mark.parametrize("kind", ["camp", "place", "route"])
def test_geojson_conforms_to_rfc_7946(kind):
    features = fetch_json(f"/id/{kind}s.geojson")["features"]
    identifiers = [feature["properties"]["identifier"] for feature in features]
    assert identifiers == [subject.identifier for subject in Subject.objects.filter(kind=kind)]
    for feature in features:
        west, south, east, north = shape(feature["geometry"]).bounds
        assert 5 < west <= east < 32, feature["id"]
        assert 46 < south <= north < 56, feature["id"]
        assert feature == fetch_json(f"/id/{kind}/{feature['properties']['identifier']}.geojson")


def test_linked_places_cite_every_attestation():
    for subject in Subject.objects.exclude(kind="route"):
        feature = fetch_json(f"/id/{subject.kind}/{subject.identifier}.jsonld")["features"][0]
        spelled = [name for name in feature["names"] if "citations" in name]
        assert [name["toponym"] for name in spelled] == [
            mention.exact for mention in subject.mentions.all() if mention.form == Mention.Form.NAME
        ]
        assert feature["geometry"]["citations"][0]["label"]
    for subject in Subject.objects.filter(kind="route"):
        feature = fetch_json(f"/id/route/{subject.identifier}.jsonld")["features"][0]
        assert feature["when"]["citations"]
        assert all(relation["citations"][0]["label"] for relation in feature["relations"])
        assert {relation["relationType"] for relation in feature["relations"]} == {"origin", "destination"}


CITED = [
    f"source/{SOURCE}",
    f"passage/{SOURCE}:3.5",
    f"passage/{SOURCE}:1@0-20",
    "claim/thousands-died",
    "camp/dachau",
    "route/winter-1944-1945-westward",
]


@pytest.mark.parametrize("record", CITED)
def test_bibtex_and_ris_parse_to_the_csl_item(record):
    item = fetch_json(f"/id/{record}.csl.json")[0]
    address = f"http://127.0.0.1:8000{get_cited_address(f'/id/{record}')}"
    assert item["URL"] == address
    library = bibtexparser.parse_string(fetch(f"/id/{record}.bib").content.decode())
    assert not library.failed_blocks
    entry = {field.key: field.value for field in library.entries[0].fields}
    assert (unescape(entry["title"]), entry["url"], entry["organization"]) == (item["title"], address, item["container-title"])
    authors = [author["literal"] for author in item.get("author", [])]
    assert [unescape(author) for author in filter(None, entry.get("author", "").split(" and "))] == authors
    parsed = rispy.loads(fetch(f"/id/{record}.ris").content.decode())[0]
    assert (parsed["title"], parsed["urls"], parsed["secondary_title"]) == (item["title"], [address], item["container-title"])
    assert parsed.get("authors", []) == authors
    assert parsed["publisher"] == item["container-title"]


def unescape(text: str) -> str:
    return text.strip("{}").replace("\\", "")


@pytest.mark.parametrize("kind", ["source", "claim", "camp", "place", "route"])
def test_list_is_parsed_as_csv(kind):
    rows = list(csv.DictReader(io.StringIO(fetch(f"/id/{kind}s.csv").content.decode(), newline="")))
    assert rows
    assert all(row["permanent"] == f"http://127.0.0.1:8000/id/{kind}/{row['identifier']}" for row in rows)
    if kind == "claim":
        stated = {claim.identifier: (claim.statement_ar, claim.statement_en, claim.edtf) for claim in Claim.objects.all()}
        assert {row["identifier"]: (row["statement_ar"], row["statement_en"], row["edtf"]) for row in rows} == stated


def test_every_format_has_its_media_type():
    history = dict.fromkeys(("json", "link", "atom"), f"source/{SOURCE}/versions")
    examples = {"csv": "camps", "geojson": "camp/dachau", "jsonl": "edition/1", **history}
    for suffix, media_type in MEDIA_TYPES.items():
        assert fetch(f"/id/{examples.get(suffix, f'source/{SOURCE}')}.{suffix}").headers["Content-Type"] == media_type
