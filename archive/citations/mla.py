"""An entry in the list of works cited after the MLA Handbook, 9th edition, as the CSL style has it for a web page."""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import all_names, first_and_others, inverted, running
from archive.citations.pieces import Piece, commas, pieces, sentences
from archive.citations.titles import headline, quoted


def works_cited(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives its entry in the list of works cited (5.3–111).

    Of three authors or more only the first is named; a page without date says when it was accessed.
    """
    names, issued = item.get("author", []), dates.parts(item, "issued")
    if len(names) > 2:
        author = first_and_others(names, inverted, language, pause=True)
    else:
        author = all_names(names, inverted, running, language, serial=True)
    container = headline(item, "container-title")
    opening = f"{sentences(author)} {quoted(item, language, '.')} ".lstrip()
    source = commas([container, item.get("publisher", ""), dates.short(issued, language), item["URL"]], language)
    rest = source.removeprefix(container)
    accessed = [] if issued else [Piece(f" {dates.ACCESSED[language].rstrip()}", False, {"en": "mla", "ar": "ar"}[language])]
    return pieces(opening, Piece(container, True), sentences(rest), *accessed)
