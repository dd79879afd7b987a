"""A document as it was received, and the text that was made of it: bytes in an encoding other than UTF-8, or TEI. Pure."""

from __future__ import annotations

import codecs

from archive.accession.teitext import read_text
from archive.accession.xmltree import NotXml, parse

TEI = "tei"
# Text encodings of Python's that no document is written in: ways of writing text within other text.
NO_DOCUMENTS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined", "mbcs", "oem"})
# What Arabic, Hebrew, and European texts of the last decades are often written in.
LIKELY = ("windows-1256", "iso-8859-6", "windows-1252", "windows-1250", "windows-1251", "koi8-r", "windows-1255")
MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Unreadable(ValueError):
    """The bytes are not what they are said to be: ``byte`` is where, from 0, or None where that is not known."""

    def __init__(self, words: str, byte: int | None = None) -> None:
        super().__init__(words)
        self.words, self.byte = words, byte


def is_encoding(name: str) -> bool:
    """Whether a document may be in the encoding of that name: a Python text encoding, or TEI."""
    try:
        "a".encode(name)
        return codecs.lookup(name).name.replace("_", "-") not in NO_DOCUMENTS
    except (LookupError, ValueError):
        return name == TEI


def transcribed(content: bytes, encoding: str) -> str:
    """The text that the bytes are; for TEI the text layer. Raises Unreadable."""
    try:
        return read_text(parse(content)).text if encoding == TEI else content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(error.reason, error.start) from None
    except (NotXml, UnicodeError, ValueError) as error:
        raise Unreadable(str(error)) from None


def likely(content: bytes, length: int = 60) -> list[tuple[str, str]]:
    """Encodings, of a few that are often met, in which the bytes would be text without controls; each with the first words of that."""
    marked = [name for mark, name in MARKED if content.startswith(mark)]
    found = []
    for name in marked or LIKELY:
        try:
            text = content.decode(name)
        except UnicodeError:
            continue
        if all(character.isprintable() or character.isspace() or character in "\u200c\u200d\u200e\u200f\xad" for character in text):
            found.append((name, " ".join(text.split())[:length]))
    return found
