"""XML from outside, read without danger: no document type, no entities but XML’s own five, nothing fetched, depth bounded."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DEEPEST = 200
INCLUDED = "{http://www.w3.org/2001/XInclude}"
# What is said of what is refused, in the manner of expat; ``reasons`` has it in Arabic.
WORDS = {
    "doctype": "it has a DOCTYPE",
    "too-deep": "its elements are nested too deeply",
    "include": "it takes in another file by xi:include, and nothing is fetched here",
}
UNKNOWN_ENCODING = expat.ErrorString(expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING])
XML_ID = "{http://www.w3.org/XML/1998/namespace}"


class NotXml(ValueError):
    """The bytes cannot be read; ``reason``: ``syntax`` or a key of WORDS; ``line``, ``column`` from 1, in code points."""

    def __init__(self, reason: str, line: int, column: int, words: str) -> None:
        super().__init__(words)
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
        if _named(name).startswith(INCLUDED):
            self.refuse("include")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.tree.end(_named(name))

    def refuse(self, reason: str) -> None:
        """Stops at the place of the event."""
        raise NotXml(reason, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, WORDS[reason])


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
        raise NotXml("syntax", 1, 1, UNKNOWN_ENCODING) from None  # an encoding that expat or Python does not know
    return reader.tree.close()
