"""How dates are written, by language, as regular expressions over folded text. Groups that end in 1 and 2 are those of an interval’s ends."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.accession.datewords import WORDS, Words

YEAR = r"(?:1\d{3}|20[0-4]\d)(?!\d)"
# A number with no word or month beside it is taken for a year only in the archive’s own century, and not after “No.”.
BARE_YEAR = r"(?<!no\. )(?<!nr\. )(?<!رقم )(?:19\d\d|20[0-4]\d)(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
ROMAN = r"(?:viii|vii|vi|iv|v|iii|ii|ix|i|xii|xi|x)"
STARTS = r"(?<!\w)(?<!\d[.,/:-])"
# Onto an Arabic date the letters و ف ب ل ك may be written before it, and م, for the Christian era, after it.
ARABIC_STARTS = rf"(?:{STARTS}|(?<=(?<!\w)[وفبلك]))"
ENDS = r"(?![^\Wم]|م\w)(?![.,/:-]\d)(?! ?%)"


def _figures(n: int) -> str:
    iso = rf"(?P<iso{n}>(?:1\d{{3}}|20[0-4]\d)(?P<sign{n}>[-/.])(?:1[0-2]|0[1-9])(?P=sign{n})(?:3[01]|[12]\d|0[1-9])(?!\d))"
    dmy = rf"(?P<dmy{n}>\d\d?(?P<mark{n}>[./-]) ?\d\d?(?P=mark{n}) ?{YEAR})"
    roman = rf"(?P<roman{n}>{DAY}[. ] ?{ROMAN}[. ] ?{YEAR})"
    return f"{iso}|{dmy}|{roman}"


def _point(words: Words | None, n: int, *, whole: bool) -> str:
    """One date; if not ``whole``, as the first of an interval, which may lack its year or be a day alone."""
    plain = rf"{_figures(n)}|(?P<bare{n}>{BARE_YEAR})"
    if words is None:
        return f"(?:{plain})"
    months, seasons = "|".join(words.months.values()), "|".join(words.seasons.values())
    parts = "|".join(rf"(?P<{part}{n}>{getattr(words, part)})" for part in ("early", "mid", "late"))
    needed = "" if whole else "?"
    month = (
        rf"(?:(?P<day{n}>{DAY}){words.ordinal}{words.of_month})?(?:{words.month} )?(?P<month{n}>{months})(?!\w)"
        rf"(?: ?[/(] ?(?P<also{n}>{months})(?!\w) ?\)?)?"
        rf"(?: (?P<after_month{n}>{DAY})(?:st|nd|rd|th)?)?(?:{words.join}(?:{words.year} )?(?P<year{n}>{YEAR})){needed}"
    )
    season = (
        rf"(?:{words.season} )?(?P<season{n}>{seasons})(?!\w)(?:{words.join}(?:{words.year} )?(?P<season_year{n}>{YEAR})){needed}"
    )
    kinds = [month, season, rf"{words.year} (?P<worded{n}>{YEAR})"]
    day_alone = "" if whole else rf"|(?P<only_day{n}>{DAY}){words.ordinal}(?=\D{{1,12}}{DAY})"
    return rf"(?:(?:(?:{parts})[ -]{words.article})?(?:{'|'.join(kinds)}|{plain}){day_alone})"


def _interval(words: Words) -> str:
    """“between … and …”, “from … to …”, “… to …”, “…–…”, each end with names of its own."""
    first, second = _point(words, 1, whole=False), _point(words, 2, whole=True)
    joined = rf"(?:(?P<between>{words.between})|(?:{words.from_})) "
    between = rf"(?(between)(?:{words.and_})|(?:{words.to}| ?- ?)){words.article}"
    return rf"(?:{joined})?{first}{between}{second}"


@lru_cache
def patterns(language: str) -> tuple[re.Pattern, ...]:
    """The expressions of a language, a BCP 47 tag; where two may match, the fuller one first."""
    primary = language.partition("-")[0]
    words = WORDS.get(primary)
    found = [rf"(?P<worded1>{YEAR}) ?[-/] ?(?P<next>\d{{4}}|\d\d)(?!\d)", _point(words, 1, whole=True)]
    short = [rf"(?P<short>{DAY}[./] ?{MONTH}[./] ?\d\d)(?!\d)"]
    if not words:
        found.insert(0, rf"(?P<unknown>{DAY}[. ] ?[^\W\d_]{{3,}} {YEAR})")
    else:
        winter = rf"(?:{words.season} )?(?:{words.seasons[24]}){words.join}(?:{words.year} )?(?P<winter>{YEAR}) ?[-/] ?(?P<next>\d{{4}}|\d\d)(?!\d)"
        other = rf"(?:{words.year} )?\d{{3,4}} ?(?P<other>{words.other})"
        senses = "|".join(rf"(?P<{sense}>{getattr(words, sense)})" for sense in ("after", "by", "until", "before"))
        opening = rf"(?:(?:{senses}) {words.article})?(?:(?P<about>{words.about}) )?"
        months = "|".join(words.months.values())
        yearless = rf"(?P<yearless>{DAY}{words.ordinal}{words.of_month}(?:{words.month} )?(?P<month1>{months}))"
        found = [other, winter, _interval(words), f"(?:{words.year} )?{found[0]}", opening + found[1]]
        short.append(yearless)
    starts = ARABIC_STARTS if primary == "ar" else STARTS
    return tuple(re.compile(f"{starts}(?:{one}){ENDS}") for one in [*found, *short])
