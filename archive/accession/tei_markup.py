"""Dates and places as the markup of a TEI document states them: the attributes of ``date``, the references of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from archive.dates.edtf import is_edtf
from archive.fixtures.documents.tei_text import DATE_ELEMENTS, PLACE_ELEMENTS, TeiAnnotation
from archive.fixtures.documents.xml_tree import XML_NAMESPACE
from archive.text.anchoring import Span

# A date of XML Schema or ISO 8601 up to its day, with or without a time and its zone; ISO 8601 also writes a day without hyphens.
STATED_DAY = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*|Z|[+-]\d\d:\d\d)?\s*")
STATED_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
INTERVAL = re.compile(r"(\d{4}(?:-\d\d){0,2})/(\d{4}(?:-\d\d){0,2})")
# Values of ``cert`` that call a date uncertain.
UNCERTAIN = ("low", "medium")
# Parts of the address of a record that may be its identifier.
ADDRESS_PARTS = re.compile(r"[/#?=&:]+")


class MarkedDate(NamedTuple):
    """A date by its markup: the span of its words in the text, EDTF, the sense (``DateRecord``), and ``rules``: ids of RULE_COMMENTS."""

    span: Span
    edtf: str
    sense: str = ""
    rules: tuple[str, ...] = ("markup",)


class MarkedPlace(NamedTuple):
    """A name by its markup: the span of its words in the text, and the addresses that it refers to."""

    span: Span
    addresses: tuple[str, ...]


class PlaceIdentifier(NamedTuple):
    """A place’s identifier in an authority file, and the address of a record there, with ``{}`` for the identifier."""

    place: str
    identifier: str
    address: str

    def shares_file(self, address: str) -> bool:
        """Return whether the address is one of the same authority file."""
        return _get_domain(address) == _get_domain(self.address)

    def is_at(self, address: str) -> bool:
        """Return whether the address is that of the place in this authority file."""
        return self.shares_file(address) and self.identifier in ADDRESS_PARTS.split(address)


def _get_domain(address: str) -> str:
    """Return the last two labels of an address’s host: the file is the same under all its names."""
    try:
        host = urlsplit(address.replace("{}", "")).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def list_marked_dates(annotations: Iterable[TeiAnnotation]) -> list[MarkedDate]:
    """Return the dates whose attributes state a day, month or year, or two of them."""
    found = ((item.span, _read_attributes(item)) for item in annotations if item.element in DATE_ELEMENTS)
    return [MarkedDate(span, *stated) for span, stated in found if stated and is_edtf(stated[0])]


def _read_attributes(item: TeiAnnotation) -> tuple[str, str, tuple[str, ...]] | None:
    """Return EDTF, sense and rules of a date, or None if its attributes state none."""
    stated = {name: _read_attribute(item.attributes, name) for name in ("when", "from", "to", "notBefore", "notAfter")}
    if interval := INTERVAL.fullmatch(item.attributes.get("when-iso", "")):
        stated |= zip(("from", "to"), interval.groups(), strict=True)
    if stated["when"] and item.attributes.get("cert") in UNCERTAIN:
        return f"{stated['when']}?", "", ("markup", "markup-uncertain")
    if stated["when"]:
        return stated["when"], "", ("markup",)
    if stated["from"] or stated["to"]:
        return f"{stated['from']}/{stated['to']}", "", ("markup",)
    if stated["notBefore"] and stated["notAfter"]:
        return f"{stated['notBefore']}/{stated['notAfter']}", "", ("markup", "markup-bounds")
    if stated["notBefore"]:
        return stated["notBefore"], "not-before", ("markup",)
    return (stated["notAfter"], "by", ("markup",)) if stated["notAfter"] else None


def _read_attribute(attributes: Mapping[str, str], name: str) -> str:
    """Return the year, month or day of an attribute by XML Schema or ISO 8601, or an empty string."""
    by_iso = attributes.get(f"{name}-iso", "")
    match = STATED_DAY.fullmatch(attributes.get(name) or STATED_BASIC_DAY.sub(r"\1-\2-\3", by_iso))
    return match[1] if match else ""


def list_marked_places(root: Element, annotations: Iterable[TeiAnnotation]) -> list[MarkedPlace]:
    """Return the names that refer to a record of a place, at an address or within the document, where the record has addresses."""
    named = [item for item in annotations if item.element in PLACE_ELEMENTS]
    records = {node.get(f"{XML_NAMESPACE}id"): node for node in root.iter()} if named else {}
    places = []
    for item in named:
        references = " ".join(item.attributes.get(name, "") for name in ("ref", "key")).split()
        addresses = [address for reference in references for address in _list_addresses(reference, records)]
        places.append(MarkedPlace(item.span, tuple(dict.fromkeys(addresses))))
    return places


def _list_addresses(reference: str, records: dict[str | None, Element]) -> Iterator[str]:
    """Yield a reference, or the addresses of the record in the document that it leads to."""
    record = records.get(reference.removeprefix("#")) if reference.startswith("#") else None
    if record is None:
        yield reference
        return
    for node in record.iter():
        name = node.tag.rpartition("}")[2]
        if name == "idno" and (text := "".join(node.itertext()).strip()):
            kind = node.get("type", "").lower()
            yield text if text.startswith("http") else IDNO_ADDRESSES.get(kind, f"{kind}:{{}}").format(text)
        yield from (value for key in ("target", "sameAs", "corresp", "ref") if (value := node.get(key, "")).startswith("http"))


# Addresses of the authority files that ``idno`` names by its type.
IDNO_ADDRESSES = {
    "geonames": "https://www.geonames.org/{}",
    "wikidata": "https://www.wikidata.org/entity/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "tgn": "https://vocab.getty.edu/tgn/{}",
}
