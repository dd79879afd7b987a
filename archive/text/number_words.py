"""Numbers in a text: in figures of any script, and in Arabic, English and German words.

Orders of magnitude, such as “hundreds of thousands”, are found too. Figures may be grouped by a comma, a full stop, a space or an
apostrophe. Numbers are read from folded text (``archive.text.folding``), so that spellings such as مئة and مائة are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import FoldedText, fold_text, fold_with_offsets

# By the size of the order, its code
ORDERS = {
    10: "dozens",
    100: "hundreds",
    1000: "thousands",
    10_000: "tens-of-thousands",
    100_000: "hundreds-of-thousands",
    1_000_000: "millions",
}
THOUSAND, MILLION, BILLION = 1000, 10**6, 10**9
# Maximum figures and signs of a number; longer runs are no number of persons.
MAX_FIGURES = 20


class NumberInText(NamedTuple):
    """A number, or the code of an order of magnitude, and its span, in code points."""

    span: Span
    number: int | None
    order: str | None


class _Token(NamedTuple):
    """A word or a number in figures of the folded text. ``is_joined``: the Arabic و, or “and”, is before it."""

    kind: str
    value: int | Fraction
    start: int
    end: int
    is_joined: bool = False


# Any word or sign that is no part of a number. Its place is not asked for, and most words of a text are such.
OTHER = _Token("other", 0, 0, 0)


def _fold_table(table: Mapping[int | Fraction, str]) -> dict[str, int | Fraction]:
    return {fold_text(word): value for value, words in table.items() for word in words.split()}


ARABIC_UNITS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
ARABIC_TENS = {30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
ENGLISH_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = _fold_table(
    {
        Fraction(1, 2): "نصف half",
        1: "واحد واحدة أحد إحدى",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
        8: "ثماني",
        20: "عشرون عشرين",
        200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
        800: "ثمانيمئة ثمانيمائة",
        2000: "ألفان ألفين ألفي",
        2 * MILLION: "مليونان مليونين مليوني",
    }
)
VALUES |= {fold_text(word): number for number, stem in ARABIC_UNITS.items() for word in (stem, f"{stem}ة", f"{stem}ية")}
VALUES |= {fold_text(stem + end): number for number, stem in ARABIC_TENS.items() for end in ("ون", "ين")}
VALUES |= {fold_text(stem + end): number * 100 for number, stem in ARABIC_UNITS.items() for end in ("مئة", "مائة")}
VALUES |= {word: number for number, word in enumerate(ENGLISH_SMALL.split(), 1)}
VALUES |= {word: number * 10 for number, word in enumerate(ENGLISH_TENS.split(), 2)}
# عشر after a unit makes a number from 11 to 19.
ARABIC_TEN = _fold_table({10: "عشر عشرة"})
MULTIPLIERS = _fold_table(
    {
        12: "dozen Dutzend",
        100: "مئة مائة hundred",
        THOUSAND: "ألف ألفا thousand",
        MILLION: "مليون مليونا million",
        BILLION: "مليار مليارا billion",
    }
)
# Without a number before them these are one or, as a dual, two.
DUALS = _fold_table({2 * THOUSAND: "ألفا", 2 * MILLION: "مليونا"})
# Plurals; after a number those of a thousand and more multiply it.
PLURALS = _fold_table(
    {
        10: "عشرات tens dozens scores Dutzende Dutzenden",
        100: "مئات مائات hundreds Hunderte Hunderten Hunderter",
        THOUSAND: "آلاف ألوف thousands Tausende Tausenden Tausender",
        10_000: "Zehntausende Zehntausenden Zehntausender",
        100_000: "Hunderttausende Hunderttausenden Hunderttausender",
        MILLION: "ملايين millions Millionen",
    }
)
# Words whose tokens are cached, and maximum code points of such a word
CACHED_WORDS, MAX_CACHED_LENGTH = 1 << 14, 40
# Words after which a number is an order of magnitude: “several hundred”
INDEFINITE_WORDS = "بضع بضعة عدة several few many couple einige mehrere etliche wenige viele"
INDEFINITE = frozenset(fold_text(INDEFINITE_WORDS).split())
LINKS = frozenset({fold_text("من"), "of", "von"})
ARTICLES = frozenset({"a", "an"})
CONJUNCTIONS = frozenset({"and", "und"})
# Letters joined before an Arabic word, as folded
JOINED_LETTERS = "و ف ب ل ك ال وب ول وك فب فل وال فال بال كال لل ولل فلل وبال وكال"
PREFIXES = ("", *JOINED_LETTERS.split())
GERMAN_SMALL = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
GERMAN_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
GERMAN_VALUES = {
    **{word: number for number, word in enumerate(fold_text(f"{GERMAN_SMALL} {GERMAN_TEENS}").split(), 1)},
    **{word: number * 10 for number, word in enumerate(fold_text(GERMAN_TENS).split(), 2)},
}
GERMAN_FORMS = {"eine": 1, "einen": 1, "eins": 1, "million": MILLION, "milliarde": BILLION}
GERMAN_MULTIPLIERS = {"hundert": 100, "tausend": THOUSAND}
GERMAN_PART = re.compile("|".join(sorted([*GERMAN_VALUES, *GERMAN_MULTIPLIERS, "und"], key=len, reverse=True)))
GERMAN_NUMBER = re.compile(f"(?:{GERMAN_PART.pattern})+")
TOKEN = re.compile(
    r"(?P<figures>\d{1,3}(?:(?:[.,٬،'’]\d{3})+|(?: \d{3})+)(?!\d)|\d+)(?:[.,٫](?P<fraction>\d{1,2})(?!\d))?|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s-])"
)


def find_numbers(text: str) -> list[NumberInText]:
    """Return the numbers and orders of magnitude of a text, in their order; an Arabic word that may be a dual gives two."""
    folded = fold_with_offsets(text)
    return list(_read_tokens(list(_split_tokens(folded.text)), folded))


def _split_tokens(text: str) -> Iterator[_Token]:
    for match in TOKEN.finditer(text):
        figures, fraction, word, _mark = match.groups()
        if word:
            parts = _cached_parts(word) if len(word) <= MAX_CACHED_LENGTH else _read_word(word)
            if not parts:
                yield OTHER
                continue
            start, end = match.span()
            for kind, value, offset, is_joined in parts:
                yield _Token(kind, value, start + offset, end, is_joined)
        elif figures and len(figures) <= MAX_FIGURES:
            part = Fraction(int(fraction), 10 ** len(fraction)) if fraction else 0
            yield _Token("figures", int(re.sub(r"\D", "", figures)) + part, *match.span())
        else:
            yield OTHER


def _read_word(word: str) -> tuple[tuple[str, int | Fraction, int, bool], ...]:
    """Return kind, value, start in the word and ``is_joined`` of each token of a folded word; none if it is no part of a number."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and (token := _classify(word[len(prefix) :])):
            return ((*token, len(prefix), prefix.startswith("و")),)
    if GERMAN_NUMBER.fullmatch(word):
        # A part of a compound is nothing on its own.
        return tuple((*_classify_german(part[0]), 0, False) for part in GERMAN_PART.finditer(word))
    return ()


_cached_parts = lru_cache(CACHED_WORDS)(_read_word)


def _classify_german(part: str) -> tuple[str, int | Fraction]:
    kind = "multiplier" if part in GERMAN_MULTIPLIERS else "value" if part in GERMAN_VALUES else "and"
    return kind, GERMAN_MULTIPLIERS.get(part) or GERMAN_VALUES.get(part) or 0


def _classify(word: str) -> tuple[str, int | Fraction] | None:
    """Return kind and value of a folded word without joined letters; None if it is no part of a number."""
    for kind, table in (("value", VALUES), ("ten", ARABIC_TEN), ("multiplier", MULTIPLIERS), ("plural", PLURALS)):
        if word in table:
            return ("dual", table[word]) if word in DUALS else (kind, table[word])
    if word in GERMAN_FORMS:
        return ("value" if GERMAN_FORMS[word] == 1 else "multiplier"), GERMAN_FORMS[word]
    for kind, words in (("indefinite", INDEFINITE), ("link", LINKS), ("article", ARTICLES), ("and", CONJUNCTIONS)):
        if word in words:
            return kind, 0
    return None


def _read_tokens(tokens: list[_Token], folded: FoldedText) -> Iterator[NumberInText]:
    at = 0
    while at < len(tokens):
        token, following = tokens[at], at + 1
        if token.kind in ("plural", "indefinite"):
            size, following = _read_order(tokens, at)
            if order := ORDERS.get(size):
                yield NumberInText(folded.span(token.start, tokens[following - 1].end), None, order)
        elif token.kind in ("figures", "value", "ten", "multiplier", "dual"):
            number, following = _read_number(tokens, at)
            # A quotation of “one million” may begin with the second word.
            first = tokens[at + 1] if token.value == 1 and following > at + 1 and tokens[at + 1].kind == "multiplier" else token
            span = folded.span(first.start, tokens[following - 1].end)
            if number == int(number):
                yield NumberInText(span, int(number), None)
            if token.kind == "dual" and following == at + 1:
                yield NumberInText(span, 2 * int(number), None)
        at = following


def _read_order(tokens: list[_Token], at: int) -> tuple[int, int]:
    """Return the size of the order of magnitude that begins at a token, 0 if it is none, and the position after it."""
    size, following = (int(tokens[at].value) or 1), at + 1
    is_order = tokens[at].kind == "plural"
    while following < len(tokens):
        linked = following + (tokens[following].kind == "link")
        token = tokens[linked] if linked < len(tokens) else None
        is_part = token and not token.is_joined and token.kind in ("plural", "multiplier", "dual")
        is_ten = token and not is_order and token.kind in ("ten", "value") and token.value == 10
        if token is None or size > MILLION or not (is_part or is_ten) or (is_order and token.value < THOUSAND):
            break
        size, following, is_order = size * min(int(token.value), MILLION), linked + 1, True
    return (10 if size == 12 else size) if is_order else 0, following


def _read_number(tokens: list[_Token], at: int) -> tuple[int | Fraction, int]:
    """Return the number that begins at a token, and the position after it."""
    total: int | Fraction = 0
    current: int | Fraction = 0
    limit, following, is_joined = BILLION * THOUSAND, at, False
    for position in range(at, len(tokens)):
        token = tokens[position]
        if token.kind in ("and", "article") and position > at:
            is_joined = is_joined or token.kind == "and"
            continue
        joined = is_joined or token.is_joined
        value, is_first = token.value, position == at
        if token.kind in ("multiplier", "plural", "dual") and value >= THOUSAND:
            needs_number = token.kind == "plural"
            if value >= limit or (needs_number and not current) or (joined and current):
                break
            total, current, limit = total + (current or 1) * value, 0, int(value)
        elif token.kind == "multiplier" and current and not joined:
            if current >= 100:
                break
            current *= value
        elif token.kind == "ten" and not joined and 1 <= current % 100 <= 9:
            current += 10
        elif token.kind in ("value", "ten", "multiplier") or (token.kind == "figures" and is_first):
            if value >= limit or not _is_addend(current, value, joined):
                break
            if value >= THOUSAND and token.kind == "value":
                total, limit = total + value, int(value) // 2
            else:
                current += value
        else:
            break
        following, is_joined = position + 1, False
    return total + current, following


def _is_addend(current: int | Fraction, value: int | Fraction, joined: bool) -> bool:
    """Return whether a value may follow in the same number: 100 and 5, and joined also 5 and 20, as in Arabic and German."""
    if not current:
        return True
    figures = str(current)
    zeros = len(figures) - len(figures.rstrip("0"))
    is_unit_first = joined and value in range(20, 100, 10) and 1 <= current % 100 <= 9
    return value < 10**zeros or is_unit_first


def select_numbers(numbers: Iterable[NumberInText], span: Span) -> list[NumberInText]:
    """Return the numbers that are whole in a span of the text."""
    return [number for number in numbers if number.span.within(span)]
