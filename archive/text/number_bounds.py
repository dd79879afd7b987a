"""Words beside a number that limit it: “about 600”, “at least 600”, “600 or more”, “300 to 400”, in three languages.

Words that may mean something else beside a number are read only where another word says that they limit it: “under 20 survived”, but not
“under 20 guards”; „es waren gegen 400“, but not „gegen 400 Partisanen“.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.text.anchoring import Span
from archive.text.folding import fold_text
from archive.text.number_words import NumberInText, is_range
from archive.text.quantity_values import BOUND_FIELDS


class Bound(NamedTuple):
    """The span of a number with the words that limit it, and the fields of a quantity that say the same."""

    span: Span
    fields: tuple[str, ...]


Fields = tuple[str, ...]
ABOUT, OVER, NEARLY = ("about",), ("at_least", "about"), ("about", "at_most")
LOWER, UPPER = ("at_least",), ("at_most",)
# By the fields, phrases before a number. The one that begins first counts: “no more than” before “more than”.
BEFORE: dict[Fields, str] = {
    ABOUT: "about|around|some|approximately|approx.|roughly|circa|ca.|c.|~|≈|±|etwa|ungefähr|rund|zirka"
    "|perhaps|maybe|possibly|probably|estimated|something like|in the region of|vielleicht|wohl|schätzungsweise|ربما|لعلهم|يقدر عددهم|يقدرون"
    "|نحو|حوالي|زهاء|قرابة|ما يقارب|يقارب|ما يقرب من|يقرب من|ما يناهز|يناهز|بحدود|في حدود|يقارب عددهم",
    NEARLY: "nearly|almost|close to|just under|barely|scarcely|hardly|as many as|fast|beinahe|nahezu|knapp|kaum",
    OVER: "over|well over|a good|>|≥|über|gut|نيف|بضع و|بضعة و",
    LOWER: "at least|more than|no fewer than|no less than|not fewer than|not less than|upwards of|in excess of|mindestens|wenigstens"
    "|mehr als|nicht weniger als|أكثر من|ما لا يقل عن|لا يقل عن|لا يقلون عن|لا أقل من|ليس أقل من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن"
    "|يزيدون على|يزيدون عن|يزيد عددهم على|يزيد عددهم عن|ما ينيف على|أزيد من|على الأقل",
    UPPER: "at most|ما يصل إلى|<|≤|no more than|not more than|never more than|hardly more than|up to|fewer than|less than|höchstens|maximal|bis zu"
    "|nicht mehr als|kaum mehr als|weniger als|أقل من|لا أكثر من|ليس أكثر من|ليسوا أكثر من|ما لا يزيد على|ما لا يزيد عن|لا يزيد على|لا يزيد عن"
    "|لا يزيدون على|لا يزيدون عن|لا يتجاوز|لا يتجاوزون|لم يتجاوز|لا يتجاوز عددهم|لم يتجاوز عددهم|لا يزيد عددهم على|لا يزيد عددهم عن|على الأكثر",
}
AFTER: dict[Fields, str] = {
    ABOUT: "or so|odd|تقريبا|ونيف|ونيفا|أو نحو ذلك",
    LOWER: "or more|at least|oder mehr|على الأقل|أو أكثر|فأكثر|أو يزيد|ويزيد",
    UPPER: "or less|or fewer|at most|oder weniger|أو أقل|على الأكثر",
}
# Between such a phrase and the number or share
ARTICLE = r"(?:(?:an?|one|every|die|der|das|den|eine[rsmn]?|ein|jede[rsmn]?|كل) )?"
JOINED = r"(?:[وفبلك]{0,2}(?:ال)?)"
# Longest phrase with an article, in code points
MAX_PHRASE = 40


def _compile(table: Mapping[Fields, str], pattern: str) -> list[tuple[re.Pattern[str], Fields]]:
    return [
        (re.compile(pattern % "|".join(re.escape(fold_text(phrase)) for phrase in phrases.split("|"))), fields)
        for fields, phrases in table.items()
    ]


BEFORE_PATTERNS = _compile(BEFORE, rf"(?<!\w){JOINED}(?P<phrase>%s) ?{ARTICLE}{JOINED}$")
# After a verb of a number: „es waren gegen 400“, «بلغ عددهم حتى مئة»
GERMAN_VERBS = "waren|sind|wurden|kamen|blieben|starben|überlebten|fielen|entkamen|zählte|zählten|umfasste"
ARABIC_VERBS = "بلغ|بلغوا|يبلغ|يبلغون|وصل|يصل"
BEFORE_PATTERNS += _compile({ABOUT: "gegen|an die|um die"}, rf"(?<!\w)(?:{fold_text(GERMAN_VERBS)}) (?P<phrase>%s) $")
BEFORE_PATTERNS += _compile({UPPER: "حتى"}, rf"(?<!\w)[وف]?(?:{ARABIC_VERBS})(?: عددهم| العدد| عددنا)? (?P<phrase>%s) {JOINED}$")
# “Under” limits a number before these; “under 20 guards” is a command, „unter 20 Häftlingen“ among them.
UNDER = re.compile(r"(?<!\w)(?P<phrase>under|unter) $")
UNDER_FOLLOWS = re.compile(
    rf" (?:of|survived|died|were|remained|reached|arrived|returned|escaped|lived|fled|prisoners|people|persons|men|women|inmates|survivors|children"
    rf"|{fold_text('überlebten|starben|waren|blieben|kamen|erreichten|entkamen|kehrten|Häftlinge|Gefangene|Männer|Überlebende|Tote|Mann')})(?!\w)"
)
AFTER_PATTERNS = _compile(AFTER, r"(?:[ -]|, )(?:\w+ )?(?P<phrase>%s)(?!\w)(?! than| als| half| an? | one | every )")
# Not after a noun: “20 men and more women”
AFTER_PATTERNS += _compile({LOWER: "and more|und mehr"}, r" (?P<phrase>%s)(?!\w)(?! than| als)")
AFTER_PATTERNS += _compile({LOWER: "+"}, r" ?(?P<phrase>%s)(?![ \w]*\d)")
ODD = re.compile(r"(?<!\w)odd(?!\w)")
FROM = re.compile(r"(?<!\w)(?:from|von|من) $")


def find_bound(text: str, span: Span, numbers: Sequence[NumberInText]) -> Bound | None:
    """Return what the words beside a number or a share say of it; None if they say nothing.

    ``numbers``: those of the text, of which two may be a range. “From 300 to 400” may tell of a change, and is none.
    """
    begin = max(0, span.start - MAX_PHRASE)
    before = text[begin : span.start]
    folded = fold_text(before)
    found = [(match.start("phrase"), fields) for pattern, fields in BEFORE_PATTERNS if (match := pattern.search(folded))]
    if (under := UNDER.search(folded)) and UNDER_FOLLOWS.match(fold_text(text[span.end : span.end + MAX_PHRASE])):
        found.append((under.start("phrase"), UPPER))
    if found:
        return Bound(Span(begin + _find_start(before, min(found)[0]), span.end), min(found)[1])
    if ODD.search(fold_text(span.of(text))):  # “twenty-odd thousand”
        return Bound(span, ABOUT)
    after = text[span.end : span.end + MAX_PHRASE]
    folded = fold_text(after)
    for pattern, fields in AFTER_PATTERNS:
        if match := pattern.match(folded):
            end = span.end + _find_start(after, match.end())
            if any(end < number.span.start <= end + 3 for number in numbers):  # “of 600 prisoners at least 200 died”
                continue
            return Bound(Span(span.start, end), fields)
    return _find_range(text, span, numbers)


def _find_start(text: str, folded_offset: int) -> int:
    """Return the offset in a short text of an offset in the same text folded."""
    return next(at for at in range(len(text) + 1) if len(fold_text(text[:at])) >= folded_offset)


def _find_range(text: str, span: Span, numbers: Sequence[NumberInText]) -> Bound | None:
    for lower, upper in pairwise(numbers):
        is_end = span in (lower.span, upper.span) and lower.number and upper.number and lower.number < upper.number
        if not is_end or lower.span == upper.span:  # «ألفا», a thousand or two
            continue
        is_pair = lower.span.end == upper.span.end or is_range(text, lower.span, upper.span)  # “two or three hundred”
        if is_pair and not FROM.search(fold_text(text[max(0, lower.span.start - MAX_PHRASE) : lower.span.start])):
            return Bound(Span(lower.span.start, upper.span.end), (BOUND_FIELDS[span == upper.span],))
    return None
