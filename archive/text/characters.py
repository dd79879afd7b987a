"""Descriptions of single characters: code point, Unicode name, a visible form of the invisible, width in cells."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from itertools import groupby

# Controls, formats, surrogates, private and unassigned characters, separators of lines and paragraphs.
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Code points among which all marks and format characters are; the other million is not looked through.
RANGES_WITH_MARKS = (range(0x20000), range(0xE0000, 0xE1000))


def _format_surrogate_byte(character: str) -> str:
    """Return the byte that ``surrogateescape`` decoded as a lone surrogate; empty for any other character."""
    return f"0x{ord(character) - 0xDC00:02X}" if "\udc80" <= character <= "\udcff" else ""


def format_code_point(character: str) -> str:
    """Return ``U+0635`` for a character."""
    return f"U+{ord(character):04X}"


def describe_character(character: str) -> str:
    """Return ``U+0635 ARABIC LETTER SAD``.

    A character without a name has its general category instead; an undecoded byte is shown as its value.
    """
    name = unicodedata.name(character, f"<{unicodedata.category(character)}>")
    return _format_surrogate_byte(character) or f"{format_code_point(character)} {name}"


def make_character_visible(character: str) -> str:
    """Return the character, or ``<U+200F>`` for one that has no shape or looks like a space."""
    if character in (" ", "\t"):
        return " "
    if unicodedata.category(character) in {*INVISIBLE_CATEGORIES, "Zs"}:
        return f"<{_format_surrogate_byte(character) or format_code_point(character)}>"
    return character


def make_visible(text: str) -> str:
    """Return a text with its invisible characters written out as code points."""
    return "".join(map(make_character_visible, text))


@cache
def make_character_class(*categories: str, last: int = sys.maxunicode) -> str:
    """Return the code points up to ``last`` of general categories of marks or formats, as the inside of a character class."""
    points = [
        point
        for points in RANGES_WITH_MARKS
        for point in range(points.start, min(points.stop, last + 1))
        if unicodedata.category(chr(point)) in categories
    ]
    runs = [[point for _, point in run] for _, run in groupby(enumerate(points), lambda pair: pair[1] - pair[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


def count_cells(text: str) -> int:
    """Return a text's width in cells of a terminal: 0 for combining marks, 2 for wide characters."""
    spacing = (character for character in text if not unicodedata.combining(character))
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in spacing)


# Code points of a shortened text.
SHORTENED_LENGTH = 48


def shorten_words(text: str, length: int = SHORTENED_LENGTH) -> str:
    """Return the beginning of a text, cut at white space, with an ellipsis if cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition(" ")[0].rstrip(" ،؛,;") + "…"
