"""Names of places that words are spelt like or sound like, across scripts and with errors of typing.

Words are compared joined, so that a name may be divided or written together. The nearest name must be near by its sounds
(``archive.text.romanisation``), or by its letters and not far by its sounds; a short name allows less. Words that sound as near
to the names of two places name neither. Hebrew joins prepositions, the article and “and” to the word: without them it is compared too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from archive.search.matching import PlaceName
from archive.text.folding import fold_text
from archive.text.names import ARABIC_LETTER
from archive.text.romanisation import get_sound_distance, get_weight, list_consonants, romanise

# Letters of the shortest name, and of the shortest word of a name, that is compared.
MIN_NAME_LENGTH, MIN_WORD_LENGTH = 5, 6
# Differences of consonants beyond which sounds are not compared.
MAX_CONSONANT_DISTANCE = 3
# Weights of a name, each with the greatest distance by sounds alone, as a share of the weight.
SOUND_LIMITS = ((2.9, 0.22), (3.4, 0.28), (100.0, 0.32))
# The same for a word of a longer name.
PART_SOUND_LIMIT = 0.15
# Letters of a name, each with how many of them may differ; and the distance by sounds beyond which they may not, as a share.
LETTER_LIMITS = ((4, 0), (6, 1), (9, 2), (1000, 3))
MAX_SOUND_SHARE = 0.6
# What a name in the other of both scripts of the gazetteer's labels must be nearer, so that readers see it in their own.
OTHER_SCRIPT_SHARE = 0.05
WORD = re.compile(r"[^\W\d_]+")
# Letters that Hebrew joins before a word.
HEBREW_PREFIXES = re.compile("[ובלמהשכ]{1,2}(?=[א-ת]{4})")
# First sounds that are compared with each other.
FIRST_SOUNDS = str.maketrans("eiouhgxzSCdpvfn", "aaaakkkssstbbbm")


class ComparedName(NamedTuple):
    """A name without spaces, its romanised form, and the name of the place that it stands for.

    ``is_part``: a word of a longer name, which only a word of another script may stand for.
    """

    joined: str
    romanised: str
    name: PlaceName
    is_part: bool = False


class NameIndex:
    """All names of places, by their first sound."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self.joined: dict[str, PlaceName] = {}
        self.by_sound: dict[str, list[ComparedName]] = defaultdict(list)
        for name in names:
            joined = name.folded.replace(" ", "")
            if joined not in self.joined:
                self.joined[joined] = name
                self._add(ComparedName(joined, romanise(joined), name))
            for word in _list_name_words(name):
                self._add(ComparedName(word, romanise(word), name, is_part=True))
        self.find_similar = lru_cache(maxsize=4096)(self._find_similar)

    def _add(self, compared: ComparedName) -> None:
        if len(compared.joined) >= MIN_NAME_LENGTH:
            self.by_sound[_get_first_sound(compared.romanised)].append(compared)

    def _find_similar(self, joined: str, kind: str = "") -> PlaceName | None:
        """Return the nearest name of a place, of a kind if one is given; None if no name is near, or two are as near."""
        prefix = HEBREW_PREFIXES.match(joined)
        starts = range(prefix.end() + 1 if prefix else 1)
        return next(filter(None, (self._find_nearest(joined[start:], kind) for start in starts)), None)

    def _find_nearest(self, joined: str, kind: str) -> PlaceName | None:
        if len(joined) < MIN_NAME_LENGTH - 1:
            return None
        romanised = romanise(joined)
        consonants = list_consonants(romanised)
        distances: dict[tuple[str, str], tuple[float, PlaceName]] = {}
        for compared in self.by_sound.get(_get_first_sound(romanised), ()):
            if kind and compared.name.kind != kind:
                continue
            limit = MAX_CONSONANT_DISTANCE
            if OSA.distance(consonants, list_consonants(compared.romanised), score_cutoff=limit) > limit:
                continue
            share = _get_share(joined, romanised, compared)
            if share is not None and _is_arabic(joined) != _is_arabic(compared.joined):
                share += OTHER_SCRIPT_SHARE
            if share is not None and share < distances.get(compared.name.place, (2.0,))[0]:
                distances[compared.name.place] = (share, compared.name)
        nearest = sorted(distances.values(), key=lambda pair: pair[0])
        if not nearest or (len(nearest) > 1 and nearest[0][0] == nearest[1][0]):
            return None
        return nearest[0][1]


def _list_name_words(name: PlaceName) -> list[str]:
    """Return the capitalised words of a Latin name of several words: those that are not what kind of place it is."""
    spellings = WORD.findall(name.spelling)
    if len(spellings) < 2 or not name.folded.isascii():
        return []
    words = [fold_text(spelling) for spelling in spellings if spelling[0].isupper() and len(spelling) >= MIN_WORD_LENGTH]
    return [word for word in words if word != name.folded and word in name.folded.split()]


def _is_arabic(word: str) -> bool:
    return bool(ARABIC_LETTER.match(word))


def _get_first_sound(romanised: str) -> str:
    return romanised[:1].translate(FIRST_SOUNDS)


def _get_share(joined: str, romanised: str, compared: ComparedName) -> float | None:
    """Return the distance by sounds as a share of the name's weight; None if the words are not near the name."""
    if compared.is_part and joined.isascii():
        return None
    weight = get_weight(compared.romanised)
    share = get_sound_distance(romanised, compared.romanised) / weight
    if share <= (PART_SOUND_LIMIT if compared.is_part else next(limit for edge, limit in SOUND_LIMITS if weight <= edge)):
        return share
    if compared.is_part:
        return None
    letters = next(limit for edge, limit in LETTER_LIMITS if len(compared.joined) <= edge)
    is_near = share <= MAX_SOUND_SHARE and joined[0] == compared.joined[0]
    return share if is_near and OSA.distance(joined, compared.joined, score_cutoff=letters) <= letters else None
