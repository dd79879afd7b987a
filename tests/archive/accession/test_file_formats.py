"""Files that are neither plain text nor TEI are recognized by their content, whatever they are called."""

import json
import zipfile
from io import BytesIO

import pytest

from archive.accession.file_formats import SIGNATURES, find_format, is_tei
from tests.support.accession import TEI_TEMPLATE, make_package

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MESSAGE = b"From: a@example.org\r\nSubject: b\r\n c\r\nMIME-Version: 1.0\r\n\r\nText"


@pytest.mark.parametrize(
    ("content", "problem", "name"),
    [
        (make_package("", "[Content_Types].xml", "word/document.xml"), "office-document", "Word (.docx)"),
        (make_package("", "[Content_Types].xml", "xl/workbook.xml"), "data-file", "Excel (.xlsx)"),
        (make_package("", "Index/Document.iwa"), "office-document", "Apple iWork (.pages, .numbers, .key)"),
        (make_package("application/vnd.oasis.opendocument.text", "content.xml"), "office-document", "OpenDocument (.odt)"),
        (make_package("application/epub+zip"), "e-book", "EPUB"),
        (make_package("", "META-INF/container.xml"), "e-book", "EPUB"),
        (make_package("", "a.txt"), "packed-file", "ZIP"),
        (make_package("", "word/document.xml")[:60], "packed-file", "ZIP"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "office-document", "Word 97–2003 (.doc)"),
        (COMPOUND, "office-document", "Microsoft compound file"),
        (b"\n%PDF-1.7\n", "pdf", "PDF"),
        (b"\xef\xbb\xbf{\\rtf1\\ansi a}", "office-document", "RTF"),
        (b"<!doctype html>\n<p>a", "web-page", "HTML"),
        (b"<?xml version='1.0'?><!-- a --><html xmlns='http://www.w3.org/1999/xhtml'/>", "web-page", "XHTML"),
        ("\ufeff<HTML><body>".encode("utf-16"), "web-page", "HTML"),
        (b"<p>A paragraph.</p>\n<p>And another.</p>", "web-page", "HTML"),
        (MESSAGE, "web-page", "MIME (.eml, .mhtml)"),
        (b"1\r\n00:00:01,000 --> 00:00:03,000\r\nText\r\n", "subtitles", "SubRip (.srt)"),
        (b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\na", "subtitles", "WebVTT"),
        (json.dumps({"a": [1]}).encode(), "data-file", "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "data-file", "JSON Lines"),
        (b"SQLite format 3\0", "data-file", "SQLite"),
        (b"# Heading\n\nText with **bold** words.\n", "markup", "Markdown"),
        (b"= Title\n:toc:\n\nText.\n", "markup", "AsciiDoc"),
        (b"Title\n=====\n\n.. note:: A text.\n", "markup", "reStructuredText"),
        (b"#+TITLE: A text\n* Heading\n", "markup", "Org"),
        (b"@UTF8\n@Begin\n*INV:\twhere ?\n", "markup", "CHAT (.cha)"),
        (b'File type = "ooTextFile"\n', "data-file", "Praat TextGrid"),
        (b"TY  - BOOK\nER  - \n", "data-file", "RIS"),
        (b"@book{levi,\n  title = {A text}\n}\n", "data-file", "BibTeX"),
        (b"From a@example.org Mon Jan  1 00:00:00 2001\nSubject: a\n", "web-page", "Mailbox (.mbox)"),
        (b"######OpenITI#\n\n# a\n~~b", "markup", "OpenITI mARkdown"),
        (b"% a\n\\documentclass{article}", "markup", "LaTeX"),
        (b"Testimony<br>of a survivor<BR/>and <b>more", "web-page", "HTML"),
        (make_package("", "META-INF/manifest.xml", "content.xml"), "office-document", "OpenDocument"),
        (b"== A ==\n[[link]] text", "markup", "MediaWiki"),
        (b"<?xml version='1.0'?><TEI.2/>", "markup", "TEI P4"),
        (b"<?xml version='1.0'?><any/>", "markup", "XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "image-or-sound", "SVG"),
        (b"\0" * 257 + b"ustar\x00", "packed-file", "tar"),
        (b"\0\0\0\x18ftypmp42", "image-or-sound", "MP4"),
        (b"RIFF\0\0\0\0WAVEfmt ", "image-or-sound", "WAVE"),
    ],
    # Packages have the time at which they were made.
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
def test_format_is_recognized(content, problem, name):
    found = find_format(content, "letter.txt")
    assert found is not None
    assert (found.problem, found.name) == (f"accession.{problem}", name)


@pytest.mark.parametrize(("signature", "expected"), SIGNATURES)
def test_signature_is_enough(signature, expected):
    assert find_format(signature + b"\x01\x02", "letter.txt") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plain text.\n",
        "From anna@example.org we heard of it.\nOn Monday.",
        "@Anna: a note, = and .. dots\n\n.. and so on",
        "* * *\n\nA text with # and * marks, a [note] and {braces}.",
        "[00:12:30] Q: Where were you?\nA: At home.",
        "<unclear> words, then others.",
        "Q: Where?\nA: Here.\nQ: When?\nA: Then.",
        "1\n2\n3\nA list --> not a subtitle",
        "{not json}",
        "BM begins like a picture.",
        "From: the archive\nTo: all\n\nA memorandum.",
        "شهادة.\n\n- أولا\n- ثانيا",
        TEI_TEMPLATE.format("a"),
    ],
)
def test_plain_text_and_tei_are_no_such_format(text):
    assert find_format(text.encode(), "letter.docx") is None


def test_one_mark_is_enough_in_a_file_called_after_markdown():
    assert find_format(b"# Heading\n\nText.", "letter.txt") is None
    assert find_format(b"# Heading\n\nText.", "letter.md").name == "Markdown"
    assert find_format(b"Text without marks.", "letter.md") is None


def test_table_is_one_only_if_it_is_called_so():
    assert find_format(b"a,b\n1,2\n", "a.csv").name == "CSV"
    assert find_format(b"a,b\n1,2\n", "a.txt") is None
    assert find_format(b"Text without cells\n", "a.csv") is None


def test_tei_is_recognized_by_its_root():
    assert is_tei(b"<?xml version='1.0'?>\n<!-- a --><t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'/>")
    assert is_tei(TEI_TEMPLATE.format("a").encode("utf-16"))
    assert not is_tei(b"TEI <TEI>")


def test_unreadable_package_is_still_one():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    broken = bytearray(content.getvalue())
    broken[14:18] = b"\xff" * 4
    assert find_format(bytes(broken), "a").problem in ("accession.e-book", "accession.packed-file")
