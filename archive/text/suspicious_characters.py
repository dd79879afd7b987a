"""Characters of a verbatim text that deserve a second look: invisible, mixed or confusable ones. Nothing is changed.

Offsets are in code points of the whole text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from archive.text.mojibake import MISREAD_CHARACTER, repair_mojibake

# Insides of character classes.
BIDI_CONTROL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
# Without tabs and line ends; U+0000 is a problem, not a warning.
CONTROL_CHARACTER = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
# Replacements of lost letters, and letters that only a certain font or program knows.
LOST_LETTER = "\ufffd-\uffff\ufffc\ufdd0-\ufdef\ue000-\uf8ff\U000f0000-\U0010ffff"
# Letter forms left by copying from printed layout: Latin ligatures, positional Arabic forms.
PRESENTATION_FORM = "\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"
# Letters of which a text uses one form.
LETTER_FORM_GROUPS = ("كکڪ", "يی", "هەہ")
GROUP_OF_FORM = {form: forms for forms in LETTER_FORM_GROUPS for form in forms}
ANY_FORM = re.compile(f"[{''.join(GROUP_OF_FORM)}]")
DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_SPACE = re.compile(r"\S+")
KIND_PATTERNS = {
    "bidi-control": re.compile(f"[{BIDI_CONTROL}]"),
    "zero-width": re.compile(f"[{ZERO_WIDTH}]"),
    "control": re.compile(f"[{CONTROL_CHARACTER}]|\r(?!\n)"),
    "lost-letter": re.compile(f"[{LOST_LETTER}]"),
    "other-form": re.compile(f"[{PRESENTATION_FORM}]"),
}
# Any character of these kinds; most texts have none, and are looked through once.
ANY_KIND = re.compile(f"[{BIDI_CONTROL}{ZERO_WIDTH}{CONTROL_CHARACTER}\r{LOST_LETTER}{PRESENTATION_FORM}]")
# Maximum places reported per finding; a text may consist of them.
MAX_PLACES = 10
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
# Blocks with letters of the latter two; without any, no word mixes alphabets.
OTHER_ALPHABETS = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dff\u1f00-\u1fff\u2100-\u214f\u2de0-\u2dff\ua640-\ua69f\uab30-\uab6f\ufe2e\ufe2f\U00010140-\U000101ff\U0001d200-\U0001e08f]"
)


class Finding(NamedTuple):
    """Occurrences of a character: their number and first places; ``kind``: a problem id without ``text.``."""

    kind: str
    character: str
    occurrences: int
    places: tuple[int, ...]


def find_suspicious_characters(text: str) -> list[Finding]:
    """Return a finding for each kind and character, or digit system, sorted by first place."""
    places: dict[tuple[str, str], list[int]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for kind, at in _find_all(text):
        key = kind, chr(_find_zero(text[at])) if kind == "mixed-digits" else text[at]
        counts[key] += 1
        if counts[key] <= MAX_PLACES:
            places.setdefault(key, []).append(at)
    findings = [Finding(key[0], text[at[0]], counts[key], tuple(at)) for key, at in places.items()]
    return sorted(findings, key=lambda finding: (finding.places, finding.kind))


def _find_all(text: str) -> Iterator[tuple[str, int]]:
    for kind, pattern in KIND_PATTERNS.items() if ANY_KIND.search(text) else ():
        yield from ((kind, match.start()) for match in pattern.finditer(text))
    yield from (("mixed-digits", at) for at in _find_mixed_digits(text))
    yield from (("look-alike", at) for at in _find_look_alikes(text))
    yield from (("other-form", at) for at in _find_other_forms(text))
    yield from (("not-nfc", at) for at in _find_not_nfc(text))
    yield from (("mojibake", at) for at in _find_misread(text))


def _find_mixed_digits(text: str) -> Iterator[int]:
    """Yield digits of another system than the text's first."""
    if len({_find_zero(digit) for digit in {*DIGIT.findall(text)}}) < 2:
        return
    digits = [(match.start(), _find_zero(match[0])) for match in DIGIT.finditer(text)]
    yield from (at for at, zero in digits if zero != digits[0][1])


def _find_misread(text: str) -> Iterator[int]:
    """Yield the places of letters of UTF-8 that was read in another encoding, in words of which all such letters are."""
    for word in NOT_SPACE.finditer(text) if MISREAD_CHARACTER.search(text) else ():
        if repair_mojibake(word[0]):
            yield from (word.start() + match.start() for match in MISREAD_CHARACTER.finditer(word[0]))


def _find_zero(digit: str) -> int:
    """Return the code point of the zero of the digit's system."""
    return ord(digit) - unicodedata.digit(digit)


def _find_look_alikes(text: str) -> Iterator[int]:
    """Yield the letters of the rarer alphabets in words that mix ALPHABETS."""
    for word in WORD.finditer(text) if OTHER_ALPHABETS.search(text) else ():
        letters = [(at, name) for at, letter in enumerate(word[0], word.start()) if (name := _find_alphabet(letter))]
        names = [name for _, name in letters]
        if len({*names}) > 1:
            main = max(dict.fromkeys(names), key=names.count)
            yield from (at for at, name in letters if name != main)


def _find_other_forms(text: str) -> Iterator[int]:
    """Yield letters of LETTER_FORM_GROUPS in a form that is not the text's usual one."""
    counts = Counter({form: count for form in GROUP_OF_FORM if (count := text.count(form))})
    fewer = {form for form in counts if form != find_usual_form(form, counts)}
    yield from (match.start() for match in ANY_FORM.finditer(text) if match[0] in fewer) if fewer else ()


def find_usual_form(letter: str, counts: Counter[str]) -> str:
    """Return the most frequent form of a letter; of a presentation form, the letters it represents."""
    return max(GROUP_OF_FORM[letter], key=counts.__getitem__) if letter in GROUP_OF_FORM else unicodedata.normalize("NFKC", letter)


def _find_alphabet(character: str) -> str:
    name = unicodedata.name(character, "").partition(" ")[0]
    return name if name in ALPHABETS else ""


def _find_not_nfc(text: str) -> Iterator[int]:
    """Yield the places of base characters that, with their marks, are not in Unicode form NFC."""
    start = 0
    for end in range(1, len(text) + 1) if not unicodedata.is_normalized("NFC", text) else ():
        if end == len(text) or not unicodedata.combining(text[end]):
            if not unicodedata.is_normalized("NFC", text[start:end]):
                yield start
            start = end
