"""Notes and bibliography after The Chicago Manual of Style, 17th edition, as the CSL style has it for a web page."""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import all_names, demoted, first_and_others, running
from archive.citations.pieces import Piece, commas, pieces, sentences
from archive.citations.titles import headline, quoted


def note(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the full form of a note."""
    names = item.get("author", [])
    if len(names) > 3:
        author = first_and_others(names, running, language, pause=False)
    else:
        author = all_names(names, running, running, language, serial=False)
    opening = commas([author, quoted(item, language, ",")], language)
    source = [headline(item, "container-title"), item.get("publisher", ""), _date(item, language)]
    return pieces(f"{opening} {commas([*source, item['URL']], language)}.")


def bibliography(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the entry of a bibliography.

    A page without authors stands under its publisher, or else under the name of its site.
    """
    container, publisher = headline(item, "container-title"), item.get("publisher", "")
    author = all_names(item.get("author", []), demoted, running, language, serial=True)
    if not author and publisher:
        author, publisher = publisher, ""
    elif not author:
        author, container = container, ""
    dated = dates.parts(item, "issued")
    source = commas([container, publisher, _date(item, language) if dated else ""], language)
    accessed = "" if dated else _capital(_date(item, language))
    opening = f"{sentences(author)} {quoted(item, language, '.')}".lstrip()
    return pieces(f"{opening} {sentences(source, accessed, item['URL'])}")


def _date(item: dict, language: str) -> str:
    """When the page was issued; when nobody says, when it was accessed."""
    if issued := dates.parts(item, "issued"):
        return dates.text(issued, language)
    return f"{dates.ACCESSED[language]} {dates.text(dates.parts(item, 'accessed'), language)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
