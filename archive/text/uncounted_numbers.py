"""Numbers that count nobody, by the words beside them: years, times, ages, measures, page numbers, “one day”, «لم ينج أحد».

The words are looked for in folded text (``archive.text.folding``), those of months also in the text as it is, for “may” and “march” are
no months. What may be a number of persons is left alone: a true number must never be refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from archive.text.anchoring import Span
from archive.text.folding import fold_text
from archive.text.number_vocabulary import ARABIC_ONES, CONJUNCTIONS, THOUSAND
from archive.text.number_words import CACHED_TEXTS, NumberInText, find_numbers, is_range
from archive.text.share_words import ARABIC_MEASURES, ENGLISH_ORDINALS, MEASURES

# Code points beside a number that are read
MAX_BESIDE = 40


def _fold_words(words: str) -> str:
    """Return an alternative of a pattern for each word; a “_” is a space."""
    return "|".join(re.escape(fold_text(word).replace("_", " ")) for word in words.split())


PERSONS = _fold_words(
    "prisoner prisoners men women people persons inmates children girls boys survivors guards Jews"
    " Häftling Häftlinge Häftlingen Gefangener Gefangene Gefangenen Männer Männern Frau Frauen Mensch Menschen Person Personen Mann Kind Kinder Kindern Mädchen Jude Jüdin Juden Tote Überlebende"
    " سجين سجينا سجينة سجناء شخص شخصا أشخاص رجل رجلا رجال امرأة نساء أسير أسيرا أسرى معتقل معتقلا معتقلين طفل طفلا أطفال حارس حارسا حراس"
)
# Workers at a time or of a thing: “night guards”, “road workers”
WORKERS = "(?: shift)? (?:worker|labourer|laborer|guard|watchman|watchmen|sentry|sentries|builder|carrier|baker|nurse)s?"
# Besides those of which a part is no share
OTHER_MEASURES = _fold_words(
    "second seconds decade decades centuries foot feet yards degree degrees °C ° gram grams g kg m cm kilos kilogram kilograms pound pounds"
    " litre litres liter liters loaves slice slices dollar dollars mark marks zloty time times o'clock o’clock a.m p.m pm h min"
    " Sekunde Sekunden Jahrzehnt Jahrzehnte Grad Gramm Kilogramm Pfund Scheibe Scheiben Reichsmark Mal Uhr"
    " ثانية ثوان ثواني دقائق ساعات ليال ليالي ربيعا عقد عقود كم كلم درجة درجات غرام غراما غرامات جرام جراما جرامات لتر لترا لترات شريحة شرائح"
    " مارك دولار دولارا مرة مرات"
)
UNITS_OF_MEASURE = rf"(?:{'|'.join(MEASURES)})(?:e?[sn]?)|{'|'.join(sorted(ARABIC_MEASURES))}|{OTHER_MEASURES}"
# Besides measures, what «واحد» or “one” says no number of: «مرة واحدة», “one morning”
MOMENTS = _fold_words(
    "morning afternoon evening noon spring summer autumn winter moment Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " Morgen Mittag Abend Winter Sommer Herbst Frühling Augenblick في_آن وقت حين دفعة صباح مساء"
)
ONE_AFTER = re.compile(
    rf" (?:{_fold_words('another by_one after_another after_the_other of_these_days of_those_days')}"
    rf"|{_fold_words('nach_dem_anderen nach_der_anderen jeder jede jedes Teil تلو بعد_الآخر بعد_الأخرى بعد_واحد وراء_الآخر')}"
    rf"|{MOMENTS})(?!\w)"
)
ONE_BEFORE = re.compile(rf"(?<!\w)(?:{_fold_words('each every any one_by one_after jede jeder jedes كل غير واحدا واحدة')}) $")
MOMENT_BEFORE = re.compile(rf"(?<!\w)(?:[وفبلك]|لل|وال|بال|ال)?(?:{MOMENTS}|{UNITS_OF_MEASURE}) $")
# «لم ينج واحد منهم», but not «لم ينج إلا واحد» and «ما قاله أحد السجناء»
NEGATED = re.compile(
    rf"(?<!\w)[وف]?(?:لم|لن|لا) (?:(?!(?:{_fold_words('إلا سوى غير يزال تزال')})\b)\w+ ){{1,2}}$|(?<!\w)[وف]?ما من $"
)
EXCEPTED = re.compile(r"(?<!\w)[وف]?(?:لم|لن|ما|لا|ليس) (?:\w+ )?غير $")
# «أحد السجناء» is one of them; «أحد» alone and «أحد من السجناء» are anybody.
ANNEXED = re.compile(r" (?!من(?!\w))\w")
ONE_OF = fold_text("أحد")
ARABIC_ONE = frozenset(fold_text(ARABIC_ONES).split())
SEASONS = "spring summer autumn fall winter Frühling Frühjahr Sommer Herbst Winter ربيع صيف خريف شتاء الربيع الصيف الخريف الشتاء"
BEFORE_EARLY_YEAR = "in since early late mid year years Jahr Jahre Jahren seit Anfang Mitte Ende عام عامي سنة سنتي منذ العام السنة"
YEAR_BEFORE = _fold_words(f"{BEFORE_EARLY_YEAR} during im سنوات أعوام بحلول أوائل أواخر مطلع منتصف {SEASONS}")
# After these a number of four figures may be one of persons.
YEAR_PERHAPS = _fold_words("by until till before after bis ab vor nach حتى في قبل بعد")
LATIN_MONTHS = (
    "January February March April May June July August September October November December"
    " Januar Februar März Mai Juni Juli Oktober Dezember Jan Feb Apr Aug Sept Sep Oct Nov Dec Okt Dez".replace(" ", "|")
)
ARABIC_MONTHS = _fold_words(
    "يناير فبراير مارس أبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر أيلول أكتوبر نوفمبر ديسمبر شباط آذار"
    " كانون_الثاني كانون_الأول تشرين_الأول تشرين_الثاني"
)
AGES = _fold_words("aged at_the_age_of im_Alter_von في_سن في_عمر عمره عمرها عمري عمرنا عمرهم سنها")
CLOCK = _fold_words("half_past quarter_to quarter_past halb viertel_vor viertel_nach الساعة")
WEEKDAYS = _fold_words("يوم ليلة مساء صباح فجر ظهر عصر نهار منذ حتى")
# Numbers of any size after these are labels.
LABELS = _fold_words("page pages p. pp. Seite Seiten الصفحة صفحة الصفحات ص ص. prisoner_number Nummer رقمي رقمه رقمها رقمنا")
ARABIC_ORDINALS = _fold_words(
    "الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة"
)
BEFORE_ANY = re.compile(
    rf"(?<!\w)(?:(?:{AGES}|(?:[وفبلك]|في )?(?:{CLOCK})) |[وفبلك]?(?:{ARABIC_ORDINALS}) وال|[وفبلك]?ال(?:{UNITS_OF_MEASURE}) ال|[وفبلك]?(?:{LABELS}) ?)$"
)
AFTER_ANY = re.compile(
    rf"(?:[ -]|(?=°))(?:(?:of|von) |من (?=ال))?(?:(?:the|these|those|den|der) )?(?:(?:long|whole|full|more|further|lange|ganze|weitere) )?(?:ال)?(?!wegen)(?:{UNITS_OF_MEASURE})(?!\w|-(?!old)|{WORKERS}\b)"
    rf"|[ -]?jahrig|(?:-| and )(?:first|second|{'|'.join(ENGLISH_ORDINALS)})(?!\w)"
)
# The units of numbers that are no persons (``archive.vocabulary.UNITS``)
OTHER_UNITS = _fold_words(
    "families columns wagons trains ships Familien Kolonnen Waggons Züge Schiffe عائلة عائلات أسرة رتلا أرتال عربة عربات قطارا قطارات سفينة سفن"
)
OTHER_UNIT_AFTER = re.compile(rf" (?:{OTHER_UNITS})(?!\w)(?! (?:{PERSONS})(?!\w))")
# «السادسة عشرة», the sixteenth
ARABIC_TEEN = re.compile(rf"(?<!\w)[وفبلك]?(?:{ARABIC_ORDINALS}) $")
PERSONS_AFTER = re.compile(rf"[ -](?:{PERSONS})(?!\w)")
WORD_AFTER = re.compile(r" (?!(?:and|und|to|until|till|bis|the|we|they|wir|sie|he|i|it|there|when)\b|و)[^\W\d_]")
FOUR_FIGURES = re.compile(r"(?:1[5-9]|20)\d\d")
YEAR_SURE = re.compile(rf"(?<!\w)[وفبل]?(?:{YEAR_BEFORE})(?: of| in| des jahres|(?: من)? عام)? $")
YEAR_UNSURE = re.compile(rf"(?<!\w)[وفبل]?(?:{YEAR_PERHAPS}) $")
YEAR_WORDS = re.compile(rf"(?<!\w)[وفبل]?(?:{_fold_words('عام سنة العام السنة')}) $")
MONTH_BEFORE, ON_MONTH = (re.compile(rf"(?<!\w){on}(?:{LATIN_MONTHS})\.? $") for on in ("", "(?:on|On|by|until) "))
MONTH_AND_DAY = re.compile(rf"(?<!\w)(?:{LATIN_MONTHS})\.? \d\d?, ?$")
MONTH_AFTER = re.compile(rf"\.? (?:of )?(?:{LATIN_MONTHS})(?!\w)")
ARABIC_MONTH_BEFORE = re.compile(rf"(?<!\w)[وفبل]?(?:{ARABIC_MONTHS})(?: من)?(?: عام| سنة)? $")
ARABIC_MONTH_AFTER = re.compile(rf" (?:من )?(?:شهر )?(?:{ARABIC_MONTHS})(?!\w)")
YEAR_AFTER = re.compile(r", ?(?:1[5-9]|20)\d\d(?!\d)")
# Before 1900 a number is a year only if no persons follow, and after a word for a year.
EARLY_YEAR = re.compile(rf"(?<!\w)[وفبل]?(?:{_fold_words(BEFORE_EARLY_YEAR)})(?: of| in)? $")
WEEKDAY_BEFORE = re.compile(rf"(?<!\w)[وفبل]?(?:{WEEKDAYS}) ال$")
FIRST_LIKELY_YEAR = 1900
LAST_DAY = 31
# Years of a range in which they are no numbers of persons; they differ by no more than this.
MAX_YEARS = 12


@lru_cache(CACHED_TEXTS)
def find_uncounted(text: str, *, counts_persons: bool = True) -> frozenset[Span]:
    """Return the spans of the numbers of a text that count nobody; with ``counts_persons`` those of wagons and families too.

    The other end of a range is such a number as well: “30 to 40 km”, “pp. 12–14”.
    """
    numbers = find_numbers(text)
    found = {number.span for number in numbers if _is_uncounted(text, number, counts_persons=counts_persons)}
    for lower, upper in pairwise(numbers):
        if found.isdisjoint((lower.span, upper.span)):
            if _are_years(text, lower, upper):
                found |= {lower.span, upper.span}
        elif _is_pair(text, lower, upper) and (lower.span in found or _follows_range(text, upper)):
            found |= {lower.span, upper.span}
    return frozenset(found)


def _is_uncounted(text: str, number: NumberInText, *, counts_persons: bool) -> bool:
    span = number.span
    before, after = _fold_beside(text, span)
    is_word = not span.of(text).isdigit()
    if number.number == 1 and is_word and _is_no_person(fold_text(span.of(text)), before, after):
        return True
    if number.number == 10 and is_word and ARABIC_TEEN.search(before):
        return True
    if counts_persons and OTHER_UNIT_AFTER.match(after):
        return True
    return bool(AFTER_ANY.match(after) or BEFORE_ANY.search(before) or _is_date(text, number, before, after))


def _fold_beside(text: str, span: Span) -> tuple[str, str]:
    return fold_text(text[max(0, span.start - MAX_BESIDE) : span.start]), fold_text(text[span.end : span.end + MAX_BESIDE])


def _is_no_person(word: str, before: str, after: str) -> bool:
    """Return True for “one” that means nobody, anybody or a time: “one day”, “one by one”, «لم ينج أحد»."""
    if ONE_AFTER.match(after) or (ONE_BEFORE.search(before) and not EXCEPTED.search(before)):
        return True
    if word == ONE_OF and (before.endswith("ال") or not ANNEXED.match(after)):
        return True
    if word == ONE_OF and after.startswith(" ال"):
        return False
    return word in ARABIC_ONE and bool(MOMENT_BEFORE.search(before) or NEGATED.search(before))


def _is_date(text: str, number: NumberInText, before: str, after: str) -> bool:
    """Return True for years, days of a month, and «يوم الاثنين»."""
    span, value = number.span, number.number or 0
    original, following = text[max(0, span.start - MAX_BESIDE) : span.start], text[span.end : span.end + MAX_BESIDE]
    is_after_month = MONTH_BEFORE.search(original) or ARABIC_MONTH_BEFORE.search(before)
    if FOUR_FIGURES.fullmatch(fold_text(span.of(text))):
        if value < FIRST_LIKELY_YEAR:
            is_year = is_after_month or MONTH_AND_DAY.search(original) or EARLY_YEAR.search(before)
            return bool(is_year and not PERSONS_AFTER.match(after))
        is_unsure = YEAR_UNSURE.search(before) and not WORD_AFTER.match(after)
        return bool(is_after_month or MONTH_AND_DAY.search(original) or YEAR_SURE.search(before) or is_unsure)
    if value > LAST_DAY:
        return bool(value >= THOUSAND and YEAR_WORDS.search(before))
    is_weekday = value in (1, 2) and not span.of(text).endswith("ان") and WEEKDAY_BEFORE.search(before)
    is_dated = is_after_month and (YEAR_AFTER.match(after) or ON_MONTH.search(original))
    return bool(is_weekday or is_dated or MONTH_AFTER.match(following) or ARABIC_MONTH_AFTER.match(after))


def _are_years(text: str, lower: NumberInText, upper: NumberInText) -> bool:
    """Return True for a range such as “1944–1945”."""
    are_plain = all(FOUR_FIGURES.fullmatch(fold_text(number.span.of(text))) for number in (lower, upper))
    is_short = are_plain and 0 < (upper.number or 0) - (lower.number or 0) <= MAX_YEARS
    return is_short and is_range(text, lower.span, upper.span) and not WORD_AFTER.match(_fold_beside(text, upper.span)[1])


def _is_pair(text: str, lower: NumberInText, upper: NumberInText) -> bool:
    link = fold_text(text[lower.span.end : upper.span.start]).strip()
    are_years = all(FOUR_FIGURES.fullmatch(fold_text(number.span.of(text))) for number in (lower, upper))
    return is_range(text, lower.span, upper.span) or (are_years and link in CONJUNCTIONS)


def _follows_range(text: str, upper: NumberInText) -> bool:
    """Return True if what follows a range makes it no number of persons: “30 to 40 km”."""
    after = _fold_beside(text, upper.span)[1]
    return bool(AFTER_ANY.match(after) or FOUR_FIGURES.fullmatch(fold_text(upper.span.of(text))))
