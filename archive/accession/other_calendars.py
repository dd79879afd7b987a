"""Months of calendars other than the Gregorian, by the language in which they are written, as patterns for folded text.

Dates of such calendars are recognized, so that they are left to the archivist, but not converted. Many of the names are also words or
names of people: they count only next to a day or year.
"""

from __future__ import annotations

HIJRI_LATIN = (
    "muharram|safar|rabi'? ?(?:al-|ul-|el-|us-|ath-)?(?:awwal|thani|akhir|ewwel|i{1,2})|jumada ?(?:al-|ul-)?(?:awwal|ula|thani|akhira?|i{1,2})|"
    "dschumada [a-z-]+|rajab|radschab|redjeb|sha'?ban|scha'?ban|ramadan|shawwal|schawwal|dh?u'?l?[- ]?(?:al-|l-)?[qk]a'?da|dh?u'?l?[- ]?(?:al-|l-)?hid?d?jj?a|"
    "dhu al-hijjah"
)
HEBREW_LATIN = (
    "tishri|tishrei|tischri|(?:mar)?(?:ch|h)eshvan|(?:mar)?cheschwan|kislev|kislew|tevet|tebeth?|tewet|shevat|sh'?vat|schewat|schwat|"
    "adar(?: i{1,2}| rishon| sheni)?|niss?an|iyy?ar|ijjar|sivan|siwan|tammuz|tamus|menachem av|av|aw|elul"
)
PERSIAN_LATIN = "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand"
REPUBLICAN = "vendemiaire|brumaire|frimaire|nivose|pluviose|ventose|germinal|floreal|prairial|messidor|thermidor|fructidor"
LATIN_MONTHS = "|".join((HIJRI_LATIN, HEBREW_LATIN, PERSIAN_LATIN, REPUBLICAN))
ARABIC_SCRIPT_MONTHS = (
    "محرم|صفر|ربيع (?:الأول|الآخر|الثاني)|جماد[يى] (?:الأولى|الأول|الآخرة|الآخر|الثانية|الثاني)|رجب|شعبان|رمضان|شوال|ذ[وي] القعدة|ذ[وي] الحجة|"
    "توت|بابه|هاتور|كيهك|كياك|طوبة|أمشير|برمهات|برمودة|بشنس|بؤونة|أبيب|مسرى|"
    "فروردين|أرديبهشت|ارديبهشت|خرداد|تير|مرداد|شهريور|مهر|آبان|آذر ماه|دي|بهمن|اسفند"
)
PERSIAN_MONTHS = (
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند|محرم|صفر|ربیع ?(?:الاول|الثانی|الآخر)|جمادی ?(?:الاول|الاولی|الثانی|الثانیه)|"
    "رجب|شعبان|رمضان|شوال|ذی ?القعده|ذی ?الحجه|ذیقعده|ذیحجه"
)
HEBREW_MONTHS = "תשרי|מרחשו+ן|חשו+ן|כסלו|טבת|שבט|אדר(?: [אב]['׳]?)?|ניסן|אייר|סיו+ן|תמוז|מנחם אב|אב|אלול"
OTHER_MONTHS = {
    "ar": ARABIC_SCRIPT_MONTHS,
    "fa": PERSIAN_MONTHS,
    "ur": PERSIAN_MONTHS,
    "ps": PERSIAN_MONTHS,
    "he": HEBREW_MONTHS,
    "yi": HEBREW_MONTHS,
    "en": LATIN_MONTHS,
}
# In these languages a year from 1260 to 1450 is likely the Hijri year of an event of the last two centuries, or the Persian.
HIJRI_LANGUAGES = frozenset(["ar", "fa", "ur", "ps", "ckb", "ug", "tr", "ota", "az", "uz"])
HIJRI_YEARS = range(1260, 1451)
# Maximum years between the ends of an interval; more are the same year in two calendars.
MAX_INTERVAL_YEARS = 300
