"""A source in TEI P5: its verbatim text with names and dates marked, and the archive's readings, notes and claims.

``text/body`` has the source's characters and no others; what the archive says is in ``text/back`` and points to it.
A control character that XML 1.0 (2.2) cannot hold is written as ``<g n="U+000C"/>``, a carriage return as a character reference,
which parsers preserve. Offsets in ``string-range()`` are code points of the sentence, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from archive.formats import INVALID_IN_XML
from archive.vocabulary import LANGUAGES

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
EDITORIAL_PRINCIPLE = "The body is verbatim. Readings, notes and claims in the back are the archive’s."
STATUS_MEANINGS = {
    "plain": "The text says this as it stands.",
    "emended": "Read against the letter of the text; the note says how.",
    "supplied": "A word that the sentence needs is missing and is supplied.",
    "uncertain": "The text allows more than one reading; the note gives them.",
}
CORRECTED_STATUSES = ("emended", "supplied")
W3C_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
SUPPLIED_WORDS = re.compile(r"(\[[^\]]+\])")


def render_source(record: dict) -> str:
    """Return the document, declared as UTF-8."""
    root = ET.Element("TEI", {"xmlns": TEI_NAMESPACE, "xml:lang": "en"})
    _add_header(root, record)
    text = _add_element(root, "text")
    _add_body(_add_element(text, "body"), record)
    _add_back(_add_element(text, "back"), record)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"


def _add_header(root: ET.Element, record: dict) -> None:
    header = _add_element(root, "teiHeader")
    description = _add_element(header, "fileDesc")
    titles = _add_element(description, "titleStmt")
    _add_translations(titles, "title", record["title"], {"type": "supplied"} if record["title_supplied"] else {})
    for name in (record["author"] or {}).values():
        _add_element(titles, "author", name)
    if cited := record.get("cited"):
        edition = _add_element(description, "editionStmt")
        _add_element(edition, "edition", f"Edition {cited['edition']}", {"n": str(cited["edition"])})
    publication = _add_element(description, "publicationStmt")
    _add_element(publication, "publisher", "Shawahid")
    for name in ("permanent", "sha256"):
        _add_element(publication, "idno", record[name], {"type": name})
    if cited:
        _add_element(publication, "idno", cited["permanent"], {"type": "cited"})
    availability = _add_element(publication, "availability", "", {"status": "unknown"})
    licence = _add_element(availability, "licence", "", {"target": record["rights"]})
    _add_translations(licence, "p", record["rights_note"])
    source = _add_element(_add_element(description, "sourceDesc"), "bibl")
    for tag, name in (("title", "published_in"), ("publisher", "publisher")):
        if record[name]:
            _add_element(source, tag, record[name]["en"])
    _add_element(source, "ref", record["origin"], {"target": record["origin"]})
    encoding = _add_element(header, "encodingDesc")
    _add_element(_add_element(encoding, "editorialDecl"), "p", EDITORIAL_PRINCIPLE)
    taxonomy = _add_element(_add_element(encoding, "classDecl"), "taxonomy")
    for status, meaning in STATUS_MEANINGS.items():
        _add_element(_add_element(taxonomy, "category", "", {"xml:id": status}), "catDesc", meaning)
    languages = _add_element(_add_element(header, "profileDesc"), "langUsage")
    for language in sorted({record["language"], *LANGUAGES}):
        _add_element(languages, "language", language, {"ident": language})


def _add_body(body: ET.Element, record: dict) -> None:
    text = record["text"]
    for paragraph in record["paragraphs"]:
        block = _add_element(body, "p", "", {"n": paragraph["ref"], "xml:lang": record["language"]})
        sentences = [sentence for sentence in record["sentences"] if sentence["paragraph"] == paragraph["ref"]]
        ends = [sentence["start"] for sentence in sentences[1:]] + [paragraph["end"]]
        for sentence, end in zip(sentences, ends, strict=True):
            segment = _add_element(block, "seg", "", {"xml:id": _sentence_id(sentence["ref"]), "n": sentence["ref"]})
            _append_text(block, segment, text[sentence["end"] : end])
            is_corrected = sentence["reading"]["status"] in CORRECTED_STATUSES
            _add_marked_text(_add_element(segment, "sic") if is_corrected else segment, sentence, record)


def _add_marked_text(parent: ET.Element, sentence: dict, record: dict) -> None:
    """Add the sentence's characters with names and dates marked; where two overlap, the first only."""
    marked_end, last = 0, None
    for start, end, tag, attributes in sorted(_list_marks(sentence["ref"], record), key=lambda mark: mark[:2]):
        if start >= marked_end:
            _append_text(parent, last, sentence["text"][marked_end:start])
            last = _add_element(parent, tag, sentence["text"][start:end], attributes)
            marked_end = end
    _append_text(parent, last, sentence["text"][marked_end:])


def _list_marks(ref: str, record: dict) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    for mention in record["mentions"]:
        if mention["sentence"] == ref:
            tag = "placeName" if mention["form"] == "name" else "rs"
            attributes = {"ref": mention["subject"]["permanent"], **({"type": "place"} if tag == "rs" else {})}
            yield mention["passage_start"], mention["passage_end"], tag, attributes
    for claim in record["claims"]:
        for anchor in claim["anchors"]:
            if anchor["role"] == "date" and anchor["sentence"] == ref:
                yield anchor["passage_start"], anchor["passage_end"], "date", format_date_attributes(claim["date"])


def format_date_attributes(date: dict) -> dict[str, str]:
    """Return the attributes of a date: W3C dates as far as they can express it, and the EDTF date."""
    attributes = {"when-custom": date["edtf"]}
    if W3C_DATE.fullmatch(date["edtf"]) and not date["sense"]:
        return {"when": date["edtf"], **attributes}
    first, last = ("from", "to") if date["is_interval"] and not date["sense"] else ("notBefore", "notAfter")
    bounds = ((first, date["earliest"]), (last, date["latest"]))
    return {**{name: day for name, day in bounds if day}, **attributes}


def _add_back(back: ET.Element, record: dict) -> None:
    readings = _add_element(back, "div", "", {"type": "readings"})
    for sentence in record["sentences"]:
        block = _add_element(readings, "p")
        for reading in sentence["readings"]:
            _add_reading(block, sentence["ref"], reading)
    claims = _add_element(back, "div", "", {"type": "claims"})
    statements = _add_element(claims, "list")
    evidence = _add_element(claims, "spanGrp", "", {"type": "evidence"})
    for claim in record["claims"]:
        about_claim = {"corresp": claim["permanent"]}
        _add_translations(statements, "item", claim["statement"], about_claim)
        for anchor in claim["anchors"]:
            start, length = anchor["passage_start"], anchor["passage_end"] - anchor["passage_start"]
            pointer = f"#string-range({_sentence_id(anchor['sentence'])},{start},{length})"
            attributes = {"from": pointer, "type": anchor["role"], **about_claim, "ana": f"#{anchor['status']}"}
            _add_element(evidence, "span", anchor["exact"], attributes)


def _add_reading(block: ET.Element, ref: str, reading: dict) -> None:
    """Add a reading and its note, and a note that says who read so, unless it is the archive."""
    attributes = {
        "corresp": f"#{_sentence_id(ref)}",
        "ana": f"#{reading['status']}",
        "xml:lang": reading["language"],
    }
    parent = _add_element(block, "seg", "", attributes)
    if reading["status"] in CORRECTED_STATUSES:
        parent = _add_element(parent, "corr")
    last = None
    for part in SUPPLIED_WORDS.split(reading["text"]):
        if SUPPLIED_WORDS.fullmatch(part):
            last = _add_element(parent, "supplied", part[1:-1], {"reason": "omitted"})
        else:
            _append_text(parent, last, part)
    _add_translations(block, "note", reading["note"] or {}, {"type": "editorial"})
    _add_translations(block, "note", reading["by"] or {}, {"type": "responsibility"})


def _append_text(parent: ET.Element, last: ET.Element | None, text: str) -> None:
    """Append characters after ``last`` in ``parent``, or after its text if there is no ``last``."""
    for index, part in enumerate(INVALID_IN_XML.split(text)):
        if index % 2:
            last = _add_element(parent, "g", "", {"n": f"U+{ord(part):04X}"})
        elif last is None:
            parent.text = (parent.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _add_element(parent: ET.Element, tag: str, text: str = "", attributes: dict[str, str] | None = None) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes or {})
    _append_text(element, None, text)
    return element


def _add_translations(parent: ET.Element, tag: str, texts: dict[str, str], attributes: dict[str, str] | None = None) -> None:
    """Add an element for a text in each language."""
    for language, text in texts.items():
        _add_element(parent, tag, text, {"xml:lang": language, **(attributes or {})})


def _sentence_id(ref: str) -> str:
    return f"s{ref}"
