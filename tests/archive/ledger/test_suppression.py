"""Removal of versions and texts by law: the reason is in their place, and all digests still verify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.ledger.chain import LedgerFault, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.suppression import SuppressionRefused, iterate_versions, suppress_text, suppress_version
from tests.support.ledgers import (
    ARRIVAL,
    DEPARTURE,
    LETTER,
    REASON,
    RETURN,
    TEXT_DIGEST,
    find_fault,
    publish_lines,
    record_line,
    renamed_line,
    withdrawn_line,
)


def list_versions(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Return edition, line and outcome of every version."""
    return {
        stored.version: (stored.edition, stored.number, stored.line.outcome) for stored in iterate_versions(read_ledger(folder))
    }


def find_first(folder: Path, key) -> str:
    return next(stored.version for stored in iterate_versions(read_ledger(folder)) if stored.key == key)


def withdraw_letter(folder: Path) -> None:
    publish_lines(folder, withdrawn_line(read_ledger(folder), LETTER))


@pytest.mark.parametrize("digits", [64, 16, 8])
def test_a_reason_is_in_place_of_a_version(digits, folder):
    before, versions, version = read_ledger(folder), list_versions(folder), find_first(folder, DEPARTURE)
    stored = suppress_version(before, version[:digits], REASON)
    assert (stored.version, stored.key, stored.edition) == (version, DEPARTURE, 1)
    line = (folder / "0001.jsonl").read_bytes().splitlines()[stored.number - 1]
    assert json.loads(line) == {"kind": "claim", "identifier": "departure", "suppressed": version, "reason": REASON}
    after = read_ledger(folder)
    assert find_fault(folder) is None
    assert [edition.digest for edition in after.editions] == [edition.digest for edition in before.editions]
    assert [edition.file_digest == old.file_digest for edition, old in zip(after.editions, before.editions, strict=True)] == [
        False,
        True,
        True,
    ]
    assert dict(after.iterate_in_force()).keys() == dict(before.iterate_in_force()).keys()
    assert list_versions(folder) == versions | {version: (*versions[version][:2], "suppressed")}
    assert dict(read_ledger(folder, until=1).iterate_in_force()).keys() == {LETTER, DEPARTURE, ARRIVAL}


def test_the_last_version_of_a_withdrawn_record_can_be_suppressed(folder):
    suppress_version(read_ledger(folder), find_first(folder, ARRIVAL), REASON)
    ledger = read_ledger(folder)
    assert ARRIVAL not in dict(ledger.iterate_in_force())
    assert ledger.read_final_record(ARRIVAL) is None


def test_history_of_a_renamed_record_is_joined_though_its_first_version_is_suppressed(folder):
    version, ledger = find_first(folder, RETURN), read_ledger(folder)
    publish_lines(folder, record_line(ledger, RETURN, {"words": "changed again"}))
    suppress_version(read_ledger(folder), version, REASON)
    ledger = read_ledger(folder)
    assert ledger.renamed_from == {RETURN: DEPARTURE}
    assert ledger.suppressed == {version: ledger.last_lines[DEPARTURE].version}


def test_version_that_cannot_be_suppressed_is_refused(folder):
    ledger = read_ledger(folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
    refused = {
        "unknown": "0" * 64,
        "ambiguous": "",
        "in-force": ledger.last_lines[RETURN].version,
        "no-record": ledger.last_lines[ARRIVAL].version,
    }
    for code, version in refused.items():
        with pytest.raises(SuppressionRefused) as raised:
            suppress_version(ledger, version, REASON)
        assert raised.value.code == code
    assert {path.name: path.read_bytes() for path in folder.glob("*.jsonl")} == before


def test_a_version_is_suppressed_once(folder):
    version = find_first(folder, DEPARTURE)
    suppress_version(read_ledger(folder), version, REASON)
    with pytest.raises(SuppressionRefused, match=r"^suppressed "):
        suppress_version(read_ledger(folder), version, {"ar": "آخر", "en": "Another"})


def test_a_note_is_in_place_of_a_text(folder):
    with pytest.raises(SuppressionRefused, match=r"^text-in-force "):
        suppress_text(read_ledger(folder), TEXT_DIGEST, REASON)
    withdraw_letter(folder)
    quoting = suppress_text(read_ledger(folder), TEXT_DIGEST, REASON)
    assert [(stored.key, stored.edition) for stored in quoting] == [(LETTER, 1)]
    assert [path.name for path in (folder / "texts").iterdir()] == [f"{TEXT_DIGEST}.suppressed.json"]
    assert find_fault(folder) is None
    with pytest.raises(LedgerFault, match=r"ledger\.suppressed-text"):
        read_ledger(folder).read_text(TEXT_DIGEST)
    with pytest.raises(SuppressionRefused, match=r"^suppressed-text "):
        suppress_text(read_ledger(folder), TEXT_DIGEST, REASON)
    with pytest.raises(SuppressionRefused, match=r"^unknown-text "):
        suppress_text(read_ledger(folder), "0" * 64, REASON)


def test_a_text_that_a_killed_suppression_left_is_suppressed_by_the_next_one(folder):
    withdraw_letter(folder)
    text = (folder / "texts" / TEXT_DIGEST).read_bytes()
    suppress_text(read_ledger(folder), TEXT_DIGEST, REASON)
    (folder / "texts" / TEXT_DIGEST).write_bytes(text)
    ledger = read_ledger(folder)
    verify_texts(ledger)
    suppress_text(ledger, TEXT_DIGEST, REASON)
    assert not (folder / "texts" / TEXT_DIGEST).exists()


def test_a_text_of_a_renamed_source_is_in_force(folder):
    ledger, archived = read_ledger(folder), LETTER._replace(identifier="letters")
    source = ledger.read_record(ledger.last_lines[LETTER])
    publish_lines(folder, renamed_line(ledger, LETTER, archived), record_line(ledger, archived, source))
    with pytest.raises(SuppressionRefused, match=r"^text-in-force "):
        suppress_text(read_ledger(folder), TEXT_DIGEST, REASON)
