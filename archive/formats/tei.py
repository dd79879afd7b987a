"""A source in TEI P5: its verbatim text with names and dates marked, the archive's reading, notes, and claims.

``text/body`` holds the source's characters and no others; what the archive says stands in ``text/back`` and points to it.
A control character that XML 1.0 (2.2) cannot hold stands as ``<g n="U+000C"/>``; a carriage return as a reference, which readers of XML keep.
Offsets in ``string-range()`` are code points of the sentence, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from archive.labels import LANGUAGES

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
STATUSES = {
    "plain": "The text says this as it stands.",
    "emended": "Read against the letter of the text; the note says how.",
    "supplied": "A word that the sentence needs is missing and is supplied.",
    "uncertain": "The text allows more than one reading; the note gives them.",
}
W3C_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
NOT_IN_XML = re.compile("([\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff])")
SUPPLIED = re.compile(r"(\[[^\]]+\])")


def source(record: dict) -> str:
    """The whole document, UTF-8 declared."""
    root = ET.Element(_tag("TEI"), {_xml("lang"): "en"})
    _header(root, record)
    text = _add(root, "text")
    _body(_add(text, "body"), record)
    _back(_add(text, "back"), record)
    ET.register_namespace("", TEI)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"


def _header(root: ET.Element, record: dict) -> None:
    header = _add(root, "teiHeader")
    described = _add(header, "fileDesc")
    titles = _add(described, "titleStmt")
    for language, title in record["title"].items():
        _add(titles, "title", title, {_xml("lang"): language, **({"type": "supplied"} if record["title_supplied"] else {})})
    for name in (record["author"] or {}).values():
        _add(titles, "author", name)
    published = _add(described, "publicationStmt")
    _add(published, "publisher", "Shawahid")
    _add(published, "idno", record["permanent"], {"type": "permanent"})
    _add(published, "idno", record["sha256"], {"type": "sha256"})
    licence = _add(_add(published, "availability", None, {"status": "unknown"}), "licence", None, {"target": record["rights"]})
    for language, note in record["rights_note"].items():
        _add(licence, "p", note, {_xml("lang"): language})
    cited = _add(_add(described, "sourceDesc"), "bibl")
    for part in filter(None, (record["published_in"], record["publisher"])):
        _add(cited, "publisher" if part is record["publisher"] else "title", part["en"])
    _add(cited, "ref", record["origin"], {"target": record["origin"]})
    encoding = _add(header, "encodingDesc")
    _add(_add(encoding, "editorialDecl"), "p", "The body is verbatim. Readings, notes and claims in the back are the archive’s.")
    taxonomy = _add(_add(encoding, "classDecl"), "taxonomy")
    for status, meaning in STATUSES.items():
        _add(_add(taxonomy, "category", None, {_xml("id"): status}), "catDesc", meaning)
    languages = _add(_add(header, "profileDesc"), "langUsage")
    for language in sorted({record["language"], *LANGUAGES}):
        _add(languages, "language", language, {"ident": language})


def _body(body: ET.Element, record: dict) -> None:
    text = record["text"]
    for paragraph in record["paragraphs"]:
        block = _add(body, "p", None, {"n": paragraph["ref"], _xml("lang"): record["language"]})
        inside = [one for one in record["sentences"] if one["paragraph"] == paragraph["ref"]]
        ends = [one["start"] for one in inside[1:]] + [paragraph["end"]]
        for sentence, end in zip(inside, ends, strict=True):
            holder = _add(block, "seg", None, {_xml("id"): _id(sentence["ref"]), "n": sentence["ref"]})
            _append(block, holder, text[sentence["end"] : end])
            if sentence["reading"]["status"] in ("emended", "supplied"):
                holder = _add(holder, "sic")
            _mark(holder, sentence, record)


def _mark(holder: ET.Element, sentence: dict, record: dict) -> None:
    """The sentence's characters, names and dates among them marked; where two overlap, the first alone."""
    at, last = 0, None
    for start, end, tag, attributes in sorted(_marks(sentence["ref"], record), key=lambda mark: mark[:2]):
        if start < at:
            continue
        _append(holder, last, sentence["text"][at:start])
        last = _add(holder, tag, sentence["text"][start:end], attributes)
        at = end
    _append(holder, last, sentence["text"][at:])


def _marks(ref: str, record: dict) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    for mention in record["mentions"]:
        if mention["sentence"] == ref:
            tag = "placeName" if mention["form"] == "name" else "rs"
            attributes = {"ref": mention["subject"]["permanent"], **({"type": "place"} if tag == "rs" else {})}
            yield mention["passage_start"], mention["passage_end"], tag, attributes
    for claim in record["claims"]:
        for anchor in claim["anchors"]:
            if anchor["role"] == "date" and anchor["sentence"] == ref:
                yield anchor["passage_start"], anchor["passage_end"], "date", dated(claim["date"])


def dated(date: dict) -> dict[str, str]:
    """A date's attributes: W3C dates as far as they can tell it, and the EDTF date whole."""
    attributes = {"when-custom": date["edtf"]}
    if W3C_DATE.fullmatch(date["edtf"]) and not date["sense"]:
        return {"when": date["edtf"], **attributes}
    first, last = ("from", "to") if date["is_interval"] and not date["sense"] else ("notBefore", "notAfter")
    bounds = {first: date["earliest"], last: date["latest"]}
    return {**{name: day for name, day in bounds.items() if day}, **attributes}


def _back(back: ET.Element, record: dict) -> None:
    readings = _add(back, "div", None, {"type": "readings"})
    for sentence in record["sentences"]:
        _reading(_add(readings, "p"), sentence)
    claims = _add(back, "div", None, {"type": "claims"})
    listed = _add(claims, "list")
    for claim in record["claims"]:
        for language, statement in claim["statement"].items():
            _add(listed, "item", statement, {_xml("lang"): language, "corresp": claim["permanent"]})
    group = _add(claims, "spanGrp", None, {"type": "evidence"})
    for claim in record["claims"]:
        for one in claim["anchors"]:
            length = one["passage_end"] - one["passage_start"]
            where = f"#string-range({_id(one['sentence'])},{one['passage_start']},{length})"
            _add(
                group,
                "span",
                one["exact"],
                {"from": where, "type": one["role"], "corresp": claim["permanent"], "ana": f"#{one['status']}"},
            )


def _reading(block: ET.Element, sentence: dict) -> None:
    reading = sentence["reading"]
    attributes = {"corresp": f"#{_id(sentence['ref'])}", "ana": f"#{reading['status']}", _xml("lang"): reading["language"]}
    holder = _add(block, "seg", None, attributes)
    if reading["status"] in ("emended", "supplied"):
        holder = _add(holder, "corr")
    last = None
    for part in SUPPLIED.split(reading["text"]):
        if SUPPLIED.fullmatch(part):
            last = _add(holder, "supplied", part[1:-1], {"reason": "omitted"})
        else:
            _append(holder, last, part)
    for language, note in (reading["note"] or {}).items():
        _add(block, "note", note, {_xml("lang"): language, "type": "editorial"})


def _append(holder: ET.Element, last: ET.Element | None, text: str) -> None:
    """Characters after ``last`` in ``holder``, or after its text."""
    for at, part in enumerate(NOT_IN_XML.split(text)):
        if at % 2:
            last = _add(holder, "g", None, {"n": f"U+{ord(part):04X}"})
        elif last is None:
            holder.text = (holder.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _add(parent: ET.Element, tag: str, text: str | None = None, attributes: dict[str, str] | None = None) -> ET.Element:
    element = ET.SubElement(parent, _tag(tag), attributes or {})
    _append(element, None, text or "")
    return element


def _tag(name: str) -> str:
    return f"{{{TEI}}}{name}"


def _xml(name: str) -> str:
    return f"{{{XML}}}{name}"


def _id(ref: str) -> str:
    return f"s{ref}"
