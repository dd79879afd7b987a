"""A draft is checked, may be unfinished, and is never published; nothing published may rest on one."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from archive import drafts
from archive.management import desk
from archive.models import Claim, Mention
from tests.support.corrupted_fixtures import (
    BELARUS,
    MENTIONS,
    PASSAGES,
    SOURCE,
    Case,
    Position,
    check_case,
    copy_fixtures,
    corrupt_fixtures,
    delete_primer,
    find_problems,
    replace_text,
    write_file,
)

EMPTY_DRAFT = (
    'draft: true\nclaim: new\nstatement: {ar: "", en: ""}\nevidence:\n  - passage: ushmm-death-marches:1.1\n    quote: "{quote}"\n'
)
NEW = "claims/new.yaml"
MASSIVE = "عملية هجوم ضخمة"
DRAFT_SOURCE = replace_text("", SOURCE, "source: ushmm-death-marches\n", "draft: true\nsource: ushmm-death-marches\n")
DRAFT_PLACE = "places/eastern-belarus.yaml"
WINTER_CLAIM = "claims/evacuation-winter-1944-1945.yaml"


def as_draft(file: str, first: str) -> Case:
    return replace_text("", file, f"{first}\n", f"draft: true\n{first}\n")


def new_claim(quote: str = MASSIVE) -> Case:
    return Case("", NEW, write_file(EMPTY_DRAFT.replace("{quote}", quote)), ())


def warned(root) -> list[tuple[str, str, str]]:
    warnings = desk.warnings(desk.read(root)[0])
    return [(one.id, str(one.spot), one.words("en")[0]) for one in warnings]


def test_what_is_empty_in_a_draft_is_a_warning_and_no_problem(tmp_path):
    root = corrupt_fixtures(tmp_path, new_claim())
    assert find_problems(root) == []
    told = "The draft is not complete; texts still to be written: 2."
    assert warned(root) == [("draft.incomplete", "claims/new.yaml:3:17", told)]


def test_what_is_empty_stands_as_not_yet_written(tmp_path):
    claims = {kept.record.claim: kept.record for kept in desk.read(corrupt_fixtures(tmp_path, new_claim()))[0].archive.claims}
    assert claims["new"].statement.model_dump() == drafts.UNWRITTEN


def test_parts_left_out_of_a_draft_are_to_be_written(tmp_path):
    root = corrupt_fixtures(
        tmp_path,
        replace_text("", SOURCE, "publisher:\n", "draft: true\nauthor:\n"),
        as_draft(PASSAGES, "source: ushmm-death-marches"),
    )
    problems = find_problems(root)
    assert {one.id for one in problems} == {"draft.rested-on"}
    assert warned(root)[0][0] == "draft.incomplete"


@pytest.mark.parametrize("fault", ['quote: "هجوم"\n    passage: x:1', "status: sure"])
def test_a_draft_is_checked_in_all_else(fault, tmp_path):
    assert (
        find_problems(
            corrupt_fixtures(tmp_path, new_claim("لا يرد هذا في النص"), Case("", NEW, lambda path: _add(path, fault), ()))
        )
        != []
    )


def _add(path, text):
    path.write_text(path.read_text("utf-8") + text + "\n", "utf-8")
    return 1, 1


def test_a_wrong_quotation_in_a_draft_is_a_problem(tmp_path):
    assert [one.id for one in find_problems(corrupt_fixtures(tmp_path, new_claim("هجوم كبير")))] == ["anchor.quote-not-found"]


def test_what_is_empty_in_no_draft_is_a_problem(tmp_path):
    root = corrupt_fixtures(tmp_path, new_claim(), replace_text("", NEW, "draft: true\n", ""))
    assert [one.id for one in find_problems(root)] == ["record.missing-translation"] * 2


@pytest.mark.django_db
def test_drafts_are_not_loaded(tmp_path):
    root = corrupt_fixtures(
        tmp_path,
        replace_text("", MENTIONS, '    quote: "المخيم"\n', '    quote: "المخيم"\n    draft: true\n'),
        new_claim(),
    )
    mentions = Mention.objects.count()
    call_command("load_fixtures", fixtures=root, stdout=StringIO())
    assert not Claim.objects.filter(identifier="new").exists()
    assert Claim.objects.count() == 27
    assert Mention.objects.count() == mentions - 1


@pytest.mark.django_db
def test_taking_a_published_record_back_into_a_draft_is_refused(tmp_path):
    root = delete_primer(corrupt_fixtures(tmp_path, as_draft(BELARUS, "claim: belarus-offensive-1944")))
    errors = StringIO()
    with pytest.raises(SystemExit):
        call_command("load_fixtures", fixtures=root, stdout=StringIO(), stderr=errors)
    assert "draft.published" in errors.getvalue()
    assert "claim:belarus-offensive-1944" in errors.getvalue()


def test_a_draft_source_takes_its_passages_and_mentions_with_it(tmp_path):
    whole = desk.read(corrupt_fixtures(tmp_path, DRAFT_SOURCE))[0]
    part = desk.published_part(whole)
    assert (list(part.archive.sources), list(part.archive.passages), list(part.archive.mentions)) == ([], [], [])
    assert len(list(whole.archive.sources)) == 1


def draft_place(path: Path) -> Position:
    """A place made a draft that a published claim is about."""
    place = path.parent.parent / "places/draft.yaml"
    shutil.copyfile(place.with_name("eastern-belarus.yaml"), place)
    place.write_text("draft: true\n" + place.read_text("utf-8").replace("place: eastern-belarus", "place: draft"), "utf-8")
    return replace_text("", "", "claim: thousands-died\n", "claim: thousands-died\nabout:\n  - ⌖place:draft\n").edit(path)


CASES = [Case("draft.rested-on", "claims/thousands-died.yaml", draft_place, ("place:draft",))]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_published_rests_on_no_draft(case, tmp_path):
    check_case(case, tmp_path)


def test_a_claim_must_not_rest_on_a_draft_place(tmp_path):
    root = corrupt_fixtures(tmp_path, as_draft(DRAFT_PLACE, "place: eastern-belarus"))
    assert {(one.id, one.spot.file, one.values["identifier"]) for one in find_problems(root)} == {
        ("draft.rested-on", BELARUS, "place:eastern-belarus"),
        ("draft.rested-on", MENTIONS, "place:eastern-belarus"),
    }


def test_a_route_must_not_rest_on_a_draft_claim(tmp_path):
    root = delete_primer(corrupt_fixtures(tmp_path, as_draft(WINTER_CLAIM, "claim: evacuation-winter-1944-1945")))
    (problem,) = find_problems(root)
    assert (problem.id, str(problem.spot)) == ("draft.rested-on", "routes/winter-1944-1945-westward.yaml:3:8")


def test_every_claim_on_a_draft_source_is_told(tmp_path):
    problems = find_problems(corrupt_fixtures(tmp_path, DRAFT_SOURCE))
    assert {one.id for one in problems} == {"draft.rested-on"}
    assert {one.spot.file for one in problems if one.spot.file.startswith("claims/")} == {
        f"claims/{path.name}" for path in (copy_fixtures(tmp_path / "other") / "claims").iterdir()
    }


def test_the_register_leads_to_no_draft(tmp_path):
    renamed = "retired:\n  - {kind: claim, identifier: old, renamed: belarus-offensive-1944}\n"
    root = corrupt_fixtures(
        tmp_path, as_draft(BELARUS, "claim: belarus-offensive-1944"), replace_text("", "register.yaml", "retired: []\n", renamed)
    )
    assert [one.id for one in find_problems(delete_primer(root))] == ["register.unknown-target"]
