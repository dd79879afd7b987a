"""What a teiHeader says of the document, where it says it once: proposals for the draft of the source record. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from archive.dates.edtf import is_edtf
from archive.fixtures.documents.tei_text import TEI_NAMESPACE
from archive.fixtures.documents.xml_tree import XML_NAMESPACE
from archive.text.languages import get_primary_language
from archive.vocabulary import LANGUAGES

WEB_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")


@dataclass(frozen=True)
class TeiHeader:
    """Texts by language, ``ar`` and ``en`` alone, and single values; empty where the header says nothing, or several things."""

    title: dict[str, str] = field(default_factory=dict)
    title_supplied: bool = False
    author: dict[str, str] = field(default_factory=dict)
    publisher: dict[str, str] = field(default_factory=dict)
    published: str = ""
    address: str = ""
    rights: str = ""


def read_tei_header(root: Element, language: str) -> TeiHeader:
    """The header of a TEI document; a text that says no language of its own is taken for one in ``language``, a BCP 47 tag."""
    described = root.find(_make_path("teiHeader/fileDesc"))
    if described is None:
        return TeiHeader()
    language = root.get(f"{XML_NAMESPACE}lang", language)
    titles = described.findall(_make_path("titleStmt/title"))
    source = _find_children(described, "sourceDesc")
    publishers = _find_descendants(source, "publisher") or described.findall(_make_path("publicationStmt/publisher"))
    targets = [node.get("target", "") for node in (*_find_descendants(source, "ref"), *_find_descendants(source, "ptr"))]
    licences = [node.get("target", "") for node in described.findall(_make_path("publicationStmt/availability/licence"))]
    return TeiHeader(
        title=_group_by_language(titles, language),
        title_supplied=bool(titles) and all(node.get("type") == "supplied" for node in titles),
        author=_group_by_language(described.findall(_make_path("titleStmt/author")), language),
        publisher=_group_by_language(publishers, language),
        published=_get_single_value(
            filter(is_edtf, (node.get("when") or _get_text(node) for node in _find_descendants(source, "date")))
        ),
        address=_get_single_value(filter(WEB_ADDRESS.fullmatch, targets)),
        rights=_get_single_value(filter(WEB_ADDRESS.fullmatch, licences)),
    )


def _make_path(names: str) -> str:
    return "/".join(f"{TEI_NAMESPACE}{name}" for name in names.split("/"))


def _find_children(described: Element, name: str) -> list[Element]:
    return described.findall(_make_path(name))


def _find_descendants(nodes: list[Element], name: str) -> list[Element]:
    return [found for node in nodes for found in node.iter(_make_path(name))]


def _get_text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _get_single_value(values: Iterable[str]) -> str:
    """The one value, if there is one and no other."""
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""


def _group_by_language(nodes: list[Element], language: str) -> dict[str, str]:
    pairs = [(get_primary_language(node.get(f"{XML_NAMESPACE}lang", language)), _get_text(node)) for node in nodes]
    return dict(_find_unambiguous(pairs))


def _find_unambiguous(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        value = _get_single_value(text for own, text in pairs if own == language)
        if re.search(r"\w", value):
            yield language, value
