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

from archive.quotations.postings import FINGERPRINT_BITS
from archive.text.characters import make_character_class
from archive.text.folding import fold_text

# Combining marks and invisible format characters.
COMBINING_MARKS = make_character_class("Mn", "Mc", "Me", "Cf")
# Thai, Lao, Burmese, Khmer, kana and Han.
SPACELESS_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTER = rf"[^\W_{SPACELESS_SCRIPTS}]"
WORD = re.compile(rf"{LETTER}+(?:[{COMBINING_MARKS}]+{LETTER}*)*|[{SPACELESS_SCRIPTS}][{COMBINING_MARKS}]*")
WORD_CHARACTER = re.compile(rf"[{COMBINING_MARKS}]|{LETTER}")
# Words come again and again; so many are kept with their folded forms, and none that is longer, for readers send any.
CACHED_WORDS, MAX_CACHED_LENGTH = 1 << 15, 40


class Token(NamedTuple):
    """Code points from ``start`` up to ``end``, and the folded word."""

    start: int
    end: int
    folded: str


def tokenize_text(text: str) -> list[Token]:
    """The words of a text, in its order."""
    found = ((match.span(), fold_word(match[0])) for match in WORD.finditer(text))
    return [Token(*span, word) for span, word in found if word]


def list_fingerprints(text: str) -> Iterator[int]:
    """The fingerprints of the words of a text, in its order."""
    return (hash_word(word) for match in WORD.finditer(text) if (word := fold_word(match[0])))


def is_word_boundary(text: str, at: int) -> bool:
    """Whether no word goes on from before the code point ``at`` to after it."""
    return at <= 0 or not (WORD_CHARACTER.match(text, at - 1) and WORD_CHARACTER.match(text, at))


def fold_word(word: str) -> str:
    """A word as it is compared; empty if it is of tatweel alone."""
    return _cached_fold(word) if len(word) <= MAX_CACHED_LENGTH else fold_text(word)


def hash_word(word: str) -> int:
    """BITS bits of a folded word: the first of the BLAKE2b (RFC 7693), of eight bytes, of its UTF-8 form."""
    return _cached_hash(word) if len(word) <= MAX_CACHED_LENGTH else _hash_word(word)


def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 64 - FINGERPRINT_BITS


_cached_fold, _cached_hash = lru_cache(CACHED_WORDS)(fold_text), lru_cache(CACHED_WORDS)(_hash_word)
