"""The archive's own plain form of a citation in Arabic; it follows no edition of any style."""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import running
from archive.citations.pieces import Piece, is_arabic, pieces
from archive.citations.titles import guillemets

READ = Piece("، اطُّلع عليه في {}", False, "ar")


def citation(item: dict, language: str = "ar") -> list[Piece]:
    """Takes an item; gives author, «title», site, date, address and the day of reading, in Arabic terms whatever the language.

    Author and date are left out when there are none; months bear both their Arabic names.
    """
    issued = dates.text(dates.parts(item, "issued"), "ar")
    parts = [_authors(item), guillemets(item["title"]), item.get("container-title", ""), issued, item["URL"]]
    return pieces("، ".join(filter(None, parts)), READ, ".")


def _authors(item: dict) -> str:
    """The authors as they are said, «و» before each but the first; before Latin letters it stands by itself."""
    said = [running(name) for name in item.get("author", [])]
    return " ".join([*said[:1], *(f"و{name}" if is_arabic(name) else f"و {name}" for name in said[1:])])
