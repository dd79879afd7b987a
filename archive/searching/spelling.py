"""What two spellings of a folded word differ in, as few rules of folding as tell it. For the line that says why a hit is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from operator import methodcaller

from archive.folding import LATIN, TATWEEL, folded

VOWELS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
TABLES = {
    "hamza": str.maketrans("آأإٱؤئ", "ااااوي"),
    "ta": str.maketrans("ةە", "هه"),
    "ya": str.maketrans("ىی", "يي"),
    "kaf": str.maketrans("کگ", "كك"),
}


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one, one)) for one in text)


def _accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(LATIN).replace("ß", "ss"))
    return "".join(one for one in plain if VOWELS.match(one) or "\u0653" <= one <= "\u0655" or not unicodedata.combining(one))


RULES: dict[str, Callable[[str], str]] = {
    "vowels": lambda text: VOWELS.sub("", text),
    "tatweel": lambda text: "".join(one for one in text if one != TATWEEL and unicodedata.category(one) != "Cf"),
    **{name: methodcaller("translate", table) for name, table in TABLES.items()},
    "digits": _digits,
    "accents": _accents,
}


def differences(one: str, other: str) -> list[str]:
    """The names of the rules without which the spellings would differ: none if they are the same, ``letters`` if no rule here tells it."""
    if one == other:
        return []
    if folded(one) != folded(other) or _by(RULES, one) != _by(RULES, other):
        return ["letters"]
    needed = dict(RULES)
    for name in RULES:
        fewer = {key: rule for key, rule in needed.items() if key != name}
        if _by(fewer, one) == _by(fewer, other):
            needed = fewer
    return list(needed)


def _by(rules: dict[str, Callable[[str], str]], text: str) -> str:
    for rule in rules.values():
        text = rule(text)
    return text
