"""Search for the passage of a text nearest to a quotation that does not occur in it. The result is shown, never applied.

Offsets are in code points. The distance is Levenshtein's: the number of characters inserted, deleted or replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.text.anchoring import Span, find_first_difference
from archive.text.folding import fold_text, fold_with_offsets

# Characters of a quotation per character that may differ.
CHARACTERS_PER_ERROR = 3
# Maximum code points of both texts that are compared character by character.
MAX_COMPARED_LENGTH = 1000
# Maximum product of both lengths for a search: about one second.
MAX_SEARCH_WORK = 10**9
# Maximum code points of a passage that is folded to be searched: about half a second.
MAX_FOLDED_LENGTH = 10**6
ALEFS = frozenset("اأإآٱ")
LETTER_PAIR_KINDS = {
    frozenset("يى"): "ya",
    frozenset("هة"): "ta",
    frozenset("كک"): "kaf",
    frozenset("كگ"): "kaf",
    frozenset("یي"): "ya",
    frozenset("یى"): "ya",
}
# Footnote mark: raised figures, a number in brackets, or a dagger.
NOTE_MARK = re.compile(r"\s*(?:[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+|\[\s*\d{1,3}\s*\]|\(\d{1,3}\)|[†‡]+)\s*")
# Kinds that name a run of several such characters too.
UNIFORM_KINDS = ({"tatweel"}, {"vowel"}, {"invisible"})
KIND_BY_CATEGORY = {"L": "letter", "M": "vowel", "N": "digit", "P": "punctuation", "Z": "space", "C": "invisible"}


class Difference(NamedTuple):
    """A difference of a kind: ``quoted`` at offset ``at`` of the quotation, ``original`` in the text; either may be empty."""

    kind: str
    at: int
    quoted: str
    original: str


class ClosestMatch(NamedTuple):
    """The nearest passage: its span of the text, its characters, its distance, and its differences in order."""

    span: Span
    words: str
    distance: int
    differences: tuple[Difference, ...]


def find_closest_match(quote: str, text: str) -> ClosestMatch | None:
    """Return the passage of ``text`` nearest to ``quote``.

    None if more than one character in CHARACTERS_PER_ERROR would differ, or if the search would exceed MAX_SEARCH_WORK.
    """
    closest = find_closest_span(quote, text)
    if closest is None:
        return None
    span, distance = closest
    return ClosestMatch(span, span.of(text), distance, tuple(find_differences(quote, span.of(text))))


def find_closest_span(quote: str, text: str) -> tuple[Span, int] | None:
    """Return the span of that passage and its distance only."""
    if not quote or len(quote) > 2 * len(text) or len(quote) * len(text) > MAX_SEARCH_WORK:
        return None
    distance, end = _find_closest_end(quote, text, anchored=False)
    if distance * CHARACTERS_PER_ERROR > len(quote):
        return None
    length = _find_closest_end(quote[::-1], text[:end][::-1], anchored=True)[1]
    return Span(end - length, end), distance


def find_folded_match(quote: str, text: str) -> ClosestMatch | None:
    """Return the first passage of ``text`` that equals ``quote`` after folding; None if there is none.

    For short quotations, in which four digits in another script are too many differences for ``find_closest_match``.
    """
    words = fold_text(quote).strip()
    folded = fold_with_offsets(text)
    at = folded.text.find(words) if words else -1
    if at < 0:
        return None
    span = folded.span(at, at + len(words))
    differences = tuple(find_differences(quote, span.of(text)))
    distance = sum(max(len(difference.quoted), len(difference.original)) for difference in differences)
    return ClosestMatch(span, span.of(text), distance, differences)


def _find_closest_end(pattern: str, text: str, *, anchored: bool) -> tuple[int, int]:
    """Return the least distance of ``pattern`` from a part of ``text``, and the end of that part.

    With ``anchored`` only parts that begin where the text begins.

    Myers's bit-parallel search (J. ACM 46, 1999): a column of the table of distances is two integers, the rows in which
    the distance rises by one and those in which it falls.
    """
    places: dict[str, int] = {}
    for at, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << at
    all_bits, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    rises, falls, distance = all_bits, 0, len(pattern)
    best, end = distance, 0
    for at, character in enumerate(text):
        same = places.get(character, 0)
        level = same | falls
        across = (((same & rises) + rises) ^ rises) | same
        more, less = falls | (all_bits & ~(across | rises)), rises & across
        distance += bool(more & last) - bool(less & last)
        more, less = (more << 1 | anchored) & all_bits, (less << 1) & all_bits
        rises, falls = less | (all_bits & ~(level | more)), more & level
        # An exchanged character is preferred to an additional one: of equal distances the one a character later wins.
        if distance < best or (distance == best and at == end):
            best, end = distance, at + 1
    return best, end


def find_differences(quoted: str, original: str) -> Iterator[Difference]:
    """Yield the differences of two texts, word by word first and then by characters."""
    offset, *middles = _strip_common_ends(quoted, original)
    words = [re.findall(r"\S+\s*|\s+", middle) for middle in middles]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if tag != "equal":
            at = offset + len("".join(words[0][:i1]))
            yield from _compare_characters(quoted, at, "".join(words[0][i1:i2]), "".join(words[1][j1:j2]))


def _strip_common_ends(quoted: str, original: str) -> tuple[int, str, str]:
    """Return the length of the common beginning of two texts, and both without common beginning and end."""
    before = find_first_difference(quoted, original) or 0
    quoted, original = quoted[before:], original[before:]
    after = find_first_difference(quoted[::-1], original[::-1]) or 0
    return before, quoted[: len(quoted) - after], original[: len(original) - after]


def _compare_characters(quotation: str, at: int, quoted: str, original: str) -> Iterator[Difference]:
    before, quoted, original = _strip_common_ends(quoted, original)
    at += before
    if len(quoted) + len(original) > MAX_COMPARED_LENGTH:
        yield Difference("several", at, quoted, original)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, quoted, original, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for offset, pair in enumerate(zip(quoted[i1:i2], original[j1:j2], strict=True), at + i1):
                yield Difference(classify_difference(*pair), offset, *pair)
        elif tag != "equal":
            pair, following = (quoted[i1:i2], original[j1:j2]), quotation[at + i2 : at + i2 + 1]
            yield Difference(classify_difference(*pair, following), at + i1, *pair)


def classify_difference(quoted: str, original: str, following: str = "") -> str:
    """Return the kind of a difference: a key of ``hints.KINDS``.

    ``following``: the character after it in the quotation.
    """
    either = quoted or original
    if quoted and not original and NOTE_MARK.fullmatch(quoted):
        return "note"
    if quoted and original:
        if (quoted + original).isspace():
            return "space"
        if unicodedata.normalize("NFKC", quoted) == unicodedata.normalize("NFKC", original):
            return "form"
        return "several" if len(quoted) > 1 or len(original) > 1 else _classify_exchange(quoted, original)
    if either.isspace():
        return "space-before" if following and unicodedata.category(following).startswith("P") else "space"
    kinds = {
        "tatweel" if character == "\u0640" else KIND_BY_CATEGORY.get(unicodedata.category(character)[0], "character")
        for character in either
    }
    if kinds == {"punctuation", "space"}:
        return "pointing"
    return kinds.pop() if len(either) == 1 or kinds in UNIFORM_KINDS else "several"


def _classify_exchange(quoted: str, original: str) -> str:
    if {quoted, original} <= ALEFS:
        return "alef"
    if quoted.isdigit() and original.isdigit():
        return "figures" if unicodedata.digit(quoted) == unicodedata.digit(original) else "digit"
    groups = {unicodedata.category(character)[0] for character in (quoted, original)}
    if "C" in groups:
        return "invisible"
    if quoted.casefold() == original.casefold():
        return "case"
    if _strip_marks(quoted) == _strip_marks(original):
        return "vowel"
    letters = frozenset(unicodedata.normalize("NFKC", character) for character in (quoted, original))
    general = KIND_BY_CATEGORY.get(groups.pop(), "character") if len(groups) == 1 else "character"
    return LETTER_PAIR_KINDS.get(letters, general)


def _strip_marks(character: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", character) if not unicodedata.combining(sign))
