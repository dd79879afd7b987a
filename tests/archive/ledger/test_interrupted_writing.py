"""A kill, a full disk and a second writer leave a whole ledger: the former one, or the one with the new edition."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from archive.ledger.chain import LedgerFault, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.planned_lines import PlannedLines
from archive.ledger.suppression import suppress_text, suppress_version
from archive.ledger.writing import compose_header, write_edition
from tests.support import forked_process
from tests.support.ledgers import FIRST_INSTANT, LETTER, NOTE, REASON, RETURN, TEXT_DIGEST, record_line, withdrawn_line

NEW_TEXT = "نص جديد.\n".encode() * 2000
NEW_DIGEST = sha256(NEW_TEXT).hexdigest()


def write_next(folder: Path) -> int:
    """Write an edition with a new text; return an exit status, 1 if someone else published it or the disk is full."""
    ledger = read_ledger(folder)
    line = record_line(ledger, LETTER, {"source": "letter", "text": {"sha256": NEW_DIGEST}, "by": os.getpid()})
    lines = PlannedLines(line)
    header = compose_header(ledger, lines, FIRST_INSTANT.replace(year=2030 + ledger.number), NOTE)
    try:
        write_edition(folder, header, lines, {NEW_DIGEST: NEW_TEXT})
    except (LedgerFault, OSError):
        return 1
    return 0


def call_until(number: int, function: Callable[[], int]) -> Callable[[], int]:
    """Return a function that calls ``function`` and kills its process at an audited call of the system, counted from 0."""

    def run() -> int:
        remaining = [number]

        def count(event: str, _arguments: object) -> None:
            if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.unlink", "os.fsync"):
                if remaining[0] == 0:
                    forked_process.kill_self()
                remaining[0] -= 1

        sys.addaudithook(count)
        fsync = os.fsync
        os.fsync = lambda descriptor: (count("os.fsync", ()), fsync(descriptor), count("os.fsync", ()))
        return function()

    return run


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kill_at_every_moment(folder: Path, function: Callable[[Path], int], check: Callable[[Path, bool], None]) -> int:
    """Call ``function`` with a copy of the ledger and kill it at its first call, the second one, and so on until it ends."""
    for number in range(200):
        copy = shutil.copytree(folder, folder.with_name(f"killed-{number}"))
        status = forked_process.run(call_until(number, lambda copy=copy: function(copy)))
        assert status in (0, -signal.SIGKILL)
        check(copy, status == 0)
        if status == 0:
            return number
    raise AssertionError("the process never ended")


def test_a_kill_at_any_moment_leaves_the_former_edition_or_the_new_one(folder):
    before, seen = read_files(folder), set()

    def check(copy: Path, is_complete: bool) -> None:
        ledger = read_ledger(copy)
        verify_texts(ledger)
        seen.add(ledger.number)
        after = read_files(copy)
        assert before.items() <= after.items()
        assert ledger.number == 4 or not is_complete
        assert write_next(copy) == 0  # what was left is not in the way
        names = {path.name for path in copy.rglob("*")}
        assert not [name for name in names if name.startswith(".")]

    assert kill_at_every_moment(folder, write_next, check) >= 8
    assert seen == {3, 4}


def test_a_kill_while_a_version_is_suppressed_leaves_it_or_the_reason(folder):
    ledger = read_ledger(folder)
    version, before = ledger.final_versions[LETTER._replace(kind="claim", identifier="arrival")].version, read_files(folder)

    def suppress(copy: Path) -> int:
        suppress_version(read_ledger(copy), version, REASON)
        return 0

    def check(copy: Path, is_complete: bool) -> None:
        read_ledger(copy)
        changed = {name for name, content in read_files(copy).items() if before.get(name) != content and "publishing" not in name}
        assert changed in (set(), {"0001.jsonl"})
        assert changed or not is_complete

    assert kill_at_every_moment(folder, suppress, check) >= 3


def test_a_kill_while_a_text_is_suppressed_leaves_it_or_the_note(folder):
    ledger = read_ledger(folder)
    lines = PlannedLines(withdrawn_line(ledger, LETTER))
    header = compose_header(ledger, lines, FIRST_INSTANT.replace(year=2029), NOTE)
    write_edition(folder, header, lines, {})

    def suppress(copy: Path) -> int:
        suppress_text(read_ledger(copy), TEXT_DIGEST, REASON)
        return 0

    def check(copy: Path, is_complete: bool) -> None:
        verify_texts(read_ledger(copy))
        assert not (is_complete and (copy / "texts" / TEXT_DIGEST).exists())

    assert kill_at_every_moment(folder, suppress, check) >= 3


@pytest.mark.parametrize("limit", [0, 100, 600, 5000, 40_000])
def test_a_full_disk_leaves_the_former_edition(limit, folder):
    before = read_files(folder)

    def write() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return write_next(folder)

    complete = limit > len(NEW_TEXT)
    assert forked_process.run(write) == (0 if complete else 1)
    assert before.items() <= read_files(folder).items()
    assert read_ledger(folder).number == (4 if complete else 3)
    assert not list(folder.rglob(".*"))


def test_a_disk_that_is_full_when_the_file_is_synced(folder, monkeypatch):
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = read_files(folder)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        assert write_next(folder) == 1
    assert read_files(folder) == before
    assert write_next(folder) == 0


def test_of_several_who_publish_at_once_one_succeeds_and_the_others_are_refused(folder):
    for _ in range(5):
        before = read_ledger(folder).number
        processes = [forked_process.start(lambda: write_next(folder)) for _ in range(4)]
        statuses = [forked_process.wait(process) for process in processes]
        assert {*statuses} <= {0, 1}
        # One who begins after another has ended publishes the edition after it.
        assert read_ledger(folder).number == before + statuses.count(0) > before


def test_an_edition_that_two_have_prepared_is_published_once(folder):
    ledger = read_ledger(folder)
    for words in ("first", "second"):
        lines = PlannedLines(record_line(ledger, RETURN, {"words": words}))
        header = compose_header(ledger, lines, FIRST_INSTANT.replace(year=2030), NOTE)
        if words == "first":
            write_edition(folder, header, lines, {})
            continue
        with pytest.raises(LedgerFault, match=r"^0004\.jsonl:1: ledger\.published-meanwhile"):
            write_edition(folder, header, lines, {})
    ledger = read_ledger(folder)
    assert ledger.read_record(ledger.last_lines[RETURN]) == {"words": "first"}
