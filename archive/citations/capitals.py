"""Title case in English, by the rules and with the list of small words of citeproc-js (CSL 1.0.2)."""

from __future__ import annotations

import re

# Articles, conjunctions and prepositions, and the particles of names.
SMALL_WORDS = """
    a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud
    around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by
    c ca circa de despite down during et except for forenenst from given in inside into lest like modulo near next nor
    notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thruout till
    to toward towards under underneath until unto up upon v van versus via von vs with within without yet
"""
SMALL = frozenset(SMALL_WORDS.split())
BREAK = re.compile(r"([‘’“”\"'\-–—/.,;?!:\[\]()])")
WORD = re.compile(r"[^\s\u200b]+")


def title_case(text: str) -> str:
    """Takes an English title; gives it with its words capitalised, all but the small ones.

    The first word, the last, a word after «:», «?» or «!» and the first of a hyphenated compound are
    capitalised even when small; a word that has a capital already, and one letter by itself, stay as they are.
    """
    pieces = BREAK.split(text)
    spans = [(index, *match.span()) for index in range(0, len(pieces), 2) for match in WORD.finditer(pieces[index])]
    fresh_from = 0
    for order, (index, start, end) in enumerate(spans):
        word = pieces[index][start:end]
        breaks = pieces[fresh_from:index]
        fresh = order == 0 or any(mark in {":", "?", "!"} for mark in breaks)
        hyphened = _hyphen(pieces, index + 1) and end == len(pieces[index]) and not (_hyphen(pieces, index - 1) and start == 0)
        last = order == len(spans) - 1 and len(word) > 1
        large = fresh or hyphened or last or (len(word) > 1 and word.lower() not in SMALL)
        if large and word == word.lower() and not _after_apostrophe(pieces, index, start):
            pieces[index] = pieces[index][:start] + word[0].upper() + pieces[index][start + 1 :]
        fresh_from = index
    return "".join(pieces)


def _hyphen(pieces: list[str], index: int) -> bool:
    return 0 < index < len(pieces) and pieces[index] == "-"


def _after_apostrophe(pieces: list[str], index: int, start: int) -> bool:
    """Whether what starts here is the end of a word: «re» in «we’re»."""
    return start == 0 and index > 1 and pieces[index - 1] in "’'" and pieces[index - 2][-1:].isalpha()
