"""Invented sentences for the search benchmark: words with the frequencies of a language (Zipf's law), and names of camps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

WORDS, DISTINCT, LENGTH = 30_000, 50_000, 16
CAMPS = {
    "auschwitz": ("أوشفيتز", "Auschwitz"),
    "buchenwald": ("بوخنفالد", "Buchenwald"),
    "dachau": ("داخاو", "Dachau"),
    "mauthausen": ("ماوتهاوزن", "Mauthausen"),
    "sachsenhausen": ("ساكسنهاوزن", "Sachsenhausen"),
    "stutthof": ("شتوتهوف", "Stutthof"),
}
LETTERS = {"ar": "ابتثجحخدرزسشصضطعغفقكلمنهوي", "en": "aeioubcdfghlmnprstvwy"}


class Sentence(NamedTuple):
    """A sentence, its reading, and the camp named at its end, or an empty text."""

    text: str
    reading: str
    camp: str


def vocabulary(language: str) -> list[str]:
    """Return the same words each time, the most frequent first."""
    chance = random.Random(language)  # noqa: S311
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(chance.choices(LETTERS[language], k=chance.randint(3, 9)))] = None
    return list(words)


def sentences(count: int) -> Iterator[Sentence]:
    """Yield ``count`` sentences; after DISTINCT they are repeated in another order."""
    chance = random.Random(7)  # noqa: S311
    weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
    pool = [_sentence(chance, weights) for _ in range(min(count, DISTINCT))]
    yield from pool
    for _ in range(count - len(pool)):
        yield chance.choice(pool)


def _sentence(chance: random.Random, weights: list[float], known: dict[str, list[str]] = {}) -> Sentence:  # noqa: B006
    for language in LETTERS:
        if language not in known:
            known[language] = vocabulary(language)
    arabic, english = (chance.choices(known[language], cum_weights=weights, k=LENGTH) for language in ("ar", "en"))
    camp = chance.choice(list(CAMPS)) if chance.random() < 0.1 else ""
    names = CAMPS.get(camp, ("", ""))
    return Sentence(" ".join([*arabic, names[0]]).strip() + ".", " ".join([*english, names[1]]).strip() + ".", camp)


def queries() -> list[tuple[str, str]]:
    """Return two hundred queries with their sorts: names, common words, phrases, misspellings, nothing."""
    chance = random.Random(11)  # noqa: S311
    words = {language: vocabulary(language) for language in LETTERS}
    names = [name for both in CAMPS.values() for name in both] + ["Бухенвальд", "بوخنوالد"]
    pairs = [("names", chance.choice(names)) for _ in range(50)]
    pairs += [("common words", words[chance.choice(["ar", "en"])][rank]) for rank in range(50)]
    for sentence in list(sentences(2000))[::50]:
        at = chance.randrange(LENGTH - 2)
        pairs.append(("phrases", '"' + " ".join(sentence.text.split()[at : at + 2]) + '"'))
    pairs += [
        ("misspellings", _misspelt(chance, words[chance.choice(["ar", "en"])][chance.randrange(200, 5000)])) for _ in range(40)
    ]
    pairs += [("nothing", "".join(chance.choices("qxzjk", k=12))) for _ in range(20)]
    return pairs


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("صqع") + word[at + 1 :]
