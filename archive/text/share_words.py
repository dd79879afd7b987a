"""Shares in a text, in Arabic, English and German words: “half of us”, “every tenth man”, “one in ten”, «ثلثاهم».

A share in figures, such as “30 per cent”, is a number (``archive.text.number_words``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import fold_text, fold_with_offsets
from archive.text.number_words import PREFIXES, NumberInText, find_numbers


class ShareInText(NamedTuple):
    """A part of a whole and its span, in code points."""

    span: Span
    share: Fraction

    @property
    def percent(self) -> int:
        """Return it in the nearest whole per cent."""
        return round(self.share * 100)

    @property
    def is_rounded(self) -> bool:
        """Return True if it is no whole number of per cent, as a third is not."""
        return self.share * 100 != self.percent


# By the number of equal parts; a number before the word says of how many of them. Ordinals too: “every tenth man”.
PARTS = {
    2: "half halves نصف أنصاف Hälfte halb halbe",
    3: "third thirds ثلث أثلاث Drittel dritte dritter",
    4: "quarter quarters fourth fourths ربع أرباع Viertel vierte vierter",
    5: "fifth fifths خمس أخماس Fünftel fünfte fünfter",
    6: "sixth sixths سدس أسداس Sechstel sechste sechster",
    7: "seventh sevenths سبع أسباع Siebtel siebte siebter",
    8: "eighth eighths ثمن أثمان Achtel achte achter",
    9: "ninth ninths تسع أتساع Neuntel neunte neunter",
    10: "tenth tenths عشر أعشار Zehntel zehnte zehnter",
    20: "twentieth twentieths Zwanzigstel",
}
ARABIC_DUALS = {3: "ثلث", 4: "ربع", 5: "خمس", 6: "سدس", 7: "سبع", 8: "ثمن", 9: "تسع", 10: "عشر"}
SHARES = {fold_text(word): Fraction(1, parts) for parts, words in PARTS.items() for word in words.split()}
SHARES |= {fold_text(stem + end): Fraction(2, parts) for parts, stem in ARABIC_DUALS.items() for end in ("ان", "ين", "ا", "ي")}
# Arabic pronouns that are joined to a share: «نصفنا», «ثلثاهم»
PRONOUNS = ("", *fold_text("نا هم هن ها ه كم").split())
ARABIC_ARTICLE = "ال"
# Between two numbers the first of which is the part and the second the whole
LINKS = frozenset(map(fold_text, ("in", "in every", "out of", "out of every", "of every", "من كل", "von", "من أصل")))
WORD = re.compile(r"[^\W\d_]+")


def find_shares(text: str) -> list[ShareInText]:
    """Return the shares of a text that are below the whole."""
    numbers = find_numbers(text)
    return [found for found in (*_read_words(text, numbers), *_read_pairs(text, numbers)) if found.share < 1]


def _read_words(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    folded = fold_with_offsets(text)
    for match in WORD.finditer(folded.text):
        share, span = _read_share(match.group()), folded.span(*match.span())
        if share is None or _is_number(span, text, numbers):
            continue
        before = next((number for number in numbers if text[number.span.end : span.start] in (" ", "-")), None)
        counted = (before and before.number) or 1
        yield ShareInText(Span(before.span.start, span.end) if before else span, share * counted)


def _is_number(span: Span, text: str, numbers: Sequence[NumberInText]) -> bool:
    """Return True if a word is a number or a part of one: «خمس» is five, unless a word with the article follows it."""
    number = next((number for number in numbers if span.within(number.span)), None)
    return number is not None and not (number.span == span and text[span.end :].startswith(f" {ARABIC_ARTICLE}"))


def _read_share(word: str) -> Fraction | None:
    for prefix in PREFIXES:
        for pronoun in PRONOUNS:
            share = SHARES.get(word[len(prefix) : len(word) - len(pronoun)])
            if share and word.startswith(prefix) and word.endswith(pronoun):
                return share
    return None


def _read_pairs(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    """Yield “one in ten”."""
    for part, whole in pairwise(numbers):
        link = fold_text(text[part.span.end : whole.span.start]).strip()
        if link in LINKS and part.number and whole.number:
            yield ShareInText(Span(part.span.start, whole.span.end), Fraction(part.number, whole.number))
