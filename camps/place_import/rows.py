"""Rows of a table → places as the table states them, or every problem of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from archive.accession.table_files import Cell, Table
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.text.countries import list_country_codes
from archive.vocabulary import LANGUAGES, PLACE_KINDS, PlaceKind
from camps.distances import Point
from camps.place_import.cells import find_cell_problem
from camps.place_import.mapping import MATCH_PREFIXES, MappingRecord

DECIMAL = re.compile(r"-?\d{1,7}(?:\.\d{1,15})?", re.ASCII)
DECIMAL_COMMA = re.compile(r"(-?\d+),(\d+)", re.ASCII)
WHOLE = re.compile(r"\d{1,3}", re.ASCII)
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# Bounds of the records, in degrees.
MAX_LATITUDE, MAX_LONGITUDE = 85, 180
MAX_PRECISION = 500
MAX_IDENTIFIER_LENGTH = 80
UNDETERMINED = "und"


class Match(NamedTuple):
    """The identifier of a place in an authority file of the archive."""

    authority: str
    identifier: str


@dataclass(frozen=True)
class IncomingPlace:
    """A place as a row states it.

    ``names``: by language; ``variants``: pairs of language and name; ``latitude`` and ``longitude`` in degrees,
    both or none; ``unread_matches``: identifiers in authority files that the archive does not have; ``cells``: locations by field.
    """

    id: str
    location: Location
    kind: PlaceKind
    identifier: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[tuple[str, str], ...] = ()
    matches: tuple[Match, ...] = ()
    unread_matches: tuple[str, ...] = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision: int | None = None
    part_of: str = ""
    part_of_name: str = ""
    country: str = ""
    reference: str = ""
    cells: Mapping[str, Location] = field(default_factory=dict)

    def locate(self, name: str) -> Location:
        """Return the location of the cell of a field, or of the row."""
        return self.cells.get(name, self.location)

    @property
    def point(self) -> Point | None:
        """Return the position, if it has one."""
        return None if self.latitude is None or self.longitude is None else (float(self.latitude), float(self.longitude))

    @property
    def title(self) -> str:
        """Return the name by which the row is shown: English, Arabic or the first other one, or the description."""
        texts = {**self.description, **self.names}
        return texts.get("en") or texts.get("ar") or next(iter(texts.values()))

    def list_names(self) -> Iterator[tuple[str, str]]:
        """Yield the language and the name of each name and variant."""
        yield from self.names.items()
        yield from self.variants


class RowReader:
    """Reader of the rows of one table. ``problems``: those of all rows that have been read."""

    def __init__(
        self, table: Table, columns: Mapping[str, int], mapping: MappingRecord, authorities: Iterable[AuthorityFileRecord]
    ) -> None:
        self.table, self.columns, self.mapping = table, columns, mapping
        self.authorities = {record.authority: record for record in authorities}
        self.kinds: dict[str, PlaceKind] = {kind: kind for kind in PLACE_KINDS}
        self.kinds |= {word.casefold(): kind for word, kind in mapping.kinds.items()}
        self.problems: list[Problem] = []
        # Cells of which nothing more is to be said.
        self.misread: set[Cell] = set()
        # First locations of each id, archive identifier and identifier in an authority file.
        self.seen: dict[tuple[str, str], Location] = {}

    def read_rows(self) -> list[IncomingPlace]:
        """Return all rows that can be read; if there are problems, these are not to be used."""
        self.problems += self._find_unknown_authorities()
        return [place for row in self.table.rows if (place := self._read_row(row))]

    def _find_unknown_authorities(self) -> Iterator[Problem]:
        for name, at in self.columns.items():
            group, _dot, authority = name.partition(".")
            if group == "authorities" and authority not in self.authorities:
                values = {"found": authority, "expected": ", ".join(self.authorities)}
                yield Problem("import.unknown-authority", self.table.locate(self.table.header[at]), values)

    def _read_row(self, row: list[Cell]) -> IncomingPlace | None:
        cells = {name: row[at] for name, at in self.columns.items()}
        for name, cell in cells.items():
            if problem := find_cell_problem(name, cell.text):
                self._add(problem[0], cell, **problem[1])
                self.misread.add(cell)
        id_ = self._read_id(cells["id"])
        kind = self._read_kind(cells.get("kind"), row[0])
        names = {name.partition(".")[2]: cell.text for name, cell in cells.items() if name.startswith("names.") and cell.text}
        description = {name[-2:]: cell.text for name, cell in cells.items() if name.startswith("description.") and cell.text}
        variants = self._read_variants(cells.get("variants"), names)
        names |= self._take_names(variants, names)
        if not names and not description:
            name_cell = next((cell for name, cell in cells.items() if name.startswith("names.")), row[0])
            self._add("import.empty-name", name_cell)
        latitude, longitude = self._read_point(cells)
        matches, unread = self._read_matches(cells)
        identifier = self._read_identifier(cells.get("identifier"))
        precision, country = self._read_precision(cells.get("precision")), self._read_country(cells.get("country"))
        if kind is None or not (names or description):
            return None
        return IncomingPlace(
            id=id_,
            location=self.table.locate(row[0]),
            kind=kind,
            identifier=identifier,
            names=names,
            description={} if names else description,
            variants=tuple(pair for pair in variants if names.get(pair[0]) != pair[1]),
            matches=tuple(matches),
            unread_matches=tuple(unread),
            latitude=latitude,
            longitude=longitude,
            precision=precision,
            part_of=_get_text(cells.get("part_of")),
            part_of_name=_get_text(cells.get("part_of_name")),
            country=country,
            reference=_get_text(cells.get("reference")),
            cells={name: self.table.locate(cell) for name, cell in cells.items()},
        )

    def _add(self, id_: str, cell: Cell, **values: object) -> None:
        if cell not in self.misread:
            self.problems.append(Problem(id_, self.table.locate(cell), {"found": cell.text, **values}))

    def _read_id(self, cell: Cell) -> str:
        if not cell.text:
            self._add("import.empty-id", cell)
        else:
            self._check_first("id", cell.text, cell)
        return cell.text

    def _check_first(self, kind: str, value: str, cell: Cell) -> None:
        """Add a problem if an earlier row has the same value."""
        first = self.seen.setdefault((kind, value), self.table.locate(cell))
        if first != self.table.locate(cell):
            self._add("import.duplicate", cell, identifier=value, first=f"{first.line}:{first.column}")

    def _read_identifier(self, cell: Cell | None) -> str:
        if not cell or not cell.text:
            return ""
        if not IDENTIFIER.fullmatch(cell.text) or len(cell.text) > MAX_IDENTIFIER_LENGTH:
            self._add("import.wrong-identifier", cell)
        self._check_first("identifier", cell.text, cell)
        return cell.text

    def _read_kind(self, cell: Cell | None, first: Cell) -> PlaceKind | None:
        words = self._split(cell) if cell else []
        kinds = {self.kinds[word.casefold()] for word in words if word.casefold() in self.kinds}
        if not words and self.mapping.kind:
            return self.mapping.kind
        if len(kinds) != 1 or len(words) != sum(word.casefold() in self.kinds for word in words):
            self._add("import.unknown-kind", cell or first, found=cell.text if cell else "", expected=", ".join(PLACE_KINDS))
            return None
        return kinds.pop()

    def _split(self, cell: Cell) -> list[str]:
        return [part.strip() for part in cell.text.split(self.mapping.separator) if part.strip()]

    def _read_variants(self, cell: Cell | None, names: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return pairs of language and name; a variant is written ``name@language`` or ``name``."""
        pairs = []
        for part in self._split(cell) if cell else []:
            name, _at, language = part.rpartition("@")
            is_tagged = bool(name and LANGUAGE.fullmatch(language))
            pairs.append((language, name.strip()) if is_tagged else (self.mapping.language or UNDETERMINED, part))
        return [pair for pair in dict.fromkeys(pairs) if names.get(pair[0]) != pair[1]]

    def _take_names(self, variants: Iterable[tuple[str, str]], names: Mapping[str, str]) -> dict[str, str]:
        """Return the variants that are the only ones in a language of the archive in which the row has no name."""
        only = {language: [name for tag, name in variants if tag == language] for language in LANGUAGES if language not in names}
        return {language: found[0] for language, found in only.items() if len(found) == 1}

    def _read_point(self, cells: Mapping[str, Cell]) -> tuple[Decimal | None, Decimal | None]:
        latitude, longitude = cells.get("latitude"), cells.get("longitude")
        if not (latitude and latitude.text) and not (longitude and longitude.text):
            return None, None
        if not (latitude and latitude.text and longitude and longitude.text):
            self._add("import.half-position", next(cell for cell in (latitude, longitude) if cell and cell.text))
            return None, None
        north, east = self._read_degrees(latitude), self._read_degrees(longitude)
        if north is None or east is None:
            return None, None
        if abs(north) > MAX_LATITUDE and abs(north) <= MAX_LONGITUDE and abs(east) <= MAX_LATITUDE:
            self._add("import.exchanged", latitude, likely=f"{east}, {north}")
        else:
            for cell, degrees, most in ((latitude, north, MAX_LATITUDE), (longitude, east, MAX_LONGITUDE)):
                if abs(degrees) > most:
                    self._add("import.out-of-range", cell)
        return north, east

    def _read_degrees(self, cell: Cell) -> Decimal | None:
        if DECIMAL.fullmatch(cell.text):
            return round(Decimal(cell.text), 4)
        if match := DECIMAL_COMMA.fullmatch(cell.text):
            self._add("import.decimal-comma", cell, likely=f"{match[1]}.{match[2]}")
        else:
            self._add("import.wrong-degrees", cell)
        return None

    def _read_precision(self, cell: Cell | None) -> int | None:
        if not cell or not cell.text:
            return None
        if not WHOLE.fullmatch(cell.text) or not 1 <= int(cell.text) <= MAX_PRECISION:
            self._add("import.wrong-precision", cell)
            return None
        return int(cell.text)

    def _read_country(self, cell: Cell | None) -> str:
        """Return the country's code; none if the row has several."""
        codes = self._split(cell) if cell else []
        unknown = [code for code in codes if code not in list_country_codes()]
        if cell and unknown:
            self._add("import.unknown-country", cell, found=unknown[0])
        return codes[0] if len(codes) == 1 else ""

    def _read_matches(self, cells: Mapping[str, Cell]) -> tuple[list[Match], list[str]]:
        """Return the row's identifiers in authority files of the archive, and those in others, as they are written."""
        matches: dict[str, Match] = {}
        unread = []
        for match, cell, written in chain(self._list_authority_cells(cells), self._split_matches(cells.get("matches"))):
            if match is None:
                unread.append(written)
            elif not re.fullmatch(self.authorities[match.authority].pattern, match.identifier):
                self._add("import.wrong-match", cell, found=match.identifier, name=match.authority)
            elif matches.setdefault(match.authority, match) != match:
                self._add("import.two-matches", cell, found=match.identifier, name=match.authority)
            else:
                self._check_first(f"authorities.{match.authority}", match.identifier, cell)
        return list(matches.values()), unread

    def _list_authority_cells(self, cells: Mapping[str, Cell]) -> Iterator[tuple[Match | None, Cell, str]]:
        for name, cell in cells.items():
            group, _dot, authority = name.partition(".")
            if group == "authorities" and cell.text and authority in self.authorities:
                yield Match(authority, cell.text), cell, cell.text

    def _split_matches(self, cell: Cell | None) -> Iterator[tuple[Match | None, Cell, str]]:
        for written in self._split(cell) if cell else []:
            if cell:
                yield self.parse_match(written), cell, written

    def parse_match(self, written: str) -> Match | None:
        """Return what ``wd:Q7341`` or the address of a record stands for; None if the archive does not have the authority file."""
        for authority, record in self.authorities.items():
            before, _hole, after = record.address.partition("{}")
            if written.startswith(before) and written.endswith(after):
                return Match(authority, written[len(before) : len(written) - len(after)])
        prefix, _colon, identifier = written.partition(":")
        authority = MATCH_PREFIXES.get(prefix, prefix)
        return Match(authority, identifier.strip()) if authority in self.authorities else None


def _get_text(cell: Cell | None) -> str:
    return cell.text if cell else ""
