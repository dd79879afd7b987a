"""The lines of the next edition, in memory and in a temporary file."""

import pytest

from archive.addresses import RecordKey
from archive.ledger import planned_lines
from archive.ledger.lines import RECORD, WITHDRAWN, VersionLine
from archive.ledger.planned_lines import PlannedLines

CLAIM = VersionLine("claim", "b", None, RECORD, {"words": "كلمات"})
CAMP = VersionLine("camp", "z", "0" * 64, WITHDRAWN, "2026-11-30", {"ar": "سبب", "en": "A reason"})
SOURCE = VersionLine("source", "a", None, RECORD, {"title": "x" * 300})


@pytest.mark.parametrize("memory", [10_000, 1])
def test_lines_are_read_in_the_order_of_their_keys(monkeypatch, memory):
    monkeypatch.setattr(planned_lines, "MAX_MEMORY", memory)
    lines = PlannedLines(SOURCE, CLAIM, CAMP)
    assert list(lines) == [line.encode().removesuffix(b"\n") for line in (CAMP, CLAIM, SOURCE)]
    assert list(lines) == list(lines)
    assert (len(lines), lines.counts) == (3, {"camp": 1, "claim": 1, "source": 1})
    assert lines.last_lines[RecordKey("camp", "z")].previous == "0" * 64


def test_line_that_is_added_after_the_others_were_read_replaces_none():
    lines = PlannedLines(SOURCE, CAMP)
    assert len(list(lines)) == 2
    lines.append(CLAIM)
    assert list(lines) == [line.encode().removesuffix(b"\n") for line in (CAMP, CLAIM, SOURCE)]


def test_no_lines_are_false():
    assert not PlannedLines()
