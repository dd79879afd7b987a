"""Words of a quotation that are others, added or left out."""

import pytest

from archive.quotations.tokens import tokenize_text
from archive.quotations.word_changes import are_similar, compare_words, count_same_words, is_close

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
        ("prisoners died", "prisoners marched", (1, 1)),
        ("prisoners", "guards", (0, 0)),
        ("death march to", "deathmarch to", (2, 1)),
        ("deathmarch to", "death march to", (1, 2)),
        ("a b c d", "abcd", (4, 1)),
        ("a b c d e", "abcde", (0, 0)),
        ("ab", "a", (0, 0)),
        ("prisoners12", "prisoners", (1, 1)),
        ("prisoners12", "prison", (0, 0)),
        ("of12", "of", (0, 0)),
        ("abcx", "abc", (0, 0)),
        ("2 000", "2000", (2, 1)),
        ("200 000", "200000", (2, 1)),
        ("2000 000", "2000000", (0, 0)),
        ("20 00", "2000", (0, 0)),
        ("ss 2", "ss2", (2, 1)),
    ],
)
def test_words_of_both_sides_that_are_the_same(quotation, text, expected):
    assert count_same_words(tokenize_text(quotation), 0, tokenize_text(text), 0) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("lied", "died", True),
        ("cat", "cot", True),
        ("ab", "ac", False),
        ("1945", "1944", False),
        ("march1", "march2", False),
        ("cats", "dogs", False),
        ("house", "horns", False),
        ("marched", "marxhes", True),
        ("marches", "marxhyz", False),
    ],
)
def test_similar_words_differ_in_a_letter_for_three(first, second, expected):
    assert are_similar(first, second) is expected


@pytest.mark.parametrize(
    ("quotation", "text", "expected"),
    [
        ("one two three four five six", "one two three four fixe sin", True),
        ("one two three four five", "one two three fxur fyve", False),
        ("one two three four", "onx twx three four", True),
        ("one two three", "one twelve thirteen", False),
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
