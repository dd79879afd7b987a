"""Downloads have the content of the record, exact to the character, in each format."""

import csv
import io
import json
import re
from hashlib import sha256
from xml.etree import ElementTree as ET

import bibtexparser
import pytest
import rispy
from django.test import Client
from lxml import html
from shapely.geometry import shape

from archive.formats import MEDIA_TYPES, csl, linkedplaces, representations, tei
from archive.formats.authority_uris import build_authority_uri
from archive.formats.tei import TEI_NAMESPACE
from archive.ledger.chain import SEAL_SUFFIXES
from archive.models import Claim, EditionSeal, Mention, Passage, Source, Subject
from tests.support.cited_addresses import get_cited_address
from tests.support.invented_places import load_invented_places
from tests.support.linked_places import check_linked_places

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
        assert {relation["relationType"] for relation in feature["relations"]} == {
            "https://schema.org/fromLocation",
            "https://schema.org/toLocation",
        }


def test_linked_places_follow_the_schema():
    for subject in Subject.objects.all():
        check_linked_places(fetch_json(f"/id/{subject.kind}/{subject.identifier}.jsonld"))


def test_linked_places_without_name_date_or_position_follow_the_schema(tmp_path):
    load_invented_places(tmp_path)
    for name in ("camp/invented-subcamp", "place/invented-village", "place/invented-barn"):
        check_linked_places(fetch_json(f"/id/{name}.jsonld"))
    claim = {**NO_DATE_CLAIM, "date": None}
    words = {"permanent": "http://x/id/passage/s:1.1@0-4", "exact": "ship"}
    movement = {"permanent": "http://x/id/movement/m", "name": {"ar": "ع", "en": "m"}, "certainty": "possible"}
    route = {
        "permanent": "http://x/id/route/r",
        "name": {"ar": "م", "en": "r"},
        "origins": [],
        "destinations": [],
        "claim": claim,
        "means": [{"value": "ship", "anchor": words}],
        "direction": None,
        "movement": movement,
    }
    check_linked_places(linkedplaces.format_route(route))
    check_linked_places(linkedplaces.format_route({**route, "means": [], "movement": None}))


NO_DATE_CLAIM = {"permanent": "http://x/id/claim/c", "statement": {"ar": "ق", "en": "s"}, "anchors": []}


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://www.wikidata.org/entity/Q7341", "http://www.wikidata.org/entity/Q7341"),
        ("https://www.wikidata.org/wiki/Q7341", "http://www.wikidata.org/entity/Q7341"),
        ("https://m.wikidata.org/wiki/Q7341", "http://www.wikidata.org/entity/Q7341"),
        ("http://wikidata.org/wiki/Special:EntityData/Q7341", "http://www.wikidata.org/entity/Q7341"),
        ("https://viaf.org/viaf/123/", "http://viaf.org/viaf/123"),
        ("https://vocab.getty.edu/tgn/7012", "http://vocab.getty.edu/tgn/7012"),
        ("https://www.geonames.org/3085128/oswiecim.html", "https://sws.geonames.org/3085128/"),
        ("https://d-nb.info/gnd/4003697-2", "https://d-nb.info/gnd/4003697-2"),
        ("https://portal.ehri-project.eu/keywords/ehri_camps-1", "https://portal.ehri-project.eu/keywords/ehri_camps-1"),
    ],
)
def test_authority_is_named_by_its_uri(address, uri):
    assert build_authority_uri(address) == uri


def test_linked_data_name_wikidata_by_its_uri():
    texts = [fetch("/id/camp/auschwitz.jsonld").content.decode(), fetch("/en/camps/auschwitz/").content.decode()]
    embedded = json.loads(html.document_fromstring(texts[1]).xpath("string(//script[@type='application/ld+json'])"))
    assert "http://www.wikidata.org/entity/Q7341" in texts[0]
    assert "http://www.wikidata.org/entity/Q7341" in embedded["sameAs"]
    assert "https://www.wikidata.org" not in texts[0]


def test_claim_says_when_and_about_what():
    for claim in Claim.objects.all():
        annotation = fetch_json(f"/id/claim/{claim.identifier}.jsonld")
        assert ("temporal" in annotation) == bool(claim.edtf)
        assert [subject["id"].rpartition("/")[2] for subject in annotation["about"]] == [
            subject.identifier for subject in claim.subjects.all()
        ]
    dated = fetch_json("/id/claim/evacuation-winter-1944-1945.jsonld")
    assert dated["temporal"] == "1944-12~/1945-02~"
    assert dated["about"][0] == {
        "id": "http://127.0.0.1:8000/id/camp/auschwitz",
        "type": "schema:Place",
        "name": {"ar": "أوشفيتز", "en": "Auschwitz"},
    }


def test_route_is_an_event_with_days_and_named_places():
    page = html.document_fromstring(fetch("/en/routes/winter-1944-1945-westward/").content.decode())
    event = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (event["startDate"], event["endDate"]) == ("1944-12-01", "1945-02-28")
    assert all(place["name"] and place["address"] for place in event["location"])
    claim = html.document_fromstring(fetch("/en/claims/evacuation-winter-1944-1945/").content.decode())
    embedded = json.loads(claim.xpath("string(//script[@type='application/ld+json'])"))
    assert (embedded["temporal"], embedded["temporalCoverage"]) == ("1944-12~/1945-02~", "1944-12-01/1945-02-28")
    assert {subject["@type"] for subject in embedded["about"]} == {"Place", "Event"}


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
    assert (library.entries[0].entry_type, library.entries[0].key) == ("misc", item["id"])
    assert (unescape(entry["title"]), entry["url"], entry["organization"]) == (item["title"], address, item["container-title"])
    assert entry["howpublished"] == f"\\url{{{address}}}"
    assert ("author" in entry) != ("key" in entry), "by which the classic styles sort"
    assert "SHA-256" not in "".join(value for name, value in entry.items() if name in ("howpublished", "note", "organization"))
    authors = [author["literal"] for author in item.get("author", [])]
    assert [unescape(author) for author in filter(None, entry.get("author", "").split(" and "))] == authors
    parsed = rispy.loads(fetch(f"/id/{record}.ris").content.decode())[0]
    assert (parsed["title"], parsed["urls"], parsed["secondary_title"]) == (item["title"], [address], item["container-title"])
    assert (parsed["id"], parsed["short_title"], parsed["language"]) == (item["id"], item["title-short"], item["language"])
    assert parsed.get("authors", []) == authors
    assert parsed["publisher"] == item["container-title"]


def unescape(text: str) -> str:
    """Return what TeX prints."""
    text = re.sub(r"\{\\text(\w+)\}", lambda command: TEX_SYMBOLS[command[1]], text.removeprefix("{").removesuffix("}"))
    return re.sub(r"\\([%&#$_])|\{\}", r"\1", text)


TEX_SYMBOLS = {
    "backslash": "\\",
    "braceleft": "{",
    "braceright": "}",
    "asciitilde": "~",
    "asciicircum": "^",
    "asciigrave": "`",
    "quotesingle": "'",
    "quotedbl": '"',
    "less": "<",
    "greater": ">",
    "bar": "|",
}


@pytest.mark.parametrize(
    "text",
    [
        "A ~5 km, 1944--1945, x^2 `q'' ---",
        "100 % of #1 & $5 in a_b {c} \\d",
        "\"quoted\" and 'quoted' and ``quoted'' and ,,quoted``",
        "<<a>> |b| ?`c !`d",
        "مسيرات الموت، 1944–1945 «أوشفيتز»",
        "Flossenbürg, Łódź, Weiß",
    ],
)
def test_every_character_is_escaped_for_tex(text):
    escaped = csl.escape_tex(text)
    assert unescape(f"{{{escaped}}}") == text
    without_commands = re.sub(r"\{\\\w+\}|\\[%&#$_]|\{\}", "·", escaped)
    assert not re.search(r"[{}%&#$_~^`'\"<>|\\]|--|,,", without_commands)


def test_braces_are_balanced_for_bibtex_which_counts_escaped_ones_too():
    """BibTeX counts braces without regard to backslashes: a text with a lone brace would end the entry."""
    for text in ("{", "}", "a } b", "}{"):
        assert bibtexparser.parse_string(f"@misc{{a,\n  title = {{{csl.escape_tex(text)}}},\n}}\n").entries
        assert csl.escape_tex(text).count("{") == csl.escape_tex(text).count("}")
        assert "\\{" not in csl.escape_tex(text)


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
    examples = {
        "csv": "camps",
        "stops.csv": "routes",
        "geojson": "camp/dachau",
        **dict.fromkeys(("jsonl", *SEAL_SUFFIXES), "edition/1"),
        **history,
    }
    EditionSeal.objects.bulk_create(EditionSeal(edition_id=1, suffix=suffix, content=b"-") for suffix in SEAL_SUFFIXES)
    for suffix, media_type in MEDIA_TYPES.items():
        assert fetch(f"/id/{examples.get(suffix, f'source/{SOURCE}')}.{suffix}").headers["Content-Type"] == media_type
