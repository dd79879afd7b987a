"""Records are compared field by field: every difference is reported, and nothing else."""

import pytest
from django.conf import settings

from archive.editions.changes import KIND_HEADINGS, list_changed_fields
from archive.ledger.chain import LEDGER_FOLDER, read_ledger


def test_field_is_identified_by_its_path_and_a_list_is_one_field():
    record = {"claim": "a", "statement": {"ar": "أ", "en": "a"}, "evidence": [{"quote": "أ"}]}
    assert list_changed_fields({}, record) == ("claim", "statement.ar", "statement.en", "evidence")


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, ()),
        ({"a": 1}, {"a": "1"}, ("a",)),
        ({"a": 1}, {}, ("a",)),
        ({}, {"a": {"b": 1}}, ("a.b",)),
        ({"a": [1, 2]}, {"a": [2, 1]}, ("a",)),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"c": 2, "b": 1}]}, ()),
        ({"a": ""}, {"a": " "}, ("a",)),
        ({"z": "é"}, {"z": "e\u0301"}, ("z",)),
    ],
)
def test_difference_is_reported_and_nothing_else(before, after, fields):
    assert list_changed_fields(before, after) == fields


def test_every_published_kind_has_a_heading():
    ledger = read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER)
    assert {key.kind for key in ledger.last_lines} <= {*KIND_HEADINGS}
