"""What was read once is not read again while nothing has changed, and whatever has changed is."""

from __future__ import annotations

import os
import sqlite3
import time
from hashlib import sha256
from pathlib import Path

import pytest

from archive import folder as folders
from archive.management import desk
from archive.shelf import Shelf
from tests.support.corrupted_fixtures import (
    BELARUS,
    MENTIONS,
    PASSAGES,
    SOURCE,
    TEXT,
    Case,
    copy_fixtures,
    find_problems,
    replace_text,
)

SPRING = "claims/evacuation-spring-1945-mauthausen.yaml"
QUOTE = "عملية هجوم ضخمة"


def overwritten(path: Path) -> tuple[int, int]:
    path.write_text(path.read_text("utf-8").replace("massive", "large"), "utf-8")
    return 1, 1


CASES = [Case("file.changed", BELARUS, overwritten, (BELARUS,))]


@pytest.fixture
def root(tmp_path):
    """A copy of the published fixtures that nobody has changed of late."""
    root = copy_fixtures(tmp_path)
    settle(root)
    return root


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "var" / "shelf.sqlite3"


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files parsed, in order."""
    names = []
    parse = folders.parse_yaml
    monkeypatch.setattr(folders, "parse_yaml", lambda name, text: names.append(name) or parse(name, text))
    monkeypatch.setattr("archive.listing.SETTLED", 0)
    return names


def settle(root: Path) -> None:
    """Files as if written long ago."""
    for path in root.rglob("*"):
        os.utime(path, (1, time.time() - 1000))


def problems(root, shelf, **options) -> list[tuple[str, str]]:
    return [(one.id, str(one.spot)) for one in desk.read(root, shelf=shelf, **options)[1]]


def test_a_second_check_parses_nothing(root, shelf, parsed):
    assert problems(root, shelf) == []
    assert len(parsed) == len(list(root.rglob("*.yaml")))
    parsed.clear()
    assert problems(root, shelf) == []
    assert parsed == []


def test_a_second_check_tells_the_same_of_what_is_wrong(root, shelf):
    for case in (
        replace_text("", BELARUS, QUOTE, "عملية هجوم كبيرة"),
        replace_text(
            "",
            MENTIONS,
            "place: camp:majdanek\n    passage: ushmm-death-marches:1.2",
            "place: camp:x\n    passage: ushmm-death-marches:1.2",
        ),
    ):
        case.edit(root / case.file)
    first = desk.read(root, shelf=shelf)[1]
    assert len(first) == 2
    assert desk.read(root, shelf=shelf)[1] == first


@pytest.mark.parametrize("thorough", [False, True])
def test_a_changed_file_alone_is_parsed_again(thorough, root, shelf, parsed):
    problems(root, shelf)
    parsed.clear()
    overwritten(root / BELARUS)
    assert problems(root, shelf, thorough=thorough) == []
    assert parsed == [BELARUS]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (TEXT, QUOTE, "عملية هجوم كبيرة", BELARUS),
        (PASSAGES, 'ref: "1.1"', 'ref: "1.9"', BELARUS),
        ("places/eastern-belarus.yaml", "kind: region", "kind: camp", BELARUS),
        ("places/eastern-belarus.yaml", "place: eastern-belarus", "draft: true\nplace: eastern-belarus", BELARUS),
        ("questions.yaml", "question: evacuation-direction", "question: direction", "claims/evacuation-last-weeks-baltic.yaml"),
        (SOURCE, "source: ushmm-death-marches", "draft: true\nsource: ushmm-death-marches", BELARUS),
        (MENTIONS, "place: camp:dachau", "place: camp:majdanek", "routes/spring-1945-to-mauthausen.yaml"),
        (SPRING, "claim: evacuation", "draft: true\nclaim: evacuation", "routes/spring-1945-to-mauthausen.yaml"),
    ],
)
def test_what_rests_on_a_changed_file_is_checked_again(file, old, new, told, root, shelf):
    assert problems(root, shelf) == []
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")
    again = problems(root, shelf)
    assert told in {spot.partition(":")[0] for _id, spot in again}
    assert again == [(one.id, str(one.spot)) for one in find_problems(root)]
    (root / file).write_text(text, "utf-8")
    assert problems(root, shelf) == []


def test_a_file_of_the_same_size_and_times_is_read_when_it_matters(root, shelf):
    desk.read(root, shelf=shelf)
    path = root / BELARUS
    times = path.stat().st_mtime_ns
    path.write_text(path.read_text("utf-8").replace("massive", "massiwe"), "utf-8")
    os.utime(path, ns=(times, times))
    claims = desk.read(root, shelf=shelf, thorough=True)[0].archive.claims
    assert "massiwe" in claims.get("claim:belarus-offensive-1944").record.statement.en


def test_records_that_are_gone_are_gone(root, shelf):
    problems(root, shelf)
    (root / "claims/thousands-died.yaml").unlink()
    assert desk.read(root, shelf=shelf)[0].archive.claims.get("claim:thousands-died") is None
    assert Shelf(shelf).rows


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_shelf_is_made_anew(damage, root, shelf):
    problems(root, shelf)
    content = shelf.read_bytes()
    shelf.write_bytes(content[: len(content) // 2] + b"\xff" * 5000 if damage is None else damage)
    assert problems(root, shelf) == []
    assert problems(root, shelf) == []


def test_a_shelf_that_cannot_be_written_is_done_without(root, tmp_path):
    assert problems(root, tmp_path / "fixtures" / "questions.yaml" / "shelf") == []


def test_a_shelf_that_finds_the_disk_full_when_it_is_kept_is_done_without(root, shelf, monkeypatch):
    class Full(sqlite3.Connection):
        def commit(self):
            self.rollback()  # as SQLite does by itself
            raise sqlite3.OperationalError("database or disk is full")

    opened = sqlite3.connect
    factory = {True: {}, False: {"factory": Full}}
    monkeypatch.setattr(sqlite3, "connect", lambda name, **options: opened(name, **options, **factory[name == ":memory:"]))
    assert desk.check(root, shelf=shelf) == desk.check(root) == []
    assert not shelf.exists()


def test_a_shelf_in_use_is_done_without(root, shelf):
    problems(root, shelf)
    other = sqlite3.connect(shelf)
    other.execute("BEGIN IMMEDIATE")
    assert problems(root, shelf) == []
    other.close()


def test_other_code_empties_the_shelf(root, shelf, parsed, monkeypatch):
    problems(root, shelf)
    parsed.clear()
    monkeypatch.setattr("archive.shelf.digest_files", lambda: sha256(b"other"))
    problems(root, shelf)
    assert BELARUS in parsed


def test_a_file_changed_while_it_is_read_stops_the_load(root):
    digests = desk.digests(root)
    overwritten(root / BELARUS)
    (problem,) = desk.changed(desk.read(root)[0], digests)
    assert (problem.id, problem.spot.file) == ("file.changed", BELARUS)


def test_a_file_that_is_gone_since_the_last_check_was_not_changed(root, shelf):
    desk.read(root, shelf=shelf)
    (root / BELARUS).unlink()
    assert list(desk.changed(desk.read(root, shelf=shelf)[0], desk.digests(root))) == []


def test_a_text_changed_while_it_is_read_is_refused(root):
    fixtures, _problems = desk.read(root)
    (root / TEXT).write_text("نص آخر", "utf-8")
    with pytest.raises(folders.Refused) as refused:
        fixtures.archive.texts["ushmm-death-marches"]
    assert refused.value.problem.id == "file.changed"


def test_every_file_is_counted(root):
    counted = []

    def begin(steps):
        counted.append(steps)
        return lambda: counted.append(1)

    desk.read(root, begin=begin)
    files = [path for path in root.rglob("*") if path.is_file()]
    beside = ["README.md", *(path.name for path in files if path.parent.name == "schemas")]
    checked = len(files) - len([*beside, "questions.yaml", "register.yaml", "primer.yaml", TEXT])
    assert counted[0] == 2 * len(files)
    assert len(counted) - 1 == len(files) - len(beside) + checked
