"""The file of warmed answers: written once by ``manage.py warm``, for one edition and one state of the code, and read by every worker.

An SQLite file that never changes: it is written beside and put in place whole. Workers read it through the system's cache of pages, so that
it is in memory once, however many workers there are.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock

from django.conf import settings

from archive.serving.answers import DECODE, ENCODE_WELL, Made, coding_for
from archive.serving.asked import Asked

SCHEMA = "CREATE TABLE answer (asked TEXT PRIMARY KEY, status TEXT, headers TEXT, plain BLOB, br BLOB, gzip BLOB)"
LOOK_AGAIN_AFTER = 1.0


def warmed_file(edition: str, code: str) -> Path:
    """Where the answers of an edition by a state of the code are warmed."""
    return Path(settings.ANSWERS_ROOT) / f"{edition[:16]}-{code[:16]}.sqlite3"


class Warmed:
    """The answers in ``file``, which may not be there, or come later."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock, self._looked = Lock(), -LOOK_AGAIN_AFTER
        self._connection: sqlite3.Connection | None = None

    def get(self, asked: Asked, coding: str) -> tuple[Made, bytes | None] | None:
        """What was made, and its body in ``coding`` if it was written in that."""
        with self._lock:
            row = self._row(asked)
        if row is None:
            return None
        status, headers, plain, *coded = row
        encoded = dict(zip(("br", "gzip"), coded, strict=True))
        body = plain if plain is not None else DECODE["br"](encoded["br"])
        return Made(status, [(name, value) for name, value in json.loads(headers)], body), encoded.get(coding)

    def _row(self, asked: Asked) -> tuple | None:
        connection = self._opened()
        if connection is None:
            return None
        try:
            found = connection.execute("SELECT status, headers, plain, br, gzip FROM answer WHERE asked = ?", [json.dumps(asked)])
            return found.fetchone()
        except sqlite3.Error:
            return None

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection or (now := time.monotonic()) - self._looked < LOOK_AGAIN_AFTER:
            return self._connection
        self._looked = now
        if self._file.is_file():
            address = f"{self._file.absolute().as_uri()}?mode=ro&immutable=1"
            with suppress(sqlite3.Error):  # taken away just now, or another user's alone
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        return self._connection


def write(file: Path, answers: Iterable[tuple[Asked, Made]]) -> int:
    """Writes the file whole, takes away those of other editions, and gives the number of answers in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as connection, connection:
            connection.execute(SCHEMA)
            connection.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)", map(_row, answers))
            count = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    for other in file.parent.glob("*.sqlite3"):
        if other != file:
            other.unlink(missing_ok=True)
    return count


def _row(answer: tuple[Asked, Made]) -> tuple:
    asked, made = answer
    coded = [ENCODE_WELL[one](made.body) if coding_for(made, one) else None for one in ("br", "gzip")]
    return json.dumps(asked), made.status, json.dumps(made.headers), made.body if coded[0] is None else None, *coded
