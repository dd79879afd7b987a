"""Whatever happens to the files, the check ends soon with a report, and a load leaves the archive as it was. Never a traceback."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from archive.editions import pipeline
from archive.fixtures.reading import files
from archive.fixtures.reports import REPORT_FORMATS
from archive.models import bulk
from tests.support.commands import run_command
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

CASES = [Case("file.too-large", TEXT, lambda path: _enlarged(path), ("16",))]
RUNS = int(os.environ.get("CORRUPTIONS", "300"))
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CHANGED = replace_text("", BELARUS, "massive", "large")


def _enlarged(path: Path) -> tuple[int, int]:
    path.write_bytes(b"a" * (files.MAX_FILE_BYTES + 1))
    return 1, 1


def flip(content: bytes, chance: random.Random) -> bytes:
    """Up to eight bits turned."""
    turned = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end missing, or the beginning."""
    at = chance.randrange(len(content))
    return chance.choice([content[:at], content[at:]])


def swapped(content: bytes, chance: random.Random) -> bytes:
    """Two lines exchanged."""
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def repeated(content: bytes, chance: random.Random) -> bytes:
    """Some lines twice."""
    lines = content.splitlines(keepends=True)
    at, end = sorted((chance.randrange(len(lines)), chance.randrange(len(lines)) + 1))
    return b"".join([*lines[:end], *lines[at:]])


def strewn(content: bytes, chance: random.Random) -> bytes:
    """Characters put in that a YAML reader, a terminal or a database may stumble over."""
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


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [flip, cut, swapped, repeated, strewn]


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
        assert [one for one in find_problems(root) if one not in problems] == []
        for language in ("ar", "en"):
            assert all(tell(problems, root, language) or not problems for tell in REPORT_FORMATS.values())
        path.write_bytes(content)
    assert pipeline.check_fixtures(root, cache=cache) == []


LONG_LINE = 100 * 2**20

MONSTERS: list[tuple[str, Callable[[Path], object]]] = [
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
    (QUESTIONS, lambda path: path.write_text("questions:\n" + "  - {}\n" * 20_000)),
    (SOURCE, lambda path: (path.unlink(), path.mkdir())),
    ("claims", lambda path: (shutil.rmtree(path), path.write_text("no folder"))),
    ("places", lambda path: (shutil.rmtree(path), path.symlink_to("."))),
    (BELARUS, lambda path: (path.unlink(), os.mkfifo(path))),
    (PASSAGES, lambda path: path.write_bytes(b"")),
]


@pytest.mark.one_engine
@pytest.mark.parametrize(("file", "edit"), MONSTERS, ids=range(len(MONSTERS)))
def test_monstrous_files_end_in_a_report_and_soon(file, edit, tmp_path):
    root = copy_fixtures(tmp_path)
    edit(root / file)
    begun = time.process_time()
    problems = pipeline.check_fixtures(root)
    assert "problem" in {one.level for one in problems}
    assert REPORT_FORMATS["text"](problems, root, "ar")
    assert time.process_time() - begun < 60


@pytest.fixture
def nobody(tmp_path):
    """The rights of nobody, if the tests are run by root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.parametrize("name", [BELARUS, "claims", TEXT])
def test_what_may_not_be_read_is_told(name, request, tmp_path):
    root = copy_fixtures(tmp_path)
    (root / name).chmod(0)
    request.getfixturevalue("nobody")
    assert ("file.unreadable", name) in {(one.id, one.location.file) for one in pipeline.check_fixtures(root)}


@pytest.mark.parametrize("name", [".", "sources", "claims", "places", "routes"])
def test_a_folder_that_may_not_be_looked_into_is_told_once(name, request, tmp_path):
    root = copy_fixtures(tmp_path)
    (root / name).chmod(0)
    request.getfixturevalue("nobody")
    assert [(one.id, one.location.file) for one in pipeline.check_fixtures(root)] == [("file.unreadable", name)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["archive_source", "archive_anchor", "archive_published"])
def test_a_full_disk_leaves_the_archive_as_it_was(table, transactional_archive, tmp_path, monkeypatch):
    before, insert = read_archive_rows(), bulk.insert_rows

    def full(model, found):
        if model._meta.db_table == table:
            insert(model, _first(found))
            raise OperationalError("database or disk is full")
        insert(model, found)

    monkeypatch.setattr(bulk, "insert_rows", full)
    with pytest.raises(CommandError) as error:
        call_command("load_fixtures", fixtures=corrupt_fixtures(tmp_path, CHANGED), stdout=StringIO())
    assert "database or disk is full" in str(error.value)
    assert error.value.returncode == 3
    assert read_archive_rows() == before


def _first(found):
    return [one for at, one in enumerate(found) if at < 3]


@pytest.mark.django_db
def test_a_database_without_tables_is_no_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.models.Edition._meta.db_table", "no_such_table")
    with pytest.raises(CommandError, match="no_such_table"):
        call_command("load_fixtures", fixtures=settings.FIXTURES_ROOT, stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_damaged_fixtures_are_never_loaded_in_part(seed, tmp_path):
    chance, root, before = random.Random(1000 + seed), copy_fixtures(tmp_path), read_archive_rows()  # noqa: S311
    for path in sorted(root.glob("claims/*.yaml"))[:10]:
        path.write_bytes(flip(path.read_bytes(), chance))
    status, told = run_command("load_fixtures", root, "ar")
    assert status == 1
    assert told
    assert read_archive_rows() == before
