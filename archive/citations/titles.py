"""Title case in English, by the rules and with the list of small words of citeproc-js (CSL 1.0.2).

Titles: quotation marks around them and within them, the punctuation at their end, capitals in English.
"""

from __future__ import annotations

import re

from archive.citations.pieces import TERMINAL_MARKS, Piece, add_full_stop, choose_comma

# Articles, conjunctions and prepositions, and the particles of names.
SMALL_WORDS = """
    a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud
    around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by
    c ca circa de despite down during et except for forenenst from given in inside into lest like modulo near next nor
    notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thruout till
    to toward towards under underneath until unto up upon v van versus via von vs with within without yet
"""
SMALL_WORD_SET = frozenset(SMALL_WORDS.split())
WORD_BREAK = re.compile(r"([‘’“”\"'\-–—/.,;?!:\[\]()])")
WORD = re.compile(r"[^\s\u200b]+")


def apply_title_case(text: str) -> str:
    """Takes an English title; gives it with its words capitalised, all but the small ones.

    The first word, the last, a word after «:», «?» or «!» and the first of a hyphenated compound are
    capitalised even when small; a word that has a capital already, and one letter by itself, stay as they are.
    """
    pieces = WORD_BREAK.split(text)
    spans = [(index, *match.span()) for index in range(0, len(pieces), 2) for match in WORD.finditer(pieces[index])]
    fresh_from = 0
    for order, (index, start, end) in enumerate(spans):
        word = pieces[index][start:end]
        breaks = pieces[fresh_from:index]
        fresh = order == 0 or any(mark in {":", "?", "!"} for mark in breaks)
        hyphened = (
            _is_hyphen(pieces, index + 1) and end == len(pieces[index]) and not (_is_hyphen(pieces, index - 1) and start == 0)
        )
        last = order == len(spans) - 1 and len(word) > 1
        large = fresh or hyphened or last or (len(word) > 1 and word.lower() not in SMALL_WORD_SET)
        if large and word == word.lower() and not _is_after_apostrophe(pieces, index, start):
            pieces[index] = pieces[index][:start] + word[0].upper() + pieces[index][start + 1 :]
        fresh_from = index
    return "".join(pieces)


def _is_hyphen(pieces: list[str], index: int) -> bool:
    return 0 < index < len(pieces) and pieces[index] == "-"


def _is_after_apostrophe(pieces: list[str], index: int, start: int) -> bool:
    """Whether what starts here is the end of a word: «re» in «we’re»."""
    return start == 0 and index > 1 and pieces[index - 1] in "’'" and pieces[index - 2][-1:].isalpha()


LATIN_QUOTES = {"“": "”", "‘": "’"}
ALL_QUOTES = {"«": "»", **LATIN_QUOTES}
WITHIN_DOUBLE = [("‘", "’"), ("“", "”")]
WITHIN_GUILLEMETS = [("“", "”"), ("‘", "’")]


def get_title_field(item: dict, name: str) -> str:
    """Takes an item and a field's name; gives the field, in title case when the item is in English."""
    return apply_title_case(item.get(name, "")) if item.get("language") == "en" else item.get(name, "")


def quote_title(item: dict, language: str, mark: str) -> str:
    """Takes an item, the language of the terms, and what follows, «,» or «.»; gives the title in quotation marks.

    With English terms the mark stands within the quotation marks, with Arabic ones after them; a full stop
    is left out after a title that ends like a sentence.
    """
    title = get_title_field(item, "title")
    if language == "ar":
        title = _curl_apostrophes(title).replace('"', "'")
        closed = f'"{title}"'
        return (
            f"{closed}{choose_comma(title, language)}" if mark == "," else closed + ("" if title.endswith(TERMINAL_MARKS) else ".")
        )
    title, closing = nest_quotes(curl_quotes(title), LATIN_QUOTES, WITHIN_DOUBLE)
    return f"“{f'{title},' if mark == ',' else add_full_stop(title)}{closing}”"


def italicize_title(item: dict, language: str) -> list[Piece]:
    """Takes an item and the language of the terms; gives the title as it is, in italics, and a full stop."""
    if language == "ar":
        title = _curl_apostrophes(item["title"])
    else:
        title, closing = nest_quotes(curl_quotes(item["title"]), LATIN_QUOTES)
        if closing:
            return [Piece(add_full_stop(title) + closing, True)]
    return [Piece(title, True), Piece("" if title.endswith(TERMINAL_MARKS) else ".", False)]


def wrap_in_guillemets(title: str) -> str:
    """Takes a title; gives it within «…», its own quotation marks nested: “…”, and within them ‘…’."""
    return f"«{''.join(nest_quotes(curl_quotes(title), ALL_QUOTES, WITHIN_GUILLEMETS))}»"


def nest_quotes(title: str, kinds: dict[str, str], levels: list[tuple[str, str]] | None = None) -> tuple[str, str]:
    """Takes a title, the kinds of quotation marks to see and the marks of each level, outermost first.

    Gives the title with those marks (without levels, with its own), the closing ones at its very end apart.
    """
    said, open_marks, closing = "", [], ""
    for index, char in enumerate(title):
        if char in kinds:
            open_marks.append(kinds[char])
            said, closing = said + closing + _choose_mark(levels, len(open_marks), 0, char), ""
        elif open_marks and char == open_marks[-1] and not (char == "’" and title[index + 1 : index + 2].isalpha()):
            closing += _choose_mark(levels, len(open_marks), 1, char)
            open_marks.pop()
        else:
            said, closing = said + closing + char, ""
    return said, closing


def _choose_mark(levels: list[tuple[str, str]] | None, depth: int, side: int, char: str) -> str:
    return levels[(depth - 1) % len(levels)][side] if levels else char


def curl_quotes(title: str) -> str:
    """Takes a title; gives it with typographic quotation marks for typewriter ones."""
    title = re.sub(r'(?<![^\s(\[—])"', "“", title).replace('"', "”")
    return _curl_apostrophes(re.sub(r"(?<![^\s(\[—“])'", "‘", title))


def _curl_apostrophes(title: str) -> str:
    return re.sub(r"(?<=\w)'", "’", title)
