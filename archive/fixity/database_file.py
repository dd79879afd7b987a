"""The file of an SQLite database as a whole: its structure, and its bytes after the load."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import connection

from archive.fixity import file_digests

MAX_MESSAGES = 20


def get_database_file() -> Path | None:
    """Return the path of SQLite's file; None for another engine, or a database in memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name == ":memory:" or "mode=memory" in name:
        return None
    return Path(unquote(urlsplit(name).path) if name.startswith("file:") else name)


def check_structure() -> list[str]:
    """Return what SQLite finds wrong in the structure of its file. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({MAX_MESSAGES})")
        rows = cursor.fetchall()
    return [message for (message,) in rows if message != "ok"]


def store_file_digest() -> None:
    """Write the log of SQLite (WAL) into the file, and store the digest of the file beside it; nothing while a reader uses the log.

    Raises DatabaseError; OSError.
    """
    if path := get_database_file():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        if not is_busy:
            file_digests.store_digest(path)


def is_file_changed() -> bool:
    """Return whether a byte of the file, or of its digest, has changed since the load. Raises OSError."""
    path = get_database_file()
    return path is not None and file_digests.is_changed(path)
