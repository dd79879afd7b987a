"""Reading of a ledger: what it knows of each record, and every fault with its file and line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.editions.error_reports import make_ledger_problem
from archive.fixtures.problems import ledger_messages
from archive.ledger import chain
from archive.ledger.canonical import digest_line, digest_versions, encode_line
from archive.ledger.chain import LedgerFault, read_ledger, require_edition
from archive.ledger.faults import find_ledger_faults, verify_texts
from archive.ledger.formats import current_format
from archive.ledger.last_lines import is_in_force
from archive.ledger.lines import name_version, parse_version_line
from archive.ledger.planned_lines import PlannedLines
from archive.ledger.writing import compose_header, write_edition
from tests.support.ledgers import (
    ARRIVAL,
    DEPARTURE,
    FIRST_INSTANT,
    LETTER,
    NOTE,
    RETURN,
    TEXT,
    TEXT_DIGEST,
    publish_lines,
    record_line,
)
from tests.support.repository import ROOT

Edit = Callable[[Path], object]
DESCRIPTORS = Path("/proc/self/fd")


def test_ledger_knows_the_last_line_of_every_record(folder):
    ledger = read_ledger(folder)
    assert ledger.number == 3
    assert {key: version.outcome for key, version in ledger.last_lines.items()} == {
        LETTER: "record",
        ARRIVAL: "withdrawn",
        DEPARTURE: "renamed",
        RETURN: "record",
    }
    assert dict(ledger.iterate_in_force()).keys() == {LETTER, RETURN}
    assert ledger.renamed_from == {RETURN: DEPARTURE}
    assert ledger.last_lines[DEPARTURE].target == RETURN
    assert (ledger.read_final_record(ARRIVAL), ledger.read_final_record(RETURN)) == ({"words": "arrival"}, None)
    assert ledger.texts == {TEXT_DIGEST}
    assert ledger.read_text(TEXT_DIGEST) == TEXT


def test_a_version_is_the_sha256_of_its_line(folder):
    ledger = read_ledger(folder)
    for key, version in ledger.last_lines.items():
        content = (folder / f"{version.edition:04}.jsonl").read_bytes().split(b"\n")
        assert ledger.read_line(version) in content
        assert digest_line(ledger.read_line(version)) == version.version
        assert parse_version_line(ledger.read_line(version)).key == key


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="the system does not list open files")
def test_lines_are_read_with_one_open_file_that_ends_with_the_ledger(folder):
    ledger, before = read_ledger(folder), len(list(DESCRIPTORS.iterdir()))
    for version in [*ledger.last_lines.values(), *ledger.final_versions.values()]:
        ledger.read_line(version)
        assert len(list(DESCRIPTORS.iterdir())) == before + 1
    del ledger
    assert len(list(DESCRIPTORS.iterdir())) == before


def test_an_older_edition_is_what_was_published_then(folder):
    ledger = read_ledger(folder, until=1)
    assert dict(ledger.iterate_in_force()).keys() == {LETTER, DEPARTURE, ARRIVAL}
    assert all(is_in_force(version) for version in ledger.last_lines.values())
    assert (ledger.renamed_from, ledger.final_versions) == ({}, {})


def test_an_empty_or_missing_folder_is_an_empty_ledger(tmp_path):
    for empty in (tmp_path, tmp_path / "missing"):
        ledger = read_ledger(empty)
        assert (ledger.number, ledger.last_lines) == (0, {})
        verify_texts(ledger)


def test_signatures_and_hidden_files_belong_to_a_ledger(folder):
    for name in ("0001.sig", "0003.tsr", "allowed_signers", ".publishing-0004.jsonl", "texts/.publishing-x"):
        (folder / name).write_bytes(b"")
    verify_texts(read_ledger(folder))


def replace_in(name: str, old: bytes, new: bytes) -> Edit:
    def edit(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert content.count(old) == 1
        (folder / name).write_bytes(content.replace(old, new))

    return edit


def append_to(name: str, content: bytes) -> Edit:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + content)


def change_header(name: str, **fields: object) -> Edit:
    def edit(folder: Path) -> None:
        header, *lines = (folder / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(encode_line(json.loads(header) | fields) + b"".join(lines))

    return edit


def change_lines(name: str, change: Callable[[list[bytes]], list[bytes]]) -> Edit:
    """Return the edit that replaces the lines of a file, header included, and states their digest in the header."""

    def edit(folder: Path) -> None:
        header, *lines = change((folder / name).read_bytes().splitlines(keepends=True))
        parsed = [(parse_version_line(line[:-1]), line[:-1]) for line in lines]
        versions = {version.key: name_version(version, content) for version, content in parsed}
        changes = digest_versions(versions, versions.__getitem__)
        (folder / name).write_bytes(encode_line(json.loads(header) | {"changes": changes}) + b"".join(lines))

    return edit


def move(name: str, to: str) -> Edit:
    return lambda folder: (folder / name).rename(folder / to)


def replace_ledger_file(folder: Path) -> None:
    """Replace a file by that of another archive."""
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    change_header("0001.jsonl", note={"ar": "أخرى", "en": "Another archive"})(other)
    (other / "0001.jsonl").rename(folder / "0001.jsonl")


TEXT_FILE = f"texts/{TEXT_DIGEST}"
FAULTS: list[tuple[str, str, int, Edit]] = [
    ("ledger.missing-file", "0002.jsonl", 1, lambda folder: (folder / "0002.jsonl").unlink()),
    ("ledger.missing-file", "0001.jsonl", 1, lambda folder: (folder / "0001.jsonl").unlink()),
    ("ledger.missing-file", "0001.jsonl", 1, move("0001.jsonl", "0000.jsonl")),
    ("ledger.missing-file", "0003.jsonl", 1, move("0003.jsonl", "0003.sig")),
    ("ledger.unexpected-file", "0003.jsonl.bak", 1, move("0003.jsonl", "0003.jsonl.bak")),
    ("ledger.unexpected-file", "00003.jsonl", 1, lambda folder: shutil.copyfile(folder / "0003.jsonl", folder / "00003.jsonl")),
    ("ledger.unreadable", "0003.jsonl", 1, lambda folder: ((folder / "0003.jsonl").unlink(), (folder / "0003.jsonl").mkdir())),
    (
        "ledger.cut-off",
        "0002.jsonl",
        3,
        lambda folder: (folder / "0002.jsonl").write_bytes((folder / "0002.jsonl").read_bytes()[:-1]),
    ),
    ("ledger.cut-off", "0002.jsonl", 1, lambda folder: (folder / "0002.jsonl").write_bytes(b"")),
    ("ledger.invalid-line", "0001.jsonl", 1, replace_in("0001.jsonl", b'{"changes"', b'{ "changes"')),
    ("ledger.invalid-line", "0001.jsonl", 3, replace_in("0001.jsonl", b'"record":{"words":"departure"}', b'"words":"departure"')),
    ("ledger.invalid-line", "0002.jsonl", 4, append_to("0002.jsonl", b"\n")),
    ("ledger.wrong-order", "0001.jsonl", 3, change_lines("0001.jsonl", lambda lines: [lines[0], lines[2], lines[1], lines[3]])),
    ("ledger.wrong-order", "0001.jsonl", 3, change_lines("0001.jsonl", lambda lines: [lines[0], lines[1], lines[1], *lines[2:]])),
    (
        "ledger.wrong-previous",
        "0002.jsonl",
        3,
        change_lines("0002.jsonl", lambda lines: [*lines[:2], re.sub(rb"[0-9a-f]{64}", b"0" * 64, lines[2])]),
    ),
    (
        "ledger.wrong-previous",
        "0003.jsonl",
        3,
        change_lines("0003.jsonl", lambda lines: [*lines[:2], re.sub(rb"[0-9a-f]{64}", b"0" * 64, lines[2])]),
    ),
    (
        "ledger.wrong-previous",
        "0002.jsonl",
        3,
        change_lines("0002.jsonl", lambda lines: [*lines[:2], re.sub(rb'"[0-9a-f]{64}"', b"null", lines[2])]),
    ),
    ("ledger.wrong-digest", "0001.jsonl", 1, replace_in("0001.jsonl", b'"words":"departure"', b'"words":"Departure"')),
    ("ledger.wrong-digest", "0003.jsonl", 1, change_header("0003.jsonl", changes="0" * 64)),
    ("ledger.wrong-digest", "0003.jsonl", 1, change_header("0003.jsonl", state="0" * 64)),
    (
        "ledger.wrong-digest",
        "0001.jsonl",
        1,
        lambda folder: (folder / "0001.jsonl").write_bytes(
            b"".join((folder / "0001.jsonl").read_bytes().splitlines(keepends=True)[:-1])
        ),
    ),
    ("ledger.wrong-counts", "0003.jsonl", 1, change_header("0003.jsonl", counts={"claim": 1})),
    (
        "ledger.wrong-number",
        "0001.jsonl",
        1,
        lambda folder: (move("0001.jsonl", "x")(folder), move("0002.jsonl", "0001.jsonl")(folder), move("x", "0002.jsonl")(folder)),
    ),
    ("ledger.newer-format", "0003.jsonl", 1, change_header("0003.jsonl", format=current_format() + 1)),
    ("ledger.changed-header", "0001.jsonl", 1, change_header("0001.jsonl", note={"ar": "ملاحظة", "en": "Another note"})),
    ("ledger.changed-header", "0001.jsonl", 1, replace_ledger_file),
    ("ledger.broken-chain", "0003.jsonl", 1, change_header("0002.jsonl", note={"ar": "ملاحظة", "en": "Another note"})),
    ("ledger.broken-chain", "0002.jsonl", 1, change_header("0002.jsonl", previous=None)),
    ("ledger.not-later", "0003.jsonl", 1, change_header("0003.jsonl", published="2026-11-29T13:00:00Z")),
    ("ledger.no-text", TEXT_FILE, 1, lambda folder: (folder / TEXT_FILE).unlink()),
    ("ledger.wrong-text", TEXT_FILE, 1, lambda folder: (folder / TEXT_FILE).write_bytes(TEXT + b"\n")),
    ("ledger.wrong-text", f"texts/{'0' * 64}", 1, lambda folder: (folder / "texts" / ("0" * 64)).write_bytes(TEXT)),
    ("ledger.unexpected-file", "texts/letter.txt", 1, lambda folder: (folder / "texts" / "letter.txt").write_bytes(TEXT)),
    (
        "ledger.invalid-line",
        f"{TEXT_FILE}.suppressed.json",
        1,
        lambda folder: (folder / f"{TEXT_FILE}.suppressed.json").write_bytes(b"{}\n"),
    ),
]


@pytest.mark.parametrize(("id_", "file", "line", "edit"), FAULTS, ids=[f"{id_}-{at}" for at, (id_, *_rest) in enumerate(FAULTS)])
def test_a_fault_is_named_with_file_and_line(id_, file, line, edit, folder):
    edit(folder)
    with pytest.raises(LedgerFault) as raised:
        verify_texts(read_ledger(folder))
    fault = raised.value
    assert (fault.id, fault.file, fault.line) == (id_, file, line)
    problem = make_ledger_problem(fault)
    assert str(problem.location).startswith(f"editions/{file}:{line}")
    for language in ("ar", "en"):
        assert all(text.strip() and "%(" not in text for text in problem.translate(language))


def test_a_line_that_stands_twice_is_found_behind_another_fault(folder):
    change_header("0001.jsonl", changes="0" * 64)(folder)
    change_lines("0003.jsonl", lambda lines: [lines[0], lines[1], *lines[1:]])(folder)
    faults = [(fault.id, fault.file, fault.line) for fault in find_ledger_faults(folder)]
    assert ("ledger.wrong-order", "0003.jsonl", 3) in faults


def test_an_edition_that_the_ledger_lacks(folder):
    with pytest.raises(LedgerFault, match=r"^0004\.jsonl:1: ledger\.no-edition"):
        read_ledger(folder, until=4)


def test_a_cut_ledger_is_intact_but_lacks_the_expected_edition(folder):
    expected = read_ledger(folder).editions[-1].digest
    require_edition(read_ledger(folder), expected)
    (folder / "0003.jsonl").unlink()
    cut = read_ledger(folder)
    with pytest.raises(LedgerFault, match=r"^0002\.jsonl:1: ledger\.not-expected"):
        require_edition(cut, expected)


def test_a_text_that_is_suppressed_cannot_be_read_or_published(folder):
    (folder / f"{TEXT_FILE}.suppressed.json").write_bytes(b"{}\n")
    ledger = read_ledger(folder)
    with pytest.raises(LedgerFault, match=r"suppressed\.json:1: ledger\.suppressed-text"):
        ledger.read_text(TEXT_DIGEST)
    with pytest.raises(LedgerFault, match=r"ledger\.suppressed-text"):
        write_edition(
            folder,
            compose_header(ledger, PlannedLines(), FIRST_INSTANT.replace(year=2030), NOTE),
            PlannedLines(),
            {TEXT_DIGEST: TEXT},
        )
    assert not (folder / "0004.jsonl").exists()


def test_an_edition_that_was_published_meanwhile_is_not_overwritten(folder):
    before, ledger = (folder / "0003.jsonl").read_bytes(), read_ledger(folder, until=2)
    with pytest.raises(LedgerFault, match=r"^0003\.jsonl:1: ledger\.published-meanwhile"):
        write_edition(folder, compose_header(ledger, PlannedLines(), FIRST_INSTANT.replace(year=2030), NOTE), PlannedLines(), {})
    assert (folder / "0003.jsonl").read_bytes() == before


def test_a_returning_record_follows_its_withdrawal(folder):
    ledger = read_ledger(folder)
    ledger = publish_lines(folder, record_line(ledger, ARRIVAL, {"words": "arrival"}))
    assert ARRIVAL in dict(ledger.iterate_in_force())
    assert len({ledger.last_lines[ARRIVAL].version, read_ledger(folder, until=1).last_lines[ARRIVAL].version}) == 2


def test_every_fault_has_its_message():
    """Every id in the code has a message, and every message of the ledger an id in the code."""
    sources = [*ROOT.glob("archive/ledger/*.py"), *ROOT.glob("archive/editions/*.py"), *ROOT.glob("archive/fixtures/loading/*.py")]
    sources += ROOT.glob("archive/management/commands/*.py")
    used = {id_ for path in sources for id_ in re.findall(r'"(ledger\.[a-z-]+)"', path.read_text(encoding="utf-8"))}
    described = set(re.findall(r'"(ledger\.[a-z-]+)": \(', Path(ledger_messages.__file__).read_text(encoding="utf-8")))
    assert used == described
    assert chain.LEDGER_FOLDER == "editions"
