"""A source in TEI P5: its verbatim text with names and dates marked, the archive's reading, notes, and claims.

``text/body`` holds the source's characters and no others; what the archive says stands in ``text/back`` and points to it.
A control character that XML 1.0 (2.2) cannot hold stands as ``<g n="U+000C"/>``; a carriage return as a reference, which readers of XML keep.
Offsets in ``string-range()`` are code points of the sentence, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from archive.vocabulary import LANGUAGES

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
STATUS_MEANINGS = {
    "plain": "The text says this as it stands.",
    "emended": "Read against the letter of the text; the note says how.",
    "supplied": "A word that the sentence needs is missing and is supplied.",
    "uncertain": "The text allows more than one reading; the note gives them.",
}
W3C_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
INVALID_IN_XML = re.compile("([\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff])")
SUPPLIED_WORDS = re.compile(r"(\[[^\]]+\])")


def render_source(record: dict) -> str:
    """The whole document, UTF-8 declared."""
    root = ET.Element(_tei_name("TEI"), {_xml_name("lang"): "en"})
    _add_header(root, record)
    text = _add_element(root, "text")
    _add_body(_add_element(text, "body"), record)
    _add_back(_add_element(text, "back"), record)
    ET.register_namespace("", TEI_NAMESPACE)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"


def _add_header(root: ET.Element, record: dict) -> None:
    header = _add_element(root, "teiHeader")
    described = _add_element(header, "fileDesc")
    titles = _add_element(described, "titleStmt")
    for language, title in record["title"].items():
        _add_element(
            titles, "title", title, {_xml_name("lang"): language, **({"type": "supplied"} if record["title_supplied"] else {})}
        )
    for name in (record["author"] or {}).values():
        _add_element(titles, "author", name)
    published = _add_element(described, "publicationStmt")
    _add_element(published, "publisher", "Shawahid")
    _add_element(published, "idno", record["permanent"], {"type": "permanent"})
    _add_element(published, "idno", record["sha256"], {"type": "sha256"})
    licence = _add_element(
        _add_element(published, "availability", None, {"status": "unknown"}), "licence", None, {"target": record["rights"]}
    )
    for language, note in record["rights_note"].items():
        _add_element(licence, "p", note, {_xml_name("lang"): language})
    cited = _add_element(_add_element(described, "sourceDesc"), "bibl")
    for part in filter(None, (record["published_in"], record["publisher"])):
        _add_element(cited, "publisher" if part is record["publisher"] else "title", part["en"])
    _add_element(cited, "ref", record["origin"], {"target": record["origin"]})
    encoding = _add_element(header, "encodingDesc")
    _add_element(
        _add_element(encoding, "editorialDecl"),
        "p",
        "The body is verbatim. Readings, notes and claims in the back are the archive’s.",
    )
    taxonomy = _add_element(_add_element(encoding, "classDecl"), "taxonomy")
    for status, meaning in STATUS_MEANINGS.items():
        _add_element(_add_element(taxonomy, "category", None, {_xml_name("id"): status}), "catDesc", meaning)
    languages = _add_element(_add_element(header, "profileDesc"), "langUsage")
    for language in sorted({record["language"], *LANGUAGES}):
        _add_element(languages, "language", language, {"ident": language})


def _add_body(body: ET.Element, record: dict) -> None:
    text = record["text"]
    for paragraph in record["paragraphs"]:
        block = _add_element(body, "p", None, {"n": paragraph["ref"], _xml_name("lang"): record["language"]})
        inside = [one for one in record["sentences"] if one["paragraph"] == paragraph["ref"]]
        ends = [one["start"] for one in inside[1:]] + [paragraph["end"]]
        for sentence, end in zip(inside, ends, strict=True):
            holder = _add_element(block, "seg", None, {_xml_name("id"): _sentence_id(sentence["ref"]), "n": sentence["ref"]})
            _append_text(block, holder, text[sentence["end"] : end])
            if sentence["reading"]["status"] in ("emended", "supplied"):
                holder = _add_element(holder, "sic")
            _add_marked_text(holder, sentence, record)


def _add_marked_text(holder: ET.Element, sentence: dict, record: dict) -> None:
    """The sentence's characters, names and dates among them marked; where two overlap, the first alone."""
    at, last = 0, None
    for start, end, tag, attributes in sorted(_list_marks(sentence["ref"], record), key=lambda mark: mark[:2]):
        if start < at:
            continue
        _append_text(holder, last, sentence["text"][at:start])
        last = _add_element(holder, tag, sentence["text"][start:end], attributes)
        at = end
    _append_text(holder, last, sentence["text"][at:])


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
    """A date's attributes: W3C dates as far as they can tell it, and the EDTF date whole."""
    attributes = {"when-custom": date["edtf"]}
    if W3C_DATE.fullmatch(date["edtf"]) and not date["sense"]:
        return {"when": date["edtf"], **attributes}
    first, last = ("from", "to") if date["is_interval"] and not date["sense"] else ("notBefore", "notAfter")
    bounds = {first: date["earliest"], last: date["latest"]}
    return {**{name: day for name, day in bounds.items() if day}, **attributes}


def _add_back(back: ET.Element, record: dict) -> None:
    readings = _add_element(back, "div", None, {"type": "readings"})
    for sentence in record["sentences"]:
        _add_reading(_add_element(readings, "p"), sentence)
    claims = _add_element(back, "div", None, {"type": "claims"})
    listed = _add_element(claims, "list")
    for claim in record["claims"]:
        for language, statement in claim["statement"].items():
            _add_element(listed, "item", statement, {_xml_name("lang"): language, "corresp": claim["permanent"]})
    group = _add_element(claims, "spanGrp", None, {"type": "evidence"})
    for claim in record["claims"]:
        for one in claim["anchors"]:
            length = one["passage_end"] - one["passage_start"]
            where = f"#string-range({_sentence_id(one['sentence'])},{one['passage_start']},{length})"
            _add_element(
                group,
                "span",
                one["exact"],
                {"from": where, "type": one["role"], "corresp": claim["permanent"], "ana": f"#{one['status']}"},
            )


def _add_reading(block: ET.Element, sentence: dict) -> None:
    reading = sentence["reading"]
    attributes = {
        "corresp": f"#{_sentence_id(sentence['ref'])}",
        "ana": f"#{reading['status']}",
        _xml_name("lang"): reading["language"],
    }
    holder = _add_element(block, "seg", None, attributes)
    if reading["status"] in ("emended", "supplied"):
        holder = _add_element(holder, "corr")
    last = None
    for part in SUPPLIED_WORDS.split(reading["text"]):
        if SUPPLIED_WORDS.fullmatch(part):
            last = _add_element(holder, "supplied", part[1:-1], {"reason": "omitted"})
        else:
            _append_text(holder, last, part)
    for language, note in (reading["note"] or {}).items():
        _add_element(block, "note", note, {_xml_name("lang"): language, "type": "editorial"})


def _append_text(holder: ET.Element, last: ET.Element | None, text: str) -> None:
    """Characters after ``last`` in ``holder``, or after its text."""
    for at, part in enumerate(INVALID_IN_XML.split(text)):
        if at % 2:
            last = _add_element(holder, "g", None, {"n": f"U+{ord(part):04X}"})
        elif last is None:
            holder.text = (holder.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _add_element(parent: ET.Element, tag: str, text: str | None = None, attributes: dict[str, str] | None = None) -> ET.Element:
    element = ET.SubElement(parent, _tei_name(tag), attributes or {})
    _append_text(element, None, text or "")
    return element


def _tei_name(name: str) -> str:
    return f"{{{TEI_NAMESPACE}}}{name}"


def _xml_name(name: str) -> str:
    return f"{{{XML_NAMESPACE}}}{name}"


def _sentence_id(ref: str) -> str:
    return f"s{ref}"
