"""Title, author, publisher and other values of a teiHeader, for the draft of the source record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from archive.dates.edtf import is_edtf
from archive.fixtures.documents.xml_tree import XML_NAMESPACE
from archive.text.languages import get_primary_language
from archive.vocabulary import LANGUAGES

# Types of titles that are not the title.
SECONDARY_TITLES = (
    "sub",
    "alt",
    "short",
    "desc",
    "translated",
    "parallel",
    "series",
    "volume",
    "part",
    "abbreviated",
    "filing",
    "gmd",
)
WEB_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")


@dataclass(frozen=True)
class TeiHeader:
    """Texts by language (ar, en) and single values; empty if the header states none or several."""

    title: dict[str, str] = field(default_factory=dict)
    title_supplied: bool = False
    author: dict[str, str] = field(default_factory=dict)
    publisher: dict[str, str] = field(default_factory=dict)
    published: str = ""
    address: str = ""
    rights: str = ""


def read_tei_header(root: Element, language: str) -> TeiHeader:
    """Parse the header of a TEI document; ``language``, a BCP 47 tag, is that of texts without xml:lang."""
    described = root.find(_make_path("teiHeader/fileDesc"))
    if described is None:
        return TeiHeader()
    language = root.get(f"{XML_NAMESPACE}lang", language)
    titles = described.findall(_make_path("titleStmt/title"))
    main_titles = [node for node in titles if node.get("type") == "main"] or [
        node for node in titles if node.get("type") not in SECONDARY_TITLES
    ]
    source = described.findall(_make_path("sourceDesc"))
    publishers = _find_descendants(source, "publisher") or described.findall(_make_path("publicationStmt/publisher"))
    targets = [node.get("target", "") for node in (*_find_descendants(source, "ref"), *_find_descendants(source, "ptr"))]
    licences = [node.get("target", "") for node in described.findall(_make_path("publicationStmt/availability/licence"))]
    dates = (node.get("when") or _get_text(node) for node in _find_descendants(source, "date"))
    return TeiHeader(
        title=_group_by_language(main_titles, language),
        title_supplied=bool(main_titles) and all(node.get("type") == "supplied" for node in main_titles),
        author=_group_by_language(described.findall(_make_path("titleStmt/author")), language),
        publisher=_group_by_language(publishers, language),
        published=_get_single_value(filter(is_edtf, dates)),
        address=_get_single_value(filter(WEB_ADDRESS.fullmatch, targets)),
        rights=_get_single_value(filter(WEB_ADDRESS.fullmatch, licences)),
    )


def _make_path(names: str) -> str:
    """Return a path of ElementTree, to elements of any namespace or none."""
    return "/".join(f"{{*}}{name}" for name in names.split("/"))


def _find_descendants(nodes: list[Element], name: str) -> list[Element]:
    return [descendant for node in nodes for descendant in node.findall(f".//{_make_path(name)}")]


def _get_text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _get_single_value(values: Iterable[str]) -> str:
    """Return the only distinct value that is not empty, else an empty string."""
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""


def _group_by_language(nodes: list[Element], language: str) -> dict[str, str]:
    pairs = [(get_primary_language(node.get(f"{XML_NAMESPACE}lang", language)), _get_text(node)) for node in nodes]
    values = {language: _get_single_value(text for own, text in pairs if own == language) for language in LANGUAGES}
    return {language: value for language, value in values.items() if re.search(r"\w", value)}
