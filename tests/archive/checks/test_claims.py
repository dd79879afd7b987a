"""Claims and what they are said to differ on, checked on records in memory."""

from __future__ import annotations

import pytest

from archive import disagreements
from archive.checks import check_claim, check_together, quoted_within
from tests.support.records import (
    archive,
    change,
    claim,
    known,
    passages,
    questions,
    quote,
    source,
    summary,
)

FILE = "claims/departure.yaml"
DATE = {**quote("at dawn"), "edtf": "1945-01"}


def check(kept, *others, **options):
    records = archive(source(), passages(), kept, *(others or (questions("who"),)))
    return list(check_claim(kept, known(records, **options)))


def test_sound_claim_has_no_problem():
    kept = claim("departure", quote("The train left at dawn."), date=DATE, about=["camp:dachau"], answers=["who"])
    assert check(kept) == []


def test_claim_is_named_as_its_file():
    (problem,) = check(change(claim(), "claim", value="arrival"))
    assert (problem.id, str(problem.spot)) == ("record.file-name", f"{FILE}#claim")
    assert dict(problem.values) == {"identifier": "arrival", "name": "departure"}


def test_claim_needs_evidence():
    (problem,) = check(change(claim(), "evidence", value=[]))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "claim.no-evidence",
        f"{FILE}#evidence",
        {"identifier": "departure"},
    )


def test_every_quotation_of_the_evidence_is_anchored():
    problems = check(claim("departure", quote("The train"), quote("The bus"), quote("t"), quote("train", "letter:9.1")))
    assert summary(problems) == [
        ("anchor.quote-not-found", f"{FILE}#evidence/1/quote"),
        ("anchor.quote-ambiguous", f"{FILE}#evidence/2/quote"),
        ("passage.unknown", f"{FILE}#evidence/3/passage"),
    ]


def test_same_words_are_quoted_once_and_words_not_found_are_left_out():
    problems = check(claim("departure", quote("bus"), quote("train"), quote("bus"), quote("train")))
    twice = [problem for problem in problems if problem.id == "record.twice"]
    assert summary(twice) == [("record.twice", f"{FILE}#evidence/3/quote")]
    assert str(twice[0].values["first"]) == f"{FILE}#evidence/1/quote"


@pytest.mark.parametrize(("field", "name"), [("about", "camp:dachau"), ("answers", "who")])
def test_subjects_and_questions_are_named_once(field, name):
    (problem,) = check(claim(**{field: [name, name]}))
    assert (problem.id, str(problem.spot)) == ("record.twice", f"{FILE}#{field}/1")
    assert (problem.values["found"], str(problem.values["first"])) == (name, f"{FILE}#{field}/0")


def test_subjects_and_questions_are_known_and_near_names_are_proposed():
    problems = check(claim(about=["camp:dachau", "camp:dachav"], answers=["who", "whom"]))
    assert summary(problems) == [("subject.unknown", f"{FILE}#about/1"), ("question.unknown", f"{FILE}#answers/1")]
    assert ["camp:dachau" in problems[0].values["nearest"], "who" in problems[1].values["nearest"]] == [True, True]


def test_questions_that_cannot_be_read_are_not_judged():
    kept = claim(answers=["whom"])
    everything = known(archive(source(), passages(), kept))
    unread = type(everything)(everything.passages, everything.texts, everything.subjects, everything.sources, None)
    assert list(check_claim(kept, unread)) == []


@pytest.mark.parametrize(
    ("edtf", "sense", "ids"),
    [
        ("1944-22", None, []),
        ("1944-XX-01", None, ["date.unsupported"]),
        ("1944-13", None, ["date.not-edtf"]),
        ("summer 1944", None, ["date.not-edtf"]),
        ("1944-34", None, ["date.unsupported"]),
        ("1944-21/1944-22", None, ["date.season-in-interval"]),
        ("../..", None, ["date.no-bound"]),
        ("../1945", "not-before", ["date.no-bound"]),
    ],
)
def test_date_is_edtf_that_states_a_day(edtf, sense, ids):
    problems = check(claim("departure", quote("The train left at dawn."), date={**DATE, "edtf": edtf, "sense": sense}))
    assert summary(problems) == [(id_, f"{FILE}#date/edtf") for id_ in ids]
    assert all(problem.values["found"] == edtf for problem in problems)


def test_long_text_that_is_no_date_is_shortened():
    (problem,) = check(claim("departure", quote("The train left at dawn."), date={**DATE, "edtf": "x" * 90}))
    assert problem.values["found"] == "x" * 80


def test_words_of_the_date_lie_within_the_evidence():
    assert check(claim("departure", quote("left at dawn"), date=DATE)) == []
    (problem,) = check(claim("departure", quote("The train"), date=DATE))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "claim.date-outside-evidence",
        f"{FILE}#date/quote",
        {"quote": "at dawn"},
    )


def test_words_of_the_date_that_are_not_found_are_one_problem():
    assert summary(check(claim("departure", quote("The train"), date={**DATE, "quote": "at dusk"}))) == [
        ("anchor.quote-not-found", f"{FILE}#date/quote")
    ]


def test_same_words_in_another_passage_are_not_within():
    records = archive(source(), passages())
    here, there = (claim("a", quote("The train", passage)).record.evidence[0] for passage in ("letter:1.1", "letter:2.1"))
    texts = known(records).passages
    assert (quoted_within(here, [here], texts), quoted_within(here, [there], texts), quoted_within(here, [], texts)) == (
        True,
        False,
        False,
    )


def test_identifiers_of_claims_are_unique():
    (problem,) = check_together(archive(claim("a"), change(claim("b"), "claim", value="a")))
    assert (problem.id, str(problem.spot)) == ("record.duplicate-id", "claims/b.yaml#claim")
    assert (problem.values["identifier"], str(problem.values["first"])) == ("a", "claims/a.yaml#claim")


# What claims differ on


def differs(other: str, *matters: str) -> dict[str, object]:
    return {"claim": other, "matters": list(matters)}


def disagree(*kepts, **options):
    return list(disagreements.check(archive(*kepts, **options)))


def test_two_claims_that_differ_have_no_problem():
    assert disagree(claim("a", differs_from=[differs("b", "cause", "persons")]), claim("b")) == []


def test_other_claim_must_be_known_or_unread():
    kept = claim("a", differs_from=[differs("bb", "cause")])
    (problem,) = disagree(kept, claim("bbb"))
    assert (problem.id, str(problem.spot)) == ("claim.unknown", "claims/a.yaml#differs_from/0/claim")
    assert problem.values["identifier"] == "bb"
    assert disagree(kept, unread=["claims/bb.yaml"]) == []


def test_claim_does_not_differ_from_itself():
    (problem,) = disagree(claim("a", differs_from=[differs("a", "date")]))
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "claim.differs-from-itself",
        "claims/a.yaml#differs_from/0/claim",
        {"identifier": "a"},
    )


def test_difference_is_stated_in_one_of_the_two():
    (problem,) = disagree(claim("a", differs_from=[differs("b", "cause")]), claim("b", differs_from=[differs("a", "cause")]))
    assert (problem.id, str(problem.spot)) == ("claim.differs-both-ways", "claims/b.yaml#differs_from/0/claim")
    assert (problem.values["claim"], problem.values["other"], str(problem.values["first"])) == (
        "b",
        "a",
        "claims/a.yaml#differs_from/0/claim",
    )


def test_same_claim_and_same_matter_are_named_once():
    kept = claim("a", differs_from=[differs("b", "cause", "cause"), differs("b", "means")])
    problems = disagree(kept, claim("b"))
    assert summary(problems) == [
        ("record.twice", "claims/a.yaml#differs_from/1/claim"),
        ("record.twice", "claims/a.yaml#differs_from/0/matters/1"),
    ]
    assert [one.values["found"] for one in problems] == ["b", "cause"]


@pytest.mark.parametrize(
    ("ours", "theirs", "ids"),
    [
        (None, None, ["claim.no-difference"]),
        (DATE, None, ["claim.no-difference"]),
        (None, DATE, ["claim.no-difference"]),
        (DATE, DATE, ["claim.no-difference"]),
        (DATE, {**DATE, "edtf": "1945-02"}, []),
        (DATE, {**DATE, "sense": "by"}, []),
    ],
)
def test_claims_that_differ_on_the_date_state_two_dates(ours, theirs, ids):
    problems = disagree(claim("a", date=ours, differs_from=[differs("b", "cause", "date")]), claim("b", date=theirs))
    assert [problem.id for problem in problems] == ids
    for problem in problems:
        assert str(problem.spot) == "claims/a.yaml#differs_from/0/matters/1"
        assert dict(problem.values) == {"claim": "a", "other": "b", "matter": "date"}
