"""The words of dates by language, as they stand in regular expressions over folded text (``archive.folding``). Tables, no logic.

Written as the language writes them; ``WORDS`` holds them folded. ``|`` parts alternatives; a word's own white space is one space.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from archive.folding import folded

Table = dict[int, str]


@dataclass(frozen=True)
class Words:
    """``join``: between a month or season and its year; ``of_month``: between a day and its month; ``between`` and ``from_``: what opens
    an interval, and what then stands between its ends; ``to``: what stands there without an opening; ``year``: what says that a number
    is a year; ``article``, ``month``, ``season``: what may stand before a date, a month, a season; ``other``: what says that it is one of another calendar, or before Christ."""

    months: Table
    seasons: Table
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


ARABIC = Words(
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
ENGLISH = Words(
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
GERMAN = Words(
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


def _folded_table(table: Table) -> Table:
    return {number: folded(words) for number, words in table.items()}


def _folded(words: Words) -> Words:
    others = {one.name: folded(getattr(words, one.name)) for one in fields(Words) if one.name not in ("months", "seasons")}
    return Words(months=_folded_table(words.months), seasons=_folded_table(words.seasons), **others)


WORDS = {"ar": _folded(ARABIC), "en": _folded(ENGLISH), "de": _folded(GERMAN)}
# Languages that write the day first in a date of figures; elsewhere, as in English, day and month cannot be told apart below 13.
DAY_FIRST = frozenset(
    [
        "ar",
        "bs",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hr",
        "it",
        "lt",
        "lv",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "tr",
        "uk",
        "yi",
    ]
)
