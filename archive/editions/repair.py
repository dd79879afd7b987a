"""Repair of a database from the ledger, whatever is damaged in it."""

from __future__ import annotations

import os

from django.db import DEFAULT_DB_ALIAS, connection, connections

from archive.editions.deposit.database import open_edition_database
from archive.editions.edition_load import load_edition
from archive.fixity import file_digests
from archive.fixity.database_file import get_database_file
from archive.ledger.chain import Ledger

# Files of SQLite beside the database: the log, its index, and the journal
SIDE_FILES = ("-wal", "-shm", "-journal")


def repair_database(ledger: Ledger) -> None:
    """Load the last edition of the ledger again: into a new file in place of SQLite's, or else into the tables.

    Readers of the old file read it until their connections end. Raises LedgerFault, DatabaseError, OSError.
    """
    path = get_database_file()
    if path is None:
        load_edition(ledger, again=True)
        return
    connection.close()
    commands = connection.settings_dict["OPTIONS"].get("init_command", "")
    new = path.with_name(f".{path.name}.new")
    for left_over in path.parent.glob(f"{new.name}*"):
        left_over.unlink()
    try:
        with open_edition_database(ledger, new, again=True), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            for statement in filter(None, commands.split(";")):
                cursor.execute(statement)
        digest = file_digests.digest_file(new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        file_digests.forget_digest(path)
        for suffix in SIDE_FILES:  # of the old file; SQLite would read its log into the new one
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        new.replace(path)
        file_digests.store_digest(path, digest)
    finally:
        for left_over in path.parent.glob(f"{new.name}*"):
            left_over.unlink()
