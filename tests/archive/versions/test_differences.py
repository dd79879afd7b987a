"""Two versions of a record are compared field by field; the changes, applied to the old one, give the new one."""

from __future__ import annotations

import copy
import json
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.versions.differences import ITEM_KEYS, FieldChange, compare_records

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from(["", "a", "ب", "camp:dachau"]))
NAMES = st.sampled_from(["ar", "en", "quote", "passage", "language", "name", "note", *ITEM_KEYS])
VALUES = st.recursive(
    SCALARS, lambda values: st.lists(values, max_size=5) | st.dictionaries(NAMES, values, max_size=5), max_leaves=20
)
ITEMS = st.fixed_dictionaries(
    {
        name: st.sampled_from(["a", "b", "c"])
        for name in ("passage", "quote", "language", "name", "text", "authority", "identifier", "value")
    },
    optional={"note": VALUES},
)
RECORDS = st.dictionaries(NAMES, VALUES, max_size=5) | st.dictionaries(
    st.sampled_from(sorted(ITEM_KEYS)), st.lists(ITEMS, max_size=6), max_size=3
)


def apply_changes(old: Any, changes: list[FieldChange], path: tuple = ()) -> Any:
    """Return the value at ``path`` after the changes at and below it."""
    for change in changes:
        if change.path == path and change.kind == "changed":
            return change.new
    below = [change for change in changes if change.path[: len(path)] == path]
    items = {change.path[len(path)]: change for change in below if len(change.path) == len(path) + 1 and change.kind == "added"}
    removed = {change.path[-1] for change in below if len(change.path) == len(path) + 1 and change.kind == "removed"}
    if isinstance(old, dict):
        unchanged = {name: apply_changes(value, below, (*path, name)) for name, value in old.items() if name not in removed}
        return unchanged | {name: change.new for name, change in items.items()}
    if isinstance(old, list):
        unchanged = [at for at in range(len(old)) if at not in removed]
        orders = [change.order for change in below if change.path == path and change.kind == "reordered"]
        unchanged = iter(orders[0] if orders else unchanged)
        length = len(old) - len(removed) + len(items)
        return [items[at].new if at in items else apply_changes(old[next(unchanged)], below, (*path, at)) for at in range(length)]
    return old


def encode(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@given(RECORDS, RECORDS)
def test_changes_applied_to_old_record_give_new_one(old, new):
    changes = compare_records(old, new)
    before = copy.deepcopy(old)
    assert encode(apply_changes(old, changes)) == encode(new)
    assert old == before
    assert bool(changes) == (encode(old) != encode(new))


def read_path(value: Any, path: tuple) -> Any:
    for part in path:
        value = value[part]
    return value


@given(RECORDS, RECORDS)
def test_paths_lead_to_the_values(old, new):
    for change in compare_records(old, new):
        if change.kind in ("changed", "added"):
            assert encode(read_path(new, change.path)) == encode(change.new)
        if change.kind in ("changed", "removed"):
            assert encode(read_path(old, change.old_path)) == encode(change.old)


@given(RECORDS)
def test_equal_records_have_no_changes(record):
    assert compare_records(record, copy.deepcopy(record)) == []


@given(RECORDS, RECORDS)
def test_changes_do_not_depend_on_the_order_of_fields(old, new):
    assert compare_records(dict(reversed(old.items())), dict(reversed(new.items()))) == compare_records(old, new)


@given(st.lists(st.sampled_from("abcdef"), max_size=8).flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_permuted_list_is_only_reordered(lists):
    old, new = lists
    changes = compare_records({"about": old}, {"about": new})
    assert [change.kind for change in changes] == ["reordered"] * (old != new)


def evidence(passage: str, quote: str, **fields: object) -> dict[str, object]:
    return {"passage": f"letter:{passage}", "quote": quote, "status": "plain", **fields}


FIRST, SECOND, THIRD = evidence("1.1", "one"), evidence("1.2", "two"), evidence("1.3", "three")


def compare_lists(name: str, old: list, new: list) -> list[tuple]:
    changes = compare_records({name: old}, {name: new})
    return [(change.kind, *change.path[1:]) for change in changes]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("evidence", [FIRST, SECOND], [THIRD, FIRST, SECOND], [("added", 0)]),
        ("evidence", [FIRST, SECOND, THIRD], [FIRST, THIRD], [("removed", 1)]),
        ("evidence", [FIRST, SECOND], [SECOND, FIRST], [("reordered",)]),
        ("evidence", [FIRST, SECOND], [FIRST, SECOND | {"status": "emended"}], [("changed", 1, "status")]),
        ("evidence", [FIRST, SECOND], [THIRD, FIRST, SECOND | {"status": "emended"}], [("added", 0), ("changed", 2, "status")]),
        ("evidence", [FIRST], [evidence("1.1", "other words")], [("changed", 0, "quote")]),
        ("evidence", [FIRST], [SECOND], [("removed", 0), ("added", 0)]),
        (
            "evidence",
            [FIRST, SECOND],
            [SECOND | {"status": "emended"}, FIRST],
            [("reordered",), ("changed", 0, "status")],
        ),
        (
            "variants",
            [{"language": "ar", "name": "ا"}, {"language": "pl", "name": "b"}],
            [{"language": "ar", "name": "ج"}, {"language": "ar", "name": "ا"}, {"language": "de", "name": "b"}],
            [("added", 0), ("changed", 2, "language")],
        ),
        (
            "authorities",
            [{"authority": "gnd", "identifier": "1"}, {"authority": "wikidata", "identifier": "Q1"}],
            [{"authority": "wikidata", "identifier": "Q2"}],
            [("removed", 0), ("changed", 0, "identifier")],
        ),
        (
            "readings",
            [{"language": "en", "text": "a"}],
            [{"language": "ar", "text": "ا"}, {"language": "en", "text": "b"}],
            [("added", 0), ("changed", 1, "text")],
        ),
        ("about", ["a", "b", "c"], ["a", "d", "b", "c"], [("added", 1)]),
        ("about", ["x", "a"], ["a", "x", "a"], [("added", 0)]),
        ("about", ["a", "b"], ["a", "c"], [("removed", 1), ("added", 1)]),
        ("lines", [{"place": "a"}, {"place": "b"}], [{"place": "a"}, {"place": "c"}], [("changed", 1, "place")]),
        ("lines", [{"place": "a"}, {"place": "b"}], [{"place": "c"}, {"place": "a"}, {"place": "b"}], [("added", 0)]),
    ],
)
def test_items_are_matched(name, old, new, expected):
    assert compare_lists(name, old, new) == expected


def test_reordered_list_names_the_old_positions():
    (change,) = compare_records({"about": ["a", "b", "c"]}, {"about": ["c", "a", "b"]})
    assert change == FieldChange(("about",), "reordered", ["a", "b", "c"], ["c", "a", "b"], (2, 0, 1), ("about",))


@pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), (None, ""), ([], {}), ([], None), ("1", 1)])
def test_values_of_other_types_differ(old, new):
    assert compare_records({"note": old}, {"note": new}) == [FieldChange(("note",), "changed", old, new, old_path=("note",))]


def test_thousands_of_mentions_take_bounded_time():
    old = [{"place": f"camp:{at % 40}", "passage": f"letter:{at}.1", "start": 0, "quote": "words"} for at in range(5000)]
    new = [{**mention, "place": "camp:a"} if at % 10 == 0 else mention for at, mention in enumerate(old) if at % 7]
    start = process_time()
    changes = compare_records({"mentions": old}, {"mentions": new})
    assert process_time() - start < 3
    assert {change.kind for change in changes} == {"removed", "changed"}


def test_null_is_not_a_missing_field():
    assert compare_records({"note": None}, {}) == [FieldChange(("note",), "removed", old_path=("note",))]
    assert compare_records({}, {"note": None}) == [FieldChange(("note",), "added", old_path=("note",))]
