"""Whether two texts are the same but for spelling: the same words in the same order, each with few other letters.

A word may differ in one letter of four at most, and never in its figures: a word of three letters that differs is another word,
and so is another number. Whatever folding makes the same is the same, and so are words written together or apart.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from archive.quotations.tokens import tokenize_text

LETTERS_PER_CHANGE = 4


def has_same_words(given: str, stands: str) -> bool:
    """Whether no word is added, left out or exchanged for another."""
    one, other = ([word.folded for word in tokenize_text(text)] for text in (given, stands))
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return all(_has_like_words(one[i1:i2], other[j1:j2]) for tag, i1, i2, j1, j2 in changes if tag != "equal")


def _has_like_words(given: list[str], stands: list[str]) -> bool:
    if "".join(given) == "".join(stands):
        return True
    return len(given) == len(stands) and all(map(_is_like_word, given, stands))


def _is_like_word(given: str, stands: str) -> bool:
    figures = ["".join(filter(str.isdigit, word)) for word in (given, stands)]
    return figures[0] == figures[1] and Levenshtein.distance(given, stands) * LETTERS_PER_CHANGE <= min(len(given), len(stands))
