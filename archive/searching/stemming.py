"""Light stems of folded words: Arabic by our own rules, Latin letters by Porter’s second English stemmer (Snowball), others as they are.

The Arabic rules are those of the “light10” stemmer (Larkey, Ballesteros and Connell 2002), on folded letters: the conjunction و,
then the article with what is written onto it, then an ending of number, gender or possession, then a last ي; what is left is never
shorter than MINIMUM letters. Snowball’s own Arabic stemmer takes the first ب of بوخنفالد for a preposition.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

MINIMUM = 3
ARABIC = re.compile(r"[\u0621-\u064a]+")
LATIN = re.compile(r"[a-z]+")
CONJUNCTION = "و"
ARTICLES = ("وال", "فال", "بال", "كال", "لل", "ال")
ENDINGS = (("ها", "ات", "ون", "ين", "ان", "ه"), ("ي",))
_ENGLISH = Stemmer.Stemmer("english")


class Stem(NamedTuple):
    """What is compared, and what was taken off an Arabic word before and after it."""

    stem: str
    before: str = ""
    after: str = ""


@lru_cache(maxsize=65536)
def stemmed(word: str) -> Stem:
    """The stem of a folded word."""
    if ARABIC.fullmatch(word):
        return _arabic(word)
    return Stem(_ENGLISH.stemWord(word) if LATIN.fullmatch(word) else word)


def stem(word: str) -> str:
    """The stem alone."""
    return stemmed(word).stem


def _arabic(word: str) -> Stem:
    rest = next((word[len(one) :] for one in ARTICLES if word.startswith(one) and len(word) - len(one) >= MINIMUM), word)
    if rest == word and word.startswith(CONJUNCTION) and len(word) > MINIMUM:
        rest = word[1:]
    before = word[: len(word) - len(rest)]
    for endings in ENDINGS:
        ending = next((one for one in endings if rest.endswith(one) and len(rest) - len(one) >= MINIMUM), "")
        rest = rest.removesuffix(ending)
    return Stem(rest, before, word[len(before) + len(rest) :])
