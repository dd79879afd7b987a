"""Coarse Latin spelling of words in Latin, Arabic, Hebrew, Cyrillic and Greek letters, to compare names across scripts. Never shown.

Words are folded (``archive.text.folding``). One letter stands for one sound: ``S`` for sh, ``C`` for ts, ``x`` for ch and kh, also
followed by an s; ``v`` for w; ``i`` for j and y. Doubled letters are written once.
"""

from __future__ import annotations

import re
from functools import lru_cache

VOWELS = "aeiou"
# Letters that spell sounds which languages and transcriptions exchange.
SIMILAR_LETTERS = ("kgx", "gh", "xh", "szSC", "td", "bp", "vf", "bv", "fp", "uv", "mn")
# Costs of an edit: a vowel or h more or less, vowels exchanged, similar letters exchanged; of any other edit 1.
VOWEL_COST, VOWEL_EXCHANGE_COST, SIMILAR_COST = 0.25, 0.15, 0.35
LATIN_SOUNDS = (
    (re.compile(r"t?sch|sh|cz|sz"), "S"),
    (re.compile(r"chs|cks|ks"), "x"),
    (re.compile(r"tz|ts|zz"), "C"),
    (re.compile(r"ch|kh"), "x"),
    (re.compile(r"c(?=[eiy]|$)"), "C"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[aou])e(?=[^aeiou])"), ""),
    (re.compile("ου"), "u"),
    (re.compile("μπ"), "b"),
    (re.compile("ντ"), "d"),
    (re.compile("γ[κγ]"), "g"),
)
LETTERS = str.maketrans(
    dict(zip("cqwjy", "kkvii", strict=True))
    | dict(zip("ابپتثجچحخدذرزژسشصضطظعغفڤقكلمنهويءڈٹڑں", [*"abpttg", "S", *"hxddrzzsSsdtzagfvkklmnhui", "", *"dtrn"], strict=True))
    | dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשתװױײ", [*"abgdhuzxtikklmmnnsaffCCkrSt", "v", "oi", "ai"], strict=True))
    | dict(
        zip("абвгдеёжзийіїјклљмнњопрстуфхцчшщъыьэєюяґ", [*"abvgdeozziiiiikllmnnoprstufxCSSS", "", "i", "", *"eeuag"], strict=True)
    )
    | dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", [*"avgdeziti", *"klmn", "ks", *"oprss", *"tifx", "ps", "o"], strict=True))
)
# Arabic and Persian put an alef before a first “st”.
JOINED_SOUNDS = (
    (re.compile(r"[kx]s"), "x"),
    (re.compile(r"t[sz]"), "C"),
    (re.compile(r"^a(?=[sS]t)"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65536)
def romanise(word: str) -> str:
    """Return a folded word in the coarse Latin spelling; letters of other scripts are kept."""
    for pattern, sound in LATIN_SOUNDS:
        word = pattern.sub(sound, word)
    word = word.translate(LETTERS)
    for pattern, sound in JOINED_SOUNDS:
        word = pattern.sub(sound, word)
    return word


def list_consonants(romanised: str) -> str:
    """Return the consonants of a romanised word, each run of the same once, without h."""
    return re.sub(r"(.)\1+", r"\1", "".join(letter for letter in romanised if letter not in VOWELS + "h"))


def get_weight(romanised: str) -> float:
    """Return the cost of all letters of a romanised word."""
    return sum(map(_get_letter_cost, romanised))


def get_sound_distance(first: str, second: str) -> float:
    """Return the cost of the cheapest edits that make two romanised words equal, with exchanged neighbours as one edit."""
    before: list[float] = []
    row = [0.0]
    for letter in second:
        row.append(row[-1] + _get_letter_cost(letter))
    for at, letter in enumerate(first, 1):
        previous, row = row, [row[0] + _get_letter_cost(letter)]
        for other_at, other in enumerate(second, 1):
            cost = min(
                previous[other_at] + _get_letter_cost(letter),
                row[-1] + _get_letter_cost(other),
                previous[other_at - 1] + _get_exchange_cost(letter, other),
            )
            if at > 1 and other_at > 1 and letter == second[other_at - 2] and first[at - 2] == other:
                cost = min(cost, before[other_at - 2] + 1 / 2)
            row.append(cost)
        before = previous
    return row[-1]


def _get_letter_cost(letter: str) -> float:
    return VOWEL_COST if letter in VOWELS or letter == "h" else 1


def _list_exchange_costs() -> dict[tuple[str, str], float]:
    costs = {(first, second): SIMILAR_COST for group in SIMILAR_LETTERS for first in group for second in group}
    costs |= {(first, second): VOWEL_EXCHANGE_COST for first in VOWELS for second in VOWELS}
    return costs | {(letter, letter): 0.0 for letter in map(chr, range(128))}


EXCHANGE_COSTS = _list_exchange_costs()


def _get_exchange_cost(first: str, second: str) -> float:
    return (
        0.0
        if first == second
        else EXCHANGE_COSTS.get((first, second), _get_letter_cost(first) / 2 + _get_letter_cost(second) / 2 + 0.25)
    )


# Arabic names of Latin letters, folded.
LETTER_NAMES = {
    name: letter
    for letter, names in {
        "a": "ايه اي", "b": "بي", "c": "سي", "d": "دي", "f": "اف", "g": "جي", "h": "اتش", "i": "آي", "j": "جيه", "k": "كي كا كاي",
        "l": "ال", "m": "ام", "n": "ان", "o": "او", "q": "كيو", "r": "ار", "s": "اس", "t": "تي", "u": "يو", "v": "في",
        "w": "دبليو", "x": "اكس", "y": "واي", "z": "زد زت تسيت",
    }.items()
    for name in names.split()
}  # fmt: skip
SINGLE_LETTER = re.compile("[a-z]")


def spell_abbreviation(words: list[str]) -> str:
    """Return the Latin letters that folded words are, or in Arabic are the names of; empty if they are fewer than two or other words."""
    letters = [word if SINGLE_LETTER.fullmatch(word) else LETTER_NAMES.get(word.removeprefix("ال") or word, "") for word in words]
    return "".join(letters) if len(words) > 1 and all(letters) else ""
