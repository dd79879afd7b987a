"""Records are compared field by field: every difference is reported, and nothing else."""

import json

import pytest

from archive.editions.changes import KIND_HEADINGS, Change, compare_records, digest_record, list_changed_fields
from archive.models import Published


def changes(before: dict, after: dict) -> list[Change]:
    """Return the changes from the records ``before`` to those ``after``."""
    texts = {key: json.dumps(record) for key, record in before.items()}
    fixtures = [(key, json.dumps(record)) for key, record in after.items()]
    return list(compare_records({key: digest_record(text) for key, text in texts.items()}, fixtures, texts.__getitem__))


def test_field_is_identified_by_its_path_and_a_list_is_one_field():
    record = {"claim": "a", "statement": {"ar": "أ", "en": "a"}, "evidence": [{"quote": "أ"}]}
    assert list_changed_fields("{}", json.dumps(record)) == ("claim", "statement.ar", "statement.en", "evidence")


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, None),
        ({"a": 1}, {"a": "1"}, ("a",)),
        ({"a": 1}, {}, ("a",)),
        ({}, {"a": {"b": 1}}, ("a.b",)),
        ({"a": [1, 2]}, {"a": [2, 1]}, ("a",)),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"c": 2, "b": 1}]}, None),
        ({"a": ""}, {"a": " "}, ("a",)),
        ({"z": "é"}, {"z": "e\u0301"}, ("z",)),
    ],
)
def test_difference_is_reported_and_nothing_else(before, after, fields):
    key = ("claim", "one")
    expected = [] if fields is None else [Change("changed", *key, fields)]
    assert changes({key: before}, {key: after}) == expected


def test_changes_follow_the_order_of_the_fixtures_with_withdrawn_records_last():
    before = {("claim", name): {"claim": name} for name in "abc"}
    after = {("claim", "d"): {}, ("claim", "c"): {"claim": "x"}, ("route", "a"): {"claim": "a"}}
    assert [(one.outcome, one.kind, one.identifier) for one in changes(before, after)] == [
        ("added", "claim", "d"),
        ("changed", "claim", "c"),
        ("added", "route", "a"),
        ("withdrawn", "claim", "a"),
        ("withdrawn", "claim", "b"),
    ]


@pytest.mark.django_db
def test_every_published_kind_has_a_heading():
    assert {row.kind for row in Published.objects.all()} | {"retired"} == {*KIND_HEADINGS}
