"""Tables of invented places, and calls of ``manage.py import_places``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.support.commands import run_command

HEADER = "id\ttitle\ttitle_source\tstart\ttypes\tvariants\tmatches\tlon\tlat\tparent_id"
SYLLABLES = ("ber", "dorf", "stein", "wald", "hof", "burg", "au", "feld", "hau", "neu", "gross", "klein", "rad")


class ImportRun(NamedTuple):
    """Exit status and printed words of a command."""

    status: int
    printed: str


def import_places(root: Path, table: Path, language: str = "en", **options: object) -> ImportRun:
    """Run the command on a table, with the fixtures ``root``."""
    return ImportRun(*run_command("import_places", root, language, str(table), **options))


def write_table(folder: Path, *rows: str, name: str = "table.tsv", header: str = HEADER) -> Path:
    """Write a table of rows whose cells are divided by ``|`` in place of tabs; return its path."""
    lines = [header, *(row.replace("|", "\t") for row in rows)]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder / name


def write_large_table(folder: Path, count: int) -> Path:
    """Write a table of new subcamps, all with names of their own."""
    rows = []
    for number in range(count):
        digits = [number // 13**power % 13 for power in range(4)]
        name = "".join(SYLLABLES[digit] for digit in digits).title()
        parent = "" if number < 10 else str(number % 10)
        rows.append(f"{number}|{name}|list|1944|subcamp|||{12 + number % 90 / 10}|{49 + number // 90 / 10}|{parent}")
    return write_table(folder, *rows)


def read_places(root: Path) -> dict[str, bytes]:
    """Return the files of places by name."""
    return {path.name: path.read_bytes() for path in (root / "places").iterdir()}
