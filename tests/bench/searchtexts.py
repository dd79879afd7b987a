"""Sentences of any number for the search bench: invented words whose frequencies fall as those of a language do, names of camps among them."""

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
    """Its words, its reading, and the camp that it names at its end, or an empty text."""

    text: str
    reading: str
    camp: str


def vocabulary(language: str) -> list[str]:
    """Words, the most frequent first; always the same."""
    chance = random.Random(language)  # noqa: S311
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(chance.choices(LETTERS[language], k=chance.randint(3, 9)))] = None
    return list(words)


def sentences(count: int) -> Iterator[Sentence]:
    """So many; after DISTINCT they come again in another order."""
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
    """Two hundred, each with its sort: names, common words, phrases, misspellings, nothing."""
    chance = random.Random(11)  # noqa: S311
    words = {language: vocabulary(language) for language in LETTERS}
    names = [name for both in CAMPS.values() for name in both] + ["Бухенвальд", "بوخنوالد"]
    asked = [("names", chance.choice(names)) for _ in range(50)]
    asked += [("common words", words[chance.choice(["ar", "en"])][rank]) for rank in range(50)]
    for one in list(sentences(2000))[::50]:
        at = chance.randrange(LENGTH - 2)
        asked.append(("phrases", '"' + " ".join(one.text.split()[at : at + 2]) + '"'))
    asked += [
        ("misspellings", _misspelt(chance, words[chance.choice(["ar", "en"])][chance.randrange(200, 5000)])) for _ in range(40)
    ]
    asked += [("nothing", "".join(chance.choices("qxzjk", k=12))) for _ in range(20)]
    return asked


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("صqع") + word[at + 1 :]
