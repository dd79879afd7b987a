"""From the bytes of a document to what is accessioned of it, or the one problem because of which it is refused. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import get_args

from pydantic import StringConstraints

from archive.accession.document import Incoming, Part
from archive.accession.teiheader import read_header
from archive.accession.teitext import TEI as NAMESPACE
from archive.accession.teitext import read_text
from archive.accession.xmltree import NotXml, parse
from archive.characters import named, shown
from archive.fixturefiles import Refused
from archive.hints import Hint
from archive.problems import Problem, Spot, spot_of
from archive.received import TEI, is_encoding, likely
from archive.recordtypes import FileName, Identifier, Language
from archive.segmentation import divide
from archive.sentences import sentences
from archive.yamlfiles import CONTROL

# Claims get the identifier, the sentence's number and a letter, and no identifier may have more than 80 characters.
LONGEST_IDENTIFIER = 64
LARGEST = 5_000_000
YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Options:
    """What the archivist says of a document; ``form``: ``text`` or ``tei``; ``encoding``: empty for UTF-8."""

    identifier: str
    language: str
    encoding: str = ""
    form: str = "text"


def receive(file: str, content: bytes, options: Options, today: date) -> Incoming:
    """The document in ``file`` with the bytes ``content``. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(Problem("accession.too-large", Spot(file), {"found": len(content), "most": LARGEST}))
    make = _tei if options.form == "tei" else _text
    incoming = make(file, content, options, today)
    _check_characters(file, incoming)
    return incoming


def check_options(file: str, options: Options) -> None:
    """Refuses names of a wrong shape before anything is read."""
    name = PurePath(file).name
    if not _has_shape(options.identifier, Identifier) or len(options.identifier) > LONGEST_IDENTIFIER:
        values = {"found": _shown(options.identifier), "most": LONGEST_IDENTIFIER}
        raise Refused(Problem("accession.identifier", Spot("--id"), values))
    if not _has_shape(options.language, Language):
        raise Refused(Problem("accession.language", Spot("--lang"), {"found": _shown(options.language)}))
    if not _has_shape(name, FileName) or name.lower().endswith(YAML) or not _has_shape(_text_name(name), FileName):
        raise Refused(Problem("accession.file-name", Spot(file), {"found": _shown(name), "most": _limits(FileName)[1]}))
    if options.encoding and options.form == "tei":
        raise Refused(Problem("accession.format", Spot("--encoding"), {"encoding": _shown(options.encoding)}))
    if options.encoding and (not is_encoding(options.encoding) or options.encoding == TEI):
        raise Refused(Problem("accession.encoding", Spot("--encoding"), {"found": _shown(options.encoding)}))


def _text(file: str, content: bytes, options: Options, today: date) -> Incoming:
    characters = _decoded(file, content, options.encoding)
    name = PurePath(file).name
    received = Part(name, content) if options.encoding else None
    text = Part(_text_name(name), characters.encode()) if received else Part(name, content)
    paragraphs = divide(characters, options.language)
    return Incoming(
        options.identifier, options.language, text, characters, paragraphs, today, received, options.encoding if received else ""
    )


def _tei(file: str, content: bytes, options: Options, today: date) -> Incoming:
    try:
        root = parse(content)
    except NotXml as error:
        id_ = "accession.doctype" if error.reason == "doctype" else "accession.not-tei"
        raise Refused(Problem(id_, Spot(file, error.line, error.column), {"reason": str(error)})) from None
    if root.tag != f"{NAMESPACE}TEI":
        raise Refused(Problem("accession.not-tei", Spot(file), {"reason": "its first element is another"}))
    characters, blocks = read_text(root)
    paragraphs = [marked or sentences(characters, span, options.language) for span, marked in blocks]
    name = PurePath(file).name
    text, header = Part(_text_name(name), characters.encode()), read_header(root, options.language)
    received = Part(name, content)
    return Incoming(options.identifier, options.language, text, characters, paragraphs, today, received, TEI, header)


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding or "utf-8", errors="replace")
        values = {"byte": f"0x{content[error.start]:02X}", "offset": error.start, "encoding": encoding}
        hints = () if encoding else tuple(_hint(name, words) for name, words in likely(content))
        id_ = "accession.not-decodable" if encoding else "accession.not-utf8"
        raise Refused(Problem(id_, spot_of(file, before, len(before)), values, hints)) from None


def _hint(encoding: str, words: str) -> Hint:
    return Hint("encoding.likely", {"encoding": encoding, "words": _shown(words)})


def _check_characters(file: str, incoming: Incoming) -> None:
    """Refuses a text without anything to be seen, and one with characters that no record can quote."""
    text = incoming.characters
    if not any(one.isprintable() and not one.isspace() for one in text):
        raise Refused(Problem("accession.empty", Spot(file)))
    spans = (span for sentences_ in incoming.paragraphs for span in sentences_)
    for at in (span.start + match.start() for span in spans for match in CONTROL.finditer(span.of(text))):
        raise Refused(_control(file, text, at))
    if "\0" in text:
        raise Refused(_control(file, text, text.index("\0")))


def _control(file: str, text: str, at: int) -> Problem:
    return Problem("accession.control-character", spot_of(file, text, at), {"character": named(text[at]), "offset": at})


def _text_name(name: str) -> str:
    """What the UTF-8 text is called that is made of a file of that name."""
    stem = PurePath(name).stem
    return f"{stem}.txt" if PurePath(name).suffix.lower() != ".txt" else f"{stem}.utf-8.txt"


def _limits(kind: object) -> tuple[str, int]:
    """Return the pattern of a text type, and its maximum length in code points."""
    limits = ((one.pattern, one.max_length) for one in get_args(kind) if isinstance(one, StringConstraints))
    return next((pattern, most) for pattern, most in limits if isinstance(pattern, str) and most is not None)


def _has_shape(text: str, kind: object) -> bool:
    pattern, most = _limits(kind)
    return len(text) <= most and bool(re.search(pattern.replace("$", r"\Z"), text))


def _shown(words: str) -> str:
    return shown(words[:80])
