"""Shares in words, with their spans."""

from __future__ import annotations

from fractions import Fraction

import pytest

from archive.text.share_words import find_shares


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("half of us died", "half", "1/2"),
        ("two-thirds were shot", "two-thirds", "2/3"),
        ("three quarters of the column", "three quarters", "3/4"),
        ("every tenth man", "tenth", "1/10"),
        ("one in ten", "one in ten", "1/10"),
        ("die Hälfte der Häftlinge", "Hälfte", "1/2"),
        ("zwei Drittel", "zwei Drittel", "2/3"),
        ("jeder Zehnte", "Zehnte", "1/10"),
        ("نصف السجناء", "نصف", "1/2"),
        ("ولم يصلها إلا نصفنا", "نصفنا", "1/2"),
        ("ثلاثة أرباع السجناء", "ثلاثة أرباع", "3/4"),
        ("ثلثا السجناء", "ثلثا", "2/3"),
        ("ثلثاهم ماتوا", "ثلثاهم", "2/3"),
        ("مات خُمس السجناء", "خُمس", "1/5"),
        ("واحد من كل عشرة", "واحد من كل عشرة", "1/10"),
        ("واحد من عشرة", "واحد من عشرة", "1/10"),
        ("قتلوا كل عاشر منا", "عاشر", "1/10"),
        ("مات خُمس رجالنا", "خُمس", "1/5"),
        ("مات خمس السجناء", "خمس", "1/5"),
        ("وخمسهم ماتوا", "خمسهم", "1/5"),
        ("ثُمن السجناء", "ثُمن", "1/8"),
        ("ثمن من السجناء", "ثمن", "1/8"),
        ("فقدنا ثلثًا من رفاقنا", "ثلثًا", "1/3"),
        ("فقدنا ربعاً من رفاقنا", "ربعاً", "1/4"),
        ("one man in ten", "one man in ten", "1/10"),
        ("every other man", "other", "1/2"),
        ("every second man", "second", "1/2"),
        ("one third of us", "one third", "1/3"),
        ("a quarter of us", "quarter", "1/4"),
        ("jeden zehnten erschossen sie", "zehnten", "1/10"),
        ("jedem zehnten", "zehnten", "1/10"),
        ("jeder zweite", "zweite", "1/2"),
        ("mit der halben Kolonne", "halben", "1/2"),
        ("a third fled", "third", "1/3"),
        ("half were dead", "half", "1/2"),
        ("half our column", "half", "1/2"),
        ("one-third wounded", "one-third", "1/3"),
        ("two thirds wounded", "two thirds", "2/3"),
        ("nine out of ten", "nine out of ten", "9/10"),
        ("one in fifty", "one in fifty", "1/50"),
        ("one in a hundred", "one in a hundred", "1/100"),
        ("a man out of every ten", "a man out of every ten", "1/10"),
        ("every fiftieth man", "fiftieth", "1/50"),
        ("five out of 200", "five out of 200", "1/40"),
        ("12.5 per cent", "12.5", "1/8"),
        ("½ of us", "½", "1/2"),
        ("1/3 of us", "1/3", "1/3"),
        ("jeder fünfzigste", "fünfzigste", "1/50"),
        ("einer von fünfzig", "einer von fünfzig", "1/50"),
        ("dreiviertel der Häftlinge", "dreiviertel", "3/4"),
        ("12,5 Prozent", "12,5", "1/8"),
        ("ثمن السجناء", "ثمن", "1/8"),
        ("وثمن الأسرى", "ثمن", "1/8"),
        ("واحد من خمسين", "واحد من خمسين", "1/50"),
        ("واحدا من كل مئة", "واحدا من كل مئة", "1/100"),
        ("رجلا من كل عشرة", "رجلا من كل عشرة", "1/10"),
        ("كل رجل عاشر", "عاشر", "1/10"),
        ("كل سجين ثالث", "ثالث", "1/3"),
        ("١٢٫٥٪ منا", "١٢٫٥", "1/8"),
        ("Half walked, the others rode", "Half", "1/2"),
        ("half ran away", "half", "1/2"),
        ("a third always fell behind", "third", "1/3"),
    ],
)
def test_share_is_found_with_its_words(text, words, share):
    (found,) = find_shares(text)
    assert (found.span.of(text), found.share) == (words, Fraction(share))


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("كنا ستين ثلثاهم ماتوا", "ثلثاهم", "2/3"),
        ("وكنا 600 ثلثهم نساء", "ثلثهم", "1/3"),
        ("في 1945 نصفنا", "نصفنا", "1/2"),
        ("in 1945 half of us", "half", "1/2"),
    ],
)
def test_share_of_a_number_before_it_is_found_alone(text, words, share):
    (found,) = find_shares(text)
    assert (found.span.of(text), found.share) == (words, Fraction(share))


def test_arabic_word_that_may_be_a_dual_has_both_values():
    assert [found.share for found in find_shares("فقدنا ثلثا من رفاقنا")] == [Fraction(1, 3), Fraction(2, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "half a million",
        "ثمن الخبز",
        "im Viertel der Stadt",
        "on 1/3 we left",
        "three score",
        "خمس نساء",
        "ثلاثة عشر سجينا",
        "ten of one",
        "30 per cent",
        "many of us",
        "وخمس نساء",
        "خمسة الرجال",
        "السنوات الخمس الأخيرة",
        "one other man",
        "ein zweiter",
        "سبعاً وثلاثين",
    ],
)
def test_other_words_are_no_share(text):
    assert find_shares(text) == ()


@pytest.mark.parametrize(
    "text",
    ["On the third day", "the fourth column", "Third Reich", "the third of May", "am dritten Tag", "im ersten Viertel des Jahres"],
)
def test_ordinal_is_no_share(text):
    assert find_shares(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "half an hour",
        "half the night",
        "a quarter of an hour",
        "every other day",
        "half past six",
        "one in ten days",
        "eine halbe Stunde",
        "jeden zweiten Tag",
        "zwei Drittel des Weges",
        "half of the bread",
        "نصف ساعة",
        "نصف الليل",
        "ربع قرن",
        "ثلثي الطريق",
        "نصف رغيف",
        "كل ثاني يوم",
        "كل يوم ثالث",
        "an hour and a half",
        "the first half of 1945",
        "the second half of January",
        "ساعة ونصف",
        "يومين ونصف",
    ],
)
def test_part_of_a_time_a_way_or_a_loaf_is_no_share(text):
    assert find_shares(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "half starved",
        "half-dead prisoners",
        "half Jews",
        "a third column",
        "a fifth wagon",
        "one third man",
        "the first half of the march",
        "بثمن باهظ",
        "دفعنا ثمنًا باهظا",
        "نصف ميت",
    ],
)
def test_words_that_may_mean_something_else_are_a_doubtful_share(text):
    assert {share.is_doubtful for share in find_shares(text)} == {True}


@pytest.mark.parametrize("text", ["30 in 1945", "600 in 1945", "one in 600"])
def test_number_and_a_year_or_a_small_part_is_no_share(text):
    assert find_shares(text) == ()


@pytest.mark.parametrize(
    ("text", "percents", "is_rounded"),
    [("a third", {33}, True), ("two thirds", {67}, True), ("a fifth", {20}, False), ("an eighth", {12, 13}, True)],
)
def test_share_is_in_whole_per_cent(text, percents, is_rounded):
    (found,) = find_shares(text)
    assert (found.percents, found.is_rounded) == (percents, is_rounded)
