"""Shares in a text, in Arabic, English and German words: “half of us”, “every tenth man”, “one in ten”, «ثلثاهم».

A share in whole figures, such as “30 per cent”, is a number (``archive.text.number_words``). Words that may also mean something else are
doubtful: “half starved”, “a third column”, «ثمن», which is a price as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import fold_text, fold_with_offsets
from archive.text.number_vocabulary import ARTICLES, PREFIXES, TANWIN
from archive.text.number_words import CACHED_TEXTS, CACHED_WORDS, NumberInText, find_numbers, find_values


class ShareInText(NamedTuple):
    """A part of a whole and its span, in code points."""

    span: Span
    share: Fraction
    is_doubtful: bool = False

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
    """A folded word for a share: the letters joined to its beginning («ونصفهم»), the word without them, and the pronoun joined to its end."""

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
        4: "ربع أرباع",
        5: "خمس أخماس Fünftel",
        6: "سدس أسداس Sechstel",
        7: "سبع أسباع Siebtel",
        8: "ثمن أثمان Achtel",
        9: "تسع أتساع Neuntel",
        10: "عشر أعشار Zehntel",
        20: "Zwanzigstel",
    }
) | {"dreiviertel": Fraction(3, 4), "zweidrittel": Fraction(2, 3)}
ENGLISH_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ENGLISH_TENS = dict(
    enumerate(
        ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth"], 2
    )
)
# Shares only after “a” or a number: “a third” but not “the third day”, “ein Viertel” but not “im Viertel”, which is of a town
COUNTED_FRACTIONS = {f"{word}{end}": Fraction(1, parts) for parts, word in enumerate(ENGLISH_ORDINALS, 3) for end in ("", "s")}
COUNTED_FRACTIONS |= {f"{word}{end}": Fraction(1, 10 * tens) for tens, word in ENGLISH_TENS.items() for end in ("", "s")}
COUNTED_FRACTIONS |= dict.fromkeys(["quarter", "quarters", "viertel"], Fraction(1, 4))
# Shares only after “every”
ORDINALS = {word: Fraction(1, parts) for parts, word in enumerate(ENGLISH_ORDINALS, 3)}
ORDINALS |= {word: Fraction(1, 10 * tens) for tens, word in ENGLISH_TENS.items()}
ORDINALS |= _fold_table({2: "other second ثان ثاني"})
ORDINALS |= _fold_table(dict(enumerate(["ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"], 3)))
GERMAN_ORDINALS = fold_text("zweit dritt viert fünft sechst siebt acht neunt zehnt").split()
GERMAN_TENS = fold_text("zwanzigst dreißigst vierzigst fünfzigst sechzigst siebzigst achtzigst neunzigst hundertst").split()
GERMAN_ORDINAL_PARTS = dict(enumerate(GERMAN_ORDINALS, 2)) | {10 * tens: stem for tens, stem in enumerate(GERMAN_TENS, 2)}
ORDINALS |= {stem + end: Fraction(1, parts) for parts, stem in GERMAN_ORDINAL_PARTS.items() for end in ("e", "er", "en", "es")}
EVERY = frozenset(fold_text("every each jeder jede jeden jedem jedes كل وكل فكل").split())
ARABIC_STEMS = {"ثلث": 3, "ربع": 4, "خمس": 5, "سدس": 6, "سبع": 7, "ثمن": 8, "تسع": 9, "عشر": 10}
FRACTIONS |= {fold_text(stem + end): Fraction(2, parts) for stem, parts in ARABIC_STEMS.items() for end in ("ان", "ين", "ا", "ي")}
# The accusative «ثلثا», a third, is written as the dual «ثلثا السجناء», two thirds.
ACCUSATIVES = {f"{stem}ا": Fraction(1, parts) for stem, parts in ARABIC_STEMS.items()}
DAMMA = "\u064f"
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
MONTHS = "january february march april may june july august september october november december januar februar märz mai juni juli oktober dezember"
MEASURE = re.compile(
    rf"[ -](?:(?:of|an?|the|der|des|eine[rs]?|من) )*(?:ال)?(?!wegen\b)(?:{'|'.join(MEASURES)})(?:e?[sn]?)\b"
    rf"|(?: of| des)? (?:1[89]\d\d|(?<!the )(?:{'|'.join(fold_text(MONTHS).split())})s?)\b"
)
# Before “a half” these make one and a half of something: “an hour and a half”, «يومين ونصف»
ARABIC_MEASURES = {fold_text(f"{measure}{end}") for measure in MEASURES for end in ("", "ا", "ان", "ين")}
ARABIC_MEASURES |= {fold_text(word[:-1] + end) for word in MEASURES if word.endswith("ه") for end in ("تان", "تين", "ات")}
ARABIC_MEASURES |= set(fold_text("أيام أسابيع أشهر شهور سنوات سنين أعوام كيلومترات أمتار أميال أرغفة قرون").split())
AND_A = " and a "
# After an English half or part in the singular these say that it is a share: “half the column”, “a third fled”, but not “half starved” or
# “a third column”. What is not in the list may be a noun or an adjective.
SHARE_FOLLOWS = frozenset(
    fold_text(
        "of the a an our their his her its my your these those this that which who whom whose and or but were was are "
        "is had has have did do could would will might must may never not no only already still also died fled fell "
        "froze perished escaped survived arrived reached remained stayed lived came went got lost left made returned "
        "collapsed disappeared suffered in at on by from to with within without during before after when while as than "
        "for into under up out down along behind together alone too more less walked ran rode sat sank drowned began stood "
        "broke turned tried managed always just simply"
    ).split()
)
DEGREES = frozenset(["half", *(word for word in COUNTED_FRACTIONS if not word.endswith("s") and word != "viertel")])
NEXT_WORD = re.compile(r"([ -])([^\W\d_]+)")
# Halves of a march or a time, in order: “the first half”
FIRST_OR_SECOND = frozenset(fold_text("first second latter last erste ersten zweite zweiten letzte letzten").split())
# «نصف» before these says how they were: «نصف ميت», half dead
ARABIC_STATES = fold_text(
    "ميت ميتا ميتة ميتين أموات جائع جائعا جائعة جائعين جياع عار عاريا عراة حي أحياء نائم نائما نائمين واع غائب مجمد مجمدين"
).split()
STATE_FOLLOWS = re.compile(rf" (?:{'|'.join(ARABIC_STATES)})\b")
# «ثمن» before these is an eighth, before other words it may be a price.
PERSONS = fold_text(
    "سجناء السجينات أسرى معتقلين معتقلات رجال نساء ناس قافلة طابور مسيرة رتل عمود قتلى موتى مرضى أطفال ضحايا ناجين حراس يهود"
).split()
PERSONS_FOLLOW = re.compile(rf" ال(?:{'|'.join(PERSONS)})\b")
# Between two numbers the first of which is the part and the second the whole. After “one” a noun may come first: “one man in ten”.
LINKS = frozenset(map(fold_text, ("in", "in every", "out of", "out of every", "of every", "من", "من كل", "von", "من أصل")))
BARE_LINKS = frozenset(map(fold_text, ("in", "من", "von")))
# A whole above this is a year: “30 in 1945”. So small a part is rather two numbers, “5 in 300 wagons”, if a bare preposition links them.
MAX_WHOLE, MIN_PERCENT = 1000, 3
# Before a whole: “a man out of every ten”, «رجل من كل عشرة»
ONE_PERSON = re.compile(
    rf"(?<!\w)(?:{fold_text('رجل رجلا سجين سجينا سجينة شخص شخصا أسير أسيرا امرأة معتقل معتقلا').replace(' ', '|')}) من كل $"
    r"|(?<!\w)an? (?:man|woman|person|prisoner) (?:in every|out of every|out of) $"
)
# An Arabic noun may come before the ordinal: «كل رجل عاشر»
EVERY_NOUN = re.compile(r"(?<!\w)[وف]?كل (\w+) $")
# After a fraction in figures, which may be a date: “1/3 of us”
OF = re.compile(r" (?:of|der|des|von|من)\b")
WORD = re.compile(r"[^\W\d_]+")
# The word before another, and the code points in which those that are asked for fit
MAX_LAST = 12
LAST_WORD = re.compile(rf"({WORD.pattern}) $")


@lru_cache(CACHED_TEXTS)
def find_shares(text: str) -> tuple[ShareInText, ...]:
    """Return the shares of a text that are below the whole; an Arabic word that may be a dual gives two."""
    numbers = find_numbers(text)
    return (*_read_words(text, numbers), *_read_pairs(text, numbers), *_read_figures(text, find_values(text)))


def _read_words(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    folded = fold_with_offsets(text)
    for match in WORD.finditer(folded.text):
        word = _split_word(match.group())
        if not word or MEASURE.match(folded.text, match.end()) or _is_and_a_half(word, folded.text, match.start()):
            continue
        span = folded.span(match.start() + len(word.prefix), match.end())
        if _is_number(word, span, text, numbers):
            continue
        before = next((number for number in numbers if number.number and text[number.span.end : span.start] in (" ", "-")), None)
        last = LAST_WORD.search(folded.text, max(0, match.start() - MAX_LAST), match.start())
        may_be_counted = word.stem in FRACTIONS or word.stem in COUNTED_FRACTIONS
        is_doubtful = _is_price(word, span, text) or _is_degree(word, folded.text, match.end(), last[1] if last else "")
        for share in _read_values(word, span, text):
            # In «ستين ثلثاهم» the number is the whole, not how many parts.
            if may_be_counted and before and before.number and share * before.number < 1:
                is_sure = before.number > 1 or text[before.span.end] == "-"
                yield ShareInText(Span(before.span.start, span.end), share * before.number, is_doubtful and not is_sure)
            elif word.stem in FRACTIONS or _is_determined(word.stem, folded.text, match.start(), last[1] if last else ""):
                yield ShareInText(span, share, is_doubtful)


@lru_cache(CACHED_WORDS)
def _split_word(word: str) -> _Word | None:
    if word in COUNTED_FRACTIONS or word in ORDINALS:
        return _Word("", word, "")
    for prefix in PREFIXES:
        for pronoun in PRONOUNS:
            stem = word[len(prefix) : len(word) - len(pronoun)]
            if stem in FRACTIONS and word == prefix + stem + pronoun:
                return _Word(prefix, stem, pronoun)
    return None


def _is_determined(word: str, folded: str, start: int, last: str) -> bool:
    if word in COUNTED_FRACTIONS and (last in ARTICLES or last == "one"):
        return True
    if word not in ORDINALS:
        return False
    noun = EVERY_NOUN.search(folded, max(0, start - 2 * MAX_LAST), start)
    return last in EVERY or bool(noun and noun[1] not in ARABIC_MEASURES)


def _is_and_a_half(word: _Word, folded: str, start: int) -> bool:
    """Return True for “an hour and a half” and «ساعة ونصف»."""
    if folded.endswith(AND_A, 0, start):
        return True
    last = LAST_WORD.search(folded, max(0, start - MAX_LAST), start)
    return word.prefix == "و" and not word.pronoun and bool(last and last[1].removeprefix(ARABIC_ARTICLE) in ARABIC_MEASURES)


def _is_degree(word: _Word, folded: str, end: int, last: str) -> bool:
    """Return True if a fraction may say how something was, or which: “half starved”, “a third column”, “the first half”."""
    if word.stem in ("نصف", "نصفا") and not word.pronoun:
        return bool(STATE_FOLLOWS.match(folded, end))
    if last in FIRST_OR_SECOND:
        return True
    if word.stem not in DEGREES or last in EVERY:
        return False
    following = NEXT_WORD.match(folded, end)
    return bool(following and (following[1] == "-" or following[2] not in SHARE_FOLLOWS))


def _read_values(word: _Word, span: Span, text: str) -> list[Fraction]:
    """Return the share of a word, or both where it may be an accusative or a dual."""
    share = FRACTIONS.get(word.stem) or COUNTED_FRACTIONS.get(word.stem) or ORDINALS[word.stem]
    if word.stem not in ACCUSATIVES or word.pronoun or _precedes_article(span, text):
        return [share]
    return [ACCUSATIVES[word.stem]] if TANWIN in span.of(text) else [ACCUSATIVES[word.stem], share]


def _is_price(word: _Word, span: Span, text: str) -> bool:
    """Return True for «ثمن», unless its vowel, a pronoun or what follows says that it is an eighth."""
    after = fold_text(text[span.end : span.end + 2 * MAX_LAST])
    is_eighth = word.pronoun or _has_damma(word, span, text) or after.startswith(" من ") or PERSONS_FOLLOW.match(after)
    return word.stem.startswith("ثمن") and not is_eighth


def _is_number(word: _Word, span: Span, text: str, numbers: Sequence[NumberInText]) -> bool:
    """Return True if a word is a number or a part of one: «خمس» is five, unless its vowel or the word after it says a fifth."""
    number = next((number for number in numbers if span.within(number.span)), None)
    if number is None:
        return False
    is_construct = _precedes_article(span, text) and not word.prefix.endswith(ARTICLE_ENDS)
    is_fraction = (
        word.stem.removesuffix("ا") in ARABIC_STEMS and not word.pronoun and (is_construct or _has_damma(word, span, text))
    )
    return not (is_fraction and number.span == span)


def _has_damma(word: _Word, span: Span, text: str) -> bool:
    """Return True if the first letter of the word has the vowel u: «خُمس»."""
    return f"{word.stem[0]}{DAMMA}" in span.of(text)


def _precedes_article(span: Span, text: str) -> bool:
    return text[span.end :].startswith(f" {ARABIC_ARTICLE}")


def _read_pairs(text: str, numbers: Sequence[NumberInText]) -> Iterator[ShareInText]:
    """Yield “one in ten” and “a man out of every ten”."""
    for whole in numbers:
        begin = max(0, whole.span.start - 2 * MAX_LAST)
        before = fold_with_offsets(text[begin : whole.span.start])
        person = ONE_PERSON.search(before.text)
        if person and whole.number and 1 < whole.number <= MAX_WHOLE:
            yield ShareInText(Span(begin + before.offsets[person.start()], whole.span.end), Fraction(1, whole.number))
    for part, whole in pairwise(numbers):
        if not part.number or not whole.number or whole.number > MAX_WHOLE:
            continue
        link = fold_text(text[part.span.end : whole.span.start]).strip().removesuffix(" a")
        is_linked = link in LINKS or (part.number == 1 and link.partition(" ")[2] in LINKS)
        if not is_linked or MEASURE.match(fold_text(text[whole.span.end :])):
            continue
        found = ShareInText(Span(part.span.start, whole.span.end), Fraction(part.number, whole.number))
        is_explicit = part.number == 1 or link not in BARE_LINKS
        if found.share < 1 and min(found.percents) >= (1 if is_explicit else MIN_PERCENT):
            yield found


def _read_figures(text: str, values: Sequence[NumberInText]) -> Iterator[ShareInText]:
    """Yield “12.5 per cent”, “½” and “1/3 of us”."""
    for value in values:
        if value.fraction is None or text[value.span.start].isalpha():
            continue
        is_sign = value.span.end - value.span.start == 1
        if value.is_percent and value.fraction < 100:
            yield ShareInText(value.span, value.fraction / 100)
        elif value.fraction < 1 and (is_sign or OF.match(fold_text(text[value.span.end :]))):
            yield ShareInText(value.span, value.fraction)
