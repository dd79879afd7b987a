"""Words of a text: their places, and what makes two of them the same.

A word is a run of letters and digits with their combining marks and the invisible characters inside; in scripts without spaces
between words each letter is one. Raised figures are no part of a word. The mark of a gap is a word too, so that no quotation crosses it
unseen. Offsets are in code points.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from archive.quotations.postings import FINGERPRINT_BITS
from archive.text.characters import make_character_class
from archive.text.folding import fold_text
from archive.text.gaps import GAP_MARK

# Combining marks and invisible format characters.
COMBINING_MARKS = make_character_class("Mn", "Mc", "Me", "Cf")
# Thai, Lao, Burmese, Khmer, kana and Han.
SPACELESS_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Raised figures, which number footnotes.
RAISED_FIGURES = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
LETTER = rf"[^\W_{RAISED_FIGURES}{SPACELESS_SCRIPTS}]"
WORD = re.compile(rf"{LETTER}+(?:[{COMBINING_MARKS}]+{LETTER}*)*|[{SPACELESS_SCRIPTS}][{COMBINING_MARKS}]*|{re.escape(GAP_MARK)}")
WORD_CHARACTER = re.compile(rf"[{COMBINING_MARKS}]|{LETTER}")
# Number of a footnote in brackets, or in parentheses right after a word or a punctuation mark.
NOTE_NUMBER = re.compile(r"(?:\[\s*|(?<=[^\s(])\()(\d{1,3})\s*[\])](?!\w)")
# Words whose folded forms and fingerprints are cached, and maximum code points of a cached word, for readers send any.
CACHED_WORDS, MAX_CACHED_LENGTH = 1 << 15, 40
# Texts whose words are cached, and maximum code points of such a text.
CACHED_TEXTS, MAX_CACHED_TEXT = 64, 5000


class Token(NamedTuple):
    """Code points from ``start`` up to ``end``, and the folded word; ``is_note``: it looks like the number of a footnote."""

    start: int
    end: int
    folded: str
    is_note: bool = False


def tokenize_text(text: str) -> list[Token]:
    """Return the words of a text in order. Those of the last short texts are cached: a quotation is divided several times."""
    return _cached_tokenize(text) if len(text) <= MAX_CACHED_TEXT else _tokenize(text)


def _tokenize(text: str) -> list[Token]:
    notes = {match.start(1) for match in NOTE_NUMBER.finditer(text)} if "[" in text or "(" in text else ()
    words = ((match.span(), fold_word(match[0])) for match in WORD.finditer(text))
    return [Token(*span, folded, span[0] in notes) for span, folded in words if folded]


def list_fingerprints(text: str) -> list[int]:
    """Return the fingerprints of the words of a text in order."""
    return list(chain.from_iterable(map(_FINGERPRINTS.__getitem__, text.split())))


class _FingerprintCache(dict[str, tuple[int, ...]]):
    """The fingerprints of the words of short pieces without white space; it is emptied when it is full."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        # Nothing is compared of a word that consists of tatweel only.
        fingerprints = tuple(hash_word(folded) for folded in map(fold_word, WORD.findall(piece)) if folded)
        if len(piece) <= MAX_CACHED_LENGTH:
            if len(self) >= CACHED_WORDS:
                self.clear()
            self[piece] = fingerprints
        return fingerprints


_FINGERPRINTS = _FingerprintCache()


def is_word_boundary(text: str, offset: int) -> bool:
    """Return whether no word continues across a code point offset."""
    return offset <= 0 or not (WORD_CHARACTER.match(text, offset - 1) and WORD_CHARACTER.match(text, offset))


def fold_word(word: str) -> str:
    """Return a word as it is compared; empty if it consists of tatweel only."""
    return _cached_fold(word) if len(word) <= MAX_CACHED_LENGTH else fold_text(word)


def hash_word(word: str) -> int:
    """Return the first FINGERPRINT_BITS bits of the 8-byte BLAKE2b (RFC 7693) of a folded word in UTF-8."""
    return _cached_hash(word) if len(word) <= MAX_CACHED_LENGTH else _hash_word(word)


def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 64 - FINGERPRINT_BITS


_cached_tokenize = lru_cache(CACHED_TEXTS)(_tokenize)
_cached_fold, _cached_hash = lru_cache(CACHED_WORDS)(fold_text), lru_cache(CACHED_WORDS)(_hash_word)
