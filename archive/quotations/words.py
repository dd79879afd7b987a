"""The words of a text, by what a reader takes for the same word, each with its place and its fingerprint.

A word is a run of letters and digits with the marks upon them and the invisible characters inside; where a script puts no space
between words, each letter is one. Offsets are in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from archive.characters import class_of
from archive.folding import folded
from archive.quotations.drawers import BITS

# Combining marks and invisible format characters.
MARKS = class_of("Mn", "Mc", "Me", "Cf")
# Thai, Lao, Burmese, Khmer, kana and Han.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTER = rf"[^\W_{SPACELESS}]"
WORD = re.compile(rf"{LETTER}+(?:[{MARKS}]+{LETTER}*)*|[{SPACELESS}][{MARKS}]*")
WITHIN = re.compile(rf"[{MARKS}]|{LETTER}")
# Words come again and again; so many are kept with their folded forms, and none that is longer, for readers send any.
KEPT, KEPT_LENGTH = 1 << 15, 40


class Word(NamedTuple):
    """Code points from ``start`` up to ``end``, and the folded word."""

    start: int
    end: int
    folded: str


def words(text: str) -> list[Word]:
    """The words of a text, in its order."""
    found = ((match.span(), fold_word(match[0])) for match in WORD.finditer(text))
    return [Word(*span, word) for span, word in found if word]


def fingerprints(text: str) -> Iterator[int]:
    """The fingerprints of the words of a text, in its order."""
    return (fingerprint(word) for match in WORD.finditer(text) if (word := fold_word(match[0])))


def divided(text: str, at: int) -> bool:
    """Whether no word goes on from before the code point ``at`` to after it."""
    return at <= 0 or not (WITHIN.match(text, at - 1) and WITHIN.match(text, at))


def fold_word(word: str) -> str:
    """A word as it is compared; empty if it is of tatweel alone."""
    return _folded(word) if len(word) <= KEPT_LENGTH else folded(word)


def fingerprint(word: str) -> int:
    """BITS bits of a folded word: the first of the BLAKE2b (RFC 7693), of eight bytes, of its UTF-8 form."""
    return _fingerprint(word) if len(word) <= KEPT_LENGTH else _digest(word)


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 64 - BITS


_folded, _fingerprint = lru_cache(KEPT)(folded), lru_cache(KEPT)(_digest)
