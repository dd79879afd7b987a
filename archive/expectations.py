"""What belongs into a field, and what stands there that is no text, in words: from the fault that pydantic tells of it. Pure.

A sentence is translated and filled when it is printed, from the values of its problem. Arabic in ``locale/``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

IDENTIFIER = _("a–z, 0–9 and single hyphens between them, such as thousands-died")
SENTENCE = _("a source, a colon and the number of a sentence, such as ushmm-death-marches:3.5")
PLACE = _("camp: or place: and an identifier, such as camp:dachau")
FILE_NAME = _("the name of a file in this folder: A–Z, a–z, 0–9, full stops, hyphens and underscores")
TEXT = _("a text")
WORDS = _("a text with letters or digits")
REF = _("a number such as 3, or 3.5 of a sentence")
LANGUAGE = _("a language by its tag, such as ar, en, de or pl")
DIGEST = _("the digest of the file: 64 signs, 0–9 and a–f")
ADDRESS = _("a web address that begins with https:// or http://")
ENCODING = _("an encoding such as windows-1256, iso-8859-6 or utf-16, or tei")
DAY = _("a day of the calendar, as year-month-day, such as 2026-11-23")
NUMBER = _("a whole number: 0, 1, 2 …")
DEGREES = _("degrees with at most four places after the point, such as 52.7662")
CHOICE = _("one of these words: %(choices)s")
LEAST = _("a number not below %(bound)s")
MOST = _("a number not above %(bound)s")
SHORT = _("at most %(bound)s characters")
ENTRY = _("at least one entry")
FIELDS = _("fields below it, each with its value")
LIST = _("a list, each entry after a hyphen")
# What stands there.
A_LIST = _("a list")
A_GROUP = _("fields with values")

EXPECTATIONS = frozenset(value for name, value in list(globals().items()) if name.isupper())

# By the type of pydantic’s fault.
BY_TYPE = {
    "literal_error": CHOICE,
    "bool_type": CHOICE,
    "bool_parsing": CHOICE,
    "greater_than_equal": LEAST,
    "less_than_equal": MOST,
    "string_too_short": TEXT,
    "string_too_long": SHORT,
    "string_type": TEXT,
    "too_short": ENTRY,
    "model_type": FIELDS,
    "list_type": LIST,
    "int_type": NUMBER,
    "int_parsing_size": NUMBER,
    "date_type": DAY,
    "decimal_type": DEGREES,
    "decimal_max_places": DEGREES,
}
# Among the values where what stands there is no text, and “found” one of the words above.
SHAPED = "shaped"
BOUNDS = {"greater_than_equal": "ge", "less_than_equal": "le", "string_too_long": "max_length"}
SHOWN = 80


def values_of(fault: Mapping, patterns: Mapping[str, str]) -> dict[str, str]:
    """What fills the sentences about a wrong value; ``patterns``: what belongs where a text must have that pattern."""
    context, type_, found = fault.get("ctx", {}), fault["type"], _found(fault["input"])
    if type_ == "value_error":
        return {**found, "expected": str(context["error"])}
    if type_ == "string_pattern_mismatch":
        return {**found, "expected": patterns[context["pattern"]]}
    values = {**found, "expected": BY_TYPE.get(type_, fault["msg"])}
    if values["expected"] == CHOICE:
        values["choices"] = ", ".join(re.findall("'([^']+)'", context.get("expected", "'true', 'false'")))
    if type_ in BOUNDS:
        values["bound"] = str(context[BOUNDS[type_]])
    return values


def _found(given: object) -> dict[str, str]:
    if isinstance(given, str):
        return {"found": given[:SHOWN]}
    return {"found": A_LIST if isinstance(given, list) else A_GROUP, SHAPED: "yes"}
