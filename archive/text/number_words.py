"""Numbers in a text: in figures of any script, and in Arabic, English and German words.

Orders of magnitude, such as “hundreds of thousands”, are found too. Figures may be grouped by a comma, a full stop, one space or an
apostrophe. Numbers are read from folded text (``archive.text.folding``), so that spellings such as مئة and مائة are the same.

Figures that may mean something else are not read: ordinals (“3rd”), “A1234”, times, dates, and groups that do not fit (“1,23,456”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import FoldedText, fold_text, fold_with_offsets
from archive.text.number_vocabulary import (
    ARABIC_TEN,
    ARTICLES,
    BILLION,
    CONJUNCTIONS,
    DUALS,
    GERMAN_FORMS,
    GERMAN_MULTIPLIERS,
    GERMAN_NUMBER,
    GERMAN_PART,
    GERMAN_VALUES,
    INDEFINITE,
    LINKS,
    MILLION,
    MULTIPLIERS,
    PLURALS,
    PREFIXES,
    TANWIN,
    THOUSAND,
    VALUES,
)

# By the size of the order, its code
ORDERS = {
    10: "dozens",
    100: "hundreds",
    1000: "thousands",
    10_000: "tens-of-thousands",
    100_000: "hundreds-of-thousands",
    1_000_000: "millions",
}
# Maximum figures and signs of a number; longer runs are no number of persons.
MAX_FIGURES = 20


class NumberInText(NamedTuple):
    """A number, or the code of an order of magnitude, and its span, in code points.

    ``fraction``: the value of a number that is not whole, such as 12.5. ``is_percent``: “per cent” belongs to it.
    """

    span: Span
    number: int | None
    order: str | None
    fraction: Fraction | None = None
    is_percent: bool = False


class _Token(NamedTuple):
    """A word or a number in figures of the folded text. ``is_joined``: the Arabic و, or “and”, is before it."""

    kind: str
    value: int | Fraction
    start: int
    end: int
    is_joined: bool = False


class _Reading(NamedTuple):
    """A number, its tokens and the one after them."""

    value: int | Fraction
    tokens: list[_Token]
    after: _Token

    @property
    def multiplier(self) -> int:
        """Return what the first token is multiplied by, if the number is nothing else: 100 of “three hundred”."""
        kinds = [token.kind for token in self.tokens]
        is_product = kinds[0] in ("figures", "value") and {*kinds[1:]} <= {"multiplier", "plural"} and self.tokens[0].value
        return int(self.value / self.tokens[0].value) if is_product else 1


# Any word or sign that is no part of a number. Its place is not asked for, and most words of a text are such.
OTHER = _Token("other", 0, 0, 0)


# Texts whose numbers are cached: the quantities of a record are of few sentences, each of which may have many.
CACHED_TEXTS = 32
# Words whose tokens are cached, and maximum code points of such a word
CACHED_WORDS, MAX_CACHED_LENGTH = 1 << 14, 40
# As folded: %, “per cent”, «بالمئة», «في المائة»; and per thousand, which no number here is.
PERCENT = r"%|٪|per ?cent\b|prozent\b|v\. ?h\.|(?:في |ب)الم(?:ي|اي)ه\b"
PERMILLE = r"‰|per mille?\b|promille\b|(?:في |ب)الالف\b"
TOKEN = re.compile(
    r"(?P<figures>\d{1,3}(?: \d{3})+(?![.,٬،'’]?\d{3}|\d)(?:[.,٫]\d{1,2})?|\d+(?:[.,٬٫،'’:/]\d+)*)"
    rf"|(?P<percent>{PERCENT}|{PERMILLE})|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s-])"
)
# Figures in groups of three with one separator, and a fraction with another; one number of several parts, below ten (“2/3”)
FIGURES = re.compile(
    r"(?P<whole>\d{1,3}(?P<separator>[.,٬،'’ ])\d{3}(?:(?P=separator)\d{3})*|\d+)(?:(?!(?P=separator))[.,٫](?P<fraction>\d{1,2}))?"
)
PARTS = re.compile(r"([1-9])/([2-9]|10)")
# Letters after figures that make years and lengths of them: «1945م»
ARABIC_UNITS_OF_FIGURES = re.compile(r"(?:م|ه|كم)\b")
# What separates figures in the text as it is, but would not once it is folded: a tatweel typed as a dash, a line end, several spaces.
DASHES, GAPS = re.compile(r"(?<=\d)\s*ـ+\s*(?=\d)"), re.compile(r"(?<=\d)(?:[\r\n]|\s)(?:(?<=[\r\n])\s*|\s+)(?=(?!0)\d)")
# Code points before a number in which these are looked for
MAX_WORDS_BEFORE = 30
NO_COUNT = re.compile(
    r"(?<!\w)(?:(?:not|nicht|kein(?:e[rnm]?)?|لا|ولا)(?: even| a| an| single| ein(?:e[rnm]?)?| einzige[rnm]?)*|(?:no|nr)\.?|رقم) $"
)
PART_OF = re.compile(
    r"(?<!\w)(?:(?:thirds?|quarters?|half|halves) of (?:an? |one )?|(?:drittel|viertel|ثلث|ثلثا|ثلثي|ارباع|اخماس) )$"
)
SIGN_BEFORE = re.compile(r"(?<!\d)[%٪]\Z")
# What joins the two numbers of a range, folded; “and” only after “between”
RANGE = frozenset(fold_text("or to till bis oder أو إلى حتى -").split())
HALF_OF = re.compile(r" (?:ال|of |der |des |von |من )")
PERCENT_LINKS = RANGE | CONJUNCTIONS
BETWEEN = re.compile(rf"\b(?:{'|'.join(map(fold_text, ('between', 'zwischen', 'بين')))}) (?:an? |ال ?)?$")


@lru_cache(CACHED_TEXTS)
def find_numbers(text: str) -> tuple[NumberInText, ...]:
    """Return the numbers and orders of magnitude of a text, in their order; an Arabic word that may be a dual gives two."""
    return tuple(value for value in find_values(text) if value.fraction is None)


@lru_cache(CACHED_TEXTS)
def find_values(text: str) -> tuple[NumberInText, ...]:
    """Return what ``find_numbers`` does, and the numbers that are not whole."""
    separated = GAPS.sub(lambda gap: "|" * len(gap[0]), DASHES.sub(lambda dash: "-" * len(dash[0]), text))
    folded = fold_with_offsets(separated)
    folded = FoldedText(folded.text, folded.offsets, text)
    numbers = (number for number in _read_tokens(list(_split_tokens(folded.text)), folded) if not _is_no_count(text, number))
    return tuple(_mark_percents(list(numbers), text))


def _is_no_count(text: str, number: NumberInText) -> bool:
    """Return True after “not one” or “No. 5”, and for “three quarters of a million”."""
    begin = max(0, number.span.start - MAX_WORDS_BEFORE)
    before = fold_text(text[begin : number.span.start])
    return bool(NO_COUNT.search(before) or ((number.number or 0) >= THOUSAND and PART_OF.search(before)))


def _split_tokens(text: str) -> Iterator[_Token]:
    for match in TOKEN.finditer(text):
        figures, percent, word, _mark = match.groups()
        if word:
            parts = _cached_parts(word) if len(word) <= MAX_CACHED_LENGTH else _read_word(word)
            if not parts:
                yield OTHER
                continue
            start, end = match.span()
            for kind, value, offset, is_joined in parts:
                yield _Token(kind, value, start + offset, end, is_joined)
        elif figures and not _is_part_of_word(text, *match.span()):
            yield _read_figures(figures, *match.span())
        elif percent:
            yield _Token("percent" if re.fullmatch(PERCENT, percent) else "permille", 0, *match.span())
        else:
            yield OTHER


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Return True for figures with Latin letters (“3rd”, “A1234”), and for «1945م»."""
    around = text[start - 1 : start] + text[end : end + 1]
    return any("a" <= letter <= "z" for letter in around) or bool(ARABIC_UNITS_OF_FIGURES.match(text, end))


def _read_figures(figures: str, start: int, end: int) -> _Token:
    if parts := PARTS.fullmatch(figures):
        return _Token("value", Fraction(int(parts[1]), int(parts[2])), start, end, is_joined=True)
    match = FIGURES.fullmatch(figures)
    if not match or len(figures) > MAX_FIGURES:
        return OTHER
    fraction = match["fraction"]
    part = Fraction(int(fraction), 10 ** len(fraction)) if fraction else 0
    return _Token("figures", int(re.sub(r"\D", "", match["whole"])) + part, start, end)


def _read_word(word: str) -> tuple[tuple[str, int | Fraction, int, bool], ...]:
    """Return kind, value, start in the word and ``is_joined`` of each token of a folded word; none if it is no part of a number."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and (token := _classify(word[len(prefix) :])):
            return ((*token, len(prefix), prefix.startswith("و")),)
    if GERMAN_NUMBER.fullmatch(word):
        # A part of a compound is nothing on its own.
        return tuple((*_classify_german(part[0]), 0, part[0] == "einhalb") for part in GERMAN_PART.finditer(word))
    if len(word) == 1 and unicodedata.category(word) == "No" and unicodedata.decomposition(word).startswith("<fraction>"):
        return (("value", Fraction(unicodedata.numeric(word)).limit_denominator(10), 0, True),)
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
    for kind, words in (("indefinite", INDEFINITE), ("link", LINKS), ("article", ARTICLES | {"odd"}), ("and", CONJUNCTIONS)):
        if word in words:
            return kind, 0
    return None


def _read_tokens(tokens: list[_Token], folded: FoldedText) -> Iterator[NumberInText]:
    at = 0
    last: _Reading | None = None
    while at < len(tokens):
        token, following = tokens[at], at + 1
        if token.kind in ("plural", "indefinite"):
            size, following = _read_order(tokens, at)
            if order := ORDERS.get(size):
                yield NumberInText(folded.span(token.start, tokens[following - 1].end), None, order)
        elif token.kind in ("figures", "value", "ten", "multiplier", "dual"):
            number, following = _read_number(tokens, at, folded.text)
            reading = _Reading(number, tokens[at:following], tokens[following] if following < len(tokens) else OTHER)
            if last:
                yield from _make_numbers(last, folded, reading)
            last = reading
        at = following
    if last:
        yield from _make_numbers(last, folded, None)


def _make_numbers(reading: _Reading, folded: FoldedText, following: _Reading | None) -> Iterator[NumberInText]:
    """Yield a number that was read, with the multiplier of the ``following`` one if that belongs to both: “two or three hundred”."""
    value, tokens, after = reading
    if after.kind == "permille" or (value == 1 and after.kind == "indefinite"):  # “ein paar hundert”
        return
    # A quotation of “one million” may begin with the second word.
    first = tokens[1] if len(tokens) > 1 and tokens[0].value == 1 and tokens[1].kind == "multiplier" else tokens[0]
    last = tokens[-1]
    if following and _is_short_form(reading, following, folded.text):
        return
    if following and _shares_multiplier(reading, following, folded.text):
        value, last = value * following.multiplier, following.tokens[-1]
    span = folded.span(first.start, last.end)
    if value != int(value):
        yield NumberInText(span, None, None, Fraction(value), after.kind == "percent")
        return
    yield NumberInText(span, int(value), None, None, after.kind == "percent")
    # With tanwin it is the accusative of a thousand, not the dual.
    if tokens[0].kind == "dual" and len(tokens) == 1 and TANWIN not in span.of(folded.original):
        yield NumberInText(span, 2 * int(value), None)


def _shares_multiplier(reading: _Reading, following: _Reading, text: str) -> bool:
    """Return True if the multiplier of the second number of a range belongs to the first as well."""
    is_small = len(reading.tokens) == 1 and reading.tokens[0].kind in ("figures", "value")
    is_lower = reading.value * following.multiplier < following.value
    lower, upper = (Span(tokens[0].start, tokens[0].end) for tokens in (reading.tokens, following.tokens))
    return is_small and following.multiplier > 1 and is_lower and is_range(text, lower, upper)


def _is_short_form(reading: _Reading, following: _Reading, text: str) -> bool:
    """Return True for the first number of “10–15,000”, which may be 10 or 10,000."""
    lower, upper = reading.tokens[0], following.tokens[0]
    group = re.match(r"(\d{1,3})\D", text[upper.start : upper.end])
    is_short = len(reading.tokens) == 1 and lower.kind == upper.kind == "figures" and reading.value < THOUSAND
    spans = Span(lower.start, lower.end), Span(upper.start, upper.end)
    return bool(is_short and group and reading.value < int(group[1]) and is_range(text, *spans))


def is_range(text: str, lower: Span, upper: Span) -> bool:
    """Return True if two numbers are the ends of a range: “two or three”, “between two and three”."""
    if upper.start - lower.end > MAX_WORDS_BEFORE:
        return False
    words = fold_text(text[lower.end : upper.start]).replace("-", " - ").split()
    link = " ".join(word for word in words if word not in ARTICLES).removeprefix("- ").removesuffix("ال").strip()
    before = fold_text(text[max(0, lower.start - MAX_WORDS_BEFORE) : lower.start])
    return link in RANGE or (link in CONJUNCTIONS and bool(BETWEEN.search(before)))


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


def _read_number(tokens: list[_Token], at: int, text: str) -> tuple[int | Fraction, int]:
    """Return the number that begins at a token, and the position after it."""
    total: int | Fraction = 0
    current: int | Fraction = 0
    limit, following, is_joined = BILLION * THOUSAND, at, False
    # Where the number ends if what comes next is another: “two hundred and three hundred”, “five thousand and six thousand”
    before_value = before_part = (total, at)
    for position in range(at, len(tokens)):
        token = tokens[position]
        if token.kind in ("and", "article") and position > at:
            is_joined = is_joined or token.kind == "and"
            continue
        joined = is_joined or token.is_joined
        value, is_first = token.value, position == at
        if token.kind in ("multiplier", "plural", "dual") and value >= THOUSAND:
            if value >= limit and current and total:
                return before_part
            needs_number = token.kind == "plural"
            if value >= limit or (needs_number and not current) or (joined and current):
                break
            total, current, limit = total + (current or 1) * value, 0, int(value)
            before_part = (total, position + 1)
        elif token.kind == "multiplier" and current and not joined:
            if current >= 100:
                return before_value if current % 100 and before_value[0] else (total + current, following)
            current *= value
        elif token.kind == "ten" and not joined and 1 <= current % 100 <= 9:
            current += 10
        elif total and not current and joined and 0 < value < 1 and token.kind == "value":
            ending = _find_half_end(tokens, position, limit, text)
            return (total + limit * value, ending) if ending else (total, following)
        elif token.kind in ("value", "ten", "multiplier") or (token.kind == "figures" and (is_first or (total and not current))):
            # In Arabic “and” joins a unit: «لم ينج من الأربعين أحد» is forty, and nobody.
            is_apart = token.kind == "value" and not (joined or is_first) and value < 10 and "ء" <= text[token.start] <= "ي"
            if value >= limit or is_apart or not _is_addend(current, value, joined):
                break
            before_value = (total + current, following)
            if current == 1 and 0 < value < 1 and not joined:  # “eine halbe”
                current = value
            elif value >= THOUSAND and token.kind == "value":
                total, limit = total + value, int(value) // 2
                before_part = (total, position + 1)
            else:
                current += value
        else:
            break
        following, is_joined = position + 1, False
    return total + current, following


def _find_half_end(tokens: list[_Token], at: int, multiplier: int, text: str) -> int:
    """Return the position after «مليون ونصف (المليون)» or “a million and a half”, 0 if the half is of something else."""
    after = tokens[at + 1] if at + 1 < len(tokens) else OTHER
    if after.kind == "multiplier":
        return at + 2 if after.value == multiplier else 0
    is_arabic = tokens[at].is_joined
    has_article = at > 0 and tokens[at - 1].kind == "article"
    is_of_another = HALF_OF.match(text, tokens[at].end)
    return 0 if is_of_another or not (is_arabic or has_article) else at + 1


def _is_addend(current: int | Fraction, value: int | Fraction, joined: bool) -> bool:
    """Return whether a value may follow in the same number: 100 and 5, and joined also 5 and 20, as in Arabic and German."""
    if not current:
        return True
    figures = str(current)
    zeros = len(figures) - len(figures.rstrip("0"))
    is_unit_first = joined and value in range(20, 100, 10) and 1 <= current % 100 <= 9
    return value < 10**zeros or is_unit_first


def _mark_percents(numbers: list[NumberInText], text: str) -> list[NumberInText]:
    """Mark the first number of “30 to 40 per cent”, and numbers after a sign as in «٪٣٠»."""
    marked: list[NumberInText] = []
    for number in reversed(numbers):
        is_signed = SIGN_BEFORE.search(text, max(0, number.span.start - 1), number.span.start)
        following = marked[-1] if marked else None
        link = text[number.span.end : following.span.start] if following else ""
        is_lower = following and following.is_percent and number.order is None and fold_text(link).strip(" -") in PERCENT_LINKS
        marked.append(number._replace(is_percent=bool(number.is_percent or is_signed or is_lower)))
    return marked[::-1]


def select_numbers(numbers: Iterable[NumberInText], span: Span) -> list[NumberInText]:
    """Return the numbers that are whole in a span of the text."""
    return [number for number in numbers if number.span.within(span)]
