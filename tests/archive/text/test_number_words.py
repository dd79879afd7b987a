"""Numbers in figures and words, and orders of magnitude, with their spans."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchoring import Span
from archive.text.number_words import ORDERS, find_numbers, select_numbers
from archive.vocabulary import ORDER_LABELS, OrderOfMagnitude


def read(text: str) -> list[int | str | None]:
    return [number.order or number.number for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("600 سجين", [600]),
        ("٦٠٠ سجين", [600]),
        ("٣٬٥٠٠ سجين", [3500]),
        ("3,500 prisoners", [3500]),
        ("3.500 Häftlinge", [3500]),
        ("3 500 Häftlinge", [3500]),
        ("3’500 Häftlinge", [3500]),
        ("between 500 and 600", [500, 600]),
        ("500, 600", [500, 600]),
        ("1.5 million", [1_500_000]),
        ("5 آلاف", [5000]),
        ("في 9 مايو 1945", [9, 1945]),
        ("1944-1945", [1944, 1945]),
        ("10–15,000 prisoners", [15_000]),
        ("300-4,000 prisoners", [300, 4000]),
        ("3\u202f500 prisoners, 4\u00a0500 more", [3500, 4500]),
        ("۱۵۰۰ سجين", [1500]),
        ("٥٠٠سجين", [500]),
        ("٣٠٠ ـ ٤٠٠ سجين", [300, 400]),
        ("300  400", [300, 400]),
        ("Block 3\n300 Häftlinge", [3, 300]),
        ("3,500-man column", [3500]),
        ("2½ thousand", [2500]),
        ("2 1/2 thousand", [2500]),
        ("5-6 thousand", [5000, 6000]),
        ("3 Tsd. Mann", [3000]),
        ("مليون و٥٠٠ ألف", [1_500_000]),
        ("بين 5 و6 آلاف", [5000, 6000]),
    ],
)
def test_number_in_figures(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مئة سجين", [100]),
        ("مائة سجين", [100]),
        ("مئتا سجين", [200]),
        ("ثلاث مئة", [300]),
        ("ثلاثمئة وخمسة", [305]),
        ("ثلاثمائة", [300]),
        ("ألف وخمسمائة سجين", [1500]),
        ("ألفان ومئتان", [2200]),
        ("أحد عشر", [11]),
        ("خمسة عشر ألفا", [15_000]),
        ("خمسة وعشرون ألف سجين", [25_000]),
        ("مئة وعشرون ألفا", [120_000]),
        ("خمسة آلاف", [5000]),
        ("مليونان وخمسمئة ألف", [2_500_000]),
        ("نصف مليون", [500_000]),
        ("ألفا سجين", [1000, 2000]),
        ("ثمانية وثمانون", [88]),
        ("twenty-five thousand three hundred and six", [25_306]),
        ("six hundred", [600]),
        ("two dozen", [24]),
        ("half a million", [500_000]),
        ("seven or eight", [7, 8]),
        ("fünfundzwanzigtausend Häftlinge", [25_000]),
        ("dreihundertsechzig", [360]),
        ("zwei Millionen", [2_000_000]),
        ("fifteen hundred", [1500]),
        ("three score", [60]),
        ("twenty-odd thousand", [20_000]),
        ("two or three hundred", [200, 300]),
        ("between two hundred and three hundred", [200, 300]),
        ("between a hundred and a hundred and fifty", [100, 150]),
        ("a million and a half", [1_500_000]),
        ("a quarter million", [250_000]),
        ("zwei- bis dreihundert", [200, 300]),
        ("eine halbe Million", [500_000]),
        ("anderthalbtausend", [1500]),
        ("zweieinhalb Millionen", [2_500_000]),
        ("fuenfhundert", [500]),
        ("hundertundeins", [101]),
        ("ثلثمائة", [300]),
        ("مائتان", [200]),
        ("مِئَتَا سَجِينٍ", [200]),
        ("ألفًا من السجناء", [1000]),
        ("مئة وواحدا", [101]),
        ("سبعة و عشرين", [27]),
        ("مليون ونصف", [1_500_000]),
        ("مليون ونصف المليون", [1_500_000]),
        ("خمسة أو ستة آلاف", [5000, 6000]),
        ("بين خمسة آلاف وستة آلاف", [5000, 6000]),
        ("بين مئتين وثلاث مئة", [200, 300]),
        ("مئة ألف ومئتي ألف", [100_000, 200_000]),
        ("ثلاثاً وستين جثة", [63]),
        ("أربعًا وعشرين", [24]),
        ("مئة وثلاثاً وستين", [163]),
        ("ثمانيا وثلاثين", [38]),
        ("لم ينجُ من الأربعين أحد", [40, 1]),
        ("من الثلاثين واحد فقط نجا", [30, 1]),
        ("عشرون ثلاثة منهم", [20, 3]),
    ],
)
def test_number_in_words(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عشرات من السجناء", "dozens"),
        ("مئات من السجناء", "hundreds"),
        ("مائات من السجناء", "hundreds"),
        ("بضع مئات", "hundreds"),
        ("الآلاف", "thousands"),
        ("وآلاف", "thousands"),
        ("للآلاف", "thousands"),
        ("بالآلاف", "thousands"),
        ("عدة آلاف", "thousands"),
        ("عشرات الآلاف", "tens-of-thousands"),
        ("وعشرات الآلاف", "tens-of-thousands"),
        ("مئات الآلاف", "hundreds-of-thousands"),
        ("مئات من الآلاف", "hundreds-of-thousands"),
        ("ملايين", "millions"),
        ("dozens", "dozens"),
        ("several hundred", "hundreds"),
        ("thousands of prisoners", "thousands"),
        ("tens of thousands", "tens-of-thousands"),
        ("several hundred thousand", "hundreds-of-thousands"),
        ("Hunderttausende", "hundreds-of-thousands"),
        ("einige tausend", "thousands"),
        ("a couple of hundred", "hundreds"),
        ("ein paar hundert", "hundreds"),
        ("zigtausend", "thousands"),
    ],
)
def test_order_of_magnitude(text, expected):
    assert read(text) == [expected]


def test_two_orders_that_are_joined_are_two():
    assert read("مئات وآلاف") == ["hundreds", "thousands"]
    assert read("hundreds and thousands") == ["hundreds", "thousands"]


@pytest.mark.parametrize("text", ["", "مات السجناء", "the prisoners and the guards", "several prisoners", "und", "half of them"])
def test_text_without_a_number(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the 3rd column",
        "A1234",
        "100k",
        "1945م",
        "9.5.1945",
        "10:30",
        "1945/46",
        "1,23,456",
        "1/3 of us",
        "No. 5",
        "رقم ٥",
        "not one of us",
        "ولا واحد",
        "a quarter of a million",
        "عشرة بالألف",
    ],
)
def test_figures_and_words_that_are_no_count(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["30 per cent", "30 %", "%30", "٣٠٪", "٣٠ بالمئة", "ثلاثون في المائة", "30 Prozent"])
def test_per_cent_belongs_to_its_number(text):
    assert [(number.number, number.is_percent) for number in find_numbers(text)] == [(30, True)]


def test_sign_at_the_end_of_a_line_belongs_to_the_number_before_it():
    assert [number.is_percent for number in find_numbers("the share was 30 %\n5 men died")] == [True, False]


def test_per_cent_belongs_to_both_numbers_of_a_range():
    assert [number.is_percent for number in find_numbers("30 to 40 per cent, and 5 men")] == [True, True, False]


def test_number_that_shares_its_multiplier_is_cut_without_it():
    text = "two or three hundred"
    assert select_numbers(find_numbers(text), Span(0, 3)) == []


def test_long_runs_are_no_numbers():
    assert read("1" * 10_000) == []
    assert set(read("several " + "thousand " * 10_000)) == {1000}


def test_span_leaves_out_joined_letters():
    (number,) = find_numbers("مات وبالمئات")
    assert number.span == Span(8, 12)


def test_span_of_folded_text_is_that_of_the_original():
    text = "مــات مِئات الآلاف"
    (number,) = find_numbers(text)
    assert number.span.of(text) == "مِئات الآلاف"


def test_number_that_is_cut_is_not_selected():
    text = "مئات الآلاف من السجناء"
    assert select_numbers(find_numbers(text), Span(0, 4)) == []
    assert [number.order for number in select_numbers(find_numbers(text), Span(0, 11))] == ["hundreds-of-thousands"]
    assert select_numbers(find_numbers("1,500 prisoners"), Span(2, 5)) == []


def test_orders_are_those_of_the_records():
    assert tuple(ORDERS.values()) == get_args(OrderOfMagnitude) == tuple(ORDER_LABELS)


@given(st.text(alphabet="0123456789 ,.-مئةألفانوعشربtwohundrdasi", max_size=60))
def test_any_text_is_read(text):
    assert all(0 <= number.span.start < number.span.end <= len(text) for number in find_numbers(text))
