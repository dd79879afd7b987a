"""Words of a quotation that are others, added or left out."""

import pytest

from archive.quotations.tokens import tokenize_text
from archive.quotations.word_changes import compare_words, is_close

SAME_WORDS = [
    ("الالاف الى فى", "الآلاف إلى في"),
    ("مَاتَ الآلاف", "مات الآلاف"),
    ("مـــات الآلاف", "مات الآلاف"),
    ("في ٧ مايو ١٩٤٥", "في 7 مايو 1945"),
    ("لوبلان/مايدانيك", "لوبلان / مايدانيك"),
    ("معسكراتالاعتقال", "معسكرات الاعتقال"),
    ("died of exposure,", "Died of exposure"),
    ("ab cd other", "abcd other"),
    ("two thousand: 2 000", "two thousand: 2000"),
    ("السجناء¹ من", "السجناء من"),
    ("السجناء[12] من", "السجناء من"),
    ("السجناء(3) من", "السجناء من"),
    ("السجناء1 من", "السجناء من"),
    ("prisoners died", "prisoners [3] died"),
    ("", ""),
]
# Quotation, text, and the words that differ of both.
OTHER_WORDS = [
    ("ساكسنهاوسن", "ساكسنهاوزن", [("ساكسنهاوسن", "ساكسنهاوزن")]),
    ("في العرب", "في الغرب", [("العرب", "الغرب")]),
    ("they lied of hunger", "they died of hunger", [("lied", "died")]),
    ("في 7 مايو 1945", "في 7 مايو 1944", [("1945", "1944")]),
    ("لم يكن لديه", "يكن لديه", [("لم", "")]),
    ("يكن لديه", "لم يكن لديه", [("", "لم")]),
    ("من داخاو", "إلى داخاو", [("من", "إلي")]),
    ("on 7 9 May", "on 79 May", [("7 9", "79")]),
    ("no where man", "now here man", [("no", "now"), ("where", "here")]),
    ("prisoners [4] died", "prisoners [3] died", [("4", "3")]),
    ("(1944) in May", "in May", [("1944", "")]),
    ("x معسكراتالاعتقال", "y معسكرات الاعتقال", [("x", "y")]),
    ("a b", "", [("a b", "")]),
]


def list_changes(quotation: str, text: str) -> list[tuple[str, str]]:
    """Return the folded words that differ, of both sides."""
    sides = tokenize_text(quotation), tokenize_text(text)

    def join(tokens, words):
        return " ".join(tokens[at].folded for at in words)

    return [(join(sides[0], change.quoted), join(sides[1], change.original)) for change in compare_words(*sides)]


@pytest.mark.parametrize(("quotation", "text"), SAME_WORDS)
def test_same_words_in_other_spelling(quotation, text):
    assert list_changes(quotation, text) == []


@pytest.mark.parametrize(("quotation", "text", "changes"), OTHER_WORDS)
def test_a_word_with_another_letter_is_another_word(quotation, text, changes):
    assert list_changes(quotation, text) == [
        tuple(part.replace("إلى", "الي").replace("إلي", "الي") for part in pair) for pair in changes
    ]


def test_long_text_of_few_words_is_compared_word_by_word():
    words = "على " * 200
    assert list_changes(f"{words} الحزب {words} معسكراتالاعتقال", f"{words} الحرب {words} معسكرات الاعتقال") == [("الحزب", "الحرب")]


@pytest.mark.parametrize(
    ("quotation", "text", "expected"),
    [
        ("مسيرات الصوت", "مسيرات الموت", True),
        ("مدينة الموت", "مسيرات الموت", False),
        ("the 8 May", "the 7 May", True),
        ("8 May", "7 May", False),
        ("one two three four", "five two three four", True),
        ("one two three four", "five six three four", False),
        ("died of cold", "died of old age and many other things", False),
    ],
)
def test_few_changes_are_close(quotation, text, expected):
    sides = tokenize_text(quotation), tokenize_text(text)
    assert is_close(*sides, compare_words(*sides)) is expected
