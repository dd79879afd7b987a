"""Numbers that count nobody, by the words beside them: years, times, ages, measures, labels, “one day”, «لم ينج أحد».

The words are looked for in folded text (``archive.text.folding``), those of months also in the text as it is, for “may” and “march” are
no months. What may be a number of persons is left alone, unless it may as well mean “anybody”.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from archive.text.anchoring import Span
from archive.text.folding import fold_text
from archive.text.number_vocabulary import CONJUNCTIONS, THOUSAND
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
# Those whom «أحد» is one of, before a name or with a pronoun: «أحد رفاقي», «أحد قادة القافلة»
COMPANIONS = _fold_words(
    "رفاق أصدقاء أصدقائ زملاء زملائ إخوة إخوت أبناء أبنائ أولاد أعمام أخوال أقارب جيران قادة ضباط جنود رجال عمال أطباء أطبائ أقربائ موظفي مسؤولي مسئولي معتقلي سجناء حراس أفراد أعضاء"
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
# “One” of these is a time that is not stated, or a thing.
AFTER_ONE = _fold_words(
    "another by_one after_another after_the_other could can cannot must should might would may had_to has_to hand side thing way end place direction reason"
    " morning afternoon evening noon spring summer autumn winter moment"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday of_these_days of_those_days"
    " Morgen Mittag Abend Winter Sommer Herbst Frühling Augenblick nach_dem_anderen nach_der_anderen und_derselbe jeder jede jedes wenig bisschen"
    " Teil anderer andere anderes anderen Drittel Viertel Fünftel Sechstel Siebtel Achtel Neuntel Zehntel Hälfte Menge Anzahl Reihe"
    " تلو بعد_الآخر بعد_الأخرى بعد_واحد وراء_الآخر واحد واحدا واحدة فواحدا الآخر الأخرى"
)
BEFORE_ONE = _fold_words("each every any one_by one_after jede jeder jedes كل واحدا واحدة")
# Nouns before «واحد» that say what is one: «مرة واحدة»
SINGLE = _fold_words("في_آن وقت حين دفعة صوت يد جهة صف اتجاه حال كلمة خطوة ضربة مكان صباح مساء")
ARABIC_ONE = frozenset(fold_text("واحد واحدا واحدة أحد أحدا إحدى أحدهم أحدنا أحدهما إحداهن إحداهما").split())
ANYBODY = frozenset(fold_text("أحد أحدا").split())
# What is counted in its own unit, or is no person
THINGS = _fold_words(
    "wagons cars carriages trucks lorries trains ships boats barges columns transports groups families households marches camps subcamps barracks"
    " blocks huts villages towns cities barns houses graves pits shots horses carts blankets"
    " Waggon Waggons Wagen Lastwagen Zug Züge Zügen Schiff Schiffe Schiffen Kolonne Kolonnen Transport Transporte Gruppe Gruppen Familie Familien Lager Lagern"
    " Baracken Dörfer Dörfern Städte Städten Scheunen Häuser Gräber Schüsse Pferde Decken"
    " عربة شاحنة قطار قطارا سفينة رتل رتلا طابور طابورا قافلة مجموعة عائلة أسرة معسكر معسكرا ثكنة قرية مدينة حظيرة بيت بيتا قبر قبرا طلقة حصان بطانية"
)
ARABIC_THINGS = _fold_words(
    "عربات شاحنات قطارات سفن أرتال طوابير قوافل مجموعات عائلات أسر معسكرات ثكنات قرى مدن حظائر بيوت قبور طلقات أحصنة بطانيات"
)
SINGLE_THINGS = _fold_words(
    "wagon car carriage truck lorry train ship boat barge column transport group family household march camp barn house grave shot horse cart blanket bowl cup piece"
)
ADJECTIVES = _fold_words(
    "long whole full more further short cold open closed freight cattle coal lange langen ganze ganzen ganzer weitere weiteren kalte"
)
SEASONS = "spring summer autumn fall winter Frühling Frühjahr Sommer Herbst Winter ربيع صيف خريف شتاء الربيع الصيف الخريف الشتاء"
YEAR_BEFORE = _fold_words(
    "in since during early late mid year years Jahr Jahre Jahren im seit Anfang Mitte Ende"
    f" عام عامي سنة سنتي سنوات أعوام العام السنة منذ بحلول أوائل أواخر مطلع منتصف {SEASONS}"
)
# After these a number of four figures may be one of persons.
YEAR_PERHAPS = _fold_words("by until till before after from to of bis ab vor nach von حتى في قبل بعد إلى من")
LATIN_MONTHS = (
    "January February March April May June July August September October November December"
    " Januar Februar März Mai Juni Juli Oktober Dezember Jan Feb Apr Aug Sept Sep Oct Nov Dec Okt Dez".replace(" ", "|")
)
ARABIC_MONTHS = _fold_words(
    "يناير فبراير مارس أبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر أيلول أكتوبر نوفمبر ديسمبر شباط آذار"
    " كانون_الثاني كانون_الأول تشرين_الأول تشرين_الثاني"
)
LABELS = _fold_words(
    "block blocks cell cells room rooms hut huts barrack barracks building chapter chapters section article paragraph volume vol."
    " regiment platform Blöcke Baracke Baracken Zelle Zimmer Stube Raum Kapitel Absatz Artikel Band Gleis"
    " الكتلة البلوك المبنى الثكنة الكوخ الزنزانة الغرفة غرفة الفصل المادة الفقرة الفوج الفرقة"
)
# Numbers of any size after these are labels.
PAGES = _fold_words("page pages p. pp. Seite Seiten S. الصفحة صفحة الصفحات ص ص. number Nummer رقمي رقمه رقمها رقمنا")
# Numbers in Arabic words after these are of those who are in them: «كنا في الغرفة أربعين».
ARABIC_WORD = re.compile("[\u0621-\u064a]")
# Larger numbers after the others may be of those in the block or the room.
MAX_LABEL = 99
DETERMINERS = _fold_words(
    "each every per a an one the our this that their my jedem jeder jedes jede pro je einem einer dem der den im die unserem unserer كل لكل بكل"
)
AGES = _fold_words("aged at_the_age_of im_Alter_von في_سن في_عمر عمره عمرها عمري عمرنا عمرهم سنها")
ROWS = _fold_words("rows_of lines_of ranks_of groups_of batches_of Reihen_zu Reihen_von Gruppen_zu Gruppen_von صفوف_من مجموعات_من")
CLOCK = _fold_words("half_past quarter_to quarter_past halb viertel_vor viertel_nach الساعة")
WEEKDAYS = _fold_words("يوم ليلة مساء صباح فجر ظهر عصر نهار منذ حتى")
ARABIC_ORDINALS = _fold_words(
    "الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة"
)
# «لم ينج واحد منهم», but not «لم ينج إلا واحد»
NEGATED = re.compile(rf"(?<!\w)(?:لم|لن|ما|لا) (?:(?!(?:{_fold_words('إلا سوى غير يزال تزال زال زالت')})\b)\w+ ){{1,2}}$")
SEVERAL = re.compile(r"(?<!\w)غير $")
NEGATION = re.compile(r"(?<!\w)(?:لم|لن|ما|لا|ليس) ")

BEFORE_ANY = re.compile(
    rf"(?<!\w)(?:{AGES}|{ROWS}|(?:[وفبلك]|في )?(?:{CLOCK})) $"
    rf"|(?<!\w)[وفبلك]?(?:{ARABIC_ORDINALS}) وال$"
    rf"|(?<!\w)[وفبلك]?ال(?:{UNITS_OF_MEASURE}|{_fold_words('صفحة كتلة دفعة')}) ال$"
)
AFTER_ANY = re.compile(
    rf"(?:[ -]|(?=°))(?:(?:of|von) |من (?=ال))?(?:(?:the|these|those|den|der) )?(?:(?:{ADJECTIVES}) )?(?:ال)?(?!wegen)(?:{UNITS_OF_MEASURE})(?!\w|{WORKERS}\b)"
    rf"|[ -]?jahrig|(?:-| and )(?:first|second|{'|'.join(ENGLISH_ORDINALS)})(?!\w)| abreast| in a row"
)
# «ثلاث من العربات», but not «عشرون من القرية», who are from the village
AFTER_THING = re.compile(
    rf"[ -](?:(?:of|von) )?(?:(?:{ADJECTIVES}) )?(?:ال)?(?:{THINGS})(?!\w)(?! (?:{PERSONS})(?!\w))| (?:من )?(?:ال)?(?:{ARABIC_THINGS})(?!\w)"
)
AFTER_SINGLE_THING = re.compile(
    rf" (?:{SINGLE_THINGS})(?!\w)(?! (?:member|guard|leader|commander|driver|inmate|doctor|elder|prisoner|man|woman)s?\b)"
)
# «السادسة عشرة», the sixteenth
ARABIC_TEEN = re.compile(rf"(?<!\w)[وفبلك]?(?:{ARABIC_ORDINALS}) $")
BEFORE_SINGLE_THING = re.compile(rf"(?<!\w)(?:[وفبلك]|لل|وال|بال|ال)?(?:{THINGS}) $")
BEFORE_SINGLE = re.compile(rf"(?<!\w)(?:[وفبلك]|لل|وال|بال|ال)?(?:{SINGLE}|{UNITS_OF_MEASURE}) $")
ONE_AFTER = re.compile(rf" (?:(?:last|more|einzige[rnm]?) )?(?:ال)?(?!andere[rnms]? (?:{PERSONS})(?!\w))(?:{AFTER_ONE})(?!\w)")
# “Only one could walk”, but not “one could hear”
SURELY_ONE = re.compile(r"\b(?:only|just|exactly) $|\bof [^.;:]*, $")
MODAL_AFTER = re.compile(r" (?:could|can|cannot|must|should|might|would|may|had to|has to)\b")
ONE_BEFORE = re.compile(rf"(?<!\w)(?:{BEFORE_ONE}) $")
# «أحد السجناء» and «أحد سجناء المعسكر», one of them; not «أحد من السجناء», any of them
ONE_OF = re.compile(rf" (?:ال|(?:{PERSONS}) ال|(?:{COMPANIONS})(?:نا|هم|هن|ها|ه|ي)(?!\w)|(?:{COMPANIONS}) \w)")
# Whom «واحد» is one of, so that the word before it is none for a time or a thing: «أسر واحد منهم»
OF_THEM = re.compile(rf" من(?:هم|هن|ا|كم)(?!\w)| من ال(?!(?:{THINGS}|{ARABIC_THINGS}|{UNITS_OF_MEASURE})(?!\w))")
PERSONS_AFTER = re.compile(rf"[ -](?:{PERSONS})(?!\w)")
LABEL_BEFORE = re.compile(
    rf"(?<!\w)(?P<determiner>(?:{DETERMINERS}) )?[وفبلك]?(?:(?P<page>{PAGES})|{LABELS})(?: (?:no\.|nr\.|number|nummer))? ?$"
)
# “In a small room 20 slept”: a name such as “the infamous Block 11” has a capital letter.
ENGLISH_ROOM = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Tt]his|[Tt]hat|[Ee]ach|[Ee]very) [a-z-]+ (?:hut|room|cell|barrack|building|block|platform) $"
)
OF_US = re.compile(r" (?:of (?:us|them)|von (?:uns|ihnen)|منا|منهم|منهن)(?!\w)")
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
WEEKDAY_BEFORE = re.compile(rf"(?<!\w)[وفبل]?(?:{WEEKDAYS}) ال$")
# Before 1900 a number is a year only if no persons follow, and after a word for a year.
EARLY_YEAR = re.compile(
    rf"(?<!\w)[وفبل]?(?:{_fold_words('in since early late mid year years Jahr Jahre Jahren seit Anfang Mitte Ende عام عامي سنة سنتي منذ العام السنة')})(?: of| in)? $"
)
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
    if number.number == 1 and not span.of(text).isdigit() and _is_no_person(text, span, before, after):
        return True
    if AFTER_ANY.match(after) or BEFORE_ANY.search(before) or _is_date(text, number, before, after):
        return True
    if number.number == 10 and not span.of(text).isdigit() and ARABIC_TEEN.search(before):
        return True
    is_thing = number.number == 1 and (
        (BEFORE_SINGLE_THING.search(before) and not OF_THEM.match(after)) or AFTER_SINGLE_THING.match(after)
    )
    if counts_persons and (is_thing or AFTER_THING.match(after)):
        return True
    return _is_label(text, number, before, after)


def _is_label(text: str, number: NumberInText, before: str, after: str) -> bool:
    """Return True for the number of a page, a block or a room: “Block 11”, but not “in the hut 60 slept”."""
    label = LABEL_BEFORE.search(before)
    if label is None:
        return False
    if not label["page"] and ((number.number or 0) > MAX_LABEL or ARABIC_WORD.match(number.span.of(text))):
        return False
    has_persons = PERSONS_AFTER.match(after) or OF_US.match(after)
    has_determiner = label["determiner"] or ENGLISH_ROOM.search(text[max(0, number.span.start - MAX_BESIDE) : number.span.start])
    return not has_persons and not (has_determiner and WORD_AFTER.match(after))


def _fold_beside(text: str, span: Span) -> tuple[str, str]:
    return fold_text(text[max(0, span.start - MAX_BESIDE) : span.start]), fold_text(text[span.end : span.end + MAX_BESIDE])


def _is_no_person(text: str, span: Span, before: str, after: str) -> bool:
    """Return True for “one” that means anybody, a time or a way: “one day”, “one by one”, «لم ينج أحد»."""
    is_anybody = ONE_AFTER.match(after) and not (MODAL_AFTER.match(after) and SURELY_ONE.search(before))
    if is_anybody or ONE_BEFORE.search(before):
        return True
    word = fold_text(span.of(text))
    if word not in ARABIC_ONE:
        return False
    if word in ANYBODY and (before.endswith("ال") or not ONE_OF.match(after)):
        return True
    if SEVERAL.search(before):
        return not NEGATION.search(before)
    return bool((BEFORE_SINGLE.search(before) and not OF_THEM.match(after)) or NEGATED.search(before))


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
    is_weekday = value in (1, 2) and WEEKDAY_BEFORE.search(before)
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
    return bool(AFTER_ANY.match(after) or AFTER_THING.match(after) or FOUR_FIGURES.fullmatch(fold_text(upper.span.of(text))))
