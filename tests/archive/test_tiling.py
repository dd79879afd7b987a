"""Paragraphs and sentences must tile the text to the letter."""

import pytest

from tests.support.corrupted_fixtures import PASSAGES, check_case, corrupt_fixtures, find_problems, replace_text

LAST = 'إلى يوم تقريبا الأخيرة من الحرب ، وسار السلطات الألمانية السجناء إلى أماكن مختلفة في الرايخ."'
FIRST_OF_THIRD = 'start: 1180\n    end: 1853\n    sentences:\n      - ref: "3.1"\n        start: '
SECOND = 'start: 147\n        end: 224\n        exact: "نظرا'
EARLY = 'start: ⌖145\n        end: 224\n        exact: ". نظرا'

CASES = [
    replace_text("passage.wrong-ref", PASSAGES, 'ref: "4"', 'ref: ⌖"5"', "5", "4"),
    replace_text("passage.out-of-text", PASSAGES, "start: 1855\n    end: 2240", "start: 1855\n    end: ⌖2241", "4", "2241", "2240"),
    replace_text(
        "passage.wrong-text", PASSAGES, 'exact: "عملية هجوم', 'exact: "عملية ه⌖حوم', "1.1", "7", "“ح” U+062D", "“ج” U+062C"
    ),
    replace_text("passage.wrong-text", PASSAGES, f'exact: "{LAST}', f'exact: "{LAST[:-1]}⌖ "', "4.4", "92", "“ ” U+0020", "—"),
    replace_text("passage.overlap", PASSAGES, SECOND, EARLY, "1.2", "145", "1.1", "146"),
    replace_text("passage.overlap", PASSAGES, "start: 1180\n    end", "start: ⌖1100\n    end", "3", "1100", "2", "1178"),
    replace_text(
        "passage.outside-paragraph", PASSAGES, FIRST_OF_THIRD, FIRST_OF_THIRD.replace("1180", "1181") + "⌖", "3.1", "1181", "1853"
    ),
    replace_text(
        "passage.gap",
        PASSAGES,
        SECOND,
        f"start: ⌖{SECOND[7:]}",
        "1.1",
        "1.2",
        ".",
        also={"end: 146\n": "end: 145\n", "مايدانيك.": "مايدانيك"},
    ),
    replace_text(
        "passage.gap", PASSAGES, f'end: 2240\n        exact: "{LAST}', f'end: ⌖2239\n        exact: "{LAST[:-2]}"', "4.4", "."
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


SHIFTED = replace_text("", PASSAGES, SECOND, SECOND.replace("147", "148").replace("224", "225"))


@pytest.mark.parametrize(("fault", "told"), [(SHIFTED, {"start": 147, "end": 224}), (CASES[2], None)], ids=["moved", "mistyped"])
def test_where_the_words_of_a_sentence_stand_is_told(fault, told, tmp_path):
    (problem,) = [one for one in find_problems(corrupt_fixtures(tmp_path, fault)) if one.id == "passage.wrong-text"]
    assert [dict(hint.values) for hint in problem.hints] == ([told] if told else [])
