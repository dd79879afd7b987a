"""Changes are shown as rows: with words, languages and runs."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from archive.versions.change_rows import FieldValue, list_change_rows
from archive.versions.differences import compare_records
from tests.support.changed_records import CHANGED_CLAIM, CHANGED_PLACE, CHANGED_SENTENCE, CLAIM, LANGUAGES, PLACE, SENTENCE

CASES = [("claim", CLAIM, CHANGED_CLAIM), ("camp", PLACE, CHANGED_PLACE), ("sentence", SENTENCE, CHANGED_SENTENCE)]


@pytest.fixture(autouse=True, scope="module")
def _english():
    with override("en"):
        yield


def summarize(kind: str, old: dict, new: dict) -> list[tuple[str, str]]:
    return [(str(row.label), row.kind) for row in list_change_rows(kind, old, new, LANGUAGES)]


def test_rows_have_the_order_of_the_fields():
    assert summarize("claim", CLAIM, CHANGED_CLAIM) == [
        ("Statement (Arabic)", "changed"),
        ("Statement (English)", "changed"),
        ("Short label", "added"),
        ("What it is about", "reordered"),
        ("What it is about", "added"),
        ("Evidence 1: quotation", "changed"),
        ("Evidence 1: end, in characters", "changed"),
        ("Evidence 2: reading status", "changed"),
        ("Evidence 3", "added"),
        ("Date", "removed"),
    ]


def test_equal_records_have_no_rows():
    assert list_change_rows("claim", CLAIM, CLAIM) == []
    assert render_to_string("versions/_field_changes.html", {"changes": []}).strip() == ""


def test_quotation_has_the_language_of_its_source():
    rows = {str(row.label): row for row in list_change_rows("claim", CLAIM, CHANGED_CLAIM, LANGUAGES)}
    quotation = rows["Evidence 1: quotation"].new
    assert (quotation.language, quotation.is_source) == ("ar", True)
    assert "same" in [run.kind for run in rows["Evidence 1: quotation"].runs]
    unknown = {str(row.label): row for row in list_change_rows("claim", CLAIM, CHANGED_CLAIM)}["Evidence 1: quotation"].new
    assert (unknown.language, unknown.is_code) == ("", False)


def test_code_is_written_in_words():
    rows = {str(row.label): row for row in list_change_rows("claim", CLAIM, CHANGED_CLAIM, LANGUAGES)}
    row = rows["Evidence 2: reading status"]
    assert (row.old, row.new) == (FieldValue("Plain reading", "en", is_word=True), FieldValue("Emended", "en", is_word=True))


def test_added_part_has_its_fields():
    rows = {str(row.label): row for row in list_change_rows("claim", CLAIM, CHANGED_CLAIM, LANGUAGES)}
    parts = {str(part.label): [value.text for value in part.values] for part in rows["Evidence 3"].parts}
    assert parts["quotation"] == ["سيرا على الأقدام"]
    assert "prefix" not in parts
    assert [str(part.label) for part in rows["Short label"].parts] == ["Arabic", "English"]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ({"x": None}, {"x": "a"}, ["added"]),
        ({"x": "a"}, {}, ["removed"]),
        ({"x": [1]}, {"x": "a"}, ["removed", "added"]),
        ({"x": []}, {"x": None}, ["removed"]),
        ({"x": {"y": 1}}, {"x": {"y": 2}}, ["changed"]),
        ({"x": ""}, {"x": "a b"}, ["changed"]),
        ({"x": [{"y": [{}]}, 2]}, {"x": [2, {"y": [{}]}]}, ["reordered"]),
        ({"x": True}, {"x": None}, ["removed"]),
        ({}, {"x": None}, ["added"]),
    ],
)
def test_unknown_shapes_have_rows(old, new, kinds):
    rows = list_change_rows("claim", old, new)
    assert [row.kind for row in rows] == kinds
    assert "<code>x</code>" in render_to_string("versions/_field_changes.html", {"changes": rows, "language": "en"})


NAMES = st.sampled_from(["ar", "statement", "evidence", "quote", "passage", "language", "names", "future"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(["", "a b", "نص", "letter:1.1", "en"]))
VALUES = st.recursive(
    SCALARS, lambda values: st.lists(values, max_size=4) | st.dictionaries(NAMES, values, max_size=4), max_leaves=12
)


@settings(max_examples=50)
@given(st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_records_have_rows_if_they_differ(old, new):
    with override("en"):
        rows = list_change_rows("claim", old, new, LANGUAGES)
        rendered = render_to_string("versions/_field_changes.html", {"changes": rows})
    assert bool(rows) == bool(compare_records(old, new))
    assert rendered.count("<dt>") == len(rows)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("kind", "old", "new"), CASES)
def test_rendered_changes_say_in_words_what_changed(kind, old, new, language):
    with override(language):
        rows = list_change_rows(kind, old, new, LANGUAGES)
        rendered = html.fromstring(render_to_string("versions/_field_changes.html", {"changes": rows, "language": language}))
    assert len(rendered.xpath(".//dt")) == len(rows)
    for change in rendered.xpath(".//dd//*[self::del or self::ins]"):
        assert change.xpath(".//*[@class='visually-hidden']"), html.tostring(change, encoding="unicode")
    for text in rendered.xpath(".//*[@lang][@dir]"):
        assert text.get("dir") == ("rtl" if text.get("lang") == "ar" else "ltr")


def test_rendered_texts_are_complete():
    rows = list_change_rows("claim", CLAIM, CHANGED_CLAIM, LANGUAGES)
    rendered = html.fromstring(render_to_string("versions/_field_changes.html", {"changes": rows, "language": "en"}))
    edited = rendered.xpath(".//dd[contains(@class, 'edited')][@lang='en']")[0]
    for hidden in edited.xpath(".//*[@class='visually-hidden']"):
        hidden.drop_tree()
    for removed in edited.xpath(".//del"):
        removed.drop_tree()
    assert edited.text_content() == CHANGED_CLAIM["statement"]["en"]
