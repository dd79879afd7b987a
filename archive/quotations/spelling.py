"""Comparison of two texts that may differ in spelling only: the same words in the same order, each with few other letters.

At most one letter of four may differ in a word, and never a figure: a word of three letters that differs is another word,
and so is another number. What folds to the same is the same, and so are words written together or apart.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from archive.quotations.tokens import tokenize_text

# Letters of a word for each that may differ.
LETTERS_PER_CHANGE = 4


def has_same_words(quotation: str, text: str) -> bool:
    """Return whether no word is added, left out or replaced by another."""
    first, second = ([token.folded for token in tokenize_text(words)] for words in (quotation, text))
    changes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return all(_is_respelling(first[i1:i2], second[j1:j2]) for _tag, i1, i2, j1, j2 in changes)


def _is_respelling(first: list[str], second: list[str]) -> bool:
    if "".join(first) == "".join(second):
        return True
    return len(first) == len(second) and all(map(_is_similar_word, first, second))


def _is_similar_word(first: str, second: str) -> bool:
    figures = [list(filter(str.isdigit, word)) for word in (first, second)]
    return figures[0] == figures[1] and Levenshtein.distance(first, second) * LETTERS_PER_CHANGE <= min(len(first), len(second))
