"""An entry of the reference list after the Publication Manual of the APA, 7th edition, as the CSL style has it."""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import all_names, initialed
from archive.citations.pieces import Piece, pieces, sentences, stop
from archive.citations.titles import headline, italic

RETRIEVED = {"en": "Retrieved {}, from ", "ar": "استرجع في {}، من "}


def reference(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives its entry in the reference list (9.4–37, 10.16).

    A page without authors stands under its publisher, or else under its title; one without date says when
    it was retrieved.
    """
    publisher = item.get("publisher", "")
    author = all_names(item.get("author", []), initialed, initialed, language, serial=True, symbol=True)
    if not author:
        author, publisher = publisher, ""
    title = italic(item, language)
    date = f"({dates.year_first(dates.parts(item, 'issued'), language)})."
    opening: list[str | Piece] = [f"{stop(author)} {date} ", *title, " "] if author else [*title, f" {date} "]
    source = sentences(publisher, headline(item, "container-title"))
    retrieved = [] if dates.parts(item, "issued") else [Piece(RETRIEVED[language], False, language)]
    return pieces(*opening, f"{source} ".lstrip(), *retrieved, item["URL"])
