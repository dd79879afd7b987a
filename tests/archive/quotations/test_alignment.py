"""Words are the same but for spelling, or they are other words; of a quotation the stretches that stand are told from those that do not."""

import pytest

from archive.quotations.alignment import align_quotation
from archive.quotations.spelling import has_same_words

SPELLING = [
    ("الالاف الى فى", "الآلاف إلى في"),
    ("مَاتَ الآلاف", "مات الآلاف"),
    ("مـــات الآلاف", "مات الآلاف"),
    ("في ٧ مايو ١٩٤٥", "في 7 مايو 1945"),
    ("ساكسنهاوسن", "ساكسنهاوزن"),
    ("لوبلان/مايدانيك", "لوبلان / مايدانيك"),
    ("معسكراتالاعتقال", "معسكرات الاعتقال"),
    ("dyed of exposure,", "died of exposure"),
]
OTHER_WORDS = [
    ("في 7 مايو 1945", "في 7 مايو 1944"),
    ("لم يكن لديه الوقت", "يكن لديه الوقت"),
    ("لم", "لا"),
    ("قتل", "قيل"),
    ("مئات", "آلاف"),
    ("شرقا", "غربا"),
    ("من داخاو", "إلى داخاو"),
]


@pytest.mark.parametrize(("given", "stands"), SPELLING)
def test_the_same_words_spelled_otherwise(given, stands):
    assert has_same_words(given, stands)
    assert has_same_words(stands, given)


@pytest.mark.parametrize(("given", "stands"), OTHER_WORDS)
def test_other_words_are_not_a_spelling(given, stands):
    assert not has_same_words(given, stands)
    assert not has_same_words(stands, given)


def told(quotation: str, *texts: str) -> list[tuple]:
    """Each stretch with the words that it stands as, or None."""
    return [
        (one.span.of(quotation), None if one.text is None else one.stands.of(texts[one.text]))
        for one in align_quotation(quotation, texts)
    ]


def test_stretches_stand_or_do_not_in_order():
    found = told("a b c d x y e f g h.", "… a b c d, e f g h …")
    assert found == [("a b c d", "a b c d"), ("x y", None), ("e f g h", "e f g h")]


def test_a_stretch_too_short_to_mean_anything_does_not_stand():
    assert told("a b c q r s t u", "a b c and more") == [("a b c q r s t u", None)]
    assert told("a b", "a b") == [("a b", "a b")]


def test_a_short_stretch_counts_where_it_goes_on_after_another():
    assert told("a b c d x e f", "a b c d y e f") == [("a b c d", "a b c d"), ("x", None), ("e f", "e f")]


def test_the_longest_stretch_is_preferred_and_of_equals_the_one_letter_for_letter():
    assert told("أ ب ج د ه", "ا ب ج د ه", "أ ب ج د ه") == [("أ ب ج د ه", "أ ب ج د ه")]
    assert told("a b c d e", "a b c d", "a b c d e") == [("a b c d e", "a b c d e")]


def test_words_of_one_letter_can_be_compared_without_spaces():
    assert told("死亡行军一九四五", "他们死亡行军一九四五年") == [("死亡行军一九四五", "死亡行军一九四五")]
