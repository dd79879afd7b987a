"""What was read of fixture files, kept between two checks: a file that is as it was is not parsed again.

A throw-away SQLite file. It holds sound records alone, each under the SHA-256 of its file, and is emptied whenever the code that
made them is another. Losing it costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from archive.codedigest import digest_files

SCHEMA = """
CREATE TABLE IF NOT EXISTS code (digest TEXT);
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE, stamp TEXT, sha256 BLOB, identifier TEXT, draft INTEGER, rests_on TEXT, sound BLOB
);
CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, data TEXT, unwritten TEXT);
CREATE TABLE IF NOT EXISTS told (state BLOB, answer TEXT);
"""
LIGHT = "id, name, stamp, sha256, identifier, draft, rests_on, sound"
BATCH = 100


class Row(NamedTuple):
    """A file whose record is kept: its ``stamp`` and digest when read, and of its record what all other records may need.

    ``rests_on``: names, divided by spaces, of what the record must agree with; ``sound``: the digest of their state in which it did.
    """

    id: int
    name: str
    stamp: str
    sha256: bytes
    identifier: str
    draft: int
    rests_on: str
    sound: bytes | None


class Shelf:
    """The kept records of one fixtures folder, in a file, or in memory if the file cannot be used."""

    def __init__(self, file: Path | None) -> None:
        self._connection = (_usable(file) if file else None) or _opened(":memory:")
        self._waiting: list[tuple] = []
        self._last = self._connection.execute("SELECT coalesce(max(id), 0) FROM file").fetchone()[0]

    def rows(self) -> Iterator[Row]:
        """What is kept, without the records themselves."""
        return map(Row._make, self._connection.execute(f"SELECT {LIGHT} FROM file"))  # noqa: S608

    def add(self, row: Row, data: str, unwritten: str) -> Row:
        """Keeps a record; returns the row with its number. A row that has a number takes the place of the one of that number."""
        if not row.id:
            self._last += 1
            row = row._replace(id=self._last)
        self._waiting.append((row, data, unwritten))
        if len(self._waiting) >= BATCH:
            self._write()
        return row

    def forget(self, ids: Iterable[int]) -> None:
        """Takes rows away."""
        gone = [(one,) for one in ids]
        self._connection.executemany("DELETE FROM file WHERE id = ?", gone)
        self._connection.executemany("DELETE FROM record WHERE id = ?", gone)

    def record(self, number: int) -> tuple[str, str]:
        """One record and what is unwritten in it, both as JSON."""
        return next(self.records([number]))

    def records(self, numbers: Iterable[int]) -> Iterator[tuple[str, str]]:
        """Records in the order of their numbers given, a batch of them in memory at a time."""
        self._write()
        numbers = list(numbers)
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            marks = ", ".join("?" * len(batch))
            found = self._connection.execute(f"SELECT id, data, unwritten FROM record WHERE id IN ({marks})", batch)  # noqa: S608
            by_number = {number: (data, unwritten) for number, data, unwritten in found}
            yield from (by_number[number] for number in batch)

    def mark(self, sound: Iterable[tuple[bytes, int]]) -> None:
        """Notes of rows, by number, the state in which they were found sound."""
        self._write()
        self._connection.executemany("UPDATE file SET sound = ? WHERE id = ?", sound)

    def restamp(self, stamps: Iterable[tuple[str, int]]) -> None:
        """Notes new stamps of rows, by number."""
        self._connection.executemany("UPDATE file SET stamp = ? WHERE id = ?", stamps)

    def told(self, state: bytes) -> str | None:
        """What was told of the folder when it was in this state; None if nothing was."""
        row = self._connection.execute("SELECT answer FROM told WHERE state = ?", [state]).fetchone()
        return row[0] if row else None

    def tell(self, state: bytes, answer: str) -> None:
        """Keeps what was told of the folder in this state, and of no other."""
        self._connection.execute("DELETE FROM told")
        self._connection.execute("INSERT INTO told VALUES (?, ?)", [state, answer])
        self._connection.commit()

    def commit(self) -> None:
        """Keeps all that was added for the next run. Raises sqlite3.Error if it cannot, and then nothing of it is on the shelf any more."""
        self._write()
        self._connection.commit()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        marks = ", ".join("?" * len(Row._fields))
        statement = f"INSERT OR REPLACE INTO file ({LIGHT}) VALUES ({marks})"  # noqa: S608
        self._connection.executemany(statement, (row for row, _data, _unwritten in waiting))
        records = ((row.id, data, unwritten) for row, data, unwritten in waiting)
        self._connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", records)


def _opened(name: str) -> sqlite3.Connection:
    """A shelf made ready, emptied if other code filled it. Raises sqlite3.Error."""
    connection = sqlite3.connect(name, timeout=0, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(SCHEMA)
    connection.execute("BEGIN IMMEDIATE")
    code = digest_files().hexdigest()
    if connection.execute("SELECT digest FROM code").fetchall() != [(code,)]:
        for table in ("code", "file", "record", "told"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute("INSERT INTO code VALUES (?)", [code])
    return connection


def _usable(file: Path) -> sqlite3.Connection | None:
    """The shelf in ``file``, made anew if it is damaged; None if another check has it or it cannot be written."""
    for _attempt in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            return _opened(str(file))
        except (sqlite3.OperationalError, OSError):
            return None
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                file.unlink()
    return None
