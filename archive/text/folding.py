"""Text folded for comparison: letters that readers consider the same become the same. For lookup, never for quoting.

Applied until nothing changes: Unicode’s decomposed form, of ligatures, presentation forms and full-width letters the compatible one;
alef, hamza and Persian letter forms to the plain Arabic letter; combining marks, tatweel and invisible format characters dropped;
ة to ه and ى to ي; every decimal digit to 0–9; ł, ø, đ and their like to the plain letter; Unicode case folding; every dash to ``-``.
White space of any kind and length becomes one space. Folding is idempotent. Each folded code point keeps the offset of the character
that it came from.
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
# Blocks of presentation variants: Latin, Armenian, Hebrew and Arabic presentation forms, half- and full-width forms.
COMPATIBILITY_BLOCKS = (range(0xFB00, 0xFE00), range(0xFE70, 0x10000))


class FoldedText(NamedTuple):
    """Folded ``text``, and for each of its code points the offset of its origin in ``original``."""

    text: str
    offsets: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that ``text[start:end]``, not empty, came from.

        Combining marks on its last letter are included.
        """
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(self.offsets[start], last)


def fold_with_offsets(text: str) -> FoldedText:
    """Fold a text and record where each folded character came from."""
    pieces = list(map(_fold_character, text))
    joined = "".join(pieces)
    if {*map(len, pieces)} == {1} and "  " not in joined:  # each character became one
        return FoldedText(joined, tuple(range(len(text))), text)
    folded: list[str] = []
    offsets: list[int] = []
    for at, piece in enumerate(pieces):
        for replacement in piece:
            if replacement != " " or folded[-1:] != [" "]:
                folded.append(replacement)
                offsets.append(at)
    return FoldedText("".join(folded), tuple(offsets), text)


def fold_text(text: str) -> str:
    """Fold a text."""
    return fold_with_offsets(text).text


def normalize_figures(text: str) -> str:
    """Write digits as 0–9 and dashes as ``-``, and drop invisible format characters."""
    return "".join(_normalize_character(character) for character in text if unicodedata.category(character) != "Cf")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold one character: usually to one, to none if it is dropped, sometimes to several."""
    if character.isspace():
        return " "
    is_compatible = any(ord(character) in block for block in COMPATIBILITY_BLOCKS)
    folded = _fold_once(unicodedata.normalize("NFKD", character) if is_compatible else character)
    # A letter form may fold to one that another rule changes: ﮎ to ک to ك.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(LETTER_FORMS))
    digits_and_dashes = "".join(map(_normalize_character, _drop_marks(decomposed)))
    plain = digits_and_dashes.translate(LETTER_ENDINGS).casefold().translate(LATIN_LETTERS)
    return _drop_marks(unicodedata.normalize("NFD", plain))


def _drop_marks(text: str) -> str:
    letters = (letter for letter in text if letter != TATWEEL and not unicodedata.combining(letter))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Cf")


def _normalize_character(character: str) -> str:
    if unicodedata.category(character) == "Pd":
        return "-"
    return str(unicodedata.decimal(character, character))
