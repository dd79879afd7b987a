"""The five citation styles for a web page: APA, Arabic, Chicago (note, bibliography), MLA.

APA: Publication Manual, 7th edition; Chicago: Manual of Style, 17th edition; MLA: Handbook, 9th edition; each as its CSL style
has it. The Arabic form is the archive's own. ``language`` is that of the terms, ar or en; ``item`` is CSL-JSON.
"""

from __future__ import annotations

from archive.citations import dates, names, pieces
from archive.citations.pieces import Piece
from archive.citations.titles import get_title_field, italicize_title, quote_title, wrap_in_guillemets

APA_RETRIEVED = {"en": "Retrieved {}, from ", "ar": "استرجع في {}، من "}


def format_apa(item: dict, language: str) -> list[Piece]:
    """Format an entry of the reference list (9.4–37, 10.16).

    A page without authors is listed under its publisher or else its title; one without date states when
    it was retrieved.
    """
    publisher = item.get("publisher", "")
    author = names.join_all_names(
        item.get("author", []), names.format_initials, names.format_initials, language, serial=True, symbol=True
    )
    if not author:
        author, publisher = publisher, ""
    title = italicize_title(item, language)
    issued = dates.read_date_parts(item, "issued")
    date = f"({dates.format_apa_date(issued, language)})."
    opening: list[str | Piece] = [f"{pieces.add_full_stop(author)} {date} ", *title, " "] if author else [*title, f" {date} "]
    source = pieces.join_sentences(publisher, get_title_field(item, "container-title"))
    retrieved = [] if issued else [Piece(APA_RETRIEVED[language], False, language)]
    return pieces.merge_pieces(*opening, f"{source} ".lstrip(), *retrieved, item["URL"])


ARABIC_ACCESSED = Piece("، اطُّلع عليه في {}", False, "ar")


def format_arabic(item: dict, language: str = "ar") -> list[Piece]:
    """Format author, «title», site, date, address and the day of reading, always with Arabic terms.

    Authors are joined by “و”; author and date are left out if there are none; months have both their Arabic names.
    """
    authors = [names.format_given_first(name) for name in item.get("author", [])]
    author = " ".join([*authors[:1], *(names.prefix_conjunction(name, "ar") for name in authors[1:])])
    issued = dates.format_date(dates.read_date_parts(item, "issued"), "ar")
    parts = [author, wrap_in_guillemets(item["title"]), item.get("container-title", ""), issued, item["URL"]]
    return pieces.merge_pieces("، ".join(filter(None, parts)), ARABIC_ACCESSED, ".")


CHICAGO_ACCESSED = {"en": "accessed {}, ", "ar": "تاريخ الوصول {}، "}


def format_chicago_note(item: dict, language: str) -> list[Piece]:
    """Format the full form of a note."""
    authors = item.get("author", [])
    if len(authors) > 3:
        author = names.join_first_and_others(authors, names.format_given_first, language, pause=False)
    else:
        author = names.join_all_names(authors, names.format_given_first, names.format_given_first, language, serial=False)
    opening = pieces.join_with_commas([author, quote_title(item, language, ",")], language)
    issued = dates.format_date(dates.read_date_parts(item, "issued"), language)
    source = pieces.join_with_commas([get_title_field(item, "container-title"), item.get("publisher", ""), issued], language)
    accessed = [] if issued else [Piece(CHICAGO_ACCESSED[language], False, language)]
    return pieces.merge_pieces(f"{opening} {source}{pieces.choose_comma(source, language)} ", *accessed, f"{item['URL']}.")


def format_chicago_bibliography(item: dict, language: str) -> list[Piece]:
    """Format an entry of a bibliography; without authors it is listed under publisher or else site."""
    container, publisher = get_title_field(item, "container-title"), item.get("publisher", "")
    author = names.join_all_names(
        item.get("author", []), names.format_particle_last, names.format_given_first, language, serial=True
    )
    if not author:
        author, publisher, container = (publisher, "", container) if publisher else (container, "", "")
    issued = dates.format_date(dates.read_date_parts(item, "issued"), language)
    source = pieces.join_sentences(pieces.join_with_commas([container, publisher, issued], language))
    accessed = [] if issued else [Piece(dates.ACCESSED_SENTENCES[language], False, language)]
    opening = f"{pieces.join_sentences(author)} {quote_title(item, language, '.')}".lstrip()
    return pieces.merge_pieces(f"{opening} {source} ".replace("  ", " "), *accessed, pieces.join_sentences(item["URL"]))


def format_mla(item: dict, language: str) -> list[Piece]:
    """Format an entry of the list of works cited (5.3–111).

    Of three or more authors only the first is named; a page without date states when it was accessed.
    """
    authors, issued = item.get("author", []), dates.read_date_parts(item, "issued")
    if len(authors) > 2:
        author = names.join_first_and_others(authors, names.format_family_first, language, pause=True)
    else:
        author = names.join_all_names(authors, names.format_family_first, names.format_given_first, language, serial=True)
    container = get_title_field(item, "container-title")
    opening = f"{pieces.join_sentences(author)} {quote_title(item, language, '.')} ".lstrip()
    parts = [container, item.get("publisher", ""), dates.format_mla_date(issued, language), item["URL"]]
    remainder = pieces.join_with_commas(parts, language).removeprefix(container)
    manner = "ar" if language == "ar" else "mla"
    accessed = [] if issued else [Piece(f" {dates.ACCESSED_SENTENCES[language].rstrip()}", False, manner)]
    return pieces.merge_pieces(opening, Piece(container, True), pieces.join_sentences(remainder), *accessed)
