"""Published records do not depend on drafts; checked on records in memory."""

import pytest

from archive.folder import Kept
from archive.resting import check_claim, check_mentions, check_source, unwritten
from tests.support.records import claim, mentions, quote, source, summary

FULL = claim(
    "a",
    quote("The train"),
    quote("It was", "note:2.2"),
    about=["camp:dachau"],
    date={**quote("dawn", "diary:1.1"), "edtf": "1945"},
    differs_from=[{"claim": "b", "matters": ["date"]}],
)


@pytest.mark.parametrize(
    ("draft", "path"),
    [
        ("source:letter", "evidence/0/passage"),
        ("source:note", "evidence/1/passage"),
        ("source:diary", "date/passage"),
        ("camp:dachau", "about/0"),
        ("claim:b", "differs_from/0/claim"),
    ],
)
def test_claim_depends_on_no_draft(draft, path):
    (problem,) = check_claim(FULL, {draft})
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "draft.rested-on",
        f"claims/a.yaml#{path}",
        {"identifier": draft},
    )


def test_draft_may_depend_on_drafts():
    assert list(check_claim(claim(about=["camp:dachau"], draft=True), {"camp:dachau"})) == []
    assert list(check_claim(claim("a"), {"claim:a", "camp:dachau"})) == []


def test_source_depends_on_its_passages_and_the_source_it_supersedes():
    kept = source(supersedes="note")
    assert summary(check_source(kept, {"passages:letter", "source:note"})) == [
        ("draft.rested-on", "sources/letter/source.yaml#source"),
        ("draft.rested-on", "sources/letter/source.yaml#supersedes"),
    ]
    assert list(check_source(source(), {"source:letter", "source:None"})) == []


def test_published_mentions_of_a_published_source_name_published_places():
    kept = mentions(quote("train"), quote("dawn", draft=True), quote("left"))
    assert summary(check_mentions(kept, {"camp:dachau"})) == [
        ("draft.rested-on", "sources/letter/mentions.yaml#mentions/0/place"),
        ("draft.rested-on", "sources/letter/mentions.yaml#mentions/2/place"),
    ]
    assert list(check_mentions(kept, {"camp:dachau", "source:letter"})) == []


def test_draft_with_missing_fields_is_one_warning():
    kept = claim("a")
    draft = Kept(kept.record, kept.document, (("statement", "en"), ("date",)))
    (problem,) = unwritten([kept, draft])
    assert (problem.id, str(problem.spot), dict(problem.values)) == (
        "draft.incomplete",
        "claims/a.yaml#statement/en",
        {"count": 2},
    )
    assert len(problem.hints) == 1
    (problem,) = unwritten([Kept(kept.record, kept.document, (("date",),))])
    assert problem.hints == ()
