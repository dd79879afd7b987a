"""The register of retired identifiers must lead somewhere, or say when and why a record was withdrawn."""

import pytest

from tests.support.corrupted_fixtures import check_case, corrupt_fixtures, find_problems, replace_text

REGISTER = "register.yaml"
EMPTY = "retired: []\n"
WITHDRAWN = "    withdrawn: 2027-01-31\n    reason: {ar: سبب, en: A reason}\n"


def registered(id_: str, lines: str, *words: str):
    return replace_text(id_, REGISTER, EMPTY, f"retired:\n{lines}", *words)


def entry(identifier: str, outcome: str, kind: str = "claim") -> str:
    return f"  - kind: {kind}\n    identifier: {identifier}\n{outcome}"


CASES = [
    registered("register.still-in-use", entry("⌖thousands-died", WITHDRAWN), "claim:thousands-died"),
    registered("register.still-in-use", entry("⌖dachau", "    renamed: auschwitz\n", "camp"), "camp:dachau"),
    registered("register.twice", entry("old", WITHDRAWN) + entry("⌖old", WITHDRAWN), "claim:old"),
    registered("register.no-outcome", entry("old", "").replace("kind", "⌖kind"), "old"),
    registered("register.no-outcome", entry("old", WITHDRAWN + "    renamed: thousands-died\n").replace("kind", "⌖kind"), "old"),
    registered("register.no-outcome", entry("old", "    withdrawn: 2027-01-31\n").replace("kind", "⌖kind"), "old"),
    registered("register.unknown-target", entry("old", "    renamed: ⌖thousands-dead\n"), "thousands-dead", "claim"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


@pytest.mark.parametrize(
    "lines",
    [
        entry("old", "    renamed: thousands-died\n") + entry("older", "    renamed: thousands-died\n"),
        entry("old", WITHDRAWN) + entry("old", WITHDRAWN, "camp"),
        entry("dachau", "    renamed: baltic-sea\n", "place"),
    ],
)
def test_identifiers_of_other_kinds_and_common_targets_are_no_fault(lines, tmp_path):
    assert find_problems(corrupt_fixtures(tmp_path, registered("", lines))) == []
