"""After which full stops a sentence goes on: abbreviations by language, the last full stop left out.

``BEFORE``: something always follows (Dr. Meyer, Nr. 5, z.B.), so that the full stop never ends a sentence. ``AT_END``: though a single
letter, or letters with full stops between them, which else are initials, it may stand at the end (1945 r., 10 p.m.). What is in neither
ends a sentence unless a small letter follows, which is enough for etc. and usw. Languages are the first part of a BCP 47 tag; a
language that is not here has the common ones alone. Short on purpose: what is missing costs the archivist one line.

Where the sentences of a paragraph end: a proposal, for any language. Spans in code points.

A sentence ends after one or more of ``. ! ? … ؟ ۔ 。 । ։ ።`` and their like, with the quotation marks, brackets and note numbers that
follow at once. ``؛`` and ``;`` end none: the semicolon stands between parts of one sentence, in Arabic too. After ``. ! ? …`` white
space must follow. None of these ends a sentence before a small letter, or within brackets that are closed in the same paragraph; a
full stop ends none after an abbreviation, an initial, or the number that a sentence begins with, and in languages that write ordinals
so, none after a number below 100 or in Roman figures. An ellipsis ends a sentence before a capital letter; in scripts that have no
capitals it is a pause. An item of a list begins a sentence: a line with a bullet, or with a number that counts up from 1.

Where paragraphs and sentences of a text begin and end: a proposal, for any language. Spans in code points, nothing copied or changed.

Sentences and the white space between them cover the text; the same text gives the same spans. Paragraphs stand between blank lines. A
single line end divides paragraphs too where the text has one paragraph a line: where a line is longer than 200 code points, or more
than half of the lines that are followed by another end as a sentence does. Else lines are taken as wrapped. Page ends (U+000C) and the
separators U+000B and U+001C to U+001F always divide paragraphs, for no record can quote them. ``sentences`` tells how sentences are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.text.anchoring import Span
from archive.text.folding import fold_text
from archive.text.languages import get_primary_language

COMMON_ABBREVIATIONS = "dr prof mr mrs ms st cf ca vol vols ed eds fol ff nr nos pp tel"
INNER_ABBREVIATIONS = {
    "ar": "مج تر تح",
    "en": "gen col lt sgt capt maj gov hon messrs jan feb apr aug sept sep oct nov dec viz approx fig figs ch cit ibid",
    "de": "abs abt art bd bde bzw dipl dir evtl frl gen ggf hl hrsg hptm ing inkl insb jan feb mrz apr aug sept okt nov dez kap kgl "
    "lt max min mio mrd obltn rd rgt sog sta str tgb vgl zit zt",
    "pl": "al bl gen godz gm hr im inż jr kpt ks lic mgr mjr np nr os pl por plk płk pow ppłk prof ref rot rtm sw św sygn tab tj tzn "
    "tzw ul ur woj wg wyd zm zob",
    "fr": "av chap env fig mm mme mlle sq",
    "ru": "акад арх гл гор ген им инж оп пер пл проф св см ср ст стр тов ул",
    "he": "עמ מס",
}
FINAL_ABBREVIATIONS = {
    "ar": "ص.م ق.م",
    "fa": "ق.م",
    "en": "a.m p.m",
    "de": "n.chr v.chr u.s.w",
    "pl": "r w",
    "ru": "г гг в вв т.д т.п",
}
# With a number after them they are abbreviations, else they may be words: “No. 7”, “No. Never.”
NUMBER_ABBREVIATIONS = frozenset(["no", "art", "sec", "par", "ch", "p", "pp", "s"])
# Languages that put a full stop after ordinal numbers, and so after days and the numbers of kings.
ORDINAL_STOP_LANGUAGES = frozenset(
    ["bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"]
)


def _fold_table(words: dict[str, str], common: str = "") -> dict[str, frozenset[str]]:
    return {language: frozenset(fold_text(f"{common} {listed}").split()) for language, listed in words.items()}


_FOLDED_INNER, _FOLDED_FINAL, _FOLDED_COMMON = (
    _fold_table(INNER_ABBREVIATIONS, COMMON_ABBREVIATIONS),
    _fold_table(FINAL_ABBREVIATIONS),
    frozenset(COMMON_ABBREVIATIONS.split()),
)


def is_inner_abbreviation(word: str, language: str) -> bool:
    """Whether a full stop after ``word`` never ends a sentence of the ``language`` (a BCP 47 tag)."""
    return fold_text(word) in _FOLDED_INNER.get(get_primary_language(language), _FOLDED_COMMON)


def is_number_abbreviation(word: str) -> bool:
    """Whether ``word``, with a full stop and a number after it, is an abbreviation, in whatever language."""
    return fold_text(word) in NUMBER_ABBREVIATIONS


def can_end_sentence(word: str, language: str) -> bool:
    """Whether a full stop after ``word``, a letter or letters with full stops, may end a sentence."""
    return fold_text(word) in _FOLDED_FINAL.get(get_primary_language(language), frozenset())


def has_ordinal_stops(language: str) -> bool:
    """Whether the language writes ordinal numbers with a full stop."""
    return get_primary_language(language) in ORDINAL_STOP_LANGUAGES


SPACED_STOPS, UNSPACED_STOPS = ".!?…‼⁇⁈⁉", "؟۔。！？｡।॥։።᠃"
CLOSING_MARKS = "\"'”’»«›‹“‘״)\\]}」』）】》〉"
OPENING_MARKS = re.compile(r"[\s\"'“‘«»„‚(\[{–—-]*")
NOTE_NUMBER = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})"
SENTENCE_END = re.compile(rf"([{SPACED_STOPS}{UNSPACED_STOPS}]+)(?:[{CLOSING_MARKS}]|[\u00a0\u202f]»|{NOTE_NUMBER})*")
FINAL_SENTENCE_END = re.compile(rf"{SENTENCE_END.pattern}\Z")
WHITE_SPACE = re.compile(r"\s*")
# What is looked at before a full stop; longer words are no abbreviations.
LOOKBACK_LENGTH = 24
LAST_WORD = re.compile(r"[^\s(\[{«»„“”\"'‚/–—-]*\Z")
NUMBER_BEFORE = re.compile(r"\d\s*\Z")
ORDINAL_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*")
ROMAN_NUMBER = re.compile(r"[IVXLC]+")
INITIALS = re.compile(r"[^\W\d_](\.[^\W\d_]+)*")
LIST_ITEM = re.compile(r"(?:^|[\n\r\u2028])[ \t]*(?=(?:[•‣◦▪]|(?P<number>\d{1,3})[.)])\s)")
BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（"}


def trim_span(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, max(start, span.start + len(stretch.rstrip())))


def find_sentences(text: str, block: Span, language: str) -> list[Span]:
    """The sentences within ``block``, white space around them left out; ``language`` is a BCP 47 tag."""
    items = [block.start + at for at in _find_items(block.of(text))]
    cuts = {block.start, block.end, *items, *_find_ends(text, block, items, language)}
    spans = (trim_span(text, Span(start, end)) for start, end in pairwise(sorted(cuts)))
    return [span for span in spans if span.start < span.end]


def _find_items(block: str) -> Iterator[int]:
    """Where items of a list begin."""
    last = 0
    for item in LIST_ITEM.finditer(block):
        number = item["number"]
        if number is None or int(number) in (1, last + 1):
            last = int(number or 0)
            yield item.end()


def _find_ends(text: str, block: Span, items: list[int], language: str) -> Iterator[int]:
    """Where sentences end by their punctuation."""
    inside, begun, ahead = _find_bracketed_stops(text, block), block.start, list(reversed(items))
    for match in SENTENCE_END.finditer(text, *block):
        while ahead and ahead[-1] <= match.start():
            begun = ahead.pop()
        if match.start() not in inside and _is_sentence_end(text, Span(begun, block.end), match, language):
            begun = _end_of(WHITE_SPACE, text, Span(match.end(), len(text)))
            yield match.end()


def _end_of(pattern: re.Pattern[str], text: str, span: Span) -> int:
    """Return where the pattern's match at the start of the span ends."""
    match = pattern.match(text, *span)
    return match.end() if match else span.start


def _find_bracketed_stops(text: str, block: Span) -> set[int]:
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
        inside |= {at for at in range(max(start, end), pairs[start]) if text[at] in SPACED_STOPS or text[at] in UNSPACED_STOPS}
        end = max(end, pairs[start])
    return inside


def _is_sentence_end(text: str, sentence: Span, match: re.Match, language: str) -> bool:
    """Whether the stops of ``match`` end the sentence, which begins where ``sentence`` does and ends where that does at the latest."""
    signs, after = match[1], match.end()
    if any(sign in UNSPACED_STOPS for sign in signs) or after == sentence.end:
        return True
    if not text[after].isspace():
        return False
    at = _end_of(OPENING_MARKS, text, Span(after, sentence.end))
    following = text[at : min(at + 1, sentence.end)]
    if following.islower():
        return False
    if "…" in signs or ".." in signs:
        return following.isupper() or "!" in signs or "?" in signs
    return signs != "." or _is_final_full_stop(text, Span(sentence.start, match.start()), following, language)


def _is_final_full_stop(text: str, before: Span, following: str, language: str) -> bool:
    """Whether a full stop after the words of ``before``, the sentence so far, ends it; ``following``: the first sign of what follows."""
    near = text[max(before.start, before.end - LOOKBACK_LENGTH) : before.end]
    word = match[0] if (match := LAST_WORD.search(near)) else ""
    if word.isdecimal() and len(word) <= 3 and before.end - before.start <= LOOKBACK_LENGTH and near.strip() == word:
        return False
    if has_ordinal_stops(language) and (ORDINAL_NUMBER.fullmatch(word) or ROMAN_NUMBER.fullmatch(word)):
        return False
    if INITIALS.fullmatch(word) and (len(word) == 1 or "." in word):
        caseless = word.lower() == word.upper()
        return can_end_sentence(word, language) or (caseless and bool(NUMBER_BEFORE.search(near[: -len(word)])))
    return not (is_inner_abbreviation(word, language) or (following.isdecimal() and is_number_abbreviation(word)))


LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")
PAGE_ENDS = frozenset("\v\f\x1c\x1d\x1e\x1f")
MAX_WRAPPED_LINE = 200


def segment_text(text: str, language: str) -> list[list[Span]]:
    """The sentences of each paragraph of ``text``; ``language`` is a BCP 47 tag. Nothing for text that is white space alone."""
    return [find_sentences(text, block, language) for block in find_paragraphs(text)]


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs, white space around them left out."""
    lines = _find_lines(text)
    one_a_line = _has_paragraph_per_line([line.of(text).strip() for line in lines])
    blocks: list[Span] = []
    begun = False
    for line in lines:
        if not line.of(text).strip():
            begun = False
            continue
        if begun and not one_a_line and text[line.start - 1] not in PAGE_ENDS:
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
        begun = True
    return [trim_span(text, block) for block in blocks]


def _find_lines(text: str) -> list[Span]:
    """Every line without its end."""
    ends = [match.span() for match in LINE_END.finditer(text)]
    starts = [0, *(end for _start, end in ends)]
    return [Span(start, end) for start, end in zip(starts, [*(start for start, _end in ends), len(text)], strict=True)]


def _has_paragraph_per_line(lines: list[str]) -> bool:
    followed = [one for one, after in pairwise(lines) if one and after]
    finished = sum(bool(FINAL_SENTENCE_END.search(one[-12:])) for one in followed)
    return any(len(one) > MAX_WRAPPED_LINE for one in lines) or finished * 2 > len(followed)
