"""Titles in citations: quotation marks around and within them, final punctuation, English title case.

Title case follows the rules and the list of small words of citeproc-js (CSL 1.0.2).
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
# A digest or its beginning, which is compared letter for letter
DIGEST = re.compile(r"(?=[a-f]*[0-9])[0-9a-f]{8,64}")


def apply_title_case(text: str) -> str:
    """Capitalise the words of an English title except small ones.

    The first word, the last, a word after “:”, “?” or “!” and the first of a hyphenated compound are
    capitalised even if small; words with a capital, single letters and digests are not changed.
    """
    pieces = WORD_BREAK.split(text)
    spans = [(index, *match.span()) for index in range(0, len(pieces), 2) for match in WORD.finditer(pieces[index])]
    checked_until = 0
    for order, (index, start, end) in enumerate(spans):
        word = pieces[index][start:end]
        breaks = pieces[checked_until:index]
        begins_phrase = order == 0 or any(mark in {":", "?", "!"} for mark in breaks)
        hyphened = (
            _is_hyphen(pieces, index + 1) and end == len(pieces[index]) and not (_is_hyphen(pieces, index - 1) and start == 0)
        )
        last = order == len(spans) - 1 and len(word) > 1
        large = begins_phrase or hyphened or last or (len(word) > 1 and word.lower() not in SMALL_WORD_SET)
        if large and word == word.lower() and not DIGEST.fullmatch(word) and not _is_after_apostrophe(pieces, index, start):
            pieces[index] = pieces[index][:start] + word[0].upper() + pieces[index][start + 1 :]
        checked_until = index
    return "".join(pieces)


def _is_hyphen(pieces: list[str], index: int) -> bool:
    return 0 < index < len(pieces) and pieces[index] == "-"


def _is_after_apostrophe(pieces: list[str], index: int, start: int) -> bool:
    """Return True for the end of a word after an apostrophe: “re” in “we’re”."""
    return start == 0 and index > 1 and pieces[index - 1] in "’'" and pieces[index - 2][-1:].isalpha()


LATIN_QUOTES = {"“": "”", "‘": "’"}
ALL_QUOTES = {"«": "»", **LATIN_QUOTES}
WITHIN_DOUBLE = [("‘", "’"), ("“", "”")]
WITHIN_GUILLEMETS = [("“", "”"), ("‘", "’")]


def get_title_field(item: dict, name: str) -> str:
    """Return a field, in title case if the item is in English."""
    text = item.get(name, "")
    return apply_title_case(text) if item.get("language") == "en" else text


def quote_title(item: dict, language: str, mark: str) -> str:
    """Return the title in quotation marks, followed by ``mark``, “,” or “.”.

    With English terms the mark is within the quotation marks, with Arabic ones after them; a title that ends
    like a sentence gets no full stop.
    """
    title = get_title_field(item, "title")
    if language == "ar":
        title = _curl_apostrophes(title).replace('"', "'")
        if mark == ",":
            return f'"{title}"{choose_comma(title, language)}'
        return f'"{title}"' + ("" if title.endswith(TERMINAL_MARKS) else ".")
    title, closing = nest_quotes(curl_quotes(title), LATIN_QUOTES, WITHIN_DOUBLE)
    return f"“{f'{title},' if mark == ',' else add_full_stop(title)}{closing}”"


def italicize_title(item: dict, language: str) -> list[Piece]:
    """Return the title as written, in italics, and a full stop."""
    if language == "ar":
        title = _curl_apostrophes(item["title"])
    else:
        title, closing = nest_quotes(curl_quotes(item["title"]), LATIN_QUOTES)
        if closing:
            return [Piece(add_full_stop(title) + closing, True)]
    return [Piece(title, True), Piece("" if title.endswith(TERMINAL_MARKS) else ".", False)]


def wrap_in_guillemets(title: str) -> str:
    """Put a title in «…»; its own quotation marks become “…”, and within them ‘…’."""
    return f"«{''.join(nest_quotes(curl_quotes(title), ALL_QUOTES, WITHIN_GUILLEMETS))}»"


def nest_quotes(title: str, kinds: dict[str, str], levels: list[tuple[str, str]] | None = None) -> tuple[str, str]:
    """Set the quotation marks ``kinds`` of a title as ``levels`` has them, outermost first.

    Returns the title without the closing marks at its very end, and those. Without levels the marks are not changed.
    """
    nested, open_marks, closing = "", [], ""
    for index, char in enumerate(title):
        if char in kinds:
            open_marks.append(kinds[char])
            nested, closing = nested + closing + _choose_mark(levels, len(open_marks), 0, char), ""
        elif open_marks and char == open_marks[-1] and not (char == "’" and title[index + 1 : index + 2].isalpha()):
            closing += _choose_mark(levels, len(open_marks), 1, char)
            open_marks.pop()
        else:
            nested, closing = nested + closing + char, ""
    return nested, closing


def _choose_mark(levels: list[tuple[str, str]] | None, depth: int, side: int, char: str) -> str:
    return levels[(depth - 1) % len(levels)][side] if levels else char


def curl_quotes(title: str) -> str:
    """Replace typewriter quotation marks by typographic ones."""
    title = re.sub(r'(?<![^\s(\[—])"', "“", title).replace('"', "”")
    return _curl_apostrophes(re.sub(r"(?<![^\s(\[—“])'", "‘", title))


def _curl_apostrophes(title: str) -> str:
    return re.sub(r"(?<=\w)'", "’", title)
