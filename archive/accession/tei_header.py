"""Title, author, publisher and other values of a teiHeader, for the draft of the source record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    "subordinate",
    "marc245b",
    "marc245c",
)
# Values of ``level``, the title of the smallest unit first: a part of a publication, a publication, a periodical, a series.
TITLE_LEVELS = ("a", "m", "u", "j", "s")
# Parts of a name, between which a space is understood.
NAME_PARTS = frozenset(["forename", "surname", "roleName", "addName", "genName", "nameLink", "persName", "orgName", "placeName"])
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
    levels = [level for level in TITLE_LEVELS if any(node.get("level") == level for node in main_titles)]
    if levels and all(node.get("level") for node in main_titles):
        main_titles = [node for node in main_titles if node.get("level") == levels[0]]
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
    return " ".join("".join(_list_texts(node)).split())


def _list_texts(node: Element) -> Iterator[str]:
    """Yield the texts within a node, with a space between parts of a name that have nothing between them."""
    yield node.text or ""
    for child in node:
        yield from _list_texts(child)
        yield child.tail or (" " if child.tag.rpartition("}")[2] in NAME_PARTS else "")


def _get_single_value(values: Iterable[str]) -> str:
    """Return the only distinct value that is not empty, else an empty string."""
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""


def _group_by_language(nodes: list[Element], language: str) -> dict[str, str]:
    tags = [(node.get(f"{XML_NAMESPACE}lang", language), _get_text(node)) for node in nodes]
    # A title in another script is transliterated.
    pairs = [(get_primary_language(tag), text) for tag, text in tags if not re.match(r"ar-latn\b", tag, re.IGNORECASE)]
    values = {language: _get_single_value(text for own, text in pairs if own == language) for language in LANGUAGES}
    return {language: value for language, value in values.items() if re.search(r"\w", value)}
