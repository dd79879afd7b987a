"""The stretch of a text that is nearest to a quotation not found in it, and where the two differ. Shown to the archivist, never applied.

Offsets are in code points. Nearness is the number of characters put in, taken out or exchanged (Levenshtein's distance).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.text.anchoring import Span, find_first_difference
from archive.text.folding import fold_text, fold_with_offsets

# Further away than one character in so many, words are other words.
CHARACTERS_PER_ERROR = 3
# Code points of both sides beyond which they are not compared character by character.
MAX_COMPARED_LENGTH = 1000
# The product of both lengths up to which the nearest stretch is looked for: about a second's work.
MAX_SEARCH_WORK = 10**9
# Code points of a passage beyond which it is not folded to be searched: about half a second's work.
MAX_FOLDED_LENGTH = 10**6
ALEFS = frozenset("اأإآٱ")
LETTER_PAIR_KINDS = {
    frozenset("يى"): "ya",
    frozenset("هة"): "ta",
    frozenset("كک"): "kaf",
    frozenset("یي"): "ya",
    frozenset("یى"): "ya",
}
# Of these, several at once are called as one is.
UNIFORM_KINDS = ({"tatweel"}, {"vowel"}, {"invisible"})
KIND_BY_CATEGORY = {"L": "letter", "M": "vowel", "N": "digit", "P": "punctuation", "Z": "space", "C": "invisible"}


class Difference(NamedTuple):
    """``given`` stands at ``at`` of the quotation where the text has ``stands``; either may be empty. ``kind`` says what this is."""

    kind: str
    at: int
    given: str
    stands: str


class ClosestMatch(NamedTuple):
    """The nearest stretch: its span of the text, its characters, its distance, and each difference in order."""

    span: Span
    stands: str
    distance: int
    differences: tuple[Difference, ...]


def find_closest_match(quote: str, text: str) -> ClosestMatch | None:
    """Return the passage of ``text`` nearest to ``quote``.

    None if more than one character in CHARACTERS_PER_ERROR would differ, or if the search would exceed MAX_SEARCH_WORK.
    """
    if not quote or len(quote) > 2 * len(text) or len(quote) * len(text) > MAX_SEARCH_WORK:
        return None
    distance, end = _find_closest_end(quote, text, anchored=False)
    if distance * CHARACTERS_PER_ERROR > len(quote):
        return None
    length = _find_closest_end(quote[::-1], text[:end][::-1], anchored=True)[1]
    span = Span(end - length, end)
    return ClosestMatch(span, span.of(text), distance, tuple(find_differences(quote, span.of(text))))


def find_folded_match(quote: str, text: str) -> ClosestMatch | None:
    """Return the first passage of ``text`` that equals ``quote`` after folding; None if there is none.

    For short quotations, in which four digits in another script are too many differences for ``find_closest_match``.
    """
    words = fold_text(quote).strip()
    whole = fold_with_offsets(text)
    at = whole.text.find(words) if words else -1
    if at < 0:
        return None
    span = whole.span(at, at + len(words))
    apart = tuple(find_differences(quote, span.of(text)))
    return ClosestMatch(span, span.of(text), sum(max(len(one.given), len(one.stands)) for one in apart), apart)


def _find_closest_end(pattern: str, text: str, *, anchored: bool) -> tuple[int, int]:
    """Return the least distance of ``pattern`` from a part of ``text``, and the end of that part.

    With ``anchored`` only parts that begin where the text begins.

    Myers's bit-parallel search (J. ACM 46, 1999): a column of the table of distances is held as two integers, the rows in which
    it rises by one and those in which it falls.
    """
    places: dict[str, int] = {}
    for at, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << at
    whole, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    rises, falls, distance = whole, 0, len(pattern)
    best, end = distance, 0
    for at, character in enumerate(text):
        same = places.get(character, 0)
        level = same | falls
        across = (((same & rises) + rises) ^ rises) | same
        more, less = falls | (whole & ~(across | rises)), rises & across
        distance += bool(more & last) - bool(less & last)
        more, less = (more << 1 | anchored) & whole, (less << 1) & whole
        rises, falls = less | (whole & ~(level | more)), more & level
        # An exchanged character is preferred to an additional one: of equal distances the one a character later wins.
        if distance < best or (distance == best and at == end):
            best, end = distance, at + 1
    return best, end


def find_differences(given: str, stands: str) -> Iterator[Difference]:
    """Yield the differences of two texts, word by word first and then by characters."""
    offset, one, other = _strip_common_ends(given, stands)
    words = [re.findall(r"\S+\s*|\s+", part) for part in (one, other)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if tag != "equal":
            at = offset + len("".join(words[0][:i1]))
            yield from _compare_characters(given, at, "".join(words[0][i1:i2]), "".join(words[1][j1:j2]))


def _strip_common_ends(given: str, stands: str) -> tuple[int, str, str]:
    """Return the length of the common beginning of two texts, and both without common beginning and end."""
    before = find_first_difference(given, stands) or 0
    given, stands = given[before:], stands[before:]
    after = find_first_difference(given[::-1], stands[::-1]) or 0
    return before, given[: len(given) - after], stands[: len(stands) - after]


def _compare_characters(whole: str, at: int, given: str, stands: str) -> Iterator[Difference]:
    before, given, stands = _strip_common_ends(given, stands)
    at += before
    if len(given) + len(stands) > MAX_COMPARED_LENGTH:
        yield Difference("several", at, given, stands)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, given, stands, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for one, other, here in zip(given[i1:i2], stands[j1:j2], range(at + i1, at + i2), strict=True):
                yield Difference(classify_difference(one, other), here, one, other)
        elif tag != "equal":
            here, following = at + i1, whole[at + i2 : at + i2 + 1]
            yield Difference(classify_difference(given[i1:i2], stands[j1:j2], following), here, given[i1:i2], stands[j1:j2])


def classify_difference(given: str, stands: str, following: str = "") -> str:
    """Return the kind of a difference: a key of ``hints.KINDS``.

    ``following``: the character after it in the quotation.
    """
    either = given or stands
    if given and stands:
        if (given + stands).isspace():
            return "space"
        if unicodedata.normalize("NFKC", given) == unicodedata.normalize("NFKC", stands):
            return "form"
        return "several" if len(given) > 1 or len(stands) > 1 else _classify_exchange(given, stands)
    if either.isspace():
        return "space-before" if following and unicodedata.category(following).startswith("P") else "space"
    kinds = {"tatweel" if one == "\u0640" else KIND_BY_CATEGORY.get(unicodedata.category(one)[0], "character") for one in either}
    if kinds == {"punctuation", "space"}:
        return "pointing"
    return kinds.pop() if len(either) == 1 or kinds in UNIFORM_KINDS else "several"


def _classify_exchange(given: str, stands: str) -> str:
    if {given, stands} <= ALEFS:
        return "alef"
    if given.isdigit() and stands.isdigit():
        return "figures" if unicodedata.digit(given) == unicodedata.digit(stands) else "digit"
    groups = {unicodedata.category(one)[0] for one in (given, stands)}
    if "C" in groups:
        return "invisible"
    general = KIND_BY_CATEGORY.get(groups.pop(), "character") if len(groups) == 1 else "character"
    return LETTER_PAIR_KINDS.get(frozenset((given, stands)), general)
