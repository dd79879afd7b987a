"""Two texts are compared word by word; the runs hold every character of both."""

from __future__ import annotations

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.versions import word_differences
from archive.versions.word_differences import compare_words

PIECES = st.sampled_from(
    [
        "the",
        "march",
        "1944",
        "1944-12",
        "سار",
        "السجناء",
        "مُعَسْكَر",
        "Lublin",
        " ",
        "  ",
        "\n",
        "\u200f",
        ".",
        "،",
        "«",
        "/",
        "’",
        "\u0651",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=20)


def write(old: str, new: str) -> str:
    """Return the runs as a text: ``[-removed-]``, ``[+added+]``."""
    signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("[+", "+]")}
    return "".join(run.text.join(signs[run.kind]) for run in compare_words(old, new))


def assert_complete(old: str, new: str) -> None:
    runs = compare_words(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
    assert all(run.text for run in runs)
    assert all(first.kind != second.kind for first, second in pairwise(runs))


@given(TEXTS, TEXTS)
def test_runs_are_both_texts(old, new):
    assert_complete(old, new)


@given(TEXTS, TEXTS)
def test_runs_are_both_texts_if_not_aligned(old, new):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_differences, "MAX_COMPARED_PAIRS", 3)
        assert_complete(old, new)


@given(TEXTS)
def test_equal_texts_are_one_run(text):
    assert compare_words(text, text) == ([("same", text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "a b", "[+a b+]"),
        ("a b", "", "[-a b-]"),
        ("The big dog ran.", "The dog ran.", "The[- big-] dog ran."),
        ("The dog ran.", "The big dog ran.", "The[+ big+] dog ran."),
        ("In summer 1944 they left.", "In autumn 1944 they left.", "In [-summer-][+autumn+] 1944 they left."),
        ("On 1944-12-01.", "On 1944-12-02.", "On [-1944-12-01-][+1944-12-02+]."),
        ("at 3.5 km", "at 3.6 km", "at [-3.5-][+3.6+] km"),
        ("It ended. Then", "It ended, then", "It ended[-. Then-][+, then+]"),
        ("نُقل السجناء إلى داخاو.", "نُقل السجناء سيرا إلى داخاو.", "نُقل السجناء[+ سيرا+] إلى داخاو."),
        ("معسكر مايدانيك (Majdanek)", "معسكر مايدانيك (Lublin)", "معسكر مايدانيك ([-Majdanek-][+Lublin+])"),
        ("مُعسكر", "معسكر", "[-مُعسكر-][+معسكر+]"),
        ("one  two", "one two", "one [- -]two"),
        ("first line\nsecond", "first line second", "first line[-\n-][+ +]second"),
        ("evacuated", "evacuate", "[-evacuated-][+evacuate+]"),
        # A short run between longer changes is joined to them.
        ("a b c of d e f", "g h i of j k l", "[-a b c of d e f-][+g h i of j k l+]"),
        ("a of b", "c of d", "[-a-][+c+] of [-b-][+d+]"),
    ],
)
def test_words_are_compared(old, new, expected):
    assert write(old, new) == expected


@pytest.mark.parametrize("changed", [10, 5000])
def test_five_thousand_words_take_bounded_time(changed):
    chance = random.Random(7)  # noqa: S311
    words = [chance.choice(["march", "the", "سار", "of"]) + str(chance.randrange(300)) for _ in range(5000)]
    other = list(words)
    for at in chance.sample(range(5000), changed):
        other[at] = chance.choice(words)
    old, new = " ".join(words), " ".join(other)
    start = process_time()
    assert_complete(old, new)
    assert process_time() - start < 2
