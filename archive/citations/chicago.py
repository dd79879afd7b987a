"""Notes and bibliography after The Chicago Manual of Style, 17th edition, as the CSL style has it for a web page."""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import all_names, demoted, first_and_others, running
from archive.citations.pieces import Piece, comma, commas, pieces, sentences
from archive.citations.titles import headline, quoted

ACCESSED = {"en": "accessed {}, ", "ar": "تاريخ الوصول {}، "}


def note(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the full form of a note."""
    names = item.get("author", [])
    if len(names) > 3:
        author = first_and_others(names, running, language, pause=False)
    else:
        author = all_names(names, running, running, language, serial=False)
    opening = commas([author, quoted(item, language, ",")], language)
    issued = dates.text(dates.parts(item, "issued"), language)
    source = commas([headline(item, "container-title"), item.get("publisher", ""), issued], language)
    accessed = [] if issued else [Piece(ACCESSED[language], False, language)]
    return pieces(f"{opening} {source}{comma(source, language)} ", *accessed, f"{item['URL']}.")


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
    issued = dates.text(dates.parts(item, "issued"), language)
    source = sentences(commas([container, publisher, issued], language))
    accessed = [] if issued else [Piece(dates.ACCESSED[language], False, language)]
    opening = f"{sentences(author)} {quoted(item, language, '.')}".lstrip()
    return pieces(f"{opening} {source} ".replace("  ", " "), *accessed, sentences(item["URL"]))
