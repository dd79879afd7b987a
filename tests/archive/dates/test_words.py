"""Every form of date that the archive takes reads right in both languages."""

from datetime import date

import pytest

from archive.dates.edtf import parse_date
from archive.dates.words import MONTH_NAMES, describe_date, describe_day

FORMS = [
    ("1945", None, "1945", "عام 1945"),
    ("1945-01", None, "January 1945", "يناير (كانون الثاني) 1945"),
    ("1945-05-07", None, "7 May 1945", "7 مايو (أيار) 1945"),
    ("1944-21", None, "spring 1944", "ربيع 1944"),
    ("1944-22", None, "summer 1944", "صيف 1944"),
    ("1944-23", None, "autumn 1944", "خريف 1944"),
    ("1944-24", None, "winter 1944–1945", "شتاء 1944-1945"),
    ("1945~", None, "about 1945", "نحو عام 1945"),
    ("1945-04?", None, "April 1945 (uncertain)", "أبريل (نيسان) 1945 (غير مؤكد)"),
    ("1945-04-20%", None, "about 20 April 1945 (uncertain)", "نحو 20 أبريل (نيسان) 1945 (غير مؤكد)"),
    ("194X", None, "a year from 1940 to 1949", "عام غير محدد من 1940 إلى 1949"),
    ("1944-XX", None, "a month of 1944", "شهر غير محدد من عام 1944"),
    ("1944-11-XX", None, "a day of November 1944", "يوم غير محدد من نوفمبر (تشرين الثاني) 1944"),
    ("1944-XX-XX", None, "a day of 1944", "يوم غير محدد من عام 1944"),
    (
        "1944-12~/1945-02~",
        None,
        "from about December 1944 to about February 1945",
        "من نحو ديسمبر (كانون الأول) 1944 إلى نحو فبراير (شباط) 1945",
    ),
    ("1944-10~/1945", None, "from about October 1944 to 1945", "من نحو أكتوبر (تشرين الأول) 1944 إلى عام 1945"),
    ("1945-04~/1945-05-09", None, "from about April 1945 to 9 May 1945", "من نحو أبريل (نيسان) 1945 إلى 9 مايو (أيار) 1945"),
    ("1944-06~/", None, "from about June 1944; end not stated", "من نحو يونيو (حزيران) 1944؛ النهاية غير مذكورة"),
    (
        "1944-06~/",
        "not-before",
        "not before about June 1944; end not stated",
        "ليس قبل نحو يونيو (حزيران) 1944؛ النهاية غير مذكورة",
    ),
    ("1944-06/..", None, "from June 1944 onwards", "من يونيو (حزيران) 1944 فصاعدا"),
    ("/1945-05-09~", None, "up to about 9 May 1945; start not stated", "حتى نحو 9 مايو (أيار) 1945؛ البداية غير مذكورة"),
    ("/1945-05-09~", "until", "until about 9 May 1945; start not stated", "حتى نحو 9 مايو (أيار) 1945؛ البداية غير مذكورة"),
    ("../1945-05-09", None, "up to 9 May 1945", "حتى 9 مايو (أيار) 1945"),
    ("../..", None, "start and end not stated", "البداية والنهاية غير مذكورتين"),
    ("1945-01", "by", "by January 1945", "بحلول يناير (كانون الثاني) 1945"),
    (
        "1945/1945-05",
        "by",
        "by a time between 1945 and May 1945",
        "بحلول وقت بين عام 1945 ومايو (أيار) 1945",
    ),
    (
        "1944-12~/1945-02",
        "not-before",
        "not before a time between about December 1944 and February 1945",
        "ليس قبل وقت بين نحو ديسمبر (كانون الأول) 1944 وفبراير (شباط) 1945",
    ),
    (
        "1945-01-17/1945-01-21",
        "until",
        "until a time between 17 January 1945 and 21 January 1945",
        "حتى وقت بين 17 يناير (كانون الثاني) 1945 و21 يناير (كانون الثاني) 1945",
    ),
    ("1945-01", "not-before", "not before January 1945", "ليس قبل يناير (كانون الثاني) 1945"),
]


@pytest.mark.parametrize(("edtf", "sense", "english", "arabic"), FORMS)
def test_a_form_in_both_languages(edtf, sense, english, arabic):
    assert (describe_date(parse_date(edtf), sense, "en"), describe_date(parse_date(edtf), sense, "ar")) == (english, arabic)


def test_a_day_by_itself():
    assert describe_day(date(2026, 11, 23), "en") == "23 November 2026"
    assert describe_day(date(2026, 11, 23), "ar") == "23 نوفمبر (تشرين الثاني) 2026"


def test_every_arabic_month_has_both_names():
    assert all(name.endswith(")") and " (" in name for name in MONTH_NAMES["ar"])
    assert len(set(MONTH_NAMES["ar"])) == len(set(MONTH_NAMES["en"])) == 12
