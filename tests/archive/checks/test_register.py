"""The register of retired identifiers, checked on records in memory."""

import pytest

from archive.retirement import check
from tests.support.records import BILINGUAL, register, summary

WITHDRAWN = {"withdrawn": "2027-01-31", "reason": BILINGUAL}
USED = {"claim:new", "camp:old", "claim:draft"}


def entry(identifier: str = "old", kind: str = "claim", **outcome: object) -> dict[str, object]:
    return {"kind": kind, "identifier": identifier, **outcome}


def problems(*entries: dict[str, object]):
    return list(check(register(*entries), USED, {"claim:draft"}))


def test_no_register_has_no_problem():
    assert list(check(None, USED, set())) == []


def test_renamed_and_withdrawn_identifiers_have_no_problem():
    assert problems(entry("older", renamed="new"), entry("oldest", renamed="new"), entry("old", **WITHDRAWN)) == []


def test_identifier_in_use_is_not_retired():
    (problem,) = problems(entry("new", **WITHDRAWN))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "register.still-in-use",
        "register.yaml#retired/0/identifier",
        {"identifier": "claim:new"},
    )


def test_identifier_is_retired_once():
    (problem,) = problems(entry(**WITHDRAWN), entry("other", **WITHDRAWN), entry(**WITHDRAWN))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "register.twice",
        "register.yaml#retired/2/identifier",
        {"identifier": "claim:old"},
    )


@pytest.mark.parametrize(
    ("outcome", "ids"),
    [
        ({}, ["register.no-outcome"]),
        ({"withdrawn": "2027-01-31"}, ["register.no-outcome"]),
        ({"reason": BILINGUAL}, ["register.no-outcome"]),
        ({"renamed": "new", "withdrawn": "2027-01-31"}, ["register.no-outcome"]),
        ({"renamed": "new", "reason": BILINGUAL}, ["register.no-outcome"]),
        ({"renamed": "new", **WITHDRAWN}, ["register.no-outcome"]),
        ({"renamed": "new"}, []),
        (WITHDRAWN, []),
    ],
)
def test_outcome_is_another_name_or_a_day_and_a_reason(outcome, ids):
    told = problems(entry(**outcome))
    assert summary(told) == [(id_, "register.yaml#retired/0") for id_ in ids]
    assert all(dict(problem.values) == {"identifier": "old"} for problem in told)


@pytest.mark.parametrize("target", ["nothing", "draft"])
def test_renamed_identifier_leads_to_a_published_record_of_its_kind(target):
    (problem,) = problems(entry(renamed=target))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "register.unknown-target",
        "register.yaml#retired/0/renamed",
        {"identifier": target, "kind": "claim"},
    )
    assert [one.id for one in problems(entry("older", "camp", renamed="new"))] == ["register.unknown-target"]
