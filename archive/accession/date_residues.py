"""Patterns of words that are next to a date which was read, and may be its other part: these dates are left to the archivist."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.accession.date_patterns import DATE_WORDS, DAY, NOT_NUMBERED, YEAR, join_longest_first
from archive.text.folding import fold_text
from archive.text.languages import find_locale

# A number with letters in place of its figures 0 and 1, as character recognition reads them.
MISREAD_NUMBER = r"(?<!\w)(?:[lio|]\d|\d[lio|]|[li|]{2})"
# Letters of the shortest name of a month of which a longer word is made (“Januartage”); many words begin with “mai”.
MIN_COMPOUND_LENGTH = 5
# Names of places and persons that begin as a month’s
NAMES_LIKE_MONTHS = "august(?:us|in|ow|a|e)"
# Words after a number that are no month, and the last letters of Arabic words after 11 to 99
NO_MONTH = rf"(?:in|im|of|on|at|years?|jahren?|{fold_text('في')})(?!\w)"
COUNTED_ENDS = fold_text("اة")


class ResiduePatterns(NamedTuple):
    """Patterns of words of a date, in the group ``residue``, before and after another one, with nothing but glue between them.

    ``month`` is the group of a month’s name; ``before_year``, ``after_year``: before and after a year alone; ``counted``: at the end of
    the words before the day or month, if the date meant is counted from it.
    """

    before: re.Pattern
    after: re.Pattern
    before_year: tuple[re.Pattern, ...]
    after_year: re.Pattern
    counted: re.Pattern


@lru_cache
def compile_residue_patterns(language: str) -> ResiduePatterns:
    """Return the patterns of what may be the other part of a date that was read in part; ``language``: a primary tag."""
    words = DATE_WORDS.get(language)
    number = rf"{NOT_NUMBERED}(?<!\w)(?<!\d[.,])(?:{DAY}[./] ?){{0,2}}{DAY}"
    if words is None:
        glue = r"(?:[ ,.()/-]|[^\W\d_]{1,3}(?!\w))*"
        return ResiduePatterns(
            re.compile(rf"(?P<residue>{number}){glue}\Z"),
            re.compile(rf" ?[-/] ?(?P<residue>{DAY})"),
            (),
            re.compile("(?!)"),
            re.compile("(?!)"),
        )
    months = "|".join(words.months.values())
    names = rf"(?P<month>{months})|{'|'.join(words.seasons.values())}|{join_longest_first(words.ordinals)}"
    parts = "|".join(getattr(words, part) for part in ("early", "mid", "late"))
    glue = rf"(?:[ ,.()/-]|(?<!\w)(?:{words.glue}|{_list_weekdays(language)})(?!\w)|(?<!\w)و)*"
    before = rf"(?:(?P<residue>(?:{number}|{MISREAD_NUMBER})(?:{words.ordinal})|(?<!\w)(?:{names})(?!\w)|(?<!\w)(?:{parts})(?!\w)|(?<!\w)(?:{words.night_before})))(?!\w){glue}\Z"
    marked = rf"{DAY}(?:st|nd|rd|th|\.)?(?=[.,;:)]|\Z| (?:{months})(?!\w))"
    to = rf"(?: ?[-/] ?|(?:{words.to}|{words.or_}))(?:{words.article})"
    after = rf"(?:{to}(?P<residue>{marked}|(?:{names})(?!\w)))"
    near_month = rf"(?<!\w)(?P<residue>(?P<month>{months}))(?!\w)(?:[ ,.()-]+[^ \d]*\d?\d?[^ \d]*){{0,3}}"
    # “12 men in 1944”, «20 سجينا سنة 1945»: prepositions, and Arabic words with the ending of what is counted, are no misread months.
    like_month = rf"(?<!\w)(?P<residue>{DAY}(?:{words.ordinal}) ?(?!{NO_MONTH})[^\W\d_]+(?<![{COUNTED_ENDS}])(?: (?!{NO_MONTH})[^\W\d_]{{1,2}})?\.?)"
    whole_names = "|".join(name for name in months.split("|") if name.isalpha() and len(name) >= MIN_COMPOUND_LENGTH)
    compounds = rf"(?!{NAMES_LIKE_MONTHS})(?:{whole_names})\w+" if language == "de" else "(?!)"
    in_month = rf"(?<!\w)(?P<residue>{compounds}|(?:{months})(?:tage|woche|halfte|nacht)\w*|{words.feasts})(?!\w)"
    before_year = [rf"{near_month}[ ,.()]+\Z", rf"{like_month},? \Z", rf"{in_month},? (?:{words.year} )?\Z"]
    after_year = rf",? (?:(?:in|im|في) )?(?P<residue>(?P<month>{months}))(?!\w)(?!,? {YEAR})"
    counted = rf"(?<!\w)(?:{words.counted}) {words.article}\Z"
    return ResiduePatterns(
        re.compile(before), re.compile(after), tuple(map(re.compile, before_year)), re.compile(after_year), re.compile(counted)
    )


def _list_weekdays(language: str) -> str:
    """Return the alternatives of the names of weekdays in a language."""
    locale = find_locale(language)
    return "|".join(re.escape(fold_text(str(name))) for name in locale.days["format"]["wide"].values()) if locale else "(?!)"
