"""Words of a text, folded, with their places, and their light stems.

A word is a run of letters, digits and marks. Stems: Arabic by the rules of the “light10” stemmer (Larkey, Ballesteros and Connell
2002) on folded letters: the conjunction و, then the article with what is written onto it, then an ending of number, gender or
possession, then a last ي; at least MIN_STEM_LENGTH letters remain. Latin letters by Porter's second English stemmer (Snowball); other
words are their own stems. Snowball's own Arabic stemmer takes the first ب of بوخنفالد for a preposition.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import Stemmer

from archive.text.anchoring import Span
from archive.text.characters import make_character_class
from archive.text.folding import FoldedText, fold_with_offsets

MIN_STEM_LENGTH = 3
ARABIC_LETTERS = re.compile(r"[\u0621-\u064a]+")
LATIN_LETTERS = re.compile(r"[a-z]+")
CONJUNCTION = "و"
ARTICLES = ("وال", "فال", "بال", "كال", "لل", "ال")
ENDINGS = (("ها", "ات", "ون", "ين", "ان", "ه"), ("ي",))
_ENGLISH_STEMMER = Stemmer.Stemmer("english")
# Code points of a word that are compared, on every engine.
MAX_WORD_LENGTH = 60
# Code point after the last plane of scripts in use; beyond it there are no marks of words.
LAST_MARK_CODE_POINT = 0x1F000
# Folding leaves some marks, such as vowel signs of Devanagari: they are part of the word.
WORD_PATTERN = re.compile(rf"(?:[^\W_]|[{make_character_class('Mn', 'Mc', 'Me', last=LAST_MARK_CODE_POINT)}])+")
# Text between signs that no word contains and that are never folded into a letter: each piece can be folded by itself.
WORD_PIECE = re.compile(r"""[^\s.,:;!?()\[\]"«»“”،؛؟]+""")
# Pieces that are cached, and the code points of the longest of them.
CACHED_PIECES, MAX_CACHED_LENGTH = 1 << 16, 40


class StemmedWord(NamedTuple):
    """The stem, and what was removed from an Arabic word before and after it."""

    stem: str
    prefix: str = ""
    suffix: str = ""


@dataclass(slots=True, eq=False)
class WordSpelling:
    """A word without its place: folded, normalized (see ``normalize_spelling``), and the characters of the text.

    ``is_plain``: it is written as it is folded. ``tokens``: those that a document with the word has besides the folded word (see ``engine_query``).
    Words of one spelling are one object while it is cached; they are told apart by identity, since comparing texts would take longer.
    """

    folded: str
    form: str
    spelling: str
    is_plain: bool = field(init=False)
    tokens: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.is_plain = self.form == self.folded
        stem = stem_word(self.folded).stem
        of_stem = () if stem == self.folded else (f"~{stem}",)
        self.tokens = of_stem if self.is_plain else (*of_stem, f"={self.form}")


class Word(NamedTuple):
    """A word: folded, its span in code points of the text, and normalized (see ``normalize_spelling``)."""

    folded: str
    span: Span
    form: str


@lru_cache(maxsize=65536)
def stem_word(word: str) -> StemmedWord:
    """Return the stem of a folded word, and its affixes."""
    if ARABIC_LETTERS.fullmatch(word):
        return _stem_arabic(word)
    return StemmedWord(_ENGLISH_STEMMER.stemWord(word) if LATIN_LETTERS.fullmatch(word) else word)


def _stem_arabic(word: str) -> StemmedWord:
    prefix = next((prefix for prefix in ARTICLES if word.startswith(prefix) and len(word) - len(prefix) >= MIN_STEM_LENGTH), "")
    if not prefix and word.startswith(CONJUNCTION) and len(word) > MIN_STEM_LENGTH:
        prefix = CONJUNCTION
    stem = word.removeprefix(prefix)
    for endings in ENDINGS:
        stem = stem.removesuffix(
            next((ending for ending in endings if stem.endswith(ending) and len(stem) - len(ending) >= MIN_STEM_LENGTH), "")
        )
    return StemmedWord(stem, prefix, word[len(prefix) + len(stem) :])


def split_words(text: str) -> list[Word]:
    """Return the words in the order of the text."""
    return split_folded(fold_with_offsets(text))


def split_folded(source: FoldedText) -> list[Word]:
    """Return the words of a text that is already folded."""
    words = []
    for match in WORD_PATTERN.finditer(source.text):
        span = source.span(*match.span())
        words.append(Word(match[0][:MAX_WORD_LENGTH], span, normalize_spelling(span.of(source.original))))
    return words


def split_spellings(text: str) -> list[WordSpelling]:
    """Return the words of ``split_words`` without their places; faster, for texts by the thousand."""
    return list(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


class _PieceCache(dict[str, tuple[WordSpelling, ...]]):
    """The words of short pieces without white space, made when they are first asked for; it is emptied when it is full."""

    def __missing__(self, piece: str) -> tuple[WordSpelling, ...]:
        parts = WORD_PIECE.findall(piece)
        if parts == [piece]:
            words = tuple(WordSpelling(word.folded, word.form, word.span.of(piece)) for word in split_words(piece))
        else:
            words = tuple(chain.from_iterable(map(self.__getitem__, parts)))
        if len(piece) <= MAX_CACHED_LENGTH:
            if len(self) >= CACHED_PIECES:
                self.clear()
            self[piece] = words
        return words


_PIECES = _PieceCache()


def normalize_spelling(word: str) -> str:
    """Return a spelling in lower case and Unicode's composed form (NFC), with marks and letters as written."""
    return unicodedata.normalize("NFC", word).lower()[:MAX_WORD_LENGTH]
