"""Disagreements of claims are checked, loaded once a pair, reported by the dry run, and published."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from archive.models import Claim, Disagreement, LoadedState
from archive.templatetags.words import matter_names
from archive.vocabulary import MATTER_LABELS as WORDS
from archive.vocabulary import MATTERS
from tests.support.commands import publish_and_load
from tests.support.corrupted_fixtures import (
    BELARUS,
    Case,
    Position,
    check_case,
    corrupt_fixtures,
    delete_primer,
    find_changes,
    find_problems,
    replace_text,
)
from tests.support.databases import read_archive_rows
from tests.support.example_fixtures import AUTUMN, FEBRUARY, SPRING, WINTER, add_example, load_example

DIED, GREW = "claims/thousands-died.yaml", "claims/deaths-along-the-routes-grew.yaml"
EAST, WEST = "claims/surrender-east-1945-05-09.yaml", "claims/surrender-west-1945-05-07.yaml"
OVERRUN = "majdanek-first-major-camp-overrun"
DIFFERS_FROM = "differs_from:\n  - claim: {}\n    matters: {}\n"


def differing(id_: str, file: str, entry: str, *expected: str, before: str = "evidence:\n") -> Case:
    """A case of what a claim is said to differ on."""
    return replace_text(id_, file, before, entry + before, *expected)


def add_mutual_difference(path: Path) -> Position:
    """Two claims, each said to differ from the other."""
    differing("", GREW, DIFFERS_FROM.format("thousands-died", "[cause]")).edit(path.with_name(Path(GREW).name))
    return differing("", DIED, DIFFERS_FROM.format("⌖deaths-along-the-routes-grew", "[number]")).edit(path)


CASES = [
    differing("claim.differs-from-itself", DIED, DIFFERS_FROM.format("⌖thousands-died", "[number]"), "thousands-died"),
    Case("claim.differs-both-ways", DIED, add_mutual_difference, ("thousands-died", f"{GREW}:9:12")),
    differing("claim.unknown", DIED, DIFFERS_FROM.format("⌖thousands-dead", "[number]"), "thousands-dead", "(thousands-died?)"),
    differing(
        "record.twice",
        DIED,
        DIFFERS_FROM.format("shootings-on-orders", "[number]") + "  - claim: ⌖shootings-on-orders\n    matters: [cause]\n",
        "shootings-on-orders",
        f"{DIED}:9:12",
    ),
    differing("record.twice", DIED, DIFFERS_FROM.format("shootings-on-orders", "[number, ⌖number]"), "number", f"{DIED}:10:15"),
    differing("record.wrong-value", DIED, DIFFERS_FROM.format("shootings-on-orders", "[⌖colour]"), "colour"),
    differing("record.wrong-value", DIED, DIFFERS_FROM.format("shootings-on-orders", "⌖[]")),
    differing("claim.no-difference", BELARUS, DIFFERS_FROM.format(OVERRUN, "[⌖date]"), "belarus-offensive-1944", OVERRUN, "date"),
    differing("claim.no-difference", EAST, DIFFERS_FROM.format("thousands-died", "[number, ⌖date]"), "thousands-died", "date"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


def test_claims_that_differ_may_be_recorded_as_differing(tmp_path):
    case = differing("", EAST, DIFFERS_FROM.format("surrender-west-1945-05-07", "[date, place]"))
    assert find_problems(corrupt_fixtures(tmp_path, case)) == []


def test_unreadable_claim_has_no_further_problem(tmp_path):
    root = corrupt_fixtures(tmp_path, differing("", EAST, DIFFERS_FROM.format("surrender-west-1945-05-07", "[date]")))
    (root / WEST).write_text("claim: [", "utf-8")
    assert [problem.id for problem in find_problems(root)] == ["yaml.syntax"]


def test_a_published_claim_cannot_differ_from_a_draft_and_a_draft_may_from_a_published_one(tmp_path):
    draft = replace_text("", WEST, "claim: ", "draft: true\nclaim: ")
    case = differing("", EAST, DIFFERS_FROM.format("surrender-west-1945-05-07", "[date]"))
    assert [problem.id for problem in find_problems(delete_primer(corrupt_fixtures(tmp_path / "one", draft, case)))] == [
        "draft.rested-on"
    ]
    case = differing("", WEST, DIFFERS_FROM.format("surrender-east-1945-05-09", "[date]"))
    assert find_problems(delete_primer(corrupt_fixtures(tmp_path / "two", draft, case))) == []


def list_disagreements() -> list[tuple[str, str, str]]:
    return list(Disagreement.objects.values_list("claim__identifier", "other__identifier", "matter"))


EXPECTED = [(WINTER, AUTUMN, "date"), (WINTER, AUTUMN, "destination"), (SPRING, FEBRUARY, "date")]


def in_either_order(triples: list[tuple[str, str, str]]) -> list[tuple]:
    return sorted((*sorted(pair), matter) for *pair, matter in triples)


@pytest.mark.django_db
def test_disagreement_is_stored_once_whichever_claim_names_it(tmp_path):
    root = load_example(tmp_path)
    before = list_disagreements()
    assert in_either_order(before) == in_either_order(EXPECTED)
    for file, other in ((f"claims/{AUTUMN}.yaml", WINTER), (f"claims/{WINTER}.yaml", AUTUMN)):
        start = (root / file).read_text("utf-8").partition("differs_from:")[0]
        entry = DIFFERS_FROM.format(other, "[destination, date]") if other == AUTUMN else ""
        (root / file).write_text(start + entry, "utf-8")
    assert publish_and_load(root)[0] == 0
    assert list_disagreements() == before


@pytest.mark.django_db
def test_loading_it_again_makes_the_same_rows(tmp_path):
    root = load_example(tmp_path)
    before = read_archive_rows()
    LoadedState.objects.update(digest="0" * 64)
    assert publish_and_load(root)[0] == 0
    assert read_archive_rows() == before


@pytest.mark.django_db
def test_removed_disagreement_is_deleted(tmp_path):
    root = load_example(tmp_path)
    for claim in (AUTUMN, FEBRUARY):
        file = root / "claims" / f"{claim}.yaml"
        file.write_text(file.read_text("utf-8").partition("differs_from:")[0], "utf-8")
    assert publish_and_load(root)[0] == 0
    assert list_disagreements() == []


@pytest.mark.django_db
def test_dry_run_reports_disagreements(tmp_path):
    case = differing("", EAST, DIFFERS_FROM.format("surrender-west-1945-05-07", "[date]"))
    changes = [
        (change.outcome, change.identifier, change.fields) for change in find_changes(corrupt_fixtures(tmp_path / "one", case))
    ]
    assert changes == [("changed", "surrender-east-1945-05-09", ("differs_from",))]
    added = [change.identifier for change in find_changes(add_example(tmp_path / "two")) if change.kind == "claim"]
    assert added == [AUTUMN, FEBRUARY, "invented-notice-is-invented"]


@pytest.mark.django_db
def test_it_is_published_of_both_claims(example_archive):
    for claim, other in pairwise((WINTER, AUTUMN, WINTER)):
        data = json.loads(Client().get(f"/id/claim/{claim}.jsonld").content)
        assert data["@context"][1]["disagreesWith"]["@type"] == "@id"
        address = f"http://127.0.0.1:8000/id/claim/{other}"
        assert data["disagreesWith"] == [{"type": "schema:Role", "role": ["date", "destination"], "disagreesWith": address}]
    table = {row["identifier"]: row for row in csv.DictReader(io.StringIO(Client().get("/id/claims.csv").content.decode()))}
    assert (table[AUTUMN]["differs_from"], table[AUTUMN]["differs_on"]) == (
        f"http://127.0.0.1:8000/id/claim/{WINTER}",
        "date destination",
    )
    assert table["thousands-died"]["differs_from"] == ""


@pytest.mark.django_db
def test_download_of_a_claim_without_disagreements_omits_the_field():
    for claim in Claim.objects.all():
        data = Client().get(f"/id/claim/{claim.identifier}.jsonld").content.decode()
        assert "disagree" not in data


def test_every_matter_has_its_words_in_both_languages():
    assert tuple(WORDS) == MATTERS
    for language, expected in (("en", "the date and the destination"), ("ar", "التاريخ والوجهة")):
        with override(language):
            assert matter_names(["date", "destination"]) == expected
            assert len({matter_names([matter]) for matter in MATTERS}) == len(MATTERS)
