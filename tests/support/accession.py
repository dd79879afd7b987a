"""Calls of ``manage.py accession``, and documents for it."""

from __future__ import annotations

import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from django.core.management import CommandError, call_command

GERMAN_TEXT = "Am 9. Mai 1945 kam Dr. Weber nach Dachau. Am 3.4.45 war er in Groß-Rosen.\n\n„Dachau?“ fragte er. Von Dachau ging er nach Dachau.\n"
TEI_TEMPLATE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p><s>{}</s></p></body></text></TEI>'


class AccessionResult(NamedTuple):
    """Exit status and output of a command."""

    status: int
    out: str
    err: str


def run_accession(
    root: Path, file: Path, *, id_: str = "new-source", lang: str = "de", messages: str = "en", **options
) -> AccessionResult:
    out, err, status = StringIO(), StringIO(), 0
    arguments = {"identifier": id_, "language": lang, "messages": messages, "fixtures": root, **options}
    try:
        call_command("accession", str(file), stdout=out, stderr=err, no_color=True, **arguments)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    return AccessionResult(status, out.getvalue(), err.getvalue())


def write_document(folder: Path, content: str | bytes, name: str = "document.txt") -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def make_package(media_type: str, *members: str) -> bytes:
    """Return a ZIP file with empty members, and the file ``mimetype`` of OpenDocument and EPUB."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        if media_type:
            package.writestr("mimetype", media_type)
        for member in members:
            package.writestr(member, "")
    return content.getvalue()


def read_files(root: Path) -> dict[str, bytes]:
    """Return every file below the parent of the fixtures folder."""
    return {str(path): path.read_bytes() for path in root.parent.rglob("*") if path.is_file()}
