"""From the bytes of a document to an IncomingDocument, or the problems because of which it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple, get_args

from pydantic import StringConstraints

from archive.accession.encoding_guesses import EncodingGuess, find_wide_encoding, guess_encodings
from archive.accession.file_formats import OTHER_XML, find_format, is_tei
from archive.accession.incoming import IncomingDocument, StoredFile
from archive.accession.tei_header import read_tei_header
from archive.accession.tei_markup import list_marked_dates, list_marked_places
from archive.fixtures.documents.received_document import TEI_ENCODING, TEI_RULES, is_encoding
from archive.fixtures.documents.tei_text import ROOT_TAGS, read_tei_text
from archive.fixtures.documents.xml_tree import XmlError, locate_element, parse_xml
from archive.fixtures.problems.hints import Hint
from archive.fixtures.problems.location import Location, locate_offset
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import CONTROL_CHARACTER
from archive.fixtures.records.types import FileName, Identifier, Language
from archive.text.characters import describe_character, make_visible
from archive.text.gaps import GAP_MARK
from archive.text.segmentation import find_sentences, segment_text

# Claims add the sentence's number and a letter to it, and an identifier has at most 80 characters.
MAX_IDENTIFIER_LENGTH = 64
MAX_DOCUMENT_BYTES = 5_000_000
YAML_SUFFIXES = (".yaml", ".yml")
FORMS = ("text", "tei")


class AccessionOptions(NamedTuple):
    """Options of an accession; ``form``: ``text``, ``tei``, or empty if the content decides; ``encoding``: empty for UTF-8."""

    identifier: str
    language: str
    encoding: str = ""
    form: str = ""


def receive_document(file: str, content: bytes, options: AccessionOptions, today: date) -> IncomingDocument:
    """Decode and divide the document ``file`` with the bytes ``content``. Raises RejectedFile."""
    if len(content) > MAX_DOCUMENT_BYTES:
        raise RejectedFile(Problem("accession.too-large", Location(file), {"found": len(content), "most": MAX_DOCUMENT_BYTES}))
    form = options.form or ("tei" if _is_named_tei(file) or is_tei(content) else "text")
    file_format = find_format(content, file)
    is_other_xml = form == "tei" and file_format == OTHER_XML
    if file_format and not is_other_xml and not (file_format.is_text and options.form == "text"):
        raise RejectedFile(Problem(file_format.problem, Location(file), {"format": file_format.name}))
    if form == "tei" and options.encoding:
        raise RejectedFile(_make_tei_encoding_problem(options))
    make = _receive_tei if form == "tei" else _receive_text
    incoming = make(file, content, options, today)
    _check_characters(file, incoming, content, options)
    return incoming


def find_option_problems(file: str, options: AccessionOptions) -> Iterator[Problem]:
    """Yield every fault of the options and of the document's name, before any file is read."""
    name = PurePath(file).name
    if not _has_shape(options.identifier, Identifier) or len(options.identifier) > MAX_IDENTIFIER_LENGTH:
        values = {"found": _shorten_value(options.identifier), "most": MAX_IDENTIFIER_LENGTH}
        yield Problem("accession.identifier", Location("--id"), values)
    if not _has_shape(options.language, Language):
        yield Problem("accession.language", Location("--lang"), {"found": _shorten_value(options.language)})
    if not _has_shape(name, FileName) or name.lower().endswith(YAML_SUFFIXES) or not _has_shape(_make_text_name(name), FileName):
        yield Problem("accession.file-name", Location(file), {"found": _shorten_value(name), "most": _limits(FileName)[1]})
    if options.form not in ("", *FORMS):
        yield Problem("accession.form", Location("--format"), {"found": _shorten_value(options.form)})
    if options.encoding and not is_text_encoding(options.encoding):
        yield Problem("accession.encoding", Location("--encoding"), {"found": _shorten_value(options.encoding)})
    elif options.encoding and (options.form == "tei" or (not options.form and _is_named_tei(file))):
        yield _make_tei_encoding_problem(options)


def is_text_encoding(name: str) -> bool:
    """Return True if a plain text or a table may be in an encoding."""
    return is_encoding(name) and name not in TEI_RULES


def _is_named_tei(file: str) -> bool:
    return PurePath(file).suffix.lower() == ".xml"


def _make_tei_encoding_problem(options: AccessionOptions) -> Problem:
    return Problem("accession.format", Location("--encoding"), {"encoding": _shorten_value(options.encoding)})


def _receive_text(file: str, content: bytes, options: AccessionOptions, today: date) -> IncomingDocument:
    characters = decode_document(file, content, options)
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
    if root.tag not in ROOT_TAGS:
        hint = Hint("xml.root", {"element": _shorten_value(root.tag)})
        location = Location(file, *locate_element(root))
        raise RejectedFile(Problem("accession.not-tei", location, {"reason": "its first element is another"}, (hint,)))
    tei = read_tei_text(root)
    paragraphs = [marked or find_sentences(tei.text, span, options.language) for span, marked in tei.blocks]
    name = PurePath(file).name
    return IncomingDocument(
        options.identifier,
        options.language,
        StoredFile(_make_text_name(name), tei.text.encode()),
        tei.text,
        paragraphs,
        today,
        StoredFile(name, content),
        TEI_ENCODING,
        read_tei_header(root, options.language),
        tei.left_out,
        list_marked_dates(tei.annotations),
        list_marked_places(root, tei.annotations),
    )


def decode_document(file: str, content: bytes, options: AccessionOptions) -> str:
    """Return the document as text. Raises RejectedFile with the encodings that its bytes may be in."""
    encoding = options.encoding or "utf-8"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="replace")
        location = locate_offset(file, before, len(before))
        values: dict[str, object] = {"byte": f"0x{content[error.start]:02X}", "offset": error.start, "encoding": options.encoding}
    guesses = [guess for guess in guess_encodings(content, options.language) if guess.encoding != options.encoding]
    id_ = "accession.not-decodable" if options.encoding else "accession.not-utf8" if guesses else "accession.not-text"
    raise RejectedFile(Problem(id_, location, values, tuple(map(make_encoding_hint, guesses))))


def make_encoding_hint(guess: EncodingGuess) -> Hint:
    """Return a hint with the words that bytes have in an encoding."""
    return Hint("encoding.likely", {"encoding": guess.encoding, "words": guess.words})


def _check_characters(file: str, incoming: IncomingDocument, content: bytes, options: AccessionOptions) -> None:
    """Refuse a text without visible characters or with characters that no record can quote."""
    text = incoming.characters
    if not any(character.isprintable() and not character.isspace() for character in text.replace(GAP_MARK, "")):
        raise RejectedFile(Problem("accession.empty", Location(file), {}, tuple(_make_left_out_hints(incoming))))
    spans = (span for sentences in incoming.paragraphs for span in sentences)
    in_sentences = (span.start + match.start() for span in spans for match in CONTROL_CHARACTER.finditer(span.of(text)))
    at = next(in_sentences, text.find("\0"))
    if at < 0:
        return
    values: dict[str, object] = {"character": describe_character(text[at]), "offset": at}
    if incoming.encoding == TEI_ENCODING:
        raise RejectedFile(Problem("accession.control-character", locate_offset(file, text, at), values))
    if not options.encoding and (guess := find_wide_encoding(content, options.language)):
        values = {**values, "encoding": guess.encoding}
        raise RejectedFile(Problem("accession.wide-encoding", locate_offset(file, text, at), values, (make_encoding_hint(guess),)))
    guesses = (
        [guess for guess in guess_encodings(content, options.language) if guess.encoding != options.encoding]
        if options.encoding
        else []
    )
    hints = tuple(map(make_encoding_hint, guesses))
    raise RejectedFile(Problem("accession.control-character", locate_offset(file, text, at), values, hints))


def _make_left_out_hints(incoming: IncomingDocument) -> Iterator[Hint]:
    for item in incoming.left_out or ():
        yield Hint("text.left-out", vars(item))


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
