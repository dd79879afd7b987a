"""Whoever follows the handbook sees what it prints, and has in the end the finished example. ``HANDBOOK=write`` writes today's outputs into it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from archive.fixtures.problems.handbook_page import make_handbook_page
from archive.fixtures.problems.problem import MESSAGES
from tests.support.example_fixtures import EXAMPLE, list_example_files
from tests.support.handbook import HANDBOOK, Reader, chapters, follow_chapters

pytestmark = pytest.mark.one_engine

LANGUAGES = ("ar", "en")


# The day of accession is that of the one who follows; the Arabic chapters quote the Arabic notice where the example quotes the English.
OWN = {"en": {"accessioned"}, "ar": {"accessioned", "passage", "quote"}}


def without(data: object, keys: set[str]) -> object:
    """Plain data of a record, without ``keys`` at any depth."""
    if isinstance(data, dict):
        return {key: without(value, keys) for key, value in data.items() if key not in keys}
    return [without(item, keys) for item in data] if isinstance(data, list) else data


def record(folder: Path, name: Path, language: str) -> object:
    """A record, but for what the reader of that language makes otherwise."""
    return without(yaml.safe_load((folder / name).read_text("utf-8")), OWN[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_print_what_the_handbook_prints_and_lead_to_the_example(language, tmp_path):
    reader = Reader(tmp_path)
    try:
        pages = list(follow_chapters(language, reader))
    finally:
        reader.leave()
    if os.environ.get("HANDBOOK") == "write":
        for path, text in pages:
            path.write_text(text, "utf-8")
    for path, text in pages:
        assert path.read_text("utf-8") == text
    practice = tmp_path / "var/practice/fixtures"
    assert {path.name for path in practice.glob("claims/invented*")} == {path.name for path in EXAMPLE.glob("claims/*")}
    for name in list_example_files():
        if name.suffix == ".yaml":
            assert record(practice, name, language) == record(EXAMPLE, name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_problems_is_that_of_the_catalogue(language):
    assert (HANDBOOK / language / "9-problems.md").read_text("utf-8") == make_handbook_page(language), "manage.py write_handbook"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_an_anchor_and_no_unfilled_placeholder(language):
    text = make_handbook_page(language)
    assert re.findall(r'^### <a id="(.+?)"></a>`\1`', text, re.MULTILINE) == sorted(MESSAGES, key=text.index)
    assert "%(" not in text


def test_both_languages_have_the_same_chapters_and_commands():
    ar, en = ([path.name for path in chapters(language)] for language in LANGUAGES)
    assert ar == en
    assert len(en) > 5
