"""The text of a TEI P5 document: the letters of the document itself, without what its editors added. Pure.

These rules are what ``encoding: tei`` means in a source’s ``received``; other rules would need another name, for every check reads the
text out again.

- What stands in ``text/body`` counts, of a group the bodies of all its texts; ``front`` and ``back`` do not.
- ``p ab l head item label cell`` and their like are paragraphs, with an empty line between them; text beside such an element is one too.
- Of ``choice`` the document’s own letters stay, ``sic orig abbr``, or its first part if it has none of these; of ``app`` the ``lem``, or
  the first ``rdg``.
- ``note fw supplied ex del figDesc`` and what only describes or analyses are left out; ``gap`` is nothing.
- ``lb`` is a line end; with ``break="no"`` it is nothing, and white space around it goes. ``pb cb gb milestone`` are nothing,
  ``caesura`` and ``space`` a space.
- White space of any length is one space, none at the ends of a paragraph or line; within ``xml:space="preserve"`` it stays.
- Where a paragraph’s text stands in ``s``, or in a document without ``s`` in ``seg`` of no other type, these are its sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from archive.accession.teilayout import JOIN, Piece, laid_out
from archive.accession.xmltree import XML_ID
from archive.anchoring import Span

TEI = "{http://www.tei-c.org/ns/1.0}"
BLOCKS = frozenset(
    [
        "p",
        "ab",
        "l",
        "lg",
        "head",
        "item",
        "label",
        "cell",
        "row",
        "table",
        "list",
        "div",
        "div1",
        "div2",
        "div3",
        "div4",
        "div5",
        "div6",
        "div7",
        "body",
        "opener",
        "closer",
        "byline",
        "dateline",
        "salute",
        "signed",
        "trailer",
        "postscript",
        "sp",
        "speaker",
        "epigraph",
        "argument",
        "docTitle",
        "titlePart",
        "titlePage",
        "castItem",
        "address",
        "addrLine",
    ]
)
LEFT_OUT = frozenset(
    [
        "note",
        "noteGrp",
        "fw",
        "supplied",
        "ex",
        "del",
        "figDesc",
        "metamark",
        "interp",
        "interpGrp",
        "span",
        "spanGrp",
        "link",
        "linkGrp",
        "join",
        "joinGrp",
        "certainty",
        "precision",
        "respons",
        "index",
        "gap",
        "teiHeader",
        "standOff",
        "listChange",
        "handShift",
        "annotation",
        "listAnnotation",
    ]
)
OWN = ("sic", "orig", "abbr")


class Block(NamedTuple):
    """A paragraph’s span of the text, and the sentences that the document marks in it, if it marks all."""

    span: Span
    sentences: list[Span]


class TeiText(NamedTuple):
    """The text that was read out, and its paragraphs in code points."""

    text: str
    blocks: list[Block]


@dataclass
class _Walk:
    """One walk through a body; ``units``: the elements that are sentences; ``count``: how many of them were met."""

    units: frozenset[str]
    blocks: list[list[Piece]] = field(default_factory=lambda: [[]])
    count: int = 0

    def element(self, node: Element, sentence: int, kept: bool) -> None:
        """What the node holds, without what follows it."""
        name = _name(node)
        if name in LEFT_OUT:
            return
        if name == "lb":
            self.blocks[-1].append(Piece(JOIN if node.get("break") == "no" else "\n", sentence, True, True))
            return
        if name in ("caesura", "space"):
            self.say(" ", sentence, False)
        if not sentence and name in self.units and node.get("type", "s") in ("s", "sentence"):
            self.count += 1
            sentence = self.count
        kept = {"preserve": True, "default": False}.get(node.get(f"{XML_ID}space", ""), kept)
        self.divide(name)
        self.inside(node, name, sentence, kept)
        self.divide(name)

    def inside(self, node: Element, name: str, sentence: int, kept: bool) -> None:
        """The node's characters and children; of ``choice`` and ``app`` one reading alone."""
        if name in ("choice", "app"):
            for child in _chosen(node, name):
                self.element(child, sentence, kept)
            return
        self.say(node.text, sentence, kept)
        for child in node:
            self.element(child, sentence, kept)
            self.say(child.tail, sentence, kept)

    def say(self, text: str | None, sentence: int, kept: bool) -> None:
        """Adds characters to the paragraph that is open."""
        if text is not None:
            self.blocks[-1].append(Piece(text, sentence, kept))

    def divide(self, name: str) -> None:
        """Begins a new paragraph at the edges of a block."""
        if name in BLOCKS and self.blocks[-1]:
            self.blocks.append([])


def _name(node: Element) -> str:
    """The node's name in TEI; that of a comment for all that is not TEI's."""
    return node.tag.removeprefix(TEI) if node.tag.startswith(TEI) else "note"


def _chosen(node: Element, name: str) -> list[Element]:
    wanted = OWN if name == "choice" else ("lem",)
    others = [child for child in node if name == "choice" or _name(child) == "rdg"]
    return [child for child in node if _name(child) in wanted] or others[:1]


def read_text(root: Element) -> TeiText:
    """The text of a TEI document, given by its root; empty if it has none."""
    bodies = list(_bodies(root))
    marked = {_name(node) for body in bodies for node in body.iter() if _name(node) in ("s", "seg")}
    walk = _Walk(frozenset({"s"} if "s" in marked else marked))
    for body in bodies:
        walk.element(body, 0, False)
    text, blocks = "", []
    for pieces in walk.blocks:
        laid, sentences = laid_out(pieces)
        if laid.strip():
            text += "\n\n" if text else ""
            at = len(text)
            text += laid
            blocks.append(Block(Span(at, len(text)), [Span(at + one.start, at + one.end) for one in sentences]))
    return TeiText(text, blocks)


def _bodies(root: Element) -> Iterator[Element]:
    for text in root.findall(f"{TEI}text"):
        yield from text.iter(f"{TEI}body")
