"""Damaged, huge and unreadable files: the check ends soon with a report, never a traceback, and a load changes nothing."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from archive.editions import edition_load, pipeline
from archive.fixtures.reading import files
from archive.fixtures.reports import REPORT_FORMATS
from archive.models import bulk
from tests.support.commands import publish
from tests.support.corrupted_fixtures import (
    BELARUS,
    PASSAGES,
    QUESTIONS,
    SOURCE,
    TEXT,
    Case,
    copy_fixtures,
    corrupt_fixtures,
    find_problems,
    replace_text,
)
from tests.support.databases import read_archive_rows

CASES = [Case("file.too-large", TEXT, lambda path: enlarge(path), ("16",))]
# Damaged files; ``make test-random`` has three times as many.
RUNS = int(os.environ.get("CORRUPTIONS", "100"))
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CHANGED = replace_text("", BELARUS, "massive", "large")


def enlarge(path: Path) -> tuple[int, int]:
    path.write_bytes(b"a" * (files.MAX_FILE_BYTES + 1))
    return 1, 1


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    """Invert up to eight bits."""
    turned = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """Cut off the end or the beginning."""
    at = chance.randrange(len(content))
    return chance.choice([content[:at], content[at:]])


def swap_lines(content: bytes, chance: random.Random) -> bytes:
    """Exchange two lines."""
    lines = content.splitlines(keepends=True)
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def repeat_lines(content: bytes, chance: random.Random) -> bytes:
    """Repeat some lines."""
    lines = content.splitlines(keepends=True)
    at, end = sorted((chance.randrange(len(lines)), chance.randrange(len(lines)) + 1))
    return b"".join([*lines[:end], *lines[at:]])


def insert_characters(content: bytes, chance: random.Random) -> bytes:
    """Insert characters that may confuse a YAML parser, a terminal or a database."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(content) + 1)
        content = (
            content[:at]
            + chance.choice(
                ["\0", "\t", "\u202e", "\ufeff", "'", '"', "]", "{", "&x ", "*x", ": ", "- ", "\x1b[2J", "😀", "%(x)s", "\u2028"]
            ).encode()
            + content[at:]
        )
    return content


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [flip_bits, cut_off, swap_lines, repeat_lines, insert_characters]


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_end_in_a_report(seed, tmp_path):
    chance, root = random.Random(seed), copy_fixtures(tmp_path)  # noqa: S311
    files = sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".txt"))
    cache = tmp_path / "cache"
    for _ in range(RUNS // 20):
        path = chance.choice(files)
        content = path.read_bytes()
        path.write_bytes(chance.choice(DAMAGES)(content, chance))
        problems = pipeline.check_fixtures(root, cache=cache)
        assert [problem for problem in find_problems(root) if problem not in problems] == []
        for language in ("ar", "en"):
            assert all(render(problems, root, language) or not problems for render in REPORT_FORMATS.values())
        path.write_bytes(content)
    assert pipeline.check_fixtures(root, cache=cache) == []


LONG_LINE = 100 * 2**20

HUGE_FILES: list[tuple[str, Callable[[Path], object]]] = [
    (BELARUS, lambda path: path.write_text(BOMB)),
    (BELARUS, lambda path: path.write_text("[" * 200_000)),
    (BELARUS, lambda path: path.write_text("a: " * 200_000)),
    (BELARUS, lambda path: path.write_bytes(b"claim: " + b"a" * LONG_LINE)),
    (TEXT, lambda path: path.write_bytes("ا".encode() * (LONG_LINE // 2))),
    (TEXT, lambda path: path.write_bytes("\u200f".encode() * (files.MAX_FILE_BYTES // 3))),
    (TEXT, lambda path: path.write_bytes("e\u0301".encode() * (files.MAX_FILE_BYTES // 6))),
    (
        BELARUS,
        lambda path: path.write_text(
            f"{path.read_text('utf-8').split('evidence')[0]}evidence:\n  - passage: ushmm-death-marches:1.1\n    quote: {'ا' * 500_000}\n",
            "utf-8",
        ),
    ),
    (QUESTIONS, lambda path: path.write_text("questions:\n" + "  - {}\n" * 5_000)),
    (SOURCE, lambda path: (path.unlink(), path.mkdir())),
    ("claims", lambda path: (shutil.rmtree(path), path.write_text("no folder"))),
    ("places", lambda path: (shutil.rmtree(path), path.symlink_to("."))),
    (BELARUS, lambda path: (path.unlink(), os.mkfifo(path))),
    (PASSAGES, lambda path: path.write_bytes(b"")),
]


@pytest.mark.one_engine
@pytest.mark.parametrize(("file", "edit"), HUGE_FILES, ids=range(len(HUGE_FILES)))
def test_huge_files_end_in_a_report_soon(file, edit, tmp_path):
    root = copy_fixtures(tmp_path)
    edit(root / file)
    begun = time.process_time()
    problems = pipeline.check_fixtures(root)
    assert "problem" in {problem.level for problem in problems}
    assert REPORT_FORMATS["text"](problems, root, "ar")
    assert time.process_time() - begun < 60


@pytest.fixture
def unprivileged(tmp_path):
    """Drop the rights of root, who may read everything, if the tests are run by root."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    os.seteuid(65534)
    yield
    os.seteuid(0)


def make_unreadable(path, request):
    """Make a file or folder unreadable until the end of the test: a user other than root could not delete it then."""
    mode = path.stat().st_mode
    path.chmod(0)
    request.addfinalizer(lambda: path.chmod(mode))
    request.getfixturevalue("unprivileged")


@pytest.mark.parametrize("name", [BELARUS, "claims", TEXT])
def test_unreadable_file_or_folder_is_reported(name, request, tmp_path):
    root = copy_fixtures(tmp_path)
    make_unreadable(root / name, request)
    assert ("file.unreadable", name) in {(problem.id, problem.location.file) for problem in pipeline.check_fixtures(root)}


@pytest.mark.parametrize("name", [".", "sources", "claims", "places", "routes"])
def test_unreadable_folder_is_reported_once(name, request, tmp_path):
    root = copy_fixtures(tmp_path)
    make_unreadable(root / name, request)
    assert [(problem.id, problem.location.file) for problem in pipeline.check_fixtures(root)] == [("file.unreadable", name)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ("all", "archive_source"),
        ("changed", "archive_anchor"),
        ("all", "archive_recordversion"),
        ("changed", "archive_recordversion"),
    ],
)
def test_full_disk_leaves_the_archive_unchanged(rows, table, transactional_archive, tmp_path, monkeypatch):
    if rows == "all":
        monkeypatch.setattr(edition_load, "update_rows", lambda *_arguments: None)
    before, insert, root = read_archive_rows(), bulk.insert_rows, corrupt_fixtures(tmp_path, CHANGED)
    assert publish(root)[0] == 0

    def insert_until_full(model, rows):
        if model._meta.db_table == table:
            insert(model, list(islice(rows, 3)))
            raise OperationalError("database or disk is full")
        insert(model, rows)

    monkeypatch.setattr(bulk, "insert_rows", insert_until_full)
    with pytest.raises(CommandError) as error:
        call_command("load_fixtures", fixtures=root, stdout=StringIO())
    assert "database or disk is full" in str(error.value)
    assert error.value.returncode == 3
    assert read_archive_rows() == before


@pytest.mark.django_db
def test_missing_table_is_a_command_error(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.models.LoadedState._meta.db_table", "no_such_table")
    with pytest.raises(CommandError, match="no_such_table"):
        call_command("load_fixtures", fixtures=settings.FIXTURES_ROOT, stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_damaged_fixtures_are_never_published_in_part(seed, tmp_path):
    chance, root, before = random.Random(1000 + seed), copy_fixtures(tmp_path), read_archive_rows()  # noqa: S311
    for path in sorted(root.glob("claims/*.yaml"))[:10]:
        path.write_bytes(flip_bits(path.read_bytes(), chance))
    status, printed = publish(root, "ar")
    assert status == 1
    assert printed
    assert read_archive_rows() == before
