"""A temporary SQLite database that holds one edition, and the file of it that a package contains."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import ConnectionHandler

from archive.editions.edition_load import load_edition
from archive.environment.databases import SQLITE_ENGINE, configure_writing
from archive.ledger.chain import Ledger


@contextmanager
def open_edition_database(ledger: Ledger, path: Path, *, instant: datetime | None = None, again: bool = False) -> Iterator[None]:
    """Load the last edition of a ledger into a new SQLite file, which is this thread's default database within the block.

    ``instant``, ``again``: as in ``load_edition``. Raises LedgerFault, DatabaseError.
    """
    config = configure_writing({"ENGINE": SQLITE_ENGINE, "NAME": str(path)}, journal="delete")
    usual = connections[DEFAULT_DB_ALIAS]
    temporary = ConnectionHandler({DEFAULT_DB_ALIAS: config})[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = temporary
    try:
        call_command("migrate", verbosity=0)
        load_edition(ledger, instant=instant, again=again)
        yield
    finally:
        temporary.close()
        connections[DEFAULT_DB_ALIAS] = usual


def copy_database(path: Path, target: Path, published: str) -> None:
    """Write a compact copy of a database that is the same whenever it is made. Raises sqlite3.Error.

    ``published``: the instant that the migrations are dated with in the copy.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE django_migrations SET applied = ?", [published])
        database.execute("VACUUM INTO ?", [str(target)])
