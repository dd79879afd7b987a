"""``load_fixtures --dry-run`` reports exactly what loading would change, field by field, and loads nothing."""

from __future__ import annotations

import json
import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.editions import pipeline
from archive.editions.changes import Change
from archive.models import Edition, Published
from tests.support.commands import run_command
from tests.support.corrupted_fixtures import (
    BELARUS,
    PASSAGES,
    QUESTIONS,
    RENAMED_CLAIM,
    RENAMED_FILE,
    RENAMED_IN_REGISTER,
    UNKNOWN_SUBJECT,
    UNKNOWN_SUBJECT_LINE,
    copy_file,
    copy_fixtures,
    corrupt_fixtures,
    find_changes,
    replace_text,
)
from tests.support.databases import read_archive_rows

pytestmark = pytest.mark.django_db

MAJDANEK, ROUTE = "places/majdanek.yaml", "routes/spring-1945-to-mauthausen.yaml"
ARABIC = re.compile(r"[\u0621-\u064a]")


RENAMES = [
    ("added", "claim", "thousands-dead"),
    ("added", "retired", "claim:thousands-died"),
    ("withdrawn", "claim", "thousands-died"),
]


def dry_run(root, language: str = "en") -> tuple[int, str]:
    """Return the exit status of the dry run and all that it prints; assert that it loads nothing."""
    before = read_archive_rows()
    output = run_command("load_fixtures", root, language, dry_run=True)
    assert read_archive_rows() == before
    return output


CASES = [
    ([], []),
    ([replace_text("", BELARUS, "massive", "large")], [Change("changed", "claim", "belarus-offensive-1944", ("statement.en",))]),
    ([replace_text("", BELARUS, "statement:", "# a remark\nstatement:")], []),
    ([replace_text("", MAJDANEK, "kind: camp", "kind:  camp")], []),
    (
        [replace_text("", MAJDANEK, "confidence: high", "confidence: low")],
        [Change("changed", "camp", "majdanek", ("coordinates.confidence",))],
    ),
    ([replace_text("", ROUTE, "origins:\n", "means: []\norigins:\n")], []),
    ([RENAMED_CLAIM, RENAMED_IN_REGISTER], [Change(*one) for one in RENAMES]),
    (
        [copy_file("", RENAMED_FILE, "thousands-died.yaml", "statement:", "statement:")],
        [Change("added", "claim", "thousands-dead")],
    ),
]


@pytest.mark.parametrize(("edits", "expected"), CASES)
def test_the_changes_are_those_made_and_no_others(edits, expected, tmp_path):
    root = corrupt_fixtures(tmp_path, *edits)
    assert pipeline.read_fixtures(root)[1] == []
    assert find_changes(root) == expected


def test_change_of_a_passage_or_a_question_is_reported(tmp_path):
    root = copy_fixtures(tmp_path)
    for file, old, new in ((PASSAGES, "status: emended", "status: uncertain"), (QUESTIONS, "en: ", "en: Now, ")):
        text = (root / file).read_text(encoding="utf-8")
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = find_changes(root)
    assert [(one.outcome, one.kind, one.fields) for one in found] == [
        ("changed", "passage", ("reading.status",)),
        ("changed", "question", ("text.en",)),
    ]


def test_after_loading_there_is_nothing_left_to_change(tmp_path):
    root = corrupt_fixtures(tmp_path, RENAMED_CLAIM, RENAMED_IN_REGISTER)
    assert run_command("load_fixtures", root, "en")[0] == 0
    assert find_changes(root) == []
    status, printed = dry_run(root)
    assert (status, printed.splitlines()[0]) == (0, "No record would be added, changed or withdrawn.")


def test_report_lists_changes_by_kind_and_outcome(tmp_path):
    status, printed = dry_run(
        corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"), RENAMED_CLAIM, RENAMED_IN_REGISTER)
    )
    assert status == 0
    assert printed.splitlines() == [
        "Claims",
        "  would be added: 1",
        "    thousands-dead",
        "  would be changed: 1",
        "    belarus-offensive-1944: statement.en",
        "  would be withdrawn: 1",
        "    thousands-died",
        "Identifiers given up",
        "  would be added: 1",
        "    claim:thousands-died",
        "Pages of their own in each of the two languages: 1 would be added, 1 changed, 1 withdrawn;"
        " lists and pages that name them are not counted.",
        "Nothing was loaded; the archive is as it was.",
    ]


def test_report_in_arabic_has_no_english_words(tmp_path):
    root = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"), RENAMED_CLAIM, RENAMED_IN_REGISTER)
    lines = dry_run(root, "ar")[1].splitlines()
    assert len(lines) == 12
    records = [line for line in lines if line.startswith("    ")]
    assert [line for line in lines if line not in records and not ARABIC.search(line)] == []
    assert [line.strip() for line in records] == [
        "thousands-dead",
        "belarus-offensive-1944: statement.en",
        "thousands-died",
        "claim:thousands-died",
    ]


def test_into_an_empty_database_everything_would_be_added():
    call_command("flush", interactive=False, verbosity=0)
    status, printed = dry_run(settings.FIXTURES_ROOT)
    lines = printed.splitlines()
    assert status == 0
    assert [line for line in lines if line.startswith("  ") and not line.startswith("    ")] == [
        f"  would be added: {count}" for count in (1, 24, 27, 10, 2, 3, 11, 17, 14)
    ]
    assert "language" in lines[-2]
    assert ": 67 would be added, 0 changed, 0 withdrawn;" in lines[-2]


def test_problems_end_a_dry_run_with_1(tmp_path):
    status, printed = dry_run(corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT))
    assert status == 1
    assert UNKNOWN_SUBJECT_LINE.search(printed)


def test_a_database_that_older_code_loaded_cannot_be_compared():
    Published.objects.all().delete()
    with pytest.raises(CommandError, match="Load once"):
        run_command("load_fixtures", settings.FIXTURES_ROOT, "en", dry_run=True)
    Edition.objects.update(digest="0" * 64)
    assert run_command("load_fixtures", settings.FIXTURES_ROOT, "en")[0] == 0
    assert find_changes(settings.FIXTURES_ROOT) == []


def check_with_diff(root, *options: str, language: str = "en") -> tuple[int, str, str]:
    """Return the exit status of the check with ``--diff``, its standard output and its standard error."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("check_fixtures", "--diff", *options, fixtures=root, lang=language, stdout=out, stderr=err, no_color=True)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_check_with_diff_reports_the_same(language, tmp_path):
    root = corrupt_fixtures(tmp_path, RENAMED_CLAIM, RENAMED_IN_REGISTER)
    output = dry_run(root, language)[1]
    status, out, _err = check_with_diff(root, language=language)
    assert status == 0
    assert "thousands-dead" in out
    assert output.startswith(out.partition("\n")[2])


def test_check_with_diff_reports_broken_promises(tmp_path):
    status, out, _err = check_with_diff(corrupt_fixtures(tmp_path, RENAMED_CLAIM))
    assert status == 1
    assert "register.missing-entry" in out
    assert "added" not in out


def test_changes_are_on_standard_error_if_the_report_is_json(tmp_path):
    status, out, err = check_with_diff(corrupt_fixtures(tmp_path, RENAMED_CLAIM, RENAMED_IN_REGISTER), "--format", "json")
    assert (status, json.loads(out)) == (0, [])
    assert "thousands-dead" in err


def test_a_check_of_fixtures_with_problems_compares_nothing(tmp_path):
    status, out, err = check_with_diff(corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT))
    assert status == 1
    assert "subject.unknown" in out
    assert "would be" not in out + err
