"""Words of the archive that a word of a query stands for as well, beyond those of its stem.

Candidates are made by rules and used only where the archive has them: what Arabic writes onto a word, on the query's word or on the
archive's; another seat of a hamza; British and American spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.search.words import ARABIC_LETTERS, LATIN_LETTERS, Word
from archive.text.folding import fold_text

# Letters of an Arabic word that must remain without what is written onto it.
MIN_REST_LENGTH = 3
CONJUNCTIONS = ("", "و", "ف")
# Prepositions, prepositions with the article, and pronouns, also those of a verb (ماتوا), folded; no pronoun follows an article.
PREPOSITIONS, ARTICLES = ("", "ب", "ل", "ك"), ("ال", "بال", "كال", "لل")
PRONOUNS = ("", "هم", "ها", "نا", "كم", "ه", "هما", "هن", "كن", "ك", "ي", "وا")
AFFIXES = tuple(
    (conjunction + prefix, pronoun)
    for conjunction in CONJUNCTIONS
    for prefixes, pronouns in ((PREPOSITIONS, PRONOUNS), (ARTICLES, ("",)))
    for prefix in prefixes
    for pronoun in pronouns
    if conjunction + prefix + pronoun
)
# A hamza with its seat as typed, and all that it may be folded to in another spelling.
HAMZA = re.compile("[يوا]ء|[ؤئءأإآ]")
FOLDED_HAMZAS = ("و", "ي", "ا", "ء", "يء", "وء", "اء")
# British and American endings and letters, as patterns of folded words with their replacements, in both directions.
SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[^aeiou])our", "or"),
        (r"(?<=[^aeiou])or(?=$|s$|ed$|ing$|er|able|ful|hood|ite)", "our"),
        (r"(?<=[tb])re(?=s?$)", "er"),
        (r"(?<=[tb])er(?=s?$)", "re"),
        (r"([iy])s(?=e|ing|ation)", r"\1z"),
        (r"([iy])z(?=e|ing|ation)", r"\1s"),
        (r"ence(?=s?$)", "ense"),
        (r"ense(?=s?$)", "ence"),
        (r"ogue", "og"),
        (r"og(?=s?$)", "ogue"),
        (r"ll(?=ed|ing|er)", "l"),
        (r"(?<=[aeiou])l(?=ed$|ing$|ers?$)", "ll"),
        (r"mme(?=s?$)", "m"),
        (r"am(?=s?$)", "amme"),
        (r"ae|oe", "e"),
        (r"dgement", "dgment"),
        (r"dgment", "dgement"),
        (r"grey", "gray"),
        (r"gray", "grey"),
    )
)


def list_related_candidates(word: Word) -> dict[str, str]:
    """Return folded words that a word may stand for as well, each with its relation: attached, hamza or spelling."""
    candidates: dict[str, str] = {}
    if ARABIC_LETTERS.fullmatch(word.folded):
        candidates |= dict.fromkeys(_list_hamza_variants(word), "hamza")
        candidates |= dict.fromkeys(_list_attached(word.folded), "attached")
    elif LATIN_LETTERS.fullmatch(word.folded):
        candidates |= dict.fromkeys(_list_spellings(word.folded), "spelling")
    candidates.pop(word.folded, None)
    return candidates


def _list_attached(word: str) -> Iterator[str]:
    """Yield the word without what may be written onto it, and with it. Before a pronoun ة is written as ت."""
    for prefix, pronoun in AFFIXES:
        length = len(word) - len(prefix) - len(pronoun)
        if length >= MIN_REST_LENGTH and word.startswith(prefix) and word.endswith(pronoun):
            rest = word[len(prefix) : len(prefix) + length]
            yield rest
            if pronoun and rest.endswith("ت"):
                yield rest[:-1] + "ه"
        if len(word) >= MIN_REST_LENGTH:
            yield prefix + (word[:-1] + "ت" if pronoun and word.endswith("ه") else word) + pronoun


def _list_hamza_variants(word: Word) -> Iterator[str]:
    """Yield the word with each hamza on another seat, or without one."""
    for match in HAMZA.finditer(word.form):
        before, after = (fold_text(part) for part in (word.form[: match.start()], word.form[match.end() :]))
        for hamza in FOLDED_HAMZAS:
            yield before + hamza + after


def _list_spellings(word: str) -> Iterator[str]:
    for pattern, replacement in SPELLINGS:
        variant = pattern.sub(replacement, word)
        if variant != word:
            yield variant
