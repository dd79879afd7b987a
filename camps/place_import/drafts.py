"""Draft records of places that a table states; no file is written here."""

from __future__ import annotations

import re
from datetime import date

from archive.accession.draft_yaml import DraftWriter, make_one_line
from archive.text.folding import fold_text
from archive.vocabulary import LANGUAGES
from camps.place_import.mapping import MappingRecord
from camps.place_import.rows import MAX_IDENTIFIER_LENGTH, IncomingPlace

SCHEMA_FOLDER = "../schemas"
# The comment of a draft by which a later import recognises the row that it was made of.
ORIGIN_MARK = "# import_places: "
NOT_IDENTIFIER = re.compile(r"[^a-z0-9]+")
# Code points of an identifier that is made of a name, so that a number can be added.
MAX_NAME_LENGTH = MAX_IDENTIFIER_LENGTH - 10
# Confidence of a position of which the mapping file states none: the least that a point can have.
DEFAULT_CONFIDENCE = "low"


def make_origin(table: str, row: IncomingPlace) -> str:
    """Return the name of a row in drafts that are made of it; ``table``: the file's name without its folder."""
    return make_one_line(f"{table}, {row.id}")


def find_origin(draft: str) -> str:
    """Return the origin that the text of a place's file names, or an empty text."""
    lines = (line for line in draft.splitlines()[:10] if line.startswith(ORIGIN_MARK))
    return next(lines, "").removeprefix(ORIGIN_MARK)


def choose_identifier(row: IncomingPlace, taken: set[str]) -> str:
    """Return an identifier of a new place that is not ``taken``: the stated one, or made of its name or of the row's id."""
    if row.identifier:
        return row.identifier
    names = [row.names.get("en", ""), *(name for _language, name in row.list_names()), row.description.get("en", "")]
    slugs = (
        NOT_IDENTIFIER.sub("-", fold_text(name)).strip("-")[:MAX_NAME_LENGTH].strip("-") for name in [*names, f"place {row.id}"]
    )
    stem = next((slug for slug in slugs if re.search("[a-z]", slug)), "place")
    number, identifier = 1, stem
    while identifier in taken:
        number, identifier = number + 1, f"{stem}-{number + 1}"
    return identifier


def build_place_draft(
    row: IncomingPlace, identifier: str, table: str, mapping: MappingRecord, whole: tuple[str, str], today: date
) -> bytes:
    """Return the bytes of the draft of a row; ``whole``: the key of the larger place and, for a draft without it, its name."""
    lines = DraftWriter(SCHEMA_FOLDER, "place")
    lines.lines.append(ORIGIN_MARK + make_origin(table, row))
    lines.add_comment("place", line=row.location.line, file=table)
    if row.unread_matches:
        lines.add_comment("place-unread", identifiers=", ".join(row.unread_matches))
    lines.add_draft_mark()
    lines.add_field("place", identifier)
    lines.add_field("kind", row.kind)
    _write_whole(lines, *whole)
    _write_names(lines, row)
    _write_position(lines, row, mapping, today)
    if row.country:
        lines.open_field("today")
        lines.add_text("country", row.country, 2)
        _write_reference(lines, row, mapping, today)
    if row.matches:
        lines.open_field("authorities")
    for match in row.matches:
        lines.add_field("- authority", match.authority, 2)
        lines.add_text("identifier", match.identifier, 4)
        lines.add_field("recorded", today.isoformat(), 4)
    return lines.content()


def _write_whole(lines: DraftWriter, part_of: str, name: str) -> None:
    if part_of:
        lines.lines.append(f"part_of: {part_of}")
    elif name:
        lines.add_comment("place-whole", name=name)


def _write_names(lines: DraftWriter, row: IncomingPlace) -> None:
    if row.description:
        lines.add_bilingual("description", dict(row.description))
    else:
        if not all(row.names.get(language) for language in LANGUAGES):
            lines.add_comment("place-names")
        lines.open_field("names")
        for language in [*LANGUAGES, *(tag for tag in row.names if tag not in LANGUAGES)]:
            lines.add_text(language, row.names.get(language, ""), 2)
    if row.variants:
        lines.open_field("variants")
    for language, name in row.variants:
        lines.add_field("- language", language, 2)
        lines.add_text("name", name, 4)


def _write_position(lines: DraftWriter, row: IncomingPlace, mapping: MappingRecord, today: date) -> None:
    if row.latitude is None or row.longitude is None:
        return
    if mapping.confidence is None:
        lines.add_comment("place-position")
    lines.open_field("coordinates")
    lines.lines += [f"  latitude: {row.latitude:f}", f"  longitude: {row.longitude:f}"]
    if row.precision:
        lines.add_field("precision", row.precision, 2)
    lines.add_field("confidence", mapping.confidence or DEFAULT_CONFIDENCE, 2)
    _write_reference(lines, row, mapping, today)


def _write_reference(lines: DraftWriter, row: IncomingPlace, mapping: MappingRecord, today: date) -> None:
    """Write the reference of the mapping file, or that of the row in English alone, or an empty one, and the day."""
    stated = mapping.reference.model_dump() if mapping.reference else {"en": row.reference}
    lines.add_bilingual("reference", stated, 2)
    lines.add_field("recorded", today.isoformat(), 2)
