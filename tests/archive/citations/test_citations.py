"""Citations of a web page are those of citeproc-js with the official styles, letter for letter.

expected.json is what citeproc.mjs wrote; where ours differs on purpose, a rule below says how and why.
"""

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from archive import citations
from archive.citations import Piece, cite, dates
from archive.dates.words import MONTH_NAMES

FOLDER = Path(__file__).parent
ITEMS = {item["id"]: item for item in json.loads((FOLDER / "items.json").read_text(encoding="utf-8"))}
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
CASES = [
    (name, style, language) for name, styles in EXPECTED.items() for style, expected in styles.items() for language in expected
]
ARABIC = "[ء-ي]"
LEVANTINE_NAMES = {name.split(" (")[0]: name for name in MONTH_NAMES["ar"]}


def join_plain_text(citation: list[Piece]) -> str:
    """Return a citation's text without italics and without the day on which the page was read."""
    return "".join(piece.text for piece in citation if not piece.day)


class Difference(NamedTuple):
    """A difference from citeproc-js: it writes ``theirs``, we write ``ours``, in citations with terms of ``languages``."""

    reason: str
    languages: tuple[str, ...]
    theirs: str
    ours: str | Callable[[re.Match], str]


DIFFERENCES = [
    Difference("The Arabic question mark ends a sentence as «?» does: no full stop after it.", ("en",), r"؟\.", "؟"),
    Difference("The same, where the full stop stands after the quotation mark.", ("ar",), r'؟"\.', '؟"'),
    Difference("The same, where the full stop stands after the italics.", ("en", "ar"), r"؟</i>\.", "؟</i>"),
    Difference(
        "The first part of a hyphenated compound is capitalised, small word or not; citeproc-js does so only before the first break.",
        ("en", "ar"),
        r"\bA by-Way\b",
        "A By-Way",
    ),
    Difference("The last word is capitalised, also after an apostrophe.", ("en", "ar"), r"\bWent to\b", "Went To"),
    Difference(
        "The first word is capitalised, also where it opens a quotation that has another within.",
        ("en", "ar"),
        r"([‘“])a (?=[‘“]Wild)",
        r"\1A ",
    ),
    Difference(
        "An Arabic month has both its names, and no comma after it: readers in Amman know the one, readers in Cairo the other.",
        ("ar",),
        rf"({'|'.join(LEVANTINE_NAMES)})، (?=\d{{4}})",
        lambda match: f"{LEVANTINE_NAMES[match[1]]} ",
    ),
    Difference(
        "An Arabic date has the day before its month, and the comma of Arabic.",
        ("ar",),
        rf"\((\d{{4}}), ({'|'.join(LEVANTINE_NAMES)}) (\d+)\)",
        lambda match: f"({match[1]}، {match[3]} {LEVANTINE_NAMES[match[2]]})",
    ),
    Difference(
        "The same, without a day.",
        ("ar",),
        rf"\((\d{{4}}), ({'|'.join(LEVANTINE_NAMES)})\)",
        lambda match: f"({match[1]}، {LEVANTINE_NAMES[match[2]]})",
    ),
    Difference("Arabic has no ampersand.", ("ar",), r" & ", " و "),
    Difference("The Arabic conjunction is written as one word with what follows.", ("ar",), rf" و (?={ARABIC})", " و"),
    Difference(
        "After an Arabic word (digits and marks between) the comma is «،», as within the dates of the locale itself.",
        ("ar",),
        rf"({ARABIC}(?:</?i>|\d|[^\w,])*),",
        r"\1،",
    ),
    Difference("So too after a title that begins in Arabic and ends in Latin letters.", ("ar",), rf'("{ARABIC}[^"]*"),', r"\1،"),
    Difference(
        "A digest is compared letter for letter: its first letter is not capitalised.",
        ("en", "ar"),
        r"\b[A-F](?=[a-f]*\d)(?=[0-9a-f]{7,63}\b)",
        lambda match: match[0].lower(),
    ),
]


def marked(pieces: list[Piece]) -> str:
    return "".join(f"<i>{piece.text}</i>" if piece.italic else piece.text for piece in pieces)


def read(name: str, style: str, language: str) -> list[Piece]:
    """The citation as the reader's browser shows it, on the day on which the item was accessed."""
    item, pieces = ITEMS[name], cite(ITEMS[name], style, language)
    day = dates.read_date_parts(item, "accessed")
    formatted_days = {
        "en": dates.format_date(day, "en"),
        "mla": dates.format_mla_date(day, "en"),
        "ar": dates.format_date(day, "ar"),
    }
    return [Piece(piece.text.replace("{}", formatted_days[piece.day]), piece.italic) if piece.day else piece for piece in pieces]


def apply_differences(text: str, language: str) -> str:
    for difference in DIFFERENCES:
        if language in difference.languages:
            while (changed := re.sub(difference.theirs, difference.ours, text)) != text:
                text = changed
    return text


@pytest.mark.parametrize(("name", "style", "language"), CASES)
def test_citation_is_that_of_citeproc_but_for_intended_differences(name, style, language):
    assert marked(read(name, style, language)) == apply_differences(EXPECTED[name][style][language], language)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.reason)
def test_every_difference_is_needed(difference):
    languages = {
        language
        for name, style, language in CASES
        if re.search(difference.theirs, EXPECTED[name][style][language]) and language in difference.languages
    }
    assert languages == set(difference.languages)


def test_with_english_terms_hardly_anything_differs():
    differing = {
        name
        for name, style, language in CASES
        if language == "en" and apply_differences(expected := EXPECTED[name][style]["en"], "en") != expected
    }
    assert differing == {
        "question-ar",
        "question-bare-ar",
        "question-curly-ar",
        "publisher-same-en",
        "last-word-en",
        "first-nested-en",
        "version-en",
    }


def test_every_item_was_rendered():
    assert list(ITEMS) == list(EXPECTED)
    assert len(CASES) == len(ITEMS) * 8
    assert {style for _, style, _ in CASES} | {"arabic"} == set(citations.STYLES)


OWN = [
    (
        "bare-ar",
        "«إخلاء معسكر بليشهامر وطريقه إلى غروس روزن»، شواهد، https://archive.example/ar/bare-ar، "
        "اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
    (
        "two-ar",
        "ليلى الحسيني وسمير حداد، «عدّ الأرتال: كم شخصا سار»، شواهد، مارس (آذار) 2025، "
        "https://archive.example/ar/two-ar، اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
    (
        "guillemets-whole-ar",
        "«“قالوا إننا سنعود قبل المساء”»، شواهد، https://archive.example/ar/guillemets-whole-ar، "
        "اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
    (
        "nested-ar",
        "سمير حداد، «ما قصده بعبارة “قالوا ‘اخرجوا’ فخرجنا”»، شواهد، فبراير (شباط) 2026، "
        "https://archive.example/ar/nested-ar، اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
    (
        "question-in-quotes-en",
        "Miriam Levy، «He asked: “Where are they taking us?”»، Shawahid، 2026، "
        "https://archive.example/en/question-in-quotes-en، اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
    (
        "mononym-ar",
        "سلمى، «رسالة من غير توقيع»، شواهد، 28 فبراير (شباط) 2026، https://archive.example/ar/mononym-ar، "
        "اطُّلع عليه في 5 يناير (كانون الثاني) 2027.",
    ),
    (
        "three-en",
        "Miriam Levy و Jan Novák و Seán O’Hara، «A map of the camps in the winter of 1944–1945»، Shawahid، "
        "31 ديسمبر (كانون الأول) 2024، https://archive.example/en/three-en، اطُّلع عليه في 23 نوفمبر (تشرين الثاني) 2026.",
    ),
]


@pytest.mark.parametrize(("name", "expected"), OWN)
def test_the_arabic_form(name, expected):
    assert [join_plain_text(read(name, "arabic", language)) for language in ("ar", "en")] == [expected, expected]


UNDATED = {
    "chicago-note": "“The Evacuation of Blechhammer and Its Route to Gross-Rosen,” Shawahid, https://archive.example/en/bare-en.",
    "chicago-bibliography": "Shawahid. “The Evacuation of Blechhammer and Its Route to Gross-Rosen.” https://archive.example/en/bare-en.",
    "apa": "The evacuation of Blechhammer and its route to Gross-Rosen. (n.d.). Shawahid. https://archive.example/en/bare-en",
    "mla": "“The Evacuation of Blechhammer and Its Route to Gross-Rosen.” Shawahid, https://archive.example/en/bare-en.",
    "arabic": "«The evacuation of Blechhammer and its route to Gross-Rosen»، Shawahid، https://archive.example/en/bare-en.",
}


@pytest.mark.parametrize("style", UNDATED)
def test_served_citation_has_no_access_day_and_is_complete_without_it(style):
    item = {name: value for name, value in ITEMS["bare-en"].items() if name != "accessed"}
    assert join_plain_text(cite(item, style, "en")) == UNDATED[style]
    assert "{}" not in join_plain_text(cite(item, style, "ar"))


@pytest.mark.parametrize("style", citations.STYLES)
def test_an_arabic_citation_has_one_kind_of_comma(style):
    """The name of the museum ends in an acronym, every title in a digest."""
    item = ITEMS["bare-ar"] | {
        "author": [{"literal": "متحف الولايات المتحدة التذكاري للهولوكوست (USHMM)"}],
        "title": "«مات الآلاف من السجناء»، الجملة 3.3@0-21، [مسيرات الموت]، SHA-256 09cfd771",
    }
    assert "," not in join_plain_text(cite(item, style, "ar"))


def test_plain_leaves_only_the_italics_out():
    pieces = cite(ITEMS["author-en"], "apa", "en")
    assert [piece.italic for piece in pieces] == [False, True, False]
    assert join_plain_text(pieces) == re.sub("</?i>", "", EXPECTED["author-en"]["apa"]["en"])


def test_the_package_is_pure():
    for path in Path(citations.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""]
            assert not any(name.startswith("django") for name in names), path.name
