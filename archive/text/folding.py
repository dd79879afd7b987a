"""Text folded for comparison: letters that readers take for the same become the same. For looking things up, never for quoting.

In this order: alef, hamza and Persian letter forms to the plain Arabic letter; Unicode’s decomposed form, of Arabic presentation
forms and full-width letters the compatible one; combining marks, tatweel and invisible format characters dropped; ة to ه and ى to ي;
every decimal digit to 0–9; ł, ø, đ and their like to the plain letter; Unicode case folding; every dash to ``-``; white space of any
kind and length to one space. Each folded code point keeps the offset of the character that it came from.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from archive.text.anchoring import Span

TATWEEL = "\u0640"
LETTER_FORMS = str.maketrans("آأإٱؤئیېکگھہە", "اااا" + "وييي" + "ككههه")
LETTER_ENDINGS = str.maketrans("ةى", "هي")
LATIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Blocks whose characters stand for others by their look alone: Arabic presentation forms, half- and full-width forms.
COMPATIBILITY_BLOCKS = (range(0xFB50, 0xFE00), range(0xFE70, 0x10000))


class FoldedText(NamedTuple):
    """``text``: folded; ``offsets``: for each of its code points the code point of ``original`` that it came from."""

    text: str
    offsets: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> Span:
        """The span of the original whose folded form is ``text[start:end]``, with the marks upon its last letter; not empty."""
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(self.offsets[start], last)


def fold_with_offsets(text: str) -> FoldedText:
    """The folded text with its offsets."""
    folded: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        for one in _fold_character(character):
            if one != " " or not folded or folded[-1] != " ":
                folded.append(one)
                offsets.append(at)
    return FoldedText("".join(folded), tuple(offsets), text)


def fold_text(text: str) -> str:
    """The folded text alone."""
    return fold_with_offsets(text).text


def normalize_figures(text: str) -> str:
    """A date or a number however it was typed: its digits as 0–9, its dashes as ``-``, without invisible format characters."""
    return "".join(_normalize_character(one) for one in text if unicodedata.category(one) != "Cf")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """What one character becomes: usually one, none if it is dropped, at times several."""
    if character.isspace():
        return " "
    is_compatible = any(ord(character) in block for block in COMPATIBILITY_BLOCKS)
    decomposed = unicodedata.normalize("NFKD" if is_compatible else "NFD", character.translate(LETTER_FORMS))
    parts = [one for one in decomposed if not _is_dropped(one)]
    plain = "".join(map(_normalize_character, parts)).translate(LETTER_ENDINGS).casefold().translate(LATIN_LETTERS)
    return "".join(one for one in unicodedata.normalize("NFD", plain) if not _is_dropped(one))


def _is_dropped(character: str) -> bool:
    return character == TATWEEL or bool(unicodedata.combining(character)) or unicodedata.category(character) == "Cf"


def _normalize_character(character: str) -> str:
    if unicodedata.category(character) == "Pd":
        return "-"
    return str(unicodedata.decimal(character, character))
