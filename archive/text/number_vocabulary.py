"""Words of numbers in Arabic, English and German, folded (``archive.text.folding``), and their values. No grammar is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from archive.text.folding import fold_text

THOUSAND, MILLION, BILLION = 1000, 10**6, 10**9


def fold_table(table: Mapping[int | Fraction, str]) -> dict[str, int | Fraction]:
    """Return the value of each folded word of a table that has the words by their value."""
    return {fold_text(word): value for value, words in table.items() for word in words.split()}


ARABIC_UNITS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
ARABIC_TENS = {30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
ENGLISH_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ARABIC_ONES = "واحد واحدا واحدة أحد إحدى أحدهم أحدنا أحدهما إحداهن إحداهما"
VALUES = fold_table(
    {
        Fraction(1, 2): "نصف half halbe halben halbes",
        Fraction(1, 4): "ربع quarter",
        1: ARABIC_ONES,
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
        8: "ثماني",
        20: "عشرون عشرين",
        300: "ثلثمئة ثلثمائة",
        200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
        800: "ثمانيمئة ثمانيمائة",
        2000: "ألفان ألفين ألفي",
        2 * MILLION: "مليونان مليونين مليوني",
    }
)
VALUES |= {
    fold_text(word): number
    for number, stem in ARABIC_UNITS.items()
    for word in (stem, f"{stem}ة", f"{stem}ية", f"{stem}ا", f"{stem}يا")
}
VALUES |= {fold_text(stem + end): number for number, stem in ARABIC_TENS.items() for end in ("ون", "ين")}
VALUES |= {fold_text(stem + end): number * 100 for number, stem in ARABIC_UNITS.items() for end in ("مئة", "مائة")}
VALUES |= {word: number for number, word in enumerate(ENGLISH_SMALL.split(), 1)}
VALUES |= {word: number * 10 for number, word in enumerate(ENGLISH_TENS.split(), 2)}
# عشر after a unit makes a number from 11 to 19.
ARABIC_TEN = fold_table({10: "عشر عشرة"})
MULTIPLIERS = fold_table(
    {
        12: "dozen Dutzend",
        20: "score",
        100: "مئة مائة hundred",
        THOUSAND: "ألف ألفا thousand Tsd",
        MILLION: "مليون مليونا million Mio",
        BILLION: "مليار مليارا billion",
    }
)
# Without a number before them these are one or, as a dual, two.
DUALS = fold_table({2 * THOUSAND: "ألفا", 2 * MILLION: "مليونا"})
# Plurals; after a number those of a thousand and more multiply it.
PLURALS = fold_table(
    {
        10: "عشرات tens dozens scores Dutzende Dutzenden",
        100: "مئات مائات hundreds Hunderte Hunderten Hunderter Aberhunderte",
        THOUSAND: "آلاف ألوف thousands Tausende Tausenden Tausender Abertausende zigtausend Zigtausende",
        10_000: "Zehntausende Zehntausenden Zehntausender",
        100_000: "Hunderttausende Hunderttausenden Hunderttausender",
        MILLION: "ملايين millions Millionen",
    }
)
# Words after which a number is an order of magnitude: “several hundred”
INDEFINITE_WORDS = "بضع بضعة عدة several few many couple paar zig einige mehrere etliche wenige viele"
INDEFINITE = frozenset(fold_text(INDEFINITE_WORDS).split())
LINKS = frozenset({fold_text("من"), "of", "von"})
ARTICLES = frozenset({"a", "an"})
CONJUNCTIONS = frozenset({"and", "und", "و"})
TANWIN = "\u064b"
# Letters joined before an Arabic word, as folded
JOINED_LETTERS = "و ف ب ل ك ال وب ول وك فب فل وال فال بال كال لل ولل فلل وبال وكال"
PREFIXES = ("", *JOINED_LETTERS.split())
GERMAN_SMALL = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
GERMAN_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
GERMAN_VALUES: dict[str, int | Fraction] = {
    **{word: number for number, word in enumerate(fold_text(f"{GERMAN_SMALL} {GERMAN_TEENS}").split(), 1)},
    **{word: number * 10 for number, word in enumerate(fold_text(GERMAN_TENS).split(), 2)},
    "eins": 1,
    "zwo": 2,
    "fuenf": 5,
    "zwoelf": 12,
    "fuenfzehn": 15,
    "fuenfzig": 50,
    "einhalb": Fraction(1, 2),
    "anderthalb": Fraction(3, 2),
}
GERMAN_FORMS: dict[str, int | Fraction] = {"eine": 1, "einen": 1, "einer": 1, "million": MILLION, "milliarde": BILLION}
GERMAN_MULTIPLIERS = {"hundert": 100, "tausend": THOUSAND}
GERMAN_PART = re.compile("|".join(sorted([*GERMAN_VALUES, *GERMAN_MULTIPLIERS, "und"], key=len, reverse=True)))
GERMAN_NUMBER = re.compile(f"(?:{GERMAN_PART.pattern})+")
