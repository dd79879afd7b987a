"""Words of a text, folded, with where they stand in it. A word is a run of letters, digits and marks; all else divides words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from archive.anchoring import Span
from archive.characters import class_of
from archive.folding import Folded, fold

# Of a longer word only so much is compared, on every engine.
LONGEST = 60
# The last plane of scripts in use ends before it; what stands beyond are no marks of words.
LAST_MARK = 0x1F000


# No word goes on over one of these signs, and none of them is folded into a letter: what stands between them is folded by itself.
PIECE = re.compile(r"""[^\s.,:;!?()\[\]"«»“”،؛؟]+""")
# Pieces come again and again; so many are kept, and none that is longer.
KEPT, KEPT_LENGTH = 1 << 16, 40


class Spelt(NamedTuple):
    """A word without its place: as compared, as spelt (see ``form``), and as it stands."""

    folded: str
    form: str
    spelling: str


class Word(NamedTuple):
    """``folded``: as compared; ``span``: where it stands, in code points of the text; ``form``: see ``form``."""

    folded: str
    span: Span
    form: str


# The marks that folding leaves, such as vowel signs of Devanagari, are of the word.
WORD = re.compile(rf"(?:[^\W_]|[{class_of('Mn', 'Mc', 'Me', last=LAST_MARK)}])+")


def words(text: str) -> list[Word]:
    """The words in the order of the text."""
    return of_folded(fold(text))


def of_folded(source: Folded) -> list[Word]:
    """The words of a text that is folded already."""
    found = []
    for match in WORD.finditer(source.text):
        span = source.span(*match.span())
        found.append(Word(match[0][:LONGEST], span, form(span.of(source.original))))
    return found


def spelt(text: str) -> list[Spelt]:
    """The words in the order of the text, without their places: the same as ``words``, for texts by the thousand."""
    found: list[Spelt] = []
    for piece in PIECE.findall(text):
        found += _spelt(piece) if len(piece) <= KEPT_LENGTH else _spelt_anew(piece)
    return found


def _spelt_anew(piece: str) -> tuple[Spelt, ...]:
    return tuple(Spelt(word.folded, word.form, word.span.of(piece)) for word in words(piece))


_spelt = lru_cache(KEPT)(_spelt_anew)


def form(word: str) -> str:
    """A word as it is spelt: Unicode’s composed form, without capitals; marks and letters as they stand."""
    return unicodedata.normalize("NFC", word).lower()[:LONGEST]
