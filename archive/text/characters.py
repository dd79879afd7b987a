"""Single characters told apart where the eye cannot: their code point and Unicode name, and a visible form of the invisible."""

from __future__ import annotations

import sys
import unicodedata
from itertools import groupby

# Controls, formats, surrogates, private and unassigned characters, separators of lines and paragraphs.
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _format_surrogate_byte(character: str) -> str:
    """The byte for which a lone surrogate stands in text read with ``surrogateescape``; empty for any other character."""
    return f"0x{ord(character) - 0xDC00:02X}" if "\udc80" <= character <= "\udcff" else ""


def format_code_point(character: str) -> str:
    """``U+0635``, for a character."""
    return f"U+{ord(character):04X}"


def describe_character(character: str) -> str:
    """``U+0635 ARABIC LETTER SAD``; a character without a name is called by its Unicode label, a byte by its value."""
    point = format_code_point(character)
    return _format_surrogate_byte(character) or f"{point} {unicodedata.name(character, f'<{unicodedata.category(character)}>')}"


def make_character_visible(character: str) -> str:
    """The character as it can be shown in a line: ``<U+200F>`` for what has no shape of its own or looks like a space."""
    if character in (" ", "\t"):
        return " "
    category = unicodedata.category(character)
    return (
        f"<{_format_surrogate_byte(character) or format_code_point(character)}>"
        if category in INVISIBLE_CATEGORIES or category == "Zs"
        else character
    )


def make_visible(text: str) -> str:
    """A text with what cannot be seen in it written out."""
    return "".join(map(make_character_visible, text))


def make_character_class(*categories: str, last: int = sys.maxunicode) -> str:
    """The code points up to ``last`` of some general categories of Unicode, as the inside of a class of a regular expression."""
    found = [at for at in range(last + 1) if unicodedata.category(chr(at)) in categories]
    runs = [[one for _at, one in run] for _key, run in groupby(enumerate(found), lambda pair: pair[1] - pair[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


def count_cells(shown: str) -> int:
    """The width of a text in the cells of a terminal: none for combining marks, two for wide characters."""
    widths = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(one) else widths.get(unicodedata.east_asian_width(one), 1) for one in shown)


SHORTENED_LENGTH = 48


def shorten_words(words: str, length: int = SHORTENED_LENGTH) -> str:
    """The beginning of the words, cut at white space, with an ellipsis if cut."""
    words = " ".join(words.split())
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition(" ")[0].rstrip(" ،؛,;") + "…"
