"""The mapping file of an import, which says what the columns of a table mean, and the built-in one of Linked Places TSV."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Literal

from pydantic import Field

from archive.accession.table_files import Cell, Table
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.types import Bilingual, Language, NonBlankText, Record, validate_record
from archive.vocabulary import PlaceKind

# Fields that a column may be mapped to.
FIELD = re.compile(
    r"id|identifier|kind|variants|matches|latitude|longitude|precision|part_of|part_of_name|country|reference"
    r"|description\.(?:ar|en)|names\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|authorities\.[a-z0-9]+(?:-[a-z0-9]+)*"
)
# Columns of Linked Places TSV (LP-TSV 0.5, World Historical Gazetteer) by what they are here.
LINKED_PLACES_COLUMNS = {
    "id": "id",
    "names.en": "title",
    "kind": "types",
    "variants": "variants",
    "matches": "matches",
    "latitude": "lat",
    "longitude": "lon",
    "part_of": "parent_id",
    "part_of_name": "parent_name",
    "country": "ccodes",
    "reference": "geo_source",
}
REQUIRED_COLUMNS = ("id", "title")
# Prefixes of identifiers in LP-TSV that are not the authority file's identifier in authorities.yaml.
MATCH_PREFIXES = {"wd": "wikidata", "gn": "geonames"}
TAB_SUFFIXES = (".tsv", ".tab")


class MappingRecord(Record):
    """A mapping file: ``columns`` by field; without them the table is Linked Places TSV.

    ``kinds``: kinds of the archive by the table's words; ``kind``: that of rows without one; ``language``: that of variants without
    one; ``separator``: between the values of one cell; ``reference``, ``confidence``: of positions.
    """

    delimiter: Literal[",", ";", "tab"] | None = None
    columns: dict[str, NonBlankText] = Field(default_factory=dict)
    kinds: dict[str, PlaceKind] = Field(default_factory=dict)
    kind: PlaceKind | None = None
    language: Language | None = None
    separator: NonBlankText = ";"
    reference: Bilingual | None = None
    confidence: Literal["high", "medium", "low", "symbolic"] | None = None

    @property
    def fields(self) -> Mapping[str, str]:
        """Return the name of the column of each field."""
        return self.columns or LINKED_PLACES_COLUMNS

    def choose_delimiter(self, file: str) -> str:
        """Return a key of DELIMITERS: the one that is stated, or that of the file's suffix."""
        return self.delimiter or ("tab" if PurePath(file).suffix.lower() in TAB_SUFFIXES else ",")


def read_mapping(document: YamlDocument) -> MappingRecord:
    """Return the mapping in a YAML document. Raises RejectedFile."""
    mapping, problems, _unwritten = validate_record(MappingRecord, document)
    if mapping is None:
        raise RejectedFile(*problems)
    problems = [
        Problem("import.unknown-field", document.locate("columns", name, "<key>"), {"field": name})
        for name in mapping.columns
        if not FIELD.fullmatch(name)
    ]
    if mapping.columns and "id" not in mapping.columns:
        problems.append(Problem("import.no-id", document.locate("columns")))
    if problems:
        raise RejectedFile(*problems)
    return mapping


def find_columns(table: Table, mapping: MappingRecord, document: YamlDocument | None) -> dict[str, int]:
    """Return the number of the column of each field, from 0. Raises RejectedFile with every column that is missing.

    ``document``: the mapping file, if there is one.
    """
    places = {cell.text: at for at, cell in enumerate(table.header)}
    missing = [
        (field, name)
        for field, name in mapping.fields.items()
        if name not in places and (mapping.columns or name in REQUIRED_COLUMNS)
    ]
    if missing:
        raise RejectedFile(*_describe_missing(table, mapping, document, missing))
    return {field: places[name] for field, name in mapping.fields.items() if name in places}


def _describe_missing(
    table: Table, mapping: MappingRecord, document: YamlDocument | None, missing: list[tuple[str, str]]
) -> Iterator[Problem]:
    header = [cell.text for cell in table.header]
    for field, name in missing:
        near = difflib.get_close_matches(name, header, n=1, cutoff=0.6)
        values = {"name": name, "found": ", ".join(header), "nearest": f" ({near[0]}?)" if near else ""}
        if document and mapping.columns:
            yield Problem("import.no-column", document.locate("columns", field), values)
        else:
            yield Problem("import.not-linked-places", Location(table.file), values)


def list_unread_columns(table: Table, columns: dict[str, int]) -> list[Cell]:
    """Return the headings of the columns that no field is in."""
    used = set(columns.values())
    return [cell for at, cell in enumerate(table.header) if at not in used]
