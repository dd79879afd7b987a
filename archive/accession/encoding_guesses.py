"""Encodings in which the bytes of a document may be text, the likeliest first. They are proposed, never chosen.

A reading is measured by its words with characters that are not ASCII: a word counts in full if its letters belong to the alphabet of
the text’s language, less if they are only of its script, and nothing if it mixes scripts, has symbols within it or a capital after
a small letter. In scripts of which every encoding gives letters, such as Arabic, frequent letters count more than rare ones. In words
without such letters quotation marks and dashes count if they are where these are written.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from archive.text.characters import make_visible
from archive.text.languages import get_primary_language

# Encodings of texts of the last decades: Windows, ISO 8859, DOS, Macintosh, Unix, East Asia.
SINGLE_BYTE_ENCODINGS = [
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1256",
    "windows-1255",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "iso-8859-6",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-15",
    "cp437",
    "cp720",
    "cp737",
    "cp850",
    "cp852",
    "cp855",
    "cp857",
    "cp862",
    "cp864",
    "cp866",
    "koi8-r",
    "koi8-u",
    "mac-roman",
    "mac-latin2",
    "mac-cyrillic",
    "mac-arabic",
    "mac-greek",
    "mac-turkish",
]
EAST_ASIAN_ENCODINGS = {"zh": ("gb18030", "big5"), "ja": ("shift_jis", "euc-jp"), "ko": ("euc-kr",)}
WIDE_ENCODINGS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# UTF-32’s little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters that are not ASCII, by language; of languages that are not listed any letter counts as one of a neighbouring language.
ALPHABETS = {
    "de": "äöüß",
    "pl": "ąćęłńóśźż",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ",
    "hr": "čćđšž",
    "sl": "čšž",
    "es": "áéíñóúü",
    "it": "àèéìíòóùú",
    "pt": "ãáàâçéêíóôõú",
    "nl": "ëïéèüö",
    "da": "æøåé",
    "nb": "æøå",
    "no": "æøå",
    "sv": "åäöé",
    "fi": "äöå",
    "et": "äöõüšž",
    "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž",
    "tr": "çğıöşüâî",
    "en": "éèïçö",
}
SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur", "ckb", "ps", "ug"), "ARABIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk"), "CYRILLIC"),
    "el": "GREEK",
    **dict.fromkeys(("zh", "ja"), "CJK"),
    "ko": "HANGUL",
}
# The most frequent letters of scripts, in which any encoding of the script gives letters.
FREQUENT_LETTERS = {
    "ARABIC": "اليمونرتبةعده",
    "HEBREW": "יוהלאמרתבש",
    "CYRILLIC": "оеаинтсрвлкмдп",
    "GREEK": "αοιετσνηυρπκ",
}
# One of each script, and of the large Latin alphabets.
TYPICAL_LANGUAGES = ("ar", "he", "ru", "el", "pl", "de", "fr")
TYPOGRAPHIC = frozenset("„“”‘’‚«»‹›–—…•§°·\u00a0\u200c\u200d\u200e\u200f\u00ad،؛؟ـ№€£©®½¼¾²³¹ºª")
# A word of ASCII with marks where they are written: a dash alone, quotation marks around it, an apostrophe or a hyphen within it.
# No part gives back what it has read, for a line of dots may be as long as the text.
PLAUSIBLE_MARKS = re.compile(r"[–—…•]|[„“‚‘«»‹›]?[!-~]++(?:[’‘–][A-Za-z0-9]++)*+[!-/:-@]*+[…]?[”“’‘»«›‹]?[!-/:-@]*+")
# The words of a table are between delimiters.
WORD = re.compile(r"[^\s,;]+")
# Maximum words measured, maximum guesses shown, their smallest score, and their smallest share of the best.
MAX_WORDS, MAX_GUESSES, MIN_SCORE, MIN_SHARE = 400, 6, 0.25, 0.75
# Score of a text in ASCII alone, which UTF-16 may be.
ASCII_SCORE = 0.6
# Code points in which a text of UTF-16 has one space or line end at least.
LONGEST_WORD = 40
# What a reading in another language than the one named counts for.
OTHER_LANGUAGE_SHARE = 0.8
# Code points shown before and after the first character that is not ASCII.
BEFORE, AFTER = 24, 48


class EncodingGuess(NamedTuple):
    """An encoding, its score from 0 to 1, and the words around the first character that is not ASCII as they read in it."""

    encoding: str
    score: float
    words: str


def guess_encodings(content: bytes, language: str) -> list[EncodingGuess]:
    """Return the encodings in which the bytes are likely text of the language, or else of another, the likeliest first.

    Of encodings in which they read the same, the most frequent alone.
    """
    primary = get_primary_language(language)
    marked = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if marked:
        return [EncodingGuess(marked, 1.0, show_words(content.decode(marked, "replace")))]
    candidates = (*WIDE_ENCODINGS, *SINGLE_BYTE_ENCODINGS, *EAST_ASIAN_ENCODINGS.get(primary, ()))
    readings: dict[str, str] = {}
    for name in candidates:
        text = _decode(content, name)
        if text is not None:
            readings.setdefault(text, name)
    # The language may be named wrongly.
    scores = {}
    for text in readings:
        words = _list_words(text)
        others = max(measure_reading(words, other) for other in TYPICAL_LANGUAGES)
        scores[text] = max(measure_reading(words, primary), OTHER_LANGUAGE_SHARE * others)
    least = max(MIN_SCORE, max(scores.values(), default=0.0) * MIN_SHARE)
    likely = sorted((text for text in readings if scores[text] >= least), key=lambda text: -scores[text])
    return [EncodingGuess(readings[text], scores[text], show_words(text)) for text in likely[:MAX_GUESSES]]


def find_wide_encoding(content: bytes, language: str) -> EncodingGuess | None:
    """Return UTF-16 or UTF-32 if the bytes are text in it without a byte order mark, or None."""
    guesses = (guess for guess in guess_encodings(content, language) if guess.encoding in WIDE_ENCODINGS)
    return next(guesses, None)


def _decode(content: bytes, name: str) -> str | None:
    """Return the bytes as text, or None if they are none in this encoding, or have controls, in UTF-16 and UTF-32 also rare characters."""
    try:
        text = content.decode(name)
    except (UnicodeError, LookupError):
        return None
    if any(
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\n\r\f\x85" for character in set(text)
    ):
        return None
    # Eight-bit text that is read as UTF-16 consists of ideographs without spaces.
    is_spaced = len(text) < LONGEST_WORD or sum(map(text.count, " \n,;\t")) * LONGEST_WORD >= len(text)
    return text if name not in WIDE_ENCODINGS or is_spaced else None


def _list_words(text: str) -> list[str]:
    """Return the first words that have a character other than ASCII, at most MAX_WORDS."""
    words = (match[0] for match in WORD.finditer(text))
    return list(islice((word for word in words if not word.isascii()), MAX_WORDS))


def measure_reading(words: list[str], language: str) -> float:
    """Return from 0 to 1 how much the words with characters other than ASCII look like the language’s."""
    return sum(_measure_word(word, language) for word in words) / len(words) if words else ASCII_SCORE


@lru_cache(maxsize=1 << 15)
def _measure_word(word: str, language: str) -> float:
    letters = [character for character in word if character.isalpha() or unicodedata.combining(character)]
    others = [character for character in letters if not character.isascii() and character.isalpha()]
    symbols = [character for character in word if not (character.isascii() or character in letters or character in TYPOGRAPHIC)]
    if any(not character.isdecimal() for character in symbols):
        return 0.0
    if not others:
        return 0.8 if PLAUSIBLE_MARKS.fullmatch(word) else 0.4
    scripts = {_find_script(character) for character in letters if character.isalpha()} - {""}
    small_before_capital = any(first.islower() and second.isupper() for first, second in pairwise(word))
    if len(scripts) > 1 or small_before_capital:
        return 0.0
    script = SCRIPTS.get(language, "LATIN")
    if scripts != {script}:
        return 0.1
    if script in FREQUENT_LETTERS:
        frequent = sum(unicodedata.normalize("NFD", letter)[0] in FREQUENT_LETTERS[script] for letter in map(str.lower, others))
        return 0.3 + 0.7 * frequent / len(others)
    if script != "LATIN":
        return 0.8
    alphabet = ALPHABETS.get(language)
    if alphabet is None:
        return 0.7
    own = sum(character in alphabet for character in map(str.lower, others))
    return 0.4 + 0.6 * own / len(others)


@cache
def _find_script(character: str) -> str:
    """Return the script of a letter by its name; empty for marks that several scripts share."""
    name = unicodedata.name(character, "").partition(" ")[0]
    return {"MODIFIER": "", "FEMININE": "LATIN", "MASCULINE": "LATIN", "HIRAGANA": "CJK", "KATAKANA": "CJK"}.get(name, name)


def show_words(text: str) -> str:
    """Return the words around the first character that is not ASCII, with an ellipsis where they are cut."""
    text = text.removeprefix("\ufeff")
    at = next((at for at, character in enumerate(text) if not character.isascii()), 0)
    start = max(0, at - BEFORE)
    if start:
        start = text.rfind(" ", 0, start + 1) + 1 if text.rfind(" ", start - BEFORE, start + 1) >= 0 else start
    end = at + AFTER
    shown = " ".join(text[start:end].split())
    return make_visible(f"{'… ' if start else ''}{shown}{' …' if end < len(text.rstrip()) else ''}")
