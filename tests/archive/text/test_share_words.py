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
    ],
)
def test_share_is_found_with_its_words(text, words, share):
    (found,) = find_shares(text)
    assert (found.span.of(text), found.share) == (words, Fraction(share))


@pytest.mark.parametrize("text", ["half a million", "خمس نساء", "ثلاثة عشر سجينا", "ten of one", "30 per cent", "many of us"])
def test_other_words_are_no_share(text):
    assert find_shares(text) == []


@pytest.mark.parametrize(
    ("text", "percent", "is_rounded"), [("a third", 33, True), ("two thirds", 67, True), ("a fifth", 20, False)]
)
def test_share_is_in_whole_per_cent(text, percent, is_rounded):
    (found,) = find_shares(text)
    assert (found.percent, found.is_rounded) == (percent, is_rounded)
