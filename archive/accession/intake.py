"""From the bytes of a document to an IncomingDocument, or the problem because of which it is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import NamedTuple, get_args

from pydantic import StringConstraints

from archive.accession.incoming import IncomingDocument, StoredFile
from archive.accession.tei_header import read_tei_header
from archive.fixtures.documents.received_document import TEI_ENCODING, guess_encodings, is_encoding
from archive.fixtures.documents.tei_text import TEI_NAMESPACE as NAMESPACE
from archive.fixtures.documents.tei_text import read_tei_text
from archive.fixtures.documents.xml_tree import XmlError, parse_xml
from archive.fixtures.problems.hints import Hint
from archive.fixtures.problems.location import Location, locate_offset
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import CONTROL_CHARACTER
from archive.fixtures.records.types import FileName, Identifier, Language
from archive.text.characters import describe_character, make_visible
from archive.text.segmentation import find_sentences, segment_text

# Claims add the sentence's number and a letter to it, and an identifier has at most 80 characters.
MAX_IDENTIFIER_LENGTH = 64
MAX_DOCUMENT_BYTES = 5_000_000
YAML_SUFFIXES = (".yaml", ".yml")


class AccessionOptions(NamedTuple):
    """Options of an accession; ``form``: ``text`` or ``tei``; ``encoding``: empty for UTF-8."""

    identifier: str
    language: str
    encoding: str = ""
    form: str = "text"


def receive_document(file: str, content: bytes, options: AccessionOptions, today: date) -> IncomingDocument:
    """Decode and divide the document ``file`` with the bytes ``content``. Raises RejectedFile."""
    if len(content) > MAX_DOCUMENT_BYTES:
        raise RejectedFile(Problem("accession.too-large", Location(file), {"found": len(content), "most": MAX_DOCUMENT_BYTES}))
    make = _receive_tei if options.form == "tei" else _receive_text
    incoming = make(file, content, options, today)
    _check_characters(file, incoming)
    return incoming


def check_options(file: str, options: AccessionOptions) -> None:
    """Refuse malformed names before any file is read. Raises RejectedFile."""
    name = PurePath(file).name
    if not _has_shape(options.identifier, Identifier) or len(options.identifier) > MAX_IDENTIFIER_LENGTH:
        values = {"found": _shorten_value(options.identifier), "most": MAX_IDENTIFIER_LENGTH}
        raise RejectedFile(Problem("accession.identifier", Location("--id"), values))
    if not _has_shape(options.language, Language):
        raise RejectedFile(Problem("accession.language", Location("--lang"), {"found": _shorten_value(options.language)}))
    if not _has_shape(name, FileName) or name.lower().endswith(YAML_SUFFIXES) or not _has_shape(_make_text_name(name), FileName):
        raise RejectedFile(
            Problem("accession.file-name", Location(file), {"found": _shorten_value(name), "most": _limits(FileName)[1]})
        )
    if options.encoding and options.form == "tei":
        raise RejectedFile(Problem("accession.format", Location("--encoding"), {"encoding": _shorten_value(options.encoding)}))
    if options.encoding and (not is_encoding(options.encoding) or options.encoding == TEI_ENCODING):
        raise RejectedFile(Problem("accession.encoding", Location("--encoding"), {"found": _shorten_value(options.encoding)}))


def _receive_text(file: str, content: bytes, options: AccessionOptions, today: date) -> IncomingDocument:
    characters = _decode_document(file, content, options.encoding)
    name = PurePath(file).name
    received = StoredFile(name, content) if options.encoding else None
    text = StoredFile(_make_text_name(name), characters.encode()) if received else StoredFile(name, content)
    paragraphs = segment_text(characters, options.language)
    return IncomingDocument(
        options.identifier, options.language, text, characters, paragraphs, today, received, options.encoding if received else ""
    )


def _receive_tei(file: str, content: bytes, options: AccessionOptions, today: date) -> IncomingDocument:
    try:
        root = parse_xml(content)
    except XmlError as error:
        id_ = "accession.doctype" if error.reason == "doctype" else "accession.not-tei"
        raise RejectedFile(Problem(id_, Location(file, error.line, error.column), {"reason": str(error)})) from None
    if root.tag != f"{NAMESPACE}TEI":
        raise RejectedFile(Problem("accession.not-tei", Location(file), {"reason": "its first element is another"}))
    characters, blocks = read_tei_text(root)
    paragraphs = [marked or find_sentences(characters, span, options.language) for span, marked in blocks]
    name = PurePath(file).name
    text, header = StoredFile(_make_text_name(name), characters.encode()), read_tei_header(root, options.language)
    received = StoredFile(name, content)
    return IncomingDocument(
        options.identifier, options.language, text, characters, paragraphs, today, received, TEI_ENCODING, header
    )


def _decode_document(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding or "utf-8", errors="replace")
        values = {"byte": f"0x{content[error.start]:02X}", "offset": error.start, "encoding": encoding}
        guesses = [] if encoding else guess_encodings(content)
        hints = tuple(Hint("encoding.likely", {"encoding": name, "words": _shorten_value(words)}) for name, words in guesses)
        id_ = "accession.not-decodable" if encoding else "accession.not-utf8"
        raise RejectedFile(Problem(id_, locate_offset(file, before, len(before)), values, hints)) from None


def _check_characters(file: str, incoming: IncomingDocument) -> None:
    """Refuse a text without visible characters or with characters that no record can quote."""
    text = incoming.characters
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise RejectedFile(Problem("accession.empty", Location(file)))
    spans = (span for sentences in incoming.paragraphs for span in sentences)
    in_sentences = (span.start + match.start() for span in spans for match in CONTROL_CHARACTER.finditer(span.of(text)))
    at = next(in_sentences, text.find("\0"))
    if at >= 0:
        values = {"character": describe_character(text[at]), "offset": at}
        raise RejectedFile(Problem("accession.control-character", locate_offset(file, text, at), values))


def _make_text_name(name: str) -> str:
    """Return the name of the UTF-8 text made from a file."""
    stem = PurePath(name).stem
    return f"{stem}.txt" if PurePath(name).suffix.lower() != ".txt" else f"{stem}.utf-8.txt"


def _limits(kind: object) -> tuple[str, int]:
    """Return the pattern of a text type, and its maximum length in code points."""
    limits = ((item.pattern, item.max_length) for item in get_args(kind) if isinstance(item, StringConstraints))
    return next((pattern, most) for pattern, most in limits if isinstance(pattern, str) and most is not None)


def _has_shape(text: str, kind: object) -> bool:
    pattern, most = _limits(kind)
    return len(text) <= most and bool(re.search(pattern.replace("$", r"\Z"), text))


def _shorten_value(text: str) -> str:
    return make_visible(text[:80])
