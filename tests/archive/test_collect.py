"""Files that cannot be read, and records that have not their shape, are refused, each with its place and what was found."""

import pytest
from django.conf import settings

from archive.management import desk
from archive.reports import FORMATS
from tests.support.corrupted_fixtures import (
    BELARUS,
    PASSAGES,
    QUESTIONS,
    SOURCE,
    TEXT,
    check_case,
    copy_fixtures,
    corrupt_fixtures,
    find_problems,
    write_file,
)
from tests.support.shape_cases import RECORD_CASES

FILES = sorted(path.relative_to(settings.FIXTURES_ROOT).as_posix() for path in settings.FIXTURES_ROOT.rglob("*.[yt]*"))


@pytest.mark.parametrize("case", RECORD_CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_cannot_be_read_is_one_problem_however_much_rests_on_it(file, tmp_path):
    root = copy_fixtures(tmp_path)
    write_file("\udcff")(root / file)
    assert [(one.id, str(one.spot)) for one in find_problems(root)] == [("file.not-utf8", f"{file}:1:1")]


@pytest.mark.parametrize(
    ("file", "spot"),
    [(SOURCE, SOURCE), (PASSAGES, PASSAGES), (QUESTIONS, QUESTIONS), ("register.yaml", "register.yaml"), (TEXT, f"{SOURCE}:4:9")],
)
def test_a_file_that_is_missing_is_one_problem(file, spot, tmp_path):
    root = copy_fixtures(tmp_path)
    (root / file).unlink()
    problems = find_problems(root)
    assert [one.id for one in problems] == ["file.missing"]
    assert str(problems[0].spot).startswith(spot)


def test_a_file_that_is_empty_lacks_every_field(tmp_path):
    root = copy_fixtures(tmp_path)
    write_file("")(root / BELARUS)
    assert {(one.id, str(one.spot)) for one in find_problems(root)} == {("record.missing-field", f"{BELARUS}:1:1")}
    assert {one.values["field"] for one in find_problems(root)} == {"claim", "statement", "evidence"}


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(tmp_path):
    faults = [case for case in RECORD_CASES if case.file in (SOURCE, QUESTIONS, PASSAGES)][-3:]
    root = corrupt_fixtures(tmp_path, *faults)
    told = find_problems(root)
    assert {one.spot.file for one in told} == {case.file for case in faults}
    assert [one.spot for one in told] == sorted(one.spot for one in told)


@pytest.mark.parametrize("name", ["claims/\udcc7.yaml", "claims/\udcc7.txt"])
def test_a_file_name_that_is_not_utf8_can_be_told(name, tmp_path):
    root = copy_fixtures(tmp_path)
    (root / name).write_text("claim: a\n")
    for tell in FORMATS.values():
        assert tell(find_problems(root), root, "ar").encode()
    assert desk.digests(root)
