"""Comparison of a quotation with words of a text, word by word: which words are others, added or left out.

Words are the same if they are so when folded, or if they are written together or apart. Another letter makes another word.
Numbers of footnotes are no words where only one side has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from archive.quotations.tokens import Token

# Maximum words that are written as one.
MAX_JOINED_WORDS = 4
# Letters of a word for each that may differ in a similar one, which is shown beside it; minimum letters of such words.
LETTERS_PER_CHANGE, MIN_SIMILAR_LETTERS = 3, 3
# Words up to which a quotation is short.
MAX_SHORT_WORDS = 4
# A word with the number of a footnote attached.
WORD_WITH_NOTE = re.compile(r"([^\W\d_]{3,})\d{1,2}")


class WordChange(NamedTuple):
    """Words of the quotation in place of words of the text: indexes of tokens, half-open; either may be empty."""

    quoted: range
    original: range

    @property
    def size(self) -> int:
        """Return the number of words that differ."""
        return max(len(self.quoted), len(self.original))


def count_same_words(quotation: Sequence[Token], start: int, text: Sequence[Token], index: int) -> tuple[int, int]:
    """Return how many words of both sides are the same from ``start`` and ``index`` on: usually 1 and 1; 0 and 0 for another word."""
    first, second = quotation[start].folded, text[index].folded
    if first == second:
        return 1, 1
    if second.startswith(first):
        joined = _count_joined([token.folded for token in quotation[start : start + MAX_JOINED_WORDS]], second)
        return (joined, 1) if joined else (0, 0)
    if first.startswith(second):
        if joined := _count_joined([token.folded for token in text[index : index + MAX_JOINED_WORDS]], first):
            return 1, joined
        note = WORD_WITH_NOTE.fullmatch(first)
        return (1, 1) if note and note[1] == second else (0, 0)
    return 0, 0


def _count_joined(words: Sequence[str], whole: str) -> int:
    """Return how many of the words are ``whole`` if written together; 0 if they are not."""
    for count in range(2, len(words) + 1):
        if "".join(words[:count]) == whole:
            return count if _may_be_joined(words[:count]) else 0
    return 0


def _may_be_joined(words: Sequence[str]) -> bool:
    """Return whether no number changes: figures are joined in groups of thousands only."""
    return all(not (before.isdigit() and after.isdigit()) or len(after) == 3 for before, after in pairwise(words)) and (
        not all(map(str.isdigit, words)) or len(words[0]) <= 3
    )


def compare_words(quotation: Sequence[Token], text: Sequence[Token]) -> list[WordChange]:
    """Return the changes in order: none if no word is added, left out or replaced by another."""
    opcodes = Levenshtein.opcodes([token.folded for token in quotation], [token.folded for token in text])
    changes: list[WordChange] = []
    for is_equal, blocks in groupby(opcodes, key=lambda code: code.tag == "equal"):
        if not is_equal:
            group = list(blocks)
            quoted, original = range(group[0].src_start, group[-1].src_end), range(group[0].dest_start, group[-1].dest_end)
            changes += _split_changes(quotation, quoted, text, original)
    return changes


def _split_changes(quotation: Sequence[Token], quoted: range, text: Sequence[Token], original: range) -> Iterator[WordChange]:
    """Yield what differs in two ranges of words: words that are the same, and footnotes, are left out."""
    (start, end), (index, last) = (quoted.start, quoted.stop), (original.start, original.stop)
    changed_start, changed_index = start, index
    while start < end or index < last:
        has_both = start < end and index < last
        same = count_same_words(quotation[:end], start, text[:last], index) if has_both else (0, 0)
        if not any(same):
            is_extra_note = start < end and quotation[start].is_note and end - start > last - index
            is_missing_note = index < last and text[index].is_note and last - index > end - start
            same = (int(is_extra_note), int(is_missing_note))
        if any(same):
            yield from _pair_words(range(changed_start, start), range(changed_index, index))
            start, index = start + same[0], index + same[1]
            changed_start, changed_index = start, index
        else:
            start, index = min(start + 1, end), min(index + 1, last)
    yield from _pair_words(range(changed_start, end), range(changed_index, last))


def _pair_words(quoted: range, original: range) -> Iterator[WordChange]:
    if len(quoted) == len(original):
        yield from (
            WordChange(range(first, first + 1), range(second, second + 1)) for first, second in zip(quoted, original, strict=True)
        )
    else:
        yield WordChange(quoted, original)


def are_similar(first: str, second: str) -> bool:
    """Return whether two folded words differ in few letters, and in no figure: القطار and المطار."""
    shorter = min(len(first), len(second))
    if shorter < MIN_SIMILAR_LETTERS or any(map(str.isdigit, first + second)):
        return False
    return Levenshtein.distance(first, second) <= max(1, shorter // LETTERS_PER_CHANGE)


def is_close(quotation: Sequence[Token], text: Sequence[Token], changes: Sequence[WordChange]) -> bool:
    """Return whether the changes are few enough to show the words beside each other.

    Half of the words of a short quotation must be the same, two of three words of others; and for each word that is not even similar
    two must be the same or similar.
    """
    changed = sum(len(change.quoted) for change in changes)
    similar = sum(
        len(change.quoted) == len(change.original) == 1
        and are_similar(quotation[change.quoted[0]].folded, text[change.original[0]].folded)
        for change in changes
    )
    same = len(quotation) - changed
    enough = 2 * same >= len(quotation) if len(quotation) <= MAX_SHORT_WORDS else 3 * same >= 2 * len(quotation)
    return enough and same + similar >= 2 * (sum(change.size for change in changes) - similar)
