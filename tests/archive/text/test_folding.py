"""Spellings that readers consider the same fold to the same text; every folded character has its origin."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.text.folding import fold_text, fold_with_offsets, normalize_figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أُوشفيتز", "اوشفيتز"),
        ("ا\u0654وشفيتز", "أوشفيتز"),
        ("ؤ ئ آ إ ٱ", "و ي ا ا ا"),
        ("مدرسة ليلى", "مدرسه ليلي"),
        ("داخـــاو", "داخاو"),
        ("کلمه ی", "كلمه ي"),
        ("ﻻ", "لا"),
        ("می\u200cرود", "ميرود"),
        ("١٩٤٥ ۱۹۴۵", "1945 1945"),
        ("Flossenbürg", "flossenburg"),
        ("Flossenbu\u0308rg", "FLOSSENBURG"),
        ("Groß", "gross"),
        ("Łódź Sørlandet", "lodz sorlandet"),
        ("Gross‑\u00a0\n Rosen", "gross- rosen"),
        ("שׁוֹאָה", "שואה"),
        ("Ｄａｃｈａｕ１９４５", "dachau1945"),
        ("Dıyarbakır", "diyarbakir"),
        ("ﮐﺎﺭﺍﮔﺎﻩ ﻫﻴﺘﻠﺮﯼ", "کاراگاه هیتلری"),
        ("ﮎﮒﮦﮪﯽﭐ ۀۂ", "ككههيا هه"),
        ("ﬡﬢﭏ", "אדאל"),
        ("ﬁnal ﬀ", "final ff"),
    ],
)
def test_forms_of_the_same_word_are_the_same(one, other):
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(("one", "other"), [("داخاو", "داخلو"), ("1944", "1945"), ("ء", ""), ("हिन्दी", "हन्द"), ("may", "my")])
def test_different_words_stay_different(one, other):
    assert fold_text(one) != fold_text(other)


@pytest.mark.parametrize(
    ("text", "folded", "original"),
    [
        ("في دَاخَـاو.", "داخاو", "دَاخَـاو"),
        ("وداخاوُ غدا", "داخاو", "داخاوُ"),
        ("داخاوُ", "داخاو", "داخاوُ"),
        ("داخاوـ", "داخاو", "داخاو"),
        ("a Groß b", "gross", "Groß"),
        ("Gross-\r\n  Rosen!", "gross- rosen", "Gross-\r\n  Rosen"),
    ],
)
def test_folded_span_has_its_span_in_the_original(text, folded, original):
    source = fold_with_offsets(text)
    at = source.text.index(folded)
    assert source.span(at, at + len(folded)).of(text) == original


@given(some.text())
def test_every_folded_character_comes_from_one_that_folds_to_it(text):
    source = fold_with_offsets(text)
    assert len(source.text) == len(source.offsets)
    assert list(source.offsets) == sorted(source.offsets)
    for character, at in zip(source.text, source.offsets, strict=True):
        assert character in fold_text(text[at])


@given(some.text())
def test_folding_twice_is_folding_once(text):
    assert fold_text(fold_text(text)) == fold_text(text)


def test_folding_a_folded_character_does_not_change_it():
    blocks = ("".join(map(chr, range(start, start + 256))) for start in range(0, sys.maxunicode + 1, 256))
    # Most blocks have nothing but unassigned and private code points, and fold to themselves.
    used = (block for block in blocks if set(map(unicodedata.category, block)) - {"Cn", "Co", "Cs"} or fold_text(block) != block)
    folded = ((one, fold_text(one)) for block in used for one in block)
    changed = ((one, once) for one, once in folded if once != one)
    assert [unicodedata.name(one, repr(one)) for one, once in changed if fold_text(once) != once] == []


def test_figures_are_normalized_and_letters_are_not():
    assert normalize_figures("\u200f١٩٤٥–۰۵‑07 أ?") == "1945-05-07 أ?"
