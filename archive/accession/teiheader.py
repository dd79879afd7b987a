"""What a teiHeader says of the document, where it says it once: proposals for the draft of the source record. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from archive.accession.teitext import TEI
from archive.accession.xmltree import XML_ID
from archive.dates import is_edtf
from archive.labels import LANGUAGES

ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")


@dataclass(frozen=True)
class Header:
    """Texts by language, ``ar`` and ``en`` alone, and single values; empty where the header says nothing, or several things."""

    title: dict[str, str] = field(default_factory=dict)
    title_supplied: bool = False
    author: dict[str, str] = field(default_factory=dict)
    publisher: dict[str, str] = field(default_factory=dict)
    published: str = ""
    address: str = ""
    rights: str = ""


def read_header(root: Element, language: str) -> Header:
    """The header of a TEI document; a text that says no language of its own is taken for one in ``language``, a BCP 47 tag."""
    described = root.find(_path("teiHeader/fileDesc"))
    if described is None:
        return Header()
    language = root.get(f"{XML_ID}lang", language)
    titles = described.findall(_path("titleStmt/title"))
    source = _found(described, "sourceDesc")
    publishers = _inside(source, "publisher") or described.findall(_path("publicationStmt/publisher"))
    targets = [node.get("target", "") for node in (*_inside(source, "ref"), *_inside(source, "ptr"))]
    licences = [node.get("target", "") for node in described.findall(_path("publicationStmt/availability/licence"))]
    return Header(
        title=_by_language(titles, language),
        title_supplied=bool(titles) and all(node.get("type") == "supplied" for node in titles),
        author=_by_language(described.findall(_path("titleStmt/author")), language),
        publisher=_by_language(publishers, language),
        published=_only(filter(is_edtf, (node.get("when") or _text(node) for node in _inside(source, "date")))),
        address=_only(filter(ADDRESS.fullmatch, targets)),
        rights=_only(filter(ADDRESS.fullmatch, licences)),
    )


def _path(names: str) -> str:
    return "/".join(f"{TEI}{name}" for name in names.split("/"))


def _found(described: Element, name: str) -> list[Element]:
    return described.findall(_path(name))


def _inside(nodes: list[Element], name: str) -> list[Element]:
    return [found for node in nodes for found in node.iter(_path(name))]


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _only(values: Iterable[str]) -> str:
    """The one value, if there is one and no other."""
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""


def _by_language(nodes: list[Element], language: str) -> dict[str, str]:
    pairs = [(node.get(f"{XML_ID}lang", language).partition("-")[0], _text(node)) for node in nodes]
    return dict(_unambiguous(pairs))


def _unambiguous(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        value = _only(text for own, text in pairs if own == language)
        if re.search(r"\w", value):
            yield language, value
