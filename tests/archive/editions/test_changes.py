"""Records are compared field by field: every difference is seen, and nothing that is none."""

import json

import pytest

from archive.editions.changes import KIND_HEADINGS, Change, compare_records, digest_record, list_changed_fields
from archive.models import Published


def changes(before: dict, after: dict) -> list[Change]:
    """What makes the records ``before`` those ``after``."""
    texts = {key: json.dumps(record) for key, record in before.items()}
    given = [(key, json.dumps(record)) for key, record in after.items()]
    return list(compare_records({key: digest_record(text) for key, text in texts.items()}, given, texts.__getitem__))


def test_a_field_is_known_by_its_path_and_a_list_is_one_field():
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
def test_a_difference_is_seen_and_nothing_else(before, after, fields):
    key = ("claim", "one")
    expected = [] if fields is None else [Change("changed", *key, fields)]
    assert changes({key: before}, {key: after}) == expected


def test_changes_come_in_the_order_of_what_is_given_and_then_what_is_gone():
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
def test_every_kind_that_is_kept_has_its_heading():
    assert {row.kind for row in Published.objects.all()} | {"retired"} == {*KIND_HEADINGS}
