"""Words and patterns of dates by language, for folded text (``archive.text.folding``).

Words are written in the language's spelling and folded in ``DATE_WORDS``; ``|`` separates alternatives, white space is one space.
Groups whose names end in 1 and 2 belong to the first and second end of an interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.text.folding import fold_text
from archive.text.languages import get_primary_language

NumberedPatterns = dict[int, str]


@dataclass(frozen=True)
class DateWords:
    """Patterns of the words of a language that occur in dates.

    ``join``: between month or season and year; ``of_month``: between day and month; ``between``, ``and_``: around and between the ends
    of an interval, as ``from_`` and ``to``, of which ``from_`` is optional; ``year``: marks a number as a year; ``article``, ``month``,
    ``season``: optional before a date, month or season; ``other``: another calendar, or before Christ.
    """

    months: NumberedPatterns
    seasons: NumberedPatterns
    early: str
    mid: str
    late: str
    about: str
    after: str
    by: str
    until: str
    before: str
    between: str
    and_: str
    from_: str
    to: str
    year: str
    join: str
    of_month: str
    ordinal: str
    article: str
    month: str
    season: str
    other: str


ARABIC_WORDS = DateWords(
    months={
        1: "يناير|كانون الثاني|كانون ثاني|جانفي",
        2: "فبراير|شباط|فيفري",
        3: "مارس|آذار",
        4: "أبريل|إبريل|نيسان|أفريل",
        5: "مايو|أيار|ماي",
        6: "يونيو|يونية|حزيران|جوان",
        7: "يوليو|يولية|تموز|جويلية",
        8: "أغسطس|آب|أوت|غشت",
        9: "سبتمبر|أيلول|شتنبر",
        10: "أكتوبر|تشرين الأول|تشرين أول",
        11: "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر",
        12: "ديسمبر|كانون الأول|كانون أول|دجنبر",
    },
    seasons={21: "(?:ال)?ربيع", 22: "(?:ال)?صيف", 23: "(?:ال)?خريف", 24: "(?:ال)?شتاء"},
    early="أوائل|مطلع|بداية|بدايات|مستهل",
    mid="منتصف|أواسط|وسط",
    late="أواخر|نهاية|نهايات|آخر",
    about="نحو|حوالي|قرابة|زهاء",
    after="بعد|منذ|اعتبارا من|ابتداء من",
    by="بحلول",
    until="حتى|لغاية|إلى غاية",
    before="قبل",
    between="(?:ما )?بين",
    and_=" ?و ?",
    from_="من",
    to=" (?:إلى|حتى|لغاية) ",
    year="(?:ال)?(?:عام|سنة|عامي|سنتي)",
    join=" ?،? ?(?:من )?",
    of_month=" (?:من )?",
    ordinal="",
    article="",
    month="شهر",
    season="فصل",
    other="هـ|هجري|هجرية|للهجرة|ه|ق ?\\. ?م|قبل الميلاد|ش",
)
ENGLISH_WORDS = DateWords(
    months={
        1: "january|jan\\.?",
        2: "february|feb\\.?",
        3: "(?<!death )march|mar\\.",
        4: "april|apr\\.?",
        5: "may",
        6: "june|jun\\.",
        7: "july|jul\\.",
        8: "august|aug\\.",
        9: "september|sept?\\.?",
        10: "october|oct\\.?",
        11: "november|nov\\.?",
        12: "december|dec\\.?",
    },
    seasons={21: "spring", 22: "summer", 23: "autumn|fall", 24: "winter"},
    early="early|the beginning of|beginning of|the start of",
    mid="mid|the middle of",
    late="late|the end of|end of",
    about="about|around|circa|ca\\.?|c\\.|approximately",
    after="after|since|as of|not before",
    by="by",
    until="until|till|up to",
    before="before|prior to",
    between="between",
    and_=" and ",
    from_="from",
    to=" (?:to|through|until|till) ",
    year="(?:the )?years?(?: of)?",
    join=",? (?:of )?",
    of_month=" (?:of )?",
    ordinal="(?:st|nd|rd|th)?",
    article="(?:the )?",
    month="the month of",
    season="the season of",
    other="b\\.?c\\.?e?|a\\.?h\\.?",
)
GERMAN_WORDS = DateWords(
    months={
        1: "januar|jänner|jan\\.",
        2: "februar|feber|febr?\\.",
        3: "märz|maerz|mrz\\.?",
        4: "april|apr\\.",
        5: "mai",
        6: "juni|jun\\.",
        7: "juli|jul\\.",
        8: "august|aug\\.",
        9: "september|sept?\\.",
        10: "oktober|okt\\.",
        11: "november|nov\\.",
        12: "dezember|dez\\.",
    },
    seasons={21: "frühjahrs?|frühlings?", 22: "(?:spät|hoch|früh)?sommers?", 23: "(?:spät)?herbst(?:es)?", 24: "winters?"},
    early="anfang|früher?|beginn",
    mid="mitte",
    late="ende|später?",
    about="um|etwa|circa|ca\\.?|ungefähr|gegen",
    after="nach|seit|ab",
    by="bis spätestens|spätestens|bis spätestens zum",
    until="bis|bis zum|bis in",
    before="vor",
    between="zwischen(?: dem)?",
    and_=" und (?:dem )?",
    from_="vom|von",
    to=" bis (?:zum )?",
    year="(?:des |dem |das |den )?jahre?s?n?",
    join=",? (?:des )?",
    of_month=" ?",
    ordinal="\\.",
    article="(?:dem |den |des |der )?",
    month="monat",
    season="jahreszeit",
    other="v\\. ?chr\\.?",
)


def _fold_patterns(words: DateWords) -> DateWords:
    patterns = {name: fold_text(pattern) for name, pattern in vars(words).items() if isinstance(pattern, str)}
    months, seasons = ({n: fold_text(pattern) for n, pattern in table.items()} for table in (words.months, words.seasons))
    return DateWords(months, seasons, **patterns)


DATE_WORDS = {"ar": _fold_patterns(ARABIC_WORDS), "en": _fold_patterns(ENGLISH_WORDS), "de": _fold_patterns(GERMAN_WORDS)}
# Languages that write the day first in numeric dates; elsewhere, as in English, day and month are ambiguous below 13.
DAY_FIRST_CODES = "ar bs cs da de el es et fa fi fr he hr it lt lv nb nl nn no pl pt ro ru sk sl sr tr uk yi"
DAY_FIRST_LANGUAGES = frozenset(DAY_FIRST_CODES.split())


YEAR = r"(?:1\d{3}|20[0-4]\d)(?!\d)"
# A number without a word or month is a year only from 1900 to 2049, and not after “No.”.
BARE_YEAR = r"(?<!no\. )(?<!nr\. )(?<!رقم )(?:19\d\d|20[0-4]\d)(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
ROMAN_MONTH = r"(?:viii|vii|vi|iv|v|iii|ii|ix|i|xii|xi|x)"
START_BOUNDARY = r"(?<!\w)(?<!\d[.,/:-])"
# In Arabic the letters و ف ب ل ك may be joined before a date, and م (of the Christian era) after it.
ARABIC_START_BOUNDARY = rf"(?:{START_BOUNDARY}|(?<=(?<!\w)[وفبلك]))"
END_BOUNDARY = r"(?![^\Wم]|م\w)(?![.,/:-]\d)(?! ?%)"


def _make_numeric_pattern(n: int) -> str:
    iso = rf"(?P<iso{n}>(?:1\d{{3}}|20[0-4]\d)(?P<sign{n}>[-/.])(?:1[0-2]|0[1-9])(?P=sign{n})(?:3[01]|[12]\d|0[1-9])(?!\d))"
    dmy = rf"(?P<dmy{n}>\d\d?(?P<mark{n}>[./-]) ?\d\d?(?P=mark{n}) ?{YEAR})"
    roman = rf"(?P<roman{n}>{DAY}[. ] ?{ROMAN_MONTH}[. ] ?{YEAR})"
    return f"{iso}|{dmy}|{roman}"


def _make_date_pattern(words: DateWords | None, n: int, *, is_complete: bool) -> str:
    """Return the pattern of a date; if not ``is_complete``, it may lack its year or be a day alone."""
    plain = rf"{_make_numeric_pattern(n)}|(?P<bare{n}>{BARE_YEAR})"
    if words is None:
        return f"(?:{plain})"
    months, seasons = "|".join(words.months.values()), "|".join(words.seasons.values())
    parts = "|".join(rf"(?P<{part}{n}>{getattr(words, part)})" for part in ("early", "mid", "late"))
    needed = "" if is_complete else "?"
    month = (
        rf"(?:(?P<day{n}>{DAY}){words.ordinal}{words.of_month})?(?:{words.month} )?(?P<month{n}>{months})(?!\w)"
        rf"(?: ?[/(] ?(?P<also{n}>{months})(?!\w) ?\)?)?"
        rf"(?: (?P<after_month{n}>{DAY})(?:st|nd|rd|th)?)?(?:{words.join}(?:{words.year} )?(?P<year{n}>{YEAR})){needed}"
    )
    season = (
        rf"(?:{words.season} )?(?P<season{n}>{seasons})(?!\w)(?:{words.join}(?:{words.year} )?(?P<season_year{n}>{YEAR})){needed}"
    )
    kinds = [month, season, rf"{words.year} (?P<worded{n}>{YEAR})"]
    day_only = "" if is_complete else rf"|(?P<only_day{n}>{DAY}){words.ordinal}(?=\D{{1,12}}{DAY})"
    return rf"(?:(?:(?:{parts})[ -]{words.article})?(?:{'|'.join(kinds)}|{plain}){day_only})"


def _make_interval_pattern(words: DateWords) -> str:
    """Return the pattern of “between … and …”, “from … to …”, “… to …”, “…–…”."""
    first, second = _make_date_pattern(words, 1, is_complete=False), _make_date_pattern(words, 2, is_complete=True)
    joined = rf"(?:(?P<between>{words.between})|(?:{words.from_})) "
    between = rf"(?(between)(?:{words.and_})|(?:{words.to}| ?- ?)){words.article}"
    return rf"(?:{joined})?{first}{between}{second}"


@lru_cache
def compile_date_patterns(language: str) -> tuple[re.Pattern, ...]:
    """Return the patterns of a language (a BCP 47 tag), the most complete first."""
    primary = get_primary_language(language)
    words = DATE_WORDS.get(primary)
    patterns = [rf"(?P<worded1>{YEAR}) ?[-/] ?(?P<next>\d{{4}}|\d\d)(?!\d)", _make_date_pattern(words, 1, is_complete=True)]
    short = [rf"(?P<short>{DAY}[./] ?{MONTH}[./] ?\d\d)(?!\d)"]
    if not words:
        patterns.insert(0, rf"(?P<unknown>{DAY}[. ] ?[^\W\d_]{{3,}} {YEAR})")
    else:
        winter = rf"(?:{words.season} )?(?:{words.seasons[24]}){words.join}(?:{words.year} )?(?P<winter>{YEAR}) ?[-/] ?(?P<next>\d{{4}}|\d\d)(?!\d)"
        other = rf"(?:{words.year} )?\d{{3,4}} ?(?P<other>{words.other})"
        senses = "|".join(rf"(?P<{sense}>{getattr(words, sense)})" for sense in ("after", "by", "until", "before"))
        opening = rf"(?:(?:{senses}) {words.article})?(?:(?P<about>{words.about}) )?"
        months = "|".join(words.months.values())
        yearless = rf"(?P<yearless>{DAY}{words.ordinal}{words.of_month}(?:{words.month} )?(?P<month1>{months}))"
        patterns = [other, winter, _make_interval_pattern(words), f"(?:{words.year} )?{patterns[0]}", opening + patterns[1]]
        short.append(yearless)
    starts = ARABIC_START_BOUNDARY if primary == "ar" else START_BOUNDARY
    return tuple(re.compile(f"{starts}(?:{pattern}){END_BOUNDARY}") for pattern in [*patterns, *short])
