"""Where the sentences of a paragraph end: a proposal, for any language. Spans in code points.

A sentence ends after one or more of ``. ! ? … ؟ ۔ 。 । ։ ።`` and their like, with the quotation marks, brackets and note numbers that
follow at once. ``؛`` and ``;`` end none: the semicolon stands between parts of one sentence, in Arabic too. After ``. ! ? …`` white
space must follow. None of these ends a sentence before a small letter, or within brackets that are closed in the same paragraph; a
full stop ends none after an abbreviation, an initial, or the number that a sentence begins with, and in languages that write ordinals
so, none after a number below 100 or in Roman figures. An ellipsis ends a sentence before a capital letter; in scripts that have no
capitals it is a pause. An item of a list begins a sentence: a line with a bullet, or with a number that counts up from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.abbreviations import has_ordinal_stops, may_end, never_ends, numbers
from archive.anchoring import Span

STOPS, FULL = ".!?…‼⁇⁈⁉", "؟۔。！？｡।॥։።᠃"
CLOSING = "\"'”’»«›‹“‘״)\\]}」』）】》〉"
OPENING = re.compile(r"[\s\"'“‘«»„‚(\[{–—-]*")
NOTE_NUMBER = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})"
END = re.compile(rf"([{STOPS}{FULL}]+)(?:[{CLOSING}]|[\u00a0\u202f]»|{NOTE_NUMBER})*")
TERMINATED = re.compile(rf"{END.pattern}\Z")
SPACE = re.compile(r"\s*")
# What is looked at before a full stop; longer words are no abbreviations.
BACK = 24
WORD = re.compile(r"[^\s(\[{«»„“”\"'‚/–—-]*\Z")
NUMBER_BEFORE = re.compile(r"\d\s*\Z")
NUMBERS = re.compile(r"\d{1,2}(\.\d{1,2})*")
ROMAN = re.compile(r"[IVXLC]+")
LETTERS = re.compile(r"[^\W\d_](\.[^\W\d_]+)*")
ITEM = re.compile(r"(?:^|[\n\r\u2028])[ \t]*(?=(?:[•‣◦▪]|(?P<number>\d{1,3})[.)])\s)")
BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（"}


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, max(start, span.start + len(stretch.rstrip())))


def sentences(text: str, block: Span, language: str) -> list[Span]:
    """The sentences within ``block``, white space around them left out; ``language`` is a BCP 47 tag."""
    items = [block.start + at for at in _items(block.of(text))]
    cuts = {block.start, block.end, *items, *_ends(text, block, items, language)}
    spans = (trimmed(text, Span(start, end)) for start, end in pairwise(sorted(cuts)))
    return [span for span in spans if span.start < span.end]


def _items(block: str) -> Iterator[int]:
    """Where items of a list begin."""
    last = 0
    for item in ITEM.finditer(block):
        number = item["number"]
        if number is None or int(number) in (1, last + 1):
            last = int(number or 0)
            yield item.end()


def _ends(text: str, block: Span, items: list[int], language: str) -> Iterator[int]:
    """Where sentences end by their punctuation."""
    inside, begun, ahead = _bracketed(text, block), block.start, list(reversed(items))
    for match in END.finditer(text, *block):
        while ahead and ahead[-1] <= match.start():
            begun = ahead.pop()
        if match.start() not in inside and _closes(text, Span(begun, block.end), match, language):
            begun = _end_of(SPACE, text, Span(match.end(), len(text)))
            yield match.end()


def _end_of(pattern: re.Pattern[str], text: str, span: Span) -> int:
    """Return where the pattern's match at the start of the span ends."""
    match = pattern.match(text, *span)
    return match.end() if match else span.start


def _bracketed(text: str, block: Span) -> set[int]:
    """The places of stops within brackets that are closed in the block."""
    open_: list[int] = []
    pairs: dict[int, int] = {}
    for at in range(*block):
        if text[at] in BRACKETS.values():
            open_.append(at)
        elif open_ and BRACKETS.get(text[at]) == text[open_[-1]]:
            pairs[open_.pop()] = at
    end, inside = block.start, set()
    for start in sorted(pairs):
        inside |= {at for at in range(max(start, end), pairs[start]) if text[at] in STOPS or text[at] in FULL}
        end = max(end, pairs[start])
    return inside


def _closes(text: str, sentence: Span, match: re.Match, language: str) -> bool:
    """Whether the stops of ``match`` end the sentence, which begins where ``sentence`` does and ends where that does at the latest."""
    signs, after = match[1], match.end()
    if any(sign in FULL for sign in signs) or after == sentence.end:
        return True
    if not text[after].isspace():
        return False
    at = _end_of(OPENING, text, Span(after, sentence.end))
    following = text[at : min(at + 1, sentence.end)]
    if following.islower():
        return False
    if "…" in signs or ".." in signs:
        return following.isupper() or "!" in signs or "?" in signs
    return signs != "." or _full_stop_closes(text, Span(sentence.start, match.start()), following, language)


def _full_stop_closes(text: str, before: Span, following: str, language: str) -> bool:
    """Whether a full stop after the words of ``before``, the sentence so far, ends it; ``following``: the first sign of what follows."""
    near = text[max(before.start, before.end - BACK) : before.end]
    word = match[0] if (match := WORD.search(near)) else ""
    if word.isdecimal() and len(word) <= 3 and before.end - before.start <= BACK and near.strip() == word:
        return False
    if has_ordinal_stops(language) and (NUMBERS.fullmatch(word) or ROMAN.fullmatch(word)):
        return False
    if LETTERS.fullmatch(word) and (len(word) == 1 or "." in word):
        caseless = word.lower() == word.upper()
        return may_end(word, language) or (caseless and bool(NUMBER_BEFORE.search(near[: -len(word)])))
    return not (never_ends(word, language) or (following.isdecimal() and numbers(word)))
