"""The primer against the claims, checked on records in memory."""

from archive.primerchecks import check
from archive.primerrecords import PrimerRecord
from tests.support.records import BILINGUAL, archive, claim, locate_record, summary


def primer(terms: dict[str, tuple[list[str], list[str]]], *story: list[str]):
    data = {
        "terms": [
            {"term": name, "name": BILINGUAL, "forms": {"ar": ar, "en": en}, "meaning": BILINGUAL}
            for name, (ar, en) in terms.items()
        ],
        "story": [{"text": BILINGUAL, "claims": claims} for claims in story],
    }
    return locate_record(PrimerRecord.model_validate(data), "primer.yaml")


def problems(kept, *claims, drafts=(), **options):
    return list(check(archive(kept, *claims, **options), set(drafts)))


def test_archive_without_a_primer_has_no_problem():
    assert list(check(archive(claim("a")), set())) == []


def test_terms_and_story_with_known_claims_have_no_problem():
    assert (
        problems(
            primer({"ghetto": (["غيتو"], ["ghetto"]), "camp": (["معسكر"], ["camp"])}, ["a"], ["a", "b"]), claim("a"), claim("b")
        )
        == []
    )


def test_form_belongs_to_one_term_in_each_language():
    kept = primer({"ghetto": (["غيتو"], ["ghetto"]), "camp": (["معسكر", "غيتو"], ["camp", "camp"])})
    told = problems(kept)
    assert summary(told) == [
        ("record.twice", "primer.yaml#terms/1/forms/ar/1"),
        ("record.twice", "primer.yaml#terms/1/forms/en/1"),
    ]
    assert [(one.values["found"], str(one.values["first"])) for one in told] == [
        ("غيتو", "primer.yaml#terms/0/forms/ar/0"),
        ("camp", "primer.yaml#terms/1/forms/en/0"),
    ]


def test_term_is_explained_once():
    kept = primer({"ghetto": (["غيتو"], ["ghetto"]), "camp": (["معسكر"], ["camp"])})
    data = kept.record.model_dump()
    data["terms"][1]["term"] = "ghetto"
    (problem,) = problems(locate_record(PrimerRecord.model_validate(data), "primer.yaml"))
    assert (problem.id, str(problem.spot), problem.values["found"]) == ("record.twice", "primer.yaml#terms/1/term", "ghetto")
    assert str(problem.values["first"]) == "primer.yaml#terms/0/term"


def test_claims_of_the_story_are_known_and_published():
    kept = primer({}, ["a", "c"], ["b"])
    told = problems(kept, claim("a"), claim("b"), drafts=["claim:b"])
    assert summary(told) == [
        ("claim.unknown", "primer.yaml#story/0/claims/1"),
        ("draft.rested-on", "primer.yaml#story/1/claims/0"),
    ]
    assert told[0].values["identifier"] == "c"
    assert dict(told[1].values) == {"identifier": "claim:b"}
    assert problems(kept, claim("a"), claim("b"), unread=["claims/c.yaml"]) == []
