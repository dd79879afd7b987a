"""Words and patterns of dates by language, for folded text (``archive.text.folding``).

Words are written in the language's spelling and folded in ``DATE_WORDS``; ``|`` separates alternatives, white space is one space.
Groups whose names end in 1 and 2 belong to the first and second end of an interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.accession.other_calendars import OTHER_MONTHS
from archive.text.folding import fold_text
from archive.text.languages import find_locale, get_primary_language

NumberedPatterns = dict[int, str]


@dataclass(frozen=True)
class DateWords:
    """Patterns of the words of a language that occur in dates.

    ``join``: between month or season and year; ``of_month``: between day and month; ``between``, ``and_``: around and between the ends
    of an interval, as ``from_`` and ``to``, of which ``from_`` is optional; ``year``: marks a number as a year; ``article``, ``month``,
    ``season``: optional before a date, month or season; ``other``: another calendar, or before Christ.

    ``ordinals``: days in words; ``or_``: between alternatives; ``night``: before the two days of a night; ``night_before``: before a
    day, the night to it or of it; ``glue``: words that may be between the parts of a date that is read in part only, as the names of
    weekdays; ``feasts``: days that only a calendar of feasts can tell; ``counted``: words before a date that another is counted from.
    """

    months: NumberedPatterns
    seasons: NumberedPatterns
    ordinals: NumberedPatterns
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
    or_: str
    night: str
    night_before: str
    glue: str
    feasts: str
    counted: str


ARABIC_UNITS = ("ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
ENGLISH_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ENGLISH_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
GERMAN_DAYS = (
    "erst zweit dritt viert fünft sechst sieb(?:en)?t acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt "
    "achtzehnt neunzehnt zwanzigst"
)
GERMAN_UNITS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
# In كانون الثاني and تشرين الأول the ordinal is a part of the month.
NOT_IN_MONTH = "(?<!كانون )(?<!تشرين )"
ARABIC_ORDINALS: NumberedPatterns = {
    1: f"{NOT_IN_MONTH}(?:ال)?أول",
    **{n: f"{NOT_IN_MONTH}ال{unit}" for n, unit in enumerate(ARABIC_UNITS, 2)},
    10: "العاشر",
    11: "الحادي عشر",
    **{n: f"ال{unit} عشر" for n, unit in enumerate(ARABIC_UNITS, 12)},
    20: "العشر(?:ين|ون)",
    21: "الحادي وال ?عشر(?:ين|ون)",
    **{n: f"ال{unit} والعشر(?:ين|ون)" for n, unit in enumerate(ARABIC_UNITS, 22)},
    30: "الثلاث(?:ين|ون)",
    31: "الحادي والثلاث(?:ين|ون)",
}
ENGLISH_ORDINALS: NumberedPatterns = {
    **dict(enumerate(ENGLISH_UNITS, 1)),
    **dict(enumerate(ENGLISH_TEENS.split(), 10)),
    **{20 + n: f"twenty[- ]?{unit}" for n, unit in enumerate(ENGLISH_UNITS, 1)},
    30: "thirtieth",
    31: "thirty[- ]?first",
}
GERMAN_ORDINALS: NumberedPatterns = {
    **{n: f"{stem}e[nrs]?" for n, stem in enumerate(GERMAN_DAYS.split(), 1)},
    **{20 + n: f"{unit}undzwanzigste[nrs]?" for n, unit in enumerate(GERMAN_UNITS, 1)},
    30: "dreißigste[nrs]?",
    31: "einunddreißigste[nrs]?",
}
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
    ordinals=ARABIC_ORDINALS,
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
    to=" (?:و ?)?(?:إلى|حتى|لغاية|على) ",
    year="(?:ال|ل)?(?:عام|سنة|عامي|سنتي)",
    join=" ?،? ?(?:من )?",
    of_month=" (?:من )?(?:شهر )?",
    ordinal="",
    article="",
    month="شهر",
    season="فصل",
    other="هـ|هجري|هجرية|للهجرة|ه|ق ?\\. ?م|قبل الميلاد|ش|شمسي|شمسية|رومي|رومية|مالية|عبري|عبرية|قبطي|قبطية|للشهداء",
    or_=" (?:أو|أم) ",
    night="(?:في )?ليل(?:ة|تي)?",
    night_before="(?:في )?ليلة|(?:في )?ليل",
    glue="و|أو|إلى|حتى|من|شهر|يوم|عام|سنة|لغاية|صباح|فجر|ظهر|عصر|مساء|ليل|ليلة",
    feasts="عيد (?:الميلاد|رأس السنة|الفصح|القيامة|العنصرة|الفطر|الأضحى|الغفران|المظال|الأنوار|المساخر)|رأس السنة|يوم الغفران",
    counted="قبيل|بعيد|عشية|غداة|(?:بعد|قبل) (?:\\w+ )?(?:يوم|يومين|أيام|أسبوع|أسبوعين|أسابيع|شهر|شهرين|أشهر|شهور|سنة|سنتين|سنوات) (?:واحد |واحدة )?من",
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
    ordinals=ENGLISH_ORDINALS,
    seasons={21: "spring", 22: "summer", 23: "autumn|fall", 24: "winter"},
    early="early|the beginning of|beginning of|the start of",
    mid="mid|the middle of",
    late="late|the end of|end of",
    about="about|around|circa|ca\\.?|c\\.|approximately",
    after="after|since|as of|not before",
    by="by|not? later than|at the latest (?:by|on)",
    until="until|till|up to",
    before="before|prior to",
    between="between",
    and_=" and ",
    from_="from",
    to=",? (?:to|through|thru|until|till|up to) ",
    year="(?:the )?years?(?: of)?",
    join="(?:,? (?:of |in )?|[-.])",
    of_month="(?: (?:day )?(?:of )?(?:the month of )?|-|\\.)",
    ordinal="(?:st|nd|rd|th)?",
    article="(?:the )?",
    month="the month of",
    season="the season of",
    other="b\\.?c\\.?e?|a\\.?h\\.?|\\(?hijri\\)?|hegirae|\\(?o\\.s\\.|\\(?old style\\)?|\\(?julian\\)?",
    or_=" or ",
    night="(?:(?:on|in|during|by) )?(?:the )?nights?(?: of| between)?(?: the)?",
    night_before="(?:the )?(?:night before|eve of|night preceding|night to)(?: the)?",
    glue="the|of|and|or|to|till|until|through|thru|day|days|month|in the year|year|dawn|morning|noon|afternoon|evening|night|midnight|on|then",
    feasts="christmas(?: eve| day)?|new year(?:'s|’s)?(?: eve| day)?|good friday|easter(?: sunday| monday)?|pentecost|whitsun\\w*|pesach|"
    "passover|purim|rosh ha-?shanah?|yom kippur|sukk?oth?|c?hanukk?ah?|shavuoth?",
    counted="(?:hour|day|week|fortnight|month|year|morning|evening|night)s? (?:after|before|prior to)",
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
    ordinals=GERMAN_ORDINALS,
    seasons={21: "frühjahrs?|frühlings?", 22: "(?:spät|hoch|früh)?sommers?", 23: "(?:spät)?herbst(?:es)?", 24: "winters?"},
    early="anfang|früher?|beginn",
    mid="mitte",
    late="ende|später?",
    about="um|etwa(?: am| um)?|circa|ca\\.?|ungefähr(?: am| um)?|gegen",
    after="nach|seit|ab",
    by="(?:bis )?spätestens(?: am| zum| bis| bis zum)?",
    until="bis|bis zum|bis in",
    before="vor",
    between="zwischen(?: dem)?",
    and_=" und (?:dem )?",
    from_="vom|von",
    to="(?: bis (?:einschließlich |zum )?| zum | auf (?:den )?)",
    year="(?:des |dem |das |den )?jahre?s?n?",
    join=",? (?:des )?",
    of_month=" ?",
    ordinal="(?:\\.|s?te[nrs]?)?",
    article="(?:dem |den |des |der )?",
    month="monat",
    season="jahreszeit",
    other="v\\. ?chr\\.?|d\\. ?h\\.|hidschra|hedschra|n\\. ?h\\.|a\\. ?st\\.|alten stils",
    or_=" (?:oder|bzw\\.) ",
    night="(?:in der |der )?n(?:acht|ächten|ächte)(?: vom| des| der| zwischen dem)?",
    night_before="(?:in der |der )?nacht (?:zum|auf den|auf|zu dem)(?: (?:mon|diens|donners|frei|sams|sonn)tag,?| mittwoch,?| sonnabend,?)?",
    glue="der|den|dem|des|und|oder|bis|zum|auf|vom|im jahre?|jahre?s?|tag|monats?|morgens?|mittags?|(?:vor|nach)mittags?|abends?|nacht|nachts|am|dann|sowie",
    feasts="heiligabends?|heilige[nrm]? abend|weihnacht(?:en|s\\w*)|silvesters?\\w*|sylvester|neujahrs?\\w*|karfreitag|ostern|oster(?:sonn|mon|feier|sams)tag\\w*|oster(?:fest|nacht|zeit|woche)\\w*|"
    "pfingsten|pfingst(?:sonn|mon|feier|sams)tag\\w*|pessach|purim|chanukka|jom kippur|rosch ha-?schana",
    counted="(?:stunde|tage?|woche|monate?|jahre?|morgen|abend|nacht)(?:n|s)? (?:nach|vor)",
)


def _fold_patterns(words: DateWords) -> DateWords:
    patterns = {name: fold_text(pattern) for name, pattern in vars(words).items() if isinstance(pattern, str)}
    months, seasons, ordinals = (
        {n: fold_text(pattern) for n, pattern in table.items()} for table in (words.months, words.seasons, words.ordinals)
    )
    return DateWords(months, seasons, ordinals, **patterns)


DATE_WORDS = {"ar": _fold_patterns(ARABIC_WORDS), "en": _fold_patterns(ENGLISH_WORDS), "de": _fold_patterns(GERMAN_WORDS)}
# Languages that write the day first in numeric dates; elsewhere, as in English, day and month are ambiguous below 13.
DAY_FIRST_CODES = "ar bs cs da de el es et fa fi fr he hr it lt lv nb nl nn no pl pt ro ru sk sl sr tr uk yi"
DAY_FIRST_LANGUAGES = frozenset(DAY_FIRST_CODES.split())


YEAR = r"(?:1\d{3}|20[0-4]\d)(?!\d)"
NOT_NUMBERED = r"(?<!no\. )(?<!nr\. )(?<!رقم )"
# A number without a word or month is a year only from 1900 to 2049, and not after “No.”.
BARE_YEAR = rf"{NOT_NUMBERED}(?:19\d\d|20[0-4]\d)(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
ROMAN_MONTH = r"(?:viii|vii|vi|iv|v|iii|ii|ix|i|xii|xi|x)"
# The first day of an interval in figures, which may have its month.
FIRST_IN_FIGURES = rf"(?P<only_day1>{DAY})\.?(?: ?[./]? ?(?P<only_month1>{MONTH})\.?)?"
START_BOUNDARY = r"(?<!\w)(?<!\d[.,/:-])"
# In Arabic the letters و ف ب ل ك may be joined before a date, and م (of the Christian era) after it.
ARABIC_START_BOUNDARY = rf"(?:{START_BOUNDARY}|(?<=(?<!\w)[وفبلك]))"
END_BOUNDARY = r"(?![^\Wم]|م\w)(?![.,/:-]\d)(?! ?%)"


def _make_numeric_pattern(n: int) -> str:
    iso = rf"(?P<iso{n}>(?:1\d{{3}}|20[0-4]\d)(?P<sign{n}>[-/.])(?:1[0-2]|0?[1-9])(?P=sign{n})(?:3[01]|[12]\d|0?[1-9])(?!\d))"
    dmy = rf"(?P<dmy{n}>\d\d?(?P<mark{n}>[./-]) ?\d\d?(?P=mark{n}) ?{YEAR})"
    roman = rf"(?P<roman{n}>{DAY}[. /-] ?{ROMAN_MONTH}[. /-] ?{YEAR})"
    return f"{iso}|{dmy}|{roman}"


def join_longest_first(table: NumberedPatterns) -> str:
    """Return the alternatives of a table, so that a longer one is tried before its beginning."""
    return "|".join(sorted(table.values(), key=len, reverse=True))


def _make_day_pattern(words: DateWords, n: int, number: str = "day", word: str = "ordinal") -> str:
    """Return the pattern of a day, in figures or in words, with the names of its two groups."""
    return rf"(?:(?P<{number}{n}>{DAY}){words.ordinal}|(?P<{word}{n}>{join_longest_first(words.ordinals)})(?!\w))"


def _make_month_day_pattern(words: DateWords, n: int) -> str:
    """Return the pattern of a day that follows its month."""
    return rf"(?:(?P<after_month{n}>{DAY})(?:st|nd|rd|th)?|(?P<after_ordinal{n}>{join_longest_first(words.ordinals)}))(?!\w)"


def _make_year_pattern(words: DateWords, n: int) -> str:
    return rf"(?:{words.join}(?:{words.year} )?(?P<year{n}>{YEAR}))"


def _make_month_pattern(words: DateWords, n: int) -> str:
    """Return the pattern of a month, which may be followed by its name in another calendar of months."""
    months = "|".join(words.months.values())
    return rf"(?:{words.month} )?(?P<month{n}>{months})(?!\w)(?: ?[/(] ?(?P<also{n}>{months})(?!\w) ?\)?)?"


def _make_date_pattern(words: DateWords | None, n: int, *, is_complete: bool, year: bool = True) -> str:
    """Return the pattern of a date; if not ``is_complete``, it may lack its year, and without ``year`` it has none."""
    plain = rf"{_make_numeric_pattern(n)}|(?P<bare{n}>{BARE_YEAR})"
    if words is None:
        return f"(?:{plain})"
    seasons = "|".join(words.seasons.values())
    parts = "|".join(rf"(?P<{part}{n}>{getattr(words, part)})" for part in ("early", "mid", "late"))
    after = (_make_year_pattern(words, n) + ("" if is_complete else "?")) if year else ""
    season_after = after.replace(f"<year{n}>", f"<season_year{n}>")
    day, month_day = _make_day_pattern(words, n), _make_month_day_pattern(words, n)
    month = rf"(?:{day}{words.of_month})?{_make_month_pattern(words, n)}(?: (?:the )?{month_day})?{after}"
    season = rf"(?:{words.season} )?(?P<season{n}>{seasons})(?!\w){season_after}"
    kinds = [month, season, *([rf"{words.year} (?P<worded{n}>{YEAR})", plain] if year else [])]
    return rf"(?:(?:(?:{parts})[ -]{words.article})?(?:{'|'.join(kinds)}))"


def _make_separator(words: DateWords, more: str = "") -> str:
    """Return the pattern between the ends of an interval, or between two dates that are named together."""
    listed = rf"(?P<both>{words.and_})|(?P<either>{words.or_})"
    return rf"(?(between)(?:{words.and_})|(?:{words.to}| ?-+ ?{more}|{listed}))"


def _make_interval_patterns(words: DateWords) -> list[str]:
    """Return the patterns of two dates: of days in one month, of a night, “between … and …”, “from … to …”, “… and …”, “…–…”."""
    sided = "|".join((words.after, words.by, words.until, words.before))
    side = rf"(?:(?P<sided>{sided}) {words.article})?(?:(?P<about>{words.about}) {words.article})?"
    opening = rf"{side}(?:(?P<night>{words.night}) )?(?:(?P<between>{words.between}) |(?:{words.from_}) )?{words.article}"
    slash = "| ?/ ?"
    first_day, day = _make_day_pattern(words, 1, "only_day", "only_ordinal"), _make_day_pattern(words, 2)
    days = rf"{first_day}{_make_separator(words, slash)}{words.article}{day}{words.of_month}{_make_month_pattern(words, 2)}{_make_year_pattern(words, 2)}?"
    in_month = rf"{_make_month_day_pattern(words, 1)}{_make_separator(words, slash)}(?:the )?{_make_month_day_pattern(words, 2)}"
    month_first = rf"{_make_month_pattern(words, 1)} (?:the )?{in_month}{_make_year_pattern(words, 2)}?"
    figures = rf"{FIRST_IN_FIGURES}{_make_separator(words, slash)}{words.article}(?:{_make_numeric_pattern(2)})"
    first, second = _make_date_pattern(words, 1, is_complete=False), _make_date_pattern(words, 2, is_complete=True)
    interval = rf"{first}(?(between)(?:{words.and_})|(?:{words.to}| ?-+ ?)){words.article}{second}"
    named = rf"{_make_date_pattern(words, 1, is_complete=False, year=False)}{_make_separator(words)}{words.article}{second}"
    return [opening + pattern for pattern in (days, month_first, figures, interval, named)]


def _make_other_calendar_patterns(language: str, words: DateWords | None) -> list[str]:
    """Return the patterns of dates of other calendars, by their months, or by a word before or after the year."""
    months = fold_text(OTHER_MONTHS.get(language) or OTHER_MONTHS["en"])
    day = rf"(?:{DAY}|{join_longest_first(words.ordinals)})(?:\.|st|nd|rd|th)?" if words else rf"(?:{DAY})\.?"
    year, marks = (words.year if words else "(?!)"), (words.other if words else "(?!)")
    after = rf"(?:,? (?:of )?(?:من )?(?:{year} )?(?:\d{{3,4}}|ה?[תש][׳״'\"\w]{{2,5}})(?!\d)(?: ?(?:{marks})(?!\w))?)"
    day_and_month = rf"{day} ?(?:of |من )?(?:של )?(?P<other>[בלמהו]?(?:{months}))(?!\w){after}?"
    month_and_year = rf"(?P<other>[בלמהו]?(?:{months}))(?!\w){after}"
    patterns = [day_and_month, month_and_year]
    if words:
        patterns += [
            rf"(?:(?:{words.year} )|\d\d?[./-]\d\d?[./-])?\d{{3,4}} ?(?P<other>{words.other})",
            r"(?P<other>a\.? ?h\.?|anno hegirae) \d{3,4}(?!\d)",
        ]
    return patterns


def _make_unknown_month_pattern(language: str) -> str:
    """Return the pattern of a date with a month of a language whose words of dates are not known here: months by CLDR, in any inflection."""
    locale = find_locale(language)
    tables = [table[width] for table in locale.months.values() for width in ("wide", "abbreviated")] if locale else []
    names = {fold_text(str(name)).strip(".") for table in tables for name in table.values()}
    stems = sorted({name[:4] for name in names if len(name) >= 3 and name[0].isalpha()}, key=len, reverse=True)
    if not stems:
        return "(?!)"
    month = rf"[בלמהו]?(?:{'|'.join(map(re.escape, stems))})\w*\.?"
    days = rf"(?:{DAY}(?:\.|º|ª|-?[^\W\d_]{{1,3}})?(?: ?[-/] ?| [^\W\d_]{{1,3}} | |))"
    year = rf"(?:,? (?:[^\W\d_]{{1,5}}\.? )?{YEAR})"
    return rf"(?P<unknown>{days}{{1,2}}(?:[^\W\d_]{{1,2}} )?{month}{year}?|{month}(?: {DAY}[^\W\d_]{{0,2}})?{year}|{YEAR}\.?,? {month}(?: {DAY})?)"


@lru_cache
def compile_date_patterns(language: str) -> tuple[re.Pattern, ...]:
    """Return the patterns of a language (a BCP 47 tag), the most complete first."""
    primary = get_primary_language(language)
    words = DATE_WORDS.get(primary)
    other = _make_other_calendar_patterns(primary, words)
    years = rf"(?P<worded1>{YEAR}) ?[-/] ?(?P<next>\d{{4}}|\d\d)(?!\d)"
    date = _make_date_pattern(words, 1, is_complete=True)
    short = [
        r"(?P<several>\d\d?[./]\d\d?(?:[./](?:\d{4}|\d\d))? ?-+ ?\d\d?[./]\d\d?[./](?:\d{4}|\d\d)(?!\d))",
        rf"(?P<short>{DAY}[./] ?(?:{MONTH}|{ROMAN_MONTH})[./] ?\d\d)(?!\d)",
    ]
    if not words:
        patterns = [*other, rf"(?P<unknown>{DAY}[. ] ?[^\W\d_]{{3,}} {YEAR})", _make_unknown_month_pattern(primary)]
        patterns += [rf"{FIRST_IN_FIGURES} ?[-/] ?(?:{_make_numeric_pattern(2)})", years, date]
    else:
        winter = rf"(?:{words.season} )?(?:{words.seasons[24]}){words.join}(?:{words.year} )?(?P<winter>{YEAR})(?: ?[-/] ?| auf )(?P<next>\d{{4}}|\d\d)(?!\d)"
        senses = "|".join(rf"(?P<{sense}>{getattr(words, sense)})" for sense in ("after", "by", "until", "before"))
        opening = rf"(?:(?:{senses}) {words.article})?(?:(?P<about>{words.about}) {words.article})?"
        night = rf"(?P<night_before>{words.night_before}) {words.article}{date}"
        month, month_day, months = _make_month_pattern(words, 1), _make_month_day_pattern(words, 1), "|".join(words.months.values())
        dashed = rf"(?P<day1>{DAY})[-./](?P<month1>{months})[-./](?P<year1>{YEAR})"
        year_first = rf"(?:{words.year} )?(?P<year1>{YEAR}),? {month} (?:the )?{month_day}(?!,? {YEAR})"
        intervals = [*_make_interval_patterns(words), f"(?:{words.year} )?{years}"]
        patterns = [*other, winter, dashed, *intervals, night, year_first, opening + date]
        short.append(rf"(?P<yearless>{_make_day_pattern(words, 1)}{words.of_month}{month})")
        short.append(rf"(?P<yearless>{month} (?:the )?{month_day})")
        short.append(rf"(?P<short>(?:{_make_day_pattern(words, 1)}{words.of_month})?{month},? (?:of )?['’‘]\d\d)(?!\d)")
    starts = ARABIC_START_BOUNDARY if primary == "ar" else START_BOUNDARY
    return tuple(re.compile(f"{starts}(?:{pattern}){END_BOUNDARY}") for pattern in [*patterns, *short])
