"""``publish --dry-run`` reports exactly what the next edition would change, field by field, and publishes nothing."""

from __future__ import annotations

import json
import re
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from archive.editions import pipeline
from archive.editions.changes import Change
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from tests.support.commands import publish
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
from tests.support.ledgers import count_published_records, find_last_edition

MAJDANEK, ROUTE = "places/majdanek.yaml", "routes/spring-1945-to-mauthausen.yaml"
ARABIC = re.compile(r"[\u0621-\u064a]")


RENAMES = [
    Change("renamed", "claim", "thousands-died"),
    Change("added", "claim", "thousands-dead"),
    Change("changed", "story", "shot-on-the-way", ("claims",)),
]


def dry_run(root, language: str = "en") -> tuple[int, str]:
    """Return the exit status of the dry run and all that it prints; assert that it publishes nothing."""
    before = read_ledger(root / LEDGER_FOLDER).last_lines
    output = publish(root, language, dry_run=True)
    assert read_ledger(root / LEDGER_FOLDER).last_lines == before
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
    ([RENAMED_CLAIM, RENAMED_IN_REGISTER], RENAMES),
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
    for file, old, new in ((PASSAGES, "status: emended", "status: uncertain"), (QUESTIONS, 'en: "', 'en: "Now, ')):
        text = (root / file).read_text(encoding="utf-8")
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    changes = find_changes(root)
    assert [(change.outcome, change.kind, change.fields) for change in changes] == [
        ("changed", "sentence", ("readings",)),
        ("changed", "claim", ("evidence", "date.status")),
        ("changed", "question", ("text.en",)),
    ]


def test_after_publishing_there_is_nothing_left_to_publish(tmp_path):
    root = corrupt_fixtures(tmp_path, RENAMED_CLAIM, RENAMED_IN_REGISTER)
    assert publish(root)[0] == 0
    assert find_changes(root) == []
    number = find_last_edition(root)
    assert number == find_last_edition() + 1
    assert publish(root) == (0, f"There is nothing to publish: nothing differs from edition {number}.\n")
    assert find_last_edition(root) == number


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
        "  would be renamed: 1",
        "    thousands-died",
        "Sentences of the story",
        "  would be changed: 1",
        "    shot-on-the-way: claims",
        "Pages of their own in each of the two languages: 1 would be added, 1 changed, 0 withdrawn;"
        " lists and pages that name them are not counted.",
        "Nothing was published.",
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
        "shot-on-the-way: claims",
    ]


def test_everything_is_added_by_the_first_edition(tmp_path):
    root = copy_fixtures(tmp_path)
    shutil.rmtree(root / LEDGER_FOLDER)
    status, printed = dry_run(root)
    lines, published = printed.splitlines(), count_published_records()
    with_page = ("source", "sentence", "claim", "camp", "place", "route")
    assert status == 0
    assert [line for line in lines if line.startswith("  ") and not line.startswith("    ")] == [
        f"  would be added: {published[kind]}" for kind in (*with_page, "question", "term", "story", "authority")
    ]
    assert "language" in lines[-2]
    assert f": {sum(published[kind] for kind in with_page)} would be added, 0 changed, 0 withdrawn;" in lines[-2]


def test_problems_end_a_dry_run_with_1(tmp_path):
    status, printed = dry_run(corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT))
    assert status == 1
    assert UNKNOWN_SUBJECT_LINE.search(printed)


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
