"""Paragraphs and sentences of a text, proposed for any language. Spans in code points; the text is not changed.

Sentences and the white space between them cover the text; the same text gives the same spans.

Blank lines separate paragraphs. A single line end does too in a text with one paragraph a line: if more than half of the lines before
another line end like a sentence, or if some are longer than 200 code points and most others that do not end like one had room for the
next word. Otherwise lines are wrapped, and only a longer one is a paragraph. Page ends (U+000C) and the separators U+000B and U+001C to
U+001F always divide paragraphs, because no record can quote them.

A speaker’s turn begins a paragraph: in a text with several of them, a line, or of questions and answers a place in it, that begins
with a label and a colon (Q: … A: …, س: … ج: …, INTERVIEWER: …). Labels are those of questions and answers, in capitals, or repeated;
a time of the recording may be before them, and asterisks or underscores around them.

A sentence ends after one or more of ``. ! ? … ؟ ۔ 。 । ։ ።`` and similar marks, with the quotation marks, brackets and note numbers
directly after them; never after ``؛`` or ``;``. White space must follow ``. ! ? …``, and none of these ends a sentence before a small
letter or within brackets that close in the same paragraph, except at the end of a sentence that is all in brackets. Dots with single spaces between them are one ellipsis. A full stop ends none after an abbreviation, an initial or the
number that a sentence begins with; in languages with ordinal stops, none after a number below 100 or a Roman numeral. An ellipsis
ends a sentence only before a capital letter. A list item begins a sentence: a line with a bullet, one of several with a dash, or one
with a number or a letter that counts up from 1 or a.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from archive.text.anchoring import Span
from archive.text.folding import fold_text
from archive.text.gaps import GAP_MARK
from archive.text.languages import get_primary_language
from archive.text.span_coverage import merge_spans

# Abbreviations that something always follows (Dr. Meyer, Nr. 5, z.B.), in all languages and by primary language, without the last full stop.
# Short on purpose: a missing one costs the archivist one line.
COMMON_ABBREVIATIONS = "dr prof mr mrs ms st cf ca vol vols ed eds fol ff nr nos pp tel"
INNER_ABBREVIATIONS = {
    "ar": "مج تر تح",
    "en": "gen col lt sgt capt maj gov hon messrs jan feb apr aug sept sep oct nov dec viz approx fig figs ch cit ibid",
    "de": "abs abt art bd bde bzw dipl dir evtl frl gen ggf hl hrsg hptm ing inkl insb jan feb mrz apr aug sept okt nov dez kap kgl "
    "lt max min mio mrd obltn rd rgt sog sta str tgb vgl zit zt",
    "pl": "al bl dn gen godz gm hr im inż jr kpt ks lic mgr mjr np nr ok os pl por plk płk pow ppłk prof ref rot rtm sw św sygn tab tj tzn "
    "tzw ul ur woj wg wyd zm zob",
    "fr": "av chap env fig mm mme mlle sq",
    "ru": "акад арх гл гор ген им инж оп пер пл проф св см ср ст стр тов ул",
    "he": "עמ מס",
}
# Letters that may end a sentence although they look like initials (1945 r., 10 p.m.).
FINAL_ABBREVIATIONS = {
    "ar": "ص.م ق.م",
    "fa": "ق.م",
    "en": "a.m p.m",
    "de": "n.chr v.chr u.s.w",
    "pl": "r w",
    "ru": "г гг в вв т.д т.п",
}
# Abbreviations only before a number: “No. 7”, but “No. Never.”
NUMBER_ABBREVIATIONS = frozenset(["no", "art", "sec", "par", "ch", "p", "pp", "s"])
# Languages that put a full stop after ordinal numbers, such as days and the numbers of kings.
ORDINAL_STOP_LANGUAGES = frozenset(
    ["bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"]
)


def _fold_table(abbreviations: dict[str, str], common: str = "") -> dict[str, frozenset[str]]:
    return {language: frozenset(fold_text(f"{common} {listed}").split()) for language, listed in abbreviations.items()}


FOLDED_INNER = _fold_table(INNER_ABBREVIATIONS, COMMON_ABBREVIATIONS)
FOLDED_COMMON = frozenset(COMMON_ABBREVIATIONS.split())
FOLDED_FINAL = _fold_table(FINAL_ABBREVIATIONS)

SPACED_STOPS, UNSPACED_STOPS = ".!?…‼⁇⁈⁉", "؟۔。！？｡।॥։።᠃"
CLOSING_MARKS = "\"'”’»«›‹“‘״)\\]}」』）】》〉"
OPENING_MARKS = r"\s\"'“‘«»„‚(\[{–—-"
# What a transcriber inserts before a sentence: “[pause] Yes.”, but not its first words, as in “[The train] stopped.”
INSERTION = r"\[(?![A-ZÀ-ÖØ-ÞĆĘŁŃŚŹŻА-Я])[^\[\]\n]{1,40}\]\s"
NOTE_NUMBER = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})"
SENTENCE_END = re.compile(
    rf"(?P<stops>\.(?:[ \u00a0]\.)+[{SPACED_STOPS}{UNSPACED_STOPS}]*|[{SPACED_STOPS}{UNSPACED_STOPS}]+)(?:[{CLOSING_MARKS}]|[\u00a0\u202f]»| »(?=\s|\Z)|{NOTE_NUMBER})*"
    rf"(?=(?P<space>\s*)(?:{INSERTION})?[{OPENING_MARKS}]*(?P<following>.?))"
)
FINAL_SENTENCE_END = re.compile(rf"{SENTENCE_END.pattern}\Z")
# Code points examined before a full stop; longer words are no abbreviations.
LOOKBACK_LENGTH = 24
LAST_WORD = re.compile(r"[^\s(\[{«»„“”\"'‚/–—-]*\Z")
NUMBER_BEFORE = re.compile(r"\d\s*\Z")
ORDINAL_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*")
ROMAN_NUMBER = re.compile(r"[IVXLC]+")
INITIALS = re.compile(r"[^\W\d_](\.[^\W\d_]+)*")
LIST_ITEM = re.compile(r"(?:^|[\n\r\u2028])[ \t]*(?=(?:[•‣◦▪]|(?P<dash>[-–—*])|(?P<number>\d{1,3})[.)]|(?P<letter>[a-z])\))\s)")
BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", GAP_MARK[-1]: GAP_MARK[0]}


def trim_span(text: str, span: Span) -> Span:
    """Return the span without the white space at its ends."""
    covered = span.of(text)
    start = span.start + len(covered) - len(covered.lstrip())
    return Span(start, max(start, span.start + len(covered.rstrip())))


def find_sentences(text: str, block: Span, language: str) -> list[Span]:
    """Return the sentences of ``block`` without surrounding white space; ``language`` is a BCP 47 tag."""
    items = [block.start + at for at in _find_items(block.of(text))]
    cuts = {block.start, block.end, *items, *_find_ends(text, block, items, language)}
    spans = (trim_span(text, Span(start, end)) for start, end in pairwise(sorted(cuts)))
    return [span for span in spans if span.start < span.end]


def _find_items(block: str) -> Iterator[int]:
    """Yield the offsets at which list items begin."""
    items = list(LIST_ITEM.finditer(block))
    has_dashes = sum(bool(item["dash"]) for item in items) > 1
    last = 0
    for item in items:
        position = int(item["number"] or 0) or (ord(item["letter"]) - ord("a") + 1 if item["letter"] else 0)
        if has_dashes if item["dash"] else position in (0, 1, last + 1):
            last = position
            yield item.end()


def _find_ends(text: str, block: Span, items: list[int], language: str) -> Iterator[int]:
    """Yield the offsets at which punctuation ends a sentence."""
    brackets, start, later_items = _find_brackets(text, block), block.start, list(reversed(items))
    bracketed = _find_bracketed_stops(text, brackets)
    for match in SENTENCE_END.finditer(text, *block):
        while later_items and later_items[-1] <= match.start():
            start = later_items.pop()
        # Stops within brackets end a sentence only if the brackets are around all of it and close directly after them.
        may_end = match.start() not in bracketed or brackets.get(start) == match.end("stops")
        if may_end and _is_sentence_end(text, Span(start, block.end), match, language):
            start = match.end("space")
            yield match.end()


def _find_brackets(text: str, block: Span) -> dict[int, int]:
    """Return the offset of the closing bracket by that of the opening one, for those that close in the block."""
    opened: list[int] = []
    brackets: dict[int, int] = {}
    for at in range(*block):
        if text[at] in BRACKETS.values():
            opened.append(at)
        elif opened and BRACKETS.get(text[at]) == text[opened[-1]]:
            brackets[opened.pop()] = at
    return brackets


def _find_bracketed_stops(text: str, brackets: dict[int, int]) -> set[int]:
    """Return the offsets of stops within brackets."""
    spans = merge_spans(Span(*pair) for pair in brackets.items())
    return {at for span in spans for at in range(*span) if text[at] in SPACED_STOPS + UNSPACED_STOPS}


def _is_sentence_end(text: str, sentence: Span, match: re.Match, language: str) -> bool:
    """Return True if the stops of ``match`` end the sentence; ``sentence``: its start and latest end."""
    signs, after = match["stops"], match.end()
    if any(sign in UNSPACED_STOPS for sign in signs) or after == sentence.end:
        return True
    if not text[after].isspace():
        return False
    following = match["following"]
    if following.islower():
        return False
    if "…" in signs or ".." in signs or ". ." in signs or ".\u00a0." in signs:
        return following.isupper() or "!" in signs or "?" in signs
    return signs != "." or _is_final_full_stop(text, Span(sentence.start, match.start()), following, language)


def _is_final_full_stop(text: str, before: Span, following: str, language: str) -> bool:
    """Return True if a full stop after ``before``, the sentence so far, ends it; ``following``: the next character."""
    near = text[max(before.start, before.end - LOOKBACK_LENGTH) : before.end]
    word, primary = LAST_WORD.findall(near)[0], get_primary_language(language)
    folded = fold_text(word)
    if word.isdecimal() and len(word) <= 3 and before.end - before.start <= LOOKBACK_LENGTH and near.strip() == word:
        return False
    if primary in ORDINAL_STOP_LANGUAGES and (ORDINAL_NUMBER.fullmatch(word) or ROMAN_NUMBER.fullmatch(word)):
        return False
    is_address = near[: -len(word)].endswith("/") and "." in word
    if INITIALS.fullmatch(word) and (len(word) == 1 or "." in word) and not is_address:
        caseless = word.lower() == word.upper()
        return folded in FOLDED_FINAL.get(primary, ()) or (caseless and bool(NUMBER_BEFORE.search(near[: -len(word)])))
    return folded not in FOLDED_INNER.get(primary, FOLDED_COMMON) and not (following.isdecimal() and folded in NUMBER_ABBREVIATIONS)


LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")
PAGE_ENDS = frozenset("\v\f\x1c\x1d\x1e\x1f")
# Code points.
MAX_WRAPPED_LINE = 200
# Labels of questions and answers, by which a turn may begin within a line too.
QUESTION_LABELS = "q|question|f|frage|s|سؤال|س|السؤال|pytanie|p|в|вопрос|ש|שאלה"
ANSWER_LABELS = "a|answer|antwort|r|réponse|reponse|جواب|ج|الجواب|odpowiedź|o|о|ответ|ת|תשובה"
TURN_PAIR = re.compile(
    rf"(?:^|(?<=[\s.!?؟…]))[*_]{{0,3}}(?:(?P<question>(?:{QUESTION_LABELS})\d{{0,3}})|(?P<answer>(?:{ANSWER_LABELS})\d{{0,3}}))[*_]{{0,3}}[ \u00a0]?[:：][*_]{{0,3}}\s",
    re.IGNORECASE,
)
# A speaker’s label at the beginning of a line: at most four words, or one letter with a full stop.
TIME = r"[\[(<]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])>]?"
TIME_AT_END = re.compile(rf"{TIME}\Z")
MAX_TIME_LENGTH = 16
TURN_LABEL = re.compile(
    rf"[ \t]*(?:{TIME}[ \t]+)?(?:[*_]{{0,3}}(?P<label>[\[(<]?[^\W\d_][\w.’'-]*(?: [\w.’'-]+){{0,3}}[\])>]?)[*_]{{0,3}}[ \u00a0]?[:：][*_]{{0,3}}(?=\s|$)|"
    r"(?P<letter>[QAF])\.(?=\s+[^\W\d_]))"
)
MAX_LABEL_LENGTH = 40


def segment_text(text: str, language: str) -> list[list[Span]]:
    """Return the sentences of each paragraph, none for white space alone; ``language`` is a BCP 47 tag."""
    return [find_sentences(text, block, language) for block in find_paragraphs(text)]


def find_paragraphs(text: str) -> list[Span]:
    """Return the paragraphs without surrounding white space."""
    turns = _find_turns(text)
    lines = list(_divide_lines(_find_lines(text), turns))
    paragraph_per_line = _has_paragraph_per_line(text, lines, turns)
    blocks: list[Span] = []
    continues = False
    for line in lines:
        is_long = line.end - line.start > MAX_WRAPPED_LINE
        if not line.of(text).strip():
            continues = False
        elif (
            continues
            and not paragraph_per_line
            and not is_long
            and line.start not in turns
            and text[line.start - 1] not in PAGE_ENDS
        ):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
            continues = not is_long or line.start in turns
    return [trim_span(text, block) for block in blocks]


def _find_lines(text: str) -> list[Span]:
    """Return every line without its end."""
    edges = [0, *(edge for match in LINE_END.finditer(text) for edge in match.span()), len(text)]
    return [Span(*edges[at : at + 2]) for at in range(0, len(edges), 2)]


def _divide_lines(lines: list[Span], turns: frozenset[int]) -> Iterator[Span]:
    """Yield the lines, divided where a turn begins within one."""
    starts = sorted(turns)
    for line in lines:
        cuts = starts[bisect_right(starts, line.start) : bisect_left(starts, line.end)]
        yield from (Span(start, end) for start, end in pairwise([line.start, *cuts, line.end]))


def _find_turns(text: str) -> frozenset[int]:
    """Return the offsets at which speakers’ turns begin; none unless there are several."""
    labels: dict[int, str] = {}
    for line in _find_lines(text):
        match = TURN_LABEL.match(text, line.start, line.end)
        if match and len(label := match["label"] or match["letter"]) <= MAX_LABEL_LENGTH:
            labels[line.start] = label
    counts = Counter(labels.values())
    marked = {at for at, label in labels.items() if counts[label] > 1 or (label.isupper() and len(label) > 1)}
    marked = marked if len(marked) > 1 else set()
    pairs = list(TURN_PAIR.finditer(text))
    kinds = "".join("q" if match["question"] else "a" for match in pairs)
    if "qa" in kinds:
        marked |= {match.start() for match in pairs}
    return frozenset(_find_line_start(text, at) for at in marked)


def _find_line_start(text: str, at: int) -> int:
    """Return the beginning of the line if nothing but white space is before ``at`` in it, else ``at``."""
    start = at
    while start and text[start - 1] in " \t":
        start -= 1
    if time := TIME_AT_END.search(text, max(0, start - MAX_TIME_LENGTH), start):
        start = time.start()
    return start if not start or LINE_END.match(text[start - 1]) else at


def _has_paragraph_per_line(text: str, lines: list[Span], turns: frozenset[int]) -> bool:
    """Return whether line ends divide paragraphs; lines before a turn say nothing of it."""
    pairs = [
        (line.of(text).strip(), following.of(text).strip())
        for line, following in pairwise(lines)
        if following.start not in turns and line.of(text).strip() and following.of(text).strip()
    ]
    unfinished = [(line, following) for line, following in pairs if not FINAL_SENTENCE_END.search(line[-12:])]
    if len(unfinished) * 2 < len(pairs):
        return True
    if not any(len(line.of(text).strip()) > MAX_WRAPPED_LINE for line in lines):
        return False
    short = [
        (line, following) for line, following in unfinished if len(line) <= MAX_WRAPPED_LINE and len(following) <= MAX_WRAPPED_LINE
    ]
    width = max((len(line) for pair in short for line in pair), default=0)
    full = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in short)
    return full * 2 <= len(short)
