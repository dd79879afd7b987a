"""Titles: quotation marks around them and within them, the punctuation at their end, capitals in English."""

from __future__ import annotations

import re

from archive.citations.capitals import title_case
from archive.citations.pieces import TERMINAL, Piece, comma, stop

LATIN_QUOTES = {"“": "”", "‘": "’"}
ALL_QUOTES = {"«": "»", **LATIN_QUOTES}
WITHIN_DOUBLE = [("‘", "’"), ("“", "”")]
WITHIN_GUILLEMETS = [("“", "”"), ("‘", "’")]


def headline(item: dict, name: str) -> str:
    """Takes an item and a field's name; gives the field, in title case when the item is in English."""
    return title_case(item.get(name, "")) if item.get("language") == "en" else item.get(name, "")


def quoted(item: dict, language: str, mark: str) -> str:
    """Takes an item, the language of the terms, and what follows, «,» or «.»; gives the title in quotation marks.

    With English terms the mark stands within the quotation marks, with Arabic ones after them; a full stop
    is left out after a title that ends like a sentence.
    """
    title = headline(item, "title")
    if language == "ar":
        title = _apostrophes(title).replace('"', "'")
        closed = f'"{title}"'
        return f"{closed}{comma(title, language)}" if mark == "," else closed + ("" if title.endswith(TERMINAL) else ".")
    title, closing = renested(curled(title), LATIN_QUOTES, WITHIN_DOUBLE)
    return f"“{f'{title},' if mark == ',' else stop(title)}{closing}”"


def italic(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the title as it is, in italics, and a full stop."""
    if language == "ar":
        title = _apostrophes(item["title"])
    else:
        title, closing = renested(curled(item["title"]), LATIN_QUOTES)
        if closing:
            return [Piece(stop(title) + closing, True)]
    return [Piece(title, True), Piece("" if title.endswith(TERMINAL) else ".", False)]


def guillemets(title: str) -> str:
    """Takes a title; gives it within «…», its own quotation marks nested: “…”, and within them ‘…’."""
    return f"«{''.join(renested(curled(title), ALL_QUOTES, WITHIN_GUILLEMETS))}»"


def renested(title: str, kinds: dict[str, str], levels: list[tuple[str, str]] | None = None) -> tuple[str, str]:
    """Takes a title, the kinds of quotation marks to see and the marks of each level, outermost first.

    Gives the title with those marks (without levels, with its own), the closing ones at its very end apart.
    """
    said, open_marks, closing = "", [], ""
    for index, char in enumerate(title):
        if char in kinds:
            open_marks.append(kinds[char])
            said, closing = said + closing + _mark(levels, len(open_marks), 0, char), ""
        elif open_marks and char == open_marks[-1] and not (char == "’" and title[index + 1 : index + 2].isalpha()):
            closing += _mark(levels, len(open_marks), 1, char)
            open_marks.pop()
        else:
            said, closing = said + closing + char, ""
    return said, closing


def _mark(levels: list[tuple[str, str]] | None, depth: int, side: int, char: str) -> str:
    return levels[(depth - 1) % len(levels)][side] if levels else char


def curled(title: str) -> str:
    """Takes a title; gives it with typographic quotation marks for typewriter ones."""
    title = re.sub(r'(?<![^\s(\[—])"', "“", title).replace('"', "”")
    return _apostrophes(re.sub(r"(?<![^\s(\[—“])'", "‘", title))


def _apostrophes(title: str) -> str:
    return re.sub(r"(?<=\w)'", "’", title)
