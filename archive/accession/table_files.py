"""Tables in text files, CSV and TSV after RFC 4180, as rows of cells with their locations. Nothing is guessed or repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archive.accession.encoding_guesses import find_wide_encoding
from archive.accession.file_formats import find_format
from archive.accession.intake import AccessionOptions, decode_document, is_text_encoding, make_encoding_hint
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import BYTE_ORDER_MARK
from archive.text.characters import describe_character

DELIMITERS = {",": ",", ";": ";", "tab": "\t"}
QUOTED_CELL = re.compile(r'"((?:[^"]|"")*)"')
LINE_END = re.compile(r"\r\n|\n|\r|\Z")
# The first line that spreadsheets write or read as a note of the delimiter
SEPARATOR_LINE = re.compile(r"\ufeff?(?:sep=(.)|\"sep=(.)\")[\r\n]", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell: its text without white space around it, and line and column of its first character, from 1, in code points."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Table:
    """A table in the file ``file``: the cells of its first row, and of the others, which have as many."""

    file: str
    header: list[Cell]
    rows: list[list[Cell]]

    def locate(self, cell: Cell) -> Location:
        """Return the location of a cell."""
        return Location(self.file, cell.line, cell.column)


def decode_table(file: str, content: bytes, encoding: str = "") -> str:
    """Return the text of a table, with its byte order mark; ``encoding``: empty for UTF-8.

    Raises RejectedFile if it is a file of another program, or with the encodings that its bytes may be in.
    """
    if encoding and not is_text_encoding(encoding):
        raise RejectedFile(Problem("accession.encoding", Location("--encoding"), {"found": encoding[:80]}))
    file_format = find_format(content, file)
    if file_format and (not file_format.is_text or content.removeprefix(BYTE_ORDER_MARK.encode()).lstrip().startswith(b"<")):
        raise RejectedFile(Problem("import.other-format", Location(file), {"format": file_format.name}))
    text = decode_document(file, content, AccessionOptions("", "en", encoding))
    if (at := text.find("\0")) >= 0:
        location = Location(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        values: dict[str, object] = {"character": describe_character("\0"), "offset": at}
        if guess := None if encoding else find_wide_encoding(content, "en"):
            values["encoding"] = guess.encoding
            raise RejectedFile(Problem("accession.wide-encoding", location, values, (make_encoding_hint(guess),)))
        raise RejectedFile(Problem("accession.control-character", location, values))
    return text


def read_table(file: str, text: str, delimiter: str) -> Table:
    """Return a table; ``delimiter``: a key of DELIMITERS. Lines with nothing but delimiters and white space are left out.

    Raises RejectedFile if it has no row below its header, if a cell's quotation marks are not closed, if two columns have the same
    name, or with a problem for each row that has more or fewer cells than the header.
    """
    if match := SEPARATOR_LINE.match(text):
        raise RejectedFile(Problem("import.separator-line", Location(file), {"found": match[1] or match[2]}))
    rows = list(_iterate_rows(file, text, DELIMITERS[delimiter]))
    if rows and (problem := _find_other_delimiter(file, rows[0], delimiter)):
        raise RejectedFile(problem)
    if len(rows) < 2:
        raise RejectedFile(Problem("import.no-rows", Location(file)))
    header, *others = rows
    problems = list(_find_repeated_columns(file, header))
    for row in others:
        if len(row) != len(header):
            cell = row[len(header)] if len(row) > len(header) else row[-1]
            id_ = "import.too-many-cells" if len(row) > len(header) else "import.too-few-cells"
            problems.append(Problem(id_, Location(file, cell.line, cell.column), {"count": len(row), "expected": len(header)}))
    if problems:
        raise RejectedFile(*problems)
    return Table(file, header, others)


def _find_other_delimiter(file: str, header: list[Cell], delimiter: str) -> Problem | None:
    """Return a problem if the first row is one cell that has another delimiter."""
    others = ((sign, name) for name, sign in DELIMITERS.items() if name != delimiter)
    found = max((header[0].text.count(sign), name) for sign, name in others) if len(header) == 1 else (0, "")
    return (
        Problem("import.other-delimiter", Location(file), {"count": found[0], "found": found[1], "expected": delimiter})
        if found[0]
        else None
    )


def _find_repeated_columns(file: str, header: list[Cell]) -> Iterator[Problem]:
    seen: set[str] = set()
    for cell in header:
        if cell.text and cell.text in seen:
            yield Problem("import.repeated-column", Location(file, cell.line, cell.column), {"name": cell.text})
        seen.add(cell.text)


@cache
def _compile_plain_cell(delimiter: str) -> re.Pattern:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*")


def _iterate_rows(file: str, text: str, delimiter: str) -> Iterator[list[Cell]]:
    """Yield the rows that are not blank. Raises RejectedFile."""
    at = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    line, line_start, row = 1, 0, list[Cell]()
    while True:
        start = at
        if text.startswith('"', at):
            words, at = _read_quoted_cell(file, text, at, Location(file, line, at - line_start + 1), delimiter)
        else:
            match = _compile_plain_cell(delimiter).match(text, at)
            words, at = (match[0], match.end()) if match else ("", at)
        row.append(Cell(words.strip(), line, start - line_start + 1))
        if breaks := text.count("\n", start, at):
            line, line_start = line + breaks, text.rfind("\n", start, at) + 1
        if text.startswith(delimiter, at):
            at += 1
            continue
        if any(cell.text for cell in row):
            yield row
        end = LINE_END.match(text, at)
        if end is None or at == len(text):
            return
        row, at = [], end.end()
        if "\n" in end[0]:
            line, line_start = line + 1, at
        if at == len(text):
            return


def _read_quoted_cell(file: str, text: str, at: int, location: Location, delimiter: str) -> tuple[str, int]:
    match = QUOTED_CELL.match(text, at)
    if match is None or not (text.startswith(delimiter, match.end()) or LINE_END.match(text, match.end())):
        raise RejectedFile(Problem("import.quotation-mark", location))
    return match[1].replace('""', '"'), match.end()
