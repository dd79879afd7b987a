"""The packed index of the last lines of a ledger."""

import pytest

from archive.addresses import RecordKey
from archive.ledger.last_lines import LastLines, LedgerVersion
from archive.ledger.lines import OUTCOMES, RECORD, RENAMED

OLD, NEW = RecordKey("place", "old"), RecordKey("place", "new")
FIRST = LedgerVersion("a" * 64, None, RECORD, 1, 300, 120, None)
RENAMING = LedgerVersion("b" * 64, "a" * 64, RENAMED, 2, 6_000_000_000, 95, NEW)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_line_is_returned_as_it_was_set(outcome):
    line = FIRST._replace(outcome=outcome)
    assert LastLines({OLD: line, NEW: RENAMING}) == {OLD: line, NEW: RENAMING}


def test_new_line_replaces_the_last_one_whole():
    lines = LastLines({OLD: RENAMING})
    lines[OLD] = FIRST
    assert lines[OLD] == FIRST


def test_copy_does_not_change_the_original():
    lines = LastLines({OLD: RENAMING})
    copy = LastLines(lines)
    copy[NEW] = FIRST
    del copy[OLD]
    assert (lines, copy) == ({OLD: RENAMING}, {NEW: FIRST})


def test_version_and_place_of_a_line_are_those_of_the_line_and_only_records_that_are_kept_are_in_force():
    lines = LastLines({OLD: RENAMING, NEW: FIRST})
    assert lines.read_version(OLD) == RENAMING.version
    assert lines.find_line(OLD) == (2, 6_000_000_000, 95)
    assert list(lines.iterate_keys_in_force()) == [NEW]


def test_unknown_record_has_no_line():
    assert LastLines({OLD: FIRST}).get(NEW) is None
