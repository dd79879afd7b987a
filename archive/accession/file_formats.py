"""Recognition of files that are not plain text, by their content: what they are called, and the problem that names the way to convert them.

The extension decides nothing, because it is often wrong; but of a file called ``.md`` one mark of Markdown is enough.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

# Bytes examined at the beginning of a file.
HEAD_LENGTH = 16_384


class FileFormat(NamedTuple):
    """A format by its usual name; ``problem``: the id of the problem that a file in it is; ``is_text``: ``--format text`` takes it."""

    name: str
    problem: str
    is_text: bool = False


OFFICE, PDF, EBOOK, WEB, SUBTITLES = (
    "accession.office-document",
    "accession.pdf",
    "accession.e-book",
    "accession.web-page",
    "accession.subtitles",
)
DATA, MARKUP, PACKED, MEDIA = "accession.data-file", "accession.markup", "accession.packed-file", "accession.image-or-sound"

# Formats by their first bytes.
SIGNATURES: list[tuple[bytes, FileFormat]] = [
    (b"{\\rtf", FileFormat("RTF", OFFICE)),
    (b"\xffWPC", FileFormat("WordPerfect", OFFICE)),
    (b"\x31\xbe\x00\x00", FileFormat("Microsoft Write", OFFICE)),
    (b"\xdb\xa5-\x00", FileFormat("Word 2.0 (.doc)", OFFICE)),
    (b"%!PS", FileFormat("PostScript", PDF)),
    (b"AT&TFORM", FileFormat("DjVu", PDF)),
    (b"ITSF", FileFormat("CHM", EBOOK)),
    (b"bplist00", FileFormat("Web archive (.webarchive)", WEB)),
    (b"SQLite format 3\x00", FileFormat("SQLite", DATA)),
    (b"PAR1", FileFormat("Parquet", DATA)),
    (b"\x1f\x8b", FileFormat("gzip", PACKED)),
    (b"BZh", FileFormat("bzip2", PACKED)),
    (b"\xfd7zXZ\x00", FileFormat("xz", PACKED)),
    (b"7z\xbc\xaf\x27\x1c", FileFormat("7-Zip", PACKED)),
    (b"Rar!\x1a\x07", FileFormat("RAR", PACKED)),
    (b"\x28\xb5\x2f\xfd", FileFormat("Zstandard", PACKED)),
    (b"\x89PNG\r\n\x1a\n", FileFormat("PNG", MEDIA)),
    (b"\xff\xd8\xff", FileFormat("JPEG", MEDIA)),
    (b"GIF87a", FileFormat("GIF", MEDIA)),
    (b"GIF89a", FileFormat("GIF", MEDIA)),
    (b"II*\x00", FileFormat("TIFF", MEDIA)),
    (b"MM\x00*", FileFormat("TIFF", MEDIA)),
    (b"II+\x00", FileFormat("BigTIFF", MEDIA)),
    (b"\x00\x00\x00\x0cjP  ", FileFormat("JPEG 2000", MEDIA)),
    (b"\x00\x00\x00\x0cJXL ", FileFormat("JPEG XL", MEDIA)),
    (b"8BPS", FileFormat("Photoshop", MEDIA)),
    (b"ID3", FileFormat("MP3", MEDIA)),
    (b"OggS", FileFormat("Ogg", MEDIA)),
    (b"fLaC", FileFormat("FLAC", MEDIA)),
    (b"\x1aE\xdf\xa3", FileFormat("Matroska", MEDIA)),
]
# Microsoft’s compound files, by names of streams in them, which are UTF-16.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
COMPOUND_STREAMS = {
    "WordDocument": FileFormat("Word 97–2003 (.doc)", OFFICE),
    "PowerPoint Document": FileFormat("PowerPoint 97–2003 (.ppt)", OFFICE),
    "Workbook": FileFormat("Excel 97–2003 (.xls)", DATA),
    "__properties_version1.0": FileFormat("Outlook (.msg)", OFFICE),
}
# Packages in ZIP, by a name in them.
ZIP_MEMBERS = (
    ("word/", FileFormat("Word (.docx)", OFFICE)),
    ("ppt/", FileFormat("PowerPoint (.pptx)", OFFICE)),
    ("xl/", FileFormat("Excel (.xlsx)", DATA)),
    ("META-INF/container.xml", FileFormat("EPUB", EBOOK)),
    ("Index/Document.iwa", FileFormat("Apple iWork (.pages, .numbers, .key)", OFFICE)),
    ("Index.zip", FileFormat("Apple iWork (.pages, .numbers, .key)", OFFICE)),
    ("index.xml", FileFormat("Apple iWork (.pages, .numbers, .key)", OFFICE)),
    ("index.apxl", FileFormat("Apple iWork (.pages, .numbers, .key)", OFFICE)),
    ("META-INF/manifest.xml", FileFormat("OpenDocument", OFFICE)),
    ("FixedDocSeq.fdseq", FileFormat("XPS", PDF)),
)
ZIP_MEDIA_TYPES = {
    "application/vnd.oasis.opendocument.text": FileFormat("OpenDocument (.odt)", OFFICE),
    "application/vnd.oasis.opendocument.presentation": FileFormat("OpenDocument (.odp)", OFFICE),
    "application/vnd.oasis.opendocument.spreadsheet": FileFormat("OpenDocument (.ods)", DATA),
    "application/epub+zip": FileFormat("EPUB", EBOOK),
}
# XML, by the local name of its root.
XML_ROOTS = {
    "html": FileFormat("XHTML", WEB, True),
    "fictionbook": FileFormat("FictionBook", EBOOK, True),
    "svg": FileFormat("SVG", MEDIA, True),
    "tei.2": FileFormat("TEI P4", MARKUP, True),
    "alto": FileFormat("ALTO", DATA, True),
    "pcgts": FileFormat("PAGE", DATA, True),
    "article": FileFormat("JATS / DocBook", MARKUP, True),
    "book": FileFormat("DocBook", MARKUP, True),
    "ead": FileFormat("EAD", DATA, True),
    "mets": FileFormat("METS", DATA, True),
    "worddocument": FileFormat("Word 2003 (.xml)", OFFICE),
    "package": FileFormat("Word (flat XML)", OFFICE),
    "tt": FileFormat("TTML", SUBTITLES, True),
}
OTHER_XML = FileFormat("XML", MARKUP, True)
FLAT_OPENDOCUMENT = FileFormat("OpenDocument (.fodt)", OFFICE)
HTML_ELEMENTS = frozenset(
    [
        "html",
        "head",
        "body",
        "meta",
        "link",
        "title",
        "div",
        "span",
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "a",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "font",
        "center",
        "img",
        "script",
        "style",
        "pre",
        "blockquote",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "form",
    ]
)
# Formats of text, by a pattern of their beginning.
TEXT_PATTERNS: list[tuple[re.Pattern, FileFormat]] = [
    (re.compile(r"WEBVTT(?=\s)"), FileFormat("WebVTT", SUBTITLES, True)),
    (re.compile(r"(?:\d+[ \t]*\r?\n)?\d{1,2}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->"), FileFormat("SubRip (.srt)", SUBTITLES, True)),
    (re.compile(r"\d{1,2}:\d\d:\d\d\.\d{3},\d{1,2}:\d\d:\d\d\.\d{3}\s"), FileFormat("SubViewer (.sbv)", SUBTITLES, True)),
    (re.compile(r"\{\d+\}\{\d+\}"), FileFormat("MicroDVD (.sub)", SUBTITLES, True)),
    (re.compile(r"\[Script Info\]"), FileFormat("SubStation Alpha (.ass)", SUBTITLES, True)),
    (re.compile(r"(?:\[\w+:[^\]\n]*\]\s*)*\[\d\d:\d\d\.\d\d\]"), FileFormat("LRC", SUBTITLES, True)),
    (re.compile(r"#{6}OpenITI#"), FileFormat("OpenITI mARkdown", MARKUP, True)),
    (re.compile(r"(?:%[^\n]*\n|\s)*\\document(?:class|style)\b"), FileFormat("LaTeX", MARKUP, True)),
    (
        re.compile(r"(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE),
        FileFormat("MIME (.eml, .mhtml)", WEB, True),
    ),
    (re.compile(r"From \S+@\S+ +\w{3} \w{3} +\d+ [\d:]+ [^\n]*\n[A-Z][\w-]*:"), FileFormat("Mailbox (.mbox)", WEB, True)),
    (re.compile(r"#\+(?:TITLE|AUTHOR|DATE|OPTIONS):", re.IGNORECASE), FileFormat("Org", MARKUP, True)),
    (re.compile(r"= \S[^\n]*\n(?:[^\n]*\n)?:[\w-]+:"), FileFormat("AsciiDoc", MARKUP, True)),
    (re.compile(r"@UTF8\s|@Begin\s"), FileFormat("CHAT (.cha)", MARKUP, True)),
    (re.compile(r'File type = "ooTextFile"'), FileFormat("Praat TextGrid", DATA, True)),
    (re.compile(r"TY  - \w+\s"), FileFormat("RIS", DATA, True)),
    (re.compile(r"(?:%[^\n]*\n|\s)*@\w+\s*\{[^\s,{}]*,\s*\w+\s*="), FileFormat("BibTeX", DATA, True)),
    (re.compile(r"BEGIN:V(?:CARD|CALENDAR)\b"), FileFormat("vCard / iCalendar", DATA, True)),
]
JSON, JSON_LINES, MARKDOWN, WIKITEXT = (
    FileFormat("JSON", DATA, True),
    FileFormat("JSON Lines", DATA, True),
    FileFormat("Markdown", MARKUP, True),
    FileFormat("MediaWiki", MARKUP, True),
)
MARKDOWN_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#{1,6} \S",
        r"(?<!\w)(\*\*|__)\S(?:.*?\S)?\1(?!\w)",
        r"\[[^\]\n]+\]\([^)\s]+\)",
        r"^```",
        r"^\|.+\|\s*\n\|[-: |]+\|",
    )
)
WIKITEXT_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"\[\[[^\]\n]+\]\]", r"^==+[^=\n]+==+\s*$", r"'''[^'\n]+'''", r"\{\{[^}]+\}\}")
)
RESTRUCTURED_TEXT = re.compile(r"^\.\. [a-z][\w-]*::(?:\s|$)", re.MULTILINE)
HTML_TAG = re.compile(r"</?(?:p|br|div|span|b|i|u|em|strong|a|font|table|tr|td|h[1-6]|ul|ol|li)(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Tags of HTML by which a text that does not begin with one is HTML.
MIN_TAGS = 3
TABLE_DELIMITERS = {".csv": ",;\t", ".tsv": "\t", ".tab": "\t"}
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
XML_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|(?P<doctype><!DOCTYPE\s+(?P<type>[\w:.-]+)[^\[>]*(?:\[.*?\])?\s*>))*"
    r"(?:<(?P<name>[A-Za-z_][\w.-]*(?::[\w.-]+)?)(?=[\s/>]))?",
    re.DOTALL | re.IGNORECASE,
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


def find_format(content: bytes, name: str) -> FileFormat | None:
    """Return the format of a file that is neither plain text nor TEI, or None; ``name``: that of the file."""
    if b"%PDF-" in content[:1024]:
        return FileFormat("PDF", PDF)
    for signature, file_format in SIGNATURES:
        if content.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t ").startswith(signature):
            return file_format
    return _find_container(content) or _find_text_format(_decode_head(content), content, name)


def is_tei(content: bytes) -> bool:
    """Return whether the first element of a file is TEI, in whatever namespace."""
    match = XML_ROOT.match(_decode_head(content))
    return bool(match and match["name"] and match["name"].rpartition(":")[2] == "TEI")


def _find_container(content: bytes) -> FileFormat | None:
    """Return the format of a file that is made of others or of blocks with types."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_package(content)
    if content.startswith(COMPOUND_FILE):
        formats = (found for name, found in COMPOUND_STREAMS.items() if name.encode("utf-16-le") in content)
        return next(formats, FileFormat("Microsoft compound file", OFFICE))
    if content[257:262] == b"ustar":
        return FileFormat("tar", PACKED)
    if content[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return FileFormat("Kindle / Mobipocket", EBOOK)
    if content[4:8] == b"ftyp":
        return FileFormat("HEIF" if content[8:11] in (b"hei", b"mif", b"avi") else "MP4", MEDIA)
    if content.startswith(b"RIFF") and content[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return FileFormat(content[8:12].decode().strip(), MEDIA)
    if content.startswith(b"BM") and int.from_bytes(content[2:6], "little") == len(content):
        return FileFormat("BMP", MEDIA)
    return None


def _find_package(content: bytes) -> FileFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            media_type = package.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return FileFormat("ZIP", PACKED)
    if media_type in ZIP_MEDIA_TYPES:
        return ZIP_MEDIA_TYPES[media_type]
    members = (found for prefix, found in ZIP_MEMBERS if any(member.startswith(prefix) for member in names))
    return next(members, FileFormat("ZIP", PACKED))


def _decode_head(content: bytes) -> str:
    """Return the beginning of the file as text in which the markup is legible, whatever the encoding of its words."""
    head = content[:HEAD_LENGTH]
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "latin-1")
    return head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")


def _find_text_format(head: str, content: bytes, name: str) -> FileFormat | None:
    if head.startswith("<"):
        return _find_xml_format(head, content)
    formats: Iterator[FileFormat] = (found for pattern, found in TEXT_PATTERNS if pattern.match(head))
    return next(formats, None) or _find_data_format(head, content) or _find_light_markup(content, name)


def _find_xml_format(head: str, content: bytes) -> FileFormat | None:
    """Return the format of markup in angle brackets; None for TEI, and for a text that only begins with such a bracket."""
    match = XML_ROOT.match(head)
    name = (match and match["name"]) or ""
    local_name = name.rpartition(":")[2]
    if local_name == "TEI":
        return None
    if match and (match["type"] or "").lower() == "html":
        return FileFormat("HTML", WEB, True)
    if name.startswith("office:"):
        return FLAT_OPENDOCUMENT
    is_declared = head.startswith("<?xml") or bool(match and match["doctype"])
    is_closed = bool(re.search(rf"</{re.escape(name)}\s*>", content.decode("latin-1"), re.IGNORECASE)) if name else False
    if is_declared and local_name.lower() in XML_ROOTS:
        return XML_ROOTS[local_name.lower()]
    if local_name.lower() in HTML_ELEMENTS and (
        is_closed or local_name.lower() in ("br", "hr", "meta", "p", "html", "img", "link")
    ):
        return FileFormat("HTML", WEB, True)
    if local_name.lower() in XML_ROOTS and is_closed:
        return XML_ROOTS[local_name.lower()]
    if name and (is_declared or is_closed):
        return OTHER_XML
    return None


def _find_data_format(head: str, content: bytes) -> FileFormat | None:
    if not head.startswith(("{", "[")):
        return None
    try:
        json.loads(content)
        return JSON
    except (ValueError, RecursionError):
        pass
    lines = [line for line in head.splitlines()[:3] if line.strip()][:2]
    try:
        return JSON_LINES if len(lines) == 2 and all(isinstance(json.loads(line), dict | list) for line in lines) else None
    except (ValueError, RecursionError):
        return None


def _find_light_markup(content: bytes, name: str) -> FileFormat | None:
    """Return HTML for a text with several of its tags, Markdown or wikitext for one with two of their marks, or one if it is called after it.

    Of a file called after tables, return CSV if its first lines have as many cells.
    """
    text = content.decode("latin-1")
    if len(HTML_TAG.findall(text)) >= MIN_TAGS:
        return FileFormat("HTML", WEB, True)
    if delimiters := TABLE_DELIMITERS.get(PurePath(name).suffix.lower()):
        lines = [line for line in text.splitlines()[:3] if line.strip()]
        if any(len({line.count(sign) for line in lines} - {0}) == 1 and all(sign in line for line in lines) for sign in delimiters):
            return FileFormat("CSV", DATA, True)
    if RESTRUCTURED_TEXT.search(text):
        return FileFormat("reStructuredText", MARKUP, True)
    needed = 1 if PurePath(name).suffix.lower() in MARKDOWN_SUFFIXES else 2
    if sum(bool(mark.search(text)) for mark in MARKDOWN_MARKS) >= needed:
        return MARKDOWN
    return WIKITEXT if sum(bool(mark.search(text)) for mark in WIKITEXT_MARKS) >= 2 else None
