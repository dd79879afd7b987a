"""Dates are proposed as their words state them; of words that leave it open the reason is reported."""

from itertools import pairwise

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from archive.accession.draft_yaml import RULE_COMMENTS, UNRESOLVED_REASONS
from archive.accession.sentence_dates import find_dates
from archive.accession.stated_dates import DateNotStated, StatedDate, StatedPoint, encode_edtf
from archive.dates.edtf import parse_date
from archive.text.segmentation import segment_text

ENGLISH = {
    "7 May 1945": "1945-05-07",
    "May 9th, 1945": "1945-05-09",
    "the 7th of May, 1945": "1945-05-07",
    "January 1945": "1945-01",
    "1945-05-07": "1945-05-07",
    "13.4.1945": "1945-04-13",
    "4/25/1945": "1945-04-25",
    "4.4.1945": "1945-04-04",
    "9 V 1945": "1945-05-09",
    "the summer of 1944": "1944-22",
    "winter 1944": "1944-24",
    "winter of 1944–45": "1944-12~/1945-02~",
    "1945": "1945",
    "the year 1812": "1812",
    "early 1945": "1945-01~/1945-03~",
    "mid-1944": "1944-05~/1944-08~",
    "late 1944": "1944-10~/1944-12~",
    "late summer of 1944": "1944-08~",
    "mid-May 1945": "1945-05-11~/1945-05-20~",
    "the end of February 1945": "1945-02-21~/1945-02-28~",
    "about 1944": "1944~",
    "between January and May 1945": "1945-01/1945-05",
    "from 7 to 9 May 1945": "1945-05-07/1945-05-09",
    "7–9 May 1945": "1945-05-07/1945-05-09",
    "30 April to 2 May 1945": "1945-04-30/1945-05-02",
    "1944–1945": "1944/1945",
    "1944/45": "1944/1945",
    "from late 1944 to the spring of 1945": "1944-10~/1945-05~",
    "January 18–23, 1945": "1945-01-18/1945-01-23",
    "from January 17th to the 21st, 1945": "1945-01-17/1945-01-21",
    "between January 17 and 21, 1945": "1945-01-17/1945-01-21",
    "the night of January 17-18, 1945": "1945-01-17/1945-01-18",
    "17/18 January 1945": "1945-01-17/1945-01-18",
    "17 and 18 January 1945": "1945-01-17/1945-01-18",
    "January and February 1945": "1945-01/1945-02",
    "late January and early February 1945": "1945-01-21~/1945-02-10~",
    "the eighteenth of January 1945": "1945-01-18",
    "January the twenty-first, 1945": "1945-01-21",
    "18-Jan-1945": "1945-01-18",
    "1945 January 18": "1945-01-18",
    "18 January in the year 1945": "1945-01-18",
    "from January 17, 1945, to January 21, 1945": "1945-01-17/1945-01-21",
    "around January 17-18, 1945": "1945-01-17~/1945-01-18~",
}
GERMAN = {
    "7. Mai 1945": "1945-05-07",
    "3.4.1945": "1945-04-03",
    "7. 5. 1945": "1945-05-07",
    "März 1945": "1945-03",
    "7. bis 9. Mai 1945": "1945-05-07/1945-05-09",
    "vom 7. Mai bis zum 9. Mai 1945": "1945-05-07/1945-05-09",
    "zwischen Januar und Mai 1945": "1945-01/1945-05",
    "Winter 1944/45": "1944-12~/1945-02~",
    "Frühjahr 1945": "1945-21",
    "Ende Mai 1945": "1945-05-21~/1945-05-31~",
    "Anfang 1945": "1945-01~/1945-03~",
    "Mitte Januar 1945": "1945-01-11~/1945-01-20~",
    "Jahre 1944": "1944",
    "etwa 1944": "1944~",
    "der Nacht vom 18. zum 19. Januar 1945": "1945-01-18/1945-01-19",
    "17./18. Januar 1945": "1945-01-17/1945-01-18",
    "17.–21.1.1945": "1945-01-17/1945-01-21",
    "17.1. bis 21.1.1945": "1945-01-17/1945-01-21",
    "achtzehnten Januar 1945": "1945-01-18",
    "einunddreißigsten Januar 1945": "1945-01-31",
    "18 Januar 1945": "1945-01-18",
    "um den 20. Januar 1945": "1945-01-20~",
    "von Oktober 1944 bis einschließlich Januar 1945": "1944-10/1945-01",
    "Winter 1944 auf 1945": "1944-12~/1945-02~",
}
ARABIC = {
    "7 مايو 1945": "1945-05-07",
    "٧ أيار/مايو ١٩٤٥": "1945-05-07",
    "۹ مايو ۱۹۴۵": "1945-05-09",
    "كانون الثاني (يناير) 1945": "1945-01",
    "كانون الأول 1944": "1944-12",
    "يَنَاير 1945": "1945-01",
    "7/5/1945": "1945-05-07",
    "صيف ١٩٤٤": "1944-22",
    "فصل الشتاء 1944-1945": "1944-12~/1945-02~",
    "أواخر عام 1944": "1944-10~/1944-12~",
    "أوائل الخريف من عام 1944": "1944-09~",
    "منتصف شهر يناير 1945": "1945-01-11~/1945-01-20~",
    "حوالي عام 1944": "1944~",
    "بين يناير ومايو 1945": "1945-01/1945-05",
    "من 7 إلى 9 مايو 1945": "1945-05-07/1945-05-09",
    "بين عامي 1944 و1945": "1944/1945",
    "من تشرين الأول إلى كانون الأول 1944": "1944-10/1944-12",
    "17/18 يناير 1945": "1945-01-17/1945-01-18",
    "17 و18 كانون الثاني 1945": "1945-01-17/1945-01-18",
    "من 17 كانون الثاني إلى 2 شباط 1945": "1945-01-17/1945-02-02",
    "ليلة 17-18 يناير 1945": "1945-01-17/1945-01-18",
    "الثامن عشر من كانون الثاني 1945": "1945-01-18",
    "الحادي والعشرين من شهر يناير عام 1945": "1945-01-21",
    "تشرين الأول وتشرين الثاني 1944": "1944-10/1944-11",
    "18 من يناير لعام 1945": "1945-01-18",
    "من صيف عام 1944 وحتى ربيع عام 1945": "1944-06~/1945-05~",
}
CASES = [(language, *case) for language, table in (("en", ENGLISH), ("de", GERMAN), ("ar", ARABIC)) for case in table.items()]
AROUND = {"en": "It was {} that they came.", "de": "Das war {} und so.", "ar": "كان ذلك {} ثم مضوا."}


def list_proposals(sentence: str, language: str) -> list[tuple[str, str, str]]:
    return [(proposal.span.of(sentence), proposal.edtf, proposal.sense) for proposal in find_dates(sentence, language)[0]]


def list_unresolved(sentence: str, language: str) -> list[tuple[str, str]]:
    return [(unresolved.span.of(sentence), unresolved.reason) for unresolved in find_dates(sentence, language)[1]]


@pytest.mark.parametrize(("language", "words", "edtf"), CASES)
def test_date_is_proposed_with_its_exact_words(language, words, edtf):
    sentence = AROUND[language].format(words)
    proposals = list_proposals(sentence, language)
    assert [proposal[1:] for proposal in proposals] == [(edtf, "")]
    assert words.removeprefix("the ").removeprefix("der ") in proposals[0][0]
    assert list_unresolved(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "By January 1945 all.", ("By January 1945", "1945-01", "by")),
        ("en", "Until 9 May 1945 all.", ("Until 9 May 1945", "1945-05-09", "until")),
        ("en", "Since 1943 all.", ("Since 1943", "1943", "not-before")),
        ("en", "No later than May 1945 all.", ("No later than May 1945", "1945-05", "by")),
        ("de", "Nach dem 8. Mai 1945 alle.", ("Nach dem 8. Mai 1945", "1945-05-08", "not-before")),
        ("de", "Bis 9. Mai 1945 alle.", ("Bis 9. Mai 1945", "1945-05-09", "until")),
        ("de", "Spätestens am 9. Mai 1945 alle.", ("Spätestens am 9. Mai 1945", "1945-05-09", "by")),
        ("ar", "بحلول يناير 1945 مضوا", ("بحلول يناير 1945", "1945-01", "by")),
        ("ar", "ومنذ سنة 1943 مضوا", ("منذ سنة 1943", "1943", "not-before")),
    ],
)
def test_sense_of_before_and_after_is_recorded(language, sentence, expected):
    assert list_proposals(sentence, language) == [expected]


@pytest.mark.parametrize(
    ("language", "sentence", "words", "reason"),
    [
        ("en", "on 3.4.1945 they came", "3.4.1945", "day-or-month"),
        ("en", "on 3/4/1945 they came", "3/4/1945", "day-or-month"),
        ("xx", "3.4.1945", "3.4.1945", "day-or-month"),
        ("de", "am 7.5.45 kam", "7.5.45", "short"),
        ("en", "on 7 May they", "7 May", "yearless"),
        ("ar", "في 7 مايو وفي", "7 مايو", "yearless"),
        ("en", "before 1939 they", "before 1939", "before"),
        ("ar", "وعام ١٣٦٤ هـ كان", "عام ١٣٦٤ ه", "other"),
        ("en", "31 February 1945", "31 February 1945", "no-such-day"),
        ("en", "from December to February 1945", "from December to February 1945", "backwards"),
        ("ar", "في شباط/مارس 1945 كان", "شباط/مارس 1945", "two-months"),
        ("pl", "dnia 7 maja 1945", "7 maja 1945", "unknown"),
        # In part only, or several
        ("en", "on 17, 18 and 19 January 1945", "18 and 19 January 1945", "half-read"),
        ("en", "January 17, 1945 to the 21st", "January 17, 1945", "half-read"),
        ("en", "in 1945, January that is", "1945", "half-read"),
        ("de", "1945 im Januar", "1945", "half-read"),
        ("en", "January l8, 1945", "1945", "half-read"),
        ("en", "l8 January 1945", "January 1945", "half-read"),
        ("de", "am 18. Ianuar 1945", "1945", "half-read"),
        ("de", "den 18ten Jenner 1945", "1945", "half-read"),
        ("de", "in den ersten Januartagen 1945", "1945", "half-read"),
        ("de", "Weihnachten 1944", "1944", "half-read"),
        ("ar", "في عيد الميلاد 1944", "1944", "half-read"),
        ("de", "vom Morgen des 17. bis zum Abend des 18. Januar 1945", "18. Januar 1945", "half-read"),
        ("de", "Mittwoch, dem 17., auf Donnerstag, den 18. Januar 1945", "18. Januar 1945", "half-read"),
        ("en", "before January 17-18, 1945", "before January 17-18, 1945", "sided"),
        ("ar", "قبل 17-18 يناير 1945", "قبل 17-18 يناير 1945", "sided"),
        ("en", "1/17-1/21/1945", "1/17-1/21/1945", "several"),
        ("de", "am 18. und am 20. Januar 1945", "20. Januar 1945", "half-read"),
        ("de", "in der ersten Maiwoche 1945", "1945", "half-read"),
        ("en", "the day after January 18, 1945", "after January 18, 1945", "counted"),
        ("en", "two weeks after the 18th of January 1945", "after the 18th of January 1945", "counted"),
        ("de", "zwei Tage nach dem 18. Januar 1945", "nach dem 18. Januar 1945", "counted"),
        ("ar", "بعد يومين من 18 يناير 1945", "18 يناير 1945", "counted"),
        ("ar", "غداة 18 يناير 1945", "18 يناير 1945", "counted"),
        ("en", "on 17 or 18 January 1945", "17 or 18 January 1945", "several"),
        ("en", "in January and March 1945", "January and March 1945", "several"),
        ("de", "Ende Januar oder Anfang Februar 1945", "Ende Januar oder Anfang Februar 1945", "several"),
        ("ar", "في يناير أو مارس 1945", "يناير أو مارس 1945", "several"),
        ("en", "on 17/18 January they", "17/18 January", "yearless"),
        ("en", "on January 18 they", "January 18", "yearless"),
        ("en", "the eighteenth of January", "eighteenth of January", "yearless"),
        ("en", "in January ’45", "January ’45", "short"),
        ("de", "In der Nacht zum 19. Januar 1945", "In der Nacht zum 19. Januar 1945", "night-unclear"),
        ("ar", "في ليلة 18 يناير 1945", "في ليلة 18 يناير 1945", "night-unclear"),
        # Other calendars, with or without their mark
        ("ar", "في 4 صفر سنة 1364 أخلي", "4 صفر سنة 1364", "other"),
        ("ar", "في سنة 1364 أخلي", "سنة 1364", "other"),
        ("ar", "في 1364/1945", "1364/1945", "other"),
        ("en", "on 4 Safar 1364", "4 Safar 1364", "other"),
        ("en", "on the 4th of Shevat 5705", "4th of Shevat 5705", "other"),
        ("en", "on the 4th of Shvat, 5705", "4th of Shvat, 5705", "other"),
        ("en", "on 27 Nisan 5705", "27 Nisan 5705", "other"),
        ("en", "in AH 1364", "AH 1364", "other"),
        ("fa", "۲۸ دی ۱۳۲۳", "۲۸ دی ۱۳۲۳", "other"),
        ("he", "ד' בשבט תש\"ה", 'בשבט תש"ה', "other"),
        # Months of languages that are not read
        ("pl", "w styczniu 1945", "styczniu 1945", "unknown"),
        ("fr", "le 1er février 1945", "1er février 1945", "unknown"),
        ("he", "ב-18 בינואר 1945", "18 בינואר 1945", "unknown"),
        ("ru", "17–18 января 1945 года", "17–18 января 1945", "unknown"),
        # Gaps
        ("en", "on 18⟨…⟩ January 1945", "January 1945", "gap"),
        ("en", "on ⟨…⟩ January 1945", "January 1945", "gap"),
        ("en", "in 1945⟨…⟩ they", "1945", "gap"),
    ],
)
def test_ambiguous_date_is_unresolved_with_its_reason(language, sentence, words, reason):
    assert list_unresolved(sentence, language) == [(words, reason)]
    assert list_proposals(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You may go; 1500 prisoners; No. 1945; 1,945 men; 19451; 12:1945"),
        ("en", "They may 7 times march on."),
        ("de", "Nr. 1945 und 1945 % davon"),
        ("ar", "ومات 1500 سجين"),
    ],
)
def test_other_numbers_are_no_dates(language, sentence):
    assert (list_proposals(sentence, language), list_unresolved(sentence, language)) == ([], [])


@pytest.mark.parametrize(
    ("language", "sentence", "dates"),
    [
        ("en", "in 1945 12 prisoners; killed 12 in January 1945; 1,500 in May 1945", ["1945", "1945-01", "1945-05"]),
        ("en", "7 May 1945 and 9 May 1945", ["1945-05-07", "1945-05-09"]),
        ("ar", "في عام 1364هـ الموافق 18 يناير 1945م", ["1945-01-18"]),
        ("en", "⟨…⟩ 18 January 1945", ["1945-01-18"]),
        ("pl", "w 1945 roku", ["1945"]),
    ],
)
def test_whole_dates_are_proposed_whatever_is_near_them(language, sentence, dates):
    assert [edtf for _words, edtf, _sense in list_proposals(sentence, language)] == dates


@pytest.mark.parametrize(
    "sentence", ["January 21 (Sunday), 1945", "on January 17, or thereabouts, 1945", "January 17 to January 19, 1945, or so"]
)
def test_year_of_a_day_that_is_read_apart_is_not_proposed_alone(sentence):
    assert "1945" not in [edtf for _words, edtf, _sense in list_proposals(sentence, "en")]


@pytest.mark.parametrize(
    ("language", "sentence", "dates"),
    [
        ("en", "In May 1944 I came; in 1945 I left.", ["1944-05", "1945"]),
        ("en", "On Easter Sunday, 1 April 1945", ["1945-04-01"]),
        ("de", "Nr. 12 vom 5. Mai 1945", ["1945-05-05"]),
        ("en", "He may come in 1945", ["1945"]),
        ("en", "We lost 12 men in 1944.", ["1944"]),
        ("en", "in block 18 in 1945", ["1945"]),
        ("de", "Wir waren 20 Mann im Jahr 1945", ["1945"]),
        ("ar", "مات 20 سجينا سنة 1945", ["1945"]),
        ("ar", "كنا 20 في عام 1945", ["1945"]),
        ("de", "In Osterode 1945", ["1945"]),
        ("de", "Augustów 1944", ["1944"]),
        ("en", "Augustus, 1945", ["1945"]),
    ],
)
def test_dates_near_words_of_others_are_whole(language, sentence, dates):
    assert [edtf for _words, edtf, _sense in list_proposals(sentence, language)] == dates


def test_date_without_a_year_is_not_encoded():
    with pytest.raises(DateNotStated, match="yearless"):
        encode_edtf(StatedDate(StatedPoint(month=5)))


def test_a_march_is_no_month():
    assert list_proposals("the death march 1945, the Death March 1945, in March 1945", "en") == [
        ("1945", "1945", ""),
        ("1945", "1945", ""),
        ("March 1945", "1945-03", ""),
    ]


def test_the_dates_of_the_founding_source():
    text = (settings.FIXTURES_ROOT / "sources/ushmm-death-marches/death-marches.ar.txt").read_bytes().decode()
    sentences = [span.of(text) for paragraph in segment_text(text, "ar") for span in paragraph]
    assert [proposal for sentence in sentences for proposal in list_proposals(sentence, "ar")] == [
        ("الصيف 1944", "1944-22", ""),
        ("الصيف وأوائل الخريف من عام 1944", "1944-06~/1944-09~", ""),
        ("بحلول يناير 1945", "1945-01", "by"),
        ("أواخر عام 1944", "1944-10~/1944-12~", ""),
        ("1945", "1945", ""),
        ("فصل الشتاء 1944-1945", "1944-12~/1945-02~", ""),
        ("ربيع عام 1945", "1945-21", ""),
        ("9 مايو 1945", "1945-05-09", ""),
    ]
    assert [unresolved for sentence in sentences for unresolved in list_unresolved(sentence, "ar")] == [("7 مايو", "yearless")]


PIECES = some.sampled_from(
    [
        "7",
        "9",
        "31",
        ".",
        "/",
        "-",
        "–",
        ",",
        "1944",
        "1945",
        "45",
        "May",
        "January",
        "summer",
        "winter",
        "early",
        "late",
        "between",
        "and",
        "from",
        "to",
        "by",
        "before",
        "about",
        "the",
        "of",
        "في",
        "يناير",
        "مايو/أيار",
        "و",
        "عام",
        "شتاء",
        "بين",
        "من",
        "إلى",
        "٧",
        "١٩٤٥",
        "هـ",
        "Mai",
        "bis",
        "Ende",
        "Winter",
        "Jahre",
        "V",
        "eighteenth",
        "or",
        "night of",
        "Nacht zum",
        "⟨…⟩",
        "صفر",
        "1364",
    ]
)


@given(some.lists(PIECES, max_size=12), some.sampled_from(["", " "]), some.sampled_from(["ar", "en", "de", "pl"]))
def test_proposals_are_valid_dates_and_do_not_overlap(pieces, between, language):
    sentence = between.join(pieces)
    dates, unresolved = find_dates(sentence, language)
    spans = sorted([proposal.span for proposal in dates] + [date.span for date in unresolved])
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(sentence) for span in spans)
    assert all(parse_date(proposal.edtf).bounds(proposal.sense) != (None, None) for proposal in dates)
    assert {date.reason for date in unresolved} <= set(UNRESOLVED_REASONS)
    assert {rule for proposal in dates for rule in proposal.rules} <= set(RULE_COMMENTS)
