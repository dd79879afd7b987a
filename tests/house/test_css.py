"""Style sheets use logical properties, as Arabic and English share them; Arabic is not letter-spaced; themes set colours only."""

import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b",
    re.IGNORECASE,
)
SHEETS = sorted((ROOT / "archive" / "static").rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def find_physical_properties(css: str) -> list[str]:
    return [match[0] for match in PHYSICAL.finditer(COMMENT.sub("", css))]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_logical_properties(sheet: Path):
    assert find_physical_properties(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "css", ["a{margin-left:1px}", "a{ right : 0}", "a{text-align:left}", "a{border-left-color:red}", "a{float:right}"]
)
def test_physical_property_is_recognized(css):
    assert find_physical_properties(css)


@pytest.mark.parametrize("css", ["a{margin-inline-start:1px}", "a{inset-inline-end:0}", "a{text-align:start}", "a{--left:1}"])
def test_logical_property_is_accepted(css):
    assert not find_physical_properties(css)


def test_arabic_is_never_letter_spaced():
    for sheet in SHEETS:
        for rule in re.findall(r"([^{}]*)\{([^{}]*)\}", COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
            if "letter-spacing" in rule[1]:
                assert "lang=ar" not in rule[0].replace('"', ""), (sheet.name, rule[0])


def test_themes_set_colours_only():
    themes = [
        block
        for sheet in SHEETS
        for block in re.findall(
            r"prefers-color-scheme[^{]*\{\s*:root\s*\{([^{}]*)\}\s*\}", COMMENT.sub("", sheet.read_text("utf-8"))
        )
    ]
    assert len(themes) == sum(COMMENT.sub("", sheet.read_text("utf-8")).count("prefers-color-scheme") for sheet in SHEETS) > 0
    for rule in (rule.strip() for block in themes for rule in block.split(";") if rule.strip()):
        assert re.fullmatch(r"--[\w-]+: #[0-9a-f]{6}", rule)


def test_there_are_style_sheets():
    assert len(SHEETS) >= 4
