"""Records are compared by the digests of their fields: every difference is seen, and nothing that is none."""

import pytest

from archive.changes import Change, compare, digests
from archive.changewords import KINDS
from archive.models import Published


def test_a_field_is_known_by_its_path_and_a_list_is_one_field():
    found = digests({"claim": "a", "statement": {"ar": "أ", "en": "a"}, "evidence": [{"quote": "أ"}]})
    assert [*found] == ["claim", "statement.ar", "statement.en", "evidence"]
    assert found["claim"] == found["statement.en"] != found["statement.ar"]


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
    assert compare({key: digests(before)}, {key: digests(after)}) == expected


def test_changes_come_in_the_order_of_what_is_given_and_then_what_is_gone():
    before = {("claim", name): digests({"claim": name}) for name in "abc"}
    after = {("claim", "d"): digests({}), ("claim", "c"): digests({"claim": "x"}), ("route", "a"): digests({"claim": "a"})}
    assert [(one.outcome, one.kind, one.identifier) for one in compare(before, after)] == [
        ("added", "claim", "d"),
        ("changed", "claim", "c"),
        ("added", "route", "a"),
        ("withdrawn", "claim", "a"),
        ("withdrawn", "claim", "b"),
    ]


@pytest.mark.django_db
def test_every_kind_that_is_kept_has_its_heading():
    assert {row.kind for row in Published.objects.all()} | {"retired"} == {*KINDS}
