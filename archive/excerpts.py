"""The line of a fixture file that a problem is about, with the place in it."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from archive.characters import cells, named, shown, visible
from archive.fixturefiles import Refused, read_bytes
from archive.problems import Spot
from archive.yamlfiles import BREAK

AROUND = 40


class Excerpt(NamedTuple):
    """A line as shown; ``caret``: terminal cells, ``at``: code points of it before the place; ``character``: what stands there,
    empty at the line's end."""

    line: str
    caret: int
    character: str
    at: int

    @property
    def name(self) -> str:
        """Code point and Unicode name of the character at the place; empty at the line's end."""
        return named(self.character) if self.character else ""


def lines_of(root: Path, file: str) -> list[str]:
    """The lines of a file as spots count them; bytes that are not UTF-8 as lone surrogates; none if it cannot be read."""
    try:
        text = read_bytes(root, file).decode(errors="surrogateescape")
    except Refused:
        return []
    return BREAK.split(text) if file.endswith(".yaml") else text.split("\n")


def excerpt(lines: list[str], spot: Spot) -> Excerpt | None:
    """The line of ``spot``, at most 2 × AROUND code points around the place, and fewer where they are written out; None if
    there is no such line."""
    if spot.line > len(lines) or not "".join(lines):
        return None
    line, at = lines[spot.line - 1], spot.column - 1
    start = max(0, at - AROUND)
    end = start + 2 * AROUND
    before = ("…" if start else "") + shown(line[start:at])
    written, room = list(map(visible, line[at:end])), max(2 * AROUND - (at - start), AROUND)
    after = [piece for piece, width in zip(written, accumulate(map(len, written)), strict=True) if width <= room]
    more = "…" if at + len(after) < len(line) else ""
    return Excerpt(before + "".join(after) + more, cells(before), line[at : at + 1], len(before))
