"""XML from outside, read without danger: no document type, no entities but XML’s own five, nothing fetched, depth bounded."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DEEPEST = 200
XML_ID = "{http://www.w3.org/XML/1998/namespace}"


class NotXml(ValueError):
    """The bytes cannot be read; ``reason``: ``syntax``, ``doctype`` or ``too-deep``; ``line``, ``column`` from 1, in code points."""

    def __init__(self, reason: str, line: int, column: int, words: str = "") -> None:
        super().__init__(words or reason)
        self.reason, self.line, self.column, self.words = reason, line, column, words


class _Reader:
    """One reading: expat’s events put together to a tree."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.tree, self.depth = TreeBuilder(), 0
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.tree.data
        self.parser.StartDoctypeDeclHandler = lambda *_names: self.refuse("doctype")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse("too-deep")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.tree.end(_named(name))

    def refuse(self, reason: str) -> None:
        """Stops at the place of the event."""
        raise NotXml(reason, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def parse(content: bytes) -> Element:
    """The root element, names as ``{namespace}name``; comments and processing instructions are left out. Raises NotXml."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotXml("syntax", error.lineno, error.offset + 1, expat.ErrorString(error.code)) from None
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, NotXml):
            raise
        raise NotXml("syntax", 1, 1, str(error)) from None  # an encoding that expat or Python does not know
    return reader.tree.close()
