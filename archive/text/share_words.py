"""Shares in a text, in Arabic, English and German words: “half of us”, “every tenth man”, “one in ten”, «ثلثاهم».

A share in figures, such as “30 per cent”, is a number (``archive.text.number_words``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import fold_text, fold_with_offsets
from archive.text.number_words import ARTICLES, PREFIXES, NumberInText, find_numbers


class ShareInText(NamedTuple):
    """A part of a whole and its span, in code points."""

    span: Span
    share: Fraction

    @property
    def percents(self) -> set[int]:
        """Return the nearest whole per cent; both neighbours of a half, as an eighth is 12 or 13."""
        percent, half = self.share * 100, Fraction(1, 2)
        return {ceil(percent - half), floor(percent + half)}

    @property
    def is_rounded(self) -> bool:
        """Return True if it is no whole number of per cent, as a third is not."""
        return (self.share * 100).denominator != 1


class _Word(NamedTuple):
    """A folded word for a share, between the letters and the pronoun that are joined to it."""

    prefix: str
    stem: str
    pronoun: str


def _fold_table(table: Mapping[int, str]) -> dict[str, Fraction]:
    return {fold_text(word): Fraction(1, parts) for parts, words in table.items() for word in words.split()}


# By the number of equal parts. A number before the word says of how many of them.
FRACTIONS = _fold_table(
    {
        2: "half halves نصف نصفا أنصاف Hälfte halbe halben halber halbem halbes",
        3: "ثلث أثلاث Drittel",
        4: "ربع أرباع Viertel",
        5: "خمس أخماس Fünftel",
        6: "سدس أسداس Sechstel",
        7: "سبع أسباع Siebtel",
        8: "ثمن أثمان Achtel",
        9: "تسع أتساع Neuntel",
        10: "عشر أعشار Zehntel",
        20: "Zwanzigstel",
    }
)
ENGLISH_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
# Shares only after “a” or a number: “a third” but not “the third day”
COUNTED_FRACTIONS = {f"{word}{end}": Fraction(1, parts) for parts, word in enumerate(ENGLISH_ORDINALS, 3) for end in ("", "s")}
COUNTED_FRACTIONS |= {
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "twentieth": Fraction(1, 20),
    "twentieths": Fraction(1, 20),
}
# Shares only after “every”
ORDINALS = {word: Fraction(1, parts) for parts, word in enumerate(ENGLISH_ORDINALS, 3)}
ORDINALS |= _fold_table({2: "other second ثان ثاني", 20: "twentieth zwanzigste zwanzigster zwanzigsten"})
ORDINALS |= _fold_table(dict(enumerate(["ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"], 3)))
GERMAN_ORDINALS = fold_text("zweit dritt viert fünft sechst siebt acht neunt zehnt").split()
ORDINALS |= {stem + end: Fraction(1, parts) for parts, stem in enumerate(GERMAN_ORDINALS, 2) for end in ("e", "er", "en", "es")}
EVERY = frozenset(fold_text("every each jeder jede jeden jedem jedes كل وكل فكل").split())
ARABIC_STEMS = {"ثلث": 3, "ربع": 4, "خمس": 5, "سدس": 6, "سبع": 7, "ثمن": 8, "تسع": 9, "عشر": 10}
FRACTIONS |= {fold_text(stem + end): Fraction(2, parts) for stem, parts in ARABIC_STEMS.items() for end in ("ان", "ين", "ا", "ي")}
# The accusative «ثلثا», a third, is written as the dual «ثلثا السجناء», two thirds.
ACCUSATIVES = {f"{stem}ا": Fraction(1, parts) for stem, parts in ARABIC_STEMS.items()}
TANWIN, DAMMA = "\u064b", "\u064f"
# Arabic pronouns that are joined to a share: «نصفنا», «ثلثاهم»
PRONOUNS = ("", *fold_text("نا هم هن ها ه كم").split())
ARABIC_ARTICLE = "ال"
# Ends of the joined letters that contain the article
ARTICLE_ENDS = (ARABIC_ARTICLE, "لل")
# Parts of these are no shares of persons: “half an hour”, “every other day”.
MEASURES = fold_text(
    "minute hour day night week month year century mile metre meter kilometre kilometer km kilo way road loaf bread past"
    " Minute Stunde Tag Nacht Woche Monat Jahr Jahrhundert Meile Meter Kilometer Weg Strecke Laib Brot"
    " دقيقة ساعة يوم يوما نهار ليل ليلة أسبوع شهر سنة عام قرن متر كيلومتر كيلو ميل طريق مسافة رغيف خبز كيلوغرام"
).split()
MEASURE = re.compile(rf"[ -](?:(?:of|an?|the|der|des|eine[rs]?|من) )*(?:ال)?(?:{'|'.join(MEASURES)})(?:e?[sn]?)\b")
# Between two numbers the first of which is the part and the second the whole. After “one” a noun may come first: “one man in ten”.
LINKS = frozenset(map(fold_text, ("in", "in every", "out of", "out of every", "of every", "من", "من كل", "von", "من أصل")))
# A whole above this is a year: “30 in 1945”. So small a part is rather two numbers, “5 in 300 wagons”.
MAX_WHOLE, MIN_PERCENT = 1000, 3
WORD = re.compile(r"[^\W\d_]+")
# The word before another, and the code points in which those that are asked for fit
MAX_LAST = 12
LAST_WORD = re.compile(rf"({WORD.pattern}) $")


def find_shares(text: str) -> list[ShareInText]:
    """Return the shares of a text that are below the whole; an Arabic word that may be a dual gives two."""
    numbers = find_numbers(text)
    return [*_read_words(text, numbers), *_read_pairs(text, numbers)]


def _read_words(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    folded = fold_with_offsets(text)
    for match in WORD.finditer(folded.text):
        word = _split_word(match.group())
        if not word or MEASURE.match(folded.text, match.end()):
            continue
        span = folded.span(match.start() + len(word.prefix), match.end())
        if _is_price(word, span, text) or _is_number(word, span, text, numbers):
            continue
        before = next((number for number in numbers if number.number and text[number.span.end : span.start] in (" ", "-")), None)
        last = LAST_WORD.search(folded.text, max(0, match.start() - MAX_LAST), match.start())
        may_be_counted = word.stem in FRACTIONS or word.stem in COUNTED_FRACTIONS
        for share in _read_values(word, span, text):
            # In «ستين ثلثاهم» the number is the whole, not how many parts.
            if may_be_counted and before and before.number and share * before.number < 1:
                yield ShareInText(Span(before.span.start, span.end), share * before.number)
            elif word.stem in FRACTIONS or _is_determined(word.stem, last[1] if last else ""):
                yield ShareInText(span, share)


def _split_word(word: str) -> _Word | None:
    if word in COUNTED_FRACTIONS or word in ORDINALS:
        return _Word("", word, "")
    for prefix in PREFIXES:
        for pronoun in PRONOUNS:
            stem = word[len(prefix) : len(word) - len(pronoun)]
            if stem in FRACTIONS and word == prefix + stem + pronoun:
                return _Word(prefix, stem, pronoun)
    return None


def _is_determined(word: str, last: str) -> bool:
    return (word in COUNTED_FRACTIONS and last in ARTICLES) or (word in ORDINALS and last in EVERY)


def _read_values(word: _Word, span: Span, text: str) -> list[Fraction]:
    """Return the share of a word, or both where it may be an accusative or a dual."""
    share = FRACTIONS.get(word.stem) or COUNTED_FRACTIONS.get(word.stem) or ORDINALS[word.stem]
    if word.stem not in ACCUSATIVES or word.pronoun or _precedes_article(span, text):
        return [share]
    return [ACCUSATIVES[word.stem]] if TANWIN in span.of(text) else [ACCUSATIVES[word.stem], share]


def _is_price(word: _Word, span: Span, text: str) -> bool:
    """Return True for «ثمن», unless its vowel, a pronoun or «من» says that it is an eighth."""
    is_eighth = word.pronoun or _has_damma(word, span, text) or text[span.end :].startswith(" من ")
    return word.stem.startswith("ثمن") and not is_eighth


def _is_number(word: _Word, span: Span, text: str, numbers: Sequence[NumberInText]) -> bool:
    """Return True if a word is a number or a part of one: «خمس» is five, unless its vowel or the word after it says a fifth."""
    number = next((number for number in numbers if span.within(number.span)), None)
    if number is None:
        return False
    is_construct = _precedes_article(span, text) and not word.prefix.endswith(ARTICLE_ENDS)
    is_fraction = word.stem in ARABIC_STEMS and not word.pronoun and (is_construct or _has_damma(word, span, text))
    return not (is_fraction and number.span == span)


def _has_damma(word: _Word, span: Span, text: str) -> bool:
    """Return True if the first letter of the word has the vowel u: «خُمس»."""
    return f"{word.stem[0]}{DAMMA}" in span.of(text)


def _precedes_article(span: Span, text: str) -> bool:
    return text[span.end :].startswith(f" {ARABIC_ARTICLE}")


def _read_pairs(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    """Yield “one in ten”."""
    for part, whole in pairwise(numbers):
        if not part.number or not whole.number or whole.number > MAX_WHOLE:
            continue
        link = fold_text(text[part.span.end : whole.span.start]).strip()
        is_linked = link in LINKS or (part.number == 1 and link.partition(" ")[2] in LINKS)
        if not is_linked or MEASURE.match(fold_text(text[whole.span.end :])):
            continue
        found = ShareInText(Span(part.span.start, whole.span.end), Fraction(part.number, whole.number))
        if found.share < 1 and min(found.percents) >= MIN_PERCENT:
            yield found
