"""What a verbatim text may hold and yet is worth a second look: characters unseen, mixed or easily taken for others. Nothing is changed.

Offsets are in code points of the whole text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

BIDI_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Tabs and line ends are none, and U+0000 is a problem, not a warning.
CONTROL_CHARACTER = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|\r(?!\n)")
# What stands for a letter that was lost, or for one that only a certain font or program knows.
LOST_LETTER = re.compile("[\ufffd-\uffff\ufffc\ufdd0-\ufdef\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Forms of letters that copying from pages laid out for print leaves behind: joined Latin letters, Arabic ones as they stand in a word.
PRESENTATION_FORM = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]")
# Of each, a text has one form.
LETTER_FORM_GROUPS = ("كکڪ", "يی", "هەہ")
GROUP_OF_FORM = {form: forms for forms in LETTER_FORM_GROUPS for form in forms}
ANY_FORM = re.compile(f"[{''.join(GROUP_OF_FORM)}]")
DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]{2,}")
KIND_PATTERNS = {
    "bidi-control": BIDI_CONTROL,
    "zero-width": ZERO_WIDTH,
    "control": CONTROL_CHARACTER,
    "lost-letter": LOST_LETTER,
    "other-form": PRESENTATION_FORM,
}
# So many places are told; a text may be full of a thing.
MAX_PLACES = 10
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
# Where letters of the latter two may be; without any, a word cannot mix alphabets.
OTHER_ALPHABETS = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dff\u1f00-\u1fff\u2100-\u214f\u2de0-\u2dff\ua640-\ua69f\uab30-\uab6f\ufe2e\ufe2f\U00010140-\U000101ff\U0001d200-\U0001e08f]"
)


class Finding(NamedTuple):
    """One sort of thing, the character at its first place, how often it stands, and its first places; ``kind``: an id after ``text.``."""

    kind: str
    character: str
    occurrences: int
    places: tuple[int, ...]


def find_suspicious_characters(text: str) -> list[Finding]:
    """What is suspicious in ``text``, one finding a kind and character, or system of digits, in the order of their first places."""
    places: dict[tuple[str, str], list[int]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for kind, at in _find_all(text):
        sort = kind, chr(_find_zero(text[at])) if kind == "mixed-digits" else text[at]
        counts[sort] += 1
        if counts[sort] <= MAX_PLACES:
            places.setdefault(sort, []).append(at)
    found = [Finding(sort[0], text[at[0]], counts[sort], tuple(at)) for sort, at in places.items()]
    return sorted(found, key=lambda one: (one.places, one.kind))


def _find_all(text: str) -> Iterator[tuple[str, int]]:
    for kind, pattern in KIND_PATTERNS.items():
        yield from ((kind, match.start()) for match in pattern.finditer(text))
    yield from (("mixed-digits", at) for at in _find_mixed_digits(text))
    yield from (("look-alike", at) for at in _find_look_alikes(text))
    yield from (("other-form", at) for at in _find_other_forms(text))
    yield from (("not-nfc", at) for at in _find_not_nfc(text))


def _find_mixed_digits(text: str) -> Iterator[int]:
    """Digits of another system than the text's first."""
    digits = [(match.start(), _find_zero(match[0])) for match in DIGIT.finditer(text)]
    yield from (at for at, zero in digits if zero != digits[0][1])


def _find_zero(digit: str) -> int:
    """The code point of the zero of the digit's system."""
    return ord(digit) - unicodedata.digit(digit)


def _find_look_alikes(text: str) -> Iterator[int]:
    """In words of more than one of ALPHABETS, the letters of another than the one that most of the word's letters are of."""
    for word in WORD.finditer(text) if OTHER_ALPHABETS.search(text) else ():
        letters = [(at, name) for at, one in enumerate(word[0], word.start()) if (name := _find_alphabet(one))]
        names = [name for _, name in letters]
        if len({*names}) > 1:
            main = max(dict.fromkeys(names), key=names.count)
            yield from (at for at, name in letters if name != main)


def _find_other_forms(text: str) -> Iterator[int]:
    """Letters of one of FORMS in another form than the one that most of them have in the text."""
    counts = Counter(ANY_FORM.findall(text))
    fewer = {form for form in counts if form != find_usual_form(form, counts)}
    yield from (match.start() for match in ANY_FORM.finditer(text) if match[0] in fewer) if fewer else ()


def find_usual_form(letter: str, counts: Counter[str]) -> str:
    """The form of the letter that a text has most often, of those counted; of a form laid out for print, the letters it stands for."""
    return max(GROUP_OF_FORM[letter], key=counts.__getitem__) if letter in GROUP_OF_FORM else unicodedata.normalize("NFKC", letter)


def _find_alphabet(character: str) -> str:
    name = unicodedata.name(character, "").partition(" ")[0]
    return name if name in ALPHABETS else ""


def _find_not_nfc(text: str) -> Iterator[int]:
    """Where a base character and its marks, or a character alone, would be others in Unicode's form NFC."""
    start = 0
    for end in range(1, len(text) + 1) if not unicodedata.is_normalized("NFC", text) else ():
        if end == len(text) or not unicodedata.combining(text[end]):
            if not unicodedata.is_normalized("NFC", text[start:end]):
                yield start
            start = end
