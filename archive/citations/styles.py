"""An entry of the reference list after the Publication Manual of the APA, 7th edition, as the CSL style has it.

The archive's own plain form of a citation in Arabic; it follows no edition of any style.

Notes and bibliography after The Chicago Manual of Style, 17th edition, as the CSL style has it for a web page.

An entry in the list of works cited after the MLA Handbook, 9th edition, as the CSL style has it for a web page.
"""

from __future__ import annotations

from archive.citations import dates
from archive.citations.names import (
    format_family_first,
    format_given_first,
    format_initials,
    format_particle_last,
    join_all_names,
    join_first_and_others,
)
from archive.citations.pieces import (
    Piece,
    add_full_stop,
    choose_comma,
    is_edge_letter_arabic,
    join_sentences,
    join_with_commas,
    merge_pieces,
)
from archive.citations.titles import get_title_field, italicize_title, quote_title, wrap_in_guillemets

APA_RETRIEVED = {"en": "Retrieved {}, from ", "ar": "استرجع في {}، من "}


def format_apa(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives its entry in the reference list (9.4–37, 10.16).

    A page without authors stands under its publisher, or else under its title; one without date says when
    it was retrieved.
    """
    publisher = item.get("publisher", "")
    author = join_all_names(item.get("author", []), format_initials, format_initials, language, serial=True, symbol=True)
    if not author:
        author, publisher = publisher, ""
    title = italicize_title(item, language)
    date = f"({dates.format_apa_date(dates.read_date_parts(item, 'issued'), language)})."
    opening: list[str | Piece] = [f"{add_full_stop(author)} {date} ", *title, " "] if author else [*title, f" {date} "]
    source = join_sentences(publisher, get_title_field(item, "container-title"))
    retrieved = [] if dates.read_date_parts(item, "issued") else [Piece(APA_RETRIEVED[language], False, language)]
    return merge_pieces(*opening, f"{source} ".lstrip(), *retrieved, item["URL"])


ARABIC_ACCESSED = Piece("، اطُّلع عليه في {}", False, "ar")


def format_arabic(item: dict, language: str = "ar") -> list[Piece]:
    """Takes an item; gives author, «title», site, date, address and the day of reading, in Arabic terms whatever the language.

    Author and date are left out when there are none; months bear both their Arabic names.
    """
    issued = dates.format_date(dates.read_date_parts(item, "issued"), "ar")
    parts = [_join_arabic_authors(item), wrap_in_guillemets(item["title"]), item.get("container-title", ""), issued, item["URL"]]
    return merge_pieces("، ".join(filter(None, parts)), ARABIC_ACCESSED, ".")


def _join_arabic_authors(item: dict) -> str:
    """The authors as they are said, «و» before each but the first; before Latin letters it stands by itself."""
    said = [format_given_first(name) for name in item.get("author", [])]
    return " ".join([*said[:1], *(f"و{name}" if is_edge_letter_arabic(name) else f"و {name}" for name in said[1:])])


CHICAGO_ACCESSED = {"en": "accessed {}, ", "ar": "تاريخ الوصول {}، "}


def format_chicago_note(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the full form of a note."""
    names = item.get("author", [])
    if len(names) > 3:
        author = join_first_and_others(names, format_given_first, language, pause=False)
    else:
        author = join_all_names(names, format_given_first, format_given_first, language, serial=False)
    opening = join_with_commas([author, quote_title(item, language, ",")], language)
    issued = dates.format_date(dates.read_date_parts(item, "issued"), language)
    source = join_with_commas([get_title_field(item, "container-title"), item.get("publisher", ""), issued], language)
    accessed = [] if issued else [Piece(CHICAGO_ACCESSED[language], False, language)]
    return merge_pieces(f"{opening} {source}{choose_comma(source, language)} ", *accessed, f"{item['URL']}.")


def format_chicago_bibliography(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the entry of a bibliography.

    A page without authors stands under its publisher, or else under the name of its site.
    """
    container, publisher = get_title_field(item, "container-title"), item.get("publisher", "")
    author = join_all_names(item.get("author", []), format_particle_last, format_given_first, language, serial=True)
    if not author and publisher:
        author, publisher = publisher, ""
    elif not author:
        author, container = container, ""
    issued = dates.format_date(dates.read_date_parts(item, "issued"), language)
    source = join_sentences(join_with_commas([container, publisher, issued], language))
    accessed = [] if issued else [Piece(dates.ACCESSED_SENTENCES[language], False, language)]
    opening = f"{join_sentences(author)} {quote_title(item, language, '.')}".lstrip()
    return merge_pieces(f"{opening} {source} ".replace("  ", " "), *accessed, join_sentences(item["URL"]))


def format_mla(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives its entry in the list of works cited (5.3–111).

    Of three authors or more only the first is named; a page without date says when it was accessed.
    """
    names, issued = item.get("author", []), dates.read_date_parts(item, "issued")
    if len(names) > 2:
        author = join_first_and_others(names, format_family_first, language, pause=True)
    else:
        author = join_all_names(names, format_family_first, format_given_first, language, serial=True)
    container = get_title_field(item, "container-title")
    opening = f"{join_sentences(author)} {quote_title(item, language, '.')} ".lstrip()
    source = join_with_commas(
        [container, item.get("publisher", ""), dates.format_mla_date(issued, language), item["URL"]], language
    )
    rest = source.removeprefix(container)
    accessed = (
        [] if issued else [Piece(f" {dates.ACCESSED_SENTENCES[language].rstrip()}", False, {"en": "mla", "ar": "ar"}[language])]
    )
    return merge_pieces(opening, Piece(container, True), join_sentences(rest), *accessed)
