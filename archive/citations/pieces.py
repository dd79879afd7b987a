"""Pieces of a citation, and the punctuation between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

TERMINAL_MARKS = (".", "?", "!", ":", "؟")


class Piece(NamedTuple):
    """A run of a citation's text.

    If ``day`` is not empty, the run states when the page was read: ``{}`` is the day, written in the manner ``day``: ``en``, ``mla`` or
    ``ar``. Responses omit such runs; the reader's browser fills them in.
    """

    text: str
    italic: bool
    day: str = ""


def merge_pieces(*runs: str | Piece) -> list[Piece]:
    """Return texts and pieces as pieces, without empty ones; neighbours of the same face are joined."""
    merged: list[Piece] = []
    for run in runs:
        piece = run if isinstance(run, Piece) else Piece(run, False)
        if merged and not piece.day and merged[-1][1:] == (piece.italic, ""):
            merged[-1] = Piece(merged[-1].text + piece.text, piece.italic)
        elif piece.text:
            merged.append(piece)
    return merged


def is_edge_letter_arabic(text: str, *, last: bool = False) -> bool | None:
    """Return True if the first (or last) letter is Arabic, None if there is no letter."""
    for char in reversed(text) if last else text:
        if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL"):
            return kind == "AL"
    return None


def choose_comma(before: str, language: str) -> str:
    """Return the comma after ``before``.

    With Arabic terms it is “،”, except after a text that begins and ends in Latin letters: an Arabic title may end in an acronym.
    """
    latin = not is_edge_letter_arabic(before) and is_edge_letter_arabic(before, last=True) is False
    return "،" if language == "ar" and not latin else ","


def join_with_commas(parts: Iterable[str], language: str) -> str:
    """Join the parts that are not empty with commas."""
    joined = ""
    for part in filter(None, parts):
        joined = f"{joined}{choose_comma(joined, language)} {part}" if joined else part
    return joined


def add_full_stop(text: str) -> str:
    """Add a full stop, unless the text is empty or ends like a sentence."""
    return text if not text or text.endswith(TERMINAL_MARKS) else f"{text}."


def join_sentences(*parts: str) -> str:
    """Join the parts that are not empty with spaces, each closed with a full stop."""
    return " ".join(add_full_stop(part) for part in parts if part)
