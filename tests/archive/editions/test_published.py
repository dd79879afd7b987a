"""Published texts do not change, and published identifiers are given up only through the register."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from archive.addresses import RecordKey
from archive.editions import pipeline, publication
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.ledger.lines import parse_version_line
from archive.models import Source
from archive.versions.history import list_retired_keys
from tests.support.commands import publish, publish_and_load, run_command
from tests.support.corrupted_fixtures import (
    PASSAGES,
    RENAMED_CLAIM,
    RENAMED_IN_REGISTER,
    SOURCE,
    UNKNOWN_SUBJECT,
    Case,
    Position,
    copy_fixtures,
    corrupt_fixtures,
    delete_file,
    replace_text,
)
from tests.support.ledgers import find_last_edition

pytestmark = pytest.mark.django_db

REGISTER, LIST = "register.yaml", (10, 3)
SOURCE_NAME, ROUTE_NAME = "ushmm-death-marches", "route:spring-1945-to-mauthausen"
ROUTE = "routes/spring-1945-to-mauthausen.yaml"
DIGEST = "09cfd77110fea7e25ee9590f466348470caca1ff2b4417476b17789e3443d469"
ENTRY = "\n  - {kind: claim, identifier: thousands-dead, renamed: thousands-died}"
REGISTERED = replace_text("", REGISTER, "retired: []", f"retired:{ENTRY}")
WITHDRAWING = replace_text(
    "",
    REGISTER,
    "retired: []",
    "retired:\n  - {kind: route, identifier: spring-1945-to-mauthausen, withdrawn: 2026-11-28, reason: {ar: سبب, en: A reason}}",
)


def correct_text(path: Path) -> Position:
    """Append a space to the text, and let the record agree with it."""
    text = path.with_name("death-marches.ar.txt")
    content = text.read_bytes() + b" "
    text.write_bytes(content)
    lengths = {"bytes: 4014": "bytes: 4015", "characters: 2240": "characters: 2241"}
    return replace_text("", SOURCE, DIGEST, f"⌖{sha256(content).hexdigest()}", also=lengths).edit(path)


CASES = [
    Case("source.published-text", SOURCE, correct_text, (SOURCE_NAME, DIGEST)),
    replace_text(
        "passage.published-span",
        PASSAGES,
        'ref: "1.1"\n        start: 0\n        end: 146',
        'ref: "1.1"\n        start: ⌖0\n        end: 147',
        *("1.1", SOURCE_NAME, "0–146", "0–147"),
        also={'/ مايدانيك."\n': '/ مايدانيك. "\n'},
    ),
    Case("register.missing-entry", ROUTE, delete_file, (ROUTE_NAME,), REGISTER),
    replace_text("draft.published", ROUTE, "route: ", "draft: ⌖true\nroute: ", ROUTE_NAME),
    replace_text("register.dropped-entry", REGISTER, f"{ENTRY}\n", " ⌖[]\n", "claim:thousands-dead"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_promise_is_one_problem_and_nothing_is_loaded(case, tmp_path):
    root = corrupt_fixtures(tmp_path, REGISTERED)
    assert publish(root)[0] == 0
    line, column = case.edit(root / case.file)
    records, problems = pipeline.read_fixtures(root)
    assert problems == []
    if case.at:
        line, column = LIST
    problems = list(publication.find_broken_promises(pipeline.exclude_drafts(records), read_ledger(root / LEDGER_FOLDER)))
    assert [(problem.id, str(problem.location)) for problem in problems] == [(case.id, f"{case.at or case.file}:{line}:{column}")]
    assert pipeline.check_fixtures(root) == problems
    for language in ("ar", "en"):
        for options in ({"dry_run": True}, {}):
            status, printed = publish(root, language, **options)
            assert status == 1
            assert [words for words in (*case.expected, *problems[0].translate(language)) if words not in printed] == []
    assert find_last_edition(root) == find_last_edition() + 1


@pytest.mark.parametrize("case", CASES[:2], ids=str)
def test_nothing_is_promised_before_the_first_edition(case, tmp_path):
    root = corrupt_fixtures(tmp_path, case)
    shutil.rmtree(root / LEDGER_FOLDER)
    assert publish(root)[0] == 0


def test_corrected_text_in_a_superseding_source_is_loaded(tmp_path):
    root = copy_fixtures(tmp_path)
    new = shutil.copytree(root / "sources" / SOURCE_NAME, root / "sources" / "corrected")
    for name in ("passages.yaml", "mentions.yaml"):
        (new / name).write_bytes((new / name).read_bytes().replace(SOURCE_NAME.encode(), b"corrected"))
    correct_text(new / "source.yaml")
    record = (new / "source.yaml").read_bytes().replace(f"source: {SOURCE_NAME}".encode(), b"source: corrected")
    (new / "source.yaml").write_bytes(record + f"supersedes: {SOURCE_NAME}\n".encode())
    assert publish_and_load(root) == (0, f"Edition {find_last_edition() + 1} is loaded.\n")
    assert Source.objects.get(identifier="corrected").supersedes.identifier == SOURCE_NAME


@pytest.mark.parametrize(
    "cases", [[RENAMED_CLAIM, RENAMED_IN_REGISTER], [Case("", ROUTE, delete_file, ()), WITHDRAWING]], ids=["renamed", "withdrawn"]
)
def test_registered_identifier_may_be_retired(cases, tmp_path):
    assert publish_and_load(corrupt_fixtures(tmp_path, *cases))[0] == 0
    assert len(list(list_retired_keys())) == 1


def test_retired_identifier_is_not_reused_by_dropping_its_entry(tmp_path):
    root = corrupt_fixtures(tmp_path, RENAMED_CLAIM, RENAMED_IN_REGISTER)
    assert publish(root)[0] == 0
    other_root = copy_fixtures(tmp_path / "again")
    shutil.copytree(root / LEDGER_FOLDER, other_root / LEDGER_FOLDER, dirs_exist_ok=True)
    status, printed = publish(other_root)
    assert status == 1
    assert "register.dropped-entry" in printed
    assert "register.missing-entry" in printed
    assert "claim:thousands-died" in printed
    assert "claim:thousands-dead" in printed


def test_problems_of_the_fixtures_hide_broken_promises(tmp_path):
    root = corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT, Case("", ROUTE, delete_file, ()))
    printed = run_command("check_fixtures", root, "en")[1]
    assert "register.missing-entry" not in printed
    assert "subject.unknown" in printed


WITHDRAWN_ROUTE = "{kind: route, identifier: spring-1945-to-mauthausen, withdrawn: 2026-11-28, reason: {ar: سبب, en: A reason}"


def withdraw_and_restore_route(folder: Path) -> Path:
    """Publish the withdrawal of a route; return a working copy in which it is back."""
    root = copy_fixtures(folder)
    route, register = root / ROUTE, root / REGISTER
    content = route.read_text(encoding="utf-8")
    route.unlink()
    empty = register.read_text(encoding="utf-8")
    register.write_text(empty.replace("retired: []", f"retired:\n  - {WITHDRAWN_ROUTE}}}"), encoding="utf-8")
    assert publish(root)[0] == 0
    route.write_text(content, encoding="utf-8")
    returned = f"retired:\n  - {WITHDRAWN_ROUTE}, returned: {{ar: عاد, en: It was right}}}}"
    register.write_text(empty.replace("retired: []", returned), encoding="utf-8")
    return root


def test_withdrawn_record_returns_as_the_same_record(tmp_path):
    root = withdraw_and_restore_route(tmp_path)
    assert publish(root)[0] == 0
    ledger = read_ledger(root / LEDGER_FOLDER)
    line = parse_version_line(ledger.read_line(ledger.last_lines[RecordKey.parse(ROUTE_NAME)]))
    assert (line.outcome, line.reason) == ("record", {"ar": "عاد", "en": "It was right"})
    assert publish(root)[1].startswith("There is nothing to publish")


RETURN_CASES = [
    replace_text("register.returned-differs", ROUTE, "To Mauthausen, spring", "To Mauthausen, in spring", ROUTE_NAME),
]


def test_withdrawn_record_does_not_return_as_another(tmp_path):
    root, (case,) = withdraw_and_restore_route(tmp_path), RETURN_CASES
    case.edit(root / case.file)
    assert [(problem.id, str(problem.location)) for problem in pipeline.check_fixtures(root)] == [(case.id, "register.yaml:10:3")]
    status, printed = publish(root)
    assert status == 1
    assert ROUTE_NAME in printed
