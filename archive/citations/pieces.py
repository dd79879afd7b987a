"""What a citation is made of, and the punctuation between its parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

TERMINAL_MARKS = (".", "?", "!", ":", "؟")


class Piece(NamedTuple):
    """A run of a citation's text, set in italics or not.

    ``day``: where it is not empty, the run says when the page was read, the day standing for ``{}``, and this is the manner in which the
    day is written: ``en``, ``mla`` or ``ar``. What is served leaves such runs out; the reader's browser fills them in.
    """

    text: str
    italic: bool
    day: str = ""


def merge_pieces(*runs: str | Piece) -> list[Piece]:
    """Takes texts and pieces; gives pieces, the empty ones left out and upright neighbours made one."""
    made: list[Piece] = []
    for run in runs:
        piece = run if isinstance(run, Piece) else Piece(run, False)
        if made and not piece.day and made[-1][1:] == (piece.italic, ""):
            made[-1] = Piece(made[-1].text + piece.text, piece.italic)
        elif piece.text:
            made.append(piece)
    return made


def join_plain_text(citation: Iterable[Piece]) -> str:
    """Takes a citation's pieces; gives its text without italics and without the day on which the page was read."""
    return "".join(piece.text for piece in citation if not piece.day)


def is_edge_letter_arabic(text: str, *, last: bool = False) -> bool | None:
    """Takes a text; says whether its first (or last) letter is Arabic, None when it has no letter."""
    for char in reversed(text) if last else text:
        if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL"):
            return kind == "AL"
    return None


def choose_comma(before: str, language: str) -> str:
    """The comma of a citation, chosen by its terms and by what it follows.

    With Arabic terms it is «،», except after what begins and ends in Latin letters: an Arabic name or title may end in an acronym.
    """
    return (
        "،"
        if language == "ar" and (is_edge_letter_arabic(before) or is_edge_letter_arabic(before, last=True) is not False)
        else ","
    )


def join_with_commas(parts: Iterable[str], language: str) -> str:
    """Takes parts, some perhaps empty; gives them with commas between."""
    said = ""
    for part in filter(None, parts):
        said = f"{said}{choose_comma(said, language)} {part}" if said else part
    return said


def add_full_stop(text: str) -> str:
    """Takes a text; gives it closed with a full stop, unless it already ends like a sentence."""
    return text if not text or text.endswith(TERMINAL_MARKS) else f"{text}."


def join_sentences(*parts: str) -> str:
    """Takes parts, some perhaps empty; gives each closed with a full stop, spaces between."""
    return " ".join(add_full_stop(part) for part in parts if part)
