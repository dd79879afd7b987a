"""Cells of a table that are not what they seem to be: formulas, ditto marks, marks of a spreadsheet, signs in place of lost letters.

A spreadsheet shows them as the value that the archivist has in mind, but saves them as they are. None is taken for a name.
"""

from __future__ import annotations

import re

from archive.text.characters import describe_character
from archive.text.mojibake import repair_mojibake

# Line ends, tabs, controls, overrides of the direction of writing, and what is in place of a character that could not be read; not the marks
# of direction, which are often copied with a name
NOT_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]")
# A question mark between letters, or before a hyphen, is what an encoding without the letter made of it.
LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?(?=[\w-])")
FORMULA = re.compile(r"=.|[+@][A-Za-z]+\$?\d*\(|[+@-]\$?[A-Z]{1,2}\$?\d+\Z")
# Errors of Excel and LibreOffice in English and German, and a column that is too narrow.
SPREADSHEET_ERROR = re.compile(
    r"#(?:REF|NAME|N/?A|NV|VALUE|WERT|BEZUG|DIV/0|NULL|NUM|ZAHL|SPILL|CALC|ÜBERLAUF)[!?]?|#{3,}|Err:\d{3}", re.IGNORECASE
)
DITTO = re.compile(
    r"[-–—\s]*(?:[\"“”„″〃]|''|’’|,,|//)[-–—\s]*|(?:dto|do|dito|ditto|id|idem|ibid|ibidem|ebd|ebenda|desgl|s\. ?o|wie oben|as above|same)\.?"
    r"|(?:كذلك|نفسه|نفسها|مثله|أعلاه|كما سبق|كسابقه)",
    re.IGNORECASE,
)
# Those of Indonesia and the Dominican Republic are words for ditto marks too.
COUNTRY_CODE = re.compile("[A-Z]{2}")
# A spreadsheet marks text with an apostrophe; ’s-Hertogenbosch begins with one of its own.
TEXT_MARK = re.compile(r"'(?![a-z][- ])")
# Words in place of a name that is not known.
PLACEHOLDER = re.compile(
    r"n\.? ?/? ?a\.?|n\. ?n\.?|k\. ?a\.?|null|none|nan|unknown|unbekannt|nieznan[aey]|brak|inconnue?|غير معروف|غير معروفة|مجهول|لا يوجد|-+",
    re.IGNORECASE,
)
NAME_FIELDS = ("names", "description", "variants")


def find_cell_problem(field: str, text: str) -> tuple[str, dict[str, object]] | None:
    """Return the id of the problem of a cell, with its values, if its text is not a value of the field."""
    is_name = field.partition(".")[0] in NAME_FIELDS
    if repaired := repair_mojibake(text):
        return "import.mojibake", {"likely": repaired}
    if character := NOT_ONE_LINE.search(text) or (LOST_LETTER.search(text) if is_name else None):
        return "import.character", {"character": describe_character(character[0])}
    if FORMULA.match(text) or SPREADSHEET_ERROR.fullmatch(text):
        return "import.formula", {}
    if DITTO.fullmatch(text) and not (field == "country" and COUNTRY_CODE.fullmatch(text)):
        return "import.ditto", {}
    if TEXT_MARK.match(text):
        return "import.apostrophe", {}
    is_nameless = is_name and text and (PLACEHOLDER.fullmatch(text) or not any(map(str.isalpha, text)))
    return ("import.no-name", {}) if is_nameless else None
