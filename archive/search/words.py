"""Light stems of folded words: Arabic by our own rules, Latin letters by Porter’s second English stemmer (Snowball), others as they are.

The Arabic rules are those of the “light10” stemmer (Larkey, Ballesteros and Connell 2002), on folded letters: the conjunction و,
then the article with what is written onto it, then an ending of number, gender or possession, then a last ي; what is left is never
shorter than MINIMUM letters. Snowball’s own Arabic stemmer takes the first ب of بوخنفالد for a preposition.

Words of a text, folded, with where they stand in it. A word is a run of letters, digits and marks; all else divides words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
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


class StemmedWord(NamedTuple):
    """What is compared, and what was taken off an Arabic word before and after it."""

    stem: str
    prefix: str = ""
    suffix: str = ""


@lru_cache(maxsize=65536)
def stem_word(word: str) -> StemmedWord:
    """The stem of a folded word."""
    if ARABIC_LETTERS.fullmatch(word):
        return _stem_arabic(word)
    return StemmedWord(_ENGLISH_STEMMER.stemWord(word) if LATIN_LETTERS.fullmatch(word) else word)


def find_stem(word: str) -> str:
    """The stem alone."""
    return stem_word(word).stem


def _stem_arabic(word: str) -> StemmedWord:
    rest = next((word[len(one) :] for one in ARTICLES if word.startswith(one) and len(word) - len(one) >= MIN_STEM_LENGTH), word)
    if rest == word and word.startswith(CONJUNCTION) and len(word) > MIN_STEM_LENGTH:
        rest = word[1:]
    before = word[: len(word) - len(rest)]
    for endings in ENDINGS:
        ending = next((one for one in endings if rest.endswith(one) and len(rest) - len(one) >= MIN_STEM_LENGTH), "")
        rest = rest.removesuffix(ending)
    return StemmedWord(rest, before, word[len(before) + len(rest) :])


# Of a longer word only so much is compared, on every engine.
MAX_WORD_LENGTH = 60
# The last plane of scripts in use ends before it; what stands beyond are no marks of words.
LAST_MARK_CODE_POINT = 0x1F000


# No word goes on over one of these signs, and none of them is folded into a letter: what stands between them is folded by itself.
WORD_PIECE = re.compile(r"""[^\s.,:;!?()\[\]"«»“”،؛؟]+""")
# Pieces come again and again; so many are kept, and none that is longer.
CACHED_PIECES, MAX_CACHED_LENGTH = 1 << 16, 40


class WordSpelling(NamedTuple):
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
WORD_PATTERN = re.compile(rf"(?:[^\W_]|[{make_character_class('Mn', 'Mc', 'Me', last=LAST_MARK_CODE_POINT)}])+")


def split_words(text: str) -> list[Word]:
    """The words in the order of the text."""
    return split_folded(fold_with_offsets(text))


def split_folded(source: FoldedText) -> list[Word]:
    """The words of a text that is folded already."""
    found = []
    for match in WORD_PATTERN.finditer(source.text):
        span = source.span(*match.span())
        found.append(Word(match[0][:MAX_WORD_LENGTH], span, normalize_spelling(span.of(source.original))))
    return found


def split_spellings(text: str) -> list[WordSpelling]:
    """The words in the order of the text, without their places: the same as ``words``, for texts by the thousand."""
    found: list[WordSpelling] = []
    for piece in WORD_PIECE.findall(text):
        found += _cached_split(piece) if len(piece) <= MAX_CACHED_LENGTH else _split_piece(piece)
    return found


def _split_piece(piece: str) -> tuple[WordSpelling, ...]:
    return tuple(WordSpelling(word.folded, word.form, word.span.of(piece)) for word in split_words(piece))


_cached_split = lru_cache(CACHED_PIECES)(_split_piece)


def normalize_spelling(word: str) -> str:
    """A word as it is spelt: Unicode’s composed form, without capitals; marks and letters as they stand."""
    return unicodedata.normalize("NFC", word).lower()[:MAX_WORD_LENGTH]
