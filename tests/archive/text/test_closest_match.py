"""The closest match of a quotation that is not in a text, its differences with their kinds, and the hints made of them."""

import re
import time
import unicodedata

import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from hypothesis import assume, given
from hypothesis import strategies as some

from archive.fixtures.problems.hints import DIFFERENCE_LABELS, HINT_MESSAGES, MAX_HINTS, make_match_hints
from archive.text import closest_match
from archive.text.anchoring import Span
from archive.text.closest_match import Difference, classify_difference, find_closest_match, find_differences, find_folded_match
from tests.support.corrupted_fixtures import BELARUS, MENTIONS, TEXT, corrupt_fixtures, find_problems, replace_text

SOURCE = (settings.FIXTURES_ROOT / TEXT).read_bytes().decode()
UNUSED_LETTER = "ژ"
SMALL = some.text("ab ،", max_size=12)


def distance(a: str, b: str) -> int:
    """Compute Levenshtein's distance with the textbook table."""
    row = list(range(len(b) + 1))
    for down, left in enumerate(a, 1):
        above, row = row, [down]
        for across, right in enumerate(b, 1):
            row.append(min(above[across] + 1, row[-1] + 1, above[across - 1] + (left != right)))
    return row[-1]


@given(some.data())
def test_single_changed_character_is_the_only_difference(data):
    start = data.draw(some.integers(0, len(SOURCE) - 12))
    words = SOURCE[start : start + data.draw(some.integers(12, 80))]
    at = data.draw(some.integers(4, len(words) - 5))
    around = f"(?={re.escape(words[:at])}.?{re.escape(words[at + 1 :])})|(?={re.escape(words[:at] + words[at:])})"
    assume(len(re.findall(around, SOURCE)) == 1)  # some words occur twice in the text
    wrong, original = data.draw(some.sampled_from([(UNUSED_LETTER, words[at]), (UNUSED_LETTER, ""), ("", words[at])]))
    near = find_closest_match(words[:at] + wrong + words[at + len(original) :], SOURCE)
    assert near.distance == 1
    (difference,) = near.differences
    if wrong:
        assert difference[1:] == (at, wrong, original)
        assert near.words == words
    else:
        assert (difference.quoted, len(difference.original)) == ("", 1)


@given(SMALL.filter(bool), SMALL)
def test_no_part_of_the_text_is_closer(quote, text):
    near = find_closest_match(quote, text)
    least = min(distance(quote, text[i:j]) for i in range(len(text) + 1) for j in range(i, len(text) + 1))
    assert (near is None) == (least * 3 > len(quote))
    if near:
        assert near.distance == distance(quote, near.words) == least
        assert near.words == near.span.of(text)


@given(SMALL, SMALL)
def test_differences_turn_one_text_into_the_other(quoted, original):
    rebuilt, end = "", 0
    for difference in find_differences(quoted, original):
        assert difference.quoted != difference.original
        rebuilt += quoted[end : difference.at] + difference.original
        end = difference.at + len(difference.quoted)
    assert rebuilt + quoted[end:] == original


def test_no_match_for_empty_or_unrelated_quotation():
    assert find_closest_match("", SOURCE) is None
    assert find_closest_match("Warszawa", SOURCE) is None


def test_search_of_too_much_work_is_not_begun(monkeypatch):
    monkeypatch.setattr(closest_match, "MAX_SEARCH_WORK", 12)
    assert find_closest_match("abd", "abce").distance == 1
    assert find_closest_match("abd", "abcef") is None


@pytest.mark.parametrize(
    ("kind", "quote", "original"),
    [
        ("alef", "اوامر", "أوامر"),
        ("alef", "آلى", "ألى"),
        ("ya", "الي", "الى"),
        ("ta", "عمليه", "عملية"),
        ("kaf", "کان", "كان"),
        ("tatweel", "كـان", "كان"),
        ("tatweel", "كـــان", "كان"),
        ("space-before", "وجيزة،", "وجيزة ،"),
        ("space-before", "وجيزة ،", "وجيزة،"),
        ("space", "في\u00a0شرق", "في شرق"),
        ("space", "في  شرق", "في شرق"),
        ("space", "في\nشرق", "في شرق"),
        ("space", "في شرق", "في\n\nشرق"),
        ("space", "في\nشرق", "في\n\nشرق"),
        ("space-before", "وجيزة  ،", "وجيزة،"),
        ("figures", "١944", "1944"),
        ("digit", "1945", "1944"),
        ("form", "أ\u0628", "\u0627\u0654\u0628"),
        ("vowel", "ثمّ", "ثم"),
        ("vowel", "ثمَّ", "ثم"),
        ("punctuation", "وجيزة,", "وجيزة،"),
        ("invisible", "كا\u200cن", "كان"),
        ("invisible", "في\u200fشرق", "في شرق"),
        ("letter", "كلن", "كان"),
        ("letter", "كانن", "كان"),
        ("several", "مات من", "مات الآلاف من"),
        ("several", "كان الحصار", "كان سور"),
        ("pointing", "التعرض والتجويع", "التعرض ، والتجويع"),
        ("character", "كا1", "كان"),
    ],
)
def test_difference_is_classified(kind, quote, original):
    assert [difference.kind for difference in find_differences(quote, original)] == [kind]


@given(some.characters(), some.characters(), some.characters())
def test_every_kind_of_difference_has_a_label(character, other, following):
    for quoted, original in ((character, other), (character, ""), ("", other)):
        assert classify_difference(quoted, original, following) in DIFFERENCE_LABELS


def test_each_character_that_differs_has_its_offset_in_the_quotation():
    differences = list(find_differences("1 men, 67 women", "2 men, 68 women"))
    assert differences == [Difference("digit", 0, "1", "2"), Difference("digit", 8, "7", "8")]
    assert [difference[1:] for difference in find_differences("1ab23", "4ab56")] == [(0, "1", "4"), (3, "2", "5"), (4, "3", "6")]


def test_long_difference_is_not_split():
    assert list(find_differences("a" * 600, "b" * 600)) == [Difference("several", 0, "a" * 600, "b" * 600)]


@pytest.mark.parametrize("quote", ["abc" * 1600, "ab c" * 1000, "ا" * 5000, SOURCE[:2000].replace("ا", "ب", 600)])
def test_long_source_is_searched_quickly(quote):
    best = 1.0
    for _ in range(3):
        start = time.process_time()
        find_closest_match(quote, (SOURCE * 3)[:2500] + "abd" * 833)
        best = min(best, time.process_time() - start)
    assert best < 0.2


def list_hints(tmp_path, quote: str) -> list[str]:
    words = 'quote: "عملية هجوم'
    problems = find_problems(corrupt_fixtures(tmp_path, replace_text("", BELARUS, words, f'quote: ⌖"{quote}')))
    assert [problem.id for problem in problems] == ["anchor.quote-not-found"]
    return problems[0].translate_hints("en")


def test_hints_show_nearest_words_and_each_difference(tmp_path):
    assert list_hints(tmp_path, "عمليه هجوم") == [
        "Nearest to it, in ushmm-death-marches:1.1: “عملية هجوم ضخمة في الصيف 1944 في شرق روسيا البيضاء”.",
        "Character 5 of the quotation (ta marbuta and ha): here U+0647 ARABIC LETTER HEH, in the source U+0629 ARABIC LETTER TEH MARBUTA.",
    ]


def test_short_quotation_in_other_digits_has_a_match(tmp_path):
    hints = list_hints(tmp_path, 'الصيف ١٩٤٤" # ')
    assert hints[0] == "Nearest to it, in ushmm-death-marches:1.1: “الصيف 1944”."
    assert len(hints) == 5
    assert all("the same digit in other figures" in hint for hint in hints[1:])


def test_folded_match_needs_equal_folded_words():
    assert find_folded_match("١٩٤٤", "في 1944.").words == "1944"
    first = find_folded_match("١٩٤٤", "1944 - 1944")
    assert (first.span, first.distance) == (Span(0, 4), 4)
    assert find_folded_match("١٩٤٥", "1944") is None
    assert find_folded_match("\u200f", "1944") is None


def test_hint_shows_the_context_in_the_source(tmp_path):
    words = 'quote: "بوخنفالد"\n    prefix: "إلى "'
    (problem,) = find_problems(corrupt_fixtures(tmp_path, replace_text("", MENTIONS, words, words.replace("إلى", "الى"))))
    assert problem.translate_hints("en")[0].startswith("They are there after “")
    assert any("إلى ” and before “" in hint for hint in problem.translate_hints("en"))


def test_hint_names_the_other_passage(tmp_path):
    hints = list_hints(tmp_path, 'نظرا للتقدم السريع في الإتحاد السوفيتي ، كان SS يكن لديه الوقت لاخلاء المخيم." # ')
    assert hints[0].startswith("Nearest to it, in ushmm-death-marches:1.2: “نظرا")
    assert "U+0625" in hints[1]


def test_no_hint_without_a_match(tmp_path):
    assert list_hints(tmp_path, 'Warszawa, Warszawa" # ') == []


def test_hints_beyond_the_maximum_are_counted():
    quote, original = "".join(f"{n}" * 4 + "ab" * 4 for n in range(10)), "".join("x" * 1 + f"{n}" * 3 + "ab" * 4 for n in range(10))
    hints = list(make_match_hints(find_closest_match(quote, original), "one:1"))
    assert len(hints) == MAX_HINTS + 2
    assert hints[-1].id == "near.more"


@pytest.mark.parametrize("sentence", [*HINT_MESSAGES.values(), *DIFFERENCE_LABELS.values()])
def test_every_hint_is_translated_into_arabic(sentence):
    with override("ar"):
        assert any(unicodedata.bidirectional(letter) == "AL" for letter in gettext(sentence))
